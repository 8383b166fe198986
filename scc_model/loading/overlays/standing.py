"""Which changes stand upon which: they are made of what the others make."""

from __future__ import annotations

from collections.abc import Sequence

from scc_model.errors import Fault, suggestion
from scc_model.loading.overlays.files import Layer


def standing_upon(layers: Sequence[Layer]) -> tuple[dict[str, frozenset[str]], list[Fault]]:
    """The changes that each change stands upon, at any depth.

    Args:
        layers: the changes.

    Returns:
        Their ids, by the id of the change; and a fault where one of them is not there, or where
        they go round in a circle.
    """
    direct = {layer.overlay.id: layer.overlay.upon for layer in layers}
    faults = [
        Fault(
            layer.raw.key_places["upon"],
            f"'{layer.overlay.id}' stands upon the change '{name}', which is not made",
            f"Accepted: both, by id or by file. {suggestion(name, direct)}",
        )
        for layer in layers
        for name in layer.overlay.upon
        if name not in direct
    ]
    upon = {name: frozenset(_all_of(name, direct)) for name in direct}
    for layer in layers:
        if layer.overlay.id in upon[layer.overlay.id]:
            message = f"'{layer.overlay.id}' stands upon itself, by way of others"
            faults.append(Fault(layer.raw.key_places["upon"], message))
    return upon, faults


def bases_of(layer: Layer, layers: Sequence[Layer]) -> list[Layer]:
    """The changes that a change stands upon.

    Args:
        layer: the change.
        layers: all that are made.
    """
    upon, _ = standing_upon(layers)
    return [other for other in layers if other.overlay.id in upon[layer.overlay.id]]


def _all_of(name: str, direct: dict[str, tuple[str, ...]]) -> set[str]:
    found: set[str] = set()
    waiting = [*direct[name]]
    while waiting:
        other = waiting.pop()
        if other in direct and other not in found:
            found.add(other)
            waiting += direct[other]
    return found
