"""Rows as text: a table for a terminal, comma-separated values for a spreadsheet."""

from __future__ import annotations

import csv
import functools
import io
import itertools
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    return csv_lines([columns, *rows])


def csv_lines(rows: Iterable[Sequence[Any]]) -> str:
    """Lines of such a text, each with its end."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
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
    return "\n".join(table_lines(heads, rows, width))


def table_lines(
    heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], width: int = 100
) -> Iterator[str]:
    """The lines of such a table, one by one.

    Args:
        heads: the heading.
        rows: the cells of each row; they are gone through twice, as the widths come first.
        width: characters in a line.
    """
    widths = _widths(heads, rows, width - 2 * (len(heads) - 1))
    yield _line(heads, widths)
    yield "  ".join("-" * size for size in widths)
    for row in rows:
        cells = [_wrapped(cell, size) for cell, size in zip(row, widths, strict=True)]
        deepest = max(len(cell) for cell in cells)
        for i in range(deepest):
            yield _line(tuple(cell[i] if i < len(cell) else "" for cell in cells), widths)


def _widths(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], room: int) -> list[int]:
    """A width for each column: short ones whole, long ones in proportion, no word broken."""
    wanted, words = [1] * len(heads), [1] * len(heads)
    for row in itertools.chain([heads], rows):
        for i, cell in enumerate(row):
            wanted[i] = max(wanted[i], len(cell))
            words[i] = max(words[i], _longest_word(cell)) if row is not heads else len(cell)
    least = [min(_LONGEST_WORD, longest) for longest in words]
    widths: dict[int, int] = {}
    while left := [i for i in range(len(heads)) if i not in widths]:
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
    return [widths[i] for i in range(len(heads))]


@functools.lru_cache(maxsize=10_000)
def _longest_word(cell: str) -> int:
    return max(map(len, cell.split(" ")))


@functools.lru_cache(maxsize=10_000)  # most cells of a long table say what others do
def _wrapped(cell: str, size: int) -> Sequence[str]:
    return textwrap.wrap(cell, size, break_on_hyphens=False) or [""]


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    return (
        "  ".join(cell.ljust(size) for cell, size in zip(cells, widths, strict=True))
        .replace("\N{NO-BREAK SPACE}", " ")
        .rstrip()
    )
