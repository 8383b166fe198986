"""From the data folder to a framework, or to a report of every fault in it.

This is the one place that knows where the data lies.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import attrs

from scc_model import model
from scc_model.errors import DataError, Fault, Place, UnknownName, suggestion
from scc_model.loading import placed_yaml, references
from scc_model.loading.placed_yaml import PlacedList, PlacedMap, PlacedText
from scc_model.loading.structuring import Structurer
from scc_model.model import outline as outlines

T = TypeVar("T")

LISTS: dict[str, tuple[str, type]] = {
    "sources.yaml": ("sources", model.Source),
    "roles.yaml": ("roles", model.Role),
    "facts.yaml": ("facts", model.Fact),
    "readings.yaml": ("readings", model.Reading),
    "glossary.yaml": ("terms", model.Term),
    "documents.yaml": ("documents", model.Document),
    "invariants.yaml": ("invariants", model.Invariant),
    "caseload_columns.yaml": ("caseload_columns", model.CaseloadColumn),
    "walks.yaml": ("walks", model.WalkPlan),
    "calendars/day_kinds.yaml": ("day_kinds", model.DayKind),
    "calendars/year_kinds.yaml": ("year_kinds", model.YearKind),
}
OUTLINE = "outline.yaml"
HOLIDAYS = "calendars/england_bank_holidays.yaml"
INDEX = "framework.yaml"
_PROCEDURE_LISTS: dict[str, type] = {
    "stages": model.Stage,
    "transitions": model.Transition,
    "events": model.Event,
    "definitions": model.Definition,
    "decisions": model.Decision,
    "rules": model.Rule,
}


@attrs.frozen
class Index:
    """The file that says what the handbook is made of; :class:`Framework` explains its keys."""

    title: str
    edition: str
    classification: tuple[model.DecisionId, ...]
    category_decision: model.DecisionId
    category_strand: str
    kinds_of_school: tuple[model.FactId, ...]
    strands: tuple[model.Strand, ...]

    @property
    def procedures(self) -> tuple[str, ...]:
        """The procedures of all strands, in order."""
        return tuple(name for strand in self.strands for name in strand.procedures)


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


def load_from(folder: Path) -> model.Framework:
    """Read a data folder.

    Args:
        folder: laid out like ``data/``; see ``data/README.md``.

    Returns:
        Everything it says.

    Raises:
        DataError: with every fault found in the files.
    """
    return _Loader(folder).load()


class _Loader:
    """One load: what was read so far, and what was wrong with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.broken: set[str] = set()
        self.structurer = Structurer()
        self.index_read = False

    def load(self) -> model.Framework:
        if not self.folder.is_dir():
            raise DataError([Fault(Place(str(self.folder), 1), "there is no such folder")])
        lists: dict[str, list[Any]] = {
            key: self._list(name, key, kind) for name, (key, kind) in LISTS.items()
        }
        holidays = self._file(HOLIDAYS, "bank_holidays", model.BankHolidays)
        outline = self._outline()
        index = self._index()
        procedures = [p for p in (self._procedure(name) for name in index.procedures) if p]
        self._strangers(index)
        known = self._known(lists, procedures)
        known["strand"] = self._by_id("strand", index.strands)
        self._check(known, index, holidays, outline)
        # Without the holidays or the outline there is a fault.
        if self.faults or holidays is None or outline is None:
            raise DataError(self.faults)
        return model.Framework(
            title=index.title,
            edition=index.edition,
            classification=index.classification,
            category_decision=index.category_decision,
            category_strand=index.category_strand,
            kinds_of_school=index.kinds_of_school,
            outline=outline,
            sources=known["source"],
            roles=known["role"],
            facts=known["fact"],
            readings=known["reading"],
            terms=known["term"],
            documents=known["document"],
            invariants=known["invariant"],
            day_kinds=known["day kind"],
            year_kinds=known["year kind"],
            bank_holidays=holidays,
            strands=known["strand"],
            procedures=known["procedure"],
            stages=known["stage"],
            transitions=known["transition"],
            events=known["event"],
            definitions=known["definition"],
            decisions=known["decision"],
            rules=known["rule"],
            caseload_columns=known["column"],
            walks=known["walk"],
        )

    def _read(self, name: str) -> PlacedMap | None:
        path = self.folder / name
        if not path.is_file():
            self.faults.append(Fault(Place(name, 1), "this file is missing"))
            return None
        value, faults = placed_yaml.read(path, name)
        self.faults += faults
        if value is not None and not isinstance(value, PlacedMap):
            self.faults.append(Fault(value.place, "the file does not hold a mapping"))
            return None
        return value

    def _only(self, raw: PlacedMap, *allowed: str) -> None:
        for key in raw:
            if key not in allowed:
                told = f"there is no key '{key}' here"
                self.faults.append(Fault(raw.key_places[key], told, suggestion(key, allowed)))

    def _list(self, name: str, key: str, kind: type[T]) -> list[T]:
        raw = self._read(name)
        if raw is None:
            return []
        self._only(raw, key)
        return self._items(raw, key, kind)

    def _file(self, name: str, key: str, kind: type[T]) -> T | None:
        raw = self._read(name)
        if raw is None:
            return None
        self._only(raw, key)
        if key not in raw:
            self.faults.append(Fault(raw.place, f"the key '{key}' is missing"))
            return None
        return self._one(raw[key], kind)

    def _one(self, raw: Any, kind: type[T]) -> T | None:
        made, faults = self.structurer.structure(raw, kind)
        self.faults += faults
        if made is None and isinstance(raw, PlacedMap) and isinstance(raw.get("id"), PlacedText):
            self.broken.add(str(raw["id"]))
        return made

    def _items(self, raw: PlacedMap, key: str, kind: type[T]) -> list[T]:
        """The items of a list that are sound; a faulty one does not hide the others."""
        value = raw.get(key)
        if value is None:
            self.faults.append(Fault(raw.place, f"the key '{key}' is missing"))
            return []
        if not isinstance(value, PlacedList):
            hint = "Accepted: a list."
            self.faults.append(Fault(value.place, f"'{key}' is not a list", hint))
            return []
        return [made for item in value if (made := self._one(item, kind)) is not None]

    def _index(self) -> Index:
        raw = self._read(INDEX)
        made = self._one(raw, Index) if raw is not None else None
        self.index_read = made is not None
        return made or Index("", "", (), "", "", (), ())

    def _outline(self) -> model.Outline | None:
        """The outline, its places named in full."""
        read = self._file(OUTLINE, "outline", model.OutlineFile)
        if read is None:
            return None
        made, faults = outlines.expand(read)
        self.faults += faults
        return made

    def _procedure(self, name: str) -> model.Procedure | None:
        raw = self._read(_procedure_file(name))
        if raw is None:
            return None
        parts: dict[str, Any] = {
            key: tuple(self._items(raw, key, kind))
            for key, kind in _PROCEDURE_LISTS.items()
            if key in raw
        }
        head = PlacedMap({key: value for key, value in raw.items() if key not in parts})
        head.place = raw.place
        head.key_places = raw.key_places
        made = self._one(head, model.Procedure)
        if made is None:
            # The head is faulty and reported; its parts still serve the checks of references.
            made = model.Procedure(name, "", "", (), place=raw.place)
        elif made.id != name:
            told = f"the id is '{made.id}', but the index calls this procedure '{name}'"
            self.faults.append(Fault(head.key_places["id"], told))
        # cattrs cannot see these lists, so their classes are known only here.
        return attrs.evolve(made, **parts)

    def _strangers(self, index: Index) -> None:
        """Files that no list or index asks for: a misspelt name would otherwise be silent."""
        expected = {*LISTS, HOLIDAYS, OUTLINE, INDEX, *map(_procedure_file, index.procedures)}
        for pattern in ("*.y*ml", "calendars/*.y*ml", "procedures/*.y*ml"):
            for path in sorted(self.folder.glob(pattern)):
                name = path.relative_to(self.folder).as_posix()
                if name not in expected:
                    told = "nothing asks for this file"
                    self.faults.append(Fault(Place(name, 1), told, suggestion(name, expected)))

    def _known(
        self, lists: dict[str, list[Any]], procedures: list[model.Procedure]
    ) -> dict[str, dict[str, Any]]:
        def all_of(key: str) -> Iterator[Any]:
            return (item for procedure in procedures for item in getattr(procedure, key))

        return {
            "source": self._by_id("source", lists["sources"]),
            "role": self._by_id("role", lists["roles"]),
            "fact": self._by_id("fact", lists["facts"]),
            "reading": self._by_id("reading", lists["readings"]),
            "term": self._by_id("term", lists["terms"]),
            "document": self._by_id("document", lists["documents"]),
            "invariant": self._by_id("invariant", lists["invariants"]),
            "column": self._by_id("column", lists["caseload_columns"]),
            "walk": self._by_id("walk", lists["walks"]),
            "day kind": self._by_id("day kind", lists["day_kinds"]),
            "year kind": self._by_id("year kind", lists["year_kinds"]),
            "procedure": self._by_id("procedure", procedures),
            "stage": self._by_id("stage", all_of("stages")),
            "transition": self._by_id("transition", all_of("transitions")),
            "event": self._by_id("event", all_of("events")),
            "definition": self._by_id("definition", all_of("definitions")),
            "decision": self._by_id("decision", all_of("decisions")),
            "rule": self._by_id("rule", all_of("rules")),
        }

    def _by_id(self, kind: str, items: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for item in items:
            if item.id in found:
                told = f"the {kind} '{item.id}' is defined twice; first at {found[item.id].place}"
                self.faults.append(Fault(item.place, told))
            else:
                found[item.id] = item
        return found

    def _check(
        self,
        known: dict[str, dict[str, Any]],
        index: Index,
        holidays: model.BankHolidays | None,
        outline: model.Outline | None,
    ) -> None:
        tops = ("source", "role", "fact", "reading", "term", "document", "invariant", "column",
                "walk", "day kind", "year kind", "procedure")  # fmt: skip
        items = [item for kind in tops for item in known[kind].values()]
        items += [index] * self.index_read + [holidays] * (holidays is not None)
        at = self.structurer.origin
        self.faults += references.faults(items, known, self.broken, at)
        self.faults += references.cycles(known["definition"], known["decision"], at)
        placed: dict[str, model.Strand] = {}
        for strand in index.strands:
            for name in strand.procedures:
                if placed.setdefault(name, strand) is not strand:
                    told = f"the procedure '{name}' stands in the strand '{placed[name].id}' too"
                    self.faults.append(Fault(strand.place or Place(INDEX, 1), told))
        for procedure, name, lost in references.renamed(known["procedure"].values()):
            if name not in known["stage"]:
                told = (
                    f"no transition of '{procedure.id}' uses the stage '{lost.id}', and one uses "
                    f"'{name}', which is no stage"
                )
                hint = "If the stage was renamed, rename it in both places."
                self.faults.append(Fault(lost.place or Place(INDEX, 1), told, hint))
        if outline is not None:
            self.faults += references.places(items, outline, at)
        if index.category_strand and index.category_strand not in known["strand"]:
            told = str(UnknownName("strand", index.category_strand, known["strand"]))
            self.faults.append(Fault(at(index, "category_strand"), told))


def _procedure_file(procedure: str) -> str:
    return f"procedures/{procedure.replace('-', '_')}.yaml"
