"""Faults that every file alone is free of, each named for what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scc_model import framework as fw
from scc_model import graph, references
from scc_model.errors import Fault, Place

_NOWHERE = Place("data", 1)


def run(framework: fw.Framework) -> list[Fault]:
    """Run every check.

    Args:
        framework: loaded without a fault.

    Returns:
        Every fault found; none means that the data is sound.

    >>> from scc_model.loading import load
    >>> run(load())
    []
    """
    return [fault for check in CHECKS for fault in check(framework)]


def stage_unreachable(framework: fw.Framework) -> Iterator[Fault]:
    """A stage to which no path leads from a start."""
    for name in graph.unreachable(graph.build(framework)):
        yield Fault(_stage(framework, name), f"no path from a start leads to the stage '{name}'")


def stage_without_ending(framework: fw.Framework) -> Iterator[Fault]:
    """A stage from which no path leads to an ending."""
    for name in graph.without_ending(graph.build(framework)):
        yield Fault(_stage(framework, name), f"no path leads from the stage '{name}' to an ending")


def stage_of_another_procedure(framework: fw.Framework) -> Iterator[Fault]:
    """A transition from or to a stage of another procedure."""
    for procedure in framework.procedures.values():
        own = {stage.id for stage in procedure.stages}
        for transition in procedure.transitions:
            for name in (*transition.from_, transition.to):
                if name not in own:
                    told = f"the stage '{name}' belongs to another procedure"
                    yield Fault(transition.place or _NOWHERE, told)


def duty_without_owner(framework: fw.Framework) -> Iterator[Fault]:
    """A rule that nobody carries out."""
    for rule in framework.rules.values():
        if not rule.actors:
            yield Fault(rule.place or _NOWHERE, f"nobody carries out the rule '{rule.id}'")


def decision_without_answer(framework: fw.Framework) -> Iterator[Fault]:
    """A decision whose last rule has a condition, so that a case can fall through."""
    for decision in framework.decisions.values():
        if not decision.rules or decision.rules[-1].when is not None:
            told = f"the decision '{decision.id}' does not end with a rule that always holds"
            yield Fault(decision.place or _NOWHERE, told)


def reading_without_effect(framework: fw.Framework) -> Iterator[Fault]:
    """A reading said to change something that no condition or time limit looks at."""
    used = {
        part.reading
        for thing in (*framework.procedures.values(), *framework.facts.values())
        for part in references.parts(thing)
        if isinstance(part, fw.ReadingIs | fw.Variation)
    }
    for reading in framework.readings.values():
        if (reading.changes != "wording") != (reading.id in used):
            told = (
                f"the reading '{reading.id}' changes {reading.changes}, but nothing looks at it"
                if reading.changes != "wording"
                else f"the reading '{reading.id}' changes only wording, but something looks at it"
            )
            yield Fault(reading.place or _NOWHERE, told)


def name_unused(framework: fw.Framework) -> Iterator[Fault]:
    """A role, fact or source that nothing uses."""
    everything = (
        *framework.procedures.values(), *framework.facts.values(), *framework.readings.values(),
        *framework.roles.values(), *framework.day_kinds.values(), framework.bank_holidays,
    )  # fmt: skip
    used = {name for thing in everything for name in references.names(thing)}
    for kind, things in (
        ("role", framework.roles),
        ("fact", framework.facts),
        ("source", framework.sources),
    ):
        for name, thing in things.items():
            if (kind, name) not in used:
                yield Fault(thing.place or _NOWHERE, f"nothing uses the {kind} '{name}'")


CHECKS: tuple[Callable[[fw.Framework], Iterator[Fault]], ...] = (
    stage_unreachable,
    stage_without_ending,
    stage_of_another_procedure,
    duty_without_owner,
    decision_without_answer,
    reading_without_effect,
    name_unused,
)


def _stage(framework: fw.Framework, name: str) -> Place:
    procedure, stage = name.split("/")
    for one in framework.procedures[procedure].stages:
        if one.id == stage and one.place is not None:
            return one.place
    return _NOWHERE
