"""What follows a judgement, in order: every rule with a time limit, dated as far as known.

The dates that were given make a case like any other, and it is the case that is asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

import attrs

from scc_model import model
from scc_model.cases.case import Case, Entry
from scc_model.cases.duties.duty import Duty
from scc_model.cases.journey import Journey, journey
from scc_model.cases.replay.happened import Happened, Replayed
from scc_model.chart.steps import step
from scc_model.conditions import Context
from scc_model.dating.applying import check_events, limited
from scc_model.dating.working_days import Calendar, SchoolHoliday
from scc_model.errors import UnknownName


@attrs.frozen
class Timeline:
    """The rules that apply, in order of date; those without a date keep the data's order.

    Args:
        known: the readings, the outcome and whatever else was known from the beginning.
        events: the dates that were given.
        seen: the case that they make, looked at on a day.
        rows: the duties that have a time limit.
    """

    known: Context
    events: Mapping[str, dt.date]
    seen: Journey
    rows: tuple[Duty, ...]

    @property
    def context(self) -> Context:
        """What is known on that day."""
        return self.seen.context

    @property
    def as_at(self) -> dt.date:
        """The day the statuses are for."""
        return self.seen.as_at

    @property
    def calendar(self) -> Calendar:
        """Bank holidays and the school's holidays."""
        return self.seen.calendar

    @property
    def presumed(self) -> tuple[Happened, ...]:
        """The events that must have happened although no date of theirs was given."""
        return tuple(x for x in self.seen.replayed.happened if x.standing == "presumed")

    def row(self, rule: str) -> Duty:
        """The row of a rule.

        Raises:
            UnknownName: when the timeline has no such rule.
        """
        for row in self.rows:
            if row.rule.id == rule:
                return row
        raise UnknownName("rule in this timeline", rule, [row.rule.id for row in self.rows])


def timeline(
    context: Context,
    events: Mapping[str, dt.date],
    as_at: dt.date,
    school_holidays: Iterable[SchoolHoliday] = (),
    strands: Collection[str] | None = None,
    *,
    rules: Collection[model.Rule] | None = None,
    followed: bool = True,
) -> Timeline:
    """Date every rule that applies.

    Args:
        context: what is decided and which readings are used.
        events: dates by event. A date after ``as_at`` is one that is planned.
        as_at: the day to say how things stand on.
        school_holidays: the school's holidays.
        strands: the strands whose rules are wanted; none for those of the category.
        rules: the rules that are wanted, where not all of some strands are.
        followed: whether the school is followed from date to date, which gives what must have
            happened too. If not, it stands where the context says, and what has no date has not
            happened.

    Returns:
        The rules with a time limit that apply, dated as far as the events allow.

    Raises:
        UnknownName: for an event that does not exist.
        EventsOutOfOrder: when an event is dated before one that has to come first.
        DateOutOfRange: for a date for which bank holidays are not known.

    >>> from scc_model.loading import load
    >>> context = Context.of(load(), decided={"category": "special-measures"})
    >>> dates = timeline(
    ...     context, {"inspection-ended": dt.date(2014, 10, 17)}, dt.date(2014, 10, 18))
    >>> dates.row("re-inspection").deadline.latest
    datetime.date(2016, 4, 17)
    """
    framework = context.framework
    case = Case(
        school="",
        begins=min([as_at, *events.values()]),
        school_holidays=tuple(school_holidays),
        events=tuple(Entry(name, day) for name, day in events.items()),
        complete=not followed,
    )
    check_events(framework, events, case.calendar(framework))
    look = journey if followed else _where_it_stands
    seen = look(case, framework, as_at, known=context)
    if rules is None:
        wanted = (framework.category_strand,) if strands is None else tuple(strands)
        rules = [rule for rule, _ in limited(framework, wanted)]
    duties = seen.duties(rule for rule in rules if rule.time_limit is not None)
    return Timeline(context, dict(events), seen, tuple(sorted(duties, key=_when)))


def _where_it_stands(
    case: Case, framework: model.Framework, as_at: dt.date, *, known: Context
) -> Journey:
    """A case of which it is given, rather than found out, where the school stands."""
    calendar = case.calendar(framework)
    calendar.check(as_at)
    dated = sorted(
        ((entry.date, entry) for entry in case.events if entry.date is not None),
        key=lambda pair: pair[0],
    )
    happened = tuple(
        Happened(entry.event, day, entry, step(entry.event, known), day)
        for day, entry in dated
        if day <= as_at
    )
    planned = tuple(entry for day, entry in dated if day > as_at)
    replayed = Replayed(case, True, known, happened, (), (), planned, {})  # noqa: FBT003
    return Journey(case, as_at, calendar, replayed)


def _when(row: Duty) -> dt.date:
    """The day by which a row is placed; undated rows come last, in the data's order."""
    dated = row.deadline
    if dated is None:
        return dt.date.max
    return dated.latest or dated.earliest or dated.anchor.date or dt.date.max
