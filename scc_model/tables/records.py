"""Classifications and cases as plain records, for programs and spreadsheets.

Dates are in ISO form. The keys of each record stand in its function; other programs rely on them.
"""

from __future__ import annotations

from typing import Any

from scc_model import model
from scc_model.cases.asking import next_question
from scc_model.cases.journey import Journey
from scc_model.cases.powers.power import Power
from scc_model.chart.steps import Step
from scc_model.conditions.classification import Classification
from scc_model.tables.duty_records import duty_record, iso
from scc_model.words import (
    account,
    explaining,
    obligations,
    permissions,
    standing,
    wording,
)
from scc_model.words.positions import Position, positions_of


def classification_record(classification: Classification) -> dict[str, Any]:
    """A classification.

    Returns:
        For each decision by id: the outcome (or none), what is still possible, the rule that
        decided and its source; and ``next_question``, none when nothing more is needed.
    """
    context = classification.context
    fact = classification.next_question
    record: dict[str, Any] = {}
    for decided in classification.decisions:
        result, outcome = decided.result, decided.outcome
        record[decided.decision.id] = {
            "outcome": result.outcome,
            "title": outcome and outcome.title,
            "possible": list(result.possible),
            "because": result.rule and result.rule.because,
            "findings": explaining.findings(result.because, context.framework, context.facts),
            "source": result.rule and wording.citations(result.rule.cite, context.framework),
            "leads_to": outcome and outcome.leads_to,
        }
    record["next_question"] = _question(fact)
    return record


def _question(fact: model.Fact | None) -> dict[str, Any] | None:
    """A question with the answers that it takes."""
    if fact is None:
        return None
    return {
        "fact": fact.id,
        "question": fact.question,
        "answers": {option.id: option.label for option in fact.options},
    }


def case_record(journey: Journey) -> dict[str, Any]:
    """A whole case on a day.

    Returns:
        ``school``, ``begins``, ``complete`` (whether all that happened is recorded),
        ``did_not_happen`` (events of which that is known), ``as_at``,
        ``facts`` (all that are known), ``readings`` (those chosen for this case), ``positions``,
        ``entries`` (all that was entered, and what is presumed from it), ``events`` (by day, what
        became of each, with the days that the calendar brought), ``announced`` (what was said
        and is not final: ``decision``, ``outcome``, ``date``, and whether that is ``exact``),
        ``to_do`` (the duties) and ``next_question`` (the question that would settle most: ``fact``,
        ``question`` and ``answers``; none where none would).
    """
    case = journey.case
    events = account.record_of_events(journey)
    return {
        "school": case.school,
        "begins": case.begins.isoformat(),
        "complete": case.complete,
        "did_not_happen": [*case.did_not_happen],
        "as_at": journey.as_at.isoformat(),
        "facts": dict(journey.context.facts),
        "readings": dict(case.readings),
        "positions": [position_record(position) for position in positions_of(journey)],
        "entries": [entry_record(entry, journey) for entry in standing.entries(journey)],
        "events": [event_record(event, journey) for event in events],
        "announced": [
            {
                "decision": one.decision,
                "outcome": one.outcome,
                "date": one.date.isoformat(),
                "exact": one.exact,
            }
            for one in journey.announced
        ],
        "to_do": [duty_record(duty, journey) for duty in obligations.to_do(journey)],
        "next_question": _question(next_question(journey)),
    }


def position_record(position: Position) -> dict[str, Any]:
    """Where the school stands in one procedure.

    Returns:
        ``strand`` (its title), ``procedure``, ``procedure_title``, ``stage`` (none where that is
        not known), ``stage_title`` and ``perhaps`` (the stages of which it is one, where it is not
        known which); ``since``, none where the school stands where it began; ``exact`` (whether
        that day is known; else it is the last that it can have been), ``presumed``, and ``unless``
        (the events with one of which, had it happened, the school would not stand there).
    """
    every = [stage.id for stage in position.stages]
    one = len(every) == 1
    return {
        "strand": position.strand,
        "procedure": position.procedure.id,
        "procedure_title": position.procedure.title,
        "stage": every[0] if one else None,
        "stage_title": position.named,
        "perhaps": [] if one else every,
        "since": iso(position.since),
        "exact": position.exact,
        "presumed": position.presumed,
        "unless": [event.id for event in position.unless],
    }


