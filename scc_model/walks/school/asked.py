"""What a reader tells the walk through a school's case: read from its state, and written back.

The state holds the whole case, entry by entry, beside what is half entered. Nothing in it is lost
by an answer: what cannot be used stays as it was written, with what is wrong about it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import attrs

from scc_model import model
from scc_model.cases.case import MOST_EVENTS, Case, Entry
from scc_model.cases.format import parse
from scc_model.conditions.context import check_answer
from scc_model.dates import read_date, short_date
from scc_model.dating.working_days import Calendar, SchoolHoliday
from scc_model.errors import DataError, SccError
from scc_model.walks import holidays
from scc_model.walks.base import NOT_UNDERSTOOD, State, query
from scc_model.walks.school import record

WALK = "your-school"
_LONGEST = 2_000_000
_LONGEST_NAME = 2_000
_MOST_HOLIDAYS = 500
_MOST_FAULTS = 20
_NAMES = ("school", "begins", "as-at", "e", "passage", "undoes", "do", "file")
_BEGINNINGS = ("fact-", "reading-", "holiday-", "new-")


@attrs.define
class New:
    """The entry that is being made.

    Args:
        date: its day as it stands in the form.
        event: id of the event; empty while none is chosen.
        facts: answers given with it, by fact.
        decided: outcomes given with it, by decision.
    """

    date: str = ""
    event: str = ""
    facts: dict[str, str] = attrs.field(factory=dict)
    decided: dict[str, str] = attrs.field(factory=dict)

    def pairs(self) -> list[tuple[str, str]]:
        """What it is in a state."""
        pairs = [("new-date", self.date), ("new-event", self.event)]
        pairs += [(f"new-fact-{name}", answer) for name, answer in self.facts.items()]
        return pairs + [(f"new-decision-{name}", one) for name, one in self.decided.items()]


@attrs.define
class Asked:
    """A state understood: what can be used, what cannot, and why.

    Args:
        school: name of the school.
        texts: what stands in the date fields ``begins`` and ``as-at``.
        begins: the first day of the case, if one was given.
        as_at: the day to look from, if one was given.
        facts: answers that hold from the beginning.
        readings: choices of readings.
        reading: the passage that the reader wants to read differently.
        entries: what is recorded.
        unread: entries that cannot be used, as they were written.
        holiday_texts: the holidays as they stand in the form.
        holidays: those that can be used.
        holiday_added: whether one has just been added.
        new: the entry that is being made.
        undoes: number of the entry whose withdrawal was the last thing done; nothing if it was not.
        added: whether an entry has just been added, so that the next one wants the focus.
        emptied: whether everything has just been taken out, so that the school wants the focus.
        faults: what is wrong, by the id of the field.
        general: what is wrong with no one field.
    """

    school: str = ""
    texts: dict[str, str] = attrs.field(factory=dict)
    begins: dt.date | None = None
    as_at: dt.date | None = None
    facts: dict[str, str] = attrs.field(factory=dict)
    readings: dict[str, str] = attrs.field(factory=dict)
    reading: str = ""
    entries: list[Entry] = attrs.field(factory=list)
    unread: list[str] = attrs.field(factory=list)
    holiday_texts: list[tuple[str, str]] = attrs.field(factory=lambda: [("", "")])
    holidays: list[SchoolHoliday] = attrs.field(factory=list)
    holiday_added: bool = False
    new: New = attrs.field(factory=New)
    undoes: int | None = None
    added: bool = False
    emptied: bool = False
    faults: dict[str, str] = attrs.field(factory=dict)
    general: list[str] = attrs.field(factory=list)

    def case(self, framework: model.Framework) -> Case:
        """The case as it was entered; without a beginning it begins with its first event."""
        first = min((one.date for one in self.entries), default=None)
        begins = self.begins or first or self.as_at or framework.bank_holidays.as_of
        return Case(
            school=self.school,
            begins=min(begins, first) if first else begins,
            facts=self.facts,
            readings=self.readings,
            school_holidays=tuple(self.holidays),
            events=tuple(self.entries),
        )

    def day(self, framework: model.Framework) -> dt.date:
        """The day to look from: the one that was given, or else the latest of the case."""
        case = self.case(framework)
        latest = max((one.date for one in case.events if not one.withdrawn), default=case.begins)
        return self.as_at or latest

    def query(self) -> str:
        """The state that asks for this again."""
        return query([*self._pairs(), ("passage", self.reading), *self.new.pairs()])

    def link(self) -> str:
        """The state without what is half entered, such as another walk starts from."""
        return query(self._pairs())

    def _pairs(self) -> Iterator[tuple[str, str]]:
        yield "school", self.school
        yield "begins", self.texts.get("begins", "")
        yield from ((f"fact-{name}", answer) for name, answer in self.facts.items())
        yield from (("e", record.written(one)) for one in self.entries)
        yield from (("e", one) for one in self.unread)
        yield from holidays.Holidays(self.holiday_texts).pairs()
        yield from ((f"reading-{name}", chosen) for name, chosen in self.readings.items())
        yield "as-at", self.texts.get("as-at", "")
        yield "undoes", str(self.undoes or "")


def key(name: str) -> str:
    """The id of a part of the walk on its page."""
    return f"{WALK}-{name}"


def of_case(case: Case) -> Asked:
    """A case as a reader would have entered it.

    >>> from scc_model.loading import load
    >>> case = Case("A school", dt.date(2014, 9, 1))
    >>> understand(load(), of_case(case).query()).case(load()) == case
    True
    """
    return Asked(
        school=case.school,
        texts={"begins": case.begins.isoformat()},
        begins=case.begins,
        facts=dict(case.facts),
        readings=dict(case.readings),
        entries=list(case.events),
        holiday_texts=holidays.of_case(case.school_holidays) or [("", "")],
        holidays=list(case.school_holidays),
    )


def understand(framework: model.Framework, text: str) -> Asked:
    """Read a state.

    Args:
        framework: the procedures.
        text: the walk's form as a URL query; ``file`` in it is a case file, which takes the place
            of everything else if it can be read.

    Returns:
        What is asked. Nothing in the state, however wrong, makes this raise.
    """
    text = text.encode("utf-8", "replace").decode()  # half a character cannot be written back
    state = State.of(text, longest=_LONGEST, strip=False)
    if state.first("do") == "start-again":
        return Asked(emptied=True)
    opened = state.first("file")
    if not opened:
        asked = _understood(framework, state)
        if len(text) > _LONGEST:
            asked.general.append("The link is too long to be read to its end.")
        elif state.is_nonsense(_NAMES, _BEGINNINGS):
            asked.general.append(NOT_UNDERSTOOD)
        return asked
    try:
        return of_case(parse(opened, framework))
    except SccError as error:
        asked = _understood(framework, state)
        asked.general += _told(error)
        return asked


def _told(error: SccError) -> list[str]:
    start = "The file was not opened, and what was here before is kept."
    if not isinstance(error, DataError):
        return [start, str(error)]
    told = [f"{one.message}. {one.hint}".strip() for one in error.faults]
    more = len(told) - _MOST_FAULTS
    return [
        start,
        *(f"{one[:1].upper()}{one[1:]}" for one in told[:_MOST_FAULTS]),
        *([f"And {more} more."] if more > 0 else []),
    ]


def _understood(framework: model.Framework, state: State) -> Asked:
    asked = Asked(school=state.first("school")[:_LONGEST_NAME])
    _dates(framework, state, asked)
    asked.facts = _answers("fact", "fact-", framework.facts, framework, state, asked)
    asked.readings = _answers("reading", "reading-", framework.readings, framework, state, asked)
    passage = state.first("passage").strip()
    asked.reading = passage if passage in framework.readings else ""
    _entries(framework, state, asked)
    found = holidays.read(state, most=_MOST_HOLIDAYS)
    asked.holiday_texts, asked.holidays = found.texts, found.usable
    asked.holiday_added = found.added
    asked.faults.update({key(name): told for name, told in found.faults.items()})
    _new(framework, state, asked)
    undoes = state.first("undoes")
    if undoes.isdecimal() and undoes.isascii() and 0 < int(undoes[:5]) <= len(asked.entries):
        asked.undoes = int(undoes[:5]) if asked.entries[int(undoes[:5]) - 1].withdrawn else None
    return asked


def _dates(framework: model.Framework, state: State, asked: Asked) -> None:
    for name in ("begins", "as-at"):
        text = state.first(name).strip()
        if not text:
            continue
        asked.texts[name] = text
        try:
            date = read_date(text)
            if name == "begins":
                asked.begins = date
            else:
                Calendar(framework.bank_holidays).check(date)
                asked.as_at = date
            asked.texts[name] = date.isoformat()
        except SccError as error:
            asked.faults[key(name)] = str(error)


def _answers(  # noqa: PLR0917
    kind: str,
    prefix: str,
    names: Mapping[str, object],
    framework: model.Framework,
    state: State,
    asked: Asked,
) -> dict[str, str]:
    """The answers of one kind, in the order of the state; an answer that is none is explained."""
    found: dict[str, str] = {}
    for field in state.values:
        name = field.removeprefix(prefix)
        given = state.first(field).strip()
        if not field.startswith(prefix) or name not in names or not given:
            continue
        try:
            check_answer(kind, name, given, framework)
            found[name] = given
        except SccError as error:
            asked.faults[key(field)] = str(error)
    return found


def _entries(framework: model.Framework, state: State, asked: Asked) -> None:
    standing: set[tuple[str, dt.date]] = set()
    given = state.all("e")
    if len(given) > MOST_EVENTS:
        asked.general.append(
            f"The link holds {len(given):,} events, and a case up to {MOST_EVENTS:,}. "
            "Those after that number are left out."
        )
    for text in given[:MOST_EVENTS]:
        try:
            entry = record.read(text, framework)
        except SccError as error:
            asked.unread.append(text)
            asked.general.append(f"An entry is kept but cannot be used: {error}")
            continue
        same = (entry.event, entry.date)
        if same in standing and not entry.withdrawn:
            asked.unread.append(text)
            title = framework.events[entry.event].title
            asked.general.append(
                f"An entry is there twice and used once: {title}, {short_date(entry.date)}."
            )
            continue
        if not entry.withdrawn:
            standing.add(same)
        asked.entries.append(entry)
    if state.first("do") == "leave-out":
        asked.unread, asked.general = [], []
    first = min((one.date for one in asked.entries), default=None)
    if asked.begins and first and asked.begins > first:
        asked.faults[key("begins")] = (
            f"The case begins on {short_date(asked.begins)}, and its first event is dated "
            f"{short_date(first)}. Give {short_date(first)} or an earlier day."
        )


def _new(framework: model.Framework, state: State, asked: Asked) -> None:
    event = state.first("new-event").strip()
    described = framework.events.get(event)
    asked.new = New(
        state.first("new-date").strip(),
        event if described is not None and not described.falls_on else "",
    )
    if event and not asked.new.event:
        asked.faults[key("new-event")] = "Choose an event from the list."
    if asked.new.date:
        try:
            date = read_date(asked.new.date)
            Calendar(framework.bank_holidays).check(date)
            asked.new.date = date.isoformat()
        except SccError as error:
            asked.faults[key("new-date")] = str(error)
    if asked.new.event:
        facts, decisions = framework.facts, framework.decisions
        asked.new.facts = _answers("fact", "new-fact-", facts, framework, state, asked)
        asked.new.decided = _answers(
            "decision", "new-decision-", decisions, framework, state, asked
        )
