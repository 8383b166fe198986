"""The schools of a list from its rows, one after the other."""

from __future__ import annotations

import collections
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeVar

import attrs
import numpy as np

from scc_model.caseload.columns import Column
from scc_model.caseload.days import Progress
from scc_model.caseload.files import Cell
from scc_model.caseload.rows.date_order import MonthFirst
from scc_model.caseload.rows.inspections import Inspections, Standing
from scc_model.caseload.rows.row import WORK_OUT, RowReader
from scc_model.caseload.rows.said import Kept, Key
from scc_model.caseload.rows.same_school import SameSchool
from scc_model.caseload.schools import Problem, Schools
from scc_model.caseload.values import listing, plain
from scc_model.conditions import Context, decide
from scc_model.dating.working_days import SchoolHoliday

_NO_DAY = np.iinfo(np.int64).min  # as numpy keeps a date that is not known
_EPOCH = dt.date(1970, 1, 1).toordinal()
_SHOWN = 8
_EVERY = 500  # rows between two reports of progress

Fate = Literal["used", "in no category", "left out", "not used"]
Line = tuple[int, Sequence[Cell]]
_What = TypeVar("_What")


@attrs.frozen
class Named:
    """A school that a row names, and what became of the row.

    Args:
        line: the line of the row in the file.
        name: the name of the school.
        urn: its number.
        authority: its local authority.
        fate: whether it was used, and if not, why.
    """

    line: int
    name: str
    urn: str
    authority: str
    fate: Fate


@attrs.frozen
class _Taken:
    """A row whose school is taken in."""

    row: Kept
    dates: Mapping[str, dt.date]
    group: int
    holidays: int


