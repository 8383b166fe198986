"""The cells of a list of schools, from a CSV file or an Excel workbook.

A file that cannot be read at all is refused with what would be accepted. In one that can, every
line that cannot be used is reported, and the others are read.
"""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import itertools
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import attrs
import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from scc_model.caseload.days import Progress
from scc_model.caseload.schools import Problem
from scc_model.disk import reading
from scc_model.errors import BadValue

Cell: TypeAlias = str | dt.date
"""What stands in a cell: text without blanks around it, or a date of a workbook."""
Chooser: TypeAlias = Callable[[Sequence[str]], Sequence[int] | None]
"""Says which columns are wanted, given a line; none for a line that is no heading."""

_ACCEPTED = "Accepted: a CSV file (UTF-8, UTF-16 or Windows-1252) or an Excel workbook (.xlsx)."
_HEADING_WITHIN = 25  # lines; some lists open with a title and remarks
_QUOTED_LINES = 20  # that one cell in quotation marks can run over
_EVERY = 5_000  # rows between two reports of progress
_LARGEST_FILE = 300_000_000  # octets; a list of every school has a few million
_LARGEST = 2_000_000_000  # octets of a workbook once unpacked
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:$]{1,40})"')
_SPOILT = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, SyntaxError, EOFError, OSError,
    AttributeError, KeyError, IndexError, TypeError, ValueError,
)  # fmt: skip


@attrs.frozen
class Cells:
    """What stands in a list.

    Args:
        heading: the heading, all columns of it.
        columns: the numbers of the columns that are wanted.
        lines: for each row with anything in it, its line and the cells of the wanted columns.
        problems: the lines that cannot be used.
        notes: what the reader should know about how the file was read.
    """

    heading: Sequence[str]
    columns: Sequence[int]
    lines: Sequence[tuple[int, Sequence[Cell]]]
    problems: Sequence[Problem]
    notes: Sequence[str]


def cells(path: Path, choose: Chooser, progress: Progress = lambda _: None) -> Cells:
    """Read the cells of a list.

    Args:
        path: a CSV file or an Excel workbook; which of them, its content says.
        choose: says which columns are wanted.
        progress: told now and then how far the work is.

    Returns:
        The wanted columns of every row with anything in it.

    Raises:
        BadValue: for a file that cannot be read, or that has no heading.
    """
    try:
        raw = reading.read(path, _LARGEST_FILE)
    except reading.Unreadable as error:
        raise BadValue(f"{error} {_ACCEPTED}") from error
    if not raw.strip():
        raise BadValue(f"'{path}' is empty. {_ACCEPTED}")
    if raw.startswith(_OLD_EXCEL):
        raise BadValue(
            f"'{path}' is a workbook of Excel 2003 or older, or has a password. Save it as .xlsx "
            f"without one. {_ACCEPTED}"
        )
    if raw.startswith(_ZIP):
        return _of_workbook(path, raw, choose, progress)
    text, notes = _decoded(path, raw)
    return _of_text(path, text, notes, choose, progress)


def _decoded(path: Path, raw: bytes) -> tuple[str, list[str]]:
    """The text of a CSV file, and a remark where its encoding had to be guessed."""
    guessed = (
        "The file is not UTF-8. It was read as Windows-1252, as Excel and Ofsted write it; look at "
        "the names with accents."
    )
    for encoding in ("utf-16",) if raw.startswith(_UTF_16) else ("utf-8-sig", "cp1252"):
        with contextlib.suppress(UnicodeDecodeError):
            text = raw.decode(encoding)
            if "\0" not in text:  # else UTF-16 without its mark, or no text at all
                return text, [guessed] if encoding == "cp1252" else []
    raise BadValue(f"'{path}' is not text in an encoding that can be read. {_ACCEPTED}")


def _of_text(path: Path, text: str, notes: list[str], choose: Chooser, progress: Progress) -> Cells:
    lines = list(io.StringIO(text, newline=""))
    for delimiter in (",", ";", "\t"):
        opening = lines[: _HEADING_WITHIN + _QUOTED_LINES]
        for number, row, _ in itertools.islice(_records(opening, delimiter), _HEADING_WITHIN):
            heading = [_text(cell) for cell in row]
            columns = choose(heading)
            if columns is not None:
                records = _records(lines, delimiter)
                return _gathered(
                    ((at, row, why) for at, row, why in records if at > number),
                    heading, columns, notes, progress,
                )  # fmt: skip
    _, first, _ = next(_records(lines, ","), (0, (), ""))
    raise _no_heading(path, first)


def _records(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, Sequence[Any], str]]:
    """Every record with the line it begins on, and for one that cannot be read, why.

    After a faulty record, reading begins again on the next line: a quotation mark that is opened
    and never closed does not swallow the rows after it.
    """
    at = 0
    while at < len(lines):
        reader = csv.reader(lines[at : at + _QUOTED_LINES], delimiter=delimiter, strict=True)
        try:
            row = next(reader)
        except csv.Error as error:
            why = f"The row cannot be read ({error})."
            if "unexpected end" in str(error):
                why = "A quotation mark is opened in this row and not closed."
            yield at + 1, [], why
            at += 1
        else:
            yield at + 1, row, ""
            at += reader.line_num


