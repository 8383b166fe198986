"""Every role on one page: the index of their pages, and duties and powers at a glance."""

from __future__ import annotations

from scc_model import model
from scc_model.handbook.common import role_link, rule_link
from scc_model.handbook.roles.rules import (
    by_body,
    carried_out,
    consulted,
    counts,
    members,
    moment,
    received,
)
from scc_model.handbook.sorts import Sort, sort_of
from scc_model.words import html, wording
from scc_model.words.html import Child, Html, fold_section, h, listed, note, table_of

_MAIN: tuple[Sort, ...] = ("duty", "power", "right")
_SHOWN = 3  # titles in a cell: enough to tell what sort of thing it is


def role_index(framework: model.Framework) -> Html:
    """Every role that has a page, body by body, with how many duties, powers and rights it has."""
    bodies = by_body(framework)
    alone = [role for role in bodies if bodies[role] == [role] and not members(role, framework)]
    groups = [
        (wording.who([body], framework), inside)
        for body, inside in bodies.items()
        if body not in alone
    ]
    return html.join(
        fold_section(
            2, f"{title} ({len(roles)})", _index(f"Roles: {title}", roles, framework),
            {"id": f"roles-{number}"},
        )
        for number, (title, roles) in enumerate([*groups, ("Others", alone)], 1)
    )  # fmt: skip


def _index(label: str, roles: list[str], framework: model.Framework) -> Html:
    numbers = {role: counts(framework, role) for role in roles}
    return table_of(label, roles, {
        "Role": lambda role: [h("strong", None, role_link(role, framework)),
                              note(framework.roles[role].about)],
        "Duties": lambda role: str(numbers[role]["duty"]),
        "Powers": lambda role: str(numbers[role]["power"]),
        "Rights": lambda role: str(numbers[role]["right"]),
        "Other rules": lambda role: str(
            sum(number for sort, number in numbers[role].items() if sort not in _MAIN)
        ),
        "From others": lambda role: str(
            len(received(framework, role)) + len(consulted(framework, role))
        ),
    })  # fmt: skip


def at_a_glance(framework: model.Framework) -> Html:
    """Who has which duties, powers and rights, in one table: how many, and the weightiest of each.

    A rule has weight if the law is behind it, if it has a time limit, or if it is a power; whoever
    has no such rule is left out. Of several, those with the law behind them come first.
    """
    roles = (role for body in by_body(framework).values() for role in body)
    main = {role: _main(role, framework) for role in roles}
    weighty = {
        role: rules
        for role, rules in main.items()
        if any(_weight(rule, framework) for rule in rules)
    }
    return table_of("Who has which duties, powers and rights", weighty, {
        "Who": lambda role: [h("strong", None, role_link(role, framework)),
                             _part_of(framework.roles[role], framework)],
        "Duties": lambda role: _weightiest(weighty[role], "duty", framework),
        "Powers": lambda role: _weightiest(weighty[role], "power", framework),
        "Rights": lambda role: _weightiest(weighty[role], "right", framework),
        "First time limits": lambda role: _first_limits(weighty[role], framework),
    })  # fmt: skip


def _main(role: str, framework: model.Framework) -> list[model.Rule]:
    return [rule for rule in carried_out(framework, role) if sort_of(rule, framework) in _MAIN]


def _part_of(role: model.Role, framework: model.Framework) -> Child:
    return note(f"Part of: {framework.roles[role.part_of].name}") if role.part_of else None


def _weightiest(rules: list[model.Rule], sort: Sort, framework: model.Framework) -> Child:
    of_sort = [rule for rule in rules if sort_of(rule, framework) == sort]
    if not of_sort:
        return "None"
    weighty = [rule for rule in of_sort if _weight(rule, framework)]
    weighty.sort(key=lambda rule: -_weight(rule, framework))
    links = [rule_link(rule) for rule in weighty[:_SHOWN]]
    return [h("strong", None, str(len(of_sort))), listed(links) if links else None]


def _first_limits(rules: list[model.Rule], framework: model.Framework) -> Child:
    limited = sorted((rule for rule in rules if rule.time_limit),
                     key=lambda rule: moment(rule, framework))  # fmt: skip
    limits = [
        [rule_link(rule), f": {rule.time_limit.as_written}"]
        for rule in limited[:_SHOWN]
        if rule.time_limit
    ]
    return listed(limits) if limits else "None"


def _weight(rule: model.Rule, framework: model.Framework) -> int:
    kinds = {framework.sources[citation.source].kind for citation in rule.cite}
    lawful = bool(kinds & {"act", "regulations"})
    return 3 * lawful + (rule.time_limit is not None) + (sort_of(rule, framework) == "power")
