"""One school's case: what is known of it, and what happened, corrections included.

A case is a record. Nothing is taken out of it: an event that was wrong is withdrawn and stays, so
that whoever reads the file sees what was believed and when it was put right. The format is JSON, or
YAML of the same shape; :mod:`scc_model.cases.files` reads files, and this module what stands in
them, in the reader's browser too.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs

from scc_model import model
from scc_model.dates import FORMS, read_date, short_date
from scc_model.dating.working_days import Calendar, SchoolHoliday
from scc_model.errors import BadValue, DataError, Fault, Place, SccError, UnknownName, suggestion

VERSION = 1
"""The version of the format that this program writes. It reads this one and none later."""
_LONGEST_TEXT = 2_000
MOST_EVENTS = 2_000
"""How many events a case can hold."""
_VERSION = re.compile(r"[1-9][0-9]{0,8}")
_HALF = re.compile("[\ud800-\udfff]")  # half of a character, which no file can hold
# Characters that YAML does not take as they are, or takes for the end of a line.
_TO_ESCAPE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


@attrs.frozen
class Entry:
    """Something that happened, as it was recorded.

    Args:
        event: id of the event.
        date: the day.
        facts: answers that became known with it, by fact.
        decided: outcomes that it settled, by decision.
        withdrawn: why it was withdrawn; empty for one that stands.
        note: whatever the keeper of the case wants to remember.
    """

    event: str
    date: dt.date
    facts: Mapping[str, str] = attrs.field(factory=dict)
    decided: Mapping[str, str] = attrs.field(factory=dict)
    withdrawn: str = ""
    note: str = ""


@attrs.frozen
class Case:
    """One school's case.

    Args:
        school: what the school is called; any text.
        begins: the first day of the case; nothing is recorded before it.
        facts: answers that hold from the beginning, by fact.
        readings: choices other than the usual ones, by reading.
        school_holidays: holidays of the school.
        events: everything recorded, in the order in which it was recorded.
    """

    school: str
    begins: dt.date
    facts: Mapping[str, str] = attrs.field(factory=dict)
    readings: Mapping[str, str] = attrs.field(factory=dict)
    school_holidays: tuple[SchoolHoliday, ...] = ()
    events: tuple[Entry, ...] = ()

    def calendar(self, framework: model.Framework, as_of: dt.date | None = None) -> Calendar:
        """The bank holidays, with the holidays of this school.

        Args:
            framework: where the bank holidays are.
            as_of: to count with the list as it stood on a day; none for the list as it stands.
        """
        known = framework.bank_holidays
        return Calendar(known.as_known_on(as_of) if as_of else known, self.school_holidays)

    def added(self, entry: Entry) -> Case:
        """The case with one more entry."""
        return attrs.evolve(self, events=(*self.events, entry))

    def withdrawn(self, number: int, why: str) -> Case:
        """The case with an entry withdrawn.

        Args:
            number: the entry, counted from 1 in the order of the record.
            why: the reason, which stays in the record.

        Raises:
            BadValue: when there is no such entry, or it is withdrawn already.
        """
        if not 1 <= number <= len(self.events):
            raise BadValue(
                f"There is no entry {number}. The case has {len(self.events)}, counted from 1."
            )
        entry = self.events[number - 1]
        if entry.withdrawn:
            raise BadValue(f"Entry {number} is withdrawn already: {entry.withdrawn}")
        changed = attrs.evolve(entry, withdrawn=why.strip() or "withdrawn")
        before, after = self.events[: number - 1], self.events[number:]
        return attrs.evolve(self, events=(*before, changed, *after))


def plain(case: Case) -> dict[str, Any]:
    """The case as plain values, what is empty left out; :func:`understood` undoes it."""
    holidays = [{"from": str(one.first), "to": str(one.last)} for one in case.school_holidays]
    events = []
    for entry in case.events:
        values = {**attrs.asdict(entry), "date": str(entry.date)}
        events.append({name: value for name, value in values.items() if value})
    values = {
        "version": VERSION,
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
    return _TO_ESCAPE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


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
        value = json.loads(text, object_pairs_hook=_each_once)
    except _Twice as error:
        told = f"the key '{error}' stands twice in one place"
        raise DataError([Fault(Place("case", 1), told, "Keep one of the two.")]) from error
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        told = "this is not a case file: the text breaks off or is not JSON"
        hint = "Accepted: a file that this handbook saved, whole and unchanged."
        raise DataError([Fault(Place("case", line), told, hint)]) from error
    return understood(value, framework)


class _Twice(Exception):
    """A key that stands twice, of which JSON by itself would keep the last."""


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _Twice(name)
        found[name] = value
    return found


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
    reader = _Reader(framework, place or Place("case", 1))
    case = reader.case(value)
    if reader.faults or case is None:
        raise DataError(reader.faults)
    return case


def check_entry(entry: Entry, case: Case, framework: model.Framework) -> None:
    """Make sure that an entry names an event and is dated within the case.

    Raises:
        UnknownName: for an event, fact or answer that does not exist.
        BadValue: for an event whose day is worked out, a day before the case begins, an event
            that is recorded on that day already, and one more than a case can hold.
        DateOutOfRange: for a date for which bank holidays are not known.
    """
    if entry.event not in framework.events:
        raise UnknownName("event", entry.event, framework.events)
    event = framework.events[entry.event]
    if event.falls_on:
        raise BadValue(
            f"'{event.title}' is not recorded: its day is worked out from the time limit of "
            f"'{framework.rules[event.falls_on[0]].title}'. Leave it out."
        )
    if len(case.events) >= MOST_EVENTS and not any(one is entry for one in case.events):
        raise BadValue(f"The case is full. Accepted: up to {MOST_EVENTS:,} events.")
    Calendar(framework.bank_holidays).check(entry.date)
    if entry.date < case.begins:
        begins = short_date(case.begins)
        raise BadValue(
            f"'{event.title}' is dated {short_date(entry.date)}, before the case begins on "
            f"{begins}. Accepted: {begins} or later, or an earlier beginning."
        )
    for number, other in enumerate(case.events, 1):
        same = (other.event, other.date) == (entry.event, entry.date) and other is not entry
        if same and not (other.withdrawn or entry.withdrawn):
            raise BadValue(
                f"'{event.title}' on {short_date(entry.date)} is recorded already, as entry "
                f"{number}. Withdraw one of the two."
            )
    for kind, given in (("fact", entry.facts), ("decision", entry.decided)):
        for name, answer in given.items():
            check_answer(kind, name, answer, framework)


def check_answer(kind: str, name: str, answer: str, framework: model.Framework) -> None:
    """Make sure that a fact, reading or decision exists and has this answer.

    Raises:
        UnknownName: when it does not.
    """
    known: dict[str, tuple[Mapping[str, Any], Callable[[Any], Any]]] = {
        "fact": (framework.facts, lambda one: one.label(answer)),
        "reading": (framework.readings, lambda one: one.choice(answer)),
        "decision": (framework.decisions, lambda one: one.outcome(answer)),
    }
    things, ask = known[kind]
    if name not in things:
        raise UnknownName(kind, name, things)
    ask(things[name])


@attrs.define
class _Reader:
    """Reads one case, and remembers what was wrong with it."""

    framework: model.Framework
    place: Place
    faults: list[Fault] = attrs.field(factory=list)

    def fault(self, value: Any, told: str, hint: str = "") -> None:
        self.faults.append(Fault(getattr(value, "place", self.place), told, hint))

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
        )
        given = self.items(value, "events")
        if len(given) > MOST_EVENTS:
            told = f"the case has {len(given):,} events"
            self.fault(value, told, f"Accepted: up to {MOST_EVENTS:,}.")
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
            told = "the version of the case file is missing or no version number"
            self.fault(value if given is None else given, told, hint)
            return False
        if int(_word(given)) > VERSION:
            told = (
                f"this case is of version {given} of the format, and this program reads up to "
                f"version {VERSION}"
            )
            self.fault(given, told, "Open it with a newer handbook. Nothing was changed.")
            return False
        return True

    def only(self, value: Mapping[str, Any], *allowed: str) -> None:
        for key in value:
            if key not in allowed:
                places = getattr(value, "key_places", {})
                told = f"there is no key '{key}' in a case"
                self.faults.append(
                    Fault(places.get(key, self.place), told, suggestion(str(key), allowed))
                )

    def text(self, value: Mapping[str, Any], key: str) -> str:
        given = value.get(key, "")
        # Half a character, as JSON can hold one, could not be saved again.
        whole = isinstance(given, str) and given.encode("utf-8", "ignore").decode() == given
        if not whole or len(given) > _LONGEST_TEXT:
            hint = f"Accepted: words, up to {_LONGEST_TEXT:,} characters."
            self.fault(given, f"'{key}' is no text or too long", hint)
            return ""
        if _HALF.search(given):
            self.fault(given, f"'{key}' holds half a character", "Accepted: whole characters.")
            return ""
        return str(given)

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
        found: dict[str, str] = {}
        for name, answer in given.items():
            try:
                check_answer(kind, str(name), _word(answer), self.framework)
                found[str(name)] = _word(answer)
            except SccError as error:
                self.fault(answer, str(error))
        return found

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
