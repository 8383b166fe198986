"""What the checks share."""

from __future__ import annotations

from typing import Protocol

from scc_model.errors import Place

_NOWHERE = Place("data", 1)


class Placed(Protocol):
    """Anything that knows where it stands in the data."""

    @property
    def place(self) -> Place | None:
        """File and line."""


def at(thing: Placed) -> Place:
    """Where a thing stands; the data folder for one that was not read from a file."""
    return thing.place or _NOWHERE
