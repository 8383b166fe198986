"""From a list of schools in a file to the schools of a caseload.

The list can have columns of our own and those of Ofsted's management information, in any order and
together. Our own are headed by the id or the title of what they hold:

* ``School`` or ``URN``: what the school is called; one of them is needed;
* an event, such as ``inspection-ended``: its date, as 17/10/2014 or 2014-10-17;
* a decision, such as ``category``: its outcome, such as ``special-measures``;
* a fact, such as ``school-type``: its answer;
* a procedure, such as ``governance``: the stage in which the school stands;
* ``School holidays``: first and last day of each, as 14/04/2014..25/04/2014, with a semicolon
  between two.

``data/caseload_columns.yaml`` lists the others. Capitals, spaces and punctuation of a heading do
not matter. A list with Ofsted's ``Category of concern`` is one of every school, so only the schools
for which it holds something are taken.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import attrs
import numpy as np

from scc_model import model
from scc_model.caseload.columns import Column, Headings, read_holidays
from scc_model.caseload.days import Progress
from scc_model.caseload.files import Cell, cells
from scc_model.caseload.schools import Problem, Schools
from scc_model.conditions import Context, decide
from scc_model.dating.working_days import SchoolHoliday
from scc_model.errors import BadValue, SccError

K = TypeVar("K")
V = TypeVar("V")

_NO_DAY = np.iinfo(np.int64).min  # as numpy keeps a date that is not known
_EPOCH = dt.date(1970, 1, 1).toordinal()


@attrs.frozen(eq=False)
class Listed:
    """What a list of schools holds.

    Args:
        schools: the schools that can be used.
        problems: the rows that cannot, in the order of the file.
        notes: what the reader should know about how the file was read.
        passed_over: how many rows are about schools in no category, in a list of every school.
        rows: how many rows the list has.
    """

    schools: Schools
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    passed_over: int
    rows: int


def read(
    path: Path,
    framework: model.Framework,
    readings: Mapping[str, str] | None = None,
    school_holidays: Iterable[SchoolHoliday] = (),
    progress: Progress = lambda _: None,
) -> Listed:
    """Read a list of schools.

    Args:
        path: a CSV file, an Excel workbook or an OpenDocument spreadsheet.
        framework: the procedures.
        readings: choice by reading; a reading may be named by its id or its reference.
        school_holidays: holidays of every school, besides those that the list gives for one.
        progress: told now and then how far the work is.

    Returns:
        The schools, and every row that cannot be used with its line and the reason.

    Raises:
        BadValue: for a file that cannot be read, or that is no list of schools.
        UnknownName: for a reading or a choice that does not exist.
    """
    headings = Headings(framework)
    content = cells(path, headings.chosen, progress)
    columns = [headings.column(content.heading[number]) for number in content.columns]
    reader = _Reader(
        [column for column in columns if column],
        Context.of(framework, readings=readings),
        tuple(school_holidays),
    )
    for line, row in content.lines:
        reader.add(line, row)
    problems = sorted([*content.problems, *reader.problems], key=lambda problem: problem.line)
    return Listed(
        schools=reader.schools(),
        problems=tuple(problems),
        notes=(*content.notes, *headings.unused(content.heading)),
        passed_over=reader.passed_over,
        rows=len(content.lines) + len(content.problems),
    )


@attrs.frozen
class _Row:
    """What one row says; ``known`` holds by kind what the school's context is made of."""

    held: dict[str, str]
    dates: dict[str, dt.date]
    known: dict[tuple[str, str], str]
    holidays: tuple[SchoolHoliday, ...]


