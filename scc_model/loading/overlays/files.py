"""The files of changes: read, found by name, and listed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from scc_model.changes.overlays import Overlay
from scc_model.errors import DataError, Fault, Place, UnknownName
from scc_model.loading import placed_yaml
from scc_model.loading.placed_yaml import Placed, PlacedMap
from scc_model.loading.structuring import Structurer

FOLDER = "changes"
"""The folder of a data folder in which its own changes lie; none of them is made unless asked."""
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_AN_ID = "Accepted: lower-case words and figures, joined by hyphens."
_DOES = ("set", "add", "replace", "remove")


@attrs.frozen(eq=False)
class Layer:
    """A change, ready to be put over data.

    Args:
        overlay: what it says.
        raw: the same as it was read, with the line of everything.
        name: what messages call its file.
        structurer: knows where everything of it stands.
    """

    overlay: Overlay
    raw: PlacedMap
    name: str
    structurer: Structurer

    @property
    def saved(self) -> Placed | None:
        """The condition under which what was said before still holds, as it was read."""
        saves = self.raw.get("saves")
        return saves["when"] if isinstance(saves, PlacedMap) else None


def read(path: Path, name: str = "") -> Layer:
    """Read a change from its file.

    Args:
        path: the file.
        name: what messages call it; left out, the path.

    Raises:
        DataError: with every fault that the file shows by itself.

    >>> from scc_model.loading import data_dir
    >>> read(data_dir() / "changes" / "twenty_days_to_comply.yaml").overlay.status
    'proposal'
    """
    name = name or str(path)
    raw, faults = placed_yaml.read(path, name)
    return _layer(raw, faults, name)


def parsed(text: str, name: str) -> Layer:
    """The same from the text of a file.

    Raises:
        DataError: with every fault that the text shows by itself.
    """
    return _layer(*placed_yaml.parse(text, name), name)


def chosen(given: Sequence[str], folder: Path) -> tuple[Layer, ...]:
    """The changes that somebody named, by file or by id.

    Args:
        given: files, or ids of changes that lie in the data folder.
        folder: the data folder, in which what they stand upon is looked for too.

    Raises:
        DataError: where a file is no change, or cannot be read.
        UnknownName: where the folder has no change of an id.
    """
    layers = [_chosen(each, folder) for each in given]
    for layer in layers:  # it grows: what is found can stand upon more
        named = {each.overlay.id for each in layers}
        beside = _beside(folder)
        layers += [
            _chosen(name, folder)
            for name in dict.fromkeys(layer.overlay.upon)
            if name in beside and name not in named
        ]
    return tuple(layers)


def of_folder(folder: Path) -> Iterator[Layer]:
    """The changes that lie in a data folder, in the order of their files.

    Raises:
        DataError: where one is no change, or cannot be read.
    """
    for path in sorted((folder / FOLDER).glob("*.yaml")):
        layer = read(path, f"{FOLDER}/{path.name}")
        wanted = f"{layer.overlay.id.replace('-', '_')}.yaml"
        if path.name != wanted:
            message = f"the change is called '{layer.overlay.id}', and its file '{path.name}'"
            fault = Fault(layer.raw.key_places["id"], message, f"Accepted: {wanted}.")
            raise DataError([fault])
        yield layer


def _chosen(given: str, folder: Path) -> Layer:
    path = Path(given)
    is_file = os.path.isfile(given)  # noqa: PTH113  (which takes any word)
    if path.suffix.lower() in placed_yaml.YAML or len(path.parts) > 1 or is_file:
        return read(path)
    named = _beside(folder)
    if given not in named:
        raise UnknownName("change", given, named)
    return read(named[given], f"{FOLDER}/{named[given].name}")


def _beside(folder: Path) -> dict[str, Path]:
    """The files of the changes of a data folder, by what they are called."""
    return {path.stem.replace("_", "-"): path for path in (folder / FOLDER).glob("*.yaml")}


def _layer(raw: Placed | None, faults: list[Fault], name: str) -> Layer:
    if raw is None or faults:
        raise DataError(faults)
    if not isinstance(raw, PlacedMap) or not {"status", *_DOES} & raw.keys():
        hint = "Accepted: a file with 'id', 'title', 'status', 'about', 'cite' and what is changed."
        raise DataError([Fault(Place(name), "this is no change of the data", hint)])
    structurer = Structurer()
    overlay, faults = structurer.structure(raw, Overlay)
    if faults or overlay is None:
        raise DataError(faults)
    if faults := [*_wrong(overlay, raw)]:
        raise DataError(faults)
    return Layer(overlay, raw, name, structurer)


def _wrong(overlay: Overlay, raw: PlacedMap) -> Iterator[Fault]:
    """What is wrong with a change by itself, whatever it is put over."""
    if not _ID.fullmatch(overlay.id):
        yield Fault(raw.key_places["id"], "this is no id", _AN_ID)
    if overlay.in_force_from is None and overlay.status != "proposal":
        message = f"a change that is {overlay.status} says from which day it holds"
        yield Fault(raw.key_places["status"], message, "Accepted: 'in_force_from', with a date.")
    for entry in overlay.set:
        for key, value in (("to", entry.to), ("more", entry.more)):
            if value is not None and not isinstance(value, PlacedMap):
                message = f"'{key}' of '{entry.id}' is no mapping"
                yield Fault(entry.place or Place(""), message, "Accepted: what is said, by key.")
        if not (entry.to or entry.more or entry.without):
            message = f"nothing of '{entry.id}' is set"
            yield Fault(entry.place or Place(""), message, "Accepted: 'to', 'more' or 'without'.")
    for whole in overlay.whole:
        name = whole.thing.get("id") if isinstance(whole.thing, PlacedMap) else None
        if not isinstance(name, str) or not name:
            message = f"this {whole.kind} has no id"
            yield Fault(whole.place or Place(""), message, "Accepted: its keys, 'id' among them.")
        elif not _ID.fullmatch(name):  # files can be called by it
            yield Fault(whole.place or Place(""), f"this {whole.kind} has no good id", _AN_ID)
    if overlay.cases is not None and not isinstance(overlay.cases, list):
        yield Fault(raw.key_places["cases"], "'cases' is no list", "Accepted: a list of cases.")
