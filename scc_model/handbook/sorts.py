"""The many kinds of rule, gathered into the few sorts that a reader looks for."""

from __future__ import annotations

import functools
from typing import Literal

from scc_model import model
from scc_model.conditions import Context, applies

Sort = Literal[
    "duty", "power", "right", "expectation", "choice", "holds", "document", "otherwise"
]  # fmt: skip

SORTS: dict[Sort, tuple[str, str]] = {
    "duty": ("Duties", "Duty"),
    "power": ("Powers", "Power"),
    "right": ("Rights", "Right"),
    "expectation": ("Expectations and advice", "Expectation"),
    "choice": ("Things left open to them", "Left open"),
    "holds": ("Conditions and meanings", "Condition or meaning"),
    "document": ("What stands in documents", "In a document"),
    "otherwise": ("Only by another reading", "Only by another reading"),
}
"""What rules of each sort are called, and one of them, in the order in which they are shown."""

_HOLDS: frozenset[model.RuleKind] = frozenset({
    "definition", "condition", "time-limit", "purpose", "source-of-concern", "factor",
})  # fmt: skip
_DOCUMENT: frozenset[model.RuleKind] = frozenset({"content", "form-field", "recipient"})


def sort_of(rule: model.Rule, framework: model.Framework) -> Sort:
    """What sort of rule this is for whoever carries it out.

    One that holds for no school, as unclear passages are read here, is a sort of its own, so that
    nobody takes it for a duty. So is a kind that says how something stands, or what a document
    holds. Of the others, a power and a right are what the data calls so, unless the power must be
    used; the rest goes by how strongly it is put.

    >>> from scc_model.loading import load
    >>> sort_of(load().rules["report-to-parents"], load())
    'duty'
    """
    if rule.id in _only_otherwise(framework):
        return "otherwise"
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


@functools.lru_cache(maxsize=8)
def _only_otherwise(framework: model.Framework) -> frozenset[str]:
    """The rules that the usual readings rule out, whatever else is so of a school."""
    nothing_else = Context.of(framework)
    return frozenset(
        name for name, rule in framework.rules.items() if applies(rule, nothing_else) is False
    )
