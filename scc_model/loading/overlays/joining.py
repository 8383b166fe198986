"""Conditions as they are written, joined to others."""

from __future__ import annotations

from scc_model.loading.overlays.editing import listed, mapped
from scc_model.loading.placed_yaml import Placed, PlacedList, PlacedMap


def both(*conditions: Placed) -> PlacedMap:
    """What holds where each of some conditions does.

    >>> from scc_model.loading.overlays.editing import mapped, words
    >>> from scc_model.errors import Place
    >>> place = Place("x.yaml", 1)
    >>> here = mapped({"in": words("a", place)}, place)
    >>> both(here, opposite(here))
    {'all': [{'in': 'a'}, {'not': {'in': 'a'}}]}
    """
    return _joined("all", conditions)


def either(*conditions: Placed) -> PlacedMap:
    """What holds where at least one of some conditions does."""
    return _joined("any", conditions)


def opposite(condition: Placed) -> PlacedMap:
    """What holds where a condition does not."""
    return mapped({"not": condition}, condition.place)


def _joined(by: str, conditions: tuple[Placed, ...]) -> PlacedMap:
    parts: list[Placed] = []
    for condition in conditions:
        inner = condition.get(by) if isinstance(condition, PlacedMap) else None
        parts += inner if isinstance(inner, PlacedList) else [condition]
    place = conditions[0].place
    return mapped({by: listed(parts, place)}, place)
