"""Whether conditions hold: true, false, or not known yet and the question that matters next.

``asking`` says what a condition means, ``context`` what is known of a school, ``explaining`` gives
the reasons, and ``solving`` looks at every school there can be.
"""

from scc_model.conditions.classification import Classification, Classified, classify
from scc_model.conditions.context import Context, applies, holds
from scc_model.conditions.explaining import Decided, Finding, Verdict, decide, evaluate

__all__ = [
    "Classification", "Classified", "Context", "Decided", "Finding", "Verdict", "applies",
    "classify", "decide", "evaluate", "holds",
]  # fmt: skip
