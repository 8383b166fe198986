"""The cells of an Excel workbook (.xlsx, .xlsm)."""

from __future__ import annotations

import datetime as dt
import functools
import re
import zipfile
from collections.abc import Iterator

import attrs
from openpyxl.utils.cell import column_index_from_string, range_boundaries
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.escape import unescape

from scc_model.caseload.days import Progress
from scc_model.caseload.files.excel_book import Book
from scc_model.caseload.files.limits import (
    COLUMNS,
    NO_VALUE,
    ROWS,
    TOO_LONG,
    Kept,
    NotAListError,
    check_cell,
    outside,
    plain,
)
from scc_model.caseload.files.parts import ANEW, BROKEN, Attributes, whole
from scc_model.caseload.files.sheet import Cell, Range, Row, Sheet, day, number

_IN_THE_CELL = "inlineStr"  # the kind of a cell that holds its text itself
_GIVES_TEXT = "str"  # the kind of one with a formula whose value is text
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,17})")


def sheets(archive: zipfile.ZipFile, kept: Kept, progress: Progress) -> Iterator[Sheet]:
    """The sheets of a workbook, in its order.

    Raises:
        NotAListError: for what no workbook holds.
        KeyError: for one in which a part is missing.
    """
    book = Book(archive, kept, progress)
    listed = book.sheets()
    for title, path in listed:
        merged = sorted(_Merged(book, path).ranges())
        yield Sheet(title, _Rows(book, path).rows(), merged, of=len(listed))


class _Merged:
    """Finds the merged cells of a sheet, which stand after its rows."""

    def __init__(self, book: Book, path: str) -> None:
        self._ranges: list[Range] = []
        self._kept = book.kept
        self._part = book.part(path, {"mergeCell": self._merge})

    def ranges(self) -> list[Range]:
        self._part.all()
        return self._ranges

    def _merge(self, attributes: Attributes) -> None:
        name = attributes["ref"][:60]
        left, top, right, bottom = range_boundaries(name)
        span = Range(top or 1, left or 1, bottom or ROWS, right or COLUMNS)
        if span.bottom > ROWS or span.right > COLUMNS:
            raise outside(f"the merged cells {name}")
        self._kept.row(4)
        self._ranges.append(span)


@attrs.define
class _At:
    """Where reading stands in a sheet."""

    row: int = 0
    column: int = 0
    kind: str = "n"
    style: str = "0"
    inside: bool = False
    aloud: bool = False
    formula: bool = False


class _Rows:
    """Reads the rows of a sheet."""

    def __init__(self, book: Book, path: str) -> None:
        self._book, self._at = book, _At()
        self._cells: list[Cell] = []
        self._ready: list[Row] = []
        starts = {
            "row": self._begin_row, "c": self._begin_cell, "v": self._begin_value,
            "t": self._begin_text, "rPh": self._begin_reading, "f": self._begin_formula,
        }  # fmt: skip
        ends = {
            "row": self._finish_row, "c": self._finish_cell, "v": self._finish_value,
            "t": self._finish_value, "rPh": self._finish_reading,
        }  # fmt: skip
        self._part = book.part(path, starts, ends)

    def rows(self) -> Iterator[Row]:
        for _ in self._part.pieces():
            yield from self._ready
            self._ready.clear()

    def _begin_row(self, attributes: Attributes) -> None:
        at = self._at
        row = whole(attributes["r"]) if "r" in attributes else at.row + 1
        check_cell(row, 1)
        if at.inside or row <= at.row:
            raise NotAListError(f"has row {row:,} after row {at.row:,}. {ANEW}")
        at.row, at.column, at.inside = row, 0, True
        self._cells = []

    def _finish_row(self) -> None:
        self._at.inside = False
        self._ready.append((self._at.row, self._cells, ""))

    def _begin_cell(self, attributes: Attributes) -> None:
        at = self._at
        if not at.inside:
            raise NotAListError(BROKEN)
        column = at.column + 1
        if "r" in attributes:
            row, column = _place(attributes["r"])
            if row != at.row or column <= at.column:
                raise NotAListError(
                    f"has the cell {attributes['r'][:20]} in the wrong place of row {at.row:,}. "
                    f"{ANEW}"
                )
        check_cell(at.row, column)
        at.column = column
        at.kind, at.style = attributes.get("t", "n"), attributes.get("s", "0")
        at.formula = False
        self._part.forget_text()

    def _begin_formula(self, _: Attributes) -> None:
        self._at.formula = True

    def _finish_cell(self) -> None:
        text = self._part.text()
        value = self._value(text) if text else ""
        # What a formula gives can be no text at all; then the cell is one of text.
        if not text and self._at.formula and self._at.kind != _GIVES_TEXT:
            value = NO_VALUE
        if value:
            self._cells += [""] * (self._at.column - 1 - len(self._cells))
            self._cells.append(value)

    def _begin_value(self, _: Attributes) -> None:
        self._part.collects = self._at.kind != _IN_THE_CELL

    def _begin_text(self, _: Attributes) -> None:
        self._part.collects = self._at.kind == _IN_THE_CELL and not self._at.aloud

    def _finish_value(self) -> None:
        self._part.collects = False

    def _begin_reading(self, _: Attributes) -> None:
        self._at.aloud = True

    def _finish_reading(self) -> None:
        self._at.aloud = False

    def _value(self, text: str) -> Cell:
        if text == TOO_LONG:
            return text
        match self._at.kind:
            case "s":
                return self._book.strings[whole(text)]
            case "n":
                return self._ofwhole(text)
            case "d":
                return day(text)
            case "b":
                return str(text == "1")
        return plain(unescape(text))

    def _ofwhole(self, text: str) -> Cell:
        if self._at.style not in self._book.date_formats:
            return number(text)
        try:
            value = from_excel(float(text), self._book.epoch)
        except OverflowError:
            return text
        return value.date() if isinstance(value, dt.datetime) else str(value)


@functools.lru_cache(maxsize=COLUMNS)
def _column(letters: str) -> int:
    return int(column_index_from_string(letters))


def _place(reference: str) -> tuple[int, int]:
    """The row and the column of a cell."""
    parts = _REFERENCE.fullmatch(reference)
    if parts is None:
        raise outside(f"the cell {reference[:30]}")
    return int(parts[2]), _column(parts[1])
