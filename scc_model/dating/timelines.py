"""What follows a judgement, in order: every rule with a time limit, dated as far as known."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Collection, Iterable, Mapping

import attrs

from scc_model import model
from scc_model.conditions import Context, applies
from scc_model.dates import short_date
from scc_model.dating.counting import Dating
from scc_model.dating.deadlines import Deadline, Status
from scc_model.dating.time_limits import in_force
from scc_model.dating.working_days import Calendar, SchoolHoliday
from scc_model.errors import BadValue, EventsOutOfOrder, UnknownName


@attrs.frozen
class Row:
    """One rule of the timeline: its dates, and how it stands on the day asked about."""

    deadline: Deadline
    status: Status

    @property
    def rule(self) -> model.Rule:
        """The rule this row is about."""
        return self.deadline.rule


@attrs.frozen
class Timeline:
    """The rules that apply, in order of date; those without a date keep the data's order.

    Args:
        context: the readings and the outcome the timeline was made for.
        as_at: the day the statuses are for.
        events: the dates that were given.
        calendar: bank holidays and the school's holidays.
        rows: one for each rule.
    """

    context: Context
    as_at: dt.date
    events: Mapping[str, dt.date]
    calendar: Calendar
    rows: tuple[Row, ...]

    def row(self, rule: str) -> Row:
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
) -> Timeline:
    """Date every rule that applies.

    Args:
        context: what is decided and which readings are used.
        events: dates by event. A date after ``as_at`` is one that is planned.
        as_at: the day to say how things stand on.
        school_holidays: the school's holidays.
        strands: the strands whose rules are wanted; none for those of the category.

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
    calendar = Calendar(context.framework.bank_holidays, tuple(school_holidays))
    check_events(context.framework, events, calendar)
    calendar.check(as_at)
    rows = []
    dating = Dating(events, calendar, context)
    for rule, _ in applying(context, strands):
        dated = dating.deadline(rule)
        rows.append(Row(dated, dated.status(as_at)))
    return Timeline(context, as_at, dict(events), calendar, tuple(sorted(rows, key=_when)))


def applying(
    context: Context, strands: Collection[str] | None = None
) -> list[tuple[model.Rule, model.TimeLimit]]:
    """The rules with a time limit that apply, each with its limit under the readings in use.

    They stand in the order of the data.

    Args:
        context: what is known.
        strands: the strands whose rules are wanted; none for those of the category.
    """
    framework = context.framework
    wanted = (framework.category_strand,) if strands is None else tuple(strands)
    return [
        (rule, in_force(limit, context))
        for rule, limit in _limited(framework, wanted)
        if applies(rule, context)
    ]


@functools.lru_cache(maxsize=8)
def _limited(
    framework: model.Framework, strands: tuple[str, ...]
) -> tuple[tuple[model.Rule, model.TimeLimit], ...]:
    """The rules of some strands that have a time limit, which is the same in every answer."""
    return tuple(
        (rule, rule.time_limit)
        for rule in framework.rules.values()
        if rule.time_limit is not None
        and framework.strand_of[framework.home[rule.id].id].id in strands
    )


def events_that_matter(context: Context) -> tuple[model.Event, ...]:
    """The events whose dates move or discharge a rule that applies, in the data's order."""
    names: set[str | None] = set()
    for rule, limit in applying(context):
        names |= {rule.met_by, *rule.ends_with, limit.from_, limit.before}
        names.add(limit.capped.from_ if limit.capped else None)
    return tuple(event for event in context.framework.events.values() if event.id in names)


def check_events(
    framework: model.Framework, events: Mapping[str, dt.date], calendar: Calendar
) -> None:
    """Make sure that events exist, can be dated and stand in a possible order.

    Raises:
        UnknownName: for an event that does not exist.
        BadValue: for an event whose day is worked out and not given.
        EventsOutOfOrder: when an event is dated before one that has to come first.
        DateOutOfRange: for a date for which bank holidays are not known.
    """
    for name, date in events.items():
        if name not in framework.events:
            raise UnknownName("event", name, framework.events)
        event = framework.events[name]
        if event.falls_on:
            raise BadValue(
                f"'{event.title}' is dated {short_date(date)}, but its day is worked out from the "
                f"time limit of '{framework.rules[event.falls_on[0]].title}'. Leave it out."
            )
        calendar.check(date)
    for name, date in events.items():
        for first in framework.events[name].not_before:
            if first in events and date < events[first]:
                earlier, limit = framework.events[first].title, short_date(events[first])
                raise EventsOutOfOrder(
                    f"'{framework.events[name].title}' is dated {short_date(date)}, before "
                    f"'{earlier}' on {limit}. Accepted: {limit} or later, or an earlier date for "
                    f"'{earlier}'."
                )


def _when(row: Row) -> dt.date:
    """The day by which a row is placed; undated rows come last, in the data's order."""
    dated = row.deadline
    return dated.latest or dated.earliest or dated.anchor.date or dt.date.max
