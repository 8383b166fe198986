"""Faults that a change brought about, each with the line of the change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import attrs

from scc_model import model
from scc_model.errors import Fault, Place
from scc_model.loading.overlays.files import Layer

_QUOTED = re.compile(r"'([a-z][a-z0-9-]*)'")


def blamed(
    faults: Iterable[Fault], layers: Sequence[Layer], written: Iterable[model.Written] = ()
) -> list[Fault]:
    """Faults in data with changes, each with the line of the change that it comes from.

    Args:
        faults: what was found.
        layers: the changes.
        written: the texts of the data as they are written.

    Returns:
        The same. One that stands in the data themselves, and names what a change touches or stands
        in a text that takes it, says where the change does so.
    """
    own = {layer.name for layer in layers}
    touched = {
        name: f"'{name}' was changed by '{layer.overlay.id}' at {place}"
        for layer in layers
        for name, place in layer.overlay.touched.items()
    }
    if not touched:
        return [*faults]
    by_line: dict[Place, str] = {}
    by_name: dict[str, str] = {}
    for text in written:
        for name in text.takes:
            if name in touched:
                by_line.setdefault(text.place, name)
                for thing in text.within[-1:]:
                    by_name.setdefault(thing, name)
    return [fault if fault.place.file in own else _with_line(fault, touched, by_line, by_name)
            for fault in faults]  # fmt: skip


def _with_line(
    fault: Fault, touched: dict[str, str], by_line: dict[Place, str], by_name: dict[str, str]
) -> Fault:
    quoted = _QUOTED.findall(fault.message)
    names = [
        *(name for name in quoted if name in touched),
        *([by_line[fault.place]] if fault.place in by_line else ()),
        *(by_name[name] for name in quoted if name in by_name),
    ]
    told = [touched[name] for name in dict.fromkeys(names)]
    if not told:
        return fault
    return attrs.evolve(fault, hint=f"{fault.hint} {'; '.join(told)}.".strip())
