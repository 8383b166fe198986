"""Dates in words, as GOV.UK writes them."""

from __future__ import annotations

import datetime as dt
import functools


@functools.lru_cache(maxsize=1024)  # an answer names the same days again and again
def long_date(day: dt.date) -> str:
    """A date in full.

    >>> long_date(dt.date(2014, 11, 7))
    'Friday 7 November 2014'
    """
    return f"{day:%A} {short_date(day)}"


def short_date(day: dt.date) -> str:
    """A date without its weekday.

    >>> short_date(dt.date(2014, 11, 7))
    '7 November 2014'
    """
    return f"{day.day} {day:%B} {day.year}"
