"""Why a date is what it is, what decided an outcome, and what to do next, in plain words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from scc_model import model
from scc_model.conditions import Context, Finding
from scc_model.dates import long_date
from scc_model.dating.deadlines import Dated, Deadline
from scc_model.dating.timelines import Row, Timeline
from scc_model.dating.working_days import ONE_DAY, Calendar, Skipped
from scc_model.words.wording import capital, condition, listed, sentence


class Looked(Protocol):
    """What dates were worked out in: a timeline, or a case looked at on a day."""

    @property
    def context(self) -> Context:
        """What is known."""

    @property
    def as_at(self) -> dt.date:
        """The day looked from."""

    @property
    def calendar(self) -> Calendar:
        """Bank holidays and the school's holidays."""


def explanation(row: Row, made: Looked) -> list[str]:
    """Why these dates: one sentence for each step of the working.

    Args:
        row: the row to explain.
        made: the timeline or case it stands in.

    Returns:
        The anchor, the limit, the days passed over, the readings and what could still move it.
    """
    found, framework = row.deadline, made.context.framework
    steps = [*_anchor(found.anchor, made), *_limit(found, framework)]
    if found.before is not None:
        steps += _before(found.before, framework)
    if found.skipped:
        steps.append(f"Days passed over: {passed_over(found.skipped)}.")
    if found.capped is not None and found.limit.capped is not None:
        event = framework.events[found.limit.capped.from_]
        steps.append(
            f"It also may not be later than {found.limit.capped.latest} after this: "
            f"{sentence(event.title)}"
        )
    steps += _readings(found, made.context)
    steps += _cautions(found, made.calendar, made.context)
    if found.met_on is not None and found.rule.met_by is not None:
        event = framework.events[found.rule.met_by]
        steps.append(
            f"Done: {event.title[:1].lower()}{event.title[1:]} on {long_date(found.met_on)}."
        )
    if found.ended_on is not None:
        day, name = found.ended_on
        steps.append(
            f"No longer required from {long_date(day)}: {sentence(framework.events[name].title)}"
        )
    return steps


def _anchor(anchor: Dated, made: Looked) -> Iterator[str]:
    framework = made.context.framework
    event = framework.events[anchor.event]
    if anchor.date is None:
        yield f"No date can be given yet. It waits for this: {sentence(event.title)}"
    elif anchor.end_of is not None and anchor.basis is not None:
        yield f"{event.title} on {long_date(anchor.date)}."
        yield (
            f"That day is worked out: it is the last day of another time limit, "
            f"'{anchor.end_of.title}'."
        )
        yield from _anchor(anchor.basis, made)
    elif anchor.estimate is None or anchor.basis is None:
        yield f"{event.title} on {long_date(anchor.date)}."
    else:
        basis = framework.events[anchor.basis.event]
        on = long_date(anchor.basis.date) if anchor.basis.date else ""
        likely = "an estimate of " if anchor.basis.estimated else ""
        yield f"An estimate, because this date is not known: {sentence(event.title)}"
        if anchor.held_back_by is not None:
            held = framework.events[anchor.held_back_by]
            yield (
                f"It was to be expected earlier, but cannot come before this: "
                f"{held.title} on {long_date(anchor.date)}."
            )
        else:
            after = anchor.estimate.after
            counted = f"{after} after {likely}{on}" if after.amount else f"{likely}{on}"
            yield (
                f"{sentence(anchor.estimate.why)} Counted from this: {sentence(basis.title)} "
                f"{capital(counted)} is {long_date(anchor.date)}."
                if after.amount
                else f"{sentence(anchor.estimate.why)} {sentence(f'{basis.title} on {counted}')}"
            )
        if anchor.estimate.after.amount and anchor.date < made.as_at:
            yield (
                "That day has passed. Give the real date if it has happened; if it has not, expect "
                "everything that rests on it later."
            )


