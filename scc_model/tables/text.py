"""Rows as text: a table for a terminal, comma-separated values for a spreadsheet."""

from __future__ import annotations

import csv
import functools
import io
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_LONGEST_WORD = 50  # in a cell; a longer one is broken
# Characters that move a cursor, colour, or turn the direction of what follows. Ends of lines and
# tabs stay; a carriage return does where it is part of one.
_WITH_POWER = re.compile(
    "\r(?!\n)|[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def shown(text: str, keep: str = "") -> str:
    r"""Text from outside as a terminal can show it: control characters have no power there.

    Args:
        text: the text.
        keep: the control characters that stay.

    >>> shown("A\x1b[2J\nschool")
    'A [2J school'
    """
    if text.translate(dict.fromkeys(map(ord, keep))).isprintable():
        return text  # at once, as nearly every one is
    return "".join(sign if sign in keep or sign.isprintable() else " " for sign in text)


def harmless(text: str, form: str) -> str:
    r"""A whole answer as a terminal can show it, whichever program it is meant for.

    Args:
        text: the answer.
        form: its form. JSON keeps every character, the harmful ones written by number.

    >>> harmless('["\x9b2J"]', "json"), harmless("a,\x9b2J\r\n", "csv")
    ('["\\u009b2J"]', 'a, 2J\r\n')
    """
    if form == "table":
        return shown(text, keep="\n")
    if form == "json":
        return _WITH_POWER.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
    return _WITH_POWER.sub(" ", text)


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    r"""Rows for a spreadsheet, lines ended as the standard asks.

    Args:
        columns: the heading.
        rows: a value for each column; none leaves the cell empty.

    >>> as_csv(("id", "latest"), [("report", None)])
    'id,latest\r\nreport,\r\n'
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def records_csv(columns: Sequence[str], records: Iterable[Mapping[str, Any]]) -> str:
    """Records for a spreadsheet: of each, what the columns name."""
    return as_csv(columns, ([record[name] for name in columns] for record in records))


def text_table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], width: int = 100) -> str:
    """A table for a terminal, long cells wrapped; words with a no-break space stay together.

    >>> print(text_table(("Who", "What"), [("HMI", "visits the school")], 22))
    Who  What
    ---  -----------------
    HMI  visits the school
    """
    columns = [[head, *cells] for head, *cells in zip(heads, *rows, strict=True)]
    widths = _widths(columns, width - 2 * (len(heads) - 1))
    lines = [_line(heads, widths), "  ".join("-" * size for size in widths)]
    for row in rows:
        cells = [_wrapped(cell, size) for cell, size in zip(row, widths, strict=True)]
        deepest = max(len(cell) for cell in cells)
        lines += [
            _line(tuple(cell[i] if i < len(cell) else "" for cell in cells), widths)
            for i in range(deepest)
        ]
    return "\n".join(lines)


def _widths(columns: Sequence[Sequence[str]], room: int) -> list[int]:
    """A width for each column: short ones whole, long ones in proportion, no word broken."""
    wanted = [max(1, *map(len, column)) for column in columns]
    least = [
        min(_LONGEST_WORD, max(1, len(head), *(len(x) for cell in cells for x in cell.split(" "))))
        for head, *cells in columns
    ]
    widths: dict[int, int] = {}
    while left := [i for i in range(len(columns)) if i not in widths]:
        free = max(0, room - sum(widths.values()))
        whole = [i for i in left if wanted[i] * len(left) <= free]
        shares = {i: free * wanted[i] // sum(wanted[j] for j in left) for i in left}
        narrow = [i for i in left if shares[i] < least[i]]
        if whole:
            widths |= {i: wanted[i] for i in whole}
        elif narrow:
            widths |= {i: least[i] for i in narrow}
        else:
            widths |= shares
    return [widths[i] for i in range(len(columns))]


@functools.lru_cache(maxsize=10_000)  # most cells of a long table say what others do
def _wrapped(cell: str, size: int) -> Sequence[str]:
    return textwrap.wrap(cell, size, break_on_hyphens=False) or [""]


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    return (
        "  ".join(cell.ljust(size) for cell, size in zip(cells, widths, strict=True))
        .replace("\N{NO-BREAK SPACE}", " ")
        .rstrip()
    )
