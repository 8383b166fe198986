"""The state graph: what the procedures name, and everything that links it, as one graph.

Stages, events, rules, roles, documents, facts, definitions, decisions and readings are nodes. An
edge runs from what is there first to what follows from it, so that a path says how the one comes
to bear on the other: by an event that two procedures share, a guard that looks at another's stage,
a limit that counts from an event. Nothing is linked by hand: :mod:`scc_model.chart.linking` reads
it off the data. What can be asked of the graph stands in :mod:`scc_model.chart.questions`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Container
from typing import Any, TypeAlias

import networkx as nx

from scc_model import model
from scc_model.chart.happenings import happenings
from scc_model.chart.linking import Linker
from scc_model.errors import BadValue, UnknownName

StateGraph: TypeAlias = "nx.MultiDiGraph[str]"


@functools.lru_cache(maxsize=4)
def state_graph(framework: model.Framework) -> StateGraph:
    """Everything that the procedures name, linked.

    Args:
        framework: the procedures.

    Returns:
        A graph with a ``title``. It cannot be changed; ``nx.MultiDiGraph(graph)`` is a copy that
        can. A stage is named ``procedure/stage``, anything else after its kind, such as
        ``event:inspection-ended``. Nodes carry ``kind``, ``title`` and, where they belong to one,
        ``procedure`` and ``strand``. Those of stages also carry ``text``, ``starts``,
        ``starts_when`` (a condition or none), ``ends`` and ``cite``.

        Edges carry ``kind``, one of ``KINDS`` of ``chart/linking.py``; ``positive``, which is
        false where a condition asks that something is not so; and ``way``, whether a school can
        get on along it (see ``ways``). Those of the kind ``transition`` are keyed by the
        transition's id and carry ``event``, ``event_title``, ``by``, ``guard`` (a condition or
        none), ``text`` and ``cite``.

    >>> from scc_model.loading import load
    >>> graph = state_graph(load())
    >>> graph.nodes["rule:comply-in-initial-period"]["title"]
    'Comply within the initial period'
    >>> nx.has_path(ways(graph), "warning-notice/not-complied",
    ...             "interim-board/interim-board-in-place")
    True
    """
    graph: StateGraph = nx.MultiDiGraph(title=framework.title)
    for procedure in framework.procedures.values():
        home = {"procedure": procedure.id, "strand": framework.strand_of[procedure.id].id}
        for stage in procedure.stages:
            graph.add_node(
                node(framework, "stage", stage.id), kind="stage", **home, title=stage.title,
                text=stage.text, starts=stage.starts, starts_when=stage.starts_when,
                ends=stage.ends, cite=stage.cite,
            )  # fmt: skip
        for kind in ("event", "rule", "definition", "decision"):
            for thing in getattr(procedure, f"{kind}s"):
                _add(graph, kind, thing, home)
        for event in procedure.events:
            name = node(framework, "event", event.id)
            graph.nodes[name]["decided_by"] = happenings(framework)[event.id].decider
    for kind in ("role", "document", "fact", "reading"):
        for thing in getattr(framework, f"{kind}s").values():
            _add(graph, kind, thing, {})
    for link in Linker(framework).links():
        ends = node(framework, *link.start), node(framework, *link.end)
        before = graph.get_edge_data(*ends, link.key, {"positive": False, "way": False})
        positive, way = link.positive or before["positive"], link.way or before["way"]
        graph.add_edge(*ends, link.key, kind=link.kind, positive=positive, way=way, **link.more)
    return nx.freeze(graph)  # type: ignore[no-any-return]


def _add(graph: StateGraph, kind: str, thing: Any, home: dict[str, str]) -> None:
    """Add anything but a stage: its name for people, and its condition where it has one."""
    title = next(getattr(thing, field) for field in _TITLES if hasattr(thing, field))
    more = {field: getattr(thing, field) for field in ("when", "cite") if hasattr(thing, field)}
    graph.add_node(f"{kind}:{thing.id}", kind=kind, **home, title=title, **more)


_TITLES = ("title", "name", "question")


def node(framework: model.Framework, kind: str, name: str) -> str:
    """The name in the graph of a thing with an id.

    >>> from scc_model.loading import load
    >>> node(load(), "stage", "priority"), node(load(), "role", "headteacher")
    ('qdd-programme/priority', 'role:headteacher')
    """
    if kind == "stage":
        return f"{framework.stage_home[name].id}/{name}"
    return f"{kind}:{name}"


def named(graph: StateGraph, name: str, *kinds: str) -> str:
    """The node that somebody means: one of the graph, or the id of a thing that has only one.

    Args:
        graph: the state graph, or a view of it.
        name: such as ``event:inspection-ended`` or ``inspection-ended``.
        kinds: the kinds of node that are meant; any if none is given.

    Raises:
        UnknownName: when there is no such node.
        BadValue: when several things of these kinds have this id.

    >>> from scc_model.loading import load
    >>> named(state_graph(load()), "special-measures", "stage")
    'ofsted-category/special-measures'
    """
    nodes = [key for key, data in graph.nodes(data=True) if not kinds or data["kind"] in kinds]
    meant = [key for key in nodes if name in {key, _id(key)}]
    if name in meant:
        return name
    if len(meant) > 1:
        raise BadValue(f"'{name}' can be any of these: {', '.join(meant)}. Give one of them.")
    if not meant:
        raise UnknownName(" or ".join(kinds) or "node", name, [*map(_id, nodes), *nodes])
    return meant[0]


def _id(name: str) -> str:
    """The id of the thing behind a node."""
    return re.split("[/:]", name, maxsplit=1)[1]


def view(graph: StateGraph, kinds: Container[str]) -> StateGraph:
    """The graph with the edges of some kinds only.

    >>> from scc_model.loading import load
    >>> sorted(view(state_graph(load()), {"falls on"})["rule:comply-in-initial-period"])
    ['event:compliance-period-ended']
    """

    def kept(*edge: Any) -> bool:
        return graph.edges[edge]["kind"] in kinds

    shown: StateGraph = nx.subgraph_view(graph, filter_edge=kept)
    return shown


def transitions(graph: StateGraph, procedures: Container[str] | None = None) -> StateGraph:
    """The stages of some procedures, or of all, and the transitions between them.

    >>> from scc_model.loading import load
    >>> graph = transitions(state_graph(load()), {"warning-notice"})
    >>> graph.has_edge("warning-notice/not-complied", "warning-notice/powers-proposed")
    True
    """

    def kept(name: str) -> bool:
        data = graph.nodes[name]
        return data["kind"] == "stage" and (procedures is None or data["procedure"] in procedures)

    shown: StateGraph = nx.subgraph_view(view(graph, {"transition"}), filter_node=kept)
    return shown


def ways(graph: StateGraph, target: str | None = None, start: str | None = None) -> nx.DiGraph[str]:
    """How a school gets on, within a procedure and from one procedure to another.

    A path of this graph is a way: each stage, event or definition on it is there before the next
    and helps to bring it about. It need not be all that the next one needs; see
    :func:`scc_model.must_pass`. Where a school begins it stands without having
    done anything, so ways begin in such stages and do not lead through them.

    Args:
        graph: the state graph.
        target: a stage in which a school begins, to see the ways back to it as well.
        start: a stage in which a school begins, to see every way out of it, whatever that waits
            for besides.

    >>> from scc_model.loading import load
    >>> list(ways(state_graph(load())).predecessors("definition:powers-of-section-63-open"))
    ['eligibility-by-inspection/eligible-by-inspection', 'eligibility-by-warning-notice/eligi...']
    """
    along: nx.DiGraph[str] = nx.DiGraph()
    along.add_edges_from(
        (begun, end)
        for begun, end, data in graph.edges(data=True)
        if (data["way"] or (start == begun and data["kind"] in {"transition", "allows"}))
        and (end == target or not graph.nodes[end].get("starts"))
    )
    return along
