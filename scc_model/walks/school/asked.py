"""What a reader tells the walk through a school's case: its fields, and the case they make.

The state holds the whole case, entry by entry, beside what is half entered. Nothing in it is lost
by an answer: what cannot be used stays as it was written, with what is wrong about it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from scc_model import model
from scc_model.cases.case import Case, Entry, known_days
from scc_model.cases.format import parse
from scc_model.dates import short_date
from scc_model.errors import DataError, SccError
from scc_model.walks.base import State, query
from scc_model.walks.field import Field
from scc_model.walks.fields import (
    BEFORE,
    HELD,
    KNOWN,
    REMIND,
    Answers,
    Date,
    Holidays,
    day_looked_from,
)
from scc_model.walks.fields.holidays import pairs_of
from scc_model.walks.form import LAST_VISIT, TODAY, Form
from scc_model.walks.school.fields import (
    IN_LINKS,
    Marked,
    Name,
    Number,
    OfThePage,
    OneOf,
    Pick,
    Span,
    Told,
    Whole,
    Words,
)
from scc_model.walks.school.happened import Events, Record

WALK = "your-school"
_FILE = "file"
_MOST_FAULTS = 20
SEE_EXAMPLE = "see-example"
"""What the button asks for that shows the example."""
CHOOSE, CORRECT, WITHDRAW, STANDS_AGAIN = "choose-", "correct-", "withdraw-", "reinstate-"
"""How what a button asks for begins that chooses an event, or changes an entry."""
TICK, UNTICK = "tick-", "untick-"
"""The same of one that ticks a step as done, or takes the entry of a step away."""
DENY, PERHAPS = "did-not-", "perhaps-"
"""The same of one that says that an event did not happen, or takes that back."""


NAME = Name("school")
BEGINS = Date("begins", "First day of the case",
              "If you leave this empty, nothing is taken to be known of when it began.",
              counted=False)  # fmt: skip
FACTS = Answers("fact", "fact-")
RECORD = Record("e")
ABSENT = Events("did-not-happen")
WHOLE = Whole("complete")
NOT_WHOLE = "not-whole"
FROM_TODAY = "from-today"
"""What the button asks for that takes away the tick of a record of everything."""
HOLIDAYS = Holidays(counted=False)
READINGS = Answers("reading", "reading-")
AS_AT = day_looked_from("Left empty, it is today.")
EXAMPLE = Marked("example")
DONE = Number("undoes")
AGAIN = Number("withdraws")
"""The number of the entry that was put back last; to undo that is to withdraw it again."""
DENIED = Pick("undoes-event", "event")
"""The event of which it was last said that it did not happen, or that this is open again."""
UNDONE = Record("undone")
"""The entry that was taken out again last."""
PASSAGE = Pick("passage", "reading")
QUESTION = Pick("question", "fact")
WHOSE = Pick("whose", "role")
SEARCH = Words("search", "Find it by a word", "Such as “report”, “notice” or “governors”.")
NEW_EVENT = Pick("new-event", "event")
NEW_WHEN = OneOf("new-when", "Do you know the day?", (
    ("day", "Yes"), ("span", "Only about when"), ("not-known", "I do not know"),
))  # fmt: skip
NEW_DATE = Date("new-date", "When was it?")
NEW_SPAN = Span("new-span", "About when was it?",
                "Such as “in November 2014”, “on or before 21 November 2014” or “from 3 November "
                "2014 to 7 November 2014”.")  # fmt: skip
NEW_FACTS = Told("fact", "new-fact-")
NEW_DECISIONS = Told("decision", "new-decision-")
NEW_NOTE = Words("new-note", "Note (optional)")
CORRECTS = Number("corrects")
PAGE_TODAY = OfThePage(TODAY, "Today")
PAGE_LAST_VISIT = OfThePage(LAST_VISIT, "The last visit")

NEW: tuple[Field[Any], ...] = (
    NEW_EVENT, NEW_WHEN, NEW_DATE, NEW_SPAN, NEW_FACTS, NEW_DECISIONS, NEW_NOTE, CORRECTS, SEARCH
)  # fmt: skip
"""The entry that is being made, or corrected."""
_KEPT: tuple[Field[Any], ...] = (
    NAME, IN_LINKS, BEGINS, FACTS, RECORD, ABSENT, WHOLE, HOLIDAYS, READINGS, AS_AT, EXAMPLE,
    DONE, AGAIN, DENIED, UNDONE, KNOWN, WHOSE, REMIND, BEFORE,
)  # fmt: skip


@attrs.define(eq=False)
class Asked(Form):
    """The form of a school's case.

    Args:
        added: whether an entry has just been added or changed, so that the answer wants the focus.
        chosen: whether an event has just been chosen, so that its questions want the focus.
        ticked: the number of the entry of the step that has just been ticked, so that this wants
            the focus, and the rule that asks for it; 0 where none was.
    """

    added: bool = False
    chosen: bool = False
    ticked: tuple[int, str] = (0, "")

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is recorded."""
        return self[RECORD].entries

    def record(
        self,
        entries: Iterable[Entry],
        done: int = 0,
        undone: Iterable[Entry] = (),
        *,
        again: int = 0,
    ) -> None:
        """Put other entries into the record; what could not be used before may be used now.

        Args:
            entries: the entries.
            done: the number of the entry that was withdrawn or corrected; none for none.
            undone: the entry that was taken out again, if one was.
            again: the number of the entry that was put back; none for none.
        """
        texts = RECORD.of(entries, self[RECORD].unread).pairs
        self.clear(RECORD, pairs=texts)
        self.put(DONE, DONE.of(done))
        self.put(AGAIN, AGAIN.of(again))
        self.put(DENIED, DENIED.of(""))
        self.put(UNDONE, UNDONE.of(undone))

    def deny(self, events: Iterable[str], last: str = "") -> None:
        """Put other events into those that did not happen.

        Args:
            events: the events.
            last: the one that was put there or taken out; none where that was undone.
        """
        self.put(ABSENT, ABSENT.of(events))
        self.put(DENIED, DENIED.of(last))

    @property
    def undoable(self) -> bool:
        """Whether there is something that can be undone."""
        return bool(self.entries or self[DENIED])

    def case(self) -> Case:
        """The case as it was entered.

        A record in which everything is entered begins with its first event where no day is given;
        of any other nothing is known of what lies before.
        """
        # A file holds withdrawn entries too, and nothing before its beginning.
        first = min((day for entry in self.entries for day in entry.ends), default=None)
        whole = self[WHOLE]
        earliest = first if whole is not False else self.framework.bank_holidays.first
        begins = self[BEGINS] or earliest or self[AS_AT] or self.framework.bank_holidays.as_of
        return Case(
            school=self[NAME],
            begins=min(begins, first) if first else begins,
            facts=self[FACTS],
            readings=self[READINGS],
            school_holidays=self[HOLIDAYS].usable,
            events=self.entries,
            id=self[KNOWN],
            complete=whole,
            did_not_happen=self.did_not_happen,
        )

    @property
    def did_not_happen(self) -> tuple[str, ...]:
        """The events that did not happen: none of which an entry says that it did."""
        happened = {entry.event for entry in self.entries if not entry.withdrawn}
        return tuple(name for name in self[ABSENT] if name not in happened)

    def with_another(self, entry: Entry) -> Case:
        """The case as it would begin with one more entry, or with one as it is corrected to be."""
        case = self.case()
        if self[BEGINS] is not None or entry.first is None:
            return case
        return attrs.evolve(case, begins=min(case.begins, entry.first))

    @property
    def another_day_than(self) -> dt.date | None:
        """Today, where somebody came back to a case that is looked at on another day."""
        today, looked_from = self[PAGE_TODAY], self[AS_AT]
        if self[PAGE_LAST_VISIT] is None or today is None or looked_from in {None, today}:
            return None
        return today

    def day(self, case: Case) -> dt.date:
        """The day to look from: the one that was given, or today.

        Where the page does not say which day it is, the latest day of the case.
        """
        latest = max(known_days(case.events), default=case.begins)
        return self[AS_AT] or max(self[PAGE_TODAY] or latest, case.begins)

    def kept(self, *, linked: bool = False) -> str:
        """The state without what is half entered, such as another walk starts from.

        Args:
            linked: whether it is for a link.
        """
        return self.query(_KEPT, linked=linked)


