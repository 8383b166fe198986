"""What is asked for, by timeline or case, as plain records and as CSV.

Dates are in ISO form. The keys of each record stand in its function; other programs rely on them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from scc_model.cases.duties.duty import Duty
from scc_model.cases.journey import Journey
from scc_model.cases.timelines import Timeline
from scc_model.tables.text import records_csv
from scc_model.words import explaining, obligations, uncertain, wording

COLUMNS = (
    "id", "title", "owner", "kind", "anchor", "anchor_date", "estimated", "earliest", "latest",
    "day_kind", "status", "explanation", "source", "at_the_latest", "counts_from",
)  # fmt: skip
DUTY_COLUMNS = (
    "id", "title", "owner", "kind", "force", "status", "earliest", "latest", "since", "met_on",
    "estimated", "when", "explanation", "source", "at_the_latest", "counts_from", "missing",
    "doubts",
)  # fmt: skip


def row_record(row: Duty, timeline: Timeline) -> dict[str, Any]:
    """One row of a timeline.

    Returns:
        The keys of ``COLUMNS``. ``earliest`` is none where the rule sets no first day,
        ``latest`` where it sets no last day; both also while the anchor is not known and
        cannot be estimated. ``at_the_latest`` and ``counts_from`` are as in
        :func:`duty_record`.
    """
    deadline = row.deadline
    assert deadline is not None  # noqa: S101  (a row has a time limit)
    values = _owed(row, explaining.explanation(row, timeline), timeline) | {
        "kind": deadline.limit.kind,
        "anchor": deadline.anchor.event,
        "anchor_date": iso(deadline.anchor.date),
        "day_kind": deadline.limit.day_kind,
    }
    return {name: values[name] for name in COLUMNS}


def duty_record(duty: Duty, journey: Journey) -> dict[str, Any]:
    """A duty and how it stands.

    Returns:
        The keys of ``DUTY_COLUMNS``, and ``rounds``: for what comes round, each period with
        ``first``, ``last``, ``done`` (days) and ``status``. ``earliest`` and ``latest`` are none
        where the rule sets no such day or it cannot be worked out yet. ``at_the_latest`` says that
        ``latest`` may be earlier, because it counts from a day that is not known exactly;
        ``counts_from`` gives such days, each with ``event``, ``first`` and ``last``. ``missing``
        holds the facts that would settle whether it is asked for, and ``doubts`` says in words what
        is not certain.
    """
    values = _owed(duty, obligations.duty_explained(duty, journey), journey) | {
        "kind": duty.rule.kind,
        "force": duty.rule.force,
        "since": iso(duty.since),
        "met_on": iso(duty.met_on),
        "when": obligations.when(duty),
        "missing": [*duty.missing],
        "doubts": " ".join(uncertain.doubts(duty, journey.context.framework)),
    }
    rounds = [
        {
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
            "done": [day.isoformat() for day in period.done],
            "status": period.status,
        }
        for period in duty.rounds
    ]
    return {name: values[name] for name in DUTY_COLUMNS} | {"rounds": rounds}


def _owed(owed: wording.Owed, why: Iterable[str], looked: wording.Looked) -> dict[str, Any]:
    """What the records of a row and of a duty have in common."""
    deadline, framework = owed.deadline, looked.context.framework
    return {
        "id": owed.rule.id,
        "title": owed.rule.title,
        "owner": wording.actors(owed.rule, looked.context),
        "status": owed.status,
        "earliest": iso(deadline.earliest) if deadline else None,
        "latest": iso(deadline.latest) if deadline else None,
        "estimated": deadline is not None and deadline.may_be_later,
        "at_the_latest": deadline is not None and deadline.at_the_latest,
        "counts_from": [
            {"event": dated.event, "first": iso(dated.since), "last": iso(dated.date)}
            for dated in (deadline.counts_from if deadline else ())
        ],
        "explanation": " ".join(why),
        "source": wording.citations(owed.rule.cite, framework),
    }


def timeline_csv(timeline: Timeline) -> str:
    """A timeline for a spreadsheet, with the columns of ``COLUMNS``."""
    return records_csv(COLUMNS, (_flat(row_record(row, timeline)) for row in timeline.rows))


def duties_csv(duties: Iterable[Duty], journey: Journey) -> str:
    """Duties for a spreadsheet, with the columns of ``DUTY_COLUMNS``."""
    return records_csv(DUTY_COLUMNS, (_flat(duty_record(duty, journey)) for duty in duties))


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    """A record for a spreadsheet: each list as one text, with spaces between its parts."""
    spans = (f"{x['event']} {x['first'] or ''}..{x['last']}" for x in record["counts_from"])
    flat = {"counts_from": "; ".join(spans), "missing": " ".join(record.get("missing", ()))}
    return {**record, **flat}


def iso(day: dt.date | None) -> str | None:
    """A day in ISO form; none where there is none."""
    return None if day is None else day.isoformat()
