"""Stages, transitions and events: ways in, ways out, and who brings things about."""

from __future__ import annotations

from collections.abc import Container, Iterator

import networkx as nx

from scc_model import model
from scc_model.chart.graph import node, state_graph, transitions
from scc_model.errors import Fault
from scc_model.loading.checks.common import at


def stage_unreachable(framework: model.Framework) -> Iterator[Fault]:
    """A stage to which no path leads from a start."""
    graph = transitions(state_graph(framework))
    starts = [name for name, starting in graph.nodes(data="starts") if starting]
    reached = set(starts).union(*(nx.descendants(graph, name) for name in starts))
    for stage in _stages(framework, set(graph) - reached):
        yield Fault(at(stage), f"no path from a start leads to the stage '{stage.id}'")


def stage_without_ending(framework: model.Framework) -> Iterator[Fault]:
    """A stage from which no path leads to an ending."""
    graph = transitions(state_graph(framework))
    ends = [name for name, ending in graph.nodes(data="ends") if ending]
    leading = set(ends).union(*(nx.ancestors(graph, name) for name in ends))
    for stage in _stages(framework, set(graph) - leading):
        yield Fault(at(stage), f"no path leads from the stage '{stage.id}' to an ending")


def dead_end(framework: model.Framework) -> Iterator[Fault]:
    """A stage that no transition leaves and that is no ending."""
    graph = transitions(state_graph(framework))
    for stage in _stages(framework, {name for name, ways in graph.out_degree() if not ways}):
        if not stage.ends:
            message = f"no transition leaves the stage '{stage.id}', and it is no ending"
            yield Fault(at(stage), message, "Accepted: a transition from it, or 'ends: true'.")


def _stages(framework: model.Framework, names: Container[str]) -> list[model.Stage]:
    """The stages with these names in the graph, in the order of the data."""
    every = framework.stages.values()
    return [stage for stage in every if node(framework, "stage", stage.id) in names]


def procedure_without_start(framework: model.Framework) -> Iterator[Fault]:
    """A procedure with stages of which none is a start, or several with nothing to tell which."""
    for procedure in framework.procedures.values():
        starts = [stage for stage in procedure.stages if stage.starts]
        if procedure.stages and not starts:
            yield Fault(at(procedure), f"no stage of '{procedure.id}' is a start")
        for stage in starts:
            if len(starts) > 1 and stage.starts_when is None:
                message = f"'{procedure.id}' has several starts, and nothing says when this one is"
                yield Fault(at(stage), message, "Accepted: 'starts_when' with a condition.")


def stage_of_another_procedure(framework: model.Framework) -> Iterator[Fault]:
    """A transition from or to a stage of another procedure."""
    for procedure in framework.procedures.values():
        stages = {stage.id for stage in procedure.stages}
        for transition in procedure.transitions:
            for name in (*transition.from_, transition.to):
                if name not in stages:
                    home = framework.stages[name]
                    message = f"the stage '{name}' belongs to another procedure, at {at(home)}"
                    yield Fault(at(transition), message)


def stop_off_its_road(framework: model.Framework) -> Iterator[Fault]:
    """A stop of a road with a stage that is not on it, or an event that brings no school there."""
    for strand in framework.strands.values():
        passed: set[str] = set()
        for stop in strand.road:
            for name in stop.stages:
                stage, home = framework.stages[name], framework.stage_home[name].id
                why = (
                    f"belongs to another strand, at {at(stage)}" if home not in strand.procedures
                    else "is on an earlier stop" if name in passed
                    else "is where a school begins, before it is on any road" if stage.starts
                    else ""
                )  # fmt: skip
                passed.add(name)
                if why:
                    yield Fault(at(stop), f"the stage '{name}' {why}")
            bringing = {
                way.event for way in framework.transitions.values() if way.to in stop.stages
            }
            for name in stop.comes_with:
                if name not in bringing:
                    yield Fault(at(stop), f"the event '{name}' brings no school to this stop")


def event_nobody_brings_about(framework: model.Framework) -> Iterator[Fault]:
    """An event that no role brings about and that falls on no day."""
    for event in framework.events.values():
        if not event.by and not event.falls_on:
            message = f"nobody brings about the event '{event.id}'"
            yield Fault(
                at(event), message, "Accepted: roles under 'by', or rules under 'falls_on'."
            )
        if event.by and event.falls_on:
            message = f"the event '{event.id}' falls on a day, so nobody brings it about"
            yield Fault(at(event), message, "Accepted: 'by' or 'falls_on', not both.")


def event_by_somebody_else(framework: model.Framework) -> Iterator[Fault]:
    """An event that shows what somebody did, brought about by none of those who do it or get it."""
    for rule in framework.rules.values():
        roles = (*rule.actors, *rule.to)
        concerned = {*roles, *(body for role in roles for body in framework.bodies(role))}
        for name in dict.fromkeys(filter(None, (rule.met_by, *rule.met_by_one_of, *rule.used_by))):
            event = framework.events[name]
            by = [{role, *framework.bodies(role)} for role in event.by]
            if rule.actors and by and all(concerned.isdisjoint(bodies) for bodies in by):
                yield Fault(
                    at(event),
                    f"the event '{name}' is brought about by {_listed(event.by)}, and shows that "
                    f"'{rule.id}' was done, which is for {_listed(rule.actors)}",
                    f"'{rule.id}' stands at {at(rule)}.",
                )


def _listed(roles: tuple[str, ...]) -> str:
    return " and ".join(f"'{role}'" for role in roles)


def day_of_event_never_known(framework: model.Framework) -> Iterator[Fault]:
    """An event said to fall on the last day of a rule that has none."""
    for event in framework.events.values():
        for name in event.falls_on:
            limit = framework.rules[name].time_limit
            if limit is None or limit.latest is None:
                message = f"'{event.id}' falls on the last day of '{name}', which has none"
                yield Fault(at(event), message)
