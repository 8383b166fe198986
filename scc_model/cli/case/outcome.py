"""What came of a change to a case: how the entry stands, what is presumed, what contradicts."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from scc_model import model
from scc_model.cases.case import Case, known_days
from scc_model.cases.journey import Journey, journey
from scc_model.tables import explained, records
from scc_model.tables.text import shown
from scc_model.words import account, standing, wording

_NOTHING_NEW, _ADDED = "Nothing was added.", "What was new was added to it."
_SETTLED = "does not contradict anything any more."
_LIKEWISE = "may be the same event. If it is, correct one of the two, and withdraw the other."


@attrs.frozen
class Outcome:
    """What came of a change.

    Args:
        recorded: the entry that was added or changed, and what became of it.
        seen: the case as it stands on the day looked from.
        presumed: what is presumed now and was not before.
        conflicts: what contradicts now and did not before.
        settled: the entries that contradicted before and do not any more.
        likewise: the entries that may be of the same event, known less exactly or more so.
        unchanged: whether the record says what it said before.
    """

    recorded: account.Recorded
    seen: Journey
    presumed: tuple[standing.Stands, ...]
    conflicts: tuple[standing.Conflict, ...]
    settled: tuple[int, ...]
    likewise: tuple[int, ...]
    unchanged: bool


def of(
    change: tuple[Case, Case], number: int, framework: model.Framework, as_at: dt.date
) -> Outcome:
    """What came of a change that was made to a case.

    Args:
        change: the case before it, and with it.
        number: the entry that was added or changed.
        framework: the procedures.
        as_at: the day to look from.
    """
    before, after = change
    seen = journey(after, framework, max(as_at, after.begins))
    recorded = {event.number: event for event in account.record_of_events(seen)}[number]
    stood, stands = (_to_its_end(case, framework, as_at) for case in change)
    conflicts = standing.conflicts(stands)
    known = {conflict.number for conflict in standing.conflicts(stood)}
    presumed = {(x.event, x.because) for x in standing.presumed(stood)}
    return Outcome(
        recorded=recorded,
        seen=seen,
        presumed=tuple(
            x for x in standing.presumed(stands) if (x.event, x.because) not in presumed
        ),
        conflicts=tuple(x for x in conflicts if x.number == number or x.number not in known),
        settled=tuple(sorted(known - {x.number for x in conflicts} - {number})),
        likewise=tuple(standing.likewise(number, after)),
        unchanged=before.events == after.events,
    )


def _to_its_end(case: Case, framework: model.Framework, as_at: dt.date) -> Journey:
    """The case with what lies ahead, so that it is told at once what that does not go with."""
    return journey(case, framework, max([as_at, case.begins, *known_days(case.events)]))


def told(outcome: Outcome, *, double: bool = False) -> list[str]:
    """What came of a change, a line each.

    Args:
        outcome: what came of it.
        double: whether it was to be added, and an entry said the same already.
    """
    recorded, seen = outcome.recorded, outcome.seen
    framework = seen.context.framework
    what = f"{framework.events[recorded.event].title}, {recorded.day}"
    status = explained.STATUS[recorded.status] or "recorded"
    lines = [f"Entry {recorded.number} is {status}: {what}."]
    if double:
        added = _NOTHING_NEW if outcome.unchanged else _ADDED
        lines = [f"This is recorded already, as entry {recorded.number}: {what}. {added}"]
    elif outcome.unchanged:
        lines.append("It says that already.")
    lines += [f"  {line}" for line in account.came_of(recorded, framework)]
    lines += [standing.presumed_told(x, seen) for x in outcome.presumed]
    lines += [line for x in outcome.conflicts for line in standing.conflict_told(x, seen)]
    for numbers, now in ((outcome.settled, _SETTLED), (outcome.likewise, _LIKEWISE)):
        for number in numbers:
            named = standing.named(number, seen.case, framework)
            lines.append(f"{wording.capital(named)} {now}")
    return [*map(shown, lines)]


def record(outcome: Outcome) -> dict[str, Any]:
    """What came of a change, for a program.

    Returns:
        The keys of :func:`scc_model.tables.records.event_record`, and ``presumed`` (see
        :func:`scc_model.tables.records.entry_record`) and ``contradictions`` (see
        :func:`scc_model.tables.records.conflict_record`): what is presumed, and what contradicts,
        that did not before.
    """
    return {
        **records.event_record(outcome.recorded, outcome.seen),
        "presumed": [records.entry_record(x, outcome.seen) for x in outcome.presumed],
        "contradictions": [records.conflict_record(x) for x in outcome.conflicts],
    }
