"""The state graph: what the engine walks, the checks inspect and the pictures draw.

A node is a stage, named ``procedure/stage``; an edge is a transition. Nothing is drawn by hand.
"""

from __future__ import annotations

from typing import TypeAlias

import networkx as nx

from scc_model import framework as fw
from scc_model.errors import UnknownName

StateGraph: TypeAlias = "nx.MultiDiGraph[str]"


def build(framework: fw.Framework, procedure: str | None = None) -> StateGraph:
    """Make the graph of one procedure, or of all of them.

    Args:
        framework: the procedures.
        procedure: id of a procedure; none for all.

    Returns:
        A graph whose nodes carry ``procedure``, ``title``, ``text``, ``starts`` and ``ends``,
        and whose edges, keyed by transition id, carry ``event``, ``event_title``, ``by``,
        ``guard`` (a condition or none), ``text`` and ``cite``.

    Raises:
        UnknownName: when there is no such procedure.

    >>> from scc_model.loading import load
    >>> graph = build(load(), "qdd-programme")
    >>> "qdd-programme/priority" in graph
    True
    """
    if procedure is not None and procedure not in framework.procedures:
        raise UnknownName("procedure", procedure, framework.procedures)
    graph: StateGraph = nx.MultiDiGraph(title=framework.title)
    for one in framework.procedures.values():
        if procedure in (None, one.id):
            _add(graph, one, framework)
    return graph


def _add(graph: StateGraph, procedure: fw.Procedure, framework: fw.Framework) -> None:
    for stage in procedure.stages:
        graph.add_node(
            node(procedure, stage.id),
            procedure=procedure.id,
            title=stage.title,
            text=stage.text,
            starts=stage.starts,
            ends=stage.ends,
        )
    for transition in procedure.transitions:
        event = framework.events[transition.event]
        for start in transition.from_:
            graph.add_edge(
                node(procedure, start),
                node(procedure, transition.to),
                key=transition.id,
                event=event.id,
                event_title=event.title,
                by=event.by,
                guard=transition.when,
                text=transition.text,
                cite=transition.cite,
            )


def node(procedure: fw.Procedure, stage: str) -> str:
    """The name of a stage in the graph.

    >>> from scc_model.loading import load
    >>> node(load().procedures["qdd-programme"], "priority")
    'qdd-programme/priority'
    """
    return f"{procedure.id}/{stage}"


def stage(graph: StateGraph, name: str) -> str:
    """The node of a stage named without its procedure.

    Raises:
        UnknownName: when no procedure in the graph has such a stage.

    >>> from scc_model.loading import load
    >>> stage(build(load()), "special-measures")
    'ofsted-category/special-measures'
    """
    found = {node.split("/")[1]: node for node in graph}
    if name not in found:
        raise UnknownName("stage", name, found)
    return found[name]


def unreachable(graph: StateGraph) -> list[str]:
    """Stages to which no path leads from a starting stage of their procedure."""
    starts = [name for name, data in graph.nodes(data=True) if data["starts"]]
    reached = set(starts).union(*(nx.descendants(graph, name) for name in starts))
    return [name for name in graph if name not in reached]


def without_ending(graph: StateGraph) -> list[str]:
    """Stages from which no path leads to an ending stage."""
    ends = [name for name, data in graph.nodes(data=True) if data["ends"]]
    leading = set(ends).union(*(nx.ancestors(graph, name) for name in ends))
    return [name for name in graph if name not in leading]
