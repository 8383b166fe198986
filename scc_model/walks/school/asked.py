"""What a reader tells the walk through a school's case: its fields, and the case they make.

The state holds the whole case, entry by entry, beside what is half entered. Nothing in it is lost
by an answer: what cannot be used stays as it was written, with what is wrong about it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import attrs

from scc_model import model
from scc_model.cases.case import MOST_EVENTS, Case, Entry, known_days
from scc_model.cases.format import parse
from scc_model.dates import short_date
from scc_model.errors import BadValue, DataError, SccError
from scc_model.limits import LONGEST_TEXT
from scc_model.walks.base import State, query
from scc_model.walks.controls import Options, boxes, labelled, select
from scc_model.walks.fields import KNOWN, REMIND, Answers, Boxes, Date, Holidays, day_looked_from
from scc_model.walks.fields.holidays import pairs_of
from scc_model.walks.form import Entered, Field, Form, Named, Single, none_of
from scc_model.walks.school import record
from scc_model.words.html import Attributes, Html

WALK = "your-school"
_FILE = "file"
_MOST_FAULTS = 20


# --- Fields that only this walk has --------------------------------------------------------------


@attrs.frozen
class Recorded:
    """The entries of a case.

    Args:
        entries: those that can be used.
        unread: those that cannot, as they were written.
    """

    entries: tuple[Entry, ...] = ()
    unread: tuple[str, ...] = ()


@attrs.frozen(eq=False)
class Record(Named[Recorded]):
    """What has happened, entry by entry; what cannot be used is kept until it is left out."""

    def read(self, state: State, framework: model.Framework) -> Entered[Recorded]:
        """See :class:`Field`."""
        given = state.all(self.name)
        faults: list[str] = []
        if len(given) > MOST_EVENTS:
            faults.append(
                f"The link holds {len(given):,} events, and a case up to {MOST_EVENTS:,}. "
                "Those after that number are left out."
            )
        standing: set[tuple[str, dt.date | None]] = set()
        entries: list[Entry] = []
        unread: list[str] = []
        for text in given[:MOST_EVENTS]:
            try:
                entry = record.read(text, framework)
            except SccError as error:
                unread.append(text)
                faults.append(f"An entry is kept but cannot be used: {error}")
                continue
            same = (entry.event, entry.date)
            if same in standing and not entry.withdrawn:
                unread.append(text)
                title = framework.events[entry.event].title
                day = f", {short_date(entry.date)}" if entry.date else ""
                faults.append(f"An entry is there twice and used once: {title}{day}.")
                continue
            if not entry.withdrawn:
                standing.add(same)
            entries.append(entry)
        if state.first("do") == "leave-out":
            unread, faults = [], []
        return attrs.evolve(self.of(entries, unread), faults=tuple(("", x) for x in faults))

    def of(self, entries: Iterable[Entry], unread: Iterable[str] = ()) -> Entered[Recorded]:
        """The field with entries in it."""
        recorded = Recorded(tuple(entries), tuple(unread))
        texts = [*map(record.written, recorded.entries), *recorded.unread]
        return Entered(recorded, tuple((self.name, text) for text in texts))


@attrs.frozen(eq=False)
class Pick(Single[str]):
    """An event to record, or a passage to read differently.

    Args:
        kind: ``event`` or ``reading``.
    """

    kind: str

    def value(self, text: str, framework: model.Framework) -> str:
        """See :class:`Single`."""
        if self.kind == "event":
            names = [name for name, event in framework.events.items() if not event.falls_on]
        else:
            names = [*framework.readings]
        if text and text not in names:
            raise BadValue(none_of(text, names))
        return text

    def show(  # noqa: PLR0917
        self,
        form: Form,
        label: str,
        none: str,
        options: Options = (),
        hint: str = "",
        groups: tuple[tuple[str, Options], ...] = (),
    ) -> Html:
        """A list of what there is, after ``none``, in groups or not."""
        every = (("", none), *options)
        given = label, every, form[self], hint
        return form.draw(select, self, self.name, self.name, *given, groups=groups)


@attrs.frozen(eq=False)
class Name(Named[str]):
    """What the school is called: any words, kept as they are, and out of links unless allowed."""

    def read(self, state: State, framework: model.Framework) -> Entered[str]:
        """See :class:`Field`."""
        text = "".join(state.all(self.name)[:1])
        message = (
            f"The name has {len(text):,} characters. Accepted: up to {LONGEST_TEXT:,}. What comes "
            "after them stays here, and is not in the case."
        )
        faults = ((self.name, message),) if len(text) > LONGEST_TEXT else ()
        pairs = ((self.name, text),) if text else ()
        allowed = IN_LINKS.read(state, framework).value
        return Entered(text[:LONGEST_TEXT], pairs, faults, pairs if allowed else ())

    def show(self, form: Form, *, autofocus: bool) -> Html:
        """The name as a control."""
        attributes: Attributes = {
            "type": "text", "id": form.key(self.name), "name": self.name,
            "value": form.entered(self).text, "autocomplete": "off", "maxlength": LONGEST_TEXT,
        }  # fmt: skip
        return labelled(
            "input", attributes, "Name of the school (optional)",
            "It stays on this device, and out of links unless you allow it.",
            form.error(self, self.name), autofocus=autofocus,
        )  # fmt: skip


@attrs.frozen(eq=False)
class InLinks(Boxes):
    """Whether the name may stand in links; whoever opens one is asked anew."""

    def read(self, state: State, framework: model.Framework) -> Entered[tuple[str, ...]]:
        """See :class:`Field`."""
        return attrs.evolve(super().read(state, framework), linked=())

    def show(self, form: Form) -> Html:
        """The box to tick."""
        label, about = "Put the name into links", "Whoever has such a link can read the name."
        (value,) = self.values
        ticked = frozenset(form.entered(self).pairs)
        return boxes(form.key(self.name), "Links to this case",
                     ((self.name, value, label, about),), ticked)  # fmt: skip


@attrs.frozen(eq=False)
class Undoes(Single[int]):
    """Number of the entry whose withdrawal was the last thing done; none if it was not."""

    def value(self, text: str, framework: model.Framework) -> int:  # noqa: ARG002
        """See :class:`Single`."""
        return int(text) if text.isdecimal() and text.isascii() and len(text) < 6 else 0  # noqa: PLR2004


# --- The form ------------------------------------------------------------------------------------

NAME = Name("school")
IN_LINKS = InLinks("in-links", frozenset({"name"}))
BEGINS = Date("begins", "First day of the case",
              "If you leave this empty, the case begins with its first event.",
              counted=False)  # fmt: skip
FACTS = Answers("fact", "fact-")
RECORD = Record("e")
HOLIDAYS = Holidays(counted=False)
READINGS = Answers("reading", "reading-")
AS_AT = day_looked_from("If you leave this empty, it is the latest day of the case.")
UNDOES = Undoes("undoes")
PASSAGE = Pick("passage", "reading")
NEW_DATE = Date("new-date", "When was it?")
NEW_EVENT = Pick("new-event", "event")
NEW_FACTS = Answers("fact", "new-fact-")
NEW_DECISIONS = Answers("decision", "new-decision-")

NEW: tuple[Field[Any], ...] = (NEW_DATE, NEW_EVENT, NEW_FACTS, NEW_DECISIONS)
"""The entry that is being made."""
_KEPT: tuple[Field[Any], ...] = (
    NAME, IN_LINKS, BEGINS, FACTS, RECORD, HOLIDAYS, READINGS, AS_AT, UNDOES, KNOWN
)  # fmt: skip


@attrs.define(eq=False)
class Asked(Form):
    """The form of a school's case.

    Args:
        added: whether an entry has just been added, so that the next one wants the focus.
    """

    added: bool = False

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is recorded."""
        return self[RECORD].entries

    def record(self, entries: Iterable[Entry], undoes: int = 0) -> None:
        """Put other entries into the record; what could not be used before may be used now."""
        texts = RECORD.of(entries, self[RECORD].unread).pairs
        self.clear(RECORD, pairs=texts)
        self.put(UNDOES, UNDOES.of(undoes))

    def case(self) -> Case:
        """The case as it was entered; without a beginning it begins with its first event."""
        first = min(known_days(self.entries), default=None)
        begins = self[BEGINS] or first or self[AS_AT] or self.framework.bank_holidays.as_of
        return Case(
            school=self[NAME],
            begins=min(begins, first) if first else begins,
            facts=self[FACTS],
            readings=self[READINGS],
            school_holidays=self[HOLIDAYS].usable,
            events=self.entries,
            id=self[KNOWN],
        )

    def day(self, case: Case) -> dt.date:
        """The day to look from: the one that was given, or else the latest of the case."""
        return self[AS_AT] or max(known_days(case.events), default=case.begins)

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
    for entered in (FACTS.of(dict(case.facts)), RECORD.of(case.events)):
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
    opened = "".join(state.all(_FILE)[:1])  # the text of a file, which may be empty
    if _FILE in state.values and state.first("do") != "start-again":
        others = {x: given for x, given in state.values.items() if x not in {_FILE, "do"}}
        try:
            state = State.holding(_pairs(parse(opened, framework)))
        except SccError as error:
            faults = _told(error)
            state = State(others, state.cut)
    asked = Asked.of(WALK, framework, state, (*_KEPT, REMIND, PASSAGE, *NEW))
    asked.general += faults
    number = asked[UNDOES]
    if not 0 < number <= len(asked.entries) or not asked.entries[number - 1].withdrawn:
        asked.clear(UNDOES)
    if not asked[NEW_EVENT]:
        asked.clear(NEW_FACTS, NEW_DECISIONS)
    first = min(known_days(asked.entries), default=None)
    begins = asked[BEGINS]
    if begins and first and begins > first:
        asked.fault(BEGINS, BEGINS.name, (
            f"The case begins on {short_date(begins)}, and its first event is dated "
            f"{short_date(first)}. Give {short_date(first)} or an earlier day."
        ))  # fmt: skip
    return asked


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