def entry_record(entry: standing.Stands, journey: Journey) -> dict[str, Any]:
    """Something that was entered, or is presumed from what was.

    Returns:
        ``number`` (none for what is presumed), ``event``, ``title``, ``date`` (none where it is not
        known exactly), ``first`` and ``last`` (the days between which it lies, each none where
        nothing is known of it), ``standing`` (``recorded``, ``presumed`` or ``withdrawn``),
        ``because`` (for what is presumed, the number of the entry that it is presumed from),
        ``contradicts`` (the numbers of the entries that it does not go with) and ``why`` (why an
        entry does not go with what else is known, sentences).
    """
    return {
        "number": entry.number,
        "event": entry.event,
        "title": journey.context.framework.events[entry.event].title,
        "date": iso(entry.date),
        "first": iso(entry.first),
        "last": iso(entry.last),
        "standing": entry.standing,
        "because": entry.because,
        "contradicts": [*entry.contradicts],
        "why": [sentence for conflict in entry.conflicts for sentence in conflict.why],
    }


def conflict_record(conflict: standing.Conflict) -> dict[str, Any]:
    """What contradicts what.

    Returns:
        ``entry`` (the number of the entry that does not go with the others), ``against`` (the
        numbers of those; none where it is an answer that it does not go with) and ``why``
        (sentences).
    """
    return {
        "entry": conflict.number,
        "against": [*conflict.against],
        "why": [*conflict.why],
    }


def event_record(recorded: account.Recorded, journey: Journey) -> dict[str, Any]:
    """One entry of the record of events.

    Returns:
        ``number`` (none for what is presumed and for a day that the calendar brought), ``event``,
        ``title``, ``date`` (none where it is not known exactly), ``first`` and ``last`` (the days
        between which it must lie), ``standing`` (``recorded``, ``presumed``, ``worked-out`` or
        ``withdrawn``), ``status``, ``contradicts`` (numbers of entries), ``facts``, ``instead_of``
        (the answers that these facts replaced), ``decided``, ``note``, ``why`` (why it is presumed,
        or contradicts) and ``entered`` (stages).
    """
    entry = recorded.entry
    return {
        "number": recorded.number,
        "event": recorded.event,
        "title": journey.context.framework.events[recorded.event].title,
        "date": recorded.date.isoformat() if recorded.exact else None,
        "first": recorded.first.isoformat(),
        "last": recorded.date.isoformat(),
        "standing": recorded.standing,
        "status": recorded.status,
        "contradicts": list(recorded.contradicts),
        "facts": dict(entry.facts) if entry is not None else {},
        "instead_of": dict(recorded.instead_of),
        "decided": dict(entry.decided) if entry is not None else {},
        "note": entry.note if entry is not None else "",
        "why": list(recorded.why),
        "entered": list(recorded.entered),
    }


def power_record(power: Power, journey: Journey) -> dict[str, Any]:
    """A power and how it stands.

    Returns:
        ``id``, ``title``, ``holders``, ``open`` (none while it is not known), ``standing``
        (``open``, ``closed`` or ``unknown``), ``why`` (what keeps it closed or has to be known),
        ``from`` (the day since when it is open), ``until`` (its last day), ``first`` (ids of the
        consultations and consents that come first), ``missing`` (ids of the facts that would
        settle it, or of the consultations and consents still to come) and ``source``.
    """
    framework = journey.context.framework
    return {
        "id": power.rule.id,
        "title": power.rule.title,
        "holders": permissions.held_by(power, framework),
        "open": power.open,
        "standing": power.standing,
        "why": permissions.why_closed(power, framework),
        "from": iso(power.from_),
        "until": iso(power.until),
        "first": [rule.id for rule in power.first],
        "missing": [*power.missing, *(rule.id for rule in power.outstanding)],
        "source": wording.citations(power.rule.cite, framework),
    }


def step_record(step: Step, journey: Journey) -> dict[str, Any]:
    """An event that may come next.

    Returns:
        ``event``, ``title``, ``allowed`` (none while it is not known), ``enters`` (stages it leads
        to for certain), ``to_be_known`` (facts by id) and ``moves``: for each transition its
        ``procedure``, ``to``, ``guard`` in words (none where it has none) and ``holds``.
    """
    framework = journey.context.framework
    return {
        "event": step.event.id,
        "title": step.event.title,
        "allowed": step.allowed,
        "enters": list(step.entered),
        "to_be_known": list(step.missing),
        "moves": [
            {
                "procedure": move.procedure,
                "to": move.transition.to,
                "guard": move.transition.when
                and wording.condition(move.transition.when, framework),
                "holds": move.verdict.value,
            }
            for move in step.moves
        ],
    }
