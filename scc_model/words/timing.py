"""Time limits and days in plain words: how a limit is counted, and by when something is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from scc_model import model
from scc_model.dates import long_date
from scc_model.dating.deadlines import Deadline
from scc_model.words import wording


def counted_from(limit: model.TimeLimit, framework: model.Framework) -> str:
    """How a time limit is counted, in a sentence.

    >>> from scc_model.loading import load
    >>> counted_from(load().rules["report-to-parents"].time_limit, load())
    'From this: The final report was received by the school. The last day is 5 working days...'
    """
    parts = [f"From this: {wording.sentence(framework.events[limit.from_].title)}"]
    parts += _amounts(limit, framework)
    if limit.promptly:
        parts.append("Straight away, with no number of days.")
    if limit.before:
        parts.append(f"Before this: {wording.sentence(framework.events[limit.before].title)}")
    if limit.first_counted_day == "anchor-day":
        parts.append("The day itself is the first one counted.")
    return " ".join(parts)


def _amounts(limit: model.TimeLimit, framework: model.Framework) -> Iterator[str]:
    kind = framework.day_kinds[limit.day_kind].title
    days = f" ({wording.uncapital(kind)})"
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
        conditions.append(wording.condition(variation.when, framework))
    changes = wording.listed(_changes(variation.set, framework))
    return f"{wording.capital('; and '.join(conditions))}: {changes}."


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


def when(owed: wording.Owed, *, briefly: bool = False) -> str:
    """The days of something to be done, in a few words; empty where it has no time limit.

    Args:
        owed: what is to be done.
        briefly: without saying what it counts from whose day is not known exactly.

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
    known = deadline.earliest, deadline.latest, deadline.opens_by
    dated = any(day is not None for day in known)
    if deadline.may_be_later and dated and days != _waiting(deadline):
        days = f"{days} (estimate)"
    if deadline.soonest is not None and deadline.soonest != deadline.latest:
        days = f"{days}, or as early as {long_date(deadline.soonest)}"
    if briefly or not dated:
        return days
    counted = counted_from_a_span(deadline)
    return f"{days}: {counted}" if days and counted else days


def doubt(deadline: Deadline) -> str:
    """What follows a last day that is not certain; empty for one that is.

    Args:
        deadline: the days of a rule.
    """
    if deadline.may_be_later:
        return " (estimate)"
    return " at the latest" if deadline.at_the_latest else ""


def counted_from_a_span(deadline: Deadline) -> str:
    """What a last day counts from whose day is not known exactly; empty where there is nothing."""
    events = [
        f"{wording.within(dated.happened.title)}, which "
        f"{'is expected to have been' if dated.expected else 'was'} some day "
        f"{span(dated.since, dated.date)}"
        for dated in deadline.counts_from
        if dated.happened is not None and dated.date is not None
    ]
    return f"it counts from when {wording.listed(events)}" if events else ""


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
        case "not-before" if not earliest and deadline.opens_by is not None:
            return f"from {long_date(deadline.opens_by)} at the latest"
        case "not-before":
            return f"from {earliest}" if earliest else _waiting(deadline)
        case "cadence":
            return f"{times(limit)}, from {earliest}" if earliest else times(limit)
        case _:
            return f"by {latest}"


def _first_and_last(deadline: Deadline) -> tuple[str, str]:
    """The first and the last day in words; empty where there is none.

    Of an estimate neither is the first nor the last that it can be.
    """
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
    return f"{wording.listed(filter(None, (least, most)))} in every {per}"


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
