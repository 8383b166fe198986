"""Where a quantity is counted in the data as they are written, and what a condition asks of."""

from __future__ import annotations

from collections.abc import Iterator

from scc_model.errors import Place
from scc_model.loading.overlays.clashes import as_list
from scc_model.loading.overlays.editing import Files
from scc_model.loading.placed_yaml import Placed, PlacedList, PlacedMap, PlacedText
from scc_model.loading.tokens import TOKEN

_COUNTED = frozenset({
    "after", "at_least", "at_most", "earliest", "exactly", "latest", "per", "school_holidays_over",
    "times", "value",
})  # fmt: skip
"""Keys under which a figure is counted; anywhere else it is only told."""


def takes(value: Placed | None, quantity: str) -> bool:
    """Whether something that was read takes a quantity, at any depth."""
    if isinstance(value, PlacedText):
        return "<" in value and any(_named(match[1]) == quantity for match in TOKEN.finditer(value))
    if isinstance(value, PlacedMap):
        return any(takes(inner, quantity) for inner in value.values())
    return isinstance(value, PlacedList) and any(takes(inner, quantity) for inner in value)


def takers(quantity: str, files: Files) -> dict[str, tuple[str, ...]]:
    """The rules in whose time limits a quantity is taken, and the keys that take it.

    Args:
        quantity: its id.
        files: the data.
    """
    found: dict[str, tuple[str, ...]] = {}
    for thing in files.things("rule"):
        limit = thing.get("time_limit")
        if isinstance(limit, PlacedMap) and takes(limit, quantity):
            inside = [limit, *(_set_by(way) for way in as_list(limit.get("variations", [])))]
            keys = (
                key
                for each in inside
                for key, value in each.items()
                if key != "variations" and takes(value, quantity)
            )
            found[str(thing["id"])] = tuple(dict.fromkeys(keys))
    return found


def resting_on(quantity: str, files: Files) -> Iterator[tuple[str, Place]]:
    """Where else than in the time limit of a rule a quantity is counted.

    Args:
        quantity: its id.
        files: the data.

    Yields:
        What it is counted in, and where that stands.
    """
    for root in files.read.values():
        yield from _counted(root, "", "", quantity)


def events_asked(condition: Placed | None, rule: str, files: Files) -> Iterator[str]:
    """What a condition asks of that rests on the last day of a rule.

    Args:
        condition: as it is written.
        rule: id of the rule.
        files: the data, where events are looked up.
    """
    for key, name in _named_in(condition):
        if key == "over" and name == rule:
            yield name
        elif key in ("happened", "since") and name in files.names("event"):
            falls_on = files.thing("event", name).get("falls_on")
            if falls_on is not None and rule in as_list(falls_on):
                yield name


def _named(token: str) -> str:
    return token[0].lower() + token[1:]


def _set_by(variation: Placed) -> PlacedMap:
    """What a variation of a time limit sets."""
    made = variation.get("set") if isinstance(variation, PlacedMap) else None
    return made if isinstance(made, PlacedMap) else PlacedMap()


def _counted(value: Placed, key: str, thing: str, quantity: str) -> Iterator[tuple[str, Place]]:
    if isinstance(value, PlacedText):
        if key in _COUNTED and takes(value, quantity):
            yield f"'{key}' of '{thing}'", value.place
    elif isinstance(value, PlacedList):
        for item in value:
            yield from _counted(item, key, thing, quantity)
    else:
        own = value.get("id")
        for inner, held in value.items():
            if inner != "time_limit":  # there a transitional rule can stand
                name = str(own) if isinstance(own, PlacedText) else thing
                yield from _counted(held, inner, name, quantity)


def _named_in(condition: Placed | None) -> Iterator[tuple[str, str]]:
    if isinstance(condition, PlacedMap):
        for key, value in condition.items():
            if isinstance(value, PlacedText):
                yield key, str(value)
            else:
                yield from _named_in(value)
    elif isinstance(condition, PlacedList):
        for part in condition:
            yield from _named_in(part)
