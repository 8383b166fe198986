"""Days, weeks, months and working days on whole columns of dates at once.

The scalar way of :mod:`scc_model.dating.working_days` says which days count; here its answers are
kept in tables over all the days that the bank holidays cover, so that counting is looking up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from scc_model import model
from scc_model.dating.working_days import ONE_DAY, Calendar

Days: TypeAlias = npt.NDArray[np.datetime64]
"""Dates with the unit "day"; ``NaT`` stands for one that is not known."""
Flags: TypeAlias = npt.NDArray[np.bool_]
Numbers: TypeAlias = npt.NDArray[np.intp]

_TABLES_KEPT = 64  # of a third of a megabyte each; making one anew takes some 50 microseconds
A_DAY = np.timedelta64(1, "D")


def nothing(size: int) -> Days:
    """So many dates that are not known."""
    return np.full(size, "NaT", dtype="datetime64[D]")


def add_months(days: Days, months: int) -> Days:
    """The same day so many months on, or the last day of that month where it is shorter.

    >>> add_months(np.array(["2014-08-31", "NaT"], dtype="datetime64[D]"), 18)
    array(['2016-02-29', 'NaT'], dtype='datetime64[D]')
    """
    month = days.astype("datetime64[M]")
    into = days - month.astype("datetime64[D]")
    wanted = month + np.timedelta64(months, "M")
    first = wanted.astype("datetime64[D]")
    last = (wanted + np.timedelta64(1, "M")).astype("datetime64[D]") - A_DAY
    ends: Days = np.minimum(first + into, last)
    return ends


def calendar_end(days: Days, span: model.Span) -> Days:
    """The day a span ends on that is not counted in working days."""
    match span.unit:
        case "day":
            return days + np.timedelta64(span.amount, "D")
        case "week":
            return days + np.timedelta64(7 * span.amount, "D")
        case "month":
            return add_months(days, span.amount)
        case "year":
            return add_months(days, 12 * span.amount)
        case "working day":
            raise ValueError("working days are counted by a table")


def period_end(limit: model.TimeLimit, days: Days, framework: model.Framework) -> Days:
    """The last day of the period of a cadence in which each day lies."""
    assert limit.per is not None  # noqa: S101  (the loader says so)
    kind = framework.year_kinds[limit.year_kind] if limit.year_kind else None
    if kind is None or kind.first_month is None:
        return calendar_end(days, limit.per) - A_DAY
    year = days.astype("datetime64[Y]")
    month = (days.astype("datetime64[M]") - year.astype("datetime64[M]")).astype(np.int64) + 1
    years = (month >= kind.first_month) + (limit.per.amount - 1)
    begins = (year + years.astype("timedelta64[Y]")).astype("datetime64[M]")
    ends: Days = (begins + np.timedelta64(kind.first_month - 1, "M")).astype(
        "datetime64[D]"
    ) - A_DAY
    ends[np.isnat(days)] = np.datetime64("NaT")
    return ends


class Table:
    """The days that count, of one kind, for schools with the same holidays.

    Args:
        open_days: for each day covered, from the first on, whether it counts.
        first: the first day covered.

    >>> week = Table(np.array([True] * 5 + [False] * 2), np.datetime64("2014-11-03"))
    >>> week.add(np.array(["2014-11-03", "2014-11-06"], dtype="datetime64[D]"), 3)
    (array(['2014-11-06', 'NaT'], dtype='datetime64[D]'), array([False,  True]))
    """

    def __init__(self, open_days: Flags, first: np.datetime64) -> None:
        self.first = first
        self.size = len(open_days)
        # How many days count before each day; one entry more, for the day after the last.
        self.before = np.concatenate(([0], np.cumsum(open_days))).astype(np.intp)
        opened = first + np.flatnonzero(open_days).astype("timedelta64[D]")
        self.open = np.concatenate((opened, nothing(1)))  # the last stands for "not covered"

    def add(self, days: Days, count: int, *, anchor_counts: bool = False) -> tuple[Days, Flags]:
        """Count days that count.

        Args:
            days: the anchors; none before the first day covered.
            count: how many days; with none, the answer is the anchor itself.
            anchor_counts: whether the anchor is the first day counted, if it counts at all.

        Returns:
            The last day counted, and for which anchors the count leaves the days covered.
        """
        if not count:
            return days, np.zeros(len(days), dtype=bool)
        known = ~np.isnat(days)
        index = (days - self.first).astype(np.int64)
        index[~known] = 0
        index += 0 if anchor_counts else 1
        beyond = index > self.size
        position = self.before[np.minimum(index, self.size)] + (count - 1)
        lost = beyond | (position >= len(self.open) - 1)
        position[lost] = len(self.open) - 1
        ends = self.open[position]
        ends[~known] = np.datetime64("NaT")
        return ends, lost & known


class WorkingDays:
    """Counting for many schools, each with its own holidays.

    Args:
        calendars: one for each set of school holidays; all with the same bank holidays.
        sets: for each school, which of the calendars is its own.
    """

    def __init__(self, calendars: Sequence[Calendar], sets: Numbers) -> None:
        self.calendars = tuple(calendars)
        self.sets = sets
        known = self.calendars[0].bank_holidays
        self.first, self.last = np.datetime64(known.first), np.datetime64(known.last)
        self._plain: dict[str, Flags] = {}
        self._tables: dict[tuple[str, int], Table] = {}

    def add(
        self, days: Days, schools: Numbers, count: int, kind: model.DayKind, *, anchor_counts: bool
    ) -> tuple[Days, Flags]:
        """Count days that count, for some of the schools.

        Args:
            days: the anchors.
            schools: which school each is of.
            count: how many days.
            kind: which days count.
            anchor_counts: whether the anchor is the first day counted, if it counts at all.

        Returns:
            As :meth:`Table.add`.
        """
        if kind.school_holidays_over is None or len(self.calendars) == 1:
            return self._table(kind, 0).add(days, count, anchor_counts=anchor_counts)
        ends, lost = nothing(len(days)), np.zeros(len(days), dtype=bool)
        numbers = self.sets[schools]
        order = np.argsort(numbers, kind="stable")
        starts = np.flatnonzero(np.diff(numbers[order], prepend=-1))
        for part in np.split(order, starts[1:]) if len(order) else ():
            table = self._table(kind, int(numbers[part[0]]))
            ends[part], lost[part] = table.add(days[part], count, anchor_counts=anchor_counts)
        return ends, lost

    def _table(self, kind: model.DayKind, number: int) -> Table:
        key = (kind.id, number)
        table = self._tables.get(key)
        if table is None:
            table = self._new_table(kind, self.calendars[number])
            if len(self._tables) < _TABLES_KEPT:
                self._tables[key] = table
        return table

    def _new_table(self, kind: model.DayKind, calendar: Calendar) -> Table:
        if kind.id not in self._plain:
            self._plain[kind.id] = _open_days(Calendar(calendar.bank_holidays), kind)
        open_days = self._plain[kind.id]
        for holiday in calendar.long_holidays(kind):
            if open_days is self._plain[kind.id]:
                open_days = open_days.copy()
            from_ = max((np.datetime64(holiday.first) - self.first).astype(int), 0)
            to = max((np.datetime64(holiday.last) - self.first).astype(int) + 1, 0)
            open_days[from_:to] = False
        return Table(open_days, self.first)


def _open_days(calendar: Calendar, kind: model.DayKind) -> Flags:
    """Whether each day that the bank holidays cover counts, as the scalar way says it."""
    known = calendar.bank_holidays
    size = (known.last - known.first).days + 1
    every = (known.first + n * ONE_DAY for n in range(size))
    return np.fromiter(
        (calendar.closed(day, kind) is None for day in every), dtype=bool, count=size
    )


Progress: TypeAlias = Callable[[str], None]
"""Told now and then how far the work is."""
