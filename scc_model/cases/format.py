"""The format of a case file: JSON, or YAML of the same shape, with a version.

:mod:`scc_model.cases.files` reads files on a disk; this reads their text, in the reader's browser
too.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

import attrs

from scc_model import model
from scc_model.cases.case import Case, Entry
from scc_model.cases.understanding import FIRST, VERSIONS, understood
from scc_model.errors import BadValue, DataError, Fault, Place
from scc_model.limits import DEEPEST_NESTING, LARGEST_FILE, too_deep, too_large

_QUOTED = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
_BRACKET = re.compile(r"[\[\]{}]")
# Characters that YAML does not take as they are, or takes for the end of a line.
_TO_ESCAPE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def plain(case: Case) -> dict[str, Any]:
    """The case as plain values, what is empty left out.

    :func:`scc_model.cases.understanding.understood` undoes it.
    """
    holidays = [
        {"from": str(holiday.first), "to": str(holiday.last)} for holiday in case.school_holidays
    ]
    values = {
        "version": version_of(case),
        "id": case.id,
        "school": case.school,
        "begins": str(case.begins),
        "complete": case.complete,
        "facts": dict(case.facts),
        "readings": dict(case.readings),
        "school_holidays": holidays,
        "events": [*map(_plain_entry, case.events)],
    }
    said = ("school",) if case.complete is None else ("school", "complete")
    return {name: value for name, value in values.items() if value or name in said}


def _plain_entry(entry: Entry) -> dict[str, Any]:
    values = {
        "event": entry.event,
        "date": _iso(entry.date),
        "since": _iso(entry.since),
        "by": _iso(entry.by),
        "facts": dict(entry.facts),
        "decided": dict(entry.decided),
        "withdrawn": entry.withdrawn,
        "note": entry.note,
        "before": [*map(_plain_entry, entry.before)],
    }
    return {name: value for name, value in values.items() if value}


def _iso(day: dt.date | None) -> str:
    return "" if day is None else day.isoformat()


def version_of(case: Case) -> int:
    """The version of the format that a case needs: the earliest that can hold it.

    >>> case = Case("A school", dt.date(2014, 9, 1))
    >>> version_of(case), version_of(case.added(Entry("report-published")))
    (1, 2)
    """
    dated = all(entry.date is not None and not entry.before for entry in case.events)
    return FIRST if case.complete is None and dated else VERSIONS[-1]


def dump(case: Case) -> str:
    """The case as JSON text, which is YAML as well.

    >>> print(dump(Case("A school", dt.date(2014, 9, 1))), end="")
    {
      "version": 1,
      "school": "A school",
      "begins": "2014-09-01"
    }
    """
    text = json.dumps(plain(case), indent=2, ensure_ascii=False) + "\n"
    return _TO_ESCAPE.sub(lambda character: f"\\u{ord(character[0]):04x}", text)


def parse(text: str, framework: model.Framework) -> Case:
    """Read a case from JSON text.

    Args:
        text: the text of a case file.
        framework: what its names have to be names of.

    Raises:
        DataError: with every fault found.

    >>> from scc_model.loading import load
    >>> case = Case("A school", dt.date(2014, 9, 1))
    >>> parse(dump(case), load()) == case
    True
    """
    start, size = Place("case", 1), _bytes_of(text)
    if size > LARGEST_FILE:
        raise DataError([not_a_case(too_large(size, start))])
    if _levels(text) > DEEPEST_NESTING:  # so deep that to read it could break off
        raise DataError([not_a_case(too_deep(start))])
    try:
        value = json.loads(text, object_pairs_hook=_each_once)
    except _Twice as error:
        wrong = f"the key '{error}' stands twice in one place"
        raise DataError([Fault(start, wrong, "Keep one of the two.")]) from error
    except ValueError as error:
        place = Place("case", getattr(error, "lineno", 1))
        hint = "Accepted: a file that this handbook saved, whole and unchanged."
        fault = Fault(place, "the text breaks off or is not JSON", hint)
        raise DataError([not_a_case(fault)]) from error
    return understood(value, framework)


def readable_again(text: str) -> str:
    """The text of a case file, if it can be read again.

    Args:
        text: what is to be written.

    Raises:
        BadValue: when it would be too large.
    """
    size = _bytes_of(text)
    if size > LARGEST_FILE:
        raise BadValue(
            f"The case would take {size:,} bytes, more than can be read again. "
            f"Accepted: up to {LARGEST_FILE:,}. Shorten its notes."
        )
    return text


def _bytes_of(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def not_a_case(fault: Fault) -> Fault:
    """What is wrong with a file of which nothing can be used, said of a case file.

    >>> print(not_a_case(Fault(Place("a.json", 1), "the file is empty")))
    a.json:1: this is not a case file: the file is empty
    """
    return attrs.evolve(fault, message=f"this is not a case file: {fault.message}")


def _levels(text: str) -> int:
    """How many levels of lists and mappings a text has, as far as it is JSON."""
    levels = deepest = 0
    for mark in _BRACKET.findall(_QUOTED.sub("", text)):
        levels += 1 if mark in "[{" else -1
        deepest = max(deepest, levels)
    return deepest


class _Twice(Exception):
    """A key that stands twice, of which JSON by itself would keep the last."""


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    for name, value in pairs:
        if name in mapping:
            raise _Twice(name)
        mapping[name] = value
    return mapping
