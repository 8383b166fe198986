"""Parts of a page about a strand or a procedure: who acts, by when, what is unclear.

They are asked for by the id of a strand or of a procedure. They stand on pages in every folder of
the book, several to a page; so they link by :func:`~scc_model.handbook.common.address` and carry no
ids.
"""

from __future__ import annotations

import attrs

from scc_model import model
from scc_model.errors import UnknownName
from scc_model.handbook.common import Scope, address, asked_by_id, link, role_link, rule_link, scope
from scc_model.handbook.sorts import Sort, sort_of
from scc_model.model import parts
from scc_model.words import timing, wording
from scc_model.words.html import Child, Html, folded, h, join, listed, note, table_of
from scc_model.words.telling import silence

_TOLD: dict[Sort, str] = {
    "duty": "Must",
    "expectation": "Should, or is expected to",
    "power": "May, as a power",
    "choice": "May",
    "right": "Has the right to",
    "holds": "What also holds",
    "otherwise": "Only if an unclear passage is read differently",
}


_NOBODY = ""
"""The place of a role where the source does not say who acts."""


@asked_by_id(scope)
def who_acts(here: Scope, framework: model.Framework) -> Html:
    """Each role that acts in a strand or procedure, and what it does.

    >>> from scc_model.loading import load
    >>> "Senior adviser" in who_acts(load(), "case-of-concern")
    True
    """
    acting: dict[str, list[model.Rule]] = {}
    for rule in here.rules:
        for role in rule.actors or (_NOBODY,):
            acting.setdefault(role, []).append(rule)
    if not acting:
        return h("p", None, "No rule here names anybody who acts.")
    in_order = [role for role in (*framework.roles, _NOBODY) if role in acting]
    return table_of(f"Who acts: {here.title}", in_order, {
        "Who": lambda role: h("strong", None, role_link(role, framework) if role
                              else wording.capital(wording.NOBODY)),
        "What they do": lambda role: _done(acting[role], framework),
    })  # fmt: skip


def _done(rules: list[model.Rule], framework: model.Framework) -> Child:
    sorts = [(rule, sort_of(rule, framework)) for rule in rules]
    written = dict.fromkeys(rule.document for rule, sort in sorts if sort == "document")
    lists = {
        **{
            words: [rule_link(rule) for rule, sort in sorts if sort == which]
            for which, words in _TOLD.items()
        },
        "Writes, fills in or sends": [
            link("document", framework.documents[name]) for name in written if name
        ],
    }
    return [[h("p", None, f"{words}:"), listed(links)] for words, links in lists.items() if links]


@asked_by_id(scope)
def by_when(here: Scope, framework: model.Framework) -> Html:
    """Every time limit of a strand or procedure: what, who, when, and how it is counted.

    >>> from scc_model.loading import load
    >>> "Working days of Part 4" in by_when(load(), "warning-notice")
    True
    """
    limited = [(rule, rule.time_limit) for rule in here.rules if rule.time_limit is not None]
    if not limited:
        return h("p", None, "No rule here sets a time limit.")
    otherwise = note("Only if an unclear passage is read differently.")
    return table_of(f"By when: {here.title}", limited, {
        "What": lambda pair: [
            rule_link(pair[0]), otherwise if sort_of(pair[0], framework) == "otherwise" else None
        ],
        "Who": lambda pair: wording.who(pair[0].actors, framework),
        "By when": lambda pair: _limit(pair[1], framework),
        "Counted from": lambda pair: _anchor(pair[1], framework),
        "Which days": lambda pair: _days(pair[1], framework),
    })  # fmt: skip


OTHERWISE = "scc-otherwise"
"""What holds only if something is read or decided in another way: no search states it as a rule."""

_LIMIT: dict[model.LimitKind, str] = {
    "usual-target": "What is usual: later is no breach.",
    "usual-window": "What is usual: outside it is no breach.",
    "minimum-period": "At least so long.",
    "not-before": "Not sooner.",
}


def _limit(limit: model.TimeLimit, framework: model.Framework) -> Child:
    lines: list[Child] = [wording.capital(limit.as_written)]
    for which, span in (("first", limit.earliest), ("last", limit.latest)):
        if span is not None and span.amount and str(span) not in limit.as_written:
            lines.append(note(f"The {which} day is {span} on."))
    lines.append(note(_LIMIT.get(limit.kind, "")))
    if limit.capped:
        after = wording.sentence(framework.events[limit.capped.from_].title)
        lines.append(note(f"In any case within {limit.capped.latest} of this: {after}"))
    if limit.variations:
        changes = listed(timing.varied(variation, framework) for variation in limit.variations)
        lines.append(folded({"class": f"scc-on-paper {OTHERWISE}"}, "What changes it", changes))
    return lines


