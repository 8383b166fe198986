"""A sheet of cells, of whatever kind of file: its heading, its rows, its merged cells."""

from __future__ import annotations

import bisect
import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

import attrs
from openpyxl.utils.cell import get_column_letter

from scc_model.caseload.days import Progress
from scc_model.caseload.files.limits import CHARACTERS, COLUMNS, TOO_LONG, Kept, shown
from scc_model.caseload.files.month_first import Shown, shown_in
from scc_model.caseload.schools import Problem

Cell: TypeAlias = str | dt.date
"""What stands in a cell: text without blanks around it, or a date of a workbook."""
Row: TypeAlias = tuple[int, Sequence[Cell], str]
"""The line of a row, its cells, and why it cannot be read if so."""
Chooser: TypeAlias = Callable[[Sequence[str]], Sequence[int] | None]
"""Says which columns are wanted, given a line; none for a line that is no heading."""

HEADING_WITHIN = 25  # rows; some lists open with a title and remarks
_HEADING_ROWS = 5  # over which a heading can run
_EVERY = 500  # rows between two reports of progress


@attrs.frozen
class Cells:
    """What stands in a list.

    Args:
        heading: the heading, all columns of it.
        columns: the numbers of the columns that are wanted.
        lines: for each row with anything in it, its line and the cells of the wanted columns.
        problems: the lines that cannot be used.
        notes: what the reader should know about how the file was read.
        not_read: the names of the other sheets that hold schools.
        month_first: the first date that can only have its month first, in whichever column.
    """

    heading: Sequence[str]
    columns: Sequence[int]
    lines: Sequence[tuple[int, Sequence[Cell]]]
    problems: Sequence[Problem]
    notes: Sequence[str]
    not_read: Sequence[str] = ()
    month_first: Shown | None = None


