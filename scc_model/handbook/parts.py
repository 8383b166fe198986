"""Parts of a page about a strand or a procedure: who acts, by when, what is unclear.

They stand on pages in every folder of the book, several to a page; so they link by
:func:`~scc_model.handbook.common.address` and carry no ids.
"""

from __future__ import annotations

import attrs

from scc_model import model
from scc_model.handbook.common import (
    Scope,
    address,
    definition_link,
    document_link,
    items,
    role_link,
    rule_link,
    scope,
)
from scc_model.handbook.sorts import Sort, sort_of
from scc_model.model import parts
from scc_model.words import html, wording
from scc_model.words.html import Child, Html, h

_TOLD: dict[Sort, str] = {
    "duty": "Must",
    "expectation": "Should, or is expected to",
    "power": "May, as a power",
    "choice": "May",
    "right": "Has the right to",
    "holds": "What also holds",
    "otherwise": "Only if a passage is read in another way",
}


def who_acts(framework: model.Framework, name: str) -> Html:
    """Each role that acts in a strand or procedure, and what it does.

    Args:
        framework: the procedures.
        name: id of a strand, or of a procedure.

    Raises:
        UnknownName: when there is no such strand or procedure.

    >>> from scc_model.loading import load
    >>> "Senior adviser" in who_acts(load(), "case-of-concern")
    True
    """
    found = scope(framework, name)
    acting: dict[str, list[model.Rule]] = {}
    for rule in found.rules:
        for role in rule.actors:
            acting.setdefault(role, []).append(rule)
    if not acting:
        return h("p", None, "No rule here names anybody who acts.")
    rows = [
        html.Row((h("strong", None, role_link(role, framework)), _done(acting[role], framework)))
        for role in framework.roles
        if role in acting
    ]
    return html.table(f"Who acts: {found.title}", ("Who", "What they do"), rows)


def _done(rules: list[model.Rule], framework: model.Framework) -> Child:
    told: list[Child] = []
    for sort, words in _TOLD.items():
        links = [
            rule_link(rule.id, rule.title) for rule in rules if sort_of(rule, framework) == sort
        ]
        told += [h("p", None, f"{words}:"), items(links)] if links else []
    documents = [rule.document for rule in rules if sort_of(rule, framework) == "document"]
    written = dict.fromkeys(one for one in documents if one)
    if written:
        links = [document_link(framework.documents[one]) for one in written]
        told += [h("p", None, "Writes, fills in or sends:"), items(links)]
    return told


def by_when(framework: model.Framework, name: str) -> Html:
    """Every time limit of a strand or procedure: what, who, when, and how it is counted.

    Args:
        framework: the procedures.
        name: id of a strand, or of a procedure.

    Raises:
        UnknownName: when there is no such strand or procedure.

    >>> from scc_model.loading import load
    >>> "Working days of Part 4" in by_when(load(), "warning-notice")
    True
    """
    found = scope(framework, name)
    rows = [
        html.Row((
            [rule_link(rule.id, rule.title),
             h("p", {"class": "scc-note"}, "Only if a passage is read in another way.")
             if sort_of(rule, framework) == "otherwise" else None],
            wording.capital(wording.roles(rule.actors, framework)),
            _limit(rule.time_limit, framework),
            _anchor(rule.time_limit, framework),
            _days(rule.time_limit, framework),
        ))
        for rule in found.rules
        if rule.time_limit is not None
    ]  # fmt: skip
    if not rows:
        return h("p", None, "No rule here sets a time limit.")
    heads = ("What", "Who", "By when", "Counted from", "Which days")
    return html.table(f"By when: {found.title}", heads, rows)


_LIMIT: dict[model.LimitKind, str] = {
    "usual-target": "What is usual: later is no breach.",
    "usual-window": "What is usual: outside it is no breach.",
    "minimum-period": "At least so long.",
    "not-before": "Not sooner.",
}


def _limit(limit: model.TimeLimit, framework: model.Framework) -> Child:
    told: list[Child] = [wording.capital(limit.as_written)]
    for which, span in (("first", limit.earliest), ("last", limit.latest)):
        if span is not None and span.amount and str(span) not in limit.as_written:
            told.append(h("p", {"class": "scc-note"}, f"The {which} day is {span} on."))
    if limit.kind in _LIMIT:
        told.append(h("p", {"class": "scc-note"}, _LIMIT[limit.kind]))
    if limit.capped:
        after = framework.events[limit.capped.from_].title
        cap = f"In any case within {limit.capped.latest} of this: {wording.sentence(after)}"
        told.append(h("p", {"class": "scc-note"}, cap))
    if limit.variations:
        changed = [wording.varied(one, framework) for one in limit.variations]
        told.append(h("details", {"class": "scc-on-paper"},
                      h("summary", None, "What changes it"), items(changed)))  # fmt: skip
    return told


