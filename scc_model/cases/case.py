"""One school's case: what is known of it, and what happened, corrections included.

A case is a record. Nothing is taken out of it: an entry that was wrong is corrected and keeps what
it said, or is withdrawn and stays, so that whoever reads it sees what was believed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import attrs

from scc_model import model
from scc_model.dates import days_in_words, short_date
from scc_model.dating.working_days import Calendar, SchoolHoliday
from scc_model.errors import BadValue
from scc_model.limits import LONGEST_TEXT

MOST_EVENTS = 2_000
"""How many events a case can hold."""
ID = "[0-9a-z]{8,64}"
"""What the id of a case is made of, as a pattern."""


@attrs.frozen
class Entry:
    """Something that happened, as it was recorded.

    Args:
        event: id of the event.
        date: the day; none where it is not known exactly.
        facts: answers that became known with it, by fact.
        decided: outcomes that it settled, by decision.
        withdrawn: why it was withdrawn; empty for one that stands.
        note: whatever the keeper of the case wants to remember.
        since: for a day that is not known exactly, the first that it can have been; none for any
            day of the case.
        by: the last that it can have been; none for any day up to the one looked from.
        before: what it said before each time that it was corrected, the earliest first.
    """

    event: str
    date: dt.date | None = None
    facts: Mapping[str, str] = attrs.field(factory=dict)
    decided: Mapping[str, str] = attrs.field(factory=dict)
    withdrawn: str = ""
    note: str = ""
    since: dt.date | None = None
    by: dt.date | None = None
    before: tuple[Entry, ...] = ()

    @property
    def first(self) -> dt.date | None:
        """The first day that it can have been, as far as the entry says."""
        return self.date or self.since

    @property
    def last(self) -> dt.date | None:
        """The last day that it can have been, as far as the entry says."""
        return self.date or self.by

    @property
    def ends(self) -> tuple[dt.date, ...]:
        """The days that it names: its day, or those between which it lies; perhaps none."""
        return tuple(day for day in (self.date, self.since, self.by) if day is not None)

    def dated(self, first: dt.date | None, last: dt.date | None) -> Entry:
        """The entry with other days.

        Args:
            first: the first day that it can have been.
            last: the last; the same as the first for a day that is known exactly.

        >>> november = dt.date(2014, 11, 1), dt.date(2014, 11, 30)
        >>> Entry("report-published", dt.date(2014, 11, 7)).dated(*november).date is None
        True
        """
        if first is not None and first == last:
            return attrs.evolve(self, date=first, since=None, by=None)
        return attrs.evolve(self, date=None, since=first, by=last)

    def joined(self, other: Entry) -> Entry | None:
        """Both entries as one, if they say the same of one event; none if they do not.

        They do where event and days are the same, no answer differs, and both stand.

        >>> told = Entry("report-published", dt.date(2014, 11, 7), note="by letter")
        >>> told.joined(Entry("report-published", dt.date(2014, 11, 7))) == told
        True
        """
        if (self.event, self.first, self.last) != (other.event, other.first, other.last):
            return None
        if self.withdrawn or other.withdrawn:
            return None
        for known, said in ((self.facts, other.facts), (self.decided, other.decided)):
            if any(known.get(name, answer) != answer for name, answer in said.items()):
                return None
        note = _both(self.note, other.note)
        if len(note) > LONGEST_TEXT:
            return None
        facts, decided = {**self.facts, **other.facts}, {**self.decided, **other.decided}
        return attrs.evolve(self, facts=facts, decided=decided, note=note)


def _both(note: str, other: str) -> str:
    """Two notes, each on lines of its own; one alone where it holds the other."""
    if f"\n{other}\n" in f"\n{note}\n" or not other:
        return note
    return f"{note}\n{other}" if note else other


def known_days(entries: Iterable[Entry]) -> list[dt.date]:
    """Every day that some entries name, exact or as the end of a span, but for withdrawn ones.

    >>> [str(day) for day in known_days([Entry("report-published", by=dt.date(2014, 11, 21))])]
    ['2014-11-21']
    """
    return [day for entry in entries if not entry.withdrawn for day in entry.ends]


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
        id: what tells the case from every other, whatever its school is called, so that a calendar
            knows its entries again. Empty where it was not given one.
        complete: whether everything that happened is recorded, so that what is not recorded has not
            happened. None where nobody said: it is taken to be, unless an entry shows otherwise.
        did_not_happen: events of which it is known that they did not happen. An entry of one of
            them takes it out.
    """

    school: str
    begins: dt.date
    facts: Mapping[str, str] = attrs.field(factory=dict)
    readings: Mapping[str, str] = attrs.field(factory=dict)
    school_holidays: tuple[SchoolHoliday, ...] = ()
    events: tuple[Entry, ...] = ()
    id: str = ""
    complete: bool | None = None
    did_not_happen: tuple[str, ...] = ()

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
        others = tuple(name for name in self.did_not_happen if name != entry.event)
        return attrs.evolve(self, events=(*self.events, entry), did_not_happen=others)

    def double_of(self, entry: Entry) -> int | None:
        """The number of the entry that says of the same event what another says; none if none does.

        Args:
            entry: the other, which need not be in the record.
        """
        numbered = enumerate(self.events, 1)
        return next((number for number, known in numbered if known.joined(entry)), None)

    def recorded(self, entry: Entry) -> Case:
        """The case with what an entry says, once: a double adds to the entry that is there.

        >>> case = Case("A school", dt.date(2014, 9, 1)).recorded(Entry("report-published"))
        >>> case.recorded(Entry("report-published")) == case
        True
        """
        number = self.double_of(entry)
        if number is None:
            return self.added(entry)
        known = self.events[number - 1]
        return self._replaced(number, _corrected(known, known.joined(entry) or known))

    def withdrawn(self, number: int, why: str) -> Case:
        """The case with an entry withdrawn.

        Args:
            number: the entry, counted from 1 in the order of the record.
            why: the reason, which stays in the record.

        Raises:
            BadValue: when there is no such entry, or it is withdrawn already.
        """
        entry = self.entry(number)
        if entry.withdrawn:
            raise BadValue(f"Entry {number} is withdrawn already: {entry.withdrawn}")
        return self._replaced(number, attrs.evolve(entry, withdrawn=why.strip() or "withdrawn"))

    def put_back(self, number: int) -> Case:
        """The case with an entry that was withdrawn standing again.

        Args:
            number: the entry, counted from 1 in the order of the record.

        Raises:
            BadValue: when there is no such entry, it was not withdrawn, or another says the same
                by now.
        """
        entry = attrs.evolve(self.entry(number), withdrawn="")
        if not self.entry(number).withdrawn:
            raise BadValue(f"Entry {number} was not withdrawn: it stands.")
        double = self.double_of(entry)
        if double is not None:
            raise BadValue(
                f"Entry {double} says the same by now, so entry {number} stays withdrawn."
            )
        return self._replaced(number, entry)

    def corrected(self, number: int, entry: Entry) -> Case:
        """The case with an entry corrected, which keeps what it said before.

        Args:
            number: the entry, counted from 1 in the order of the record.
            entry: what it is to say.

        Raises:
            BadValue: when there is no such entry, it is withdrawn, or it would say what another
                entry says.

        >>> case = Case("A school", dt.date(2014, 9, 1)).added(Entry("report-published"))
        >>> case = case.corrected(1, Entry("report-published", dt.date(2014, 11, 7)))
        >>> [str(said.date) for said in (*case.events[0].before, case.events[0])]
        ['None', '2014-11-07']
        """
        before = self.entry(number)
        if before.withdrawn:
            raise BadValue(
                f"Entry {number} is withdrawn: {before.withdrawn}. Record what happened anew."
            )
        after = self._replaced(number, _corrected(before, entry))
        others = attrs.evolve(before, withdrawn="set aside")
        double = self._replaced(number, others).double_of(entry)
        if double is not None:
            raise BadValue(
                f"Entry {number} would say what entry {double} says. Withdraw one of the two."
            )
        return after

    def beginning(self, day: dt.date) -> Case:
        """The case with another first day.

        Raises:
            BadValue: when something is recorded before that day.
        """
        for number, entry in enumerate(self.events, 1):
            if entry.last is not None and entry.last < day:
                raise BadValue(
                    f"The case cannot begin on {short_date(day)}: entry {number} lies before, "
                    f"{days_in_words(entry.first, entry.last, short_date)}. "
                    f"Accepted: {short_date(entry.last)} or earlier."
                )
        return attrs.evolve(self, begins=day)

    def entry(self, number: int) -> Entry:
        """An entry by its number, counted from 1 in the order of the record.

        Raises:
            BadValue: when there is none.
        """
        if not 1 <= number <= len(self.events):
            raise BadValue(
                f"There is no entry {number}. The case has {len(self.events)}, counted from 1."
            )
        return self.events[number - 1]

    def _replaced(self, number: int, entry: Entry) -> Case:
        before, after = self.events[: number - 1], self.events[number:]
        return attrs.evolve(self, events=(*before, entry, *after))


def _corrected(before: Entry, entry: Entry) -> Entry:
    """An entry that keeps what it said before; the same one where it says that still."""
    history = before.before
    said = attrs.evolve(before, before=())
    if attrs.evolve(entry, before=(), withdrawn="") == said:
        return before
    return attrs.evolve(entry, before=(*history, said), withdrawn="")
