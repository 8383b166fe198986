"""What became of a case: what happened, known or presumed, and what contradicts what."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections.abc import Mapping
from typing import Literal

import attrs

from scc_model import model
from scc_model.cases.case import Case, Entry
from scc_model.chart.steps import Step, may_stand, step
from scc_model.conditions import Context
from scc_model.dating.working_days import ONE_DAY

Standing = Literal["recorded", "presumed", "worked-out"]


@attrs.frozen
class Happened:
    """Something that happened.

    Args:
        event: id of the event.
        date: its day; where that is not known, the last that it can have been.
        entry: the entry that recorded it; none for one that is presumed, and for a day that the
            calendar brought.
        step: the transitions it brought about, with their guards.
        first: the first day that it can have been.
        because: for one that is presumed, the entry that it is presumed from.
        follows: whether it is presumed to have followed that entry at once, or soon after.
        by: for one that followed, and for a day of the calendar that can have come later, the last
            day that it can have been.
        unless: for a day of the calendar, the events that nobody recorded, with one of which it
            would have come later or not at all.
        shown: whether something recorded shows that such a day had come before it.
        expected: whether it is only expected to have happened by then, and can have come later.
        bounded_by: for one that followed, the event that came after it and gives its last day;
            empty where the day looked from does.
    """

    event: str
    date: dt.date
    entry: Entry | None
    step: Step
    first: dt.date
    because: Entry | None = None
    follows: bool = False
    by: dt.date | None = None
    expected: bool = False
    unless: tuple[str, ...] = ()
    shown: bool = False
    bounded_by: str = ""

    @property
    def standing(self) -> Standing:
        """How it is known."""
        if self.entry is not None:
            return "recorded"
        return "worked-out" if self.because is None else "presumed"

    @functools.cached_property
    def left(self) -> Mapping[str, str | None]:
        """The stage that the school left in each procedure that it moved, as far as it is known."""
        stood = self.step.context.stands
        moved = (move.procedure for move in self.step.moves if move.open)
        return {procedure: stood.get(procedure) for procedure in moved}

    @property
    def exact(self) -> bool:
        """Whether its day is known."""
        return self.because is None and self.first == self.last

    @property
    def spans(self) -> bool:
        """Whether the first day that it can have been is known, and not only the last."""
        return self.follows or self.because is None or bool(self.step.event.falls_on)

    @property
    def in_doubt(self) -> bool:
        """Whether it is a day of the calendar that has come only if nothing is unrecorded."""
        return bool(self.unless) and not self.shown

    @property
    def from_day(self) -> dt.date:
        """The day from which what it led to holds: a day of the calendar has to be over first."""
        return self.last + ONE_DAY if self.standing == "worked-out" else self.last

    @property
    def from_first(self) -> dt.date:
        """The first day from which what it led to can have held."""
        return self.first + ONE_DAY if self.standing == "worked-out" else self.first

    @property
    def last(self) -> dt.date:
        """The last day that it can have been."""
        return self.by or self.date


def _as_worked_out(happened: Happened) -> Happened:
    return attrs.evolve(happened, by=None, unless=()) if happened.in_doubt else happened


@functools.lru_cache(maxsize=8)
def _begun_by_kind(framework: model.Framework) -> frozenset[str]:
    """The procedures in which it is known where a school stands by what it is."""
    return frozenset(
        procedure.id
        for procedure in framework.procedures.values()
        if any(stage.starts_when for stage in procedure.stages)
    )


def _answered_alike(one: Context, other: Context) -> bool:
    """Whether the same is known of two moments, wherever the school stood."""
    pairs = (
        (one.facts, other.facts), (one.decided, other.decided), (one.perhaps, other.perhaps),
        (one.happened, other.happened),
    )  # fmt: skip
    return all(here is there or here == there for here, there in pairs)


def _changed(one: Context, other: Context) -> frozenset[str]:
    """The procedures in which the school stands otherwise at one moment than at another."""
    differing = one.stands.items() ^ other.stands.items()
    return frozenset(name for name, _ in differing)


def rests_on(other: Happened, happened: Happened) -> bool:
    """Whether something could not have happened where it did without something before it.

    Args:
        other: what came after.
        happened: what came before.
    """
    context = other.step.context
    moved = {move.procedure for move in happened.step.moves if move.open}
    stood = {name: at for name, at in happened.step.context.stands.items() if name in moved}
    without = step(other.event, context.standing({**context.stands, **stood}))
    return other.step.allowed is True and without.allowed is False


@attrs.frozen
class Contradiction:
    """An entry that cannot have been where the school stood. It is kept, and so are the others.

    Args:
        entry: the entry.
        against: the entries that it contradicts; none where it contradicts an answer or a reading.
        why: what stands in its way, in a sentence.
        step: what the event came to, with the guards that failed; none for one out of order.
        lacks: the events without which it leads nowhere, and that nobody recorded.
    """

    entry: Entry
    against: tuple[Entry, ...]
    why: str
    step: Step | None = None
    lacks: tuple[str, ...] = ()


@attrs.frozen
class Replayed:
    """What became of a case up to a day.

    Args:
        case: the case.
        complete: whether what is not recorded is taken not to have happened.
        assumed: the facts, decisions, readings and stages as they are then, if nothing happened
            but what is recorded or must have happened.
        happened: everything that happened, in order.
        usual: events that usually come before what is recorded, where there are other ways to it.
        contradictions: entries that cannot have been where the school stood.
        planned: entries dated after the day; they count for nothing yet.
        entered: by procedure, what brought the school to its stage; none where it is at its start.
        closed: whether a procedure of which nothing is recorded is taken to be where it begins,
            though steps may have been taken that nobody recorded.
    """

    case: Case
    complete: bool
    assumed: Context
    happened: tuple[Happened, ...]
    usual: tuple[Happened, ...]
    contradictions: tuple[Contradiction, ...]
    planned: tuple[Entry, ...]
    entered: Mapping[str, Happened]
    closed: bool = False

    @functools.cached_property
    def context(self) -> Context:
        """What is known: of a procedure of which nothing is recorded, not where the school stands.

        In a complete record, what is not recorded has not happened.
        """
        if self.complete or self.closed:
            return self.assumed
        known = _begun_by_kind(self.assumed.framework) | self.entered.keys()
        stands = self.assumed.stands.items()
        return self.assumed.standing({name: stage for name, stage in stands if name in known})

    @functools.cached_property
    def earlier(self) -> tuple[Replayed, ...]:
        """What had become of the case just before each thing that happened, in order.

        What became known with it was not known before.
        """
        known, entered, all_earlier = self.assumed, dict[str, Happened](), []
        for number, happened in enumerate(self.happened):
            if number:
                last = self.happened[number - 1]
                seen = happened.step.context
                known = last.step.context.standing(seen.stands, seen.happened)
                entered = {**entered, **dict.fromkeys(may_stand(last.step), last)}
            else:
                known = happened.step.context
            then = attrs.evolve(
                self, assumed=known, happened=self.happened[:number], contradictions=(),
                entered=entered,
            )  # fmt: skip
            all_earlier.append(then)
        return tuple(all_earlier)

    @functools.cached_property
    def changed(self) -> tuple[frozenset[str] | None, ...]:
        """In which procedures the school stood otherwise just before each thing that happened.

        None where an answer or an outcome became known with it, too.
        """
        every = [(then.context, then.assumed) for then in (*self.earlier, self)]
        return tuple(
            _changed(before, after) | _changed(assumed, next_)
            if _answered_alike(before, after)
            else None
            for (before, assumed), (after, next_) in itertools.pairwise(every)
        )

    @functools.cached_property
    def undisturbed(self) -> Replayed:
        """The same if each day of the calendar that is in doubt came as it was worked out."""
        if not any(one.in_doubt for one in self.happened):
            return self
        happened = tuple(map(_as_worked_out, self.happened))
        entered = {name: _as_worked_out(one) for name, one in self.entered.items()}
        return attrs.evolve(self, happened=happened, entered=entered)

    @functools.cached_property
    def occurrences(self) -> Mapping[str, tuple[dt.date, ...]]:
        """The days of each event, in order, as far as they are known.

        The day of an entry that contradicts another counts where its event has no other.
        """
        days: dict[str, list[dt.date]] = {}
        for happened in self.happened:
            if happened.exact:
                days.setdefault(happened.event, []).append(happened.date)
        for contradiction in self.contradictions:
            entry = contradiction.entry
            if entry.date is not None:
                days.setdefault(entry.event, [entry.date])
        return {name: tuple(known) for name, known in days.items()}

    def fits(self, day: dt.date, event: str) -> bool:
        """Whether an event of a day fits the rest.

        Args:
            day: its day.
            event: id of the event.
        """
        wrong = ((x.entry.date, x.entry.event) for x in self.contradictions)
        return (day, event) not in wrong

    def rests_on_a_contradiction(self, day: dt.date, event: str) -> bool:
        """Whether an event of a day happened where something that does not fit left the school.

        Args:
            day: its day.
            event: id of the event.
        """
        homes = self.assumed.framework.event_home
        if all(homes[x.entry.event] is not homes[event] for x in self.contradictions):
            return False
        same = (x for x in self.happened if x.event == event and x.date == day)
        return any(homes[event].id not in x.step.context.stands for x in same)

    @functools.cached_property
    def last_days(self) -> Mapping[str, dt.date]:
        """Of each event that happened, the last day that the latest time can have been."""
        days: dict[str, dt.date] = {}
        for happened in self.happened:
            days[happened.event] = max(happened.last, days.get(happened.event, dt.date.min))
        return days

    @functools.cached_property
    def within(self) -> Mapping[str, Happened]:
        """The latest of each event whose day is not known exactly, after the last that is."""
        spans: dict[str, Happened] = {}
        for happened in self.happened:
            if happened.exact:
                spans.pop(happened.event, None)
            else:
                spans[happened.event] = happened
        return spans