def _limit(found: Deadline, framework: model.Framework) -> Iterator[str]:
    limit = found.limit
    kind = framework.day_kinds[limit.day_kind]
    counted = "the day itself" if limit.first_counted_day == "anchor-day" else "the day after"
    spans = [str(span) for span in (limit.earliest, limit.latest) if span and span.amount]
    written = f"The rule as written: {limit.as_written}."
    if not spans:
        yield written
        return
    named = kind.title[:1].lower() + kind.title[1:]
    days = f" ({named})" if any("working" in span for span in spans) else ""
    yield f"{written} Counted as {listed(spans, 'to')}{days}, starting on {counted}."


def _before(before: Dated, framework: model.Framework) -> Iterator[str]:
    event = framework.events[before.event]
    if before.date is None:
        yield f"It has to come before this, which has no date yet: {sentence(event.title)}"
    elif before.estimated:
        yield (
            f"It has to come before this, expected on {long_date(before.date)}: "
            f"{sentence(event.title)}"
        )
    else:
        yield f"It has to come before this: {event.title} on {long_date(before.date)}."


def _readings(found: Deadline, context: Context) -> Iterator[str]:
    for name, chosen in found.readings:
        reading = context.framework.readings[name]
        if reading.changes != "wording":
            choice = sentence(reading.choice(chosen).text)
            yield f"Reading {reading.ref} ({reading.title}): {choice}"


def _cautions(found: Deadline, calendar: Calendar, context: Context) -> Iterator[str]:
    kind = context.framework.day_kinds[found.limit.day_kind]
    if found.latest is None or found.anchor.date is None:
        return
    if kind.school_holidays_over is not None and not calendar.school_holidays:
        yield (
            "No school holiday was entered. If the school takes a holiday longer than "
            f"{kind.school_holidays_over} days in this time, the last day is later."
        )
    certain = calendar.bank_holidays.certain_to
    if not kind.bank_holidays and found.latest > certain:
        yield (
            f"Bank holidays after {long_date(certain)} follow the ordinary pattern; a "
            "proclamation could still change them."
        )


def passed_over(skipped: Sequence[Skipped]) -> str:
    """Days not counted, neighbours with one reason together.

    >>> passed_over([Skipped(dt.date(2014, 4, 12), "weekend"),
    ...              Skipped(dt.date(2014, 4, 13), "weekend"),
    ...              Skipped(dt.date(2014, 5, 5), "Early May bank holiday")])
    'Saturday 12 to Sunday 13 April 2014 (weekend); Monday 5 May 2014 (Early May bank holiday)'
    """
    runs: list[list[Skipped]] = []
    for one in skipped:
        follows = runs and one.date - runs[-1][-1].date == ONE_DAY
        if follows and runs[-1][-1].reason == one.reason:
            runs[-1].append(one)
        else:
            runs.append([one])
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
            reading = framework.readings[name]
            chosen = reading.choice(context.readings[name])
            return f"Reading {reading.ref} ({reading.title}): {sentence(chosen.text)}"
        case model.StandsIn(stages) if not finding.holds:
            titles = listed((f"'{framework.stages[one].title}'" for one in stages), "or")
            return f"The school does not stand in {titles}."
        case _:
            told = condition(leaf, framework)
            return sentence(capital(told) if finding.holds else f"not so: {told}")


def next_steps(made: Timeline, most: int = 3) -> list[Row]:
    """What to do next: first what is overdue or due, then what comes soonest.

    Args:
        made: the timeline.
        most: how many to give.

    Returns:
        Rows that are still to be done and have a day, or have to be done straight away.
    """
    waiting = [
        row
        for row in made.rows
        if row.status in ("overdue", "due", "open", "not-started", "waits")
        and row.deadline.limit.kind not in ("maximum", "not-before")
        and (row.deadline.latest or row.deadline.earliest)
    ]
    return sorted(waiting, key=lambda row: row.status not in ("overdue", "due"))[:most]
