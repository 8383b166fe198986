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

from scc_model import model, plain_json
from scc_model.cases.case import Case, Entry
from scc_model.cases.understanding import FIRST, VERSIONS, understood
from scc_model.errors import BadValue, DataError, Fault, Place
from scc_model.limits import LARGEST_FILE

_CASE = Place("case")  # where no line is known
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
        "did_not_happen": [*case.did_not_happen],
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
    plainly = case.complete is None and dated and not case.did_not_happen
    return FIRST if plainly else VERSIONS[-1]


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
    try:
        value = plain_json.read(text, _CASE.file)
    except plain_json.Unusable as error:
        hint = "Accepted: a file that this handbook saved, whole and unchanged."
        faults = [attrs.evolve(fault, hint=fault.hint or hint) for fault in error.faults]
        raise DataError(not_a_case(fault) for fault in faults) from error
    return understood(value, framework)


def readable_again(text: str) -> str:
    """The text of a case file, if it can be read again.

    Args:
        text: what is to be written.

    Raises:
        BadValue: when it would be too large.
    """
    size = plain_json.size_of(text)
    if size > LARGEST_FILE:
        raise BadValue(
            f"The case would take {size:,} bytes, more than can be read again. "
            f"Accepted: up to {LARGEST_FILE:,}. Shorten its notes."
        )
    return text


def not_a_case(fault: Fault) -> Fault:
    """What is wrong with a file of which nothing can be used, said of a case file.

    >>> print(not_a_case(Fault(Place("a.json"), "the file is empty")))
    a.json: this is not a case file: the file is empty
    """
    return attrs.evolve(fault, message=f"this is not a case file: {fault.message}")
