"""Role by role: every duty, power and right of a role, by procedure and in the order of time.

A page of a role is put together of the functions here; :func:`sections` says which of them have
something to say. A script of the book (``handbook-filter.mjs``) filters what
:func:`role_rules` makes; without it everything is shown, in both orders.
"""

from __future__ import annotations

from collections.abc import Iterator

from scc_model import model
from scc_model.handbook.common import document_link, role_link, roles_with_a_page, rule_link
from scc_model.handbook.roles.filter import filter_form
from scc_model.handbook.roles.rules import (
    carried_out,
    consulted,
    counts,
    moment,
    received,
    role_named,
    strand_of,
    strength,
    written,
)
from scc_model.handbook.sorts import SORTS, sort_of
from scc_model.words import html, wording
from scc_model.words.html import Child, Html, h


def role_title(framework: model.Framework, role: str) -> str:
    """What the page of a role is called.

    >>> from scc_model.loading import load
    >>> role_title(load(), "governing-body")
    'Governing body: duties, powers and rights'
    """
    name = wording.capital(framework.roles[role].name)
    acts = any(role in rule.actors for rule in framework.rules.values())
    return f"{name}: {'duties, powers and rights' if acts else 'what comes from others'}"


def sections(framework: model.Framework, role: str) -> Iterator[tuple[str, str]]:
    """The sections of the page of a role: the heading, and the name of what makes it.

    >>> from scc_model.loading import load
    >>> [heading for heading, _ in sections(load(), "governing-body")][0]
    'Duties, powers and rights'
    """
    if carried_out(framework, role):
        yield "Duties, powers and rights", "role-rules"
    if written(framework, role):
        yield "Documents to write or fill in", "role-documents"
    if received(framework, role):
        yield "What comes from others", "role-receives"
    if consulted(framework, role):
        yield "Consulted or asked for consent", "role-consulted"


def role_summary(framework: model.Framework, role: str) -> Html:
    """Who that is, where they belong, and how many rules there are, as a short list.

    Raises:
        UnknownName: when there is no such role.
    """
    one = role_named(framework, role)
    inside = [name for name, other in framework.roles.items() if other.part_of == role]
    linked = [name for name in inside if name in roles_with_a_page(framework)]
    lines: list[Child] = []
    if one.about:
        lines.append(one.about)
    if one.part_of:
        lines.append(["Part of: ", role_link(one.part_of, framework)])
    if linked:
        lines.append(["Part of this: ", _joined([role_link(name, framework) for name in linked])])
    numbers = counts(framework, role)
    told = [f"{SORTS[sort]}: {number}" for sort, number in numbers.items() if number]
    lines.append("; ".join(told) if told else "No rule has to be carried out.")
    return h("ul", {"class": "scc-plain"}, [h("li", None, line) for line in lines])


def role_rules(framework: model.Framework, role: str) -> Html:
    """Every rule that a role carries out but the contents of documents, in two orders.

    Raises:
        UnknownName: when there is no such role.

    >>> from scc_model.loading import load
    >>> "Comply within the initial period" in role_rules(load(), "governing-body")
    True
    """
    name = wording.capital(role_named(framework, role).name)
    rules = carried_out(framework, role)
    by_strand: dict[str, list[model.Rule]] = {}
    for rule in sorted(rules, key=lambda rule: list(SORTS).index(sort_of(rule, framework))):
        by_strand.setdefault(strand_of(rule, framework).id, []).append(rule)
    strands = [strand for strand in framework.strands if strand in by_strand]
    by_procedure = [
        h("section", {"data-group": True},
          h("h3", None, framework.strands[strand].title),
          html.table(f"{framework.strands[strand].title}: {name}", _HEADS,
                     [_row(rule, framework) for rule in by_strand[strand]]))
        for strand in strands
    ]  # fmt: skip
    in_time = sorted(rules, key=lambda rule: moment(rule, framework))
    by_time = [
        h("h3", {"id": "in-the-order-of-time"}, "In the order of time"),
        h("p", None, "First what has a time limit, by what it is counted from and how long it is; "
                     "then what begins with an event or holds while a school stands in a stage; "
                     "then what holds at any time."),
        html.table(f"In the order of time: {name}", _TIME_HEADS,
                   [_time_row(rule, framework) for rule in in_time]),
    ]  # fmt: skip
    jump = h("a", {"href": "#in-the-order-of-time"}, "The same rules in the order of time")
    return h(
        "div",
        {"class": "handbook-filter", "data-filtered": True},
        filter_form(rules, strands, framework) if len(rules) > _FEW else None,
        h("p", {"data-filter-jump": True}, jump),
        h("div", {"data-order": "procedure"}, by_procedure),
        h("div", {"data-order": "time"}, by_time),
    )


_FEW = 5  # rules that can be taken in without a filter


_HEADS = ("What", "How strong", "To whom", "By when", "When it applies")


