"""The cells of a list in a text file: comma, semicolon or tab between them."""

from __future__ import annotations

import codecs
import collections
import csv
import io
import itertools
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from scc_model.caseload.days import Progress
from scc_model.caseload.files import kinds
from scc_model.caseload.files.limits import (
    LONGEST_LINE,
    ROWS,
    Kept,
    NotAListError,
    plain,
)
from scc_model.caseload.files.sheet import (
    HEADING_WITHIN,
    Cells,
    Chooser,
    Row,
    Sheet,
    gathered,
    heading_in,
    no_heading,
)

_DELIMITERS = (",", ";", "\t")
_QUOTED_LINES = 20  # that one cell in quotation marks can run over
_PIECE = 1 << 20  # octets read at once
_GUESSED = (
    "The file is not UTF-8. It was read as Windows-1252, as Excel and Ofsted write it; look at "
    "the names with accents."
)


def read(file: BinaryIO, choose: Chooser, progress: Progress) -> Cells:
    """Read the cells of a list in a text file.

    Raises:
        NotAListError: for what is no text, or no list.
    """
    encoding = _encoding(file, progress)
    file.seek(0)
    with io.TextIOWrapper(file, encoding, newline="") as text:
        lines = _lines(text)
        opening = [*itertools.islice(lines, HEADING_WITHIN + _QUOTED_LINES)]
        kinds.check_text("".join(opening))
        for delimiter in _DELIMITERS:
            head = [*itertools.islice(_records(opening, delimiter), HEADING_WITHIN)]
            heading = heading_in(head, (), choose)
            if heading is not None:
                sheet = Sheet("", _records(itertools.chain(opening, lines), delimiter))
                notes = [_GUESSED] if encoding == "cp1252" else []
                return gathered(sheet, heading, Kept(), notes, progress)
    raise NotAListError(no_heading([*itertools.islice(_records(opening, ","), 1)]))


def _encoding(file: BinaryIO, progress: Progress) -> str:
    """The encoding in which all of a file can be read."""
    file.seek(0)
    marked = file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    nuls = False
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        decoder = codecs.getincrementaldecoder(encoding)()
        file.seek(0)
        try:
            for read in itertools.count():
                progress(f"looked at {read} MB of the file")
                piece = file.read(_PIECE)
                nuls = nuls or "\0" in decoder.decode(piece, final=not piece)
                if not piece or nuls:
                    break
        except UnicodeDecodeError:
            continue
        if not nuls:
            return encoding
        break
    if nuls:
        raise NotAListError(
            "holds NUL characters: it is no text, or UTF-16 without the mark with which that "
            "begins. Save it as 'CSV UTF-8'."
        )
    raise NotAListError("is not text in an encoding that can be read.")


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """The lines of a file, none of which may be so long that it fills the memory."""
    for number in itertools.count(1):
        line = text.readline(LONGEST_LINE)
        if not line:
            return
        if len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
            raise NotAListError(f"has more than {LONGEST_LINE:,} characters in line {number:,}.")
        if number > ROWS:
            raise NotAListError(
                f"has more than {ROWS:,} lines, the most that a sheet of Excel holds. Split it."
            )
        yield line


def _records(lines: Iterable[str], delimiter: str) -> Iterator[Row]:
    """Every record with the line it begins on, and for one that cannot be read, why.

    After a faulty record, reading begins again on the next line: a quotation mark that is opened
    and never closed does not swallow the rows after it.
    """
    coming = iter(lines)
    window = collections.deque(itertools.islice(coming, _QUOTED_LINES))
    at = 1
    while window:
        reader = csv.reader([*window], delimiter=delimiter, strict=True)
        try:
            row = next(reader)
        except csv.Error as error:
            why = f"The row cannot be read ({error})."
            if "unexpected end" in str(error):
                why = "A quotation mark is opened in this row and not closed."
            yield at, [], why
            used = 1
        else:
            yield at, [plain(cell) if cell else "" for cell in row], ""
            used = reader.line_num
        at += used
        for _ in range(used):
            window.popleft()
        window.extend(itertools.islice(coming, used))
