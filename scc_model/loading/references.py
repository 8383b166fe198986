"""Every name used in the data must be the name of something, and be used as what it is.

These checks run after the files have been read and look at the objects only; where a fault
stands is asked of the structurer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from scc_model import model
from scc_model.errors import Fault, UnknownName, nearest, suggestion
from scc_model.loading.kinds import KINDS, Index, Known, Origin
from scc_model.model.parts import naming_fields, parts
from scc_model.model.places.outline import resolve


def faults(items: Iterable[Any], known: Known, at: Origin) -> Iterator[Fault]:
    """Find names of nothing.

    Args:
        items: the objects to look through, at any depth.
        known: for each kind of thing, what there is by id.
        at: tells where an object, or one of its keys, stands.
    """
    for top in items:
        for item in parts(top):
            for field, kind in naming_fields(item.__class__).items():
                value = getattr(item, field)
                for name in value if isinstance(value, tuple) else (value,):
                    if name is not None and name not in known[kind]:
                        message = f"there is no {kind} '{name}'"
                        yield Fault(at(item, field, name), message, _meant(name, known[kind]))
    for procedure, name, lost in _renamed(known["procedure"].values()):
        if name not in known["stage"]:
            message = (
                f"no transition of '{procedure.id}' uses the stage '{lost.id}', and one uses "
                f"'{name}', which is no stage"
            )
            yield Fault(at(lost), message, "If the stage was renamed, rename it in both places.")


def of_two_kinds(known: Known, index: Index, at: Origin) -> Iterator[Fault]:
    """Find ids that name two kinds of thing.

    A term, a walk or a strand can have the id of what it explains, shows or groups. A strand groups
    procedures, so it has the id of none but its own.
    """
    named: dict[str, tuple[str, Any]] = {}
    double: set[str] = set()
    for kind in KINDS:
        for name, thing in known[kind.name].items() if not kind.titled else ():
            other, first = named.setdefault(name, (kind.name, thing))
            if first is thing:
                continue
            double.add(name)
            if name not in index.ids_of_two_kinds:
                both = f"{kind.name}, and {other} at {first.place}"
                message = f"the id '{name}' names things of two kinds: {both}"
                yield Fault(
                    thing.place, message, "Accepted: an id for each that no other kind has."
                )
    for name in index.ids_of_two_kinds:
        if name not in double:
            message = f"the id '{name}' does not name two kinds of thing"
            yield Fault(at(index, "ids_of_two_kinds", name), message, "Take it out of the list.")
    for strand in known["strand"].values():
        if strand.id in known["procedure"] and strand.id not in strand.procedures:
            message = f"the strand '{strand.id}' has the id of a procedure that is not in it"
            yield Fault(at(strand, "id"), message, "Accepted: an id of its own.")


def places(items: Iterable[Any], outline: model.Outline, at: Origin) -> Iterator[Fault]:
    """Find citations of places that the outline does not have."""
    for top in items:
        for item in parts(top):
            if isinstance(item, model.Citation) and item.source == outline.source:
                try:
                    resolve(outline, item.at)
                except UnknownName as error:
                    yield Fault(at(item, item.source), str(error))


def _meant(name: str, known: Mapping[str, Any]) -> str:
    """What was probably meant, with the place where that is defined."""
    near = nearest(name, known)
    if near is None:
        return suggestion(name, known)
    return f"Did you mean '{near}', at {known[near].place}?"


def _renamed(
    procedures: Iterable[model.Procedure],
) -> Iterator[tuple[model.Procedure, str, model.Stage]]:
    """Stages that may have been renamed in one place only.

    Returns:
        The procedure, a name that its transitions use for no stage of it, and a stage of it
        that none of its transitions uses.
    """
    for procedure in procedures:
        used = {
            name
            for transition in procedure.transitions
            for name in (*transition.from_, transition.to)
        }
        stages = {stage.id: stage for stage in procedure.stages}
        lost = [stage for name, stage in stages.items() if name not in used]
        if len(lost) == 1:
            for name in sorted(filter(None, used - stages.keys())):
                yield procedure, name, lost[0]