def state_of(case: Case) -> str:
    """The state in which a reader would have entered a case.

    >>> from scc_model.loading import load
    >>> case = Case("A school", dt.date(2014, 9, 1))
    >>> understand(load(), state_of(case)).case() == case
    True
    """
    return query(_pairs(case))


def _pairs(case: Case) -> list[tuple[str, str]]:
    pairs = [(NAME.name, case.school), (BEGINS.name, case.begins.isoformat())]
    whole = WHOLE.of(value=case.complete)
    absent = ABSENT.of(case.did_not_happen)
    for entered in (FACTS.of(dict(case.facts)), RECORD.of(case.events), absent, whole):
        pairs += entered.pairs
    return [*pairs, *pairs_of(case.school_holidays),
            *READINGS.of(dict(case.readings)).pairs, (KNOWN.name, case.id)]  # fmt: skip


def understand(framework: model.Framework, text: str) -> Asked:
    """Read a state.

    Args:
        framework: the procedures.
        text: the walk's form as a URL query; ``file`` in it is a case file, which takes the place
            of everything else if it can be read.

    Returns:
        What is asked. Nothing in the state, however wrong, makes this raise.
    """
    state = State.of(text)
    faults: list[str] = []
    replaced: State | None = None
    opened = "".join(state.all(_FILE)[:1])  # the text of a file, which may be empty
    if _FILE in state.values and state.first("do") != "start-again":
        others = {x: given for x, given in state.values.items() if x not in {_FILE, "do"}}
        try:
            state, replaced = State.holding(_pairs(parse(opened, framework))), State(others)
        except SccError as error:
            faults = _told(error)
            state = State(others, state.cut)
    page = (PAGE_TODAY, PAGE_LAST_VISIT, HELD)
    if state.first("do") == SEE_EXAMPLE:
        state, replaced = State.holding(_example(framework), cut=state.cut), state
    fields = (*_KEPT, REMIND, PASSAGE, QUESTION, *NEW, *page)
    example = query(_example(framework))
    asked = Asked.of(WALK, framework, state, fields, replaced=replaced, untouched=example)
    asked.general += faults
    number = asked[DONE]
    changed = asked.entries[number - 1 : number] if number else ()
    if not any(entry.withdrawn or entry.before for entry in changed):
        asked.clear(DONE)
    number = asked[AGAIN]
    if any(entry.withdrawn for entry in asked.entries[number - 1 : number] if number):
        asked.clear(AGAIN)
    if number > len(asked.entries):
        asked.clear(AGAIN)
    if not asked[NEW_EVENT]:
        asked.clear(NEW_FACTS, NEW_DECISIONS)
    number = asked[CORRECTS]
    corrected = asked.entries[number - 1 : number] if number else ()
    if not any(not entry.withdrawn for entry in corrected):
        asked.clear(CORRECTS)
    first = min(known_days(asked.entries), default=None)
    begins = asked[BEGINS]
    if begins and first and begins > first:
        asked.fault(BEGINS, BEGINS.name, (
            f"The case begins on {short_date(begins)}, and its first event is dated "
            f"{short_date(first)}. Give {short_date(first)} or an earlier day."
        ))  # fmt: skip
    return asked


def _example(framework: model.Framework) -> Iterator[tuple[str, str]]:
    """The example as a form holds it."""
    for name, values in framework.example_of_a_school.items():
        yield from ((name, value) for value in values)


def _told(error: SccError) -> list[str]:
    start = "The file was not opened, and what was here before is kept."
    if not isinstance(error, DataError):
        return [start, str(error)]
    sentences = [f"{fault.message}. {fault.hint}".strip() for fault in error.faults]
    more = len(sentences) - _MOST_FAULTS
    return [
        start,
        *(f"{sentence[:1].upper()}{sentence[1:]}" for sentence in sentences[:_MOST_FAULTS]),
        *([f"And {more} more."] if more > 0 else []),
    ]
