"""The cells of an OpenDocument spreadsheet, as LibreOffice saves it and Ofsted publishes it."""

from __future__ import annotations

import collections
import itertools
import operator
import zipfile
from collections.abc import Iterator

from scc_model.caseload.days import Progress
from scc_model.caseload.files.limits import (
    NO_VALUE,
    SHEETS,
    Kept,
    NotAListError,
    check_cell,
    plain,
)
from scc_model.caseload.files.parts import Attributes, Part, whole
from scc_model.caseload.files.sheet import Cell, Range, Row, Sheet, day, number

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT = (f"{_NAMES}{name}:1.0" for name in ("table", "office", "text"))
_CONTENT = "content.xml"


def sheets(archive: zipfile.ZipFile, kept: Kept, progress: Progress) -> Iterator[Sheet]:
    """The sheets of a spreadsheet that hold anything, in its order.

    Raises:
        NotAListError: for what no spreadsheet holds.
        KeyError: for one in which a part is missing.
    """
    _check_no_password(archive)
    titles: list[str] = []

    def table(attributes: Attributes) -> None:
        if len(titles) == SHEETS:
            raise NotAListError(f"has more than {SHEETS:,} sheets.")
        titles.append(attributes.get(f"{_TABLE} name", "")[:100])

    Part(archive.open(_CONTENT), (_TABLE,), {"table": table}, {}, progress).all()
    tables = _Tables(archive, kept, progress)
    for place, rows in itertools.groupby(tables.rows(), operator.itemgetter(0)):
        each = (row for _, row in rows)
        yield Sheet(titles[place], each, tables.merged[place], of=len(titles))


def _check_no_password(archive: zipfile.ZipFile) -> None:
    encrypted = "encrypted-package" in archive.namelist()

    def data(_: Attributes) -> None:
        nonlocal encrypted
        encrypted = True

    manifest = "META-INF/manifest.xml"
    if manifest in archive.namelist():
        space = f"{_NAMES}manifest:1.0"
        starts = {"encryption-data": data}
        Part(archive.open(manifest), (space,), starts, {}, lambda _: None).all()
    if encrypted:
        raise NotAListError("is a spreadsheet with a password. Save it without one.")


class _Tables:
    """Reads the rows of all tables, one after the other."""

    def __init__(self, archive: zipfile.ZipFile, kept: Kept, progress: Progress) -> None:
        self._kept = kept
        self.merged = collections.defaultdict[int, list[Range]](list)  # of each table
        self._ready: list[tuple[int, int, int, list[Cell]]] = []
        self._table = -1
        self._row = 0  # rows before the one that is being read
        self._times = 1
        self._cells: list[Cell] = []
        self._spans: list[tuple[int, int, int]] = []
        self._column = 0  # columns before the cell that is being read
        self._cell: Attributes = {}
        self._cell_depth = -1
        starts = {
            "table": self._begin_table, "table-row": self._begin_row,
            "table-cell": self._begin_cell, "covered-table-cell": self._begin_cell,
            "p": self._begin_paragraph, "s": self._blank, "tab": self._blank,
            "line-break": self._blank,
        }  # fmt: skip
        ends = {
            "table-row": self._finish_row, "table-cell": self._finish_cell,
            "covered-table-cell": self._finish_cell, "p": self._finish_paragraph,
        }  # fmt: skip
        spaces = (_TABLE, _TEXT, _OFFICE)
        self._part = Part(archive.open(_CONTENT), spaces, starts, ends, progress)

    def rows(self) -> Iterator[tuple[int, Row]]:
        """Every row with anything in it, and the place of its table."""
        for _ in self._part.pieces():
            for table, first, times, cells in self._ready:
                for line in range(first, first + times):
                    yield table, (line, cells, "")
            self._ready.clear()

    def _begin_table(self, _: Attributes) -> None:
        self._table += 1
        self._row = 0

    def _begin_row(self, attributes: Attributes) -> None:
        self._times = _repeated(attributes, "number-rows-repeated")
        self._cells, self._spans, self._column = [], [], 0

    def _finish_row(self) -> None:
        first = self._row + 1
        self._row += self._times
        if self._cells:
            check_cell(self._row, 1)
            self._ready.append((self._table, first, self._times, self._cells))
        for left, right, rows in self._spans:
            bottom = self._row + rows - 1
            check_cell(bottom, right)
            self._kept.row(4)
            self.merged[self._table].append(Range(first, left, bottom, right))

    def _begin_cell(self, attributes: Attributes) -> None:
        self._cell, self._cell_depth = attributes, self._part.depth
        self._part.forget_text()

    def _finish_cell(self) -> None:
        attributes, before = self._cell, self._column
        times = _repeated(attributes, "number-columns-repeated")
        self._column += times
        value = self._value(attributes)
        if value:
            check_cell(1, self._column)
            self._cells += [""] * (before - len(self._cells))
            self._cells += [value] * times
        wide = _repeated(attributes, "number-columns-spanned")
        high = _repeated(attributes, "number-rows-spanned")
        if wide > 1 or high > 1:
            self._spans.append((before + 1, self._column + wide - 1, high))
        self._cell_depth = -1

    def _begin_paragraph(self, _: Attributes) -> None:
        # A remark or a drawing in a cell has paragraphs too, which stand deeper.
        if self._part.depth == self._cell_depth + 1:
            self._part.collects = True
            self._blank({})

    def _finish_paragraph(self) -> None:
        if self._part.depth == self._cell_depth + 1:
            self._part.collects = False

    def _blank(self, _: Attributes) -> None:
        self._part.characters(" ")

    def _value(self, attributes: Attributes) -> Cell:
        match attributes.get(f"{_OFFICE} value-type"):
            case "float" | "currency" | "percentage":
                return number(attributes[f"{_OFFICE} value"])
            case "date":
                return day(attributes[f"{_OFFICE} date-value"])
            case "boolean":
                return str(attributes[f"{_OFFICE} boolean-value"] == "true")
            case "string" if f"{_OFFICE} string-value" in attributes:
                return plain(attributes[f"{_OFFICE} string-value"])
        text = self._part.text()
        valued = f"{_OFFICE} value-type" in attributes
        return text if text or valued or f"{_TABLE} formula" not in attributes else NO_VALUE


def _repeated(attributes: Attributes, name: str) -> int:
    """How often, by an attribute; once where it does not say."""
    return whole(attributes.get(f"{_TABLE} {name}", "1"))
