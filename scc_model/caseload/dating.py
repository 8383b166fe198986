"""The dates of one rule for many schools: :mod:`scc_model.dating.counting`, a column at a time.

What a time limit is under the readings in use, and whether a rule applies, is asked of the scalar
functions, once for each group of schools of which the same is known. Only the dates differ from
school to school, and they are worked out as columns. A property test holds the two to each other.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from scc_model import model
from scc_model.caseload.dated import Dates, Deadlines
from scc_model.caseload.days import (
    A_DAY,
    Days,
    Flags,
    Numbers,
    WorkingDays,
    calendar_end,
    nothing,
    period_end,
)
from scc_model.conditions import Context, applies
from scc_model.dating.time_limits import in_force


class Dating:
    """What dates of many schools are worked out from.

    Args:
        framework: the procedures.
        events: dates by event, one for each school.
        contexts: what is known beside the dates, once for each group of schools.
        groups: for each school, which of the contexts is its own.
        calendar: counts working days.
    """

    def __init__(
        self,
        framework: model.Framework,
        events: Mapping[str, Days],
        contexts: Sequence[Context],
        groups: Numbers,
        calendar: WorkingDays,
    ) -> None:
        self.framework, self.calendar = framework, calendar
        self.known = {name: days for name, days in events.items() if not np.isnat(days).all()}
        self.contexts, self.groups = contexts, groups
        self.size = len(groups)
        self._none = np.zeros(self.size, dtype=bool)
        self._dates: dict[tuple[str, frozenset[str]], Dates] = {}
        self._limits: dict[str, list[tuple[model.TimeLimit, Numbers]]] = {}
        order = np.argsort(groups, kind="stable")
        counts = np.bincount(groups, minlength=len(contexts))
        self._rows: list[Numbers] = np.split(order, np.cumsum(counts)[:-1])

    def applying(self, rule: model.Rule) -> Iterator[tuple[model.TimeLimit, Numbers]]:
        """The time limits that a rule has, each with the schools for which it applies so."""
        contexts = enumerate(self.contexts)
        return self._gathered(
            rule, (number for number, context in contexts if applies(rule, context))
        )

    def deadlines(
        self,
        rule: model.Rule,
        limit: model.TimeLimit,
        rows: Numbers,
        asked: frozenset[str] = frozenset(),
    ) -> Deadlines:
        """When a rule has to be carried out, for some schools.

        Args:
            rule: the rule.
            limit: its time limit for these schools.
            rows: the schools.
            asked: the events whose date is being asked for.
        """
        anchor = self.date_of(limit.from_, asked).take(rows)
        earliest, latest, lost = self._counted(limit, anchor.days, rows)
        lost |= anchor.lost
        counts = bool(limit.earliest or limit.latest or limit.promptly)
        unknown = (np.isnat(anchor.days) | anchor.estimated) & counts
        estimated = anchor.estimated & counts
        if limit.before:
            before = self.date_of(limit.before, asked).take(rows)
            latest = np.fmin(latest, before.days - A_DAY)
            ahead = np.isnat(before.days) | before.estimated
            by_choice = limit.before in self.framework.by_choice
            unknown |= ahead & (np.isnat(anchor.days) | anchor.estimated | by_choice)
            estimated |= before.estimated
            lost |= before.lost
        if limit.capped:
            capped = self.date_of(limit.capped.from_, asked).take(rows)
            cap, gone = self._span_end(limit, limit.capped.latest, capped.days, rows)
            idle = ~np.isnat(cap) & (latest <= cap)
            latest = np.fmin(latest, cap)
            unknown |= (np.isnat(capped.days) | capped.estimated) & ~idle
            estimated |= capped.estimated & ~idle
            lost |= capped.lost | gone
        return Deadlines(
            rule=rule,
            limit=limit,
            rows=rows,
            anchor=anchor,
            earliest=earliest,
            latest=latest,
            met_on=np.fmin(
                self._given(rule.met_by, rows), self._first(rule.met_by_one_of, anchor, rows)
            ),
            ended_on=self._first(rule.ends_with, anchor, rows),
            waits=unknown,
            estimated=estimated,
            lost=lost,
        )

    def date_of(self, event: str, asked: frozenset[str] = frozenset()) -> Dates:
        """The date of an event for every school: given, worked out, or estimated."""
        # Only the events that the way to this one can meet make a difference.
        key = (event, asked & self._reach(event))
        if key not in self._dates:
            self._dates[key] = self._date_of(*key)
        return self._dates[key]

    def _date_of(self, event: str, asked: frozenset[str]) -> Dates:
        known = self.known.get(event)
        given = self._none if known is None else ~np.isnat(known)
        if known is not None and given.all():
            return Dates(known, self._none, self._none)
        described = self.framework.events[event]
        if event in asked:
            dates = Dates(nothing(self.size), self._none, self._none)
        elif described.falls_on:
            dates = self._last_day(described.falls_on, asked | {event})
        else:
            dates = self._estimate(described, asked | {event})
        if known is None:
            return dates
        days = np.where(given, known, dates.days)
        return Dates(days, dates.estimated & ~given, dates.lost & ~given)

    def _last_day(self, rules: tuple[str, ...], asked: frozenset[str]) -> Dates:
        """The last day of the rule whose time began last; of several together, the first.

        A period that began earlier belongs to an earlier round, such as an earlier notice.
        """
        last_days = Dates(nothing(self.size), self._none.copy(), self._none.copy())
        began_last = np.full(self.size, _NEVER, dtype=np.int64)
        for name in rules:
            rule = self.framework.rules[name]
            for limit, rows in self._limits_of(rule):
                deadlines = self.deadlines(rule, limit, rows, asked)
                anchor, latest = deadlines.anchor, deadlines.latest
                stands = np.isnat(deadlines.ended_on) | (deadlines.ended_on > latest)
                began = np.where(np.isnat(anchor.days), _UNDATED, anchor.days.astype(np.int64))
                began += np.where(anchor.estimated, 0, _CERTAIN)
                later = ~np.isnat(latest) & stands & (began > began_last[rows])
                used = rows[later]
                last_days.days[used] = latest[later]
                last_days.estimated[used] = anchor.estimated[later]
                began_last[used] = began[later]
                last_days.lost[rows[deadlines.lost]] = True
        return last_days

    def _estimate(self, event: model.Event, asked: frozenset[str]) -> Dates:
        """The date on which to expect an event that has not happened."""
        bases = [
            (estimate.after, self.date_of(estimate.from_, asked))
            for estimate in event.estimates
            if estimate.from_ not in asked
        ]
        expected, taken, lost = nothing(self.size), self._none.copy(), self._none.copy()
        for certain in (True, False):
            for after, basis in bases:
                usable = ~np.isnat(basis.days) & ~taken & (basis.estimated != certain)
                if usable.any():
                    expected[usable] = calendar_end(basis.days[usable], after)
                    taken |= usable
                lost |= basis.lost
        for first in event.not_before:
            if first in self.known:
                later = self.known[first] > expected
                expected[later] = self.known[first][later]
        return Dates(expected, taken, lost)

    def _counted(
        self, limit: model.TimeLimit, anchor: Days, rows: Numbers
    ) -> tuple[Days, Days, Flags]:
        """First day, last day, and where the count leaves the days covered."""
        earliest, latest = nothing(len(rows)), nothing(len(rows))
        lost = np.zeros(len(rows), dtype=bool)
        if limit.kind == "cadence":
            earliest, latest = anchor, period_end(limit, anchor, self.framework)
        elif limit.earliest is not None:
            earliest, gone = self._span_end(limit, limit.earliest, anchor, rows)
            lost |= gone
        elif limit.promptly:
            earliest = anchor
        if limit.latest is not None:
            latest, gone = self._span_end(limit, limit.latest, anchor, rows)
            lost |= gone
        return earliest, latest, lost

    def _span_end(
        self, limit: model.TimeLimit, span: model.Span, anchor: Days, rows: Numbers
    ) -> tuple[Days, Flags]:
        """The day a span ends on: the last day counted."""
        anchor_counts = limit.first_counted_day == "anchor-day"
        if span.unit == "working day":
            kind = self.framework.day_kinds[limit.day_kind]
            return self.calendar.add(anchor, rows, span.amount, kind, anchor_counts=anchor_counts)
        end = calendar_end(anchor, span)
        lost = np.zeros(len(rows), dtype=bool)
        return (end - A_DAY if anchor_counts and span.amount else end), lost

    def _given(self, event: str | None, rows: Numbers) -> Days:
        days = self.known.get(event) if event else None
        return nothing(len(rows)) if days is None else days[rows]

    def _first(self, events: tuple[str, ...], anchor: Dates, rows: Numbers) -> Days:
        """The first day of some events, each of which ends what an anchor began."""
        ended = nothing(len(rows))
        # What came before the anchor ended an earlier round, such as an earlier notice.
        always = np.isnat(anchor.days) | anchor.estimated
        for event in events:
            if event in self.known:
                days = self.known[event][rows].copy()
                days[~always & (days < anchor.days)] = np.datetime64("NaT")
                ended = np.fmin(ended, days)
        return ended

    def _limits_of(self, rule: model.Rule) -> list[tuple[model.TimeLimit, Numbers]]:
        """The time limits of a rule with the schools for which they stand, applying or not."""
        if rule.id not in self._limits:
            self._limits[rule.id] = list(self._gathered(rule, range(len(self.contexts))))
        return self._limits[rule.id]

    def _gathered(
        self, rule: model.Rule, contexts: Iterable[int]
    ) -> Iterator[tuple[model.TimeLimit, Numbers]]:
        """The time limits of a rule in these contexts, each with the schools that have them."""
        if rule.time_limit is None:
            return
        by_limit: dict[model.TimeLimit, list[Numbers]] = {}
        for number in contexts:
            limit = in_force(rule.time_limit, self.contexts[number])
            by_limit.setdefault(limit, []).append(self._rows[number])
        for limit, parts in by_limit.items():
            yield limit, np.sort(np.concatenate(parts)) if len(parts) > 1 else parts[0]

    @functools.cached_property
    def _next(self) -> Mapping[str, frozenset[str]]:
        """The events from which the date of an event can be worked out, by event."""
        bases: dict[str, frozenset[str]] = {}
        for event in self.framework.events.values():
            names = {estimate.from_ for estimate in event.estimates}
            for rule in event.falls_on:
                for limit, _ in self._limits_of(self.framework.rules[rule]):
                    capped = limit.capped.from_ if limit.capped else None
                    names |= {name for name in (limit.from_, limit.before, capped) if name}
            bases[event.id] = frozenset(names)
        return bases

    def _reach(self, event: str) -> frozenset[str]:
        reached, ahead = {event}, [event]
        while ahead:
            new = self._next[ahead.pop()] - reached
            reached |= new
            ahead += new
        return frozenset(reached)


# A day that is known goes before one that is estimated, whichever is later.
_NEVER, _UNDATED, _CERTAIN = -(10**9), -(10**8), 10**8
