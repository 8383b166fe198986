"""Dates as people write them, and dates in words as GOV.UK writes them."""

from __future__ import annotations

import calendar
import contextlib
import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Callable

from scc_model.errors import BadValue, short

FORMS = "17 October 2014, 17/10/2014 or 2014-10-17"
"""The ways to write a date, for a message that says what would be accepted."""

_DAY = r"(?P<day>[0-9]{1,2})"
_MONTH = r"(?P<month>[0-9]{1,2})"
_YEAR = r"(?P<year>[0-9]{4})"
_WRITTEN = (
    re.compile(rf"{_YEAR}(?P<sign>[-/.]){_MONTH}(?P=sign){_DAY}"),
    re.compile(rf"{_DAY}(?P<sign>[-/. ]){_MONTH}(?P=sign){_YEAR}"),
    re.compile(rf"{_DAY} (?P<named>[a-z]+),? {_YEAR}"),
    re.compile(rf"{_DAY}-(?P<named>[a-z]+)-{_YEAR}"),
)
_WEEKDAY = re.compile(r"(?P<weekday>[a-z]+),? (?P<rest>.*)")
_SHORT_YEAR = re.compile(r".*[^0-9][0-9]{2}")
_HYPHENS = str.maketrans("\u2010\u2011", "--")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
_BETWEEN = re.compile(r"\s*(?:\.\.\.?|\u2026|-|\bto\b|\buntil\b)\s*", re.IGNORECASE)
_SOME_DAY = r"(?:(?:some ?time |at some point |on a day |some day )?(?:in|during) )?"
_HALVES = {"first": (1, 15), "second": (16, 31)}  # the first half of a month, and the second
_A_HALF = r"(?:(?:in |during )?(?:the )?(?P<half>first|second) half of )?"
_A_MONTH = re.compile(rf"(?:{_A_HALF}|{_SOME_DAY})(?:(?P<named>[a-z]+),? |{_MONTH}[-/.]){_YEAR}")
_A_MONTH_OF_NO_YEAR = re.compile(rf"{_SOME_DAY}(?P<named>[a-z]+)")
# A day that bounds a span: whether it is the first, and how many days are between the two.
_BOUNDS = {
    "on or before": (False, 0), "by": (False, 0), "until": (False, 0), "before": (False, -1),
    "on or after": (True, 0), "since": (True, 0), "from": (True, 0), "after": (True, 1),
    "no later than": (False, 0), "not later than": (False, 0), "up to": (False, 0),
    "no earlier than": (True, 0), "not earlier than": (True, 0), "not before": (True, 0),
}  # fmt: skip
_BOUNDS_AFTER = {  # words that stand after the day
    "or before": (False, 0), "or earlier": (False, 0), "at the latest": (False, 0),
    "or after": (True, 0), "or later": (True, 0), "onwards": (True, 0),
    "at the earliest": (True, 0),
}  # fmt: skip
_BOUND = _BOUNDS | _BOUNDS_AFTER
_BOUNDED = (
    re.compile(rf"(?:on |from )?(?P<day>.*) (?P<bound>{'|'.join(_BOUNDS_AFTER)})"),
    re.compile(rf"(?P<bound>{'|'.join(_BOUNDS)}) (?P<day>.*)"),
)
_CHRISTMAS = re.compile(rf"christmas,? {_YEAR}")
_BOTH_ENDS = re.compile(r"(?:between|from) (?P<first>.*) (?:and|to|until) (?P<last>.*)")
_ABOUT = "Or about when it was: in November 2014, on or before 21 November 2014."
_LONGEST = 200  # characters of two days in full, with room to spare
_SHOWN = 40  # characters of what was given; a line's worth


def _by_name(names: list[str], *others: tuple[str, int]) -> dict[str, int]:
    """Numbers by a name in small letters, whole or its first three letters."""
    whole = {name.lower(): number for number, name in enumerate(names) if name}
    return {**whole, **{name[:3]: number for name, number in whole.items()}, **dict(others)}


_MONTHS = _by_name(list(calendar.month_name), ("sept", 9))
_WEEKDAYS = _by_name(list(calendar.day_name), ("tues", 1), ("thur", 3), ("thurs", 3))


def read_date(text: str) -> dt.date:
    """A date as people write it: the one reader of dates for forms, commands, lists and files.

    Args:
        text: day, month and year, or year, month and day. The month may be a name, whole or in
            short. The name of the day may stand first; it has to be the right one. Marks that
            cannot be seen are passed over.

    Raises:
        BadValue: when it is not a date; the message says why and what would be.

    >>> read_date("Friday 7 November 2014")
    datetime.date(2014, 11, 7)
    >>> {read_date(text) for text in ("7/11/2014", "07-Nov-2014", "2014-11-07", "Fri 7 Nov 2014")}
    {datetime.date(2014, 11, 7)}
    >>> read_date("Monday 7 November 2014")
    Traceback (most recent call last):
    ...
    scc_model.errors.BadValue: 'Monday 7 November 2014' is not a date: 7 November 2014 is a
    Friday. Write it like 17 October 2014, 17/10/2014 or 2014-10-17.
    """
    plain = _visible(text)
    weekday = None
    if named := _WEEKDAY.fullmatch(plain):
        weekday, plain = _WEEKDAYS.get(named["weekday"], _UNKNOWN), named["rest"]
    written = next(filter(None, (form.fullmatch(plain) for form in _WRITTEN)), None)
    if written is None or weekday == _UNKNOWN:
        short = " Give the year in four digits." if _SHORT_YEAR.fullmatch(plain) else ""
        raise _no_date(text, f".{short}")
    parts = written.groupdict()
    month = int(parts["month"]) if "month" in parts else _MONTHS.get(parts["named"])
    if month is None:
        raise _no_date(text, ".")
    try:
        day = dt.date(int(parts["year"]), month, int(parts["day"]))
    except ValueError as error:
        raise _no_date(text, ": there is no such day in the calendar.") from error
    if weekday not in (None, day.weekday()):
        raise _no_date(text, f": {short_date(day)} is a {day:%A}.")
    return day


