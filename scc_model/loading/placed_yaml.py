"""Read YAML safely, remembering the line of everything.

Scalars stay the words that were written: ``yes``, ``2014-10-17`` and ``10`` are text here, and
become what the framework expects later. Anchors, aliases, tags, repeated keys, very large and
very deep files are refused, because a handbook has no use for them and an attacker has. The file
is taken event by event and nothing is ever made of it but text, lists and mappings.
"""

from __future__ import annotations

from pathlib import Path

import attrs
import yaml

from scc_model.errors import Fault, Place

LARGEST_FILE = 1_000_000
DEEPEST_NESTING = 40
# libyaml where the machine has it, which reads ten times faster; the same events either way.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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
    builder = _Builder(name)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
    except _SecondDocument as error:
        told = "this is not YAML as it is used here: a second document begins"
        return None, [Fault(error.place, told, "Accepted: one document in a file.")]
    except _TooDeep as error:
        told = "the file nests lists and mappings too deeply"
        return None, [Fault(error.place, told, f"Accepted: up to {DEEPEST_NESTING} levels.")]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        told = f"this is not YAML: {error.problem or error.context}"
        return None, [Fault(Place(name, line), told)]
    except (yaml.YAMLError, ValueError) as error:
        return None, [Fault(Place(name, 1), f"this is not YAML: {error}")]
    if builder.root is None:
        return None, [Fault(Place(name, 1), "the file is empty")]
    return builder.root, builder.faults


class _SecondDocument(Exception):
    def __init__(self, place: Place) -> None:
        self.place = place


class _TooDeep(Exception):
    def __init__(self, place: Place) -> None:
        self.place = place


@attrs.define
class _Open:
    """A list or mapping that is being read, and the key whose value comes next."""

    value: PlacedList | PlacedMap
    key: str | None = None
    skip: bool = False


@attrs.define
class _Builder:
    """Makes values from the events of a YAML file.

    Args:
        name: the file, for messages.
    """

    name: str
    root: Placed | None = None
    faults: list[Fault] = attrs.field(factory=list)
    documents: int = 0
    stack: list[_Open] = attrs.field(factory=list)

    def take(self, event: yaml.Event) -> None:
        """Take the next event."""
        if isinstance(event, yaml.ScalarEvent):
            self.scalar(event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self.opened(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
        elif isinstance(event, yaml.AliasEvent):
            self.value(_text("", self.place(event)))
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _SecondDocument(self.place(event))

    def place(self, event: yaml.Event) -> Place:
        """Where an event stands."""
        return Place(self.name, event.start_mark.line + 1 if event.start_mark else 1)

    def scalar(self, event: yaml.ScalarEvent) -> None:
        """A key or a value."""
        place = self.place(event)
        around = self.stack[-1] if self.stack else None
        if not around and not event.value and not event.style:
            return  # a file with nothing but comments
        refused = self.refused(event, place)
        if around is not None and isinstance(around.value, PlacedMap) and around.key is None:
            self.named(around, event.value, place)
        else:
            self.value(_text("" if refused else event.value, place))

    def named(self, around: _Open, key: str, place: Place) -> None:
        """A key of the mapping that is being read."""
        assert isinstance(around.value, PlacedMap)  # noqa: S101  (its caller asked)
        around.key = key
        around.skip = key in around.value.key_places
        if around.skip:
            first = around.value.key_places[key]
            told = f"the key '{key}' stands here a second time; it is first at {first}"
            self.faults.append(Fault(place, told))
        else:
            around.value.key_places[key] = place

    def opened(self, event: yaml.CollectionStartEvent) -> None:
        """A list or mapping begins."""
        place = self.place(event)
        made: PlacedList | PlacedMap
        if isinstance(event, yaml.SequenceStartEvent):
            made = PlacedList()
        else:
            made = PlacedMap()
            made.key_places = {}
        made.place = place
        self.refused(event, place)
        around = self.stack[-1] if self.stack else None
        if around is not None and isinstance(around.value, PlacedMap) and around.key is None:
            self.faults.append(
                Fault(place, "a key is a list or a mapping", "Accepted: a plain word.")
            )
            around.key, around.skip = "", True
            self.stack.append(_Open(made))
            return
        self.value(made)
        if len(self.stack) >= DEEPEST_NESTING:
            raise _TooDeep(place)
        self.stack.append(_Open(made))

    def value(self, made: Placed) -> None:
        """A value finds its place in what is being read."""
        if not self.stack:
            self.root = made
            return
        around = self.stack[-1]
        if isinstance(around.value, PlacedList):
            around.value.append(made)
            return
        if not around.skip and around.key is not None:
            around.value[around.key] = made
        around.key = None

    def refused(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, place: Place) -> bool:
        """Whether an anchor or a tag stands on a value; it is reported."""
        if event.anchor:
            told = f"the anchor '&{event.anchor}' is not allowed"
            self.faults.append(Fault(place, told, "Accepted: plain values."))
            return True
        if event.tag:
            told = f"the tag '{event.tag}' is not allowed"
            self.faults.append(Fault(place, told, "Accepted: plain values."))
            return True
        return False


def _text(value: str, place: Place) -> PlacedText:
    text = PlacedText(value)
    text.place = place
    return text
