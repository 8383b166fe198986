"""A case replayed day by day: what happened, what must have happened unseen, where it leads.

Nothing that is entered is refused. Where an entry could not have happened where the school stood,
the events that make it possible are presumed; where none do, it stands beside what it contradicts.

Replay is pure: the same case and day give the same answer. Events of one day are tried in the
order in which the procedures name them, and again as long as one of them lets another happen, so
the order in which they were recorded does not matter. Days that the calendar brings, such as the
end of a compliance period, take effect when the day is over.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from typing import Any, Literal

import attrs

from scc_model import model
from scc_model.cases.case import Case, Entry
from scc_model.cases.clocks import Clocks
from scc_model.cases.contradicting import contradiction, out_of_order
from scc_model.cases.gaps import Gap, days_that_came_first, gap_before, too_late
from scc_model.cases.happened import Contradiction, Happened, Replayed
from scc_model.chart.bridging import Bridge, bridge
from scc_model.chart.steps import Step, may_stand, start, step, unsettled
from scc_model.conditions import Context, holds
from scc_model.dating.working_days import ONE_DAY, Calendar

_ENDLESS = 1_000  # longer than any gap


def replayed(case: Case, calendar: Calendar, as_at: dt.date, known: Context) -> Replayed:
    """Replay a case up to a day.

    Args:
        case: the case.
        calendar: bank holidays and the school's holidays.
        as_at: the day, included.
        known: the procedures, and what is known of the school from the beginning.

    Raises:
        DateOutOfRange: when counting leaves the dates for which bank holidays are known.
    """
    framework = known.framework
    begun = known.standing({**start(known), **known.stands})
    whole = case.complete is not False
    seen = _Replay(case, framework, calendar, as_at, begun, whole).run()
    if case.complete is None and seen.contradictions:
        return _Replay(case, framework, calendar, as_at, begun, complete=False).run()
    return seen


@functools.lru_cache(maxsize=8)
def _order(framework: model.Framework) -> Mapping[str, int]:
    return {name: index for index, name in enumerate(framework.events)}


@functools.lru_cache(maxsize=8)
def _told_by(framework: model.Framework) -> Mapping[str, tuple[tuple[str, model.Presumption], ...]]:
    """By event, the events that it tells of, each with what says so."""
    told: dict[str, tuple[tuple[str, model.Presumption], ...]] = {}
    for name, event in framework.events.items():
        for presumption in event.presumed:
            told[presumption.from_] = (*told.get(presumption.from_, ()), (name, presumption))
    return told


@attrs.define
class _Replay:
    """One replay: what has become of the case so far."""

    case: Case
    framework: model.Framework
    calendar: Calendar
    as_at: dt.date
    context: Context
    complete: bool
    happened: list[Happened] = attrs.field(factory=list)
    usual: list[Happened] = attrs.field(factory=list)
    contradictions: list[Contradiction] = attrs.field(factory=list)
    entered: dict[str, Happened] = attrs.field(factory=dict)
    latest: dict[str, Happened] = attrs.field(factory=dict)
    rung: set[tuple[dt.date, str]] = attrs.field(factory=set)
    recorded: dict[str, list[Entry]] = attrs.field(factory=dict)
    undated: list[Entry] = attrs.field(factory=list)
    telling: list[str] = attrs.field(factory=list)
    begun: Context = attrs.field(init=False)
    clocks: Clocks = attrs.field(init=False)

    @begun.default
    def _begun(self) -> Context:
        return self.context

    @clocks.default
    def _clocks(self) -> Clocks:
        return Clocks(self.framework, self.calendar)

    def run(self) -> Replayed:
        order = _order(self.framework)
        standing = [entry for entry in self.case.events if not entry.withdrawn]
        past = [entry for entry in standing if self.first_of(entry) <= self.as_at]
        by_day: dict[dt.date, list[Entry]] = {}
        for entry in sorted(past, key=lambda entry: (self.last_of(entry), order[entry.event])):
            by_day.setdefault(self.last_of(entry), []).append(entry)
            if entry.date is None:
                self.undated.append(entry)
            else:
                self.recorded.setdefault(entry.event, []).append(entry)
        for day, entries in by_day.items():
            self.ring(day)
            self.take(entries, day)
        self.ring(self.as_at)
        return Replayed(
            self.case,
            self.complete,
            self.context,
            tuple(self.happened),
            tuple(self.usual),
            tuple(self.contradictions),
            tuple(entry for entry in standing if self.first_of(entry) > self.as_at),
            self.entered,
        )

    def first_of(self, entry: Entry) -> dt.date:
        return entry.first or self.case.begins

    def last_of(self, entry: Entry) -> dt.date:
        """The last day that an entry can have been: one whose day is not known is taken then."""
        return entry.date or min(entry.by or self.as_at, self.as_at)

    # ---- What is recorded --------------------------------------------------------------------

    def take(self, entries: list[Entry], day: dt.date) -> None:
        """Take the entries of a day, in whatever order lets most of them happen."""
        # What ends every procedure comes last, unless something else of the day follows from it.
        endings = {ending.event for ending in self.framework.ends_every_procedure}
        left = self.take_what_can_be([x for x in entries if x.event not in endings], day)
        left += [entry for entry in entries if entry.event in endings]
        entries = self.take_what_can_be(left, day)
        while waiting := [x for x in entries if x.date is not None or x in self.undated]:
            entries = [entry for entry in waiting if not self.taken(entry, day)]
            if len(entries) == len(waiting):
                entries.remove(self.brought_about(entries, day))

    def take_what_can_be(self, entries: list[Entry], day: dt.date) -> list[Entry]:
        """Take what can happen without anything unrecorded; give what is left.

        What one event makes impossible may have come before it on the same day.
        """
        begun = self.remembered()
        left = self.take_in_order(entries, day)
        for late in left if len(left) < len(entries) else ():
            state = self.remembered()
            self.restore(begun)
            others = self.take_in_order([late, *(x for x in entries if x is not late)], day)
            if len(others) < len(left):
                return others
            self.restore(state)
        return left

    def take_in_order(self, entries: list[Entry], day: dt.date) -> list[Entry]:
        """Take entries one after the other as long as one of them can happen; give what is left."""
        while left := [entry for entry in entries if not self.taken(entry, day)]:
            if len(left) == len(entries):
                return left
            entries = left
        return []

    def remembered(self) -> tuple[object, ...]:
        """What has become of the case so far, to be restored."""
        lists = [*self.happened], [*self.usual], [*self.contradictions], [*self.undated]
        return self.context, *lists, {**self.entered}, {**self.latest}

    def restore(self, state: tuple[Any, ...]) -> None:
        """Let everything be as it was when it was remembered."""
        self.context, happened, usual, contradictions, undated, entered, latest = state
        self.happened, self.usual, self.contradictions = [*happened], [*usual], [*contradictions]
        self.undated, self.entered, self.latest = [*undated], {**entered}, {**latest}

    def taken(self, entry: Entry, day: dt.date) -> bool:
        """Take an entry, if it can happen where the school stands."""
        if self.is_out_of_order(entry):
            return False
        if step(entry.event, self.known_with(entry)).allowed is not True:
            return False
        self.settle(entry, day)
        return True

    def settle(self, entry: Entry, day: dt.date) -> None:
        """Let an entry have happened, with what it tells of."""
        self.context = self.known_with(entry)
        if entry.date is None:
            self.undated.remove(entry)
        earlier = self.latest.get(entry.event)
        self.presume_what_is_told_by(entry.event, "before", earlier, entry, day)
        taken = step(entry.event, self.context)
        first = self.first_of(entry)
        if entry.date is None:
            first = max(first, self.earliest(taken))
        self.move(Happened(entry.event, day, entry, taken, min(first, day)))
        self.presume_what_is_told_by(entry.event, "after", self.happened[-1], entry, day)

    def known_with(self, entry: Entry) -> Context:
        """What is known once the entry is."""
        if not entry.facts and not entry.decided:
            return self.context
        known = self.context.knowing(entry.facts, entry.decided)
        if unsettled(self.context):  # where the school begins was not known, and may be now
            known = known.standing({**start(known), **known.stands})
        return known

    def move(self, happened: Happened) -> None:
        """Let the school stand where something leads that happened."""
        stands, taken = dict(self.context.stands), happened.step
        for procedure, stages in may_stand(taken).items():
            if len(stages) == 1:
                (stage,) = stages
                if stands.get(procedure) != stage:  # what leads back to a stage does not begin it
                    self.entered[procedure] = happened
                stands[procedure] = stage
            elif not self.complete or taken.allowed is not True:
                stands.pop(procedure, None)
                self.entered[procedure] = happened
        self.context = self.context.standing(stands)
        self.latest[happened.event] = happened
        self.happened.append(happened)

    # ---- What is presumed --------------------------------------------------------------------

    def brought_about(self, entries: list[Entry], day: dt.date) -> Entry:
        """Presume what lets one of some entries happen, and take it: the one that needs least."""
        gaps = ((self.gap(entry, day), entry) for entry in entries)
        gap, entry = min(gaps, key=lambda pair: len(pair[0].bridge.steps) if pair[0] else _ENDLESS)
        self.bring_about(entry, gap, day)
        return entry

    def bring_about(self, entry: Entry, gap: Gap | None, day: dt.date) -> None:
        if gap is None:
            if entry.date is None:
                self.undated.remove(entry)
            contradicted = contradiction(
                entry, self.known_with(entry), self.recorded, self.entered, self.happened
            )
            self.contradictions.append(contradicted)
            self.doubt(entry, day)
            return
        filling = (x for x in self.undated if x.event in gap.bridge.events and x is not entry)
        recorded = next((x for x in filling if self.first_of(x) <= day), None)
        if recorded is not None:
            if not self.taken(recorded, day):
                self.bring_about(recorded, self.gap(recorded, day), day)
            if not self.taken(entry, day):
                self.bring_about(entry, self.gap(entry, day), day)
            return
        self.context = gap.known
        if gap.undone is not None:
            self.undo(gap.undone)
        self.cross(gap.bridge, entry, gap.last or day)
        self.settle(entry, day)

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

    def is_out_of_order(self, entry: Entry) -> bool:
        """Whether what has to come first came later. Else it may have come an earlier time too."""
        known = self.known_with(entry)
        return self.complete and out_of_order(entry, self.recorded, known) is not None

    def doubt(self, entry: Entry, day: dt.date) -> None:
        """Leave open where the school stands, if something unrecorded would let an entry happen."""
        home = self.framework.event_home[entry.event].id
        changed = self.changed(entry, self.known_with(entry))
        if not self.complete and bridge(entry.event, changed, self.still_to_come(day)):
            stands = {name: x for name, x in self.context.stands.items() if name != home}
            self.context = self.context.standing(stands)

    def gap(self, entry: Entry, day: dt.date) -> Gap | None:
        """What has to have happened before an entry; none where it contradicts what is known."""
        known = self.known_with(entry)
        if self.is_out_of_order(entry):
            return None
        if step(entry.event, known).allowed is None:  # an answer is missing, nothing else
            nothing = bridge(entry.event, known)
            return None if nothing is None else Gap(nothing, known)
        if self.complete or too_late(entry.event, known, self.entered):
            return None
        changed, ahead = self.changed(entry, known), self.still_to_come(day)
        return gap_before(entry.event, (known, changed), self.latest, self.entered, ahead)

    def changed(self, entry: Entry, known: Context) -> Context:
        """What is known with an entry where answers from before it may have changed."""
        facts = {**self.begun.facts, **entry.facts}
        decided = {**self.begun.decided, **entry.decided}
        return attrs.evolve(known, facts=facts, decided=decided)

    def cross(self, gap: Bridge, because: Entry, day: dt.date) -> None:
        """Let have happened what lies in a gap, as far as every way across it has it."""
        stood = self.context.stands
        earlier = dict(self.latest)
        for taken in gap.steps:
            name = taken.event.id
            presumed = Happened(name, day, None, taken, self.earliest(taken), because)
            for move in taken.moves:
                if move.open is not False:
                    self.entered[move.procedure] = presumed
            if name in gap.certain:
                self.latest[name] = presumed
                self.happened.append(presumed)
            else:
                self.usual.append(presumed)
        self.context = self.context.standing(
            {name: gap.stands[name] for name in (*stood, *gap.stands) if name in gap.stands}
        )
        for name in gap.events:
            if name in gap.certain:
                self.presume_what_is_told_by(name, "before", earlier.get(name), because, day)
                self.presume_what_is_told_by(name, "after", self.latest[name], because, day)

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

    def presume_what_is_told_by(
        self,
        event: str,
        then: Literal["before", "after"],
        since: Happened | None,
        because: Entry,
        day: dt.date,
    ) -> None:
        """Presume the events that another tells of, unless the record has them.

        Args:
            event: the other event.
            then: whether those are wanted that came before it, or those that follow it at once.
            since: what it tells of came after this: itself, or the time before that it happened.
            because: the entry from which all this is presumed.
            day: its day.
        """
        self.telling.append(event)
        for name, presumption in _told_by(self.framework).get(event, ()):
            if presumption.then != then or self.is_known(name, event, since, day):
                continue
            if holds(presumption.when, self.context) is not True:
                continue
            gap = bridge(name, self.context, self.still_to_come(day))
            # What an entry tells of belongs to its own round, such as this inspection.
            if gap is None or any(move.begins_again for x in gap.steps for move in x.moves):
                continue
            before = self.latest.get(name)
            self.cross(gap, because, day)
            self.presume_what_is_told_by(name, "before", before, because, day)
            taken = step(name, self.context)
            first = self.earliest(taken)
            if then == "after":
                first = max(first, self.latest[event].first)
            self.move(Happened(name, day, None, taken, first, because))
            self.presume_what_is_told_by(name, "after", self.latest[name], because, day)
        self.telling.pop()

    def is_known(self, name: str, event: str, since: Happened | None, day: dt.date) -> bool:
        """Whether an event has happened in this round, or the record has it still to come in it.

        What is planned is known not to have happened. A round lasts until the event that tells of
        it happens again.
        """
        if name in self.telling or any(entry.event == name for entry in self.undated):
            return True
        later = [x for x in self.case.events if x.date and x.date >= day and not x.withdrawn]
        again = (x.date for x in later if x.event == event and x.date and x.date > day)
        ends = min(again, default=dt.date.max)
        if any(x.event == name and x.date and x.date <= ends for x in later):
            return True
        known = self.latest.get(name)
        return known is not None and (since is None or known.date >= since.first)

    # ---- What the calendar brings ------------------------------------------------------------

    def ring(self, before: dt.date) -> None:
        """Let the days pass that the calendar brought before this one, first come first."""
        while (due := min(self.due(before), default=None)) is not None:
            day, name = due
            self.rung.add((day, name))
            rung = step(name, self.context)
            if rung.allowed is True:
                self.move(Happened(name, day, None, rung, day))

    def due(self, before: dt.date) -> set[tuple[dt.date, str]]:
        return {*self.clocks.rung_before(before, self.days(), self.context)} - self.rung

    def still_to_come(self, day: dt.date) -> frozenset[str]:
        """The events of the calendar whose day is worked out and has not come."""
        ahead = self.clocks.rung_before(dt.date.max, self.days(), self.context)
        return frozenset(name for rung, name in ahead if rung >= day)

    def days(self) -> dict[str, dt.date]:
        """The latest day of each event that happened, as far as it is known."""
        return {name: known.date for name, known in self.latest.items() if known.exact}
