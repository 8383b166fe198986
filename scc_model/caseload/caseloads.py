"""Every time limit of many schools at once.

The rows of a caseload are a table of pandas with the columns of ``COLUMNS``: one row for each
school and each rule with a time limit that applies to it. :mod:`scc_model.caseload.reading` makes
the schools from a file, and :mod:`scc_model.caseload.export` writes the rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs
import numpy as np
import pandas as pd

from scc_model import model
from scc_model.caseload.dated import Deadlines
from scc_model.caseload.dating import Dating
from scc_model.caseload.days import Days, Numbers, Progress, WorkingDays
from scc_model.caseload.schools import Problem, Schools
from scc_model.conditions import decide
from scc_model.dates import short_date
from scc_model.dating.applying import check_events
from scc_model.dating.working_days import Calendar
from scc_model.errors import SccError

COLUMNS = (
    "school", "urn", "authority", "category", "rule", "title", "roles", "anchor", "anchor_date",
    "estimated", "earliest", "latest", "status",
)  # fmt: skip


@attrs.frozen(eq=False)
class Caseload:
    """Every time limit of many schools, as they stand on a day.

    Args:
        framework: the procedures.
        as_at: the day the statuses are for.
        rows: a table with the columns of ``COLUMNS``, rule by rule in the order of the data.
        problems: the schools that could not be dated, with the reason.
        schools: how many schools were dated.
    """

    framework: model.Framework
    as_at: dt.date
    rows: pd.DataFrame
    problems: tuple[Problem, ...]
    schools: int


def time_limits(
    schools: Schools,
    framework: model.Framework,
    as_at: dt.date,
    bank_holidays: model.BankHolidays | None = None,
    progress: Progress = lambda _: None,
) -> Caseload:
    """Date every rule with a time limit for every school.

    The rules of the strand of the category are dated for every school to which they apply, those
    of the other strands where the event from which time runs has a date.

    Args:
        schools: the schools; an event dated after ``as_at`` is one that is planned.
        framework: the procedures.
        as_at: the day to say how things stand on.
        bank_holidays: the bank holidays to count with; those of the framework if none are given.
        progress: told now and then how far the work is.

    Returns:
        The rows; and for a school whose dates cannot be, the reason instead of rows.

    Raises:
        UnknownName: for an event that does not exist.
        BadValue: for an event whose day is worked out and not given.
        DateOutOfRange: when the bank holidays of ``as_at`` are not known.

    >>> from scc_model.conditions import Context
    >>> from scc_model.loading import load
    >>> context = Context.of(load(), decided={"category": "special-measures"})
    >>> schools = Schools(
    ...     names=["Hill Top"], urns=["100001"], authorities=[""], lines=np.array([2]),
    ...     events={"inspection-ended": np.array(["2014-10-17"], dtype="datetime64[D]")},
    ...     contexts=[context], groups=np.array([0]), holidays=[()], holidays_of=np.array([0]))
    >>> rows = time_limits(schools, load(), dt.date(2014, 10, 18)).rows
    >>> rows.loc[rows["rule"] == "re-inspection", "latest"].item()
    Timestamp('2016-04-17 00:00:00')
    """
    known = bank_holidays or framework.bank_holidays
    calendars = [Calendar(known, holidays) for holidays in schools.holidays]
    calendars[0].check(as_at)
    for name in schools.events:
        check_events(framework, {name: as_at}, calendars[0])
    problems = list(_impossible(schools, framework, calendars[0]))
    unusable = {problem.line for problem in problems}
    if unusable:
        schools = schools.take(np.flatnonzero(~np.isin(schools.lines, list(unusable))))
    schools = schools.by_day(framework)
    working_days = WorkingDays(calendars, schools.holidays_of)
    dating = Dating(framework, schools.events, schools.contexts, schools.groups, working_days)
    pieces, lost = _dated(dating, framework, progress)
    for school, rule in lost.items():
        reason = (
            f"Counting the days of '{framework.rules[rule].title}' leaves the dates for which "
            f"bank holidays are known, {short_date(known.first)} to {short_date(known.last)}."
        )
        problems.append(_problem(schools, school, reason))
    rows = _table(pieces, schools, framework, as_at, np.array([*lost], dtype=np.intp))
    problems.sort(key=lambda problem: problem.line)
    return Caseload(framework, as_at, rows, tuple(problems), len(schools) - len(lost))


def _impossible(
    schools: Schools, framework: model.Framework, calendar: Calendar
) -> Iterator[Problem]:
    """Schools whose dates cannot be, with the reason in the words of a single timeline."""
    known = calendar.bank_holidays
    first, last = np.datetime64(known.first), np.datetime64(known.last)
    wrong = np.zeros(len(schools), dtype=bool)
    for name, days in schools.events.items():
        wrong |= (days < first) | (days > last)
        for earlier in framework.events[name].not_before:
            if earlier in schools.events:
                wrong |= days < schools.events[earlier]
    for row in np.flatnonzero(wrong).tolist():
        dates = {
            name: days[row].item()
            for name, days in schools.events.items()
            if not np.isnat(days[row])
        }
        try:
            check_events(framework, dates, calendar)
        except SccError as error:
            yield _problem(schools, row, str(error))


def _dated(
    dating: Dating, framework: model.Framework, progress: Progress
) -> tuple[list[Deadlines], dict[int, str]]:
    """Every rule for the schools to which it applies, and the schools whose days run out."""
    pieces: list[Deadlines] = []
    lost: dict[int, str] = {}
    limited = [rule for rule in framework.rules.values() if rule.time_limit is not None]
    for number, rule in enumerate(limited):
        progress(f"dated {number} of {len(limited)} rules for {dating.size} schools")
        strand = framework.strand_of[framework.home[rule.id].id].id
        for limit, rows in dating.applying(rule):
            deadlines = dating.deadlines(rule, limit, rows)
            if strand != framework.category_strand:
                begun = ~np.isnat(deadlines.anchor.days) | deadlines.lost
                if not begun.any():
                    continue
                if not begun.all():
                    deadlines = dating.deadlines(rule, limit, rows[begun])
            for school in deadlines.rows[deadlines.lost].tolist():
                lost.setdefault(school, rule.id)
            pieces.append(deadlines)
    return pieces, lost


def _table(
    pieces: list[Deadlines],
    schools: Schools,
    framework: model.Framework,
    as_at: dt.date,
    lost: Numbers,
) -> pd.DataFrame:
    """The rows, in which every text stands once and is pointed to."""
    kept = [np.isin(piece.rows, lost, invert=True) for piece in pieces]
    sizes = [int(keep.sum()) for keep in kept]

    def column(values: Iterable[Any], kind: str) -> Any:
        """One column of all pieces, without the schools whose days ran out."""
        parts = [value[keep] for value, keep in zip(values, kept, strict=True)]
        return np.concatenate(parts) if parts else np.array([], dtype=kind)

    def for_each(texts: Iterable[str]) -> Any:
        """One text for every piece."""
        codes, names = pd.factorize(np.array([*texts], dtype=object))
        return _pointed(np.repeat(codes.astype(np.int16), sizes), names)

    where = column((piece.rows for piece in pieces), "intp")

    def of_school(texts: Sequence[str]) -> Any:
        codes, names = pd.factorize(np.array(texts, dtype=object))
        return _pointed(codes.astype(np.int32)[where], names)

    def days(of: Iterable[Days]) -> Any:
        return column(of, "datetime64[D]").astype("datetime64[s]")

    category = framework.category_decision
    outcomes = [decide(category, context).outcome or "" for context in schools.contexts]
    groups, outcome_names = pd.factorize(np.array(outcomes, dtype=object))
    words: list[str] = []
    stands: list[Any] = []
    for piece in pieces:
        statuses, which = piece.status(as_at)
        words += [status for status in statuses if status not in words]
        stands.append(np.array([words.index(word) for word in statuses], dtype=np.int8)[which])
    roles = framework.roles
    return pd.DataFrame(
        {
            "school": of_school(schools.names),
            "urn": of_school(schools.urns),
            "authority": of_school(schools.authorities),
            "category": _pointed(groups.astype(np.int16)[schools.groups[where]], outcome_names),
            "rule": for_each(piece.rule.id for piece in pieces),
            "title": for_each(piece.rule.title for piece in pieces),
            "roles": for_each(
                "; ".join(roles[actor].name for actor in piece.rule.actors) for piece in pieces
            ),
            "anchor": for_each(piece.limit.from_ for piece in pieces),
            "anchor_date": days(piece.anchor.days for piece in pieces),
            "estimated": column((piece.estimated for piece in pieces), "bool"),
            "earliest": days(piece.earliest for piece in pieces),
            "latest": days(piece.latest for piece in pieces),
            "status": _pointed(column(stands, "int8"), words),
        },
        columns=pd.Index(COLUMNS),
        copy=False,
    )


def _pointed(codes: Any, texts: Iterable[str]) -> Any:
    """A column in which every text stands once."""
    return pd.Categorical.from_codes(codes, pd.Index([*texts], dtype=object))


def _problem(schools: Schools, row: int, reason: str) -> Problem:
    return Problem(int(schools.lines[row]), reason, schools.names[row] or schools.urns[row])
