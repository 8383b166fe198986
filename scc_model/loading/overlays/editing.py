"""What was read, with something changed: a new value; what it came from stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from scc_model.errors import Place
from scc_model.loading.kinds import INDEX, KINDS, PROCEDURES, Kind, file_of
from scc_model.loading.placed_yaml import Placed, PlacedList, PlacedMap, PlacedText

OF = {kind.name: kind for kind in KINDS}
"""The kinds of thing, by name."""


def one(kind: str) -> str:
    """A kind of thing with its article.

    >>> one("rule"), one("event")
    ('a rule', 'an event')
    """
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def words(text: str, place: Place) -> PlacedText:
    """Words that stand in a place."""
    made = PlacedText(text)
    made.place = place
    return made


def listed(items: Iterable[Placed], place: Place) -> PlacedList:
    """A list that stands in a place."""
    made = PlacedList(items)
    made.place = place
    return made


def mapped(values: Mapping[str, Placed], place: Place) -> PlacedMap:
    """A mapping that stands in a place, with all its keys."""
    made = PlacedMap(values)
    made.place, made.key_places = place, dict.fromkeys(values, place)
    return made


def with_key(mapping: PlacedMap, key: str, value: Placed | None, place: Place) -> PlacedMap:
    """A mapping in which a key says something else; with nothing, it is taken away.

    Args:
        mapping: what was read.
        key: the key.
        value: what it is to say.
        place: where that is said.
    """
    made = PlacedMap(mapping)
    made.place, made.key_places = mapping.place, {**mapping.key_places, key: place}
    if value is None:
        del made[key], made.key_places[key]
    else:
        made[key] = value
    return made


def within(mapping: PlacedMap, path: str, value: Placed | None, place: Place) -> PlacedMap:
    """The same for a key within others, with points; the mappings around it are there."""
    outer, point, rest = path.partition(".")
    if not point:
        return with_key(mapping, outer, value, place)
    inner = mapping[outer]
    assert isinstance(inner, PlacedMap)  # noqa: S101  (whoever asks has looked)
    return with_key(mapping, outer, within(inner, rest, value, place), mapping.key_places[outer])


def at(mapping: PlacedMap, path: str) -> Placed | None:
    """What stands under a key, with points for one within others."""
    value: Placed | None = mapping
    for key in path.split("."):
        value = value.get(key) if isinstance(value, PlacedMap) else None
    return value


class Files:
    """The files of a data folder as they were read, and what is changed in them.

    Args:
        read: what each file holds, by its name.
    """

    def __init__(self, read: Mapping[str, PlacedMap]) -> None:
        self.read = dict(read)

    def names(self, kind: str) -> dict[str, str]:
        """The files in which the things of a kind stand, by id."""
        of = OF[kind]
        if kind == "procedure":
            return {str(self.read[name].get("id", "")): name for name in self._homes(of)}
        return {
            str(item["id"]): name
            for name in self._homes(of)
            for item in self._items(name, of)
            if isinstance(item, PlacedMap) and "id" in item
        }

    def things(self, kind: str) -> Iterator[PlacedMap]:
        """The things of a kind that stand in lists."""
        of = OF[kind]
        for name in self._homes(of):
            for item in self._items(name, of):
                if isinstance(item, PlacedMap) and "id" in item:
                    yield item

    def thing(self, kind: str, name: str) -> PlacedMap:
        """The thing of a kind with an id."""
        if kind == "procedure":
            return self.read[self.names(kind)[name]]
        return next(item for item in self.things(kind) if item["id"] == name)

    def put(self, kind: str, name: str, thing: PlacedMap) -> None:
        """Put a thing in the place of the one with its id."""
        file, of = self.names(kind)[name], OF[kind]
        if kind == "procedure":
            self.read[file] = thing
            return
        self._change(file, of, lambda item: thing if _is(item, name) else item)

    def drop(self, kind: str, name: str) -> None:
        """Take a thing away."""
        self._change(self.names(kind)[name], OF[kind], lambda x: None if _is(x, name) else x)

    def append(self, kind: str, thing: PlacedMap, home: str) -> None:
        """Add a thing at the end of its list.

        Args:
            kind: what sort of thing it is.
            thing: the thing.
            home: the procedure, or of a procedure the strand, in which it is to stand.
        """
        of = OF[kind]
        if kind == "procedure":
            name = thing["id"]
            self.read[file_of(str(name))] = thing
            strand = self.thing("strand", home)
            own = strand["procedures"]
            more = listed([*(own if isinstance(own, PlacedList) else [own]), name], own.place)
            self.put("strand", home, with_key(strand, "procedures", more, strand.place))
            return
        file = file_of(home) if of.file == PROCEDURES else of.file
        root = self.read[file]
        items = listed([*self._items(file, of), thing], root.key_places.get(of.field, root.place))
        self.read[file] = with_key(root, of.field, items, items.place)

    def _change(self, file: str, of: Kind, change: Callable[[Placed], Placed | None]) -> None:
        root = self.read[file]
        place = root.key_places[of.field]
        items = [made for item in self._items(file, of) if (made := change(item)) is not None]
        self.read[file] = with_key(root, of.field, listed(items, place), place)

    def _homes(self, of: Kind) -> list[str]:
        if of.file != PROCEDURES and of.name != "procedure":
            return [of.file] if of.file in self.read else []
        folder = PROCEDURES.partition("*")[0]
        return [name for name in self.read if name.startswith(folder) and name != INDEX]

    def _items(self, file: str, of: Kind) -> PlacedList:
        items = self.read[file].get(of.field)
        return items if isinstance(items, PlacedList) else PlacedList()


def _is(item: Placed, name: str) -> bool:
    return isinstance(item, PlacedMap) and item.get("id") == name
