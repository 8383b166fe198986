"""A case replayed day by day: which events count, which cannot have happened, where they lead.

Replay is pure: the same case and day give the same answer. Events of one day are tried in the
order in which the procedures name them, and again as long as one of them lets another happen, so
the order in which they were recorded does not matter. Days that the calendar brings, such as the
end of a compliance period, take effect when the day is over.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping

import attrs

from scc_model import model
from scc_model.cases.case import Case, Entry
from scc_model.cases.clocks import Clocks
from scc_model.chart.steps import Step, after, start, step, unsettled
from scc_model.conditions import Context
from scc_model.dating.working_days import Calendar


@attrs.frozen
class Happened:
    """Something that happened and counted.

    Args:
        event: id of the event.
        date: its day.
        entry: the entry that recorded it; none for a day that the calendar brought.
        step: the transitions it brought about, with their guards.
    """

    event: str
    date: dt.date
    entry: Entry | None
    step: Step


@attrs.frozen
class Refused:
    """An entry that could not have happened where the school stood.

    Args:
        entry: the entry.
        why: what stood in its way, in a sentence.
        step: what the event came to, with the guards that failed; none for one out of order.
        missing: facts that would settle it; none where it is certain.
    """

    entry: Entry
    why: str
    step: Step | None = None
    missing: tuple[str, ...] = ()


@attrs.frozen
class Replayed:
    """What became of a case up to a day.

    Args:
        context: the facts, decisions, readings and stages as they are then.
        happened: everything that counted, in the order in which it did.
        refused: entries that could not have happened.
        planned: entries dated after the day; they count for nothing yet.
        entered: the day on which each procedure came to its stage; none for one still at its start.
        occurrences: the days of each event, in order.
    """

    context: Context
    happened: tuple[Happened, ...]
    refused: tuple[Refused, ...]
    planned: tuple[Entry, ...]
    entered: Mapping[str, dt.date]
    occurrences: Mapping[str, tuple[dt.date, ...]]


def replayed(
    case: Case, framework: model.Framework, calendar: Calendar, as_at: dt.date
) -> Replayed:
    """Replay a case up to a day, the day included.

    Args:
        case: the case.
        framework: the procedures.
        calendar: bank holidays and the school's holidays.
        as_at: the day.

    Raises:
        DateOutOfRange: when counting leaves the dates for which bank holidays are known.
    """
    known = Context.of(framework, case.facts, case.readings)
    begun = known.standing(start(known))
    return _Replay(case, framework, calendar, begun).run(as_at)


@functools.lru_cache(maxsize=8)
def _order(framework: model.Framework) -> Mapping[str, int]:
    return {name: index for index, name in enumerate(framework.events)}


@functools.lru_cache(maxsize=8)
def _before(framework: model.Framework) -> Mapping[str, frozenset[str]]:
    """For each event, every event that has to come before it, near or far."""
    earlier: dict[str, frozenset[str]] = {}

    def before(name: str) -> frozenset[str]:
        if name not in earlier:
            earlier[name] = frozenset()  # whatever comes round comes to an end
            firsts = framework.events[name].not_before
            earlier[name] = frozenset(firsts).union(*map(before, firsts))
        return earlier[name]

    return {name: before(name) for name in framework.events}


@attrs.define
class _Replay:
    """One replay: what has become of the case so far."""

    case: Case
    framework: model.Framework
    calendar: Calendar
    context: Context
    happened: list[Happened] = attrs.field(factory=list)
    refused: list[Refused] = attrs.field(factory=list)
    entered: dict[str, dt.date] = attrs.field(factory=dict)
    occurrences: dict[str, list[dt.date]] = attrs.field(factory=dict)
    rung: set[tuple[dt.date, str]] = attrs.field(factory=set)
    recorded: dict[str, list[dt.date]] = attrs.field(factory=dict)
    clocks: Clocks = attrs.field(init=False)

    @clocks.default
    def _clocks(self) -> Clocks:
        return Clocks(self.framework, self.calendar)

    def run(self, as_at: dt.date) -> Replayed:
        standing = [entry for entry in self.case.events if not entry.withdrawn]
        order = _order(self.framework)
        by_day: dict[dt.date, list[Entry]] = {}
        for entry in sorted(standing, key=lambda entry: (entry.date, order[entry.event])):
            if entry.date <= as_at:
                by_day.setdefault(entry.date, []).append(entry)
                self.recorded.setdefault(entry.event, []).append(entry.date)
        for day, entries in by_day.items():
            self.ring(day)
            self.take(entries)
        self.ring(as_at)
        return Replayed(
            context=self.context,
            happened=tuple(self.happened),
            refused=tuple(self.refused),
            planned=tuple(entry for entry in standing if entry.date > as_at),
            entered=self.entered,
            occurrences={name: tuple(days) for name, days in self.occurrences.items()},
        )

    def take(self, entries: list[Entry]) -> None:
        """Take the entries of a day, in whatever order lets most of them happen."""
        waiting = entries
        while waiting:
            left = [entry for entry in waiting if not self.taken(entry)]
            if len(left) == len(waiting):
                self.refused += map(self.refusal, left)
                return
            waiting = left

    def taken(self, entry: Entry) -> bool:
        if self.out_of_order(entry):
            return False
        context = self.known_with(entry)
        taken = step(entry.event, context)
        if taken.allowed is not True:
            return False
        self.context = context
        self.move(taken, entry.date, entry)
        return True

    def known_with(self, entry: Entry) -> Context:
        """What is known once the entry is."""
        if not entry.facts and not entry.decided:
            return self.context
        known = self.context.knowing(entry.facts, entry.decided)
        if unsettled(self.context):  # where the school begins was not known, and may be now
            known = known.standing({**start(known), **known.stands})
        return known

    def move(self, taken: Step, day: dt.date, entry: Entry | None) -> None:
        self.context = self.context.standing(after(taken, self.context.stands))
        self.entered |= {move.procedure: day for move in taken.moves if move.open}
        self.occurrences.setdefault(taken.event.id, []).append(day)
        self.happened.append(Happened(taken.event.id, day, entry, taken))

    def ring(self, before: dt.date) -> None:
        """Let the days pass that the calendar brought before this one, first come first."""
        while (due := min(self.due(before), default=None)) is not None:
            day, name = due
            self.rung.add((day, name))
            rung = step(name, self.context)
            if rung.allowed is True:
                self.move(rung, day, None)

    def due(self, before: dt.date) -> set[tuple[dt.date, str]]:
        known = {name: days[-1] for name, days in self.occurrences.items()}
        return {*self.clocks.rung_before(before, known, self.context)} - self.rung

    def out_of_order(self, entry: Entry) -> str | None:
        """An event that has to come first and is dated only later, in the same round."""
        for first in self.framework.events[entry.event].not_before:
            days = self.recorded.get(first, ())
            if days and days[0] > entry.date and not self.of_a_later_round(first, days[0], entry):
                return first
        return None

    def of_a_later_round(self, first: str, day: dt.date, entry: Entry) -> bool:
        """Whether an event belongs to a later round, such as the next inspection, than an entry.

        It does where something that has to come before the event happened after the entry. Where
        nothing of that kind is recorded, the stages tell, if they let the entry lead anywhere.
        """
        before = [
            known
            for name in _before(self.framework)[first]
            for known in self.recorded.get(name, ())
            if known <= day
        ]
        if before:
            return max(before) > entry.date
        return bool(step(entry.event, self.known_with(entry)).entered)

    def refusal(self, entry: Entry) -> Refused:
        first = self.out_of_order(entry)
        if first is not None:
            title = self.framework.events[first].title
            return Refused(entry, f"It cannot come before this, which is dated later: {title}.")
        tried = step(entry.event, self.known_with(entry))
        if tried.allowed is None:
            why = "It cannot yet be said whether it can happen."
            return Refused(entry, why, tried, tried.missing)
        if tried.moves or tried.when.value is False:
            return Refused(entry, "A condition for it is not met.", tried)
        return Refused(entry, "It leads nowhere from where the school stands.", tried)
