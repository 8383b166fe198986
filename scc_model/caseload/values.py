"""What stands in a cell of a list: a word for something, a whole number, a date, holidays."""

from __future__ import annotations

import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Iterable

from scc_model.dates import read_date, read_range
from scc_model.dating.working_days import SchoolHoliday
from scc_model.errors import BadValue

_APART = re.compile(r"[\W_]+")
_SILENT = re.compile("['`\u00b4\u2018\u2019\u02bc\u2032]")
_WRITTEN_OUT = {"st": "saint", "ste": "saint", "sts": "saints", "ss": "saints"}
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
_WHOLE = re.compile(r"([0-9]+)\.0+")
_AROUND_A_NUMBER = " \t\"'`\u00b4\u2018\u2019\u201c\u201d\u200b\u200e\u200f\ufeff="
# Three digits after each comma or blank, or none in it; a longer number is something else.
_URN = re.compile(
    r"(?:urn)?[ :.#]*((?=[0-9, ]{1,9}(?:\.|$))(?:[0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]+))(?:\.0*)?",
    re.IGNORECASE,
)
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(:00(\.0+)?)?$")


def plain(heading: str) -> str:
    """A heading or a name without what does not matter in it.

    >>> plain(" Inspection_end-Date:")
    'inspection end date'
    """
    return _APART.sub(" ", heading.casefold()).strip()


def spoken(name: str) -> str:
    """A name as it is spoken: without marks, and with saints and "and" written out.

    >>> {spoken(name) for name in ("St. Mary's", "ST MARYS", "Saint Mary\u2019s")}
    {'saint marys'}
    """
    words = plain(_SILENT.sub("", name).replace("&", " and ")).split()
    return " ".join(_WRITTEN_OUT.get(word, word) for word in words)


@functools.lru_cache(maxsize=8192)  # a list says the same things again and again
def known_as(text: str) -> str:
    """What a heading or a code is looked up by: its letters and digits alone, if it has any.

    >>> known_as("LA (name)"), known_as("Category_of_Concern"), known_as("4.0"), known_as("\u2013")
    ('laname', 'categoryofconcern', '4', '-')
    """
    text = whole(text.strip())
    return _APART.sub("", text.casefold()) or text.translate(_DASHES)


def whole(text: str) -> str:
    """A whole number without the decimals that programs write after it; other text as it is.

    >>> whole("900001.0"), whole("4.50")
    ('900001', '4.50')
    """
    number = _WHOLE.fullmatch(text)
    return number[1] if number else text


@functools.lru_cache(maxsize=8192)
def urn_in(text: str) -> str:
    """A unique reference number, however it is written; other text as it is.

    Spreadsheets put an apostrophe before it or a comma into it, and people its name.

    >>> {urn_in(text) for text in ("900,002", "'900002", " 900 002", "900002.0", "URN: 900002")}
    {'900002'}
    >>> urn_in("900002/3")
    '900002/3'
    """
    bare = unicodedata.normalize("NFKC", text).strip(_AROUND_A_NUMBER)
    number = _URN.fullmatch(bare)
    if number is None:
        return whole(text.strip())
    digits = "".join(sign for sign in number[1] if sign.isdecimal())
    return digits.lstrip("0") or "0"


def date_in(cell: str | dt.date) -> dt.date:
    """The date in a cell; midnight, as spreadsheets write it after a date, is passed over.

    Raises:
        BadValue: for what is none.

    >>> date_in("07/11/2014"), date_in("2014-11-07 00:00:00")
    (datetime.date(2014, 11, 7), datetime.date(2014, 11, 7))
    """
    return cell if isinstance(cell, dt.date) else read_date(_MIDNIGHT.sub("", cell))


def read_holidays(cell: str | dt.date) -> tuple[SchoolHoliday, ...]:
    """The school holidays in a cell: first and last day of each, a semicolon between two.

    Raises:
        BadValue: for another form.

    >>> [easter, whitsun] = read_holidays("14/04/2014..25/04/2014; 2014-05-26 to 2014-05-30")
    >>> easter.days, whitsun.days
    (12, 5)
    >>> [autumn] = read_holidays("27/10/2014\u201331/10/2014")
    >>> autumn.days
    5
    """
    return tuple(_holiday(part.strip()) for part in str(cell).split(";") if part.strip())


def _holiday(text: str) -> SchoolHoliday:
    """One holiday."""
    days = read_range(text)
    if days is None:
        raise BadValue(
            f"'{text}' is not a school holiday. Accepted: first and last day, such as "
            "14/04/2014..25/04/2014, 14/04/2014 - 25/04/2014 or 14 April 2014 to 25 April 2014."
        )
    return SchoolHoliday(*days)


def listing(names: Iterable[object], shown: int) -> str:
    """The first of some names, and how many more there are.

    >>> listing(["A", "B", "C"], 2)
    'A, B and 1 more'
    """
    texts = [str(name) for name in names]
    if len(texts) <= shown:
        return ", ".join(texts)
    return f"{', '.join(texts[:shown])} and {len(texts) - shown} more"
