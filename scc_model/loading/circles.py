"""Things that rest on one another in a circle, so that none of them could ever be worked out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import networkx as nx

from scc_model import model
from scc_model.errors import Fault
from scc_model.loading.kinds import Known, Origin
from scc_model.model.parts import parts

_Node: TypeAlias = tuple[str, str]


def faults(known: Known, at: Origin) -> Iterator[Fault]:
    """Find what rests on itself: definitions and decisions, the order of events, and their days.

    Args:
        known: for each kind of thing, what there is by id.
        at: tells where an object stands.

    Yields:
        One fault for each set of things of which every one rests on every other, with a way round.
    """
    for graph, message in (
        (_conditions(known), "these rest on one another in a circle"),
        (_order(known), "none of these can come first, since each has to come after another"),
        (_days(known), "the days of these are counted from one another in a circle"),
    ):
        order = {node: number for number, node in enumerate(graph)}
        for ring in nx.strongly_connected_components(graph):
            first = min(ring, key=order.__getitem__)
            if len(ring) == 1 and not graph.has_edge(first, first):
                continue
            way = [node for node, _ in nx.find_cycle(graph.subgraph(ring), first)]
            things = [known[kind][name] for kind, name in way]
            places = "; ".join(
                f"{kind} {name} at {at(thing)}"
                for (kind, name), thing in zip(way, things, strict=True)
            )
            yield Fault(at(things[0]), f"{message}: {places}")


def _conditions(known: Known) -> nx.DiGraph[_Node]:
    """What a definition or a decision asks for."""
    graph: nx.DiGraph[_Node] = nx.DiGraph()
    for kind in ("definition", "decision"):
        for name, thing in known[kind].items():
            for part in parts(thing):
                if isinstance(part, model.DefinitionMet):
                    _link(graph, known, (kind, name), ("definition", part.definition))
                elif isinstance(part, model.DecisionIs):
                    _link(graph, known, (kind, name), ("decision", part.decision))
    return graph


def _order(known: Known) -> nx.DiGraph[_Node]:
    """The events that an event does not come before."""
    graph: nx.DiGraph[_Node] = nx.DiGraph()
    for name, event in known["event"].items():
        for earlier in event.not_before:
            _link(graph, known, ("event", name), ("event", earlier))
    return graph


def _days(known: Known) -> nx.DiGraph[_Node]:
    """What the day of an event is worked out from, where it is the last day of a rule.

    Estimates may rest on one another: each serves while the day of the other is known.
    """
    graph: nx.DiGraph[_Node] = nx.DiGraph()
    for name, event in known["event"].items():
        for rule in event.falls_on:
            _link(graph, known, ("event", name), ("rule", rule))
    for name, rule in known["rule"].items():
        for part in parts(rule.time_limit):
            if isinstance(part, model.TimeLimit | model.Cap | model.Changed):
                _link(graph, known, ("rule", name), ("event", part.from_))
    return graph


def _link(graph: nx.DiGraph[_Node], known: Known, source: _Node, target: tuple[str, Any]) -> None:
    kind, name = target
    if name in known[kind]:
        graph.add_edge(source, target)