_UNKNOWN = -1


def read_range(text: str) -> tuple[dt.date, dt.date] | None:
    """A first day and a last one, as people write them: with dots, a dash or "to" between them.

    Args:
        text: the two dates and what stands between them. A hyphen can stand within a date too.

    Returns:
        Both days as they are given; none for a text that cannot be read so in exactly one way.

    >>> read_range("27/10/2014\u201331/10/2014") == read_range("27-10-2014 to 31-10-2014")
    True
    >>> read_range("27/10/2014") is None
    True
    """
    text = _visible(text.translate(_DASHES))
    if len(text) > _LONGEST:  # in which there would be no end of signs to try
        return None
    ranges = []
    for sign in _BETWEEN.finditer(text):
        with contextlib.suppress(BadValue):
            ranges.append((read_date(text[: sign.start()]), read_date(text[sign.end() :])))
    return ranges[0] if len(ranges) == 1 else None


def read_days(text: str) -> tuple[dt.date | None, dt.date | None]:
    """When something was, as far as somebody knows: a day, a span of days, a month, or an end.

    Args:
        text: a day, two days as :func:`read_range` reads them (or "between" one "and" another), a
            month with its year ("in", "some time in"), or a day with a bound, such as "on or
            before", "by", "since" or "after" before it, or "or earlier" after it. A month can be
            one half of it, and a bound Christmas of a year.

    Returns:
        The first day that it can have been, and the last; none where there is no such end. They
        are given as they stand, even the wrong way round.

    Raises:
        BadValue: for anything else.

    >>> [str(day) for day in read_days("in November 2014")]
    ['2014-11-01', '2014-11-30']
    >>> read_days("some time in November 2014") == read_days("November 2014")
    True
    >>> [str(day) for day in read_days("in the first half of November 2014")]
    ['2014-11-01', '2014-11-15']
    >>> read_days("in December")
    Traceback (most recent call last):
    ...
    scc_model.errors.BadValue: 'in December' has no year. Write the year after the month, such as
    in December 2014.
    >>> [str(day) for day in read_days("on or before 21/11/2014")]
    ['None', '2014-11-21']
    """
    plain = _visible(text)
    if month := _A_MONTH.fullmatch(plain):
        year, named = int(month["year"]), month["named"]
        number = _MONTHS.get(named, 0) if named else int(month["month"])
        if number in range(1, 13) and year >= dt.MINYEAR:
            last = calendar.monthrange(year, number)[1]
            begins, ends = _HALVES.get(month["half"], (1, last))
            return dt.date(year, number, begins), dt.date(year, number, min(ends, last))
    if (bare := _A_MONTH_OF_NO_YEAR.fullmatch(plain)) and bare["named"] in _MONTHS:
        named = calendar.month_name[_MONTHS[bare["named"]]]
        raise BadValue(
            f"'{short(text, _SHOWN)}' has no year. Write the year after the month, "
            f"such as in {named} 2014."
        )
    if both := _BOTH_ENDS.fullmatch(plain):
        return _bound(both["first"]), _bound(both["last"])
    if found := next(filter(None, (form.fullmatch(plain) for form in _BOUNDED)), None):
        end, (is_first, more) = _bound(found["day"]), _BOUND[found["bound"]]
        with contextlib.suppress(OverflowError):  # of which there is no day before or after
            end += dt.timedelta(days=more)
        return (end, None) if is_first else (None, end)
    if span := read_range(text):
        return span
    day = _a_day(text)
    return day, day


def _bound(text: str) -> dt.date:
    """A day before or after which something was: Christmas of a year too, which is remembered."""
    christmas = _CHRISTMAS.fullmatch(_visible(text))
    return dt.date(max(int(christmas["year"]), 1), 12, 25) if christmas else _a_day(text)


def _a_day(text: str) -> dt.date:
    """A day; whoever gives something else is told what else says about when it was."""
    try:
        return read_date(text)
    except BadValue as error:
        raise BadValue(f"{error} {_ABOUT}") from error


def _visible(text: str) -> str:
    """The text in small letters, without marks that cannot be seen and with plain spaces."""
    seen = (" " if unicodedata.category(x) == "Zs" else x for x in text.translate(_HYPHENS)
            if unicodedata.category(x) != "Cf")  # fmt: skip
    return " ".join("".join(seen).lower().split())


def _no_date(text: str, why: str) -> BadValue:
    return BadValue(f"'{short(text, _SHOWN)}' is not a date{why} Write it like {FORMS}.")


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


def days_in_words(
    first: dt.date | None,
    last: dt.date | None,
    said: Callable[[dt.date], str] = long_date,
    on: str = "on ",
) -> str:
    """When something was, as far as it is known, in words.

    Args:
        first: the first day that it can have been; none where nothing is known of that.
        last: the last, likewise.
        said: how a day is written.
        on: what stands before a day that is known.

    >>> days_in_words(dt.date(2014, 11, 1), dt.date(2014, 11, 30), short_date)
    'between 1 November 2014 and 30 November 2014'
    >>> days_in_words(None, None)
    'on a day that is not known'
    """
    if first is None:
        return "on a day that is not known" if last is None else f"on or before {said(last)}"
    if last is None:
        return f"on or after {said(first)}"
    if first == last:
        return f"{on}{said(first)}"
    return f"between {said(first)} and {said(last)}"
