"""A time limit as it is written, with what it was before for some cases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from scc_model.changes.overlays import Setting
from scc_model.errors import Place
from scc_model.loading.overlays.clashes import as_list
from scc_model.loading.overlays.editing import listed, mapped, with_key, within, words
from scc_model.loading.overlays.joining import both
from scc_model.loading.placed_yaml import Placed, PlacedList, PlacedMap, PlacedText
from scc_model.loading.structuring import fields_of, key_of
from scc_model.loading.tokens import TOKEN
from scc_model.model import Changed, TimeLimit

_CAN_BE_SET = frozenset(key_of(name) for name, _, _ in fields_of(Changed))
_LEFT_OUT = {"earliest": "none"} | {
    field.name: field.default for field in attrs.fields(TimeLimit) if isinstance(field.default, str)
}
"""What a key means where it is left out, in the words of a variation."""


def not_kept(limit: Placed | None, entry: Setting) -> Iterator[str]:
    """Find what a change of a time limit cannot keep as it was.

    Args:
        limit: the time limit as it is, as it is written.
        entry: what is set.
    """
    if not isinstance(limit, PlacedMap) or "time_limit" in entry.without:
        yield "what is not there before or after"
        return
    new = _changed(limit, entry)
    if not isinstance(new, PlacedMap):
        yield "what is no mapping"
        return
    if any(is_of_limit(key) for key in entry.more or ()):
        yield "a longer list"
    for key in _differing(limit, new):
        if key not in _CAN_BE_SET or (key not in limit and key not in _LEFT_OUT):
            yield f"'{key}'"


def as_it_was(limit: PlacedMap, entry: Setting) -> dict[str, Placed]:
    """What a time limit said where a change of it says something else, by key.

    Args:
        limit: the time limit as it is, as it is written.
        entry: what is set.
    """
    new = _changed(limit, entry)
    return {
        key: limit[key] if key in limit else words(_LEFT_OUT[key], limit.place)
        for key in _differing(limit, new)
    }


def kept(
    limit: PlacedMap, was: Mapping[str, Placed], saved: Placed, quantities: Mapping[str, str]
) -> PlacedMap:
    """A time limit that is what it was before where a condition holds.

    Args:
        limit: the time limit as it is now.
        was: what it said before, by each key that says something else now.
        saved: the condition.
        quantities: for each quantity that changed, the one that has the figure of before.

    Returns:
        The time limit with a variation for what it was, before those that it has; and beside each
        of these that takes a changed quantity, one with the figure of before.
    """
    told = {key: value for key, value in limit.items() if key != "variations"} | {**was}
    first = {**was, **_of_before(told, quantities)}
    made = [_variation({}, first, saved, saved)] if first else []
    for way in _variations(limit):
        made.append(way)
        sets = way.get("set") if isinstance(way, PlacedMap) else None
        back = _of_before(sets, quantities) if isinstance(sets, PlacedMap) else None
        if back and isinstance(way, PlacedMap):
            own = way.get("when")
            when = saved if own is None else both(own, saved)
            reading = {key: way[key] for key in ("reading", "is") if key in way}
            made.append(_variation(reading, back, when, saved))
    place = limit.key_places.get("variations", saved.place)
    return with_key(limit, "variations", listed(made, place), place)


def _variation(
    reading: Mapping[str, Placed], sets: Mapping[str, Placed], when: Placed, saved: Placed
) -> Placed:
    place = saved.place
    return mapped({**reading, "when": when, "set": mapped(sets, place)}, place)


def _of_before(values: Mapping[str, Placed], quantities: Mapping[str, str]) -> dict[str, Placed]:
    """Those of some values that take a changed quantity, with the figure of before."""
    before = {key: _as_it_was(value, quantities) for key, value in values.items()}
    return {key: value for key, value in before.items() if value is not values[key]}


def _variations(limit: PlacedMap) -> PlacedList:
    held = limit.get("variations")
    return as_list(held) if held is not None else PlacedList()


def _differing(was: PlacedMap, now: PlacedMap) -> list[str]:
    """The keys under which two time limits say something else."""
    keys = dict.fromkeys((*was, *now))
    return [key for key in keys if was.get(key) != now.get(key)]


def _changed(limit: PlacedMap, entry: Setting) -> Any:
    """A time limit as a change has it."""
    made = mapped({"time_limit": limit}, limit.place)
    for key, value in (entry.to or {}).items():
        if is_of_limit(key):
            made = within(made, key, value, entry.place or Place(""))
    for key in entry.without:
        if key.startswith("time_limit."):
            made = within(made, key, None, entry.place or Place(""))
    return made["time_limit"]


def is_of_limit(key: str) -> bool:
    """Whether a key is that of a time limit, or one within it."""
    return f"{key}.".startswith("time_limit.")


def _as_it_was(value: Placed, quantities: Mapping[str, str]) -> Placed:
    """Something that takes the figures of before; the same thing where it takes none of them."""
    if isinstance(value, PlacedText):
        text = TOKEN.sub(lambda token: _renamed(token, quantities), value)
        return value if text == value else words(text, value.place)
    if isinstance(value, PlacedMap):
        made = value
        for key, held in value.items():
            if (inner := _as_it_was(held, quantities)) is not held:
                made = with_key(made, key, inner, value.key_places[key])
        return made
    return value


def _renamed(token: re.Match[str], quantities: Mapping[str, str]) -> str:
    given = token[1]
    name = given[0].lower() + given[1:]
    if name not in quantities:
        return token[0]
    other = quantities[name]
    other = other if given == name else other[0].upper() + other[1:]
    return f"<{other}:{token[2]}>" if token[2] is not None else f"<{other}>"