def _anchor(limit: model.TimeLimit, framework: model.Framework) -> Child:
    lines: list[Child] = [wording.sentence(framework.events[limit.from_].title)]
    if limit.first_counted_day == "anchor-day" and (limit.latest or limit.earliest):
        lines.append(note("That day is the first one counted."))
    if limit.before:
        before = wording.sentence(framework.events[limit.before].title)
        lines.append(h("p", None, f"Before this: {before}"))
    return lines


def _days(limit: model.TimeLimit, framework: model.Framework) -> Child:
    spans = [span for span in (limit.earliest, limit.latest) if span is not None]
    if any(span.amount or span.unit == "working day" for span in spans):
        kind = framework.day_kinds[limit.day_kind].title
        return h("a", {"href": address("reference/working_days")}, kind)
    if spans:
        return "The same day"
    if limit.per:
        year = framework.year_kinds[limit.year_kind].title if limit.year_kind else ""
        return wording.capital(timing.times(limit)) + (f" ({year.lower()})" if year else "")
    return "No number of days"


_CHANGES = {
    "dates": "Dates",
    "duties": "What is asked for",
    "outcome": "How it is decided",
    "wording": "Only how the passage is put into words",
}


@asked_by_id(scope)
def unclear(here: Scope, framework: model.Framework) -> Html:
    """The readings on which a strand or procedure rests: how it is read here, and how else.

    >>> from scc_model.loading import load
    >>> "As read here" in unclear(load(), "warning-notice")
    True
    """
    used = {of for kind, of in parts.names(here.procedures) if kind == "reading"}
    if not used:
        return h("p", None, "Nothing here can be read in more than one way that was noticed.")
    readings = [reading for reading in framework.readings.values() if reading.id in used]
    questions = [_question(reading, here, framework) for reading in readings]
    return h("div", {"class": "unclear"}, questions)


def _question(reading: model.Reading, here: Scope, framework: model.Framework) -> Html:
    """A reading to unfold: a page can have a dozen of them."""
    return folded(
        None,
        reading.title,
        h("p", None, h("strong", None, "As read here: "), reading.choice(reading.default).text),
        h("p", None, h("strong", None, "How else it can be read:")),
        listed((x.text for x in reading.choices if x.id != reading.default), OTHERWISE),
        h("p", None, h("strong", None, "What would differ:")),
        _differs(reading, here, framework),
        h("p", None, link("reading", reading, f"More about reading {reading.ref}")),
    )


def _differs(reading: model.Reading, here: Scope, framework: model.Framework) -> Child:
    """What the choice moves, and the rules and definitions of the scope on which it bears."""
    links: list[Child] = []
    for procedure in here.procedures:
        for rule in procedure.rules:
            if ("reading", reading.id) in parts.names(rule):
                variations = rule.time_limit.variations if rule.time_limit else ()
                links.append([rule_link(rule), *(
                    _otherwise(variation, reading, framework)
                    for variation in variations if variation.reading == reading.id
                )])  # fmt: skip
        links += [
            link("definition", definition)
            for definition in procedure.definitions
            if ("reading", reading.id) in parts.names(definition)
        ]
    return [wording.sentence(_CHANGES[reading.changes]), listed(links) if links else None]


def _otherwise(
    variation: model.Variation, reading: model.Reading, framework: model.Framework
) -> Child:
    """What a choice of a reading makes of a time limit; it is named where there are several."""
    alone = attrs.evolve(variation, reading=None, is_=None)
    changed = wording.capital(timing.varied(alone, framework).lstrip(": "))
    several = len(reading.choices) > 2  # noqa: PLR2004  (the default, and one more than the other)
    if several and variation.is_:
        return note(f"{wording.sentence(reading.choice(variation.is_).text)} {changed}")
    return note(changed)


def who_may_know(framework: model.Framework, *events: str) -> Html:
    """Whom the procedures let or make somebody tell of what has arrived, and where they are silent.

    Args:
        framework: the procedures.
        events: what has arrived, by the events of the first question.

    Raises:
        UnknownName: for an event that is no answer to the first question.

    >>> from scc_model.loading import load
    >>> "Give the report to parents" in who_may_know(load(), "report-published")
    True
    """
    asked = framework.first_question
    arrivals = asked.arrivals if asked else ()
    known = {one.event: one for arrival in arrivals for one in arrival.comes_as}
    for event in events:
        if event not in known:
            raise UnknownName("answer to the first question", event, known)
    return join([_may_know(known[event], framework, named=len(events) > 1) for event in events])


def _may_know(coming: model.Coming, framework: model.Framework, *, named: bool) -> list[Child]:
    rules = [framework.rules[name] for name in coming.tell]
    lines = [[h("strong", None, rule_link(rule)), f". {rule.text}"] for rule in rules]
    title = coming.title or framework.events[coming.event].title
    return [
        h("p", None, h("strong", None, f"{title}.")) if named else None,
        listed([*lines, join(silence(coming, framework))]),
    ]
