"""Every role on one page: the index of their pages, and duties and powers at a glance."""

from __future__ import annotations

from scc_model import model
from scc_model.handbook.common import items, role_link, rule_link
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
from scc_model.words.html import Child, Html, h


def role_index(framework: model.Framework) -> Html:
    """Every role that has a page, body by body, with how many duties, powers and rights it has."""
    bodies = by_body(framework)
    alone = [role for role in bodies if bodies[role] == [role] and not members(role, framework)]
    groups = [
        (wording.capital(framework.roles[body].name), inside)
        for body, inside in bodies.items()
        if body not in alone
    ]
    groups.append(("Others", alone))
    heads = ("Role", "Duties", "Powers", "Rights", "Other rules", "From others")
    return html.join(
        html.join([
            h("h2", {"id": f"roles-{number}"}, title),
            html.table(f"Roles: {title}", heads, [_index_row(one, framework) for one in inside]),
        ])
        for number, (title, inside) in enumerate(groups, 1)
    )  # fmt: skip


def _index_row(role: str, framework: model.Framework) -> html.Row:
    numbers = counts(framework, role)
    one = framework.roles[role]
    main: tuple[Sort, ...] = ("duty", "power", "right")
    others = sum(number for sort, number in numbers.items() if sort not in main)
    come = len(received(framework, role)) + len(consulted(framework, role))
    return html.Row((
        [h("strong", None, role_link(role, framework)),
         h("p", {"class": "scc-note"}, one.about) if one.about else None],
        *[str(numbers[sort]) for sort in main],
        str(others),
        str(come),
    ))  # fmt: skip


def at_a_glance(framework: model.Framework) -> Html:
    """Who has which duties, powers and rights, in one table: how many, and the weightiest of each.

    A rule has weight if the law is behind it, if it has a time limit, or if it is a power; whoever
    has no such rule is left out. Of several, those with the law behind them come first.
    """
    sorts: tuple[Sort, ...] = ("duty", "power", "right")
    rows = []
    for role in (one for body in by_body(framework).values() for one in body):
        rules = [rule for rule in carried_out(framework, role) if sort_of(rule, framework) in sorts]
        if not any(_weight(rule, framework) for rule in rules):
            continue
        limited = sorted(
            (rule for rule in rules if rule.time_limit), key=lambda rule: moment(rule, framework)
        )
        part = framework.roles[role].part_of
        rows.append(html.Row((
            [h("strong", None, role_link(role, framework)),
             h("p", {"class": "scc-note"}, f"Part of: {framework.roles[part].name}")
             if part else None],
            *[_weightiest([rule for rule in rules if sort_of(rule, framework) == sort], framework)
              for sort in sorts],
            _first_limits(limited),
        )))  # fmt: skip
    heads = ("Who", "Duties", "Powers", "Rights", "First time limits")
    return html.table("Who has which duties, powers and rights", heads, rows)


_SHOWN = 3  # titles in a cell: enough to tell what sort of thing it is


def _weightiest(rules: list[model.Rule], framework: model.Framework) -> Child:
    if not rules:
        return "None"
    weighty = [rule for rule in rules if _weight(rule, framework)]
    weighty.sort(key=lambda rule: -_weight(rule, framework))
    links = [rule_link(rule.id, rule.title) for rule in weighty[:_SHOWN]]
    return [h("strong", None, str(len(rules))), items(links) if links else None]


def _first_limits(limited: list[model.Rule]) -> Child:
    if not limited:
        return "None"
    return items([
        [rule_link(rule.id, rule.title), f": {rule.time_limit.as_written}"]
        for rule in limited[:_SHOWN]
        if rule.time_limit
    ])  # fmt: skip


def _weight(rule: model.Rule, framework: model.Framework) -> int:
    kinds = {framework.sources[one.source].kind for one in rule.cite}
    lawful = bool(kinds & {"act", "regulations"})
    return 3 * lawful + (rule.time_limit is not None) + (sort_of(rule, framework) == "power")