@attrs.frozen(order=True)
class Range:
    """Cells that are merged into one; the first row and column are 1."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        first, last = get_column_letter(self.left), get_column_letter(self.right)
        return f"{first}{self.top}:{last}{self.bottom}"


@attrs.frozen
class Sheet:
    """A sheet while it is read.

    Args:
        title: its name; empty for a text file.
        rows: its rows from the top.
        merged: its merged cells, at least those that begin in the rows read so far.
        of: how many sheets the file has.
    """

    title: str
    rows: Iterator[Row]
    merged: list[Range] = attrs.field(factory=list)
    of: int = 1

    def opening(self, rows: int) -> tuple[list[Row], Sheet]:
        """So many of its first rows, and the sheet as it was before they were read."""
        first = [*itertools.islice(self.rows, rows)]
        return first, attrs.evolve(self, rows=itertools.chain(first, self.rows))

    def filled(self, width: int) -> Sheet:
        """The sheet with rows of at least this width: those of a workbook end with a last text."""
        rows = (
            (line, cells if len(cells) >= width else [*cells, *[""] * (width - len(cells))], why)
            for line, cells, why in self.rows
        )
        return attrs.evolve(self, rows=rows)


@attrs.frozen
class Heading:
    """The heading of a list, the columns of it that are wanted, and the last row it stands in."""

    cells: Sequence[str]
    columns: Sequence[int]
    last: int


def day(text: str) -> Cell:
    """A date as a workbook can write it, or the text itself where it is none.

    >>> day("2014-10-17T00:00:00")
    datetime.date(2014, 10, 17)
    """
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return text


def number(text: str) -> str:
    """A number as a workbook writes it, without what a whole one has of a fraction.

    >>> number("900001.0"), number("4"), number("1.5E-1")
    ('900001', '4', '0.15')
    """
    value = float(text)
    if value.is_integer():
        return text if text.isdigit() else str(int(value))
    return str(value)


def heading_in(opening: Sequence[Row], merged: Iterable[Range], choose: Chooser) -> Heading | None:
    """The heading of a list, if one of its first rows is one.

    A heading can run over a few rows, as far as cells that are merged downwards reach from its
    first one; then the lowest text of a column heads it.
    """
    for first, _, _ in opening:
        reach = max((span.bottom for span in merged if span.top == first), default=first)
        for last in {reach if reach < first + _HEADING_ROWS else first: None, first: None}:
            rows = [cells for line, cells, _ in opening if first <= line <= last]
            if max(map(len, rows)) > COLUMNS:
                continue
            heading = [
                next((str(cell) for cell in reversed(column) if cell), "")
                for column in itertools.zip_longest(*rows, fillvalue="")
            ]
            columns = choose(heading)
            if columns is not None:
                return Heading(heading, columns, last)
    return None


def no_heading(opening: Sequence[Row]) -> str:
    """Says what stands there instead of a heading."""
    first = opening[0][1] if opening else ()
    held = shown((str(cell)[:30] for cell in first), 8) or "nothing"
    return (
        f"has no line among its first {HEADING_WITHIN} that heads the columns of a list of "
        f"schools. Its first line holds: {held}. Needed are a column with the name or the URN of "
        "each school, and one with a date or a category, such as 'School name' and 'Inspection "
        "end date'."
    )


def gathered(
    sheet: Sheet,
    heading: Heading,
    kept: Kept,
    notes: Sequence[str],
    progress: Progress,
) -> Cells:
    """The rows with anything in them; those that do not fit the heading as problems.

    Raises:
        NotAListError: for a list that takes more memory than is given to one.
    """
    lines: list[tuple[int, Sequence[Cell]]] = []
    problems: list[Problem] = []
    over = _Over(sheet.merged, heading.columns)
    month_first: Shown | None = None
    width = len(heading.cells)
    for read, (line, row, why) in enumerate(sheet.rows):
        if not read % _EVERY:
            progress(f"read {read} rows")
        if line <= heading.last:
            continue
        reason = why or over.why(line)
        if not reason and not any(row):
            continue
        month_first = month_first or shown_in(line, row)
        reason = reason or _unfit(row, width, heading.columns)
        if reason:
            kept.row(0)
            problems.append(Problem(line, kept.text(reason)))
        else:
            kept.row(len(heading.columns))
            wanted = [row[column] for column in heading.columns]
            lines.append(
                (line, [kept.text(cell) if isinstance(cell, str) else cell for cell in wanted])
            )
    return Cells(heading.cells, heading.columns, lines, problems, notes, month_first=month_first)


def _unfit(row: Sequence[Cell], width: int, columns: Sequence[int]) -> str:
    """Why the cells of a row do not fit the heading; empty if they do."""
    if len(row) <= max(columns):
        return (
            f"The row has {len(row)} cells, and the heading {width}: the file may have been cut "
            "off here."
        )
    if any(row[width:]):
        return (
            f"The row has {len(row)} cells, and the heading {width}. Put text that holds the "
            "character between the cells in quotation marks."
        )
    if any(row[column] == TOO_LONG for column in columns):
        return f"A cell of the row has more than {CHARACTERS:,} characters, the most Excel takes."
    return ""


class _Over:
    """Finds, row after row, the merged cells that reach over a wanted column."""

    def __init__(self, merged: list[Range], columns: Sequence[int]) -> None:
        self._merged, self._columns = merged, sorted(column + 1 for column in columns)
        self._next = 0
        self._lowest: Range | None = None

    def why(self, line: int) -> str:
        """Why the cells of a row cannot be told apart; empty if they can."""
        while self._next < len(self._merged) and self._merged[self._next].top <= line:
            span = self._merged[self._next]
            self._next += 1
            at = bisect.bisect_left(self._columns, span.left)
            wanted = at < len(self._columns) and self._columns[at] <= span.right
            if wanted and (self._lowest is None or span.bottom > self._lowest.bottom):
                self._lowest = span
        if self._lowest is None or self._lowest.bottom < line:
            return ""
        return (
            f"The cells {self._lowest} are merged, so it is not clear to which school or column "
            "their content belongs. Unmerge them and fill each."
        )
