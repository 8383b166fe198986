"""Why a date is what it is, what decided an outcome, and what to do next, in plain words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from scc_model import model
from scc_model.conditions import Context, Finding
from scc_model.dates import long_date
from scc_model.dating.deadlines import Dated, Deadline
from scc_model.dating.working_days import ONE_DAY, Skipped
from scc_model.words import timing
from scc_model.words.wording import (
    Looked,
    Owed,
    capital,
    condition,
    listed,
    no_longer,
    sentence,
    titles,
    uncapital,
    within,
)


def explanation(owed: Owed, looked: Looked) -> list[str]:
    """Why these dates: one sentence for each step of the working.

    Args:
        owed: the row of a timeline or the duty to explain.
        looked: the timeline or case it stands in.

    Returns:
        The anchor, the limit, the days passed over, the readings and what could still move it;
        nothing for what has no time limit.
    """
    return list(_working(owed.deadline, looked)) if owed.deadline is not None else []


def _working(deadline: Deadline, looked: Looked) -> Iterator[str]:
    framework = looked.context.framework
    yield from _anchor(deadline.anchor, looked)
    if deadline.counts_from:
        yield from _not_exact(deadline)
    yield _limit(deadline, framework)
    if deadline.before is not None:
        yield _before(deadline.before, framework)
    if deadline.skipped:
        yield f"Days passed over: {passed_over(deadline.skipped)}."
    if deadline.capped is not None and deadline.limit.capped is not None:
        event = framework.events[deadline.limit.capped.from_]
        yield (
            f"It also may not be later than {deadline.limit.capped.latest} after this: "
            f"{sentence(event.title)}"
        )
    yield from _readings(deadline, looked.context)
    yield from _cautions(deadline, looked)
    if deadline.met_on is not None and deadline.met_with is not None:
        done = within(framework.events[deadline.met_with].title)
        yield f"Done: {done} on {long_date(deadline.met_on)}."
    elif deadline.ended_on is not None:
        yield no_longer(deadline.ended_on, framework)


def _anchor(anchor: Dated, looked: Looked) -> Iterator[str]:
    framework = looked.context.framework
    event = framework.events[anchor.event]
    if anchor.date is None:
        yield f"No date can be given yet. It waits for this: {sentence(event.title)}"
    elif anchor.end_of is not None and anchor.basis is not None:
        yield f"{event.title} on {long_date(anchor.date)}."
        yield (
            f"That day is worked out: it is the last day of another time limit, "
            f"'{anchor.end_of.title}'."
        )
        yield from _anchor(anchor.basis, looked)
    elif anchor.estimate is None or anchor.basis is None:
        yield _happened(anchor, event.title)
    else:
        yield f"An estimate, because this date is not known: {sentence(event.title)}"
        yield _estimated(anchor.date, anchor.estimate, anchor.basis, anchor.held_back_by, framework)
        if anchor.estimate.after.amount and anchor.date < looked.as_at:
            yield (
                "That day has passed. Give the real date if it has happened; if it has not, expect "
                "everything that rests on it later."
            )


def _not_exact(deadline: Deadline) -> Iterator[str]:
    """What it means for the days of a rule that they count from a day that is not known."""
    if deadline.latest is not None:
        soonest = deadline.soonest
        earlier = "earlier" if soonest is None else f"as early as {long_date(soonest)}"
        from_, later = (
            ("by which this is expected to have been", "or later if that was later")
            if deadline.may_be_later
            else ("that this can have been", "and is not later")
        )
        yield (
            f"The last day that follows is counted from the last {from_}: it may be {earlier}, "
            f"{later}."
        )
    if deadline.limit.earliest is not None:
        yield (
            "No first day can be given until it is known."
            if deadline.earliest is None
            else "The first day that follows is counted from the first that this can have been."
        )


def _happened(dated: Dated, title: str) -> str:
    """When something happened, as far as that is known, in a sentence."""
    assert dated.date is not None  # noqa: S101  (it happened)
    if dated.exact:
        return f"{title} on {long_date(dated.date)}."
    day = timing.span(dated.since, dated.date)
    expected = ", as is expected" if dated.expected else ""
    return f"{title} on some day {day}{expected}."


def _estimated(
    date: dt.date,
    estimate: model.Estimate,
    basis: Dated,
    held_back_by: str | None,
    framework: model.Framework,
) -> str:
    """How the date of an anchor was estimated."""
    if held_back_by is not None:
        later = framework.events[held_back_by].title
        return (
            f"It was to be expected earlier, but cannot come before this: "
            f"{later} on {long_date(date)}."
        )
    title, why = framework.events[basis.event].title, sentence(estimate.why)
    day = long_date(basis.date) if basis.date else ""
    if not basis.exact:
        first = f" (some day from {long_date(basis.since)})" if basis.since else ""
        day = f"{day} at the latest{first}"
    day = f"an estimate of {day}" if basis.estimated else day
    if not estimate.after.amount:
        return f"{why} {sentence(f'{title} on {day}')}"
    counted = capital(f"{estimate.after} after {day}")
    return f"{why} Counted from this: {sentence(title)} {counted} is {long_date(date)}."


def _limit(deadline: Deadline, framework: model.Framework) -> str:
    limit = deadline.limit
    counted = "the day itself" if limit.first_counted_day == "anchor-day" else "the day after"
    spans = [str(span) for span in (limit.earliest, limit.latest) if span and span.amount]
    written = f"The rule as written: {limit.as_written}."
    if not spans:
        return written
    kind = uncapital(framework.day_kinds[limit.day_kind].title)
    which = f" ({kind})" if any("working" in span for span in spans) else ""
    return f"{written} Counted as {listed(spans, 'to')}{which}, starting on {counted}."


def _before(before: Dated, framework: model.Framework) -> str:
    title = framework.events[before.event].title
    if before.date is None:
        return f"It has to come before this, which has no date yet: {sentence(title)}"
    if not before.exact:
        return f"It has to come before this: {_happened(before, title)}"
    day = long_date(before.date)
    if before.estimated:
        return f"It has to come before this, expected on {day}: {sentence(title)}"
    return f"It has to come before this: {title} on {day}."


def _readings(deadline: Deadline, context: Context) -> Iterator[str]:
    for name, choice in deadline.readings:
        reading = context.framework.readings[name]
        if reading.changes != "wording":
            yield read_as(reading, choice)


def read_as(reading: model.Reading, choice: str) -> str:
    """How an unclear passage is read, in a sentence."""
    return f"Reading {reading.ref} ({reading.title}): {sentence(reading.choice(choice).text)}"


def _cautions(deadline: Deadline, looked: Looked) -> Iterator[str]:
    kind = looked.context.framework.day_kinds[deadline.limit.day_kind]
    if deadline.latest is None or deadline.anchor.date is None:
        return
    if kind.school_holidays_over is not None and not looked.calendar.school_holidays:
        yield (
            "No school holiday was entered. If the school takes a holiday longer than "
            f"{kind.school_holidays_over} days in this time, the last day is later."
        )
    if _past_certain_days(deadline, looked):
        yield certain_days(looked.calendar.bank_holidays)


def _past_certain_days(deadline: Deadline, looked: Looked) -> bool:
    """Whether a last day that leaves out bank holidays lies after those that are certain."""
    known = looked.calendar.bank_holidays
    kind = looked.context.framework.day_kinds[deadline.limit.day_kind]
    return (
        deadline.latest is not None
        and deadline.latest > known.certain_to
        and not kind.bank_holidays
    )


def uncertain(some: Iterable[Owed], looked: Looked) -> list[str]:
    """Until when bank holidays are certain, where one of some days lies after that."""
    past = any(owed.deadline and _past_certain_days(owed.deadline, looked) for owed in some)
    return [certain_days(looked.calendar.bank_holidays)] if past else []


def certain_days(known: model.BankHolidays) -> str:
    """Until when bank holidays are certain, for a date that lies after it.

    >>> from scc_model.loading import load
    >>> certain_days(load().bank_holidays)
    'Bank holidays are certain to Sunday 31 December 2028. Later ones follow the ordinary pattern;
    a proclamation could still change them.'
    """
    return (
        f"Bank holidays are certain to {long_date(known.certain_to)}. Later ones follow the "
        "ordinary pattern; a proclamation could still change them."
    )


def passed_over(skipped: Sequence[Skipped]) -> str:
    """Days not counted, neighbours with one reason together.

    >>> passed_over([Skipped(dt.date(2014, 4, 12), "weekend"),
    ...              Skipped(dt.date(2014, 4, 13), "weekend"),
    ...              Skipped(dt.date(2014, 5, 5), "Early May bank holiday")])
    'Saturday 12 to Sunday 13 April 2014 (weekend); Monday 5 May 2014 (Early May bank holiday)'
    """
    runs: list[list[Skipped]] = []
    for day in skipped:
        before = runs[-1][-1] if runs else None
        if before and day.date - before.date == ONE_DAY and day.reason == before.reason:
            runs[-1].append(day)
        else:
            runs.append([day])
    return "; ".join(f"{days(run[0].date, run[-1].date)} ({run[0].reason})" for run in runs)


def days(first: dt.date, last: dt.date) -> str:
    """One day, or a run of days, without saying the month twice.

    >>> days(dt.date(2014, 4, 30), dt.date(2014, 5, 1))
    'Wednesday 30 April to Thursday 1 May 2014'
    """
    if first == last:
        return long_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%A} {first.day} to {long_date(last)}"
    if first.year == last.year:
        return f"{first:%A} {first.day} {first:%B} to {long_date(last)}"
    return f"{long_date(first)} to {long_date(last)}"


def findings(
    because: Iterable[Finding], framework: model.Framework, answers: Mapping[str, str]
) -> list[str]:
    """What was known and decided an outcome, one line for each fact."""
    facts = dict.fromkeys(
        finding.leaf.fact for finding in because if isinstance(finding.leaf, model.FactIs)
    )
    return [
        f"{framework.facts[name].question} {framework.facts[name].label(answers[name])}."
        for name in facts
        if name in answers
    ]


def known(because: Iterable[Finding], context: Context) -> list[str]:
    """Everything known that decided a verdict, a sentence each: answers, readings, stages.

    >>> from scc_model.loading import load
    >>> at_start = Context.of(load(), decided={"category": "special-measures"})
    >>> known([Finding(model.DecisionIs("category", ("special-measures",)), holds=True)], at_start)
    ['Ofsted category: Special measures.']
    """
    return list(dict.fromkeys(_known(finding, context) for finding in because))


def _known(finding: Finding, context: Context) -> str:
    leaf, framework = finding.leaf, context.framework
    match leaf:
        case model.FactIs(name, _) if name in context.facts:
            fact = framework.facts[name]
            return f"{fact.question} {sentence(fact.label(context.facts[name]))}"
        case model.ReadingIs(name, _) if name in context.readings:
            return read_as(framework.readings[name], context.readings[name])
        case model.StandsIn(stages) if not finding.holds:
            return f"The school does not stand in {titles(stages, framework.stages, 'or')}."
        case _:
            words = condition(leaf, framework)
            return sentence(capital(words) if finding.holds else f"not so: {words}")