class _Reader:
    """One list while it is read."""

    def __init__(
        self, columns: Sequence[Column], base: Context, holidays: tuple[SchoolHoliday, ...]
    ) -> None:
        self.columns, self.base, self.holidays = columns, base, holidays
        self.problems: list[Problem] = []
        self.passed_over = 0
        self._held: dict[str, list[str]] = {"school": [], "urn": [], "authority": []}
        self._lines: list[int] = []
        self._days = {column.name: list[int]() for column in columns if column.kind == "date"}
        self._groups: list[int] = []
        self._contexts: list[Context] = []
        self._group_of: dict[tuple[tuple[tuple[str, str], str], ...], int | str] = {}
        self._sets: dict[tuple[SchoolHoliday, ...], int] = {holidays: 0}
        self._sets_of: list[int] = []
        self._seen: dict[str, int] = {}
        self._dates: dict[str, dt.date] = {}  # of the texts met so far
        self._of_cell: dict[str, tuple[SchoolHoliday, ...]] = {}

    def add(self, line: int, row: Sequence[Cell]) -> None:
        """Take in a row, or note why it cannot be used."""
        if any(
            column.picks and column.is_empty(cell)
            for column, cell in zip(self.columns, row, strict=True)
        ):
            self.passed_over += 1
            return
        faults: list[str] = []
        said = self._said(row, faults)
        name, urn = said.held.get("school", ""), said.held.get("urn", "")
        mark = f"URN {urn}" if urn else name.casefold()
        group: int | str = 0
        if not mark:
            faults.append("The row names no school. Give its name, its URN or both.")
        elif mark in self._seen:
            faults.append(
                f"The school is on line {self._seen[mark]} already. Keep one row for each school"
                + ("." if urn else ", and tell two of one name apart by their URN.")
            )
        if not faults:
            group = self._group(said.known)
            faults += [group] if isinstance(group, str) else []
        if faults or isinstance(group, str):
            self.problems.append(Problem(line, " ".join(faults), name or urn))
            return
        self._seen[mark] = line
        for key, values in self._held.items():
            values.append(said.held.get(key, ""))
        self._lines.append(line)
        for event, days in self._days.items():
            date = said.dates.get(event)
            days.append(_NO_DAY if date is None else date.toordinal() - _EPOCH)
        self._groups.append(group)
        holidays = (*self.holidays, *said.holidays)
        self._sets_of.append(self._sets.setdefault(holidays, len(self._sets)))

    def schools(self) -> Schools:
        """The schools taken in."""
        return Schools(
            names=[
                name or f"URN {urn}"
                for name, urn in zip(self._held["school"], self._held["urn"], strict=True)
            ],
            urns=self._held["urn"],
            authorities=self._held["authority"],
            lines=np.array(self._lines, dtype=np.intp),
            events={
                name: np.array(days, dtype=np.int64).view("datetime64[D]")
                for name, days in self._days.items()
            },
            contexts=self._contexts or [self.base],
            groups=np.array(self._groups, dtype=np.intp),
            holidays=[*self._sets],
            holidays_of=np.array(self._sets_of, dtype=np.intp),
        )

    def _said(self, row: Sequence[Cell], faults: list[str]) -> _Row:
        """What the cells say, and what is wrong with them."""
        said = _Row({}, {}, {}, ())
        for column, cell in zip(self.columns, row, strict=True):
            if column.is_empty(cell):
                continue
            try:
                if column.kind == "holds":
                    said = self._hold(said, column, cell)
                elif column.kind == "date":
                    _put(said.dates, column.name, self._date(column, cell), column)
                else:
                    key = (column.kind, column.name)
                    _put(said.known, key, column.value(cell), column)
            except SccError as error:
                faults.append(str(error))
        return said

    def _hold(self, said: _Row, column: Column, cell: Cell) -> _Row:
        if column.name == "school-holidays":
            text = str(cell)
            if text not in self._of_cell:
                self._of_cell[text] = read_holidays(cell)
            return attrs.evolve(said, holidays=(*said.holidays, *self._of_cell[text]))
        said.held.setdefault(column.name, str(cell))
        return said

    def _date(self, column: Column, cell: Cell) -> dt.date:
        if not isinstance(cell, str):
            return cell
        if cell not in self._dates:
            self._dates[cell] = column.date(cell)
        return self._dates[cell]

    def _group(self, known: Mapping[tuple[str, str], str]) -> int | str:
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

    def _context(self, known: Mapping[tuple[str, str], str]) -> Context | str:
        def of(wanted: str) -> dict[str, str]:
            return {name: value for (kind, name), value in known.items() if kind == wanted}

        framework, decided = self.base.framework, of("outcome")
        plain = Context.of(framework, of("answer"), self.base.readings, stages=of("stage").values())
        for name, outcome in decided.items():
            result = decide(name, plain)
            if outcome not in result.possible:
                decision = framework.decisions[name]
                other = " or ".join(f"'{decision.outcome(id_).title}'" for id_ in result.possible)
                return (
                    f"The row contradicts itself: it says '{decision.outcome(outcome).title}', and "
                    f"from its other columns follows {other}."
                )
        return attrs.evolve(plain, decided=decided)


def _put(into: dict[K, V], key: K, value: V, column: Column) -> None:
    """Note what a column says, unless another one says something else."""
    if into.setdefault(key, value) != value:
        raise BadValue(
            f"The row contradicts itself: the column '{column.heading}' says {value}, and another "
            f"column for the same thing says {into[key]}."
        )
