"""What makes an entry one that a case can hold, and an event one that can be denied."""

from __future__ import annotations

import attrs

from scc_model import model
from scc_model.cases.case import MOST_EVENTS, Case, Entry
from scc_model.conditions.context import check_answer
from scc_model.dates import days_in_words, short_date
from scc_model.dating.working_days import Calendar
from scc_model.errors import BadValue, UnknownName


class BeforeTheRecord(BadValue):
    """An entry lies before the day on which its case begins."""


def check_entry(entry: Entry, case: Case, framework: model.Framework) -> None:
    """Make sure that an entry is one: it names an event, and has days within the case.

    Nothing else is asked of it. Whether it can have happened, and what it contradicts, is found out
    when the case is looked at.

    Raises:
        UnknownName: for an event, fact or answer that does not exist.
        BadValue: for a day that is known exactly and in part, a last day before the first, and one
            entry more than a case can hold.
        BeforeTheRecord: for days that all lie before the case begins.
        DateOutOfRange: for a date for which bank holidays are not known.
    """
    check_names(entry, framework)
    if len(case.events) >= MOST_EVENTS and not any(recorded is entry for recorded in case.events):
        raise BadValue(f"The case is full. Accepted: up to {MOST_EVENTS:,} events.")
    known = Calendar(framework.bank_holidays)
    for day in entry.ends:
        known.check(day)
    title = framework.events[entry.event].title
    _check_days(entry, title)
    if entry.last is not None and entry.last < case.begins:
        begins = short_date(case.begins)
        raise BeforeTheRecord(
            f"'{title}' is dated {days_in_words(entry.first, entry.last, short_date, on='')}, "
            f"before the case begins on {begins}. Accepted: {begins} or later, or an earlier "
            "beginning."
        )


def check_not_happened(event: str, framework: model.Framework) -> None:
    """Make sure that an event is one that can be said not to have happened.

    Raises:
        UnknownName: when there is no such event.
        BadValue: for a day that the calendar brings.
    """
    if event not in framework.events:
        raise UnknownName("event", event, framework.events)
    if framework.events[event].falls_on:
        title = framework.events[event].title
        raise BadValue(f"The calendar brings this, whatever anybody does: {title}.")


def without(case: Case, event: str, framework: model.Framework) -> Case:
    """The case in which it is known that something did not happen.

    Args:
        case: the case.
        event: id of the event.
        framework: the procedures.

    Raises:
        UnknownName: when there is no such event.
        BadValue: for one that an entry says did happen, or that the calendar brings.

    >>> import datetime as dt
    >>> from scc_model.loading import load
    >>> case = without(Case("A school", dt.date(2014, 9, 1)), "representations-made", load())
    >>> case.did_not_happen
    ('representations-made',)
    >>> case.added(Entry("representations-made", dt.date(2014, 9, 29))).did_not_happen
    ()
    """
    check_not_happened(event, framework)
    title = framework.events[event].title
    numbered = enumerate(case.events, 1)
    told = next((number for number, x in numbered if x.event == event and not x.withdrawn), 0)
    if told:
        raise BadValue(f"Entry {told} says that this happened: {title}. Withdraw it first.")
    known = dict.fromkeys((*case.did_not_happen, event))
    return attrs.evolve(case, did_not_happen=tuple(known))


def check_names(entry: Entry, framework: model.Framework) -> None:
    """Make sure that what an entry names exists.

    Raises:
        UnknownName: for an event, fact or answer that does not exist.
    """
    if entry.event not in framework.events:
        raise UnknownName("event", entry.event, framework.events)
    for kind, given in (("fact", entry.facts), ("decision", entry.decided)):
        for name, answer in given.items():
            check_answer(kind, name, answer, framework)


def _check_days(entry: Entry, title: str) -> None:
    if entry.date and (entry.since or entry.by):
        raise BadValue(
            f"'{title}' has a day and a span. Accepted: 'date' alone for a day that is known, or "
            "'since', 'by' or both for the days between which it lies."
        )
    if entry.since and entry.by and entry.by < entry.since:
        first, last = short_date(entry.since), short_date(entry.by)
        raise BadValue(
            f"The days of '{title}' stand the wrong way round: from {first} to {last}. "
            f"Accepted: the first day, then the last, such as from {last} to {first}."
        )
