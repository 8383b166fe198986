"""The model's results in plain words.

Dates are written as GOV.UK writes them, ``Friday 7 November 2014``.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from scc_model import model
from scc_model.cases.journey import Duty, Journey
from scc_model.cases.timelines import Timeline
from scc_model.dates import long_date
from scc_model.dating.deadlines import Deadline, Status

Titled = model.Stage | model.Event | model.Rule | model.Definition

Owed = Duty
"""What somebody has to do: a row of a timeline, or a duty of a case."""

Looked = Timeline | Journey
"""What dates were worked out in: a timeline, or a case looked at on a day."""

STATUS: dict[Status, str] = {
    "waits": "Waits for an event",
    "not-started": "Not started",
    "open": "Open",
    "due": "Due today",
    "overdue": "Overdue",
    "not-recorded": "Not recorded",
    "if": "Not known yet",
    "later-than-usual": "Later than usual",
    "closed": "Time is over",
    "met": "Met",
    "met-late": "Met late",
    "no-longer-required": "No longer required",
    "more-than-allowed": "More often than allowed",
}

FORCE: dict[model.Force, str] = {
    "must": "must",
    "should": "should",
    "may": "may",
    "expected": "is expected to",
}

KIND: dict[model.RuleKind, str] = {
    kind: kind.replace("-", " ").capitalize() for kind in get_args(model.RuleKind)
}

STANDING = {
    "read": "read for this handbook",
    "read-in-part": "read in part",
    "second-hand": "known from another's account of it",
    "not-read": "not read",
}


def listed(items: Iterable[str], last: str = "and") -> str:
    """Items in a sentence.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    names = list(items)
    if len(names) < 2:  # noqa: PLR2004  (one name or none needs no conjunction)
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def roles(names: Iterable[str], framework: model.Framework) -> str:
    """Roles by name.

    >>> from scc_model.loading import load
    >>> roles(["link-adviser", "senior-adviser"], load())
    'link adviser and senior adviser'
    """
    return listed(framework.roles[name].name for name in names)


def who(names: Iterable[str], framework: model.Framework) -> str:
    """Roles by name, with a capital letter; empty where there is none."""
    return capital(roles(names, framework))


def titles(names: Iterable[str], things: Mapping[str, Titled], last: str = "and") -> str:
    """Things by their titles, in quotation marks.

    >>> from scc_model.loading import load
    >>> titles(["report-published", "category-removed"], load().events, "or")
    "'The report was published' or 'HMI or Ofsted removed the school from the category'"
    """
    return listed((f"'{things[name].title}'" for name in names), last)


def citations(cite: Iterable[model.Citation], framework: model.Framework) -> str:
    """Where a rule comes from, as one line."""
    return "; ".join(f"{framework.sources[place.source].short}, {place.at}" for place in cite)


@functools.lru_cache(maxsize=1024)
def condition(asked: model.Condition, framework: model.Framework) -> str:
    """A condition in words.

    >>> from scc_model.loading import load
    >>> condition(model.DecisionIs("category", ("special-measures",)), load())
    'Ofsted category: Special measures'
    >>> condition(model.Not(model.DefinitionMet("eligible-for-intervention")), load())
    'not so: the school is eligible for intervention'
    """
    match asked:
        case model.FactIs(name, values):
            fact = framework.facts[name]
            return f"{fact.question} {listed((fact.label(value) for value in values), 'or')}"
        case model.ReadingIs(name, choices):
            reading = framework.readings[name]
            texts = (reading.choice(choice).text.rstrip(".") for choice in choices)
            chosen = listed((f"'{text}'" for text in texts), "or")
            return f"reading {reading.ref} is {chosen}"
        case model.DecisionIs(name, outcomes):
            decision = framework.decisions[name]
            possible = listed((decision.outcome(name).title for name in outcomes), "or")
            return f"{decision.title}: {possible}"
        case model.StandsIn(stages):
            return f"the school stands in {titles(stages, framework.stages, 'or')}"
        case model.DefinitionMet(name):
            return _within(framework.definitions[name].title)
        case model.Not(model.AllOf() | model.Exactly() as inner):
            return f"not so: ({condition(inner, framework)})"
        case model.Not(inner):
            return f"not so: {condition(inner, framework)}"
        case model.AllOf(parts):
            return "; and ".join(condition(part, framework) for part in parts)
        case model.AnyOf(parts):
            return f"({'; or '.join(condition(part, framework) for part in parts)})"
        case model.Exactly(number, parts):
            inner_words = "; ".join(condition(part, framework) for part in parts)
            return f"exactly {number} of ({inner_words})"