def _anchor(limit: model.TimeLimit, framework: model.Framework) -> Child:
    told: list[Child] = [wording.sentence(framework.events[limit.from_].title)]
    if limit.first_counted_day == "anchor-day" and (limit.latest or limit.earliest):
        told.append(h("p", {"class": "scc-note"}, "That day is the first one counted."))
    if limit.before:
        before = wording.sentence(framework.events[limit.before].title)
        told.append(h("p", None, f"Before this: {before}"))
    return told


def _days(limit: model.TimeLimit, framework: model.Framework) -> Child:
    spans = [span for span in (limit.earliest, limit.latest) if span is not None]
    kinds = [limit.day_kind] if any(span.unit == "working day" for span in spans) else []
    if not kinds and any(span.amount for span in spans):
        kinds = [limit.day_kind]
    if kinds:
        return [
            h("a", {"href": address("reference/working_days")}, framework.day_kinds[kind].title)
            for kind in kinds
        ]
    if spans:
        return "The same day"
    if limit.per:
        year = framework.year_kinds[limit.year_kind].title if limit.year_kind else ""
        return wording.capital(wording.times(limit)) + (f" ({year.lower()})" if year else "")
    return "No number of days"


_CHANGES = {
    "dates": "Dates",
    "duties": "What is asked for",
    "outcome": "How it is decided",
    "wording": "Only how the passage is put into words",
}


def unclear(framework: model.Framework, name: str) -> Html:
    """The readings on which a strand or procedure rests: how it is read here, and how else.

    Args:
        framework: the procedures.
        name: id of a strand, or of a procedure.

    Raises:
        UnknownName: when there is no such strand or procedure.

    >>> from scc_model.loading import load
    >>> "As read here" in unclear(load(), "warning-notice")
    True
    """
    found = scope(framework, name)
    used = {of for kind, of in parts.names(found.procedures) if kind == "reading"}
    if not used:
        return h("p", None, "Nothing here can be read in more than one way that was noticed.")
    return h("div", {"class": "unclear"}, [
        _question(reading, found, framework)
        for reading in framework.readings.values()
        if reading.id in used
    ])  # fmt: skip


def _question(reading: model.Reading, found: Scope, framework: model.Framework) -> Html:
    """A reading to unfold: a page can have a dozen of them."""
    others = (one.text for one in reading.choices if one.id != reading.default)
    where = address("reference/readings", f"reading-{reading.id}")
    return h(
        "details",
        None,
        h("summary", None, reading.title),
        h("p", None, h("strong", None, "As read here: "), reading.choice(reading.default).text),
        h("p", None, h("strong", None, "How else it can be read:")),
        items(others),
        h("p", None, h("strong", None, "What would differ:")),
        _differs(reading, found, framework),
        h("p", None, h("a", {"href": where}, f"More about reading {reading.ref}")),
    )


def _differs(reading: model.Reading, found: Scope, framework: model.Framework) -> Child:
    """What the choice moves, and the rules and definitions of the scope on which it bears."""
    links: list[Child] = []
    for procedure in found.procedures:
        for rule in procedure.rules:
            if ("reading", reading.id) not in parts.names(rule):
                continue
            variations = rule.time_limit.variations if rule.time_limit else ()
            told = [_otherwise(one, reading, framework) for one in variations
                    if one.reading == reading.id]  # fmt: skip
            links.append([rule_link(rule.id, rule.title), *told])
        links += [
            definition_link(one.id, one.title)
            for one in procedure.definitions
            if ("reading", reading.id) in parts.names(one)
        ]
    return [wording.sentence(_CHANGES[reading.changes]), items(links) if links else None]


def _otherwise(one: model.Variation, reading: model.Reading, framework: model.Framework) -> Html:
    """What a choice of a reading makes of a time limit; it is named where there are several."""
    changed = wording.varied(attrs.evolve(one, reading=None, is_=None), framework).lstrip(": ")
    several = len(reading.choices) > 2  # noqa: PLR2004  (the default, and one more than the other)
    choice = f"{wording.sentence(reading.choice(one.is_).text)} " if several and one.is_ else ""
    return h("p", {"class": "scc-note"}, f"{choice}{wording.capital(changed)}")
