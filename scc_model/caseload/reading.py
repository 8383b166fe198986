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
not matter. A list with a column of Ofsted's categories is one of every school, so only those in one
are taken; which inspection says so, :mod:`scc_model.caseload.rows.inspections` tells.
"""

from __future__ import annotations

import collections
from collections.abc import Iterable, Mapping
from pathlib import Path

import attrs

from scc_model import model
from scc_model.caseload.columns import Headings
from scc_model.caseload.days import Progress
from scc_model.caseload.files import Cells, cells
from scc_model.caseload.rows.date_order import MonthFirst
from scc_model.caseload.rows.gathering import Gatherer, Named
from scc_model.caseload.schools import Problem, Schools
from scc_model.caseload.values import listing, plain
from scc_model.conditions import Context
from scc_model.dating.working_days import SchoolHoliday
from scc_model.errors import BadValue, short

_SHOWN = 8


@attrs.frozen(eq=False)
class Listed:
    """What a list of schools holds.

    Args:
        schools: the schools that can be used.
        problems: the rows that cannot, in the order of the file.
        notes: what the reader should know about how the file was read.
        passed_over: how many rows are about schools in no category, in a list of every school.
        rows: how many rows the list has.
        left_out: the rows that are about no school, or about an inspection that does not count.
        named: what every row names, and what became of it.
        columns: what its columns hold: ids of the framework, or words such as ``authority``.
        not_read: the names of the other sheets of the workbook that hold schools.
    """

    schools: Schools
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    passed_over: int
    rows: int
    left_out: tuple[Problem, ...] = ()
    named: tuple[Named, ...] = ()
    columns: frozenset[str] = frozenset()
    not_read: tuple[str, ...] = ()

    @property
    def namesakes(self) -> frozenset[str]:
        """The names that several schools have, as each of them writes it."""
        schools = {(row.name, row.urn or row.authority) for row in self.named if row.name}
        times = collections.Counter(plain(name) for name, _ in schools)
        return frozenset(name for name, _ in schools if times[plain(name)] > 1)

    @property
    def not_in_this(self) -> str:
        """Which schools are not in what is answered, because only one sheet is read; else empty."""
        if not self.not_read:
            return ""
        sheets, each = ("sheets", "each") if len(self.not_read) > 1 else ("sheet", "it")
        quoted = [f"'{short(title)}'" for title in self.not_read]
        return (
            f"NOT IN THIS ANSWER: the schools of the {sheets} {listing(quoted, _SHOWN)}. One sheet "
            f"is read at a time; to read {each}, add --sheet {quoted[0]}."
        )


def read(
    path: Path,
    framework: model.Framework,
    readings: Mapping[str, str] | None = None,
    school_holidays: Iterable[SchoolHoliday] = (),
    progress: Progress = lambda _: None,
    *,
    sheet: str | None = None,
) -> Listed:
    """Read a list of schools.

    Args:
        path: a CSV file, an Excel workbook or an OpenDocument spreadsheet.
        framework: the procedures.
        readings: choice by reading; a reading may be named by its id or its reference.
        school_holidays: holidays of every school, besides those that the list gives for one.
        progress: told now and then how far the work is.
        sheet: the name of the sheet of a workbook to read; none for the first with a list.

    Returns:
        The schools, and every row that cannot be used with its line and the reason.

    Raises:
        BadValue: for a file that cannot be read, or that is no list of schools.
        UnknownName: for a reading or a choice that does not exist.
    """
    headings = Headings(framework)
    # Ofsted's workbooks begin with a sheet of the inspections of this year alone.
    preferred = (headings.chosen_today, headings.chosen_dated)
    content = cells(path, headings.chosen, progress, preferred, sheet)
    read_ones = (headings.column(content.heading[number]) for number in content.columns)
    columns = [column for column in read_ones if column]
    if not any(column.dates for column in columns):
        said = ", ".join(f"'{column.heading}'" for column in columns)
        raise BadValue(
            f"'{path}' says of its schools {said}, and gives no category, no date of an event and "
            "no stage, so nothing that falls due can be worked out. Add such a column, such as "
            "'Category of concern' and 'Inspection end date' of Ofsted's list."
        )
    gatherer = Gatherer(
        columns,
        content.lines,
        Context.of(framework, readings=readings),
        tuple(school_holidays),
        progress,
        elsewhere=_elsewhere(content),
    )
    problems = sorted([*content.problems, *gatherer.problems], key=_line)
    return Listed(
        schools=gatherer.schools(),
        problems=tuple(problems),
        notes=(*content.notes, *headings.unused(content.heading), *gatherer.notes()),
        passed_over=len(gatherer.passed_over),
        rows=len(content.lines) + len(content.problems),
        left_out=tuple(sorted(gatherer.left_out, key=_line)),
        named=tuple(gatherer.named),
        columns=frozenset(column.name for column in columns),
        not_read=tuple(content.not_read),
    )


def _elsewhere(content: Cells) -> MonthFirst | None:
    """What shows that dates are written month first, be it in a column that is not read."""
    shown = content.month_first
    if shown is None:
        return None
    # A cell beyond the heading has none.
    [heading] = content.heading[shown.column : shown.column + 1] or [""]
    return MonthFirst(shown.line, shown.text, heading, mixed=False)


def _line(problem: Problem) -> int:
    return problem.line
