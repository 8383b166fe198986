"""What changes touch, and where two of them touch the same."""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Literal

import attrs

from scc_model.errors import Fault, Place
from scc_model.loading.overlays.editing import listed
from scc_model.loading.overlays.files import Layer
from scc_model.loading.placed_yaml import PlacedList, PlacedMap

WHOLE = ""
"""The path of a thing as a whole."""


@attrs.frozen
class Touch:
    """Something that a change touches.

    Args:
        by: the id of the change.
        kind: what sort of thing it is.
        id: the id of the thing.
        path: the key, with points for one within others; nothing for the thing as a whole.
        how: ``set``, where it says something else; ``more``, where a list grows; ``saved``, where
            what it said before is kept for some cases.
        place: where the change says so.
        items: what is added to a list, as it is told apart from what is in it.
    """

    by: str
    kind: str
    id: str
    path: str
    how: Literal["set", "more", "saved"]
    place: Place
    items: frozenset[str] = frozenset()


def touches(layer: Layer) -> Iterator[Touch]:
    """What a change says that it touches.

    Args:
        layer: the change.
    """
    overlay, nowhere = layer.overlay, Place(layer.name)
    for entry in overlay.set:
        place = entry.place or nowhere
        for key in entry.to or ():
            where = entry.to.key_places[key]
            yield Touch(overlay.id, entry.kind, entry.id, key, "set", where)
        for key in entry.without:
            yield Touch(overlay.id, entry.kind, entry.id, key, "set", place)
        for key, more in (entry.more or {}).items():
            where, items = entry.more.key_places[key], frozenset(map(told_apart, as_list(more)))
            yield Touch(overlay.id, entry.kind, entry.id, key, "more", where, items)
    for whole in overlay.whole:
        name = str(whole.thing["id"])
        yield Touch(overlay.id, whole.kind, name, WHOLE, "set", whole.place or nowhere)
    for gone in overlay.remove:
        yield Touch(overlay.id, gone.kind, gone.id, WHOLE, "set", gone.place or nowhere)


def told_apart(item: object) -> str:
    """By what an item of a list is told from the others: its id, or all that it says."""
    if isinstance(item, PlacedMap) and "id" in item:
        return str(item["id"])
    return repr(item)


def as_list(value: object) -> PlacedList:
    """The items of a list; one that stands alone is one."""
    if isinstance(value, PlacedList):
        return value
    return listed([value], getattr(value, "place", Place("")))  # type: ignore[list-item]


def clashes(touched: Iterable[Touch], upon: Mapping[str, Container[str]]) -> Iterator[Fault]:
    """Find what is touched twice in ways that do not go together.

    Args:
        touched: what all the changes touch.
        upon: for each change, those that it stands upon: it can touch the same again.

    Yields:
        A fault for each, at the second place, which names the first.
    """
    by_thing: dict[tuple[str, str], list[Touch]] = {}
    for touch in touched:
        by_thing.setdefault((touch.kind, touch.id), []).append(touch)
    for (kind, name), own in by_thing.items():
        for one, other in itertools.combinations(own, 2):
            again = one.by in upon.get(other.by, ()) or other.by in upon.get(one.by, ())
            if again or _apart(one, other):
                continue
            path = max(one.path, other.path, key=len)
            what = f"'{path}' of the {kind} '{name}'" if path else f"the {kind} '{name}'"
            by = f"by '{one.by}' at {one.place}"
            message = f"{what} is changed here by '{other.by}', and {by}"
            hint = "Two changes of the same do not go together: leave one out, or make them one."
            yield Fault(other.place, message, hint)


def _apart(one: Touch, other: Touch) -> bool:
    """Whether two touches of a thing go together."""
    if one.by == other.by and "saved" in (one.how, other.how):
        return True  # what a change keeps of what it changes itself
    if WHOLE in (one.path, other.path):
        return False
    if one.how == other.how == "more" and one.path == other.path:
        return one.items.isdisjoint(other.items)
    outer, inner = sorted((one.path, other.path), key=len)
    return not f"{inner}.".startswith(f"{outer}.")
