"""Events that the calendar brings and nobody: the last day of a time limit, when it is over."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Mapping

import attrs

from scc_model import model
from scc_model.chart.bridging import bridge
from scc_model.conditions import Context
from scc_model.conditions.leaves import procedures_in
from scc_model.dating.counting import date_of
from scc_model.dating.time_limits import in_force
from scc_model.dating.working_days import Calendar
from scc_model.model import parts


@attrs.frozen(eq=False)
class Clock:
    """An event that the calendar brings.

    Args:
        event: id of the event.
        anchors: the events that its day can be counted from.
        rests_on: every event that can move its day.
        sees_stages: whether where the school stands can move its day.
    """

    event: str
    anchors: frozenset[str]
    rests_on: frozenset[str]
    sees_stages: bool


@functools.lru_cache(maxsize=8)
def clocks(framework: model.Framework) -> tuple[Clock, ...]:
    """The events that the calendar brings, in the order of the data.

    >>> from scc_model.loading import load
    >>> {clock.event for clock in clocks(load())} <= {*load().events}
    True
    """
    return tuple(
        Clock(
            event.id,
            frozenset(anchor for limit in _limits(event, framework) for anchor in limit.anchors),
            _rests_on(event, framework),
            any(
                procedures_in(variation.when, framework)
                for limit in _limits(event, framework)
                for variation in limit.variations
            ),
        )
        for event in framework.events.values()
        if event.falls_on
    )


def _limits(event: model.Event, framework: model.Framework) -> list[model.TimeLimit]:
    limits = (framework.rules[name].time_limit for name in event.falls_on)
    return [limit for limit in limits if limit is not None]


def _rests_on(event: model.Event, framework: model.Framework) -> frozenset[str]:
    """The events that an event's day can be worked out from, directly or by way of others."""
    seen: set[str] = set()
    waiting = [event.id]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        described = framework.events[name]
        for thing in (described, *(framework.rules[rule] for rule in described.falls_on)):
            waiting += [named for kind, named in parts.names(thing) if kind == "event"]
    return frozenset(seen)


@attrs.define
class Clocks:
    """The clocks of one case. What was worked out stays until something that it rests on changes.

    Args:
        framework: the procedures.
        calendar: bank holidays and the school's holidays.
    """

    framework: model.Framework
    calendar: Calendar
    _worked_out: dict[str, tuple[tuple[object, dt.date | None], ...]] = attrs.field(
        factory=dict, init=False
    )

    def rung_before(
        self, day: dt.date, known: Mapping[str, dt.date], context: Context
    ) -> Iterator[tuple[dt.date, str]]:
        """The days that lie before another, each with its event.

        Args:
            day: the other day.
            known: the latest day of each event that happened.
            context: what is known, and where the school stands.
        """
        for clock in clocks(self.framework):
            if clock.anchors.isdisjoint(known):
                continue
            rung = self._day(clock, known, context)
            if rung is not None and rung < day:
                yield rung, clock.event

    def day_of(self, event: str, known: Mapping[str, dt.date], context: Context) -> dt.date | None:
        """The day that the calendar brings an event, counted from some others.

        Args:
            event: id of any event.
            known: the day of each event that it may be counted from.
            context: what is known, and where the school stands.

        Returns:
            The day; none for what the calendar does not bring, or while it is not known.
        """
        if not known or not self.framework.events[event].falls_on:
            return None
        dated = date_of(event, known, context, self.calendar)
        return None if dated.estimated else dated.date

    def began_anew_by(
        self, event: str, known: Mapping[str, dt.date], context: Context
    ) -> tuple[str, ...]:
        """The events by which the time that another ends can have begun anew, unrecorded.

        Each ends that time and leads to another that the same event ends, as representations
        against a notice lead to its confirmation.

        Args:
            event: id of an event that the calendar brings.
            known: the day of each event that it is counted from.
            context: what is known, and where the school stands before it.
        """
        framework = self.framework
        rules = [framework.rules[name] for name in framework.events[event].falls_on]
        ending = date_of(event, known, context, self.calendar).end_of
        if ending is None or not rules[1:]:
            return ()
        limits = [x.time_limit for x in rules if x is not ending and x.time_limit is not None]
        begins = dict.fromkeys(in_force(limit, context).from_ for limit in limits)
        ways = (bridge(begun, context, frozenset((event,))) for begun in begins)
        first = (name for way in ways if way is not None for name in way.events[:1])
        return tuple(name for name in dict.fromkeys(first) if name in ending.ends_with)

    def _day(self, clock: Clock, known: Mapping[str, dt.date], context: Context) -> dt.date | None:
        """The day on which a clock rings; none while it is not known or an estimate."""
        others = {name: day for name, day in known.items()
                  if name in clock.rests_on and name != clock.event}  # fmt: skip
        stands = context.stands if clock.sees_stages else None
        state = others, context.facts, context.decided, stands, context.happened
        before = self._worked_out.get(clock.event, ())
        for known_state, day in before:
            if known_state == state:
                return day
        dated = date_of(clock.event, others, context, self.calendar)
        day = None if dated.estimated else dated.date
        # Days that are known and days at the latest are asked for in turn.
        self._worked_out[clock.event] = ((state, day), *before[:1])
        return day
