"""How the entries of a case stand: recorded, presumed or withdrawn, and what contradicts what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal, TypeAlias

import attrs

from scc_model import model
from scc_model.cases.case import Case, Entry
from scc_model.cases.journey import Journey
from scc_model.dates import days_in_words
from scc_model.words import account, wording

Standing: TypeAlias = Literal["recorded", "presumed", "withdrawn"]


@attrs.frozen
class Conflict:
    """An entry that cannot be true beside what else is known. All of it is kept.

    Args:
        number: number of the entry.
        against: numbers of the entries that it contradicts; none where it contradicts an answer.
        why: what stands in its way, a sentence each.
    """

    number: int
    against: tuple[int, ...]
    why: tuple[str, ...]


@attrs.frozen
class Stands:
    """Something that an entry says happened, or that must have happened for one to be true.

    Args:
        number: number of the entry; none for what is presumed.
        event: id of the event.
        first: the first day that it can have been; none where nothing is known of that.
        last: the last, likewise.
        standing: whether it is recorded, presumed or withdrawn.
        because: for what is presumed, the number of the entry that it is presumed from.
        conflicts: what it contradicts, and what contradicts it.
    """

    number: int | None
    event: str
    first: dt.date | None
    last: dt.date | None
    standing: Standing
    because: int | None = None
    conflicts: tuple[Conflict, ...] = ()

    @property
    def contradicts(self) -> tuple[int, ...]:
        """The numbers of the entries that it does not go with, in order."""
        numbers = {x for conflict in self.conflicts for x in (conflict.number, *conflict.against)}
        return tuple(sorted(numbers - {self.number}))

    @property
    def date(self) -> dt.date | None:
        """Its day, where that is known exactly."""
        return self.first if self.standing != "presumed" and self.first == self.last else None


def conflicts(journey: Journey) -> list[Conflict]:
    """The entries that cannot be true beside what else is known, by number."""
    numbers, framework = _numbers(journey.case), journey.context.framework
    told = (
        Conflict(
            numbers[id(found.entry)],
            tuple(numbers[id(entry)] for entry in found.against),
            tuple(account.why_contradicts(found, framework)),
        )
        for found in journey.replayed.contradictions
    )
    return sorted(told, key=lambda conflict: conflict.number)


def denied(journey: Journey) -> dict[str, int]:
    """What is said not to have happened and must have, with the number of the entry that tells."""
    numbers, absent = _numbers(journey.case), journey.case.did_not_happen
    return {
        x.event: numbers[id(x.because)]
        for x in journey.replayed.happened
        if x.because is not None and x.event in absent
    }


def presumed(journey: Journey) -> list[Stands]:
    """What is not recorded, and must have happened for an entry to be true, in order."""
    numbers = _numbers(journey.case)
    return [
        Stands(None, x.event, x.first, x.last, "presumed", numbers[id(x.because)])
        for x in journey.replayed.happened
        if x.because is not None
    ]


def entries(journey: Journey) -> list[Stands]:
    """Every entry by its number, and after them what is presumed; nothing is left out."""
    every = conflicts(journey)
    recorded = [
        Stands(
            number,
            entry.event,
            entry.first,
            entry.last,
            "withdrawn" if entry.withdrawn else "recorded",
            conflicts=tuple(x for x in every if number in (x.number, *x.against)),
        )
        for number, entry in enumerate(journey.case.events, 1)
    ]
    return [*recorded, *presumed(journey)]


def _numbers(case: Case) -> dict[int, int]:
    return {id(entry): number for number, entry in enumerate(case.events, 1)}


# --- In words ------------------------------------------------------------------------------------


def named(number: int, case: Case, framework: model.Framework) -> str:
    """An entry by its number, its event and its days.

    >>> from scc_model.loading import load
    >>> case = Case("A school", dt.date(2014, 9, 1)).added(Entry("report-published"))
    >>> named(1, case, load())
    "entry 1 ('The report was published', on a day that is not known)"
    """
    entry = case.events[number - 1]
    when = days_in_words(entry.first, entry.last)
    return f"entry {number} ('{framework.events[entry.event].title}', {when})"


def conflict_told(conflict: Conflict, journey: Journey) -> list[str]:
    """What an entry contradicts, a sentence each."""
    case, framework = journey.case, journey.context.framework
    against = [named(number, case, framework) for number in conflict.against]
    first = wording.capital(named(conflict.number, case, framework))
    if against:
        return [f"{first} contradicts {wording.listed(against)}. Both are kept.", *conflict.why]
    return [f"{first} does not fit what else is known. It is kept.", *conflict.why]


def presumed_told(stands: Stands, journey: Journey) -> str:
    """That something is presumed, in a sentence."""
    title = journey.context.framework.events[stands.event].title
    when = days_in_words(stands.first, stands.last)
    return f"Presumed from entry {stands.because}: {title}, {when}. Add the day, if you know it."


def likewise(number: int, case: Case) -> Iterator[int]:
    """The entries that may be of the very event of another, known less exactly or more so."""
    entry = case.events[number - 1]
    for other_number, other in enumerate(case.events, 1):
        both_exact = entry.date is not None and other.date is not None
        if other_number == number or other.event != entry.event or both_exact:
            continue
        if not (entry.withdrawn or other.withdrawn) and _meet(entry, other):
            yield other_number


def _meet(entry: Entry, other: Entry) -> bool:
    """Whether two entries can be of one day."""
    firsts = [day for day in (entry.first, other.first) if day is not None]
    lasts = [day for day in (entry.last, other.last) if day is not None]
    return max(firsts, default=dt.date.min) <= min(lasts, default=dt.date.max)


def must_have_happened(journey: Journey) -> list[str]:
    """What is presumed, each with the days between which it must lie and the reason.

    >>> from scc_model.cases.journey import journey
    >>> from scc_model.loading import load
    >>> told = Entry("report-published", dt.date(2014, 11, 14))
    >>> case = Case("A school", dt.date(2014, 9, 1), events=(told,), complete=False)
    >>> told = must_have_happened(journey(case, load(), dt.date(2014, 11, 17)))
    >>> told[0].partition(",")[0]
    'The section 5 inspection ended'
    """
    events = journey.context.framework.events
    return [
        " ".join((f"{events[known.event].title}, {known.day}.", *known.why))
        for known in account.record_of_events(journey)
        if known.status == "presumed"
    ]
