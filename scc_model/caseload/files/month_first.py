"""Dates that can only have been written month first, anywhere in a row.

A program writes all the dates of a list in one way. So a date of a column that is not used shows
how those of the others were written.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import attrs

_BETWEEN = "\0"  # no cell holds it, and it ends none but one that is too long
_MONTH, _LATER_DAY = r"(?:0?[1-9]|1[0-2])", r"(?:1[3-9]|2[0-9]|3[01])"
# The whole of a cell, but for a time of day. In other columns than those of dates, numbers with a
# sign between them are often something else, such as 10-20-30, so their year has to look like one.
_SHOWS = re.compile(
    rf"(?:^|{_BETWEEN})"
    rf"({_MONTH}([-/. ]){_LATER_DAY}\2(?:19|20)[0-9]{{2}}|{_MONTH}/{_LATER_DAY}/[0-9]{{2}})"
    rf"(?=[ T][0-9:. APMapm]*(?:{_BETWEEN}|$)|{_BETWEEN}|$)"
)


@attrs.frozen
class Shown:
    """A date that has its month first.

    Args:
        line: the line of its row.
        column: the number of its column, from 0.
        text: the date.
    """

    line: int
    column: int
    text: str


def shown_in(line: int, row: Sequence[str | dt.date]) -> Shown | None:
    """The first date of a row that can only have its month first.

    Args:
        line: its line.
        row: its cells.

    >>> shown_in(4, ["Hill Top", "17/10/2014", "10/17/2014 00:00"])
    Shown(line=4, column=2, text='10/17/2014')
    >>> shown_in(4, ["Hill Top", "11/07/2014", "10-20-30"]) is None
    True
    """
    joined = _BETWEEN.join(map(str, row))
    found = _SHOWS.search(joined)
    if found is None:
        return None
    return Shown(line, joined.count(_BETWEEN, 0, found.start(1)), found[1])
