"""Read YAML safely, remembering the line of everything.

Scalars stay the words that were written: ``yes``, ``2014-10-17`` and ``10`` are text here, and
become what the framework expects later. Anchors, aliases, tags, repeated keys, very large and
very deep files are refused, because a handbook has no use for them and an attacker has. The file
is taken event by event and nothing is ever made of it but text, lists and mappings.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any, TypeVar

import attrs
import yaml

from scc_model import plain_json
from scc_model.disk import reading
from scc_model.errors import DataError, Fault, Place
from scc_model.limits import DEEPEST_NESTING, LARGEST_FILE, too_deep, too_large

# libyaml where the machine has it, which reads ten times faster; the same events either way.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
YAML = (".yaml", ".yml")
"""How the names of YAML files end."""
_AS_WRITTEN: dict[Any, str] = {True: "true", False: "false", None: "null"}


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
P = TypeVar("P", PlacedText, PlacedList, PlacedMap)


def read(path: Path, name: str) -> tuple[Placed | None, list[Fault]]:
    """Read one file.

    Args:
        path: the file.
        name: how to call it in messages.

    Returns:
        What the file holds (nothing if it cannot be read), and every fault found in it.
    """
    start = Place(name)
    try:
        content = reading.read(path, LARGEST_FILE)
    except reading.TooLarge as error:
        return None, [too_large(error.size, start)]
    except reading.Unreadable as error:
        return None, [unreadable(error, start)]
    value, faults = _parsed(content, name)
    return value, [*faults]


@functools.lru_cache(maxsize=80)
def _parsed(content: bytes, name: str) -> tuple[Placed | None, tuple[Fault, ...]]:
    """What a file holds, worked out once for two folders in which it is the same.

    Nobody changes what has been read.
    """
    value, faults = parse_bytes(content, name)
    return value, tuple(faults)


def unreadable(error: reading.Unreadable, place: Place) -> Fault:
    """What is told of a file that is not there, is no file or cannot be opened."""
    return Fault(place, f"the file cannot be read ({error.reason})")


def parse_bytes(content: bytes, name: str) -> tuple[Placed | None, list[Fault]]:
    """Read YAML from what a file holds; otherwise as :func:`read`."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return None, [Fault(Place(name, line), "the file is not text in UTF-8", "Accepted: UTF-8.")]
    return parse(text.replace("\r\n", "\n").replace("\r", "\n"), name)


def parse(text: str, name: str) -> tuple[Placed | None, list[Fault]]:
    r"""Read YAML from a string; otherwise as :func:`read`.

    >>> value, faults = parse("roles:\n  - id: hmi\n", "roles.yaml")
    >>> value["roles"][0]["id"].place
    Place(file='roles.yaml', line=2)
    >>> print(parse("a: 1\na: 2\n", "x.yaml")[1][0])
    x.yaml:2: the key 'a' stands here a second time; it is first at x.yaml:1
    """
    reader = _Reader(name, yaml.parse(text, Loader=_Loader))
    try:
        root = reader.document()
    except _Refused as refused:
        return None, [refused.fault]
    except (yaml.YAMLError, ValueError) as error:
        if _is_to_be_json(text, name):
            return _read_as_json(text, name)
        return None, [_not_yaml(error, text, name)]
    if root is None:
        return None, [Fault(Place(name), "the file is empty")]
    return root, reader.faults


def _not_yaml(error: yaml.YAMLError | ValueError, text: str, name: str) -> Fault:
    """What is told of a file that breaks the rules of YAML."""
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        line, problem = mark.line + 1 if mark else 0, error.problem or error.context
    elif isinstance(error, yaml.reader.ReaderError):  # a character that none may be
        line, problem = text.count("\n", 0, error.position) + 1, error.reason
    else:
        line, problem = 0, str(error)
    return Fault(Place(name, line), f"this is not YAML: {problem}")


def _is_to_be_json(text: str, name: str) -> bool:
    """Whether a file is meant to be JSON, by how its name ends, else by how it begins.

    >>> _is_to_be_json("x", "a.json"), _is_to_be_json("{", "a.yaml"), _is_to_be_json(" {", "a.txt")
    (True, False, True)
    """
    ending = PurePath(name).suffix.lower()
    if ending in YAML:
        return False
    return ending == ".json" or text.lstrip("\ufeff \t\n")[:1] in ("{", "[")


