"""The state graph: what the engine walks, the checks inspect and the pictures draw.

A node is a stage, named ``procedure/stage``; an edge is a transition. Nothing is drawn by hand.
"""

from __future__ import annotations

import itertools
from typing import TypeAlias

import networkx as nx

from scc_model import model
from scc_model.errors import BadValue, UnknownName

StateGraph: TypeAlias = "nx.MultiDiGraph[str]"


def build(
    framework: model.Framework, procedure: str | None = None, *, strand: str | None = None
) -> StateGraph:
    """Make the graph of one procedure, of one strand, or of everything.

    Args:
        framework: the procedures.
        procedure: id of a procedure.
        strand: id of a strand. Without either the graph holds all.

    Returns:
        A graph with a ``title``. Its nodes carry ``procedure``, ``strand``, ``title``, ``text``,
        ``starts``, ``starts_when`` (a condition or none), ``ends`` and ``cite``. Its edges, keyed
        by transition id, carry ``event``, ``event_title``, ``by``, ``guard`` (a condition or
        none), ``text`` and ``cite``; and ``number``, which counts the transitions of the graph,
        and ``start``, the place of the edge among those of its transition. Where there are no
        stages the graph is empty.

    Raises:
        UnknownName: when there is no such procedure or strand.
        BadValue: when both are given.

    >>> from scc_model.loading import load
    >>> graph = build(load(), "qdd-programme")
    >>> "qdd-programme/priority" in graph
    True
    >>> graph = build(load(), strand="ofsted-category")
    >>> "ofsted-category/special-measures" in graph
    True
    """
    title, chosen = _chosen(framework, procedure, strand)
    graph: StateGraph = nx.MultiDiGraph(title=title)
    count = 0
    for one in chosen:
        _add(graph, one, framework, count)
        count += len(one.transitions)
    return graph


def _chosen(
    framework: model.Framework, procedure: str | None, strand: str | None
) -> tuple[str, list[model.Procedure]]:
    """What was asked for: its title, and its procedures."""
    if procedure is not None and strand is not None:
        raise BadValue("Give a procedure or a strand, not both.")
    if procedure is not None:
        if procedure not in framework.procedures:
            raise UnknownName("procedure", procedure, framework.procedures)
        found = framework.procedures[procedure]
        return found.title, [found]
    if strand is not None:
        if strand not in framework.strands:
            raise UnknownName("strand", strand, framework.strands)
        one = framework.strands[strand]
        return one.title, [framework.procedures[name] for name in one.procedures]
    return framework.title, list(framework.procedures.values())


def _add(
    graph: StateGraph, procedure: model.Procedure, framework: model.Framework, before: int
) -> None:
    """Add a procedure to a graph that has so many transitions already."""
    strand = framework.strand_of[procedure.id].id
    for stage in procedure.stages:
        graph.add_node(
            node(procedure, stage.id),
            procedure=procedure.id,
            strand=strand,
            title=stage.title,
            text=stage.text,
            starts=stage.starts,
            starts_when=stage.starts_when,
            ends=stage.ends,
            cite=stage.cite,
        )
    for number, transition in enumerate(procedure.transitions, before + 1):
        event = framework.events[transition.event]
        for place, start in enumerate(transition.from_):
            graph.add_edge(
                node(procedure, start),
                node(procedure, transition.to),
                key=transition.id,
                number=number,
                start=place,
                event=event.id,
                event_title=event.title,
                by=event.by,
                guard=transition.when,
                text=transition.text,
                cite=transition.cite,
            )


def stages_of(graph: StateGraph) -> list[model.Stage]:
    """The stages that a graph holds, as the data gives them.

    >>> from scc_model.loading import load
    >>> stages_of(build(load(), "qdd-programme")) == list(load().procedures["qdd-programme"].stages)
    True
    """
    return [
        model.Stage(
            id=_stage(name),
            title=data["title"],
            text=data["text"],
            starts=data["starts"],
            starts_when=data["starts_when"],
            ends=data["ends"],
            cite=data["cite"],
        )
        for name, data in graph.nodes(data=True)
    ]


def transitions_of(graph: StateGraph) -> list[model.Transition]:
    """The transitions that a graph holds, as the data gives them and in its order.

    Args:
        graph: from :func:`build`.

    Returns:
        The rows behind the edges: a transition from several stages is several edges and one row.

    >>> from scc_model.loading import load
    >>> rows = transitions_of(build(load(), "qdd-programme"))
    >>> rows == list(load().procedures["qdd-programme"].transitions)
    True
    """
    edges = sorted(
        graph.edges(keys=True, data=True), key=lambda edge: (edge[3]["number"], edge[3]["start"])
    )
    made: list[model.Transition] = []
    for _, several in itertools.groupby(edges, key=lambda edge: edge[3]["number"]):
        found = list(several)
        _, end, key, data = found[0]
        made.append(
            model.Transition(
                id=key,
                from_=tuple(_stage(start) for start, _, _, _ in found),
                to=_stage(end),
                event=data["event"],
                cite=data["cite"],
                text=data["text"],
                when=data["guard"],
            )
        )
    return made


def node(procedure: model.Procedure, stage: str) -> str:
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
    found = {_stage(node): node for node in graph}
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


def _stage(node: str) -> str:
    return node.split("/")[1]
