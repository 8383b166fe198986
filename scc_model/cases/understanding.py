"""What stands in a case file, read into a case, with the place of every fault."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from scc_model import model
from scc_model.cases.case import ID, MOST_EVENTS, Case, Entry
from scc_model.cases.checking import check_entry, check_names, check_not_happened
from scc_model.conditions.context import check_answer
from scc_model.dates import FORMS, read_date
from scc_model.dating.working_days import SchoolHoliday
from scc_model.errors import BadValue, DataError, Fault, Place, SccError, short, suggestion
from scc_model.limits import LONGEST_TEXT

VERSIONS = (1, 2)
"""The versions of the format that are read."""
FIRST = 1
"""The version whose every entry has a day, and that does not say whether a record is complete."""
SECOND = ("since", "by", "before", "complete")
"""The keys that came with the second version."""
_MOST_FAULTS = 200
_VERSION = re.compile(r"[1-9][0-9]{0,8}")
_CASE = Place("case")  # where a value stands that came from no file
_HALF = re.compile("[\ud800-\udfff]")  # half of a character, which no file can hold


def understood(value: Any, framework: model.Framework) -> Case:
    """Make a case of plain values, every fault reported.

    Args:
        value: mappings, lists and text, as JSON has them or as a file of YAML was read. Values
            with a ``place`` are reported there, as all of a file have; any other of the case.
        framework: what the names in it have to be names of.

    Raises:
        DataError: with every fault found.
    """
    reader = _Reader(framework)
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
    faults: list[Fault] = attrs.field(factory=list)
    version: int = VERSIONS[0]

    def fault(self, value: Any, wrong: str, hint: str = "") -> None:
        self.fault_at(getattr(value, "place", _CASE), wrong, hint)

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
            complete=self.complete(value),
        )
        given = self.items(value, "events")
        if len(given) > MOST_EVENTS:
            wrong = f"the case has {len(given):,} events"
            self.fault(value, wrong, f"Accepted: up to {MOST_EVENTS:,}.")
            return None
        told: set[tuple[str, dt.date | None, dt.date | None]] = set()
        for item in given:
            entry = self.entry(item)
            if entry is None:
                continue
            try:
                check_entry(entry, case, self.framework)
            except SccError as error:
                self.fault(item, str(error))
            same = entry.event, entry.first, entry.last
            case = case.recorded(entry) if same in told else case.added(entry)
            told.add(same)
        return attrs.evolve(case, did_not_happen=tuple(self.did_not_happen(value, case)))

    def did_not_happen(self, value: Mapping[str, Any], case: Case) -> Iterator[str]:
        """The events that did not happen; what an entry says did happen is none of them."""
        happened = {entry.event for entry in case.events if not entry.withdrawn}
        for item in dict.fromkeys(self.items(value, "did_not_happen")):
            try:
                check_not_happened(_word(item), self.framework)
            except SccError as error:
                self.fault(item, str(error))
                continue
            if _word(item) not in happened:
                yield _word(item)

    def known_version(self, value: Mapping[str, Any]) -> bool:
        given = value.get("version")
        if not _VERSION.fullmatch(_word(given)):
            accepted = (f"'version: {number}'" for number in VERSIONS)
            hint = f"Accepted: {' or '.join(accepted)}."
            wrong = "the version of the case file is missing or no version number"
            self.fault(value if given is None else given, wrong, hint)
            return False
        self.version = int(_word(given))
        if self.version > VERSIONS[-1]:
            wrong = (
                f"this case is of version {given} of the format, and this program reads up to "
                f"version {VERSIONS[-1]}"
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
                self.fault_at(places.get(key, _CASE), wrong, hint)
            elif key in SECOND and self.version == FIRST:
                wrong = f"'{key}' came with version {VERSIONS[-1]} of the format"
                hint = f"Accepted: 'version: {VERSIONS[-1]}' at the head of the file."
                self.fault_at(places.get(key, _CASE), wrong, hint)

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

    def complete(self, value: Mapping[str, Any]) -> bool | None:
        given = value.get("complete")
        if given is None or self.version == FIRST:
            return None
        word = _word(given).lower()
        if word not in ("true", "false"):
            wrong = "'complete' says neither that everything is recorded nor that it is not"
            self.fault(given, wrong, "Accepted: true or false.")
        return word == "true"

    def date(self, value: Mapping[str, Any], key: str) -> dt.date | None:
        if value.get(key) is None:
            self.fault(value, f"'{key}' is missing", f"Accepted: a date, such as {FORMS}.")
        return self.day(value, key)

    def day(self, value: Mapping[str, Any], key: str) -> dt.date | None:
        given = value.get(key)
        if given is None:
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
        faults = len(self.faults)
        self.only(item, *(field.name for field in attrs.fields(Entry)))
        entry = attrs.evolve(
            self.said(item),
            withdrawn=self.text(item, "withdrawn"),
            before=tuple(self.history(item)),
        )
        # Without a day that can be read, nothing more can be said of it.
        days = ("date", "since", "by")
        misread = len(self.faults) > faults and any(
            item.get(key) is not None and getattr(entry, key) is None for key in days
        )
        undated = entry.date is None and self.version == FIRST
        return None if misread or undated else _settled(entry)

    def said(self, item: Mapping[str, Any]) -> Entry:
        """What an entry says: all of it but what became of it."""
        exact = self.version == FIRST
        return Entry(
            event=self.text(item, "event"),
            date=self.date(item, "date") if exact else self.day(item, "date"),
            since=None if exact else self.day(item, "since"),
            by=None if exact else self.day(item, "by"),
            facts=self.answers(item, "facts", "fact"),
            decided=self.answers(item, "decided", "decision"),
            note=self.text(item, "note"),
        )

    def history(self, item: Mapping[str, Any]) -> Iterator[Entry]:
        """What an entry said before it was corrected."""
        for former in self.items(item, "before"):
            if not isinstance(former, Mapping):
                wrong = "what an entry said before is no mapping"
                self.fault(former, wrong, "Accepted: what an entry holds.")
                continue
            names = (field.name for field in attrs.fields(Entry))
            self.only(former, *(name for name in names if name not in ("withdrawn", "before")))
            entry = _settled(self.said(former))
            try:
                check_names(entry, self.framework)
                yield entry
            except SccError as error:
                self.fault(former, str(error))


def _settled(entry: Entry) -> Entry:
    """An entry whose span is one day has that day."""
    return entry.dated(entry.since, entry.by) if entry.since and entry.since == entry.by else entry


def _word(value: Any) -> str:
    """A single value as words; nothing for a list or a mapping, however deep it is."""
    return "" if value is None or isinstance(value, list | Mapping) else str(value)
