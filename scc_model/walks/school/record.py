"""An entry of a case as a piece of a walk's state, short enough for a link.

An entry is its event and its day, and after them what came with it, all joined by ``~``::

    judgement-final~2014-10-30~d.category.special-measures

In place of a day stand the two ends of a span, ``2014-11-01..2014-11-30``, of which either may be
missing. ``f.`` is an answer to a fact, ``d.`` the outcome of a decision, ``w.`` why the entry was
withdrawn, ``n.`` a note and ``b.`` what the entry said before it was corrected, written likewise.
"""

from __future__ import annotations

import datetime as dt
import functools
import re

import attrs

from scc_model import model
from scc_model.cases.case import Case, Entry
from scc_model.cases.checking import check_entry
from scc_model.dates import read_date
from scc_model.errors import BadValue

_MARK = re.compile(r"%([0-9a-f]{1,6});")
_LONGEST_SHOWN = 80


def written(entry: Entry) -> str:
    """The entry as text; :func:`read` undoes it.

    >>> written(Entry("report-published", dt.date(2014, 11, 7), note="50 % ~ half"))
    'report-published~2014-11-07~n.50 %25; %7e; half'
    >>> written(Entry("report-published", by=dt.date(2014, 11, 21)))
    'report-published~..2014-11-21'
    """
    since, by = (day.isoformat() if day else "" for day in (entry.since, entry.by))
    parts = [entry.event, entry.date.isoformat() if entry.date else f"{since}..{by}"]
    parts += [f"f.{name}.{answer}" for name, answer in entry.facts.items()]
    parts += [f"d.{name}.{outcome}" for name, outcome in entry.decided.items()]
    parts += [f"w.{_escaped(entry.withdrawn)}"] if entry.withdrawn else []
    parts += [f"n.{_escaped(entry.note)}"] if entry.note else []
    parts += [f"b.{_escaped(written(before))}" for before in entry.before]
    return "~".join(parts)


@functools.lru_cache(maxsize=4096)
def read(text: str, framework: model.Framework) -> Entry:
    """Read an entry, and make sure that what it names exists.

    Args:
        text: from :func:`written`, or as somebody changed it.
        framework: what its names have to be names of.

    Raises:
        SccError: when it is not an entry.

    >>> from scc_model.loading import load
    >>> entry = Entry("report-published", dt.date(2014, 11, 7), {"slow-response-to-review": "no"})
    >>> read(written(entry), load()) == entry
    True
    """
    event, _, rest = text.partition("~")
    day, *parts = rest.split("~")
    facts: dict[str, str] = {}
    decided: dict[str, str] = {}
    remarks = {"w": "", "n": ""}
    before: list[Entry] = []
    for part in parts:
        kind, _, value = part.partition(".")
        if kind in ("f", "d"):
            name, _, answer = value.partition(".")
            (facts if kind == "f" else decided)[name] = answer
        elif kind in remarks:
            remarks[kind] = _plain(value)
        elif kind == "b":
            before.append(_former(_plain(value), framework))
        else:
            raise _unread(text)
    since, span, by = day.partition("..")
    try:
        days = [read_date(written) if written else None for written in (since, by)]
    except BadValue as error:
        raise _unread(text) from error
    if not span and days[0] is None:
        raise _unread(text)
    said = Entry(event, None, facts, decided, remarks["w"], remarks["n"])
    entry = said.dated(days[0], days[1] if span else days[0])
    check_entry(attrs.evolve(entry, withdrawn=""), Case("", dt.date.min), framework)
    return attrs.evolve(entry, before=tuple(before))


def _former(text: str, framework: model.Framework) -> Entry:
    """What an entry said before; that has no history of its own."""
    if "~b." in text:
        raise _unread(text)
    return read(text, framework)


def _unread(text: str) -> BadValue:
    return BadValue(f"'{text[:_LONGEST_SHOWN]}' is not an entry of a case. Its link was changed.")


def _escaped(text: str) -> str:
    return "".join(
        char if char.isprintable() and char not in "%~" else f"%{ord(char):x};" for char in text
    )


def _plain(text: str) -> str:
    def character(mark: re.Match[str]) -> str:
        code = int(mark[1], 16)
        return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""  # noqa: PLR2004

    return _MARK.sub(character, text)
