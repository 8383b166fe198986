"""Role by role: every duty, power and right of a role, by procedure and in the order of time.

A page of a role is put together of the functions here; :func:`sections` says which of them have
something to say. A script of the book (``handbook-filter.mjs``) filters what
:func:`role_rules` makes; without it everything is shown, in both orders.
"""

from __future__ import annotations

from collections.abc import Iterator

from scc_model import model
from scc_model.handbook.common import (
    as_written,
    asked_by_id,
    beside,
    link,
    linked,
    role_link,
    roles_with_a_page,
    rule_link,
)
from scc_model.handbook.roles.filter import filter_form
from scc_model.handbook.roles.rules import (
    carried_out,
    consulted,
    counts,
    members,
    moment,
    received,
    role_named,
    strand_of,
    strength,
    written,
)
from scc_model.handbook.sorts import SORTS, sort_of
from scc_model.words import wording
from scc_model.words.html import (
    Attributes,
    Child,
    Html,
    fold_section,
    folded,
    h,
    headed,
    plain,
    table_of,
)

_FEW = 5  # rules that can be taken in without a filter
_FEW_LINKS = 3  # links that need not be folded


def role_title(framework: model.Framework, role: str) -> str:
    """What the page of a role is called.

    >>> from scc_model.loading import load
    >>> role_title(load(), "governing-body")
    'Governing body: duties, powers and rights'
    """
    name = wording.who([role], framework)
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


@asked_by_id(role_named)
def role_summary(role: model.Role, framework: model.Framework) -> Html:
    """Who that is, where they belong, and how many rules there are, as a short list."""
    parts = [name for name in members(role.id, framework) if name in roles_with_a_page(framework)]
    links: list[list[Child]] = [
        [", " if number else None, role_link(name, framework)] for number, name in enumerate(parts)
    ]
    numbers = counts(framework, role.id)
    totals = [f"{SORTS[sort][0]}: {number}" for sort, number in numbers.items() if number]
    lines: tuple[Child, ...] = (
        role.about,
        ["Part of: ", role_link(role.part_of, framework)] if role.part_of else None,
        _unless_few("Part of this", parts, links),
        "; ".join(totals) or "No rule has to be carried out.",
    )
    return plain(line for line in lines if line)


def _unless_few(title: str, things: list[str], links: list[list[Child]]) -> Child:
    """Links in a line, folded where there are so many that they keep a reader from the rules."""
    if not things:
        return None
    if len(things) <= _FEW_LINKS:
        return [f"{title}: ", links]
    return folded({"class": "scc-on-paper"}, f"{title}: {len(things)} roles", links)


@asked_by_id(role_named)
def role_rules(role: model.Role, framework: model.Framework) -> Html:
    """Every rule that a role carries out but the contents of documents, in two orders.

    >>> from scc_model.loading import load
    >>> "Comply within the initial period" in role_rules(load(), "governing-body")
    True
    """
    name, rules = wording.capital(role.name), carried_out(framework, role.id)
    by_strand: dict[str, list[model.Rule]] = {}
    for rule in sorted(rules, key=lambda rule: list(SORTS).index(sort_of(rule, framework))):
        by_strand.setdefault(strand_of(rule, framework).id, []).append(rule)
    strands = [strand for strand in framework.strands if strand in by_strand]
    in_time = sorted(rules, key=lambda rule: moment(rule, framework))
    jump = h("a", {"href": "#in-the-order-of-time"}, "The same rules in the order of time")
    return h(
        "div",
        {"class": "handbook-filter", "data-filtered": True},
        filter_form(rules, strands, framework) if len(rules) > _FEW else None,
        h("p", {"data-filter-jump": True}, jump),
        h("div", {"data-order": "procedure"}, [
            _of_strand(framework.strands[strand].title, name, by_strand[strand], framework)
            for strand in strands
        ]),
        h("div", {"data-order": "time"}, fold_section(3, "In the order of time", [
          h("p", None, "First what has a time limit, by what it is counted from and how long it "
                       "is; then what begins with an event or holds while a school stands in a "
                       "stage; then what holds at any time."),
          _in_time(f"In the order of time: {name}", in_time, framework),
        ], {"id": "in-the-order-of-time"})),
    )  # fmt: skip