class Gatherer:
    """Takes in the rows of one list.

    Args:
        columns: the columns that are read.
        lines: the rows.
        base: what is known of every school.
        holidays: the school holidays of every school.
        progress: told now and then how far the work is.
        elsewhere: what shows in a column that is not read that dates are written month first.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        lines: Sequence[Line],
        base: Context,
        holidays: tuple[SchoolHoliday, ...],
        progress: Progress = lambda _: None,
        *,
        elsewhere: MonthFirst | None = None,
    ) -> None:
        self._progress = progress
        self.columns, self.lines, self.base, self.holidays = columns, lines, base, holidays
        self.problems: list[Problem] = []
        self.left_out: list[Problem] = []
        self.named: list[Named] = []
        self.passed_over: list[int] = []
        self._reader = RowReader(columns, lines, elsewhere, progress)
        self._inspections = Inspections(columns, base)
        self._same_school = SameSchool(columns, base)
        self._taken: list[_Taken] = []
        self._contexts: list[Context] = []
        self._group_of: dict[tuple[tuple[Key, str], ...], int | str] = {}
        self._sets: dict[tuple[SchoolHoliday, ...], int] = {holidays: 0}
        self._seen: dict[str, Kept] = {}
        self._notes: dict[tuple[str, str], dict[str, None]] = {}
        self._gather()

    def _gather(self) -> None:
        """Take in every row, those of one school together."""
        numbers = []
        for looked, (_, cells) in enumerate(self.lines):
            if not looked % _EVERY:
                self._progress(f"looked for the numbers of schools on {looked} rows")
            numbers.append(self._reader.called(cells, "urn"))
        often = {urn for urn, times in collections.Counter(numbers).items() if urn and times > 1}
        together: dict[str, list[Standing]] = {}
        for taken, ((line, cells), urn) in enumerate(zip(self.lines, numbers, strict=True)):
            if not taken % _EVERY:
                self._progress(f"understood {taken} of {len(numbers)} rows")
            row = self._reader.read(line, cells)
            if self._reader.is_no_school(cells):
                self._leave_out(row.kept(), "It is a total, a source or a remark, and no school.")
                continue
            standing = self._inspections.standing(row)
            if urn in often:
                together.setdefault(urn, []).append(standing)
            else:
                self._take(standing)
        for compared, standings in enumerate(together.values()):
            self._progress(f"compared the rows of {compared} of {len(together)} schools")
            choice = self._same_school.choose(standings)
            for standing in choice.counts:
                self._take(standing)
            for standing, reason in choice.left_out:
                self._leave_out(standing.row, reason)
            for standing, reason in choice.doubtful:
                self._refuse(standing.row, reason)
            for standing in choice.passed_over:
                self._pass_over(standing.row)
        self._taken.sort(key=lambda taken: taken.row.line)
        self.named.sort(key=lambda named: named.line)
        self.passed_over.sort()

    def _take(self, standing: Standing) -> None:
        """Take in a row, pass it over, or note why it cannot be used."""
        row = standing.row
        if not row.name and not row.urn and not standing.says_something:
            self._leave_out(row, "It names no school and says nothing of one.")
            return
        if not standing.in_category:
            if standing.remarks:
                self._leave_out(row, " ".join(standing.remarks))
            else:
                self._pass_over(row)
            return
        mark = f"URN {row.urn}" if row.urn else plain(row.name)
        if mark and not row.urn and row.authority:
            mark = f"{mark} of {plain(row.authority)}"
        faults = list(standing.faults)
        if not mark:
            faults.append("The row names no school. Give its name, its URN or both.")
        elif mark in self._seen:
            faults.append(_listed_already(row, self._seen[mark]))
        if not faults and not standing.says_something:
            self._leave_out(
                row, "It says nothing but what it is called: no category, date, answer or stage."
            )
            return
        group = self._group(standing.said.known) if not faults else 0
        if isinstance(group, str):
            faults.append(group)
        if faults or isinstance(group, str):
            self._refuse(row, " ".join(faults))
            return
        self._seen[mark] = row
        holidays = (*self.holidays, *row.holidays)
        number = self._sets.setdefault(holidays, len(self._sets))
        self._taken.append(_Taken(row, standing.said.dates, group, number))
        self._name(row, "used")
        called = f"{row.name or row.urn}, line {row.line}"
        for cell, note in (*standing.said.notes, *(("", remark) for remark in standing.remarks)):
            self._notes.setdefault((cell, note), {})[called] = None

    def _refuse(self, row: Kept, reason: str) -> None:
        self.problems.append(Problem(row.line, reason, row.name or row.urn))
        self._name(row, "not used")

    def _leave_out(self, row: Kept, reason: str) -> None:
        self.left_out.append(Problem(row.line, reason, row.name or row.urn))
        self._name(row, "left out")

    def _pass_over(self, row: Kept) -> None:
        self.passed_over.append(row.line)
        self._name(row, "in no category")

    def _name(self, row: Kept, fate: Fate) -> None:
        self.named.append(Named(row.line, row.name, row.urn, row.authority, fate))

    def notes(self) -> list[str]:
        """What the reader should know about how rows were understood."""
        told = []
        for (cell, note), called in self._notes.items():
            coded = f"'{cell}', " if cell else ""
            told.append(f"{coded}{listing(called, _SHOWN)}: {note}")
        told += [
            f"In the column '{heading}' some dates are dates of the workbook, none after the 12th "
            "of a month, and the others are text. A program that expects another order of day and "
            "month may have made them, with day and month exchanged: compare some with their "
            "source."
            for heading in self._reader.exchanged
        ]
        told += [
            f"The column '{heading}' counts as empty where it holds a formula of which the file "
            f"does not hold what it gives (line {listing(lines, _SHOWN)}). {WORK_OUT}"
            for heading, lines in self._reader.no_value.items()
        ]
        told += [
            f"'{cell}' in the column '{heading}' stands for nothing in these procedures "
            f"and counts as not known (line {lines})."
            for (heading, cell), lines in self._of_used(self._reader.not_known)
        ]
        told += [
            f"The columns '{heading}' and '{other}' say different things (line {lines}). What "
            f"'{heading}' says was used."
            for (heading, other), lines in self._of_used(self._reader.differing)
        ]
        told += [
            f"No other column gives what '{heading}' gives, so it was used (line {lines}). It can "
            "be later than the day that counts."
            for heading, lines in self._of_used(self._reader.stood_in)
        ]
        return told

    def _of_used(self, found: Mapping[_What, Iterable[int]]) -> Iterator[tuple[_What, str]]:
        """What was found in rows that are used, each with their lines in words."""
        used = {taken.row.line for taken in self._taken}
        for what, lines in found.items():
            of_used = [line for line in lines if line in used]
            if of_used:
                yield what, listing(of_used, _SHOWN)

    def schools(self) -> Schools:
        """The schools taken in, in the order of their rows."""
        taken = self._taken
        events = dict.fromkeys(column.name for column in self.columns if column.kind == "date")

        def days(event: str) -> list[int]:
            dates = (one.dates.get(event) for one in taken)
            return [_NO_DAY if date is None else date.toordinal() - _EPOCH for date in dates]

        return Schools(
            names=[one.row.name or f"URN {one.row.urn}" for one in taken],
            urns=[one.row.urn for one in taken],
            authorities=[one.row.authority for one in taken],
            lines=np.array([one.row.line for one in taken], dtype=np.intp),
            events={
                event: np.array(days(event), dtype=np.int64).view("datetime64[D]")
                for event in events
            },
            contexts=self._contexts or [self.base],
            groups=np.array([one.group for one in taken], dtype=np.intp),
            holidays=[*self._sets],
            holidays_of=np.array([one.holidays for one in taken], dtype=np.intp),
        )

    def _group(self, known: Mapping[Key, str]) -> int | str:
        """The number of the context with this, or why there can be none."""
        key = tuple(sorted(known.items()))
        if key not in self._group_of:
            context = self._context(known)
            if isinstance(context, Context):
                self._group_of[key] = len(self._contexts)
                self._contexts.append(context)
            else:
                self._group_of[key] = context
        return self._group_of[key]

    def _context(self, known: Mapping[Key, str]) -> Context | str:
        def of(wanted: str) -> dict[str, str]:
            return {name: value for (kind, name), value in known.items() if kind == wanted}

        framework, decided = self.base.framework, of("outcome")
        plain_context = Context.of(
            framework, of("answer"), self.base.readings, stages=of("stage").values()
        )
        for name, outcome in decided.items():
            result = decide(name, plain_context)
            if outcome not in result.possible:
                decision = framework.decisions[name]
                other = " or ".join(f"'{decision.outcome(id_).title}'" for id_ in result.possible)
                return (
                    f"The row contradicts itself: it says '{decision.outcome(outcome).title}', and "
                    f"from its other columns follows {other}."
                )
        return attrs.evolve(plain_context, decided=decided)


def _listed_already(row: Kept, first: Kept) -> str:
    """Why a row is not used whose school is on another line."""
    line = f"on line {first.line} already"
    if not row.urn:
        return (
            f"The school is {line}. Keep one row for each school, and tell two of one name apart "
            "by their URN or authority."
        )
    if plain(row.name) != plain(first.name):
        return f"URN {row.urn} is {line}, for '{first.name}'. Look up whose it is."
    return f"The school is {line}. Keep one row for each school."
