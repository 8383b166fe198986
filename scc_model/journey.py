"""A school's case replayed: where it stands on a day, who owes what by when, and what may follow.

Replay is pure: the same case and day give the same answer. Events of one day are tried in the
order in which the procedures name them, and again as long as one of them lets another happen, so
the order in which they were recorded does not matter. Days that the calendar brings, such as the
end of a compliance period, take effect when the day is over.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Mapping, Sequence

import attrs

from scc_model import framework as fw
from scc_model.case_files import CaseFile, Entry
from scc_model.chart import Step, start, step
from scc_model.conditions import Context, applies_when, evaluate
from scc_model.errors import BadValue
from scc_model.time_limits import Deadline, Status, date_of, deadline
from scc_model.working_days import Calendar

# The kinds of rule that somebody carries out, and that a journey keeps account of.
_DONE_BY_SOMEBODY: frozenset[fw.RuleKind] = frozenset({
    "duty", "responsibility", "cadence", "expectation", "support", "right", "exit",
    "consultation", "time-limit",
})  # fmt: skip


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
        missing: facts that would settle it; none where it is certain.
    """

    entry: Entry
    why: str
    missing: tuple[str, ...] = ()


@attrs.frozen
class Duty:
    """A rule that somebody carries out, and how it stands.

    Args:
        rule: the rule.
        status: how it stands on the day asked about.
        deadline: its dates, where it has a time limit.
        since: the day from which it is asked for; none while that has not come.
        met_on: the day of the event that met it.
    """

    rule: fw.Rule
    status: Status
    deadline: Deadline | None
    since: dt.date | None
    met_on: dt.date | None = None

    @property
    def due(self) -> dt.date | None:
        """The day by which it is placed among others: its last day, or else its first."""
        found = self.deadline
        return (found.latest or found.earliest) if found is not None else self.since


@attrs.frozen
class Journey:
    """A case as it stands on a day.

    Args:
        case: the case.
        as_at: the day.
        context: the facts, decisions, readings and stages as they are on that day.
        calendar: bank holidays and the school's holidays.
        happened: everything that counted, in the order in which it did.
        refused: entries that could not have happened.
        planned: entries dated after the day asked about; they count for nothing yet.
        entered: the day on which each procedure came to its stage; none for one still at its start.
        occurrences: the days of each event, in order.
    """

    case: CaseFile
    as_at: dt.date
    context: Context
    calendar: Calendar
    happened: tuple[Happened, ...]
    refused: tuple[Refused, ...]
    planned: tuple[Entry, ...]
    entered: Mapping[str, dt.date]
    occurrences: Mapping[str, tuple[dt.date, ...]]

    @property
    def events(self) -> Mapping[str, dt.date]:
        """The latest day of each event that happened."""
        return {name: days[-1] for name, days in self.occurrences.items()}

    def duties(self) -> list[Duty]:
        """Every duty that is asked for or was, in order of date."""
        framework = self.context.framework
        found = (self._duty(rule) for rule in framework.rules.values())
        return sorted(filter(None, found), key=lambda one: one.due or dt.date.max)

    def possible(self) -> list[Step]:
        """The events that may come next, and those that may once more is known."""
        framework = self.context.framework
        steps = (step(name, self.context) for name, event in framework.events.items()
                 if not event.falls_on)  # fmt: skip
        return [one for one in steps if one.moves and one.allowed is not False]

    def _duty(self, rule: fw.Rule) -> Duty | None:
        if rule.kind not in _DONE_BY_SOMEBODY and rule.time_limit is None:
            return None
        applies = evaluate(applies_when(rule), self.context).value is True
        if rule.time_limit is not None:
            return self._dated(rule, applies=applies)
        since = self._since(rule)
        return None if since is None or not applies else self._undated(rule, since)

    def _dated(self, rule: fw.Rule, *, applies: bool) -> Duty | None:
        anchors = {rule.time_limit.from_} if rule.time_limit else set()
        anchored = max((days[-1] for name, days in self.occurrences.items() if name in anchors),
                       default=None)  # fmt: skip
        if not applies:
            return None
        known = {name: self._day(name, days, anchored, rule)
                 for name, days in self.occurrences.items()}  # fmt: skip
        found = deadline(rule, known, self.calendar, self.context)
        return Duty(rule, found.status(self.as_at), found, found.earliest or found.anchor.date,
                    found.met_on)  # fmt: skip

    def _undated(self, rule: fw.Rule, since: dt.date) -> Duty:
        met = self._first_from(rule.met_by, since)
        ended = min(filter(None, (self._first_from(name, since) for name in rule.ends_with)),
                    default=None)  # fmt: skip
        status: Status = "met" if met else "no-longer-required" if ended else "open"
        return Duty(rule, status, None, since, met)

    def _since(self, rule: fw.Rule) -> dt.date | None:
        """From when an undated rule is asked for: its event, or the entering of its stage."""
        began = [
            self.occurrences[name][-1] for name in rule.starts_with if name in self.occurrences
        ]
        if rule.starts_with:
            return max(began, default=None)
        homes = {
            self.context.framework.stage_home[stage].id
            for stage in rule.holds_in
            if self.context.stands.get(self.context.framework.stage_home[stage].id) == stage
        }
        return max((self.entered.get(home, self.case.begins) for home in homes), default=None)

    def _first_from(self, event: str | None, since: dt.date) -> dt.date | None:
        days = self.occurrences.get(event, ()) if event else ()
        return next((day for day in days if day >= since), None)

    def _day(
        self, event: str, days: Sequence[dt.date], anchored: dt.date | None, rule: fw.Rule
    ) -> dt.date:
        """Which day of an event counts for a rule: what ends it counts from its last anchor on."""
        if anchored is not None and event in {rule.met_by, *rule.ends_with}:
            return next((day for day in days if day >= anchored), days[-1])
        return days[-1]


