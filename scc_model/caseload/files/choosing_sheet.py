"""Which sheet of a workbook is the list, and which others hold schools that are not read."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from xml.parsers.expat import ExpatError

import attrs

from scc_model.caseload.days import Progress
from scc_model.caseload.files.limits import Kept, NotAListError
from scc_model.caseload.files.parts import BROKEN
from scc_model.caseload.files.sheet import (
    HEADING_WITHIN,
    Cells,
    Chooser,
    Heading,
    Row,
    Sheet,
    gathered,
    heading_in,
    no_heading,
)
from scc_model.errors import short, suggestion

SPOILT = (
    zipfile.BadZipFile, zlib.error, ExpatError, EOFError, KeyError, IndexError, ValueError,
    NotImplementedError, RecursionError,
)  # fmt: skip
"""What reading a workbook raises that was cut off or changed."""

Sheets = Callable[[Kept], Iterator[Sheet]]
"""Gives the sheets of a workbook in its order, counting what is kept of them."""


class NoSheetError(NotAListError):
    """A sheet was asked for that the file does not have."""


def of_workbook(
    sheets: Sheets, choosers: Sequence[Chooser], wanted: str | None, progress: Progress
) -> Cells:
    """Read the first sheet that has a heading, by the first of the choosers that knows one.

    Args:
        sheets: the sheets of the workbook.
        choosers: say which columns are wanted.
        wanted: the name of the sheet to read; none for the first that is known.
        progress: told now and then how far the work is.

    Raises:
        NotAListError: for a workbook without such a sheet.
    """
    first: list[Row] = []
    known: set[Chooser] | None = None
    for choose in [choosers[-1]] if wanted is not None else dict.fromkeys(choosers):
        if known is not None and choose not in known:
            continue  # all sheets were looked at, and it knows none
        search = _Search(choose, choosers, wanted, progress)
        cells = search.through(sheets)
        if cells is not None:
            return cells
        first, known = first or search.first, search.known
    raise NotAListError(no_heading(first))


class _Search:
    """Goes through the sheets of a workbook once, reads one, and looks at the others."""

    def __init__(
        self, choose: Chooser, choosers: Sequence[Chooser], wanted: str | None, progress: Progress
    ) -> None:
        self._choose, self._wanted, self._progress = choose, wanted, progress
        self._choosers = choosers
        self._holding = choosers[-2:][0]  # knows a sheet from which something falls due
        self.known: set[Chooser] = set()
        """Which of the choosers know a sheet."""
        self.first: list[Row] = []
        self._titles: list[str] = []
        self._others: list[str] = []
        self._cells: Cells | None = None

    def through(self, sheets: Sheets) -> Cells | None:
        """The cells of the sheet that is read; none where no sheet is one."""
        try:
            kept = Kept()
            for sheet in sheets(kept):
                self._look_at(sheet, kept)
        except (NotAListError, *SPOILT) as error:
            if self._cells is None:
                raise
            why = str(error) if isinstance(error, NotAListError) else BROKEN
            note = (
                f"The sheets after '{self._titles[-1]}' could not be looked through. The file {why}"
            )
            self._cells = attrs.evolve(self._cells, notes=[*self._cells.notes, note])
        if self._cells is not None:
            return attrs.evolve(self._cells, not_read=self._others)
        if self._wanted is not None:
            raise NoSheetError(
                f"has no sheet '{short(self._wanted)}' with anything in it. "
                f"{suggestion(self._wanted, self._titles)}"
            )
        return None

    def _look_at(self, sheet: Sheet, kept: Kept) -> None:
        self._titles.append(sheet.title)
        opening, whole = sheet.opening(HEADING_WITHIN)
        self.first = self.first or opening
        if self._cells is None and self._is_wanted(sheet):
            heading = heading_in(opening, sheet.merged, self._choose)
            if heading is not None:
                notes = [f"Of {sheet.of} sheets, '{sheet.title}' was read."] * (sheet.of > 1)
                filled = whole.filled(len(heading.cells))
                self._cells = gathered(filled, heading, kept, notes, self._progress)
                return
            if self._wanted is not None:
                raise NotAListError(f"{no_heading(opening)} That is the sheet '{sheet.title}'.")
        if self._cells is None:
            self.known |= {choose for choose in self._choosers
                           if heading_in(opening, sheet.merged, choose)}  # fmt: skip
        heading = heading_in(opening, sheet.merged, self._holding)
        if heading is not None and _has_rows(whole, heading):
            self._others.append(sheet.title)

    def _is_wanted(self, sheet: Sheet) -> bool:
        return self._wanted is None or _alike(self._wanted) == _alike(sheet.title)


def _alike(title: str) -> str:
    return " ".join(title.casefold().split())


def _has_rows(sheet: Sheet, heading: Heading) -> bool:
    """Whether anything stands below a heading."""
    return any(
        line > heading.last and any(row[column] for column in heading.columns if column < len(row))
        for line, row, _ in sheet.rows
    )
