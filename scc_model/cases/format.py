"""The format of a case file: JSON, or YAML of the same shape, with a version.

:mod:`scc_model.cases.files` reads files on a disk; this reads what stands in them, in the reader's
browser too, and reports every fault with its place.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from scc_model import model, plain_json
from scc_model.cases.case import ID, MOST_EVENTS, Case, Entry, check_entry
from scc_model.conditions.context import check_answer
from scc_model.dates import FORMS, read_date
from scc_model.dating.working_days import SchoolHoliday
from scc_model.errors import BadValue, DataError, Fault, Place, SccError, short, suggestion
from scc_model.limits import LARGEST_FILE, LONGEST_TEXT

VERSION = 1
"""The version of the format that this program writes. It reads this one and none later."""
_MOST_FAULTS = 200
_CASE = Place("case")  # where no line is known
_VERSION = re.compile(r"[1-9][0-9]{0,8}")
_HALF = re.compile("[\ud800-\udfff]")  # half of a character, which no file can hold
# Characters that YAML does not take as they are, or takes for the end of a line.
_TO_ESCAPE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def plain(case: Case) -> dict[str, Any]:
    """The case as plain values, what is empty left out; :func:`understood` undoes it."""
    holidays = [
        {"from": str(holiday.first), "to": str(holiday.last)} for holiday in case.school_holidays
    ]
    events = []
    for entry in case.events:
        values = {**attrs.asdict(entry), "date": str(entry.date)}
        events.append({name: value for name, value in values.items() if value})
    values = {
        "version": VERSION,
        "id": case.id,
        "school": case.school,
        "begins": str(case.begins),
        "facts": dict(case.facts),
        "readings": dict(case.readings),
        "school_holidays": holidays,
        "events": events,
    }
    return {name: value for name, value in values.items() if value or name == "school"}


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


def understood(value: Any, framework: model.Framework, place: Place | None = None) -> Case:
    """Make a case of plain values, every fault reported.

    Args:
        value: mappings, lists and text, as JSON has them or as a file of YAML was read. Values
            with a ``place`` are reported there.
        framework: what the names in it have to be names of.
        place: where the whole stands.

    Raises:
        DataError: with every fault found.
    """
    reader = _Reader(framework, place or _CASE)
    try:
        case = reader.case(value)
    except _TooManyFaults as error:
        more = f"there are more than {_MOST_FAULTS} faults, and these are the first"
        raise DataError([*reader.faults, Fault(reader.faults[-1].place, more)]) from error
    if reader.faults or case is None:
        raise DataError(reader.faults)
    return case


class _TooManyFaults(Exception):
    """A file with more faults than anybody reads, each of which costs time to explain."""


@attrs.define
class _Reader:
    """Reads one case, and remembers what was wrong with it."""

    framework: model.Framework
    place: Place
    faults: list[Fault] = attrs.field(factory=list)

    def fault(self, value: Any, wrong: str, hint: str = "") -> None:
        self.fault_at(getattr(value, "place", self.place), wrong, hint)

    def fault_at(self, place: Place, wrong: str, hint: str) -> None:
        if len(self.faults) >= _MOST_FAULTS:
            raise _TooManyFaults
        self.faults.append(Fault(place, wrong, hint))

    def case(self, value: Any) -> Case | None:
        if not isinstance(value, Mapping):
            hint = "Accepted: a mapping with version, school, begins and events."
            self.fault(value, "this is not a case", hint)
            return None
        if not self.known_version(value):
            return None
        self.only(value, "version", *(field.name for field in attrs.fields(Case)))
        if "school" not in value:
            self.fault(value, "'school' is missing", "Accepted: any words, even none.")
        begins = self.date(value, "begins")
        case = Case(
            school=self.text(value, "school"),
            begins=begins or dt.date.min,
            facts=self.answers(value, "facts", "fact"),
            readings=self.answers(value, "readings", "reading"),
            school_holidays=tuple(self.holidays(value)),
            id=self.id(value),
        )
        given = self.items(value, "events")
        if len(given) > MOST_EVENTS:
            wrong = f"the case has {len(given):,} events"
            self.fault(value, wrong, f"Accepted: up to {MOST_EVENTS:,}.")
            return None
        for item in given:
            entry = self.entry(item)
            if entry is None:
                continue
            try:
                check_entry(entry, case, self.framework)
            except SccError as error:
                self.fault(item, str(error))
            case = case.added(entry)
        return case

    def known_version(self, value: Mapping[str, Any]) -> bool:
        given = value.get("version")
        if not _VERSION.fullmatch(_word(given)):
            hint = f"Accepted: 'version: {VERSION}'."
            wrong = "the version of the case file is missing or no version number"
            self.fault(value if given is None else given, wrong, hint)
            return False
        if int(_word(given)) > VERSION:
            wrong = (
                f"this case is of version {given} of the format, and this program reads up to "
                f"version {VERSION}"
            )
            self.fault(given, wrong, "Open it with a newer handbook. Nothing was changed.")
            return False
        return True

    def only(self, value: Mapping[str, Any], *allowed: str) -> None:
        places = getattr(value, "key_places", {})
        for key in value:
            if key not in allowed:
                wrong = f"there is no key '{short(str(key))}' in a case"
                hint = suggestion(str(key), allowed)
                self.fault_at(places.get(key, self.place), wrong, hint)

    def text(self, value: Mapping[str, Any], key: str) -> str:
        given = value.get(key, "")
        if not isinstance(given, str) or len(given) > LONGEST_TEXT:
            hint = f"Accepted: words, up to {LONGEST_TEXT:,} characters."
            self.fault(given, f"'{key}' is no text or too long", hint)
            return ""
        if _HALF.search(given):  # as JSON can hold one; it could not be saved again
            self.fault(given, f"'{key}' holds half a character", "Accepted: whole characters.")
            return ""
        return str(given)

    def id(self, value: Mapping[str, Any]) -> str:
        given = self.text(value, "id")
        if given and not re.fullmatch(ID, given):
            hint = "Accepted: 8 to 64 small letters and digits, such as 'scc case new' makes."
            self.fault(value["id"], "'id' is no id of a case", hint)
        return given

    def date(self, value: Mapping[str, Any], key: str) -> dt.date | None:
        given = value.get(key)
        if given is None:
            self.fault(value, f"'{key}' is missing", f"Accepted: a date, such as {FORMS}.")
            return None
        try:
            return read_date(_word(given))
        except BadValue as error:
            self.fault(given, str(error))
            return None

    def items(self, value: Mapping[str, Any], key: str) -> list[Any]:
        given = value.get(key, [])
        if not isinstance(given, list):
            self.fault(given, f"'{key}' is no list", "Accepted: a list.")
            return []
        return given

    def answers(self, value: Mapping[str, Any], key: str, kind: str) -> dict[str, str]:
        given = value.get(key, {})
        if not isinstance(given, Mapping):
            self.fault(given, f"'{key}' is no mapping", "Accepted: 'name: answer'.")
            return {}
        answers: dict[str, str] = {}
        for name, answer in given.items():
            try:
                check_answer(kind, str(name), _word(answer), self.framework)
                answers[str(name)] = _word(answer)
            except SccError as error:
                self.fault(answer, str(error))
        return answers

    def holidays(self, value: Mapping[str, Any]) -> Iterator[SchoolHoliday]:
        for item in self.items(value, "school_holidays"):
            if not isinstance(item, Mapping):
                self.fault(item, "a school holiday is no mapping", "Accepted: 'from' and 'to'.")
                continue
            self.only(item, "from", "to")
            first, last = self.date(item, "from"), self.date(item, "to")
            if first is not None and last is not None:
                try:
                    yield SchoolHoliday(first, last)
                except BadValue as error:
                    self.fault(item, str(error))

    def entry(self, item: Any) -> Entry | None:
        if not isinstance(item, Mapping):
            self.fault(item, "an event is no mapping", "Accepted: 'event' and 'date'.")
            return None
        self.only(item, *(field.name for field in attrs.fields(Entry)))
        date = self.date(item, "date")
        if date is None:
            return None
        return Entry(
            event=self.text(item, "event"),
            date=date,
            facts=self.answers(item, "facts", "fact"),
            decided=self.answers(item, "decided", "decision"),
            withdrawn=self.text(item, "withdrawn"),
            note=self.text(item, "note"),
        )


def _word(value: Any) -> str:
    """A single value as words; nothing for a list or a mapping, however deep it is."""
    return "" if value is None or isinstance(value, list | Mapping) else str(value)
