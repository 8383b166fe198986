"""Which days count, which day a year begins on, and amounts of time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal

import attrs

from scc_model.errors import Place
from scc_model.model.authorities import Cited
from scc_model.model.names import placed

Unit = Literal["working day", "day", "week", "month", "year"]


@attrs.frozen
class Span:
    """An amount of time, as the source gives it.

    >>> str(Span(10, "working day")), str(Span(1, "month"))
    ('10 working days', '1 month')
    """

    amount: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}{'' if self.amount == 1 else 's'}"


@attrs.frozen
class DayKind:
    """Which days count.

    Args:
        id: its name, which time limits use.
        title: its name for people.
        text: which days count, in words.
        cite: the law it comes from.
        weekends: whether Saturdays and Sundays count.
        bank_holidays: whether bank holidays (with Christmas Day and Good Friday) count.
        school_holidays_over: days of a school holiday longer than this many days do not count;
            none means that school holidays count like any other day.
    """

    id: str
    title: str
    text: str
    cite: Cited
    weekends: bool
    bank_holidays: bool
    school_holidays_over: int | None = None
    place: Place | None = placed()


@attrs.frozen
class YearKind:
    """Which year is meant by "a year".

    Args:
        id: its name, which time limits use.
        title: its name for people.
        text: when such a year begins and ends, in words.
        cite: where it is used or defined.
        first_month: the month on whose first day such a year begins; none for a year that begins
            on the day of the event itself.
    """

    id: str
    title: str
    text: str
    cite: Cited
    first_month: int | None = None
    place: Place | None = placed()


@attrs.frozen
class BankHoliday:
    """A day on which, in England, banks close.

    Args:
        date: the day.
        name: its name, as lists for the public give it.
        note: for a day that was moved or added, why.
        not_known_before: for a day that was added late, the day before which no list had it.
    """

    date: dt.date
    name: str
    note: str = ""
    not_known_before: dt.date | None = None


@attrs.frozen
class BankHolidays:
    """The bank holidays of England, and the days the list covers.

    Args:
        first: first day covered.
        last: last day covered.
        certain_to: the last day for which the list rests on days already fixed; after it, the
            days follow the ordinary pattern and a proclamation could still change them.
        as_of: the day on which the list was drawn up.
        cite: where the days come from.
        days: the days, in order.
        by_date: the name of each day.
    """

    first: dt.date
    last: dt.date
    certain_to: dt.date
    as_of: dt.date
    cite: Cited
    days: tuple[BankHoliday, ...]
    by_date: Mapping[dt.date, str] = attrs.field(init=False, eq=False, repr=False)

    @by_date.default
    def _by_date(self) -> Mapping[dt.date, str]:
        return {day.date: day.name for day in self.days}

    def certain_days_left(self, today: dt.date) -> int:
        """How many days after a day are still certain; none or fewer where they have run out."""
        return (self.certain_to - today).days

    def as_known_on(self, day: dt.date) -> BankHolidays:
        """The list as it stood on a day: without the days that were added later.

        Args:
            day: the day. Only a day of which ``not_known_before`` is given can be missing.
        """
        days = tuple(
            holiday
            for holiday in self.days
            if holiday.not_known_before is None or holiday.not_known_before <= day
        )
        return attrs.evolve(self, days=days, as_of=min(day, self.as_of))