def replay(case: CaseFile, framework: fw.Framework, as_at: dt.date) -> Journey:
    """Replay a case up to a day.

    Args:
        case: the case.
        framework: the procedures.
        as_at: the day to look from; entries after it are planned and count for nothing.

    Returns:
        The case as it stands on that day.

    Raises:
        BadValue: when the day lies before the case begins.
        DateOutOfRange: for a date for which bank holidays are not known.
    """
    calendar = case.calendar(framework)
    calendar.check(as_at)
    if as_at < case.begins:
        raise BadValue(f"The case begins on {case.begins}, so it cannot be looked at on {as_at}.")
    return _Replay.of(case, framework, calendar).run(as_at)


@functools.lru_cache(maxsize=8)
def _order(framework: fw.Framework) -> Mapping[str, int]:
    return {name: index for index, name in enumerate(framework.events)}


@functools.lru_cache(maxsize=8)
def _clocks(framework: fw.Framework) -> tuple[fw.Event, ...]:
    return tuple(event for event in framework.events.values() if event.falls_on)


@attrs.define
class _Replay:
    """One replay: what has become of the case so far."""

    case: CaseFile
    framework: fw.Framework
    calendar: Calendar
    context: Context
    happened: list[Happened] = attrs.field(factory=list)
    refused: list[Refused] = attrs.field(factory=list)
    entered: dict[str, dt.date] = attrs.field(factory=dict)
    occurrences: dict[str, list[dt.date]] = attrs.field(factory=dict)
    rung: set[tuple[str, dt.date]] = attrs.field(factory=set)

    @classmethod
    def of(cls, case: CaseFile, framework: fw.Framework, calendar: Calendar) -> _Replay:
        known = Context.of(framework, case.facts, case.readings)
        return cls(case, framework, calendar, attrs.evolve(known, stands=start(known)))

    def run(self, as_at: dt.date) -> Journey:
        standing = [entry for entry in self.case.events if not entry.withdrawn]
        by_day: dict[dt.date, list[Entry]] = {}
        for entry in sorted(
            standing, key=lambda one: (one.date, _order(self.framework)[one.event])
        ):
            if entry.date <= as_at:
                by_day.setdefault(entry.date, []).append(entry)
        for day, entries in by_day.items():
            self.ring(day)
            self.take(entries)
        self.ring(as_at)
        return Journey(
            case=self.case,
            as_at=as_at,
            context=self.context,
            calendar=self.calendar,
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
        context = self.told(entry)
        made = step(entry.event, context)
        if made.allowed is not True:
            return False
        self.context = context
        self.move(made, entry.date, entry)
        return True

    def told(self, entry: Entry) -> Context:
        """What is known once the entry is."""
        if not entry.facts and not entry.decided:
            return self.context
        return attrs.evolve(
            self.context,
            facts={**self.context.facts, **entry.facts},
            decided={**self.context.decided, **entry.decided},
        )

    def move(self, made: Step, day: dt.date, entry: Entry | None) -> None:
        stands = dict(self.context.stands)
        for one in made.moves:
            if one.verdict.value is True:
                stands[one.procedure] = one.transition.to
                self.entered[one.procedure] = day
        self.context = attrs.evolve(self.context, stands=stands)
        self.occurrences.setdefault(made.event.id, []).append(day)
        self.happened.append(Happened(made.event.id, day, entry, made))

    def ring(self, before: dt.date) -> None:
        """Let the days pass that the calendar brought before this one, first come first."""
        while (due := min(self.due(before), default=None)) is not None:
            day, name = due
            self.rung.add((name, day))
            made = step(name, self.context)
            if made.allowed is True:
                self.move(made, day, None)

    def due(self, before: dt.date) -> Iterator[tuple[dt.date, str]]:
        known = {name: days[-1] for name, days in self.occurrences.items()}
        for event in _clocks(self.framework):
            if not any(self.anchored(rule, known) for rule in event.falls_on):
                continue
            found = date_of(event.id, {k: v for k, v in known.items() if k != event.id},
                            self.context, self.calendar)  # fmt: skip
            passed = found.date is not None and found.date < before and not found.estimated
            if passed and found.date is not None and (event.id, found.date) not in self.rung:
                yield found.date, event.id

    def anchored(self, rule: str, known: Mapping[str, dt.date]) -> bool:
        limit = self.framework.rules[rule].time_limit
        if limit is None:
            return False
        return limit.from_ in known or any(one.set.from_ in known for one in limit.variations)

    def out_of_order(self, entry: Entry) -> str | None:
        """An event that has to come first and was recorded only later."""
        for first in self.framework.events[entry.event].not_before:
            later = [one.date for one in self.case.events
                     if one.event == first and not one.withdrawn]  # fmt: skip
            if later and min(later) > entry.date:
                return first
        return None

    def refusal(self, entry: Entry) -> Refused:
        first = self.out_of_order(entry)
        if first is not None:
            title = self.framework.events[first].title
            return Refused(entry, f"It cannot come before this, which is dated later: {title}.")
        made = step(entry.event, self.told(entry))
        if made.allowed is None:
            missing = dict.fromkeys(
                name for verdict in (made.when, *(move.verdict for move in made.moves))
                if verdict.value is None for name in verdict.missing
            )  # fmt: skip
            return Refused(entry, "It cannot yet be said whether it can happen.", tuple(missing))
        if made.moves or made.when.value is False:
            return Refused(entry, "A condition for it is not met.")
        return Refused(entry, "It leads nowhere from where the school stands.")