def _read_as_json(text: str, name: str) -> tuple[Placed | None, list[Fault]]:
    """Read what breaks the rules of YAML but is meant to be JSON, whose rules it may keep.

    So does what writes each half of a character by itself. No line is known of any value.
    """
    try:
        value = plain_json.read(text.removeprefix("\ufeff"), name)
    except DataError as error:
        return None, list(error.faults)
    return _placed_whole(value, Place(name)), []


def _placed_whole(value: Any, place: Place) -> Placed:
    """A value of JSON as it would have been read from YAML, all of it in one place."""
    if isinstance(value, list):
        return _placed(PlacedList(_placed_whole(item, place) for item in value), place)
    if isinstance(value, dict):
        mapping = PlacedMap({key: _placed_whole(item, place) for key, item in value.items()})
        mapping.key_places = dict.fromkeys(value, place)
        return _placed(mapping, place)
    return _placed(PlacedText(_AS_WRITTEN.get(value, value)), place)


class _Refused(Exception):
    """A file of which nothing can be used."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault


@attrs.define
class _Reader:
    """Makes values of the events of a YAML file.

    Args:
        name: the file, for messages.
        events: what the parser meets in it, in order.
        faults: what is wrong with it so far.
        places: the place of each line that something stands on.
    """

    name: str
    events: Iterator[yaml.Event]
    faults: list[Fault] = attrs.field(factory=list)
    places: dict[int, Place] = attrs.field(factory=dict)

    def document(self) -> Placed | None:
        """The one document of the file; nothing of a file that holds none."""
        root: Placed | None = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    message = "this is not YAML as it is used here: a second document begins"
                    hint = "Accepted: one document in a file."
                    raise _Refused(Fault(self.place(event), message, hint))
            elif isinstance(event, yaml.NodeEvent) and not _is_blank(event):
                root = self.value(event, 1)
        return root

    def value(self, event: yaml.Event, depth: int) -> Placed:
        """The value that begins with an event, so many levels deep."""
        place = self.place(event)
        refused = self.refused(event, place)
        if event.__class__ is yaml.ScalarEvent:
            words = PlacedText("" if refused else event.value)
            words.place = place
            return words
        if not isinstance(event, yaml.CollectionStartEvent):
            return _placed(PlacedText(""), place)
        if depth > DEEPEST_NESTING:
            raise _Refused(too_deep(place))
        if isinstance(event, yaml.SequenceStartEvent):
            items = PlacedList(self.value(start, depth + 1) for start in self.inside())
            return _placed(items, place)
        return self.mapping(place, depth)

    def mapping(self, place: Place, depth: int) -> PlacedMap:
        """A mapping, its first event taken already."""
        mapping = _placed(PlacedMap(), place)
        mapping.key_places = {}
        for start in self.inside():
            key, value = self.value(start, depth + 1), self.value(next(self.events), depth + 1)
            if not isinstance(key, PlacedText):
                message = "a key is a list or a mapping"
                self.faults.append(Fault(key.place, message, "Accepted: a plain word."))
            elif key in mapping.key_places:
                first = mapping.key_places[key]
                message = f"the key '{key}' stands here a second time; it is first at {first}"
                self.faults.append(Fault(key.place, message))
            else:
                mapping.key_places[str(key)] = key.place
                mapping[str(key)] = value
        return mapping

    def inside(self) -> Iterator[yaml.Event]:
        """The events with which each item or key of a list or mapping begins."""
        for event in self.events:
            if isinstance(event, yaml.CollectionEndEvent):
                return
            yield event

    def place(self, event: yaml.Event) -> Place:
        """Where an event stands; much stands on one line."""
        line = event.start_mark.line + 1 if event.start_mark else 1
        if line not in self.places:
            self.places[line] = Place(self.name, line)
        return self.places[line]

    def refused(self, event: yaml.Event, place: Place) -> bool:
        """Whether an anchor or a tag stands on a value; it is reported."""
        if event.__class__ is yaml.ScalarEvent and event.anchor is None and event.tag is None:
            return False  # as nearly all are
        if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            return False
        for what, mark in (("anchor", event.anchor and f"&{event.anchor}"), ("tag", event.tag)):
            if mark:
                message = f"the {what} '{mark}' is not allowed"
                self.faults.append(Fault(place, message, "Accepted: plain values."))
                return True
        return False


def _is_blank(event: yaml.Event) -> bool:
    """Whether an event is all that stands in a file with nothing but comments."""
    return isinstance(event, yaml.ScalarEvent) and not event.value and not event.style


def _placed(value: P, place: Place) -> P:
    value.place = place
    return value
