"""A data folder with changes made in it, as files: what does not change stays to the byte."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from scc_model.disk import reading
from scc_model.errors import DataError
from scc_model.limits import LARGEST_FILE
from scc_model.loading import placed_yaml
from scc_model.loading.kinds import PROCEDURES
from scc_model.loading.overlays.applying import overlaid
from scc_model.loading.overlays.files import Layer
from scc_model.loading.placed_yaml import PlacedList, PlacedMap

_WIDTH = 100
# Words that YAML 1.1 takes for a truth or for nothing; an answer stands in quotation marks.
_QUOTED = frozenset({"yes", "no", "on", "off", "y", "n", "null", "~", ""})


def written(folder: Path, layers: Sequence[Layer]) -> dict[str, bytes]:
    """The files of a data folder with changes made in them.

    Args:
        folder: the data folder.
        layers: the changes; none of them is among the files any more.

    Returns:
        What each file holds, by its name. Those that change are written anew, without comments;
        the worked cases of a change have a file of their own.

    Raises:
        DataError: where a file cannot be read, or a change does not fit.
    """
    contents = dict(_copied(folder, {layer.name for layer in layers}))
    parsed: dict[str, PlacedMap] = {}
    for name, content in contents.items():
        if _holds_things(name):
            value, faults = placed_yaml.parse_bytes(content, name)
            if faults or not isinstance(value, PlacedMap):
                raise DataError(faults)
            parsed[name] = value
    after, faults = overlaid(parsed, layers)
    if faults:
        raise DataError(faults)
    for name, value in after.items():
        if value is not parsed.get(name):
            contents[name] = _first_line(name, contents) + _as_yaml(value)
    for layer in layers:
        if isinstance(layer.overlay.cases, PlacedList):
            name = f"cases/of_{layer.overlay.id.replace('-', '_')}.yaml"
            cases = _as_yaml({"cases": layer.overlay.cases})
            contents[name] = _first_line(name, contents) + cases
    return contents


def _copied(folder: Path, without: set[str]) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in without:
            yield name, reading.read(path, LARGEST_FILE)


def _holds_things(name: str) -> bool:
    """Whether a file is one of those that a framework is made of."""
    folder, _, file = name.rpartition("/")
    return file.endswith(".yaml") and folder in ("", "calendars", PROCEDURES.partition("/")[0])


def _first_line(name: str, contents: dict[str, bytes]) -> bytes:
    """The line by which a file, or one beside it, names its schema to an editor."""
    folder = name.rpartition("/")[0]
    beside = [name, *(other for other in contents if other.rpartition("/")[0] == folder and folder)]
    first = (contents.get(other, b"").partition(b"\n")[0] for other in beside)
    line = next((line for line in first if line.startswith(b"# yaml-language-server")), b"")
    return line + b"\n" if line else b""


class _Plain(yaml.SafeDumper):
    """Writes words as they are, which is how they are read: a date or a number is words."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  (named by yaml)
        """Write everything out; an alias would be refused."""
        return True


_Plain.yaml_implicit_resolvers = {}


def _words(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if text.lower() in _QUOTED else ">" if len(text) > _WIDTH else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style=style)


def _mapping(dumper: yaml.SafeDumper, value: dict[str, Any]) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items())


def _list(dumper: yaml.SafeDumper, value: list[Any]) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value)


_Plain.add_multi_representer(str, _words)
_Plain.add_multi_representer(list, _list)
_Plain.add_multi_representer(dict, _mapping)


def _as_yaml(value: Any) -> bytes:
    text: str = yaml.dump(
        value, Dumper=_Plain, width=_WIDTH, allow_unicode=True, sort_keys=False
    )  # fmt: skip
    return text.encode()
