"""Pieces of a page about things of the model, which pictures, tables and walks have in common."""

from __future__ import annotations

from collections.abc import Iterable

from scc_model import model
from scc_model.dating.deadlines import Status
from scc_model.words import wording
from scc_model.words.html import Child, Html, h, listed, note


def status(stands: Status, word: str = "") -> Html:
    """How something that has to be done stands, in its own word where another is given.

    >>> status("due")
    '<span class="scc-status scc-status--due">Due today</span>'
    """
    return h("span", {"class": f"scc-status scc-status--{stands}"}, word or wording.STATUS[stands])


def source(rule: model.Rule | model.DecisionRule, framework: model.Framework) -> Html:
    """Where a rule comes from."""
    return h("p", {"class": "scc-source"}, f"Source: {wording.citations(rule.cite, framework)}.")


def besides(rule: model.Rule, tasks: Iterable[str]) -> Child:
    """What a rule says beside its text: its tasks, and a note."""
    some = [*tasks]
    return [listed(some) if some else None, note(rule.note)]
