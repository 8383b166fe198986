"""What has become of a case so far: where the school stands, and all that happened up to there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs

from scc_model.cases.case import Case, Entry
from scc_model.cases.replay.clocks import Clocks
from scc_model.cases.replay.gaps import days_that_came_first
from scc_model.cases.replay.happened import Contradiction, Happened, rests_on
from scc_model.chart.bridging import Bridge
from scc_model.chart.happenings import happenings
from scc_model.chart.steps import Step, may_stand, step
from scc_model.conditions import Context
from scc_model.conditions.times import LastTime, Times, asked_for
from scc_model.dating.working_days import ONE_DAY


@attrs.define
class Story:
    """A case as far as it has been told; whoever tells it goes on with it.

    Args:
        case: the case.
        clocks: the days that the calendar brings.
        context: where the school stands, and what is known.
        complete: whether what is not recorded is taken not to have happened.
        as_at: the day looked from.
        undated: entries whose day is not known and that have not been taken yet.
        happened: what happened, in order.
        usual: what usually comes before what is recorded, where there are other ways to it.
        contradictions: entries that cannot have been where the school stood.
        entered: by procedure, what brought the school to its stage.
        latest: by event, the last time that it happened.
        telling: the events of which it is being worked out what they tell.
        rung: the days that the calendar has brought, each with its event.
    """

    case: Case
    clocks: Clocks
    context: Context
    complete: bool
    as_at: dt.date
    undated: list[Entry] = attrs.field(factory=list)
    happened: list[Happened] = attrs.field(factory=list)
    usual: list[Happened] = attrs.field(factory=list)
    contradictions: list[Contradiction] = attrs.field(factory=list)
    entered: dict[str, Happened] = attrs.field(factory=dict)
    latest: dict[str, Happened] = attrs.field(factory=dict)
    telling: list[str] = attrs.field(factory=list)
    rung: set[tuple[dt.date, str]] = attrs.field(factory=set)

    def __attrs_post_init__(self) -> None:
        self.know_times()

    def remembered(self) -> tuple[object, ...]:
        """What has become of the case so far, to be restored."""
        lists = [*self.happened], [*self.usual], [*self.contradictions], [*self.undated]
        return self.context, *lists, {**self.entered}, {**self.latest}

    def restore(self, state: tuple[Any, ...]) -> None:
        """Let everything be as it was when it was remembered."""
        self.context, happened, usual, contradictions, undated, entered, latest = state
        self.happened, self.usual, self.contradictions = [*happened], [*usual], [*contradictions]
        self.undated, self.entered, self.latest = [*undated], {**entered}, {**latest}

    def move(self, happened: Happened) -> None:
        """Let the school stand where something leads that happened."""
        stands, taken = dict(self.context.stands), happened.step
        shown = [*self.shown_by(happened.event)]
        for procedure, stages in may_stand(taken).items():
            if len(stages) == 1:
                (stage,) = stages
                if stands.get(procedure) != stage:  # what leads back to a stage does not begin it
                    self.entered[procedure] = happened
                stands[procedure] = stage
            elif not self.complete or taken.allowed is not True:
                stands.pop(procedure, None)
                self.entered[procedure] = happened
        for procedure, stage in shown:
            stands[procedure], self.entered[procedure] = stage, happened
        self.latest[happened.event] = happened
        self.happened.append(happened)
        self.context = self.context.standing(stands, self.times())
        for ring in [x for x in self.latest.values() if x.unless]:
            if rests_on(happened, ring):
                by = min(ring.last, happened.date - ONE_DAY)
                self.put(ring, attrs.evolve(ring, by=by, shown=True))

    def put(self, happened: Happened, better: Happened) -> None:
        """Put something that happened as it is known better."""
        self.happened = [better if x is happened else x for x in self.happened]
        for known in (self.entered, self.latest):
            known |= {name: better for name, one in known.items() if one is happened}
        self.know_times()

    def know_times(self) -> None:
        """Let what is known hold when everything last happened of which a condition asks that."""
        if asked_for(self.context.framework):
            self.context = self.context.standing(self.context.stands, self.times())

    def times(self) -> Times:
        """When each event last happened of which some condition asks that, as far as is known."""
        asked = asked_for(self.context.framework)
        never = asked if self.complete else asked.intersection(self.case.did_not_happen)
        times: dict[str, LastTime | None] = dict.fromkeys(never)
        for number, happened in enumerate(self.happened if asked else ()):
            if happened.event in asked:
                days = happened.first, happened.last
                times[happened.event] = LastTime(*days, number, sure=not happened.in_doubt)
        return times

    def shown_by(self, event: str) -> Iterator[tuple[str, str]]:
        """Where an event leads in procedures that a judgement left open."""
        events = self.context.framework.events
        left_open = {
            name
            for name in self.entered.keys() - self.context.stands.keys()
            if events[self.entered[name].event].judges
        }
        leads_to: dict[str, set[str]] = {}
        for way in happenings(self.context.framework)[event].ways if left_open else ():
            if way.procedure in left_open and way.open(self.context) is not False:
                leads_to.setdefault(way.procedure, set()).add(way.transition.to)
        for procedure, stages in leads_to.items():
            if len(stages) == 1:
                yield procedure, stages.pop()

    def undo(self, ring: Happened) -> None:
        """Take out a day of the calendar that came only because something is not recorded."""
        self.happened = [happened for happened in self.happened if happened is not ring]
        self.latest.pop(ring.event)
        for procedure in [name for name, mover in self.entered.items() if mover is ring]:
            movers = (x for x in reversed(self.happened) if procedure in may_stand(x.step))
            if (before := next(movers, None)) is not None:
                self.entered[procedure] = before
            else:
                del self.entered[procedure]
        self.know_times()

    def earliest(self, taken: Step) -> dt.date:
        """The first day on which something can have happened, after what it follows."""
        moved = (self.entered.get(move.procedure) for move in taken.moves)
        before = (self.latest.get(name) for name in taken.event.not_before)
        follows = [
            other.first
            for other in (*moved, *before)
            if other is not None and other.standing != "worked-out"
        ]
        rings = days_that_came_first(taken.event.id, self.context, self.entered)
        return max([self.case.begins, *follows, *(ring + ONE_DAY for ring in rings)])

    def first_days(self, gap: Bridge) -> Iterator[tuple[str, dt.date]]:
        """The first day that each event in a gap can have been, if nothing was slow.

        A day of the calendar is counted from what lies in the same gap: what is recorded belongs to
        an earlier round.

        Args:
            gap: what would have to have happened.
        """
        first, days = self.case.begins, dict[str, dt.date]()
        came_to: dict[str, frozenset[str]] = {}
        for taken in gap.steps:
            moved = (self.entered.get(move.procedure) for move in taken.moves)
            first = max([first, *(x.first for x in moved if x is not None)])
            over = self.soonest(taken, days, came_to)
            days[taken.event.id] = first = max(first, over or first)
            came_to |= may_stand(taken)
            yield taken.event.id, first

    def too_soon(self, gap: Bridge, day: dt.date) -> str | None:
        """The day of the calendar in a gap that cannot have come in time.

        Args:
            gap: what would have to have happened.
            day: the day by which it would have to have happened.

        Returns:
            The id of its event; none where there was time for everything.
        """
        events = self.context.framework.events
        late = (x for x, first in self.first_days(gap) if first >= day and events[x].falls_on)
        return next(late, None)

    def soonest(
        self, taken: Step, days: Mapping[str, dt.date], came_to: Mapping[str, frozenset[str]]
    ) -> dt.date | None:
        """The first day on which the calendar can bring an event, wherever the school came to.

        Args:
            taken: the event, with what is known.
            days: what its day may be counted from.
            came_to: by procedure, the stages that what lies before it may have led to.
        """
        event, known = taken.event.id, taken.context
        day = self.clocks.day_of(event, days, known)
        if day is not None:
            return day
        elsewhere = [
            known.standing({**known.stands, procedure: stage})
            for procedure, stages in came_to.items()
            for stage in filter(None, stages)
        ]
        possible = (self.clocks.day_of(event, days, context) for context in elsewhere)
        return min(filter(None, possible), default=None)

    def days(self) -> dict[str, dt.date]:
        """The latest day of each event that happened, as far as it is known."""
        return {name: known.date for name, known in self.latest.items() if known.exact}

    def days_at_the_latest(self) -> dict[str, dt.date]:
        """The last day that each event that happened can have been."""
        return {name: known.last for name, known in self.latest.items()}

    def soonest_ring(self, event: str) -> dt.date | None:
        """The first day that the calendar can have brought an event; none while it is not known."""
        first = {name: known.first for name, known in self.latest.items() if name != event}
        return self.clocks.day_of(event, first, self.context)

    def let_pass(self, before: dt.date, in_time: Callable[[Entry, dt.date], bool]) -> None:
        """Let the days pass that the calendar brought before a day, first come first.

        Args:
            before: the day.
            in_time: takes an entry whose day is not known as of a day, if it can have been then.
        """
        while (due := min(self._to_ring(before), default=None)) is not None:
            day, name, exact = due
            rung = step(name, self.context)
            unless = self.comes_later_by(name) if rung.allowed is True else ()
            # What would have kept the day from coming did, where it is recorded without a day.
            kept = (x for x in self.undated if x.event in unless and (x.first or day) <= day)
            if any(in_time(entry, day) for entry in tuple(kept)):
                continue
            self.rung.add((day, name))
            if rung.allowed is True:
                first = day if exact else self.soonest_ring(name) or day
                by = self.as_at if unless else None
                self.move(Happened(name, day, None, rung, first, by=by, unless=unless))

    def comes_later_by(self, ring: str) -> tuple[str, ...]:
        """The events that nobody recorded and by which a day of the calendar came later."""
        if self.complete:
            return ()
        events = self.clocks.began_anew_by(ring, self.days_at_the_latest(), self.context)
        return tuple(name for name in events if name not in self.case.did_not_happen)

    def _to_ring(self, before: dt.date) -> list[tuple[dt.date, str, bool]]:
        """The days that have come, each with its event and whether it is known exactly."""
        days, latest = self.days(), self.days_at_the_latest()
        exact = {*self.clocks.rung_before(before, days, self.context)}
        # What is counted from a day that is not known has come by the last that it can be.
        every = exact
        if len(latest) > len(days):
            every = exact.union(self.clocks.rung_before(before, latest, self.context))
        return [(*rung, rung in exact) for rung in every - self.rung]

    def leave_open(self, day: dt.date) -> None:
        """Leave open where the school stands, where the calendar may have brought it on by now."""
        if all(known.exact for known in self.latest.values()):
            return
        first = {name: known.first for name, known in self.latest.items()}
        may_have, surely = (
            {name for _, name in self.clocks.rung_before(day, days, self.context)}
            for days in (first, self.days_at_the_latest())
        )
        stands, perhaps = dict(self.context.stands), dict[str, frozenset[str]]()
        for name in may_have - surely:
            rung = step(name, self.context)
            if rung.allowed is not False:
                for procedure, stages in may_stand(rung).items():
                    if procedure in self.context.stands:
                        here = frozenset((self.context.stands[procedure],))
                        perhaps[procedure] = perhaps.get(procedure, here) | stages
                        stands.pop(procedure, None)
        times = {name: time for name, time in self.times().items() if name not in may_have - surely}
        self.context = attrs.evolve(self.context.standing(stands, times), perhaps=perhaps)

    def still_to_come(self, day: dt.date) -> frozenset[str]:
        """The events of the calendar whose day is worked out and has not come."""
        ahead = self.clocks.rung_before(dt.date.max, self.days(), self.context)
        return frozenset(name for rung, name in ahead if rung >= day)
