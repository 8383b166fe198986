"""Fields for what has happened to a school, entry by entry, and what is known not to have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import attrs

from scc_model import model
from scc_model.cases.case import MOST_EVENTS, Case, Entry
from scc_model.cases.checking import check_not_happened
from scc_model.errors import SccError
from scc_model.walks.base import State
from scc_model.walks.field import Entered, Named
from scc_model.walks.school import record


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
        given = [text for text in state.all(self.name) if text]
        faults: list[str] = []
        seen: set[str] = set()
        if len(given) > MOST_EVENTS:
            faults.append(
                f"The link holds {len(given):,} events, and a case up to {MOST_EVENTS:,}. "
                "Those after that number are left out."
            )
        case = Case("", dt.date.min)
        unread: list[str] = []
        for text in given[:MOST_EVENTS]:
            try:
                entry = record.read(text, framework)
            except SccError as error:
                unread.append(text)
                faults.append(f"An entry is kept but cannot be used: {error}")
                continue
            case = case.recorded(entry) if text in seen else case.added(entry)
            seen.add(text)
        if state.first("do") == "leave-out":
            unread, faults = [], []
        return attrs.evolve(self.of(case.events, unread), faults=tuple(("", x) for x in faults))

    def of(self, entries: Iterable[Entry], unread: Iterable[str] = ()) -> Entered[Recorded]:
        """The field with entries in it."""
        recorded = Recorded(tuple(entries), tuple(unread))
        texts = [*map(record.written, recorded.entries), *recorded.unread]
        return Entered(recorded, tuple((self.name, text) for text in texts))


@attrs.frozen(eq=False)
class Events(Named[tuple[str, ...]]):
    """Events of which it is known that they did not happen."""

    def read(self, state: State, framework: model.Framework) -> Entered[tuple[str, ...]]:
        """See :class:`Field`."""
        known, faults = [], []
        for name in dict.fromkeys(filter(None, state.all(self.name))):
            try:
                check_not_happened(name, framework)
            except SccError as error:
                faults.append(("", str(error)))
                continue
            known.append(name)
        return attrs.evolve(self.of(known), faults=tuple(faults))

    def of(self, events: Iterable[str]) -> Entered[tuple[str, ...]]:
        """The field with events in it."""
        told = tuple(events)
        return Entered(told, tuple((self.name, name) for name in told))
