"""Faults that a change brought about, each with the line of the change."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence

import attrs

from scc_model import model
from scc_model.errors import Fault
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
    things = _taking(written, touched)
    return [fault if fault.place.file in own else _with_line(fault, touched, things)
            for fault in faults]  # fmt: skip


@attrs.define
class _Thing:
    """A thing of the data: on which lines its texts stand, and what it takes that is touched."""

    id: str
    file: str
    first: int
    last: int
    takes: set[str] = attrs.field(factory=set)


def _taking(written: Iterable[model.Written], touched: Container[str]) -> list[_Thing]:
    """The things that take something that is touched."""
    things: dict[tuple[str, str], _Thing] = {}
    for text in written:
        line, name = text.place.line, text.within[-1] if text.within else ""
        thing = things.setdefault(
            (text.place.file, name), _Thing(name, text.place.file, line, line)
        )
        thing.first, thing.last = min(thing.first, line), max(thing.last, line)
        thing.takes.update(taken for taken in text.takes if taken in touched)
    return [thing for thing in things.values() if thing.takes]


def _with_line(fault: Fault, touched: dict[str, str], things: Iterable[_Thing]) -> Fault:
    quoted, place = _QUOTED.findall(fault.message), fault.place
    names = [name for name in quoted if name in touched]
    for thing in things:
        inside = thing.file == place.file and thing.first <= place.line <= thing.last
        if thing.id in quoted or inside:
            names += sorted(thing.takes)
    told = [touched[name] for name in dict.fromkeys(names)]
    if not told:
        return fault
    return attrs.evolve(fault, hint=f"{fault.hint} {'; '.join(told)}.".strip())
