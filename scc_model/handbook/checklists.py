"""Rules of a strand or a procedure as a list to print and tick by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from scc_model import model
from scc_model.conditions import Context
from scc_model.errors import UnknownName
from scc_model.handbook.common import Scope, asked_by_id, link, rule_link, scope
from scc_model.handbook.sorts import sort_of
from scc_model.words import html, wording
from scc_model.words.html import Child, Html, h


@asked_by_id(scope)
def checklist(here: Scope, framework: model.Framework, *chosen: str) -> Html:
    """Rules of a strand or procedure as a list to print, each with a box to tick by hand.

    Args:
        here: the strand or procedure.
        framework: the procedures.
        chosen: kinds of rule, ids of documents whose contents are wanted, or ids of roles, for
            what one of them has to do or should do. Without any, what somebody has to or should.

    Raises:
        UnknownName: when there is no such kind of rule, document or role.

    >>> from scc_model.loading import load
    >>> checklist(load(), "pay-notice", "duty").startswith("<ul")
    True
    """
    known = {*get_args(model.RuleKind), *framework.documents, *framework.roles}
    for word in chosen:
        if word not in known:
            raise UnknownName("kind of rule, document or role", word, known)
    rules = [rule for rule in here.rules if _wanted(rule, chosen, framework)]
    if not rules:
        return h("p", None, "No rule here is of this kind.")
    loose: list[Child] = []
    held: dict[str, list[Child]] = {}
    for rule in rules:
        if sort_of(rule, framework) != "document":
            loose.append(_to_do(rule, framework))
        elif rule.document:
            held.setdefault(rule.document, []).append(_held(rule))
    return html.join([
        _boxes(loose) if loose else None,
        *([h("p", None, h("strong", None, link("document", framework.documents[document]))),
           _boxes(contents)]
          for document, contents in held.items()),
    ])  # fmt: skip


def _wanted(rule: model.Rule, chosen: tuple[str, ...], framework: model.Framework) -> bool:
    if sort_of(rule, framework) == "otherwise":
        return False  # nobody is to tick what is not asked for
    asked = sort_of(rule, framework) in ("duty", "expectation")
    if chosen:
        in_document = rule.document in chosen and rule.kind != "recipient"
        of_role = asked and any(role in chosen for role in rule.actors)
        return rule.kind in chosen or in_document or of_role
    return asked


def _to_do(rule: model.Rule, framework: model.Framework) -> Child:
    who = wording.who(rule.actors, framework)
    limit = f": {rule.time_limit.as_written}" if rule.time_limit else ""
    return [
        rule_link(rule),
        h("span", {"class": "scc-note"}, f" {who} ({wording.FORCE[rule.force]}){limit}"),
        _boxes(wording.tasks(rule, Context.of(framework))) if rule.tasks else None,
    ]


def _held(rule: model.Rule) -> Child:
    force = "" if rule.force == "must" else f" ({wording.FORCE[rule.force]})"
    return [rule_link(rule), h("span", {"class": "scc-note"}, f": {rule.text}{force}")]


def _boxes(items: Iterable[Child]) -> Html:
    """A list with a drawn box before each item; it asks for a pen, so it is no form control."""
    box = h(
        "svg",
        {"class": "scc-box", "width": 16, "height": 16, "viewBox": "0 0 16 16",
         "aria-hidden": "true", "focusable": "false"},
        h("rect", {"x": 1, "y": 1, "width": 14, "height": 14, "fill": "none",
                   "stroke": "currentColor", "stroke-width": 2}),
    )  # fmt: skip
    return html.listed(([box, h("div", None, item)] for item in items), "scc-plain scc-checklist")
