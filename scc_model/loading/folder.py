"""From the data folder to a framework, or to a report of every fault in it.

This is the one place that knows where the data lies.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import attrs

from scc_model import model
from scc_model.disk import reading
from scc_model.errors import DataError, Fault, Place, suggestion
from scc_model.loading import circles, forms, placed_yaml, references, shorthand, tokens, walks
from scc_model.loading.kinds import (
    HOLIDAYS,
    INDEX,
    KINDS,
    LISTS,
    OUTLINE,
    PROCEDURES,
    Index,
    Known,
    file_of,
)
from scc_model.loading.overlays.applying import overlaid
from scc_model.loading.overlays.blaming import blamed
from scc_model.loading.overlays.files import Layer
from scc_model.loading.placed_yaml import Placed, PlacedMap
from scc_model.loading.structuring import Structurer, strangers
from scc_model.model.places import outline as outlines

T = TypeVar("T")
_NEEDED = frozenset({INDEX, OUTLINE, HOLIDAYS, *(kind.file for kind in LISTS)})
"""The files of every data folder, whichever procedures it has."""


def data_dir() -> Path:
    """The folder with the data: beside the package in a checkout, inside it in a wheel.

    >>> (data_dir() / "framework.yaml").is_file()
    True
    """
    package = Path(__file__).resolve().parents[1]
    shipped = package / "_data"
    return shipped if shipped.is_dir() else package.parent / "data"


@functools.lru_cache(maxsize=1)
def load() -> model.Framework:
    """The framework of this handbook, read once.

    Raises:
        DataError: with every fault found in the files.

    >>> load().readings["statement-of-action-days"].ref
    'A55'
    """
    return load_from(data_dir())


def load_from(folder: Path, changes: Sequence[Layer] = ()) -> model.Framework:
    """Read a data folder.

    Args:
        folder: laid out like ``data/``; see ``data/README.md``.
        changes: what is put over it, in any order; the files stay as they are, and those under
            ``changes/`` are put over nothing unless they are given here.

    Returns:
        Everything it says.

    Raises:
        DataError: with every fault found in the files, and in what the changes make of them.
    """
    loader = _Loader(folder, changes)
    try:
        return loader.load()
    except DataError as error:
        if not changes:
            raise
        raise DataError(blamed(error.faults, changes, loader.written)) from error


class _Loader:
    """One load: what was read so far, and what was wrong with it."""

    def __init__(self, folder: Path, changes: Sequence[Layer] = ()) -> None:
        self.folder = folder
        self.changes = changes
        self.faults: list[Fault] = []
        self.unread: list[str] = []
        self.written: list[model.Written] = []
        self.structurer = Structurer()
        self._files: dict[str, PlacedMap | None] = {}

    def load(self) -> model.Framework:
        if what := reading.no_folder(self.folder):
            raise DataError([Fault(Place(str(self.folder)), what)])
        if None in map(self._raw, tokens.FILES):  # every token would be a fault, and hide why
            self._look_whether_all_can_be_read()
            raise DataError(self.faults)
        if self.changes:
            self._put_changes_over()
        read: dict[str, tuple[Any, ...]] = {
            kind.field: self._under(kind.file, kind.field, tuple[kind.of, ...]) or ()  # type: ignore[name-defined]
            for kind in LISTS
        }
        holidays = self._under(HOLIDAYS, "bank_holidays", model.BankHolidays)
        outline = self._outline()
        index = self._structure(self._read(INDEX), Index)
        read["strands"] = index.strands if index else ()
        files = {file_of(name): name for name in self._listed(read["strands"])}
        procedures = [self._procedure(name, index) for name in files.values()]
        read["procedures"] = tuple(filter(None, procedures))
        for kind in KINDS:
            if kind.file == PROCEDURES:
                read[kind.field] = tuple(
                    thing for home in read["procedures"] for thing in getattr(home, kind.field)
                )
        if INDEX not in self.unread:
            self._not_asked_for({*_NEEDED, *files})
        if self.unread:  # what they define would be missing everywhere else
            raise DataError(self.faults)
        known = {kind.name: self._by_id(kind.name, read[kind.field]) for kind in KINDS}
        self._check(known, index, holidays, outline)
        # Without the index, the holidays or the outline there is a fault.
        if self.faults or index is None or holidays is None or outline is None:
            raise DataError(dict.fromkeys(self.faults))  # what is written out has faults again
        fields = attrs.fields_dict(model.Framework)
        values = attrs.asdict(index, recurse=False, filter=lambda field, _: field.name in fields)
        values |= {kind.field: known[kind.name] for kind in KINDS}
        values |= {"writing": tuple(self.written)}
        return model.Framework(outline=outline, bank_holidays=holidays, **values)

    @functools.cached_property
    def _forms(self) -> tokens.Forms:
        return tokens.forms_in(*map(self._raw, tokens.FILES))

    def _read(self, name: str) -> PlacedMap | None:
        """What a file holds, with the quantities and names that it takes put in."""
        value = self._raw(name)
        if value is not None:
            value, written, faults = tokens.fill_all(value, self._forms)
            self.written += written
            self.faults += faults
        return value

    def _raw(self, name: str) -> PlacedMap | None:
        """What a file holds as it was written, read once."""
        if name not in self._files:
            self._files[name] = self._read_once(name)
        return self._files[name]

    def _read_once(self, name: str) -> PlacedMap | None:
        path = self.folder / name
        if not os.path.lexists(path):
            self.faults.append(Fault(Place(name), "this file is missing"))
            self.unread.append(name)
            return None
        value, faults = placed_yaml.read(path, name)
        self.faults += faults
        self.unread += [name] if value is None else []
        if value is not None and not isinstance(value, PlacedMap):
            self.faults.append(Fault(value.place, "the file does not hold a mapping"))
            return None
        return value

    def _structure(self, raw: Placed | None, kind: type[T]) -> T | None:
        if raw is None:
            return None
        structured, faults = self.structurer.structure(raw, kind)
        self.faults += faults
        return structured

    def _under(self, name: str, key: str, kind: type[T]) -> T | None:
        """What stands in a file under its one key."""
        raw = self._read(name)
        if raw is None:
            return None
        self.faults += strangers(raw, [key])
        if key not in raw:
            self.faults.append(Fault(raw.place, f"the key '{key}' is missing"))
        return self._structure(raw.get(key), kind)

    def _outline(self) -> model.Outline | None:
        """The outline, its places named in full; nothing of one with a fault."""
        read = self._under(OUTLINE, "outline", model.OutlineFile)
        if read is None or not self.structurer.whole(read):
            return None
        outline, faults = outlines.expand(read)
        self.faults += faults
        return outline

    def _listed(self, strands: tuple[model.Strand, ...]) -> Iterator[str]:
        """The procedures of all strands, each once and in order."""
        homes: dict[str, model.Strand] = {}
        for strand in strands:
            for name in strand.procedures:
                if homes.setdefault(name, strand) is not strand:
                    message = f"the procedure '{name}' stands in the strand '{homes[name].id}' too"
                    self.faults.append(Fault(self.structurer.origin(strand), message))
        yield from homes

    def _procedure(self, name: str, index: Index | None) -> model.Procedure | None:
        raw = self._read(file_of(name))
        read = self._structure(raw, model.Procedure)
        if raw is None or read is None:
            return None
        if read.id != name and "id" in raw:
            message = f"the id is '{read.id}', but the index calls this procedure '{name}'"
            self.faults.append(Fault(raw.key_places["id"], message))
        endings = index.ends_every_procedure if index else ()
        procedure, faults = shorthand.written_out(read, endings, self.structurer)
        self.faults += faults
        return procedure

    def _look_whether_all_can_be_read(self) -> None:
        found = (path.relative_to(self.folder) for path in self.folder.glob("procedures/*.yaml"))
        for name in sorted({*_NEEDED, *(path.as_posix() for path in found)}):
            self._raw(name)

    def _put_changes_over(self) -> None:
        """Make the changes in what was read, before anything else is made of it."""
        self._look_whether_all_can_be_read()
        if self.faults:  # what a change names may be in what cannot be read
            raise DataError(self.faults)
        read = {name: value for name, value in self._files.items() if value is not None}
        made, faults = overlaid(read, self.changes)
        if faults:
            raise DataError(faults)
        self._files.update(made)

    def _not_asked_for(self, expected: set[str]) -> None:
        """Files that no list or index asks for: a misspelt name would otherwise be silent."""
        for pattern in ("*.y*ml", "calendars/*.y*ml", "procedures/*.y*ml"):
            for path in sorted(self.folder.glob(pattern)):
                name = path.relative_to(self.folder).as_posix()
                if name not in expected:
                    message = "nothing asks for this file"
                    self.faults.append(Fault(Place(name), message, suggestion(name, expected)))

    def _by_id(self, kind: str, things: tuple[Any, ...]) -> dict[str, Any]:
        by_id: dict[str, Any] = {}
        for thing in things:
            if thing.id is None:
                continue
            first = by_id.setdefault(thing.id, thing)
            if first is not thing:
                message = f"the {kind} '{thing.id}' is defined twice; first at {first.place}"
                self.faults.append(Fault(thing.place, message))
        return by_id

    def _check(
        self,
        known: Known,
        index: Index | None,
        holidays: model.BankHolidays | None,
        outline: model.Outline | None,
    ) -> None:
        items = [
            thing
            for kind in KINDS
            if kind.file != PROCEDURES  # they stand within the procedures
            for thing in known[kind.name].values()
        ]
        items += [file for file in (index, holidays) if file is not None]
        self.faults += references.faults(items, known, self.structurer.origin)
        self.faults += forms.faults(items, known, self.structurer)
        self.faults += walks.faults(known, self.structurer)
        self.faults += circles.faults(known, self.structurer.origin)
        for layer in self.changes:
            at, overlay = layer.structurer.origin, layer.overlay
            self.faults += references.faults((*overlay.cite, overlay.saves), known, at)
            self.faults += references.places(overlay.cite, outline, at) if outline else ()
        if index is not None:
            self.faults += references.of_two_kinds(known, index, self.structurer.origin)
            self.faults += shorthand.not_ended(known, index, self.structurer.origin)
        if outline is not None:
            self.faults += references.places(items, outline, self.structurer.origin)
