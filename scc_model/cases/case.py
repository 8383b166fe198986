"""One school's case: what is known of it, and what happened, corrections included.

A case is a record. Nothing is taken out of it: an event that was wrong is withdrawn and stays, so
that whoever reads it sees what was believed and when it was put right.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import attrs

from scc_model import model
from scc_model.conditions.context import check_answer
from scc_model.dates import short_date
from scc_model.dating.working_days import Calendar, SchoolHoliday
from scc_model.errors import BadValue, UnknownName

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
    """

    event: str
    date: dt.date | None = None
    facts: Mapping[str, str] = attrs.field(factory=dict)
    decided: Mapping[str, str] = attrs.field(factory=dict)
    withdrawn: str = ""
    note: str = ""
    since: dt.date | None = None
    by: dt.date | None = None

    @property
    def first(self) -> dt.date | None:
        """The first day that it can have been, as far as the entry says."""
        return self.date or self.since

    @property
    def last(self) -> dt.date | None:
        """The last day that it can have been, as far as the entry says."""
        return self.date or self.by


def known_days(entries: Iterable[Entry]) -> list[dt.date]:
    """Every day that some entries name, exact or as the end of a span, but for withdrawn ones.

    >>> [day.isoformat() for day in known_days([Entry("report-published", by=dt.date(2014, 11, 21))])]
    ['2014-11-21']
    """
    named = ((entry.first, entry.last) for entry in entries if not entry.withdrawn)
    return [day for days in named for day in days if day is not None]


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
    """

    school: str
    begins: dt.date
    facts: Mapping[str, str] = attrs.field(factory=dict)
    readings: Mapping[str, str] = attrs.field(factory=dict)
    school_holidays: tuple[SchoolHoliday, ...] = ()
    events: tuple[Entry, ...] = ()
    id: str = ""
    complete: bool | None = None

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
    if len(case.events) >= MOST_EVENTS and not any(recorded is entry for recorded in case.events):
        raise BadValue(f"The case is full. Accepted: up to {MOST_EVENTS:,} events.")
    for day in filter(None, (entry.date, entry.since, entry.by)):
        Calendar(framework.bank_holidays).check(day)
    if entry.last is not None and entry.last < case.begins:
        begins = short_date(case.begins)
        raise BadValue(
            f"'{event.title}' is dated {short_date(entry.last)}, before the case begins on "
            f"{begins}. Accepted: {begins} or later, or an earlier beginning."
        )
    for number, other in enumerate(case.events, 1):
        same = (other.event, other.date) == (entry.event, entry.date) and other is not entry
        if same and entry.date and not (other.withdrawn or entry.withdrawn):
            raise BadValue(
                f"'{event.title}' on {short_date(entry.date)} is recorded already, as entry "
                f"{number}. Withdraw one of the two."
            )
    for kind, given in (("fact", entry.facts), ("decision", entry.decided)):
        for name, answer in given.items():
            check_answer(kind, name, answer, framework)