def _of_strand(title: str, name: str, rules: list[model.Rule], framework: model.Framework) -> Html:
    table = table_of(
        f"{title}: {name}", rules, {
            "What": lambda rule: headed(rule_link(rule), rule.text, beside(rule, framework)),
            "How strong": lambda rule: strength(rule, framework),
            "To whom": lambda rule: wording.capital(wording.roles(rule.to, framework))
                                    or "Nobody in particular",
            "By when": lambda rule: as_written(rule.time_limit),
            "When it applies": lambda rule: wording.capital(
                wording.condition(rule.applies_when, framework)
            ) if rule.applies_when else "Always",
        }, lambda rule: _marks(rule, framework),
    )  # fmt: skip
    return fold_section(3, f"{title} ({len(rules)})", table, {"data-group": True})


def _in_time(label: str, rules: list[model.Rule], framework: model.Framework) -> Html:
    return table_of(label, rules, {
        "Counted from, or when": lambda rule: _begins(rule, framework),
        "How long": lambda rule: as_written(rule.time_limit),
        "What": rule_link,
        "How strong": lambda rule: strength(rule, framework),
        "Procedure": lambda rule: strand_of(rule, framework).title,
    }, lambda rule: _marks(rule, framework))  # fmt: skip


def _marks(rule: model.Rule, framework: model.Framework) -> Attributes:
    return {
        "data-rule": rule.id,
        "data-procedure": strand_of(rule, framework).id,
        "data-sort": sort_of(rule, framework),
    }


def _begins(rule: model.Rule, framework: model.Framework) -> str:
    if rule.time_limit:
        return wording.sentence(framework.events[rule.time_limit.from_].title)
    if rule.starts_with:
        return f"From this on: {wording.titles(rule.starts_with, framework.events, 'or')}."
    if rule.holds_in:
        stages = wording.titles(rule.holds_in, framework.stages, "or")
        return f"While the school stands in {stages}."
    return "At any time."


@asked_by_id(role_named)
def role_documents(role: model.Role, framework: model.Framework) -> Html:
    """The documents that a role writes or fills in, with what stands in each and who gets it."""
    label = f"Documents: {wording.capital(role.name)}"
    return table_of(label, written(framework, role.id).items(), {
        "Document": lambda pair: headed(link("document", pair[0]), pair[0].about),
        "What has to stand in it": lambda pair: _folded(
            [rule for rule in pair[1] if rule.kind != "recipient"], "thing"
        ),
        "Who gets it": lambda pair: _folded(
            [rule for rule in pair[1] if rule.kind == "recipient"], "recipient"
        ),
    })  # fmt: skip


def _folded(rules: list[model.Rule], noun: str) -> Child:
    links = linked(rules, "Nothing is said of that")
    if len(rules) <= _FEW_LINKS:
        return links
    return folded(None, wording.counted(len(rules), noun), links)


@asked_by_id(role_named)
def role_receives(role: model.Role, framework: model.Framework) -> Html:
    """What others have to send, tell or give to a role."""
    label = f"What comes from others: {wording.capital(role.name)}"
    return _from_others(received(framework, role.id), label, framework)


@asked_by_id(role_named)
def role_consulted(role: model.Role, framework: model.Framework) -> Html:
    """What a role has to be consulted on, or asked to consent to."""
    label = f"Consulted: {wording.capital(role.name)}"
    return _from_others(consulted(framework, role.id), label, framework)


def _from_others(rules: list[model.Rule], label: str, framework: model.Framework) -> Html:
    return table_of(label, rules, {
        "What": lambda rule: headed(link("rule", rule, _named(rule, framework)), rule.text),
        "From whom": lambda rule: wording.who(rule.actors, framework),
        "How strong": lambda rule: strength(rule, framework),
        "By when": lambda rule: as_written(rule.time_limit),
    })  # fmt: skip


def _named(rule: model.Rule, framework: model.Framework) -> str:
    """The title of a rule; where it names who gets a document, that of the document."""
    if rule.kind == "recipient" and rule.document:
        return framework.documents[rule.document].title
    return rule.title
