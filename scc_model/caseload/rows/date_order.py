"""Whether the dates of a column are written day first: judged from all of its cells together.

``11/07/2014`` is 11 July here. Where another cell of its column, such as ``10/17/2014``, can only
have been written month first, it may as well be 7 November, so it is not used.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence

import attrs

from scc_model.errors import BadValue

_NUMBERS = re.compile(r"(?<![0-9])([0-9]{1,2})([-/. ])([0-9]{1,2})\2(?:[0-9]{4}|[0-9]{2})(?![0-9])")
_MONTHS, _DAYS = 12, 31
_FEW = 2  # dates; a single one says nothing


@attrs.frozen
class MonthFirst:
    """What shows that the dates of a column may be written month first.

    Args:
        line: where it stands in the file.
        text: the cell.
        heading: the column in which it stands.
        mixed: whether other cells of that column are written day first.
    """

    line: int
    text: str
    heading: str
    mixed: bool

    def check(self, heading: str, cell: str) -> None:
        """Refuse a date that has its month first, and one that can be read both ways.

        Args:
            heading: the column in which it stands.
            cell: the text of the cell.

        Raises:
            BadValue: for such a date.

        >>> order = MonthFirst(2, "10/17/2014", "inspection-ended", mixed=False)
        >>> order.check("inspection-ended", "17/10/2014")
        >>> order.check("inspection-ended", "11/07/2014")
        Traceback (most recent call last):
        ...
        scc_model.errors.BadValue: In the column 'inspection-ended', '11/07/2014' can be read day
        first or month first, and '10/17/2014' on line 2 has its month first. Write the dates of
        the column day first, or all as 2014-10-17.
        """
        dates = _days_and_months(cell)
        if any(_month_first(first, second) for first, second in dates):
            raise BadValue(
                f"In the column '{heading}', '{cell}' is not a date: there is no such day in the "
                "calendar. It seems to be written month first. Write it like 17/10/2014 or "
                "2014-10-17."
            )
        if not any(_either_way(first, second) for first, second in dates):
            return
        where = "" if heading == self.heading else f" of the column '{self.heading}'"
        days = " and others their day" if self.mixed else ""
        raise BadValue(
            f"In the column '{heading}', '{cell}' can be read day first or month first, and "
            f"'{self.text}' on line {self.line}{where} has its month first{days}. Write the dates "
            "of the column day first, or all as 2014-10-17."
        )


def orders(
    columns: Mapping[str, Iterable[tuple[int, str]]], elsewhere: MonthFirst | None = None
) -> dict[str, MonthFirst]:
    """The columns in which a date may be written month first.

    A column with nothing to show how its dates are written is taken to be like its neighbours.

    Args:
        columns: by heading, the line and the text of every cell with a date.
        elsewhere: what a column that is not used shows; none where it shows nothing.

    Returns:
        For each such column, what shows it.

    >>> columns = {"ended": [(2, "10/17/2014"), (3, "11/07/2014")], "sent": [(2, "17/10/2014")]}
    >>> {heading: order.line for heading, order in orders(columns).items()}
    {'ended': 2}
    """
    shown: dict[str, MonthFirst] = {}
    undecided: list[str] = []
    for heading, cells in columns.items():
        seen = {text: line for line, text in reversed(list(cells))}
        days = {text: _days_and_months(text) for text in seen}
        day_first = any(_month_first(second, first) for dates in days.values()
                        for first, second in dates)  # fmt: skip
        month_first = [text for text, dates in days.items()
                       if any(_month_first(first, second) for first, second in dates)]  # fmt: skip
        if month_first:
            text = min(month_first, key=lambda one: seen[one])
            shown[heading] = MonthFirst(seen[text], text, heading, day_first)
        elif not day_first:
            undecided.append(heading)
    evidence = min(shown.values(), key=lambda order: order.line, default=elsewhere)
    return shown if evidence is None else {**shown, **dict.fromkeys(undecided, evidence)}


def exchanged(cells: Iterable[str | dt.date]) -> bool:
    """Whether a program may have taken days for months before a column came here.

    One that expects the month first makes a date of 07/11/2014 (7 November), the 11th of July, and
    leaves 17/10/2014 as text; one that expects the day first does so with 11/07/2014 and
    10/17/2014. So in such a column the texts have days after the 12th, and the dates never do.

    >>> exchanged(["17/10/2014", dt.date(2014, 7, 11), dt.date(2014, 3, 2)])
    True
    >>> exchanged(["10/17/2014", dt.date(2014, 7, 11), dt.date(2014, 3, 2)])
    True
    >>> exchanged(["17/10/2014", dt.date(2014, 7, 11), dt.date(2014, 3, 20)])
    False
    """
    days: list[int] = []
    written: set[str] = set()  # the same day stands on many rows
    for cell in cells:
        if isinstance(cell, dt.date):
            days.append(cell.day)
        else:
            written.add(cell)
    texts = [numbers for text in written for numbers in _days_and_months(text)]
    return (
        len(days) >= _FEW
        and bool(texts)
        and all(day <= _MONTHS for day in days)
        and (
            all(_month_first(second, first) for first, second in texts)
            or all(_month_first(first, second) for first, second in texts)
        )
    )


def _days_and_months(text: str) -> Sequence[tuple[int, int]]:
    """The first two numbers of each date in a text that is written in numbers, year last."""
    return [(int(date[1]), int(date[3])) for date in _NUMBERS.finditer(text)]


def _month_first(first: int, second: int) -> bool:
    return 0 < first <= _MONTHS < second <= _DAYS


def _either_way(first: int, second: int) -> bool:
    return first != second and first <= _MONTHS and second <= _MONTHS
