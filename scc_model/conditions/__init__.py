"""Whether conditions hold: true, false, or not known yet and the question that matters next.

``asking`` says what a condition means, ``context`` what is known of a school, ``binding`` whether
a rule applies to it, ``explaining`` gives the reasons, and ``solving`` looks at every school there
can be.
"""

from scc_model.conditions.binding import (
    applies,
    binds,
    is_for_another_kind,
    is_for_kind,
    kinds_of,
    missing,
    open_conditions,
    procedures_of,
    tasks_of,
)
from scc_model.conditions.classification import Classification, Classified, classify
from scc_model.conditions.context import Context, holds
from scc_model.conditions.explaining import Decided, Finding, Verdict, decide, evaluate, unmet

__all__ = [
    "Classification", "Classified", "Context", "Decided", "Finding", "Verdict", "applies",
    "binds", "classify", "decide", "evaluate", "holds", "is_for_another_kind", "is_for_kind",
    "kinds_of", "missing", "open_conditions", "procedures_of", "tasks_of", "unmet",
]  # fmt: skip