_TIME_HEADS = ("Counted from, or when", "How long", "What", "How strong", "Procedure")


def _row(rule: model.Rule, framework: model.Framework) -> html.Row:
    condition = rule.applies_when
    return html.Row(
        (
            [h("strong", None, rule_link(rule.id, rule.title)), h("p", None, rule.text),
             _tasks(rule),
             h("p", {"class": "scc-note"}, rule.note) if rule.note else None],
            strength(rule, framework),
            wording.capital(wording.roles(rule.to, framework)) or "Nobody in particular",
            wording.capital(rule.time_limit.as_written) if rule.time_limit else "No limit",
            wording.capital(wording.condition(condition, framework)) if condition else "Always",
        ),
        _marks(rule, framework),
    )  # fmt: skip


def _time_row(rule: model.Rule, framework: model.Framework) -> html.Row:
    limit = rule.time_limit
    return html.Row(
        (
            _begins(rule, framework),
            wording.capital(limit.as_written) if limit else "No limit",
            rule_link(rule.id, rule.title),
            strength(rule, framework),
            strand_of(rule, framework).title,
        ),
        _marks(rule, framework),
    )


def _marks(rule: model.Rule, framework: model.Framework) -> dict[str, str | int | bool | None]:
    return {
        "data-rule": rule.id,
        "data-procedure": strand_of(rule, framework).id,
        "data-sort": sort_of(rule, framework),
    }


def _begins(rule: model.Rule, framework: model.Framework) -> str:
    if rule.time_limit:
        return wording.sentence(framework.events[rule.time_limit.from_].title)
    if rule.starts_with:
        titles = (f"'{framework.events[name].title}'" for name in rule.starts_with)
        return f"From this on: {wording.listed(titles, 'or')}."
    if rule.holds_in:
        titles = (f"'{framework.stages[name].title}'" for name in rule.holds_in)
        return f"While the school stands in {wording.listed(titles, 'or')}."
    return "At any time."


def role_documents(framework: model.Framework, role: str) -> Html:
    """The documents that a role writes or fills in, with what stands in each and who gets it.

    Raises:
        UnknownName: when there is no such role.
    """
    name = wording.capital(role_named(framework, role).name)
    rows = []
    for document, rules in written(framework, role).items():
        held = [rule for rule in rules if rule.kind != "recipient"]
        sent = [rule for rule in rules if rule.kind == "recipient"]
        rows.append(html.Row((
            [h("strong", None, document_link(document)), h("p", None, document.about)],
            _folded(held, "thing"),
            _folded(sent, "recipient"),
        )))  # fmt: skip
    heads = ("Document", "What has to stand in it", "Who gets it")
    return html.table(f"Documents: {name}", heads, rows)


def _folded(rules: list[model.Rule], noun: str) -> Child:
    if not rules:
        return "Nothing is said of that"
    links = h("ul", {"class": "scc-plain"}, [
        h("li", None, rule_link(rule.id, rule.title)) for rule in rules
    ])  # fmt: skip
    few = 3
    if len(rules) <= few:
        return links
    return h("details", None, h("summary", None, wording.counted(len(rules), noun)), links)


def role_receives(framework: model.Framework, role: str) -> Html:
    """What others have to send, tell or give to a role.

    Raises:
        UnknownName: when there is no such role.
    """
    name = wording.capital(role_named(framework, role).name)
    return _from_others(received(framework, role), f"What comes from others: {name}", framework)


def role_consulted(framework: model.Framework, role: str) -> Html:
    """What a role has to be consulted on, or asked to consent to.

    Raises:
        UnknownName: when there is no such role.
    """
    name = wording.capital(role_named(framework, role).name)
    return _from_others(consulted(framework, role), f"Consulted: {name}", framework)


def _from_others(rules: list[model.Rule], label: str, framework: model.Framework) -> Html:
    rows = [
        html.Row((
            _named(rule, framework),
            wording.capital(wording.roles(rule.actors, framework)),
            strength(rule, framework),
            wording.capital(rule.time_limit.as_written) if rule.time_limit else "No limit",
        ))
        for rule in rules
    ]  # fmt: skip
    return html.table(label, ("What", "From whom", "How strong", "By when"), rows)


def _named(rule: model.Rule, framework: model.Framework) -> Child:
    """The title of a rule; where it names who gets a document, that of the document."""
    if rule.kind == "recipient" and rule.document:
        title = framework.documents[rule.document].title
        return [h("strong", None, rule_link(rule.id, title)), h("p", None, rule.text)]
    return [h("strong", None, rule_link(rule.id, rule.title)), h("p", None, rule.text)]


def _tasks(rule: model.Rule) -> Child:
    return h("ul", None, [h("li", None, task.text) for task in rule.tasks]) if rule.tasks else None


def _joined(links: list[Html]) -> Child:
    return [[", " if number else None, link] for number, link in enumerate(links)]
