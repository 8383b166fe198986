"""Read YAML safely, remembering the line of everything.

Scalars stay the words that were written: ``yes``, ``2014-10-17`` and ``10`` are text here, and
become what the framework expects later. Anchors, aliases, tags, repeated keys, very large and
very deep files are refused, because a handbook has no use for them and an attacker has.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from scc_model.errors import Fault, Place

LARGEST_FILE = 1_000_000
DEEPEST_NESTING = 40
# What YAML itself gives to scalars that are written without a tag.
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("bool", "float", "int", "merge", "null", "str", "timestamp", "value")
)


class PlacedText(str):  # noqa: SLOT000  (it carries its place)
    """Words, and where they stand."""

    place: Place


class PlacedList(list["Placed"]):
    """A list, and where it starts."""

    place: Place


class PlacedMap(dict[str, "Placed"]):
    """A mapping, where it starts, and where each of its keys stands."""

    place: Place
    key_places: dict[str, Place]


Placed = PlacedText | PlacedList | PlacedMap


def read(path: Path, name: str) -> tuple[Placed | None, list[Fault]]:
    """Read one file.

    Args:
        path: the file.
        name: how to call it in messages.

    Returns:
        What the file holds (nothing if it cannot be read), and every fault found in it.
    """
    start = Place(name, 1)
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            told = f"the file has {size:,} bytes"
            return None, [Fault(start, told, f"Accepted: up to {LARGEST_FILE:,} bytes.")]
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return None, [Fault(Place(name, line), "the file is not text in UTF-8", "Accepted: UTF-8.")]
    except OSError as error:
        return None, [Fault(start, f"the file cannot be read ({error.strerror})")]
    return parse(text, name)


def parse(text: str, name: str) -> tuple[Placed | None, list[Fault]]:
    r"""Read YAML from a string; otherwise as :func:`read`.

    >>> value, faults = parse("roles:\n  - id: hmi\n", "roles.yaml")
    >>> value["roles"][0]["id"].place
    Place(file='roles.yaml', line=2)
    >>> print(parse("a: 1\na: 2\n", "x.yaml")[1][0])
    x.yaml:2: the key 'a' stands here a second time; it is first at x.yaml:1
    """
    depth = _nesting(text)
    if depth > DEEPEST_NESTING:
        return None, [_too_deep(Place(name, 1))]
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        told = f"this is not YAML: {error.problem or error.context}"
        return None, [Fault(Place(name, line), told)]
    except YAMLError as error:
        return None, [Fault(Place(name, 1), f"this is not YAML: {error}")]
    except RecursionError:
        return None, [_too_deep(Place(name, 1))]
    if node is None:
        return None, [Fault(Place(name, 1), "the file is empty")]
    faults: list[Fault] = []
    value = _placed(node, name, faults, 0)
    return value, faults


def _too_deep(place: Place) -> Fault:
    told = "the file nests lists and mappings too deeply"
    return Fault(place, told, f"Accepted: up to {DEEPEST_NESTING} levels.")


def _nesting(text: str) -> int:
    """The deepest nesting of brackets, a cheap guard before the parser sees the file."""
    depth = deepest = 0
    for character in text:
        if character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth = max(0, depth - 1)
    return deepest


def _placed(node: Node, name: str, faults: list[Fault], depth: int) -> Placed:
    place = Place(name, node.start_mark.line + 1)
    if depth > DEEPEST_NESTING:
        faults.append(_too_deep(place))
        return _text("", place)
    if node.anchor:
        faults.append(
            Fault(place, f"the anchor '&{node.anchor}' is not allowed", "Accepted: plain values.")
        )
        return _text("", place)
    if isinstance(node, MappingNode):
        return _map(node, place, faults, depth)
    if isinstance(node, SequenceNode):
        items = PlacedList(_placed(item, name, faults, depth + 1) for item in node.value)
        items.place = place
        return items
    if isinstance(node, ScalarNode) and not _has_own_tag(node):
        return _text(str(node.value), place)
    faults.append(Fault(place, f"the tag '{node.tag}' is not allowed", "Accepted: plain values."))
    return _text("", place)


def _has_own_tag(node: ScalarNode) -> bool:
    return str(node.tag) not in _PLAIN_TAGS


def _text(value: str, place: Place) -> PlacedText:
    text = PlacedText(value)
    text.place = place
    return text


def _map(node: MappingNode, place: Place, faults: list[Fault], depth: int) -> PlacedMap:
    result = PlacedMap()
    result.place = place
    result.key_places = {}
    for key, key_place, value in _entries(node, place.file, faults):
        if key in result:
            first = result.key_places[key]
            told = f"the key '{key}' stands here a second time; it is first at {first}"
            faults.append(Fault(key_place, told))
            continue
        result.key_places[key] = key_place
        result[key] = _placed(value, place.file, faults, depth + 1)
    return result


def _entries(
    node: MappingNode, name: str, faults: list[Fault]
) -> Iterator[tuple[str, Place, Node]]:
    for key, value in node.value:
        key_place = Place(name, key.start_mark.line + 1)
        if isinstance(key, ScalarNode):
            yield str(key.value), key_place, value
        else:
            faults.append(
                Fault(key_place, "a key is a list or a mapping", "Accepted: a plain word.")
            )
