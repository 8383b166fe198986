"""What the sheets of an Excel workbook share: their order, their texts, their formats."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import posixpath
import zipfile
from typing import Any

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900
from openpyxl.utils.escape import unescape

from scc_model.caseload.days import Progress
from scc_model.caseload.files.limits import (
    CELL_FORMATS,
    SHEETS,
    Kept,
    NotAListError,
    plain,
)
from scc_model.caseload.files.parts import Attributes, Part

# As Excel writes it, and as it does when asked for a "Strict Open XML" workbook.
_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_PACKAGE = ("http://schemas.openxmlformats.org/package/2006/relationships",)
_RELATION_IDS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
_LONGEST_FORMAT = 255  # characters of a number format


class Book:
    """What the sheets of a workbook share; each part is read once it is asked for."""

    def __init__(self, archive: zipfile.ZipFile, kept: Kept, progress: Progress) -> None:
        self.archive, self.kept, self.progress = archive, kept, progress
        # Capitals do not matter in the names of parts, and some programs write them as on Windows.
        self._names = {_plain_name(name): name for name in archive.namelist()}
        [main] = [path for kind, path in self._related("").values() if kind == "officeDocument"][:1]
        self.path = main
        self.related = self._related(main)

    def part(self, path: str, starts: dict[str, Any], ends: dict[str, Any] | None = None,
             namespaces: tuple[str, ...] = _MAIN) -> Part:  # fmt: skip
        """A part of the workbook, to be read."""
        name = self._names[_plain_name(path)]
        return Part(self.archive.open(name), namespaces, starts, ends or {}, self.progress)

    def _related(self, path: str) -> dict[str, tuple[str, str]]:
        """What a part refers to, by id: the kind and the path of each."""
        folder, name = posixpath.split(path)
        related: dict[str, tuple[str, str]] = {}

        def relation(attributes: Attributes) -> None:
            if attributes.get("TargetMode") != "External" and len(related) < 10 * SHEETS:
                target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))
                kind = attributes["Type"].rpartition("/")[2]
                related[attributes["Id"]] = (kind, target.lstrip("/"))

        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        self.part(rels, {"Relationship": relation}, namespaces=_PACKAGE).all()
        return related

    def sheets(self) -> list[tuple[str, str]]:
        """The title and the path of each sheet with cells."""
        listed: list[tuple[str, str]] = []
        count = 0

        def sheet(attributes: Attributes) -> None:
            nonlocal count
            count += 1
            if count > SHEETS:
                raise NotAListError(f"has more than {SHEETS:,} sheets.")
            [id_] = [attributes[name] for name in _RELATION_IDS if name in attributes]
            kind, path = self.related[id_]
            if kind == "worksheet":
                listed.append((attributes["name"], path))

        self.part(self.path, {"sheet": sheet}).all()
        return listed

    @functools.cached_property
    def epoch(self) -> dt.datetime:
        """The day from which the workbook counts its days."""
        epoch: dt.datetime = CALENDAR_WINDOWS_1900

        def properties(attributes: Attributes) -> None:
            nonlocal epoch
            if attributes.get("date1904") in ("1", "true"):
                epoch = CALENDAR_MAC_1904

        self.part(self.path, {"workbookPr": properties}).all()
        return epoch

    @functools.cached_property
    def strings(self) -> list[str]:
        """The texts to which cells refer."""
        strings: list[str] = []
        for path in self._of_kind("sharedStrings"):
            texts = _Texts(self, path)
            strings += texts.strings()
        return strings

    @functools.cached_property
    def date_formats(self) -> set[str]:
        """The formats of cells, as cells name them, in which a number is a day."""
        dates = {str(id_): _is_date(code) for id_, code in BUILTIN_FORMATS.items()}
        formats: set[str] = set()
        count = itertools.count()
        within = False

        def number_format(attributes: Attributes) -> None:
            code = attributes.get("formatCode", "")
            if len(dates) <= CELL_FORMATS:
                dates[attributes["numFmtId"]] = _is_date(code)

        def begins(_: Attributes) -> None:
            nonlocal within
            within = True

        def ends() -> None:
            nonlocal within
            within = False

        def cell_format(attributes: Attributes) -> None:
            if not within:
                return
            place = next(count)
            if place > CELL_FORMATS:
                raise NotAListError(f"has more than {CELL_FORMATS:,} formats of cells.")
            if dates.get(attributes.get("numFmtId", "0")):
                formats.add(str(place))

        starts = {"numFmt": number_format, "cellXfs": begins, "xf": cell_format}
        for path in self._of_kind("styles"):
            self.part(path, starts, {"cellXfs": ends}).all()
        return formats

    def _of_kind(self, wanted: str) -> list[str]:
        return [path for kind, path in self.related.values() if kind == wanted][:1]


class _Texts:
    """Reads the texts that cells share."""

    def __init__(self, book: Book, path: str) -> None:
        self._kept, self._strings = book.kept, list[str]()
        starts = {"si": self._begin, "t": self._begin_text, "rPh": self._begin_reading}
        ends = {"si": self._finish, "t": self._finish_text, "rPh": self._finish_reading}
        self._part = book.part(path, starts, ends)
        self._aloud = False  # within the pronunciation of a text, which is no part of it

    def strings(self) -> list[str]:
        self._part.all()
        return self._strings

    def _begin(self, _: Attributes) -> None:
        self._part.forget_text()

    def _finish(self) -> None:
        self._strings.append(self._kept.text(plain(unescape(self._part.text()))))

    def _begin_text(self, _: Attributes) -> None:
        self._part.collects = not self._aloud

    def _finish_text(self) -> None:
        self._part.collects = False

    def _begin_reading(self, _: Attributes) -> None:
        self._aloud = True

    def _finish_reading(self) -> None:
        self._aloud = False


def _plain_name(path: str) -> str:
    return path.replace("\\", "/").casefold()


def _is_date(code: str) -> bool:
    """Whether a number in this format is a day: no duration, and no amount."""
    return len(code) <= _LONGEST_FORMAT and is_date_format(code) and not is_timedelta_format(code)
