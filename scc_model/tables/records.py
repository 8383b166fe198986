"""A case as plain records, for programs and spreadsheets; :mod:`case_text` puts it into words.

Dates are in ISO form. The keys of each record stand in its function; other programs rely on them.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from scc_model.cases.case import Entry
from scc_model.cases.journey import Duty, Journey
from scc_model.cases.powers import Power
from scc_model.cases.replay import Happened
from scc_model.chart.steps import Step
from scc_model.words import account, wording

DUTY_COLUMNS = (
    "id", "title", "owner", "kind", "force", "status", "earliest", "latest", "since", "met_on",
    "estimated", "when", "explanation", "source",
)  # fmt: skip


@attrs.frozen
class Recorded:
    """An entry of the record of events, and what became of it.

    Args:
        number: its number in the file, counted from 1; none for a day that the calendar brought.
        event: id of the event.
        date: its day.
        status: ``counted``, ``planned``, ``refused``, ``withdrawn`` or ``worked-out``.
        entry: the entry of the file; none for a day that the calendar brought.
        happened: where it led, for one that counted.
        why: why it does not count, a sentence each.
        instead_of: answers known before, by fact, that its own answers replaced.
    """

    number: int | None
    event: str
    date: dt.date
    status: str
    entry: Entry | None = None
    happened: Happened | None = None
    why: tuple[str, ...] = ()
    instead_of: Mapping[str, str] = attrs.field(factory=dict)

    @property
    def entered(self) -> tuple[str, ...]:
        """The stages that the school came to by it."""
        return self.happened.step.entered if self.happened is not None else ()


def record_of_events(made: Journey) -> list[Recorded]:
    """Everything recorded and every day that the calendar brought, by day; nothing is left out."""
    numbers = {id(entry): number for number, entry in enumerate(made.case.events, 1)}
    order = {id(one.entry): place for place, one in enumerate(made.replayed.happened) if one.entry}
    found = [*_counted(made, numbers), *_not_counted(made, numbers)]
    return sorted(found, key=lambda one: (one.date, order.get(id(one.entry), len(order))))


def _counted(made: Journey, numbers: Mapping[int, int]) -> Iterator[Recorded]:
    known = dict(made.case.facts)
    for one in made.replayed.happened:
        entry = one.entry
        if entry is None:
            yield Recorded(None, one.event, one.date, "worked-out", happened=one)
            continue
        instead_of = {
            name: known[name]
            for name, answer in entry.facts.items()
            if known.get(name, answer) != answer
        }
        known |= entry.facts
        number = numbers[id(entry)]
        yield Recorded(
            number, one.event, one.date, "counted", entry, one, instead_of=instead_of
        )  # fmt: skip


def _not_counted(made: Journey, numbers: Mapping[int, int]) -> Iterator[Recorded]:
    framework = made.context.framework
    for refused in made.replayed.refused:
        entry = refused.entry
        why = tuple(account.why_refused(refused, framework))
        yield Recorded(numbers[id(entry)], entry.event, entry.date, "refused", entry, why=why)
    for entry in made.replayed.planned:
        yield Recorded(numbers[id(entry)], entry.event, entry.date, "planned", entry)
    for entry in made.case.events:
        if entry.withdrawn:
            why = (entry.withdrawn,)
            yield Recorded(numbers[id(entry)], entry.event, entry.date, "withdrawn", entry, why=why)


def event_record(one: Recorded, made: Journey) -> dict[str, Any]:
    """One entry of the record of events.

    Returns:
        ``number`` (none for a day that the calendar brought), ``event``, ``title``, ``date``,
        ``status``, ``facts``, ``instead_of`` (the answers that these facts replaced),
        ``decided``, ``note``, ``why`` (why it does not count) and ``entered`` (stages).
    """
    entry = one.entry
    return {
        "number": one.number,
        "event": one.event,
        "title": made.context.framework.events[one.event].title,
        "date": one.date.isoformat(),
        "status": one.status,
        "facts": dict(entry.facts) if entry is not None else {},
        "instead_of": dict(one.instead_of),
        "decided": dict(entry.decided) if entry is not None else {},
        "note": entry.note if entry is not None else "",
        "why": list(one.why),
        "entered": list(one.entered),
    }


def position_record(one: account.Position) -> dict[str, Any]:
    """Where the school stands in one procedure.

    Returns:
        ``strand`` (its title), ``procedure``, ``procedure_title``, ``stage``, ``stage_title`` and
        ``since``, none where the school stands where it began.
    """
    return {
        "strand": one.strand,
        "procedure": one.procedure.id,
        "procedure_title": one.procedure.title,
        "stage": one.stage.id,
        "stage_title": one.stage.title,
        "since": _iso(one.since),
    }


def case_record(made: Journey) -> dict[str, Any]:
    """A whole case on a day.

    Returns:
        ``school``, ``begins``, ``as_at``, ``facts`` (all that are known), ``readings`` (those
        chosen for this case), ``positions``, ``events``, and ``to_do`` (the duties).
    """
    case = made.case
    return {
        "school": case.school,
        "begins": case.begins.isoformat(),
        "as_at": made.as_at.isoformat(),
        "facts": dict(made.context.facts),
        "readings": dict(case.readings),
        "positions": [position_record(one) for one in account.positions(made)],
        "events": [event_record(one, made) for one in record_of_events(made)],
        "to_do": [duty_record(one, made) for one in account.to_do(made)],
    }


def duty_record(duty: Duty, made: Journey) -> dict[str, Any]:
    """A duty and how it stands.

    Returns:
        The keys of ``DUTY_COLUMNS``, and ``rounds``: for what comes round, each period with
        ``first``, ``last``, ``done`` (days) and ``status``. ``earliest`` and ``latest`` are none
        where the rule sets no such day or it cannot be worked out yet.
    """
    found, framework = duty.deadline, made.context.framework
    return {
        "id": duty.rule.id,
        "title": duty.rule.title,
        "owner": wording.roles(duty.rule.actors, framework),
        "kind": duty.rule.kind,
        "force": duty.rule.force,
        "status": duty.status,
        "earliest": _iso(found.earliest) if found is not None else None,
        "latest": _iso(found.latest) if found is not None else None,
        "since": _iso(duty.since),
        "met_on": _iso(duty.met_on),
        "estimated": found is not None and found.estimated,
        "when": account.when(duty),
        "explanation": " ".join(account.duty_explained(duty, made)),
        "source": wording.citations(duty.rule.cite, framework),
        "rounds": [
            {
                "first": one.first.isoformat(),
                "last": one.last.isoformat(),
                "done": [day.isoformat() for day in one.done],
                "status": one.status,
            }
            for one in duty.rounds
        ],
    }


def duties_csv(duties: Iterable[Duty], made: Journey) -> str:
    """Duties for a spreadsheet, with the columns of ``DUTY_COLUMNS``."""
    out = io.StringIO()
    writer = csv.DictWriter(out, DUTY_COLUMNS, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(duty_record(one, made) for one in duties)
    return out.getvalue()


def power_record(power: Power, made: Journey) -> dict[str, Any]:
    """A power and how it stands.

    Returns:
        ``id``, ``title``, ``holders``, ``open`` (none while it is not known), ``why`` (what keeps
        it closed or has to be known), ``until`` (its last day), ``first`` (ids of the
        consultations and consents that come first) and ``source``.
    """
    framework = made.context.framework
    return {
        "id": power.rule.id,
        "title": power.rule.title,
        "holders": account.held_by(power, framework),
        "open": power.open,
        "why": account.why_closed(power, framework),
        "until": _iso(power.window.latest) if power.window is not None else None,
        "first": [one.id for one in power.first],
        "source": wording.citations(power.rule.cite, framework),
    }


def step_record(one: Step, made: Journey) -> dict[str, Any]:
    """An event that may come next.

    Returns:
        ``event``, ``title``, ``allowed`` (none while it is not known), ``enters`` (stages it leads
        to for certain), ``to_be_known`` (facts by id) and ``moves``: for each transition its
        ``procedure``, ``to``, ``guard`` in words (none where it has none) and ``holds``.
    """
    framework = made.context.framework
    return {
        "event": one.event.id,
        "title": one.event.title,
        "allowed": one.allowed,
        "enters": list(one.entered),
        "to_be_known": list(account.to_be_known(one)),
        "moves": [
            {
                "procedure": move.procedure,
                "to": move.transition.to,
                "guard": move.transition.when
                and wording.condition(move.transition.when, framework),
                "holds": move.verdict.value,
            }
            for move in one.moves
        ],
    }


def _iso(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
