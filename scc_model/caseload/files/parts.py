"""One part of a workbook, an XML file, read a piece at a time and never kept whole.

openpyxl keeps what it knows of every row and the text of every tag it passes, and takes a row's
number for so many rows; python-calamine makes room for the whole sheet up to its last cell, and
ends the process when there is none. So lists are read here, and only what a cell means (which
formats are dates, which number is which day) is openpyxl's.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import IO, TypeAlias
from xml.parsers import expat

from scc_model.caseload.days import Progress
from scc_model.caseload.files.limits import (
    CHARACTERS,
    DEEPEST,
    LARGEST_DIRECTORY,
    LARGEST_UNPACKED,
    LONGEST_TAG,
    TOO_LONG,
    NotAListError,
    plain,
)

Attributes: TypeAlias = Mapping[str, str]
Starts: TypeAlias = Mapping[str, Callable[[Attributes], None]]
Ends: TypeAlias = Mapping[str, Callable[[], None]]

BROKEN = "is not a whole workbook: it may have been cut off on its way, or changed by hand."
ANEW = "Open it in Excel or LibreOffice and save it anew."
_PIECE = 1 << 16  # octets read at once
_DIGITS = 18
_MOST = LARGEST_DIRECTORY + 1
_PACKED_AS_OFFICES_DO = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class _Bounded:
    """A file from which nothing large is read at once, as a list of a million parts would be."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        """So many octets, or the rest."""
        octets = self._file.read(min(size if size >= 0 else _MOST, _MOST))
        if len(octets) == _MOST:
            raise NotAListError("is a ZIP archive of far more parts than a workbook has.")
        return octets


def opened(file: IO[bytes]) -> zipfile.ZipFile:
    """The archive that a workbook is.

    Raises:
        NotAListError: for one with too many parts, too large ones, a password, or packed in a way
            that no office program uses.
        BadZipFile: for a file that is no whole archive.
    """
    archive = zipfile.ZipFile(_Bounded(file))
    size = sum(part.file_size for part in archive.infolist())
    if size > LARGEST_UNPACKED:
        raise NotAListError(
            f"unpacks to {size:,} octets, and a workbook of at most {LARGEST_UNPACKED:,} is read. "
            "Save the sheet as CSV."
        )
    for part in archive.infolist():
        if part.flag_bits & 1:
            raise NotAListError("is an archive with a password. Save it without one.")
        if part.compress_type not in _PACKED_AS_OFFICES_DO:
            raise NotAListError(BROKEN)
    return archive


class Part:
    """Reads one part, and tells what begins and ends in it.

    Args:
        file: the part, unpacked.
        namespaces: of the elements that are told.
        starts: what to call where an element begins, by its name.
        ends: what to call where one ends.
        progress: told now and then how far the work is.
    """

    def __init__(
        self,
        file: IO[bytes],
        namespaces: Collection[str],
        starts: Starts,
        ends: Ends,
        progress: Progress,
    ) -> None:
        self._file, self._progress = file, progress
        self._starts = {f"{space} {name}": told for space in namespaces
                        for name, told in starts.items()}  # fmt: skip
        self._ends = {f"{space} {name}": told for space in namespaces
                      for name, told in ends.items()}  # fmt: skip
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.characters
        parser.StartDoctypeDeclHandler = _refuse_doctype
        self.depth = 0
        self.collects = False
        self._texts: list[str] = []
        self._length = 0

    def pieces(self) -> Iterator[None]:
        """Read on, a piece at each step.

        Raises:
            NotAListError: for what no program writes into a workbook.
            ExpatError: for what is no XML.
        """
        read = 0
        while True:
            piece = self._file.read(_PIECE)
            read += len(piece)
            self._parser.Parse(piece, not piece)
            if read - self._parser.CurrentByteIndex > LONGEST_TAG:
                raise NotAListError(f"has a tag of more than {LONGEST_TAG:,} octets. {ANEW}")
            self._progress(f"unpacked {read // 1_000_000} MB of a sheet")
            yield
            if not piece:
                return

    def all(self) -> None:
        """Read the whole part."""
        for _ in self.pieces():
            pass

    def forget_text(self) -> None:
        """Begin to collect a text anew."""
        self._texts.clear()
        self._length = 0

    def text(self) -> str:
        """The text collected, as a cell holds it."""
        if self._length > CHARACTERS:
            return TOO_LONG
        return plain("".join(self._texts))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise NotAListError(f"has more than {DEEPEST} elements within each other. {ANEW}")
        told = self._starts.get(name)
        if told is not None:
            told(attributes)

    def _end(self, name: str) -> None:
        told = self._ends.get(name)
        if told is not None:
            told()
        self.depth -= 1

    def characters(self, text: str) -> None:
        """Collect a piece of text, as long as it is one that a cell can hold."""
        if self.collects and self._length <= CHARACTERS:
            self._texts.append(text)
            self._length += len(text)


def whole(text: str) -> int:
    """A whole number that a part holds; a long one would be read slowly.

    Raises:
        NotAListError: for anything else.
    """
    if not text.isascii() or not text.isdigit() or len(text) > _DIGITS:
        raise NotAListError(BROKEN)
    return int(text)


def _refuse_doctype(*_: object) -> None:
    raise NotAListError(
        "declares a document type in its XML, as no office program does and as files do that are "
        "meant to exhaust a computer. " + ANEW
    )