def _within(title: str) -> str:
    """A sentence as a part of another; a name at its beginning keeps its capital."""
    first = title.split(" ", 1)[0]
    small = first in ("A", "An", "It", "No", "One", "The", "There", "This", "Two")
    return uncapital(title) if small else title


def counted_from(limit: model.TimeLimit, framework: model.Framework) -> str:
    """How a time limit is counted, in a sentence.

    >>> from scc_model.loading import load
    >>> counted_from(load().rules["report-to-parents"].time_limit, load())
    'From this: The final report was received by the school. The last day is 5 working days...'
    """
    parts = [f"From this: {sentence(framework.events[limit.from_].title)}"]
    parts += _amounts(limit, framework)
    if limit.promptly:
        parts.append("Straight away, with no number of days.")
    if limit.before:
        parts.append(f"Before this: {sentence(framework.events[limit.before].title)}")
    if limit.first_counted_day == "anchor-day":
        parts.append("The day itself is the first one counted.")
    return " ".join(parts)


def _amounts(limit: model.TimeLimit, framework: model.Framework) -> Iterator[str]:
    kind = framework.day_kinds[limit.day_kind].title
    days = f" ({uncapital(kind)})"
    for name, span in (("first", limit.earliest), ("last", limit.latest)):
        if span is not None:
            counted_in = days if span.unit == "working day" else ""
            on = f"{span} on{counted_in}" if span.amount else "the day itself"
            yield f"The {name} day is {on}."
    if limit.per is not None:
        year = f" ({framework.year_kinds[limit.year_kind].title})" if limit.year_kind else ""
        yield f"It comes round: {times(limit)}{year}."
    elif limit.at_most is not None:
        yield f"At most {limit.at_most} times."


def varied(variation: model.Variation, framework: model.Framework) -> str:
    """What a variation of a time limit changes, and when."""
    conditions = []
    if variation.reading and variation.is_:
        reading = framework.readings[variation.reading]
        conditions.append(
            f"reading {reading.ref}, {reading.choice(variation.is_).text.rstrip('.')}"
        )
    if variation.when is not None:
        conditions.append(condition(variation.when, framework))
    changes = listed(_changes(variation.set, framework))
    return f"{capital('; and '.join(conditions))}: {changes}."


def _changes(changed: model.Changed, framework: model.Framework) -> Iterator[str]:
    if changed.as_written:
        yield changed.as_written
    if changed.from_:
        yield f"counted from '{framework.events[changed.from_].title}'"
    if changed.latest:
        yield f"last day {changed.latest} on"
    if changed.earliest:
        yield "no first day" if changed.earliest == "none" else f"first day {changed.earliest} on"
    if changed.day_kind:
        yield f"in {framework.day_kinds[changed.day_kind].title}"
    if changed.year_kind:
        yield f"by the {framework.year_kinds[changed.year_kind].title.lower()}"
    if changed.first_counted_day:
        yield f"first day counted: the {changed.first_counted_day.replace('-', ' ')}"
    if changed.at_least is not None or changed.at_most is not None:
        yield f"{changed.at_least or changed.at_most} times"
    if changed.capped:
        after = framework.events[changed.capped.from_].title
        yield f"no later than {changed.capped.latest} after '{after}'"
    if changed.kind:
        yield f"as a {changed.kind.replace('-', ' ')}"


def sentence(text: str) -> str:
    """The text with a capital letter and a full stop."""
    text = text.strip()
    return capital(text if text.endswith((".", "?", "!")) else f"{text}.")


def capital(text: str) -> str:
    """The text with a capital letter.

    >>> capital("link adviser")
    'Link adviser'
    """
    return text[:1].upper() + text[1:]


def uncapital(text: str) -> str:
    """The text with a small letter.

    >>> uncapital("The notice was given")
    'the notice was given'
    """
    return text[:1].lower() + text[1:]


def no_longer(
    ended_on: tuple[dt.date, str],
    framework: model.Framework,
    what: str = "required",
    *,
    latest: bool = False,
) -> str:
    """Since when something is no longer required, and by what, in a sentence.

    Args:
        ended_on: the day, and the event.
        framework: where the event is looked up.
        what: what it is no longer.
        latest: whether the day is only the last that it can have been.

    >>> from scc_model.loading import load
    >>> no_longer((dt.date(2014, 9, 1), "academy-converted"), load())
    'No longer required since Monday 1 September 2014: the school became an academy.'
    """
    day, event = ended_on
    title = uncapital(framework.events[event].title)
    at_the_latest = " at the latest" if latest else ""
    return f"No longer {what} since {long_date(day)}{at_the_latest}: {title}."


