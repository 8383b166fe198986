"""Whether conditions hold: true, false, or not known yet and the question that matters next."""

from scc_model.conditions.evaluating import (
    Context,
    Decided,
    Finding,
    Verdict,
    applies,
    decide,
    evaluate,
    holds,
)

__all__ = [
    "Context", "Decided", "Finding", "Verdict", "applies", "decide", "evaluate",
    "holds",
]  # fmt: skip
