"""The file of one school's case: what is known of it, and what happened, corrections included.

A case is a record. Nothing is taken out of it: an event that was wrong is withdrawn and stays, so
that whoever reads the file sees what was believed and when it was put right.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from scc_model import framework as fw
from scc_model import placed_yaml
from scc_model.errors import BadValue, DataError, Fault, Place, SccError, UnknownName
from scc_model.placed_yaml import PlacedMap
from scc_model.structuring import Structurer
from scc_model.working_days import Calendar, SchoolHoliday

VERSION = 1
"""The version of the format that this program writes. It reads this one and none later."""


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
    place: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen
class Days:
    """First and last day of a school holiday."""

    from_: dt.date
    to: dt.date


@attrs.frozen
class CaseFile:
    """One school's case.

    Args:
        version: version of the format.
        school: what the school is called; any text.
        begins: the first day of the case; nothing is recorded before it.
        facts: answers that hold from the beginning, by fact.
        readings: choices other than the usual ones, by reading.
        school_holidays: holidays of the school.
        events: everything recorded, in the order in which it was recorded.
    """

    version: int
    school: str
    begins: dt.date
    facts: Mapping[str, str] = attrs.field(factory=dict)
    readings: Mapping[str, str] = attrs.field(factory=dict)
    school_holidays: tuple[Days, ...] = ()
    events: tuple[Entry, ...] = ()

    def calendar(self, framework: fw.Framework) -> Calendar:
        """The bank holidays, with the holidays of this school."""
        holidays = (SchoolHoliday(days.from_, days.to) for days in self.school_holidays)
        return Calendar(framework.bank_holidays, tuple(holidays))

    def added(self, entry: Entry) -> CaseFile:
        """The case with one more entry."""
        return attrs.evolve(self, events=(*self.events, entry))

    def withdrawn(self, number: int, why: str) -> CaseFile:
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
        changed = attrs.evolve(entry, withdrawn=why or "withdrawn")
        return attrs.evolve(
            self, events=(*self.events[: number - 1], changed, *self.events[number:])
        )


def read(path: Path, framework: fw.Framework) -> CaseFile:
    """Read a case file, YAML or JSON.

    Args:
        path: the file.
        framework: what its names have to be names of.

    Raises:
        DataError: with every fault found, each with its line.
    """
    value, faults = placed_yaml.read(path, str(path))
    if value is None:
        raise DataError(faults)
    return _understood(value, faults, framework)


def parse(text: str, framework: fw.Framework, name: str = "case") -> CaseFile:
    """Read a case from text; otherwise as :func:`read`."""
    value, faults = placed_yaml.parse(text, name)
    if value is None:
        raise DataError(faults)
    return _understood(value, faults, framework)


def dump(case: CaseFile) -> str:
    """The case as JSON, which every version of the format can be read from.

    >>> case = CaseFile(VERSION, "A school", dt.date(2014, 9, 1))
    >>> print(dump(case))
    {
      "version": 1,
      "school": "A school",
      "begins": "2014-09-01"
    }
    <BLANKLINE>
    """
    return json.dumps(_plain(case), indent=2, ensure_ascii=False) + "\n"


def _plain(value: Any) -> Any:
    """A value of the file, what is empty left out."""
    if attrs.has(type(value)):
        fields = (field.name for field in attrs.fields(type(value)) if field.name != "place")
        named = {name.rstrip("_"): _plain(getattr(value, name)) for name in fields}
        return {name: one for name, one in named.items() if one not in ("", {}, [])}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return dict(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def _understood(
    value: placed_yaml.Placed, faults: list[Fault], framework: fw.Framework
) -> CaseFile:
    if not isinstance(value, PlacedMap):
        hint = "Accepted: a mapping with version, school, begins and events."
        raise DataError([Fault(value.place, "this is not a case", hint)])
    _known_version(value)
    structurer = Structurer()
    made, found = structurer.structure(value, CaseFile)
    faults = [*faults, *found]
    if made is not None:
        faults += _faults(made, framework, structurer)
    if faults or made is None:
        raise DataError(faults)
    return made


def _known_version(value: PlacedMap) -> None:
    given = value.get("version")
    if given is not None and str(given).isdecimal() and int(str(given)) > VERSION:
        told = (
            f"this case is of version {given} of the format, and this program reads up to "
            f"version {VERSION}"
        )
        hint = "Open it with a newer version of the handbook. Nothing was changed."
        raise DataError([Fault(given.place, told, hint)])


def _faults(case: CaseFile, framework: fw.Framework, structurer: Structurer) -> Iterator[Fault]:
    """Names of nothing, dates outside the case, and things recorded twice."""
    here = structurer.origin(case)
    for kind, given in (("facts", case.facts), ("readings", case.readings)):
        place = structurer.origin(case, kind)
        yield from _misnamed(place, framework, **{kind: given})
    seen: dict[tuple[str, dt.date], int] = {}
    calendar = Calendar(framework.bank_holidays)
    for number, entry in enumerate(case.events, 1):
        place = entry.place or here
        yield from _misnamed(place, framework, facts=entry.facts, decided=entry.decided)
        try:
            check_entry(entry, case, framework, calendar)
        except SccError as error:
            yield Fault(place, str(error))
        first = seen.setdefault((entry.event, entry.date), number)
        if first != number and not entry.withdrawn and not case.events[first - 1].withdrawn:
            yield Fault(place, f"'{entry.event}' on {entry.date} is recorded twice; first as "
                        f"entry {first}", "Withdraw one of the two.")  # fmt: skip


def check_entry(entry: Entry, case: CaseFile, framework: fw.Framework, calendar: Calendar) -> None:
    """Make sure that an entry names an event and is dated within the case.

    Raises:
        UnknownName: for an event that does not exist.
        BadValue: for an event whose day is worked out, or a day before the case begins.
        DateOutOfRange: for a date for which bank holidays are not known.
    """
    if entry.event not in framework.events:
        raise UnknownName("event", entry.event, framework.events)
    falls_on = framework.events[entry.event].falls_on
    if falls_on:
        raise BadValue(
            f"'{entry.event}' is not recorded: its day is worked out from the time limit of "
            f"'{falls_on[0]}'. Leave it out."
        )
    calendar.check(entry.date)
    if entry.date < case.begins:
        raise BadValue(
            f"'{entry.event}' is dated {entry.date}, before the case begins on {case.begins}. "
            f"Accepted: {case.begins} or later, or an earlier beginning."
        )


def _misnamed(
    place: Place,
    framework: fw.Framework,
    facts: Mapping[str, str] | None = None,
    readings: Mapping[str, str] | None = None,
    decided: Mapping[str, str] | None = None,
) -> Iterator[Fault]:
    """Facts, readings and decisions that do not exist, and answers that they do not have."""
    for kind, given, known, answer in (
        ("fact", facts, framework.facts, lambda name, value: framework.facts[name].label(value)),
        ("reading", readings, framework.readings,
         lambda name, value: framework.readings[name].choice(value)),
        ("decision", decided, framework.decisions,
         lambda name, value: framework.decisions[name].outcome(value)),
    ):  # fmt: skip
        for name, value in (given or {}).items():
            try:
                if name not in known:
                    raise UnknownName(kind, name, known)
                answer(name, value)
            except SccError as error:
                yield Fault(place, str(error))