def counted(number: int, noun: str) -> str:
    """A number of things.

    >>> counted(1, "task"), counted(2, "task")
    ('1 task', '2 tasks')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def when(owed: Owed) -> str:
    """The days of something to be done, in a few words; empty where it has no time limit.

    >>> import datetime as dt
    >>> from scc_model.loading import load
    >>> from scc_model.conditions import Context
    >>> from scc_model.cases.timelines import timeline
    >>> context = Context.of(load(), decided={"category": "special-measures"})
    >>> dates = timeline(
    ...     context, {"final-report-received": dt.date(2014, 11, 7)}, dt.date(2014, 11, 7))
    >>> when(dates.row("statement-of-action"))
    'by Friday 21 November 2014'
    """
    deadline = owed.deadline
    if deadline is None:
        return ""
    days = _days(deadline)
    if deadline.estimated and days != _waiting(deadline):
        days = f"{days} (estimate)"
    counted = counted_from_a_span(deadline)
    return f"{days}: {counted}" if days and counted else days


def counted_from_a_span(deadline: Deadline) -> str:
    """What a last day counts from whose day is not known exactly; empty where there is nothing."""
    events = [
        f"{uncapital(dated.happened.title)}, which was some day {span(dated.since, dated.date)}"
        for dated in deadline.counts_from
        if dated.happened is not None and dated.date is not None
    ]
    return f"it counts from when {listed(events)}" if events else ""


def span(first: dt.date | None, last: dt.date) -> str:
    """The days on one of which something was: the last, and the first where it is known."""
    if first is None:
        return f"on or before {long_date(last)}"
    return f"from {long_date(first)} to {long_date(last)}"


def _days(deadline: Deadline) -> str:
    earliest, latest = _first_and_last(deadline)
    limit = deadline.limit
    if limit.kind == "order-only":
        return _order(deadline)
    if deadline.anchor.date is None:
        return _waiting(deadline)
    match limit.kind:
        case "window":
            return f"between {earliest} and {latest}" if earliest else f"by {latest}"
        case "usual-window" if earliest:
            return f"usually between {earliest} and {latest}"
        case "usual-window" | "usual-target":
            return f"usually by {latest}"
        case "maximum":
            return f"up to {limit.at_most}, until {latest}"
        case "minimum-period":
            first = f"from {earliest} " if earliest else ""
            return f"{first}until at least {latest}"
        case "not-before":
            return f"from {earliest}" if earliest else _waiting(deadline)
        case "cadence":
            return f"{times(limit)}, from {earliest}" if earliest else times(limit)
        case _:
            return f"by {latest}"


def _first_and_last(deadline: Deadline) -> tuple[str, str]:
    """The first and the last day in words; empty where there is none."""
    ends = "at the earliest", "at the latest"
    days = deadline.earliest, deadline.latest
    said = [long_date(day) if day else "" for day in days]
    if deadline.at_the_latest:
        said = [f"{day} {end}" if day else "" for day, end in zip(said, ends, strict=True)]
    first, last = said
    return first, last


def times(limit: model.TimeLimit) -> str:
    """How often a cadence comes round.

    >>> times(model.TimeLimit("e", "cadence", "", at_least=3, per=model.Span(1, "year")))
    'at least 3 times in every year'
    """
    per = str(limit.per).removeprefix("1 ")
    if limit.at_least == limit.at_most and limit.at_least:
        return f"{_often(limit.at_least)} in every {per}"
    least = f"at least {_often(limit.at_least)}" if limit.at_least else ""
    most = f"at most {_often(limit.at_most)}" if limit.at_most else ""
    return f"{listed(filter(None, (least, most)))} in every {per}"


def _often(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _waiting(deadline: Deadline) -> str:
    return f"{deadline.limit.as_written}: no date yet"


def _order(deadline: Deadline) -> str:
    parts = []
    earliest, latest = _first_and_last(deadline)
    if deadline.limit.promptly:
        since = f", from {earliest}" if earliest else ""
        parts.append(f"straight away{since}")
    if deadline.before is not None:
        eve = f" by {latest}," if latest else ""
        parts.append(f"{eve} {deadline.limit.as_written}".strip())
    return "; ".join(parts)
