"""The many kinds of rule, gathered into the few sorts that a reader looks for."""

from __future__ import annotations

from typing import Literal

from scc_model import framework as fw

Sort = Literal["duty", "power", "right", "expectation", "choice", "holds", "document"]

SORTS: dict[Sort, str] = {
    "duty": "Duties",
    "power": "Powers",
    "right": "Rights",
    "expectation": "Expectations and advice",
    "choice": "Things left open to them",
    "holds": "Conditions and meanings",
    "document": "What stands in documents",
}
"""What each sort is called, in the order in which they are shown."""

ONE_OF_THE_SORT: dict[Sort, str] = {
    "duty": "Duty",
    "power": "Power",
    "right": "Right",
    "expectation": "Expectation",
    "choice": "Left open",
    "holds": "Condition or meaning",
    "document": "In a document",
}

_HOLDS: frozenset[fw.RuleKind] = frozenset({
    "definition", "condition", "time-limit", "purpose", "source-of-concern", "factor",
})  # fmt: skip
_DOCUMENT: frozenset[fw.RuleKind] = frozenset({"content", "form-field", "recipient"})


def sort_of(rule: fw.Rule) -> Sort:
    """What sort of rule this is for whoever carries it out.

    A kind that says how something stands, or what a document holds, is a sort of its own. Of the
    others, a power and a right are what the data calls so, unless the power must be used; the rest
    goes by how strongly it is put.

    >>> from scc_model.loading import load
    >>> sort_of(load().rules["report-to-parents"])
    'duty'
    """
    if rule.kind in _DOCUMENT:
        return "document"
    if rule.kind in _HOLDS:
        return "holds"
    if rule.kind == "right":
        return "right"
    match rule.force:
        case "must":
            return "duty"
        case "should" | "expected":
            return "expectation"
        case "may":
            return "power" if rule.kind == "power" else "choice"
