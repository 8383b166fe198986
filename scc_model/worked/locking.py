"""The lock of the invariants: none is weakened or taken out without a line of its own saying so."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import attrs

from scc_model import model
from scc_model.errors import Fault, Place
from scc_model.loading import placed_yaml

LOCK = "invariants.lock"
_NOT_MEANT = ("id", "title", "text", "cite", "formerly", "place")  # words, and where they stand
_DIGITS = 12


def strength(invariant: model.Invariant) -> str:
    """What an invariant demands, as a few digits that change when it does.

    >>> from scc_model.loading import load
    >>> invariant = next(iter(load().invariants.values()))
    >>> strength(invariant) == strength(attrs.evolve(invariant, title="Another"))
    True
    """
    meant = attrs.asdict(
        invariant, filter=lambda field, value: field.name not in _NOT_MEANT and bool(value)
    )
    return hashlib.sha256(json.dumps(meant, sort_keys=True).encode()).hexdigest()[:_DIGITS]


def faults(folder: Path, framework: model.Framework) -> Iterator[Fault]:
    """What of the invariants is not as it was agreed.

    Args:
        folder: the data, in which the lock is.
        framework: what was loaded from them.

    Yields:
        A fault for each invariant that is gone, that demands something else, or that is not locked.
    """
    if not framework.invariants:
        return
    raw, unread = placed_yaml.read(folder / LOCK, LOCK)
    yield from unread
    if unread or not isinstance(raw, dict):
        return
    locked = {str(name): str(digits) for name, digits in raw.items()}
    now = {invariant.id: strength(invariant) for invariant in framework.invariants.values()}
    for name in locked.keys() - now.keys():
        hint = f"Put it back; or take its line out of {LOCK}, and say why in CHANGELOG.md."
        yield Fault(Place(LOCK), f"the invariant '{name}' was agreed, and is gone", hint)
    for name, digits in now.items():
        if locked.get(name) == digits:
            continue
        other = "demands something else than was agreed" if name in locked else "is not locked"
        hint = f"If that is meant: '{name}: {digits}' in {LOCK}."
        place = framework.invariants[name].place or Place("invariants.yaml")
        yield Fault(place, f"the invariant '{name}' {other}", hint)
