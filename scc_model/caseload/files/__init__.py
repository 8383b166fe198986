"""The cells of a list of schools, from a text file or a workbook.

A list is a CSV file, an Excel workbook or an OpenDocument spreadsheet; which of them, its content
says. A file that cannot be read at all is refused with what it is and what would be accepted. In
one that can, every line that cannot be used is reported, and the others are read.

No list takes all the memory of a computer. What is kept of one is counted and ends at 1 GB
(:mod:`.limits`); with the schools made of it, a list as long as a sheet of Excel takes some 2.2 GB.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from scc_model.caseload.days import Progress
from scc_model.caseload.files import kinds, ods, text, xlsx
from scc_model.caseload.files.choosing_sheet import SPOILT, NoSheetError, of_workbook
from scc_model.caseload.files.limits import LARGEST_FILE, NotAListError
from scc_model.caseload.files.parts import BROKEN, opened
from scc_model.caseload.files.sheet import Cell, Cells, Chooser
from scc_model.disk import reading
from scc_model.errors import BadValue, short

__all__ = ["Cell", "Cells", "Chooser", "cells"]

_ACCEPTED = (
    "Accepted: a CSV file (UTF-8, UTF-16 or Windows-1252), an Excel workbook (.xlsx) or an "
    "OpenDocument spreadsheet (.ods)."
)
_OPENING = 1 << 16  # octets that show what a file is


def cells(
    path: Path,
    choose: Chooser,
    progress: Progress = lambda _: None,
    preferred: Sequence[Chooser] = (),
    sheet: str | None = None,
) -> Cells:
    """Read the cells of a list.

    Args:
        path: a CSV file, an Excel workbook or an OpenDocument spreadsheet.
        choose: says which columns are wanted.
        progress: told now and then how far the work is.
        preferred: choose instead where they know a sheet of a workbook, be it the last one; the
            first of them goes before the others.
        sheet: the name of the sheet to read; none for the first one that is known.

    Returns:
        The wanted columns of every row with anything in it.

    Raises:
        BadValue: for a file that cannot be read, that has no heading, or no such sheet.
    """
    try:
        with reading.opened(path, LARGEST_FILE) as file:
            return _read(file, [*preferred, choose], sheet, progress)
    except reading.Unreadable as error:
        raise BadValue(f"{error} {_ACCEPTED}") from error
    except NoSheetError as error:
        raise BadValue(f"'{short(str(path))}' {error}") from error
    except NotAListError as error:
        raise BadValue(f"'{short(str(path))}' {error} {_ACCEPTED}") from error
    except OSError as error:  # a disk or a network that fails midway
        raise BadValue(f"{reading.Unreadable(path, reading.why(error))} {_ACCEPTED}") from error


def _read(
    file: BinaryIO, choosers: Sequence[Chooser], wanted: str | None, progress: Progress
) -> Cells:
    progress("opening the file")
    opening = file.read(_OPENING)
    kinds.check_opening(opening)
    if not opening.startswith(kinds.ZIP):
        if wanted is not None:
            raise NoSheetError(
                f"is a text file and has no sheets, so '{short(wanted)}' cannot be read of it."
            )
        return text.read(file, choosers[-1], progress)
    try:
        with opened(file) as archive:
            sheets = (ods if kinds.is_open_document(archive) else xlsx).sheets
            kept = functools.partial(sheets, archive, progress=progress)
            return of_workbook(kept, choosers, wanted, progress)
    except SPOILT as error:
        raise NotAListError(BROKEN) from error
