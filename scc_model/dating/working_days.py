"""Which days count, and counting them.

Two kinds of working day are not one. A working day of Part 4 of the Education and Inspections
Act 2006 leaves out weekends and bank holidays; school holidays count like any other day. A
working day of the inspection regulations (SI 2005/2038, regulation 2) also leaves out every day
of a school holiday that is longer than a week. What each kind leaves out stands in
``data/calendars/day_kinds.yaml``; this module only counts.

A school holiday is measured by its own days, weekends at either end left out: Monday to Friday
is five days, and two such weeks with the weekend between them are twelve. Holidays with nothing
but weekends and bank holidays between them are one holiday.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator

import attrs

from scc_model.dates import short_date
from scc_model.errors import BadValue, DateOutOfRange
from scc_model.model import BankHolidays, DayKind

ONE_DAY = dt.timedelta(days=1)
_SATURDAY = 5


@attrs.frozen
class SchoolHoliday:
    """A holiday of one school, first and last day included.

    Raises:
        BadValue: when the last day comes before the first.

    >>> SchoolHoliday(dt.date(2014, 4, 14), dt.date(2014, 4, 25)).days
    12
    """

    first: dt.date
    last: dt.date

    def __attrs_post_init__(self) -> None:
        if self.last < self.first:
            raise BadValue(
                f"The school holiday from {short_date(self.first)} to {short_date(self.last)} ends "
                "before it begins. Give the first day, then the last."
            )

    @property
    def days(self) -> int:
        """The number of days from the first to the last, weekends included."""
        return (self.last - self.first).days + 1


@attrs.frozen
class Skipped:
    """A day that was not counted, and why."""

    date: dt.date
    reason: str


@attrs.frozen
class Calendar:
    """The days of England, with the holidays of one school.

    Args:
        bank_holidays: the bank holidays, with the range of dates they cover.
        school_holidays: the school's holidays, in any order; parts of one holiday may be given
            separately.
    """

    bank_holidays: BankHolidays
    school_holidays: tuple[SchoolHoliday, ...] = ()
    _whole: tuple[SchoolHoliday, ...] = attrs.field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_whole", tuple(self._merged()))

    def closed(self, day: dt.date, kind: DayKind) -> str | None:
        """Why a day does not count, or nothing if it does.

        Args:
            day: the day.
            kind: which days count.

        Returns:
            The reason, such as ``weekend`` or ``Good Friday``.

        Raises:
            DateOutOfRange: when the bank holidays of that day are not known.
        """
        if not kind.weekends and day.weekday() >= _SATURDAY:
            return "weekend"
        if not kind.bank_holidays:
            self.check(day)
            if day in self.bank_holidays.by_date:
                return self.bank_holidays.by_date[day]
        if kind.school_holidays_over is not None:
            for holiday in self._whole:
                if holiday.first <= day <= holiday.last:
                    return "school holiday" if self.is_long(holiday, kind) else None
        return None

    def is_long(self, holiday: SchoolHoliday, kind: DayKind) -> bool:
        """Whether the days of a school holiday stop the count."""
        return kind.school_holidays_over is not None and holiday.days > kind.school_holidays_over

    def long_holidays(self, kind: DayKind) -> tuple[SchoolHoliday, ...]:
        """The school's holidays, parts of one joined, whose days stop the count."""
        return tuple(holiday for holiday in self._whole if self.is_long(holiday, kind))

    def check(self, day: dt.date) -> None:
        """Make sure that the bank holidays of a day are known.

        Raises:
            DateOutOfRange: when they are not; the message says which days are covered.
        """
        known = self.bank_holidays
        if not known.first <= day <= known.last:
            raise DateOutOfRange(
                f"{short_date(day)} is outside the dates this handbook can count. Bank holidays "
                f"are known from {short_date(known.first)} to {short_date(known.last)}."
            )

    def next_open(self, day: dt.date, kind: DayKind) -> dt.date:
        """The day itself if it counts, and otherwise the first later day that does."""
        while self.closed(day, kind):
            day += ONE_DAY
        return day

    def previous_open(self, day: dt.date, kind: DayKind) -> dt.date:
        """The day itself if it counts, and otherwise the last earlier day that does."""
        while self.closed(day, kind):
            day -= ONE_DAY
        return day

    def add(
        self, anchor: dt.date, count: int, kind: DayKind, *, anchor_counts: bool = False
    ) -> tuple[dt.date, tuple[Skipped, ...]]:
        """Count days that count.

        Args:
            anchor: the day from which time runs. It may be a day that does not count.
            count: how many days; with none, the answer is the anchor itself.
            kind: which days count.
            anchor_counts: whether the anchor is the first day counted, if it counts at all;
                otherwise counting starts on the day after it.

        Returns:
            The last day counted, and the days passed over on the way to it.

        Raises:
            DateOutOfRange: when the count leaves the days covered.
        """
        day = anchor - ONE_DAY if anchor_counts and count else anchor
        skipped: list[Skipped] = []
        while count:
            day += ONE_DAY
            reason = self.closed(day, kind)
            if reason is None:
                count -= 1
            else:
                skipped.append(Skipped(day, reason))
        return day, tuple(skipped)

    def count_between(self, anchor: dt.date, last: dt.date, kind: DayKind) -> int:
        """How many days count after the anchor, up to and including the last day.

        It undoes :meth:`add`: counting on from the anchor and asking for the number of days
        between gives the number that was counted.
        """
        days = (anchor + dt.timedelta(days=n) for n in range(1, (last - anchor).days + 1))
        return sum(self.closed(day, kind) is None for day in days)

    def _merged(self) -> Iterator[SchoolHoliday]:
        """The school's holidays as wholes, weekends at either end left out."""
        current: SchoolHoliday | None = None
        for holiday in sorted(self.school_holidays, key=lambda one: (one.first, one.last)):
            if current is not None and self._adjoin(current, holiday):
                current = SchoolHoliday(current.first, max(current.last, holiday.last))
                continue
            if current is not None:
                yield from _without_outer_weekends(current)
            current = holiday
        if current is not None:
            yield from _without_outer_weekends(current)

    def _adjoin(self, earlier: SchoolHoliday, later: SchoolHoliday) -> bool:
        gap = (later.first - earlier.last).days
        between = (earlier.last + dt.timedelta(days=n) for n in range(1, gap))
        return all(
            day.weekday() >= _SATURDAY or day in self.bank_holidays.by_date for day in between
        )


def _without_outer_weekends(holiday: SchoolHoliday) -> Iterable[SchoolHoliday]:
    first, last = holiday.first, holiday.last
    while first <= last and first.weekday() >= _SATURDAY:
        first += ONE_DAY
    while first <= last and last.weekday() >= _SATURDAY:
        last -= ONE_DAY
    return [SchoolHoliday(first, last)] if first <= last else []


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months on, or the last day of that month where it is shorter.

    >>> add_months(dt.date(2014, 8, 31), 18)
    datetime.date(2016, 2, 29)
    >>> add_months(dt.date(2014, 10, 17), 12)
    datetime.date(2015, 10, 17)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))
