"""What a role carries out, writes, receives and is consulted on, and the order of time."""

from __future__ import annotations

import math

from scc_model import model
from scc_model.errors import UnknownName
from scc_model.handbook.common import roles_with_a_page
from scc_model.handbook.sorts import SORTS, Sort, sort_of
from scc_model.words import wording

_ASKED: frozenset[model.RuleKind] = frozenset({"consultation", "consent"})


def role_named(framework: model.Framework, name: str) -> model.Role:
    """The role with this id.

    Raises:
        UnknownName: when there is no such role.
    """
    if name not in framework.roles:
        raise UnknownName("role", name, framework.roles)
    return framework.roles[name]


def carried_out(framework: model.Framework, role: str) -> list[model.Rule]:
    """The rules that a role carries out, but for the contents of documents."""
    return [
        rule
        for strand in framework.strands.values()
        for procedure in strand.procedures
        for rule in framework.procedures[procedure].rules
        if role in rule.actors and sort_of(rule, framework) != "document"
    ]


def written(framework: model.Framework, role: str) -> dict[model.Document, list[model.Rule]]:
    """The documents of a role, each with the rules on it that the role carries out."""
    by_document: dict[str, list[model.Rule]] = {
        document.id: [] for document in framework.documents.values() if role in document.by
    }
    for rule in framework.rules.values():
        if role in rule.actors and sort_of(rule, framework) == "document" and rule.document:
            by_document.setdefault(rule.document, []).append(rule)
    return {framework.documents[name]: rules for name, rules in by_document.items()}


def received(framework: model.Framework, role: str) -> list[model.Rule]:
    """What others have to send, tell or give to a role."""
    return [rule for rule in _given_to(framework, role) if rule.kind not in _ASKED]


def consulted(framework: model.Framework, role: str) -> list[model.Rule]:
    """The rules by which a role is consulted or asked for consent."""
    return [rule for rule in _given_to(framework, role) if rule.kind in _ASKED]


def _given_to(framework: model.Framework, role: str) -> list[model.Rule]:
    return [rule for rule in framework.rules.values() if role in rule.to]


def counts(framework: model.Framework, role: str) -> dict[Sort, int]:
    """How many rules of each sort a role carries out."""
    sorts = [sort_of(rule, framework) for rule in framework.rules.values() if role in rule.actors]
    return {sort: sorts.count(sort) for sort in SORTS}


def by_body(framework: model.Framework) -> dict[str, list[str]]:
    """The roles that have a page, by the outermost body to which each belongs."""
    bodies: dict[str, list[str]] = {}
    for role in roles_with_a_page(framework):
        bodies.setdefault(_body(role, framework), []).append(role)
    return bodies


def _body(role: str, framework: model.Framework) -> str:
    """The outermost body to which a role belongs; itself, if to none."""
    *_, outermost = role, *framework.bodies(role)
    return outermost


def members(role: str, framework: model.Framework) -> list[str]:
    """Ids of the roles that are part of a role."""
    return [name for name, other in framework.roles.items() if other.part_of == role]


def strand_of(rule: model.Rule, framework: model.Framework) -> model.Strand:
    """The strand in which a rule stands."""
    return framework.strand_of[framework.home[rule.id].id]


def strength(rule: model.Rule, framework: model.Framework) -> str:
    """What sort of rule it is, and how strongly it is put."""
    sort = sort_of(rule, framework)
    _, name = SORTS[sort]
    return name if sort == "holds" else f"{name}: {wording.FORCE[rule.force]}"


_DAYS: dict[model.Unit, float] = {
    "working day": 1.4, "day": 1, "week": 7, "month": 30.4, "year": 365.25,
}  # fmt: skip


def moment(rule: model.Rule, framework: model.Framework) -> tuple[int, int, float]:
    """A key for the order of time.

    First what has a time limit, by the event it is counted from and by its length; then what begins
    with an event; then what holds in a stage; then what holds at any time.
    """
    order = {name: number for number, name in enumerate(framework.events)}
    limit = rule.time_limit
    if limit is not None:
        span = limit.latest or limit.earliest or limit.per
        long = span.amount * _DAYS[span.unit] if span else 0.0
        return 0, order[limit.from_], math.inf if limit.before and not span else long
    if rule.starts_with:
        return 1, min(order[name] for name in rule.starts_with), 0
    if rule.holds_in:
        stages = list(framework.stages)
        return 2, min(stages.index(name) for name in rule.holds_in), 0
    return 3, 0, 0
