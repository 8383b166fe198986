"""A caseload for spreadsheets, calendars, programs and terminals.

Names of schools come from outside. Nothing in them is carried out: what a spreadsheet would take
for a formula gets an apostrophe in front, what would end a line of a calendar or move the cursor
of a terminal is taken out.
"""

from __future__ import annotations

import datetime as dt
import io
import itertools
import json
from collections.abc import Iterator, Sequence
from typing import Any

import openpyxl
import pandas as pd
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from scc_model.dates import short_date
from scc_model.errors import BadValue
from scc_model.tables.text import csv_lines, shown, table_lines, text_table
from scc_model.words import wording

_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\t", "\r", "\n")
_DATES = ("anchor_date", "earliest", "latest", "week")
_MOST_ROWS = 1_048_575  # of a sheet, below its heading
_ROWS_AT_ONCE = 20_000
_WIDTHS = {"school": 36, "title": 60, "roles": 36, "status": 18, "rule": 28, "anchor": 28}
_USUAL_WIDTH = 14
_NOTHING = "Nothing is due and nothing is overdue."


def neutral(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    >>> neutral("=1+1"), neutral(" @SUM(A1)"), neutral("St Mary's")
    ("'=1+1", "' @SUM(A1)", "St Mary's")
    """
    begins = text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA)
    return f"'{text}" if begins else text


def records(rows: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows as plain values, dates in ISO form and none where there is none."""
    names = [str(name) for name in rows.columns]
    for piece in _pieces(rows):
        columns = [_plain(piece[name]) for name in piece.columns]
        for row in zip(*columns, strict=True):
            yield dict(zip(names, row, strict=True))


def to_json(rows: pd.DataFrame) -> Iterator[str]:
    """The rows for a program, piece by piece."""
    if not len(rows):
        yield "[]\n"
        return
    yield "[\n"
    written = 0
    for piece in _pieces(rows):
        written += len(piece)
        texts = (json.dumps(row, indent=2, ensure_ascii=False) for row in records(piece))
        indented = ",\n".join("  " + text.replace("\n", "\n  ") for text in texts)
        yield f"{indented}{',' if written < len(rows) else ''}\n"
    yield "]\n"


def to_csv(rows: pd.DataFrame) -> Iterator[str]:
    """The rows for a spreadsheet, as comma-separated values, piece by piece."""
    yield csv_lines([[str(name) for name in rows.columns]])
    for piece in _pieces(rows):
        columns = [_plain(piece[name], neutralised=True) for name in piece.columns]
        yield csv_lines(zip(*columns, strict=True))


def _pieces(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The rows, so many at a time that their texts take little memory."""
    for first in range(0, len(rows), _ROWS_AT_ONCE):
        yield rows.iloc[first : first + _ROWS_AT_ONCE]


def to_xlsx(rows: pd.DataFrame, title: str) -> bytes:
    """The rows as an Excel workbook with one sheet, dates as dates.

    Args:
        rows: the rows.
        title: name of the sheet.

    Raises:
        BadValue: for more rows than a sheet can hold.
    """
    if len(rows) > _MOST_ROWS:
        raise BadValue(
            f"There are {len(rows):,} rows, and a sheet of Excel holds {_MOST_ROWS:,}. Choose "
            "dates closer together, a role or a school, or write CSV."
        )
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("".join(c for c in title if c not in "[]:*?/\\")[:31] or "Rows")
    sheet.freeze_panes = "A2"
    for number, name in enumerate(rows.columns, 1):
        width = _WIDTHS.get(str(name), _USUAL_WIDTH)
        sheet.column_dimensions[get_column_letter(number)].width = width
    heads = [openpyxl.cell.WriteOnlyCell(sheet, str(name)) for name in rows.columns]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    columns = [_of_sheet(rows[name]) for name in rows.columns]
    for row in zip(*columns, strict=True):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def to_text(
    rows: pd.DataFrame, title: str, width: int = 100, nothing: str = _NOTHING
) -> Iterator[str]:
    """The rows for a terminal, piece by piece.

    Args:
        rows: as :func:`scc_model.caseload.selection.due` gives them.
        title: the heading.
        width: characters in a line.
        nothing: what is said where there are no rows.
    """
    if not len(rows):
        yield f"{title}\n\n{nothing}\n"
        return
    yield f"{title}\n\n"
    lines = table_lines(_HEADS, _Cells(rows), width)
    while some := [*itertools.islice(lines, _ROWS_AT_ONCE)]:
        yield "".join(f"{line}\n" for line in some)
    if rows["estimated"].any():
        yield "\nA date marked as an estimate moves when the real dates are given.\n"


_HEADS = ("By", "School", "What", "Who", "How it stands")


class _Cells:
    """The cells that a person reads, without what would move the cursor of a terminal.

    Args:
        rows: the rows; their cells can be gone through more than once.
    """

    def __init__(self, rows: pd.DataFrame) -> None:
        self._rows = rows

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        for row in records(self._rows):
            latest = short_date(dt.date.fromisoformat(row["latest"])) if row["latest"] else ""
            school = f"{row['school']} ({row['urn']})" if row["urn"] else row["school"]
            yield (
                f"{latest} (estimate)" if row["estimated"] else latest,
                shown(school),
                row["title"],
                row["roles"],
                wording.STATUS[row["status"]],
            )


def counts_text(counts: pd.DataFrame, title: str) -> str:
    """A table of counts for a terminal."""
    heads = tuple(wording.capital(str(name)) for name in counts.columns)
    columns = [_plain(counts[name]) for name in counts.columns]
    rows = [tuple(shown(str(cell)) for cell in row) for row in zip(*columns, strict=True)]
    return f"{title}\n\n{text_table(heads, rows)}" if rows else f"{title}\n\nNothing."


def _plain(column: pd.Series[Any], *, neutralised: bool = False) -> Sequence[Any]:
    """A column as values of Python: texts, truths, numbers, and dates as text in ISO form."""
    if column.name in _DATES:
        days = column.to_numpy().astype("datetime64[D]").astype(object)
        return [day and day.isoformat() for day in days]
    if isinstance(column.dtype, pd.CategoricalDtype):
        # Of many categories, such as the names of all schools, a piece has few.
        codes, categories = column.cat.codes.tolist(), column.cat.categories
        texts = {code: str(categories[code]) for code in {*codes}}
        if neutralised:
            texts = {code: neutral(text) for code, text in texts.items()}
        return [texts[code] for code in codes]
    values: Sequence[Any] = column.to_numpy().tolist()
    if not neutralised:
        return values
    return [neutral(value) if isinstance(value, str) else value for value in values]


def _of_sheet(column: pd.Series[Any]) -> Sequence[Any]:
    if column.name in _DATES:
        days: Sequence[Any] = column.to_numpy().astype("datetime64[D]").tolist()
        return days
    return [
        ILLEGAL_CHARACTERS_RE.sub("\ufffd", value) if isinstance(value, str) else value
        for value in _plain(column, neutralised=True)
    ]
