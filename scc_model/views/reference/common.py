"""What the reference tables share."""

from __future__ import annotations

from collections.abc import Iterable

from scc_model import framework as fw
from scc_model.views.html import Html, h


def cited(cite: Iterable[fw.Citation], framework: fw.Framework) -> Html:
    """Citations as a list, each source named once for each place."""
    return h("ul", {"class": "scc-plain"}, [
        h("li", None, f"{framework.sources[one.source].short}, {one.at}") for one in cite
    ])  # fmt: skip


def rule_link(rule: str, title: str) -> Html:
    """A link to a rule in the index of rules, from a page beside it."""
    return h("a", {"href": f"rules.html#rule-{rule}"}, title)
