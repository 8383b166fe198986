"""What no list of schools is larger than, so that reading one takes bounded memory and time.

Excel's own limits hold for lists of every kind. The others were measured: see
``tests/caseload/test_limits.py``, which reads the worst lists that they let through.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Final

ROWS: Final = 1_048_576  # of a sheet, and lines of a text file
COLUMNS: Final = 16_384  # to XFD
CHARACTERS: Final = 32_767  # of a cell
CELL_FORMATS: Final = 65_490  # of a workbook
SHEETS: Final = 1_000  # Excel names no number; a list of schools has one sheet or a few

LARGEST_FILE: Final = 250_000_000  # octets, as it lies on the disk
LARGEST_UNPACKED: Final = 2_000_000_000  # octets of all the parts of a workbook
LARGEST_DIRECTORY: Final = 1_000_000  # octets of the list of parts with which a workbook ends
LONGEST_LINE: Final = 1_000_000  # characters of a line of a text file
LONGEST_TAG: Final = 1_000_000  # octets of one tag or remark of a part
DEEPEST: Final = 100  # elements of a part within each other; programs write some ten

MOST_KEPT: Final = 1_000_000_000  # octets of texts and rows, by Python's own count
TEXTS_SHARED: Final = 100_000  # cells that say the same share one text, among so many

TOO_LONG: Final = "\0"
"""Stands for the text of a cell that is longer than ``CHARACTERS``; no list holds a NUL."""

NO_VALUE: Final = "#(a formula without its value)"
"""Stands for a cell with a formula of which no program stored what it gives."""

_ROW_KEPT = sys.getsizeof((0, ())) + sys.getsizeof([]) + sys.getsizeof(ROWS) + 8
_POINTER = 8


class NotAListError(Exception):
    """Why a file is not read, as the end of a sentence that begins with its name."""


class Kept:
    """What reading a list keeps in memory, counted, so that no list takes all there is.

    >>> kept = Kept()
    >>> kept.text("Hill Top") is kept.text("Hill" + " Top")
    True
    """

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most, self._octets = most, 0
        self._texts: dict[str, str] = {}

    def text(self, text: str) -> str:
        """The same text, as an object that equal ones share as far as there is room."""
        known = self._texts.get(text)
        if known is not None:
            return known
        self._add(sys.getsizeof(text) + _POINTER)
        if len(self._texts) < TEXTS_SHARED:
            self._texts[text] = text
        return text

    def row(self, cells: int) -> None:
        """Count a row of so many cells.

        Raises:
            NotAListError: when the list would take more memory than is given to one.
        """
        self._add(_ROW_KEPT + _POINTER * cells)

    def _add(self, octets: int) -> None:
        self._octets += octets
        if self._octets > self._most:
            raise NotAListError(
                f"holds more than the {self._most // 1_000_000:,} MB of rows and texts that are "
                "read at once. Split it, or leave out the columns that are not needed."
            )


def plain(text: str) -> str:
    r"""What stands in a cell of text: without blanks around it, and one between its words.

    >>> plain("  Hill\n Top ")
    'Hill Top'
    """
    return TOO_LONG if len(text) > CHARACTERS else " ".join(text.split())


def check_cell(row: int, column: int) -> None:
    """Refuse a cell that lies outside of what a sheet can hold; both are counted from 1.

    Raises:
        NotAListError: for such a cell.
    """
    if not (1 <= row <= ROWS and 1 <= column <= COLUMNS):
        raise outside(f"row {row:,}, column {column:,}")


def outside(place: str) -> NotAListError:
    """Says that something lies outside of what a sheet can hold."""
    return NotAListError(
        f"has something at {place}, and a sheet ends with row {ROWS:,} and column XFD. Open it in "
        "Excel or LibreOffice and save it anew."
    )


def shown(names: Iterable[str], most: int = 5) -> str:
    """Some names from a file, as a message can show them.

    >>> shown(["a.csv", "b" * 80], most=1)
    'a.csv, ...'
    """
    listed = [f"{name[:60]}" for name in names]
    return ", ".join(listed[:most]) + (", ..." if len(listed) > most else "")
