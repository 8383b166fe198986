"""Every time limit of many schools at once, and what falls due between two dates.

The rows of a caseload are a table of pandas with the columns of ``COLUMNS``: one row for each
school and each rule with a time limit that applies to it. :mod:`scc_model.caseload.reading` makes
the schools from a file, and :mod:`scc_model.caseload.export` writes the rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

import attrs
import numpy as np
import pandas as pd

from scc_model import model
from scc_model.caseload.dating import Dating, Found
from scc_model.caseload.days import Days, Flags, Numbers, Progress, WorkingDays
from scc_model.conditions import Context, decide
from scc_model.dating.deadlines import Status
from scc_model.dating.timelines import check_events
from scc_model.dating.working_days import Calendar, SchoolHoliday
from scc_model.errors import BadValue, SccError, UnknownName

COLUMNS = (
    "school", "urn", "authority", "category", "rule", "title", "roles", "anchor", "anchor_date",
    "estimated", "earliest", "latest", "status",
)  # fmt: skip
Grouping = Literal["role", "school", "week"]

_SETTLED: tuple[Status, ...] = (
    "met", "met-late", "no-longer-required", "closed", "more-than-allowed",
)  # fmt: skip
_MONDAY = 3  # 1 January 1970, from which numpy counts, was a Thursday


@attrs.frozen
class Problem:
    """A row of a list of schools that could not be used.

    Args:
        line: its line in the file, counted from 1.
        reason: why, and what would be accepted.
        school: its name or number, where the row gives one.
    """

    line: int
    reason: str
    school: str = ""

    def __str__(self) -> str:
        named = f" ({self.school})" if self.school else ""
        return f"line {self.line}{named}: {self.reason}"


@attrs.frozen(eq=False)
class Schools:
    """Many schools, what is known of each, and its dated events.

    Args:
        names: the name of each school.
        urns: the unique reference number of each; empty where none is given.
        authorities: the local authority of each; empty where none is given.
        lines: the line of each in the file.
        events: dates by event, one for each school, ``NaT`` where it has not happened.
        contexts: what is known beside the dates, once for each group of schools.
        groups: for each school, which of the contexts is its own.
        holidays: sets of school holidays; at least one, which may be empty.
        holidays_of: for each school, which of these sets is its own.
    """

    names: Sequence[str]
    urns: Sequence[str]
    authorities: Sequence[str]
    lines: Numbers
    events: Mapping[str, Days]
    contexts: Sequence[Context]
    groups: Numbers
    holidays: Sequence[tuple[SchoolHoliday, ...]]
    holidays_of: Numbers

    def __len__(self) -> int:
        return len(self.names)

    def take(self, rows: Numbers) -> Schools:
        """Some of the schools, in the order of the numbers given."""
        return attrs.evolve(
            self,
            names=[self.names[row] for row in rows],
            urns=[self.urns[row] for row in rows],
            authorities=[self.authorities[row] for row in rows],
            lines=self.lines[rows],
            events={name: days[rows] for name, days in self.events.items()},
            groups=self.groups[rows],
            holidays_of=self.holidays_of[rows],
        )


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

    >>> from scc_model.loading import load
    >>> context = Context.of(load(), decided={"category": "special-measures"})
    >>> one = Schools(
    ...     names=["Hill Top"], urns=["100001"], authorities=[""], lines=np.array([2]),
    ...     events={"inspection-ended": np.array(["2014-10-17"], dtype="datetime64[D]")},
    ...     contexts=[context], groups=np.array([0]), holidays=[()], holidays_of=np.array([0]))
    >>> rows = time_limits(one, load(), dt.date(2014, 10, 18)).rows
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
    working_days = WorkingDays(calendars, schools.holidays_of)
    dating = Dating(framework, schools.events, schools.contexts, schools.groups, working_days)
    pieces, lost = _dated(dating, framework, progress)
    for school, rule in lost.items():
        told = (
            f"Counting the days of '{framework.rules[rule].title}' leaves the dates for which "
            f"bank holidays are known, {known.first} to {known.last}."
        )
        problems.append(Problem(int(schools.lines[school]), told, _named(schools, school)))
    rows = _table(pieces, schools, framework, as_at, np.array([*lost], dtype=np.intp))
    problems.sort(key=lambda problem: problem.line)
    return Caseload(framework, as_at, rows, tuple(problems), len(schools) - len(lost))


def due(
    caseload: Caseload,
    first: dt.date,
    last: dt.date,
    *,
    role: str | None = None,
    school: str | None = None,
    authority: str | None = None,
) -> pd.DataFrame:
    """What falls due between two dates, and before it what is overdue.

    A rule falls due on its last day; one that sets no last day falls due on none. What is done,
    over or no longer required is left out.

    Args:
        caseload: the rows.
        first: first day of interest.
        last: last day of interest.
        role: only what this role carries out, by its id or name.
        school: only this school, by its number or its name, or a part of its name.
        authority: only schools of this local authority.

    Returns:
        The rows with one more column, ``week``, the Monday of the week in which the last day lies.
        Overdue ones come first, then by last day, school and the order of the data.

    Raises:
        BadValue: when the last day comes before the first.
        UnknownName: for a role that does not exist.
    """
    if last < first:
        raise BadValue(
            f"The time from {first} to {last} ends before it begins. Give the first day, then the "
            "last."
        )
    rows = caseload.rows
    latest = rows["latest"].to_numpy().astype("datetime64[D]")
    overdue = (rows["status"] == "overdue").to_numpy()
    from_, to = np.datetime64(first), np.datetime64(last)
    within = (latest >= from_) & (latest <= to)
    wanted = (within | (overdue & (latest < from_))) & ~rows["status"].isin(_SETTLED).to_numpy()
    if role is not None:
        wanted &= rows["rule"].isin(_rules_of(role, caseload.framework)).to_numpy()
    if school is not None:
        wanted &= _called(rows, school)
    if authority is not None:
        wanted &= _matching(rows["authority"], lambda name: name == authority.casefold())
    found = rows[wanted].copy()
    day = latest[wanted]
    found["week"] = (day - (day.astype(np.int64) + _MONDAY) % 7).astype("datetime64[s]")
    by_name = found["school"].cat
    names = np.argsort(np.argsort(by_name.categories.to_numpy(dtype=str), kind="stable"))
    alphabetical = names[by_name.codes.to_numpy()] if len(names) else np.zeros(0)
    order = np.lexsort(
        (alphabetical, day.astype(np.int64), ~overdue[wanted])
    )  # the last goes first
    return found.iloc[order].reset_index(drop=True)


def counts(rows: pd.DataFrame, by: Grouping, framework: model.Framework) -> pd.DataFrame:
    """How much falls due, by role, by school or by week.

    Args:
        rows: as :func:`due` gives them.
        by: what to count by. What several roles carry out counts for each of them. Of a week,
            its Monday is given; only weeks with something due are listed.
        framework: where roles are looked up.

    Returns:
        A table with the thing counted by, ``due`` and ``overdue``: the number of rows, and how
        many of them are overdue.
    """
    overdue = (rows["status"] == "overdue").astype(int)
    if by == "role":
        actors = rows["rule"].astype(str).map(
            lambda rule: [framework.roles[one].name for one in framework.rules[rule].actors]
        )  # fmt: skip
        told = pd.DataFrame({"role": actors, "overdue": overdue}).explode("role")
        told["role"] = told["role"].astype(str)
        keys = ["role"]
    elif by == "school":
        told = rows[["school", "urn"]].astype(str).assign(overdue=overdue)
        keys = ["school", "urn"]
    else:
        told = pd.DataFrame({"week": rows["week"], "overdue": overdue})
        keys = ["week"]
    grouped = told.groupby(keys)["overdue"]
    made = grouped.agg(due="size", overdue="sum").reset_index()
    return (
        made
        if by == "week"
        else made.sort_values(
            ["due", *keys], ascending=[False, *[True] * len(keys)], ignore_index=True
        )
    )


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
    for row in np.flatnonzero(wrong):
        dates = {
            name: days[row].item()
            for name, days in schools.events.items()
            if not np.isnat(days[row])
        }
        try:
            check_events(framework, dates, calendar)
        except SccError as error:
            yield Problem(int(schools.lines[row]), str(error), _named(schools, int(row)))


def _dated(
    dating: Dating, framework: model.Framework, progress: Progress
) -> tuple[list[Found], dict[int, str]]:
    """Every rule for the schools to which it applies, and the schools whose days run out."""
    pieces: list[Found] = []
    lost: dict[int, str] = {}
    limited = [rule for rule in framework.rules.values() if rule.time_limit is not None]
    for number, rule in enumerate(limited):
        progress(f"dated {number} of {len(limited)} rules for {dating.size} schools")
        own = framework.strand_of[framework.home[rule.id].id].id == framework.category_strand
        for limit, rows in dating.applying(rule):
            found = dating.deadline(rule, limit, rows)
            if not own:
                there = ~np.isnat(found.anchor.days) | found.lost
                if not there.any():
                    continue
                if not there.all():
                    found = dating.deadline(rule, limit, rows[there])
            for school in found.rows[found.lost].tolist():
                lost.setdefault(school, rule.id)
            pieces.append(found)
    return pieces, lost


def _table(
    pieces: list[Found],
    schools: Schools,
    framework: model.Framework,
    as_at: dt.date,
    lost: Numbers,
) -> pd.DataFrame:
    """The rows, in which every text stands once and is pointed to."""
    kept = [_kept(piece, lost) for piece in pieces]
    sizes = [int(one.sum()) for one in kept]

    def column(values: Iterable[Any], kind: str) -> Any:
        """One column of all pieces, without the schools whose days ran out."""
        parts = [value[one] for value, one in zip(values, kept, strict=True)]
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
        told, found = piece.status(as_at)
        words += [word for word in told if word not in words]
        stands.append(np.array([words.index(word) for word in told], dtype=np.int8)[found])
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
                "; ".join(roles[one].name for one in piece.rule.actors) for piece in pieces
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


def _kept(piece: Found, lost: Numbers) -> Flags:
    return np.ones(len(piece.rows), dtype=bool) if not len(lost) else ~np.isin(piece.rows, lost)


def _rules_of(role: str, framework: model.Framework) -> list[str]:
    named = {one.name.casefold(): one.id for one in framework.roles.values()}
    wanted = role if role in framework.roles else named.get(role.casefold())
    if wanted is None:
        raise UnknownName("role", role, framework.roles)
    return [rule.id for rule in framework.rules.values() if wanted in rule.actors]


def _called(rows: pd.DataFrame, school: str) -> Flags:
    """The rows of a school: by its number, else by its whole name, else by a part of it."""
    wanted = school.strip().casefold()
    by_number = _matching(rows["urn"], lambda urn: urn == wanted)
    if by_number.any():
        return by_number
    by_name = _matching(rows["school"], lambda name: name == wanted)
    return by_name if by_name.any() else _matching(rows["school"], lambda name: wanted in name)


def _matching(column: pd.Series, test: Any) -> Flags:
    """Where a column of texts passes a test, which is made once for each text."""
    texts = column.cat.categories
    passes = np.fromiter(
        (test(str(text).casefold()) for text in texts), dtype=bool, count=len(texts)
    )
    return passes[column.cat.codes.to_numpy()] if len(texts) else np.zeros(len(column), dtype=bool)


def _named(schools: Schools, row: int) -> str:
    return schools.names[row] or schools.urns[row]
