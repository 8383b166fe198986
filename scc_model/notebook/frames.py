"""Rules, duties, powers and dated rows as pandas tables, and tables for readers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

import pandas as pd

from scc_model import model
from scc_model.cases.duties.duty import Duty
from scc_model.cases.journey import Journey
from scc_model.cases.powers.power import Power
from scc_model.cases.timelines import Timeline
from scc_model.conditions.classification import Classification
from scc_model.dates import long_date
from scc_model.dating.deadlines import Deadline, Status
from scc_model.errors import BadValue, UnknownName
from scc_model.tables import records
from scc_model.words import obligations, permissions, wording
from scc_model.words.positions import positions_of

Thing: TypeAlias = model.Rule | Duty | Power
Source: TypeAlias = model.Framework | Timeline | Journey

COLUMNS: Final = {
    "id": "string",
    "title": "string",
    "text": "string",
    "kind": "string",
    "force": "string",
    "strand": "string",
    "procedure": "string",
    "actors": "object",
    "owner": "string",
    "to": "string",
    "condition": "string",
    "timed": "bool",
    "when": "string",
    "earliest": "datetime64[s]",
    "latest": "datetime64[s]",
    "since": "datetime64[s]",
    "met_on": "datetime64[s]",
    "estimated": "bool",
    "status": "string",
    "standing": "string",
    "why": "string",
    "first": "string",
    "readings": "object",
    "source": "string",
}
"""The columns of :func:`scc_model.to_frame`, each with its type."""

_OPEN = {True: "open", False: "closed", None: "not-known"}


def to_frame(things: Iterable[Thing] | Timeline, of: Source | None = None) -> pd.DataFrame:
    """Rules, rows of a timeline, duties or powers as a table, a row for each.

    The columns are the same whatever is given, so that tables can stand under one another:

    - ``id``, ``title``, ``text``, ``kind``, ``force``: the rule, as the data has it; ``strand`` and
      ``procedure``: the titles of where it stands; ``actors``: ids of who carries it out, a tuple;
      ``owner`` and ``to``: who carries it out and for whom, in words; ``condition``: when it
      applies, in words; ``readings``: ids of what bears on it, a tuple; ``source``: its place
    - ``timed``: whether it has a time limit; ``when``: by when, in words (of a rule: as written);
      ``earliest`` and ``latest``: first and last day; ``since``: asked for from this day;
      ``met_on``: the day on which it was done; ``estimated``: whether its days are estimates
    - ``status``: how it stands on the day asked about, such as ``overdue``; of a power ``open``,
      ``closed`` or ``not-known``; ``standing``: the same in words; ``why``: what keeps a power
      closed; ``first``: what its holder has to do before

    A day that is not set is ``NaT``; a text that does not apply is empty.

    Args:
        things: a timeline; or rules, rows of a timeline, duties or powers.
        of: the framework, timeline or journey that they belong to; none for a whole timeline.

    Returns:
        A table with the columns of ``COLUMNS``, days as ``datetime64[s]``.

    Raises:
        BadValue: when it is not said what they belong to, or for anything else in the list.

    >>> from scc_model import Context, load, timeline
    >>> school = Context.of(load(), decided={"category": "special-measures"})
    >>> dates = timeline(school, {"final-report-received": dt.date(2014, 11, 10)},
    ...                  as_at=dt.date(2014, 11, 12))
    >>> frame = to_frame(dates).set_index("id")
    >>> frame.loc["statement-of-action", ["latest", "status", "when"]].tolist()
    [Timestamp('2014-11-24 00:00:00'), 'open', 'By Monday 24 November 2014.']
    >>> list(to_frame([], load()).columns) == list(COLUMNS)
    True
    """
    if isinstance(things, Timeline):
        of, things = of or things, things.rows
    if of is None:
        raise BadValue(
            "It is not said what these belong to. Give the framework for rules, the timeline for "
            "its rows, the journey for duties and powers: to_frame(seen.duties(), seen)."
        )
    framework = of if isinstance(of, model.Framework) else of.context.framework
    rows = [_record(thing, framework) for thing in things]
    columns = {
        name: pd.Series([row.get(name, _NOTHING[kind]) for row in rows], dtype=kind)
        for name, kind in COLUMNS.items()
    }
    return pd.DataFrame(columns)


_NOTHING: Final = {"string": "", "bool": False, "datetime64[s]": None, "object": ()}


def _record(thing: Thing, framework: model.Framework) -> dict[str, Any]:
    match thing:
        case model.Rule():
            written = thing.time_limit.as_written if thing.time_limit is not None else ""
            return _of_rule(thing, framework) | {"when": written}
        case Duty():
            moments = _of_deadline(thing.deadline) if thing.deadline is not None else {}
            when = obligations.when(thing)
            return _of_rule(thing.rule, framework) | moments | _status(thing.status) | {
                "when": wording.sentence(when) if when else "",
                "since": thing.since,
                "met_on": thing.met_on,
            }  # fmt: skip
        case Power():
            status = _OPEN[thing.open]
            return _of_rule(thing.rule, framework) | {
                **(_of_deadline(thing.window) if thing.window is not None else {}),
                "status": status,
                "standing": wording.capital(status.replace("-", " ")),
                "why": " ".join(permissions.why_closed(thing, framework)),
                "first": "; ".join(rule.title for rule in thing.first),
            }
        case _:
            raise BadValue(
                f"A {type(thing).__name__} makes no row of a table. "
                "Accepted: rules, rows of a timeline, duties and powers."
            )


def _of_rule(rule: model.Rule, framework: model.Framework) -> dict[str, Any]:
    home = framework.home[rule.id]
    return {
        "id": rule.id,
        "title": rule.title,
        "text": rule.text,
        "kind": rule.kind,
        "force": rule.force,
        "strand": framework.strand_of[home.id].title,
        "procedure": home.title,
        "actors": rule.actors,
        "owner": wording.roles(rule.actors, framework) or wording.NOBODY,
        "to": wording.roles(rule.to, framework),
        "condition": wording.condition(rule.when, framework) if rule.when is not None else "",
        "timed": rule.time_limit is not None,
        "readings": rule.readings,
        "source": wording.citations(rule.cite, framework),
    }


def _of_deadline(deadline: Deadline) -> dict[str, Any]:
    return {
        "earliest": deadline.earliest,
        "latest": deadline.latest,
        "estimated": deadline.may_be_later,
    }


def _status(status: Status) -> dict[str, Any]:
    return {"status": status, "standing": standing(status)}


def standing(status: Status) -> str:
    """How something stands, in words.

    >>> standing("no-longer-required")
    'No longer required'
    """
    return wording.STATUS[status]


def in_words(condition: model.Condition | None, framework: model.Framework) -> str:
    """A condition in words; ``always`` where there is none.

    >>> from scc_model.loading import load
    >>> in_words(model.DefinitionMet("capacity-shown"), load())
    'Leaders, managers and governors show the capacity to improve'
    """
    return "always" if condition is None else wording.condition(condition, framework)


def table(
    rows: pd.DataFrame | Iterable[Mapping[str, Any]], columns: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """A table for readers: the first column heads the rows, and days are written out.

    Args:
        rows: a frame, such as of :func:`scc_model.to_frame`; or rows by heading.
        columns: heading by column of the frame, in the order wanted; none for all as they are.

    Returns:
        A frame to show in a cell. Where there is no row, it has the headings alone.

    Raises:
        UnknownName: for a column that the frame does not have.

    >>> table([{"Step": "Report", "Day": dt.date(2014, 11, 7)}])
    Step                        Day
    Report  Friday 7 November 2014
    """
    frame = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows))
    if columns is not None:
        for name in columns:
            if name not in frame.columns:
                raise UnknownName("column", name, map(str, frame.columns))
        frame = frame[list(columns)].rename(columns=dict(columns))
    if not len(frame.columns):
        return frame
    for name in frame.columns:
        if any(isinstance(value, dt.date) for value in frame[name]):  # a Timestamp is one too
            frame = frame.assign(**{str(name): frame[name].map(day_in_words)})
    heading = frame.columns[0]
    return frame.set_index(heading).rename_axis(index=None, columns=heading)


def day_in_words(day: dt.date | None) -> str:
    """A day as readers write it; ``none set`` for a day that is not set.

    >>> day_in_words(dt.date(2014, 11, 7)), day_in_words(pd.NaT)
    ('Friday 7 November 2014', 'none set')
    """
    if day is None or pd.isna(day):
        return "none set"
    return long_date(day.date() if isinstance(day, dt.datetime) else day)


def positions(seen: Journey) -> pd.DataFrame:
    """Where a school stands: ``procedure``, ``stage``, ``since`` (``NaT`` where it began)."""
    places = positions_of(seen)
    return pd.DataFrame({
        "procedure": pd.Series([place.procedure.title for place in places], dtype="string"),
        "stage": pd.Series([place.named for place in places], dtype="string"),
        "since": pd.Series([place.since for place in places], dtype="datetime64[s]"),
    })  # fmt: skip


def decided(classification: Classification) -> pd.DataFrame:
    """What was decided of a school, and why: a row for each decision.

    Returns:
        ``id`` and ``title`` of the decision, its ``outcome`` in words or what is still possible,
        ``because``, ``answers`` (those on which it rests, a list of sentences) and ``source``.
    """
    record = records.classification_record(classification)
    rows = []
    for classified in classification.decisions:
        decision = classified.decision
        known = record[decision.id]
        still = [decision.outcome(name).title for name in known["possible"]]
        rows.append(
            {
                "id": decision.id,
                "title": decision.title,
                "outcome": known["title"] or f"Not decided: {wording.listed(still, 'or')}",
                "because": known["because"] or "",
                "answers": known["findings"],
                "source": known["source"] or "",
            }
        )
    return pd.DataFrame(rows)
