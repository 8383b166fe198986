"""A case as it stood before: what somebody saw who looked at it on an earlier day.

A case keeps its history, so it can be asked what a file made of it earlier could have held. What is
changed in place without a history cannot be asked: an answer to a question that holds from the
beginning, a reading, an entry that was taken out again.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping

import attrs

from scc_model import model
from scc_model.cases.case import Case, Entry, known_days
from scc_model.cases.journey import Journey, journey
from scc_model.dating.working_days import ONE_DAY
from scc_model.errors import SccError

_MOST_LOOKS, _FEWEST_LOOKS, _MOST_ENTRIES = 200, 20, 10_000


def earlier(case: Case, framework: model.Framework, until: dt.date) -> Iterator[Journey]:
    """The case on every day on which something changed, the latest day first.

    It is looked at as it is recorded now, as it was while entries stood that have been withdrawn
    since or said something else, and as it was before something was recorded that lies further
    back.

    Args:
        case: the case.
        framework: the procedures.
        until: the day to which the calendar may have brought something, whatever is recorded later.

    >>> from scc_model.cases.case import Entry
    >>> from scc_model.loading import load
    >>> case = Case("A school", dt.date(2014, 9, 1), {"school-type": "community"}, events=(
    ...     Entry("concern-signalled", dt.date(2014, 9, 8)),
    ...     Entry("concerns-reported", dt.date(2014, 9, 9), withdrawn="by mistake")))
    >>> [str(seen.as_at) for seen in earlier(case, load(), dt.date(2014, 9, 30))]
    ['2014-09-30', '2014-09-30', '2014-09-09', '2014-09-08']
    """
    # Each look replays every entry. Of a case that is too long the latest looks are taken.
    most = max(_FEWEST_LOOKS, min(_MOST_LOOKS, _MOST_ENTRIES // max(1, len(case.events))))
    looks = [(day, case) for day in _brought(case, framework, until)]
    for version, since in itertools.islice(_versions(case), most):
        days = {*known_days(version.events), until}
        looks += [(day, version) for day in days if day >= since]
    for day, version in sorted(looks, key=lambda look: look[0], reverse=True)[:most]:
        try:
            yield journey(version, framework, day)
        except SccError:  # a wrong entry may lead out of the dates that can be counted
            continue


def _versions(case: Case) -> Iterator[tuple[Case, dt.date]]:
    """The record as it is and as it was, each with the day from which it is of interest."""
    yield case, case.begins
    former = {place: [*_former(entry)] for place, entry in enumerate(case.events)}
    changed = {place: said for place, said in former.items() if said}
    if len(changed) > 1:
        for end in (0, -1):  # before the last change of each, and before the first
            yield _as_it_was(case, {place: said[end] for place, said in changed.items()})
    for place in reversed(changed):
        for said in changed[place]:
            yield _as_it_was(case, {place: said})

    yield from _prefixes(case)


def _former(entry: Entry) -> Iterator[Entry]:
    """What an entry said before, what it said last first."""
    if entry.withdrawn:
        yield attrs.evolve(entry, withdrawn="")
    yield from reversed(entry.before)


def _as_it_was(case: Case, again: Mapping[int, Entry]) -> tuple[Case, dt.date]:
    """The case while some of its entries said something else, and the first day of any of them."""
    events = [again.get(place, entry) for place, entry in enumerate(case.events)]
    both = [said for place in again for said in (case.events[place], again[place])]
    first = min(said.first or case.begins for said in both if not said.withdrawn)
    return attrs.evolve(case, events=tuple(events)), first


def _prefixes(case: Case) -> Iterator[tuple[Case, dt.date]]:
    """The record before each entry that may lie further back than one recorded earlier."""
    ends = [max(entry.ends, default=case.begins) for entry in case.events]
    dates = [
        dt.date.min if entry.withdrawn else day
        for entry, day in zip(case.events, ends, strict=True)
    ]
    latest = list(itertools.accumulate(dates, max))
    for number in range(len(case.events) - 1, 0, -1):
        entry, before = case.events[number], latest[number - 1]
        if not entry.withdrawn and (entry.first or case.begins) <= before:
            yield attrs.evolve(case, events=case.events[:number]), before


def _brought(case: Case, framework: model.Framework, until: dt.date) -> set[dt.date]:
    """The days after those on which the calendar brought something."""
    try:
        seen = journey(case, framework, max([*known_days(case.events), until, case.begins]))
    except SccError:
        return set()
    return {x.date + ONE_DAY for x in seen.replayed.happened if x.entry is None}