def _of_workbook(path: Path, raw: bytes, choose: Chooser, progress: Progress) -> Cells:
    progress(f"opening {path.name}")
    try:
        _check_size(path, raw)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on styles and extensions, which hold no cells
            book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
            return _of_sheets(path, raw, book, choose, progress)
    except _SPOILT as error:
        raise BadValue(
            f"'{path}' is not a whole Excel workbook: it may have been cut off on its way, or "
            f"changed by hand. {_ACCEPTED}"
        ) from error


def _check_size(path: Path, raw: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        size = sum(member.file_size for member in packed.infolist())
    if size > _LARGEST:
        raise BadValue(
            f"'{path}' unpacks to {size:,} octets, more than is read. Save the sheet as CSV."
        )


def _of_sheets(path: Path, raw: bytes, book: Any, choose: Chooser, progress: Progress) -> Cells:
    """The first sheet that has a heading."""
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a file says of its size need not be so
        opening = itertools.islice(sheet.iter_rows(values_only=True), _HEADING_WITHIN)
        for number, row in enumerate(opening, 1):
            heading = [str(_text(cell)) for cell in row]
            columns = choose(heading)
            if columns is None:
                continue
            notes = []
            if len(book.worksheets) > 1:
                notes.append(f"Of {len(book.worksheets)} sheets, '{sheet.title}' was read.")
            merged = _merged(raw, sheet._worksheet_path, columns)  # noqa: SLF001  (no public name)
            # A row of a workbook ends with its last cell that holds something.
            filler = (None,) * len(heading)
            every = ((*row, *filler[len(row) :]) for row in sheet.iter_rows(values_only=True))
            rows = enumerate(every, 1)
            return _gathered(
                ((at, row, merged.get(at, "")) for at, row in rows if at > number),
                heading, columns, notes, progress,
            )  # fmt: skip
    first = next(book.worksheets[0].iter_rows(values_only=True), ()) if book.worksheets else ()
    raise _no_heading(path, first)


def _merged(raw: bytes, sheet: str, columns: Sequence[int]) -> dict[int, str]:
    """The rows in which cells of wanted columns are merged with others, and the reason."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        ranges = _MERGED.findall(packed.read(sheet.lstrip("/")))
    merged: dict[int, str] = {}
    for name in map(bytes.decode, ranges):
        left, top, right, bottom = range_boundaries(name)
        if None in (left, top, right, bottom) or not any(left <= n + 1 <= right for n in columns):
            continue
        why = (
            f"The cells {name} are merged, so it is not clear to which school or column their "
            "content belongs. Unmerge them and fill each."
        )
        merged |= dict.fromkeys(range(top, bottom + 1), why)
    return merged


def _gathered(
    rows: Iterator[tuple[int, Sequence[Any], str]],
    heading: Sequence[Any],
    columns: Sequence[int],
    notes: Sequence[str],
    progress: Progress,
) -> Cells:
    """The rows with anything in them; those that do not fit the heading as problems."""
    lines: list[tuple[int, Sequence[Cell]]] = []
    problems: list[Problem] = []
    width, last = len(heading), max(columns)
    for read, (number, row, why) in enumerate(rows):
        if not read % _EVERY:
            progress(f"read {read} rows")
        if why:
            problems.append(Problem(number, why))
        elif not any(cell is not None and cell != "" for cell in row):
            continue
        elif len(row) <= last:
            reason = (
                f"The row has {len(row)} cells, and the heading {width}: the file may have been "
                "cut off here."
            )
            problems.append(Problem(number, reason))
        elif any(cell is not None and cell != "" for cell in row[width:]):
            reason = (
                f"The row has {len(row)} cells, and the heading {width}. Put text that holds the "
                "character between the cells in quotation marks."
            )
            problems.append(Problem(number, reason))
        else:
            lines.append((number, [_text(row[column]) for column in columns]))
    return Cells([str(cell) for cell in heading], columns, lines, problems, notes)


def _text(cell: Any) -> Any:
    """What stands in a cell."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    if cell is None:
        return ""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell if isinstance(cell, dt.date) else str(cell)


def _no_heading(path: Path, first: Sequence[Any]) -> BadValue:
    shown = ", ".join(str(_text(cell))[:30] for cell in first[:8]) or "nothing"
    return BadValue(
        f"'{path}' has no line among its first {_HEADING_WITHIN} that heads the columns of a list "
        f"of schools. Its first line holds: {shown}. Needed are a column with the name or the URN "
        "of each school, and one with a date or a category, such as 'School name' and 'Inspection "
        f"end date'. {_ACCEPTED}"
    )
