"""What an answer rests on in the data: where to look when it comes out otherwise."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import networkx as nx

from scc_model import model
from scc_model.chart.graph import named, state_graph
from scc_model.chart.happenings import happenings
from scc_model.errors import BadValue, Place, UnknownName
from scc_model.loading.taking import counted_by

_MOST = 12
_ASKED_FOR = ("rule", "event", "stage", "decision", "definition", "document")
_TOLD = ("event", "reading", "definition", "decision")
_ONE_FURTHER = ("definition", "decision")  # what they look at decides too


def rests_on(name: str, framework: model.Framework) -> list[tuple[str, Place]]:
    """What something rests on, itself first: each with its place.

    Args:
        name: the id of a rule, an event, a stage, a decision, a definition, a document or a
            transition.
        framework: the procedures.

    Returns:
        The thing, the quantities that its time limit counts, the transitions that it brings about
        or that lead to it or from it, and what the state graph links it with: the readings first.

    >>> from scc_model.loading import load
    >>> [thing for thing, _ in rests_on("give-directed-notice", load())][:2]
    ['give-directed-notice', 'notice-after-direction']
    """
    try:
        node = named(state_graph(framework), name, *_ASKED_FOR)
    except (UnknownName, BadValue):
        every = (x for home in framework.procedures.values() for x in home.transitions)
        return [(way.id, way.place) for way in every if way.id == name and way.place is not None]
    found: dict[str, Place] = {}
    counted = [framework.quantities[each] for each in counted_by(name, framework)]
    near = (*_ways(name, framework), *_before(node, framework))
    for thing in (_thing(node, framework), *counted, *near):
        if thing.place is not None:
            found.setdefault(thing.id, thing.place)
    return [*found.items()][:_MOST]


@functools.lru_cache(maxsize=2_000)
def rests_far_on(name: str, framework: model.Framework) -> frozenset[str]:
    """The ids of everything that leads to something in the state graph, and what it counts by.

    Args:
        name: the id of a rule, an event, a stage, a decision, a definition or a document.
        framework: the procedures.

    >>> from scc_model.loading import load
    >>> "comply-in-initial-period" in rests_far_on("powers-within-two-months", load())
    True
    """
    graph = state_graph(framework)
    try:
        node = named(graph, name, *_ASKED_FOR)
    except (UnknownName, BadValue):
        return frozenset()
    ids = {x.rpartition("/")[2].rpartition(":")[2] for x in nx.ancestors(graph, node)}
    return frozenset(ids.union(*(counted_by(each, framework) for each in ids)))


def _ways(name: str, framework: model.Framework) -> list[model.Transition]:
    """The transitions that an event brings about, or that lead to a stage or from it."""
    if name in framework.events:
        return [way.transition for way in happenings(framework)[name].ways]
    if name not in framework.stages:
        return []
    every = framework.stage_home[name].transitions
    return [way for way in every if name in {way.to, *way.from_}]


def _before(node: str, framework: model.Framework) -> Iterator[Any]:
    """What the state graph links a node with, and what that looks at: the readings first."""
    graph = state_graph(framework)
    near = [*graph.predecessors(node)]
    if node.startswith("event:"):  # what its guards look at is linked with where they lead
        stages = [end for _, end, data in graph.edges(data=True) if data.get("event") == node[6:]]
        near += [before for stage in dict.fromkeys(stages) for before in graph.predecessors(stage)]
    further = [other for other in near if graph.nodes[other]["kind"] in _ONE_FURTHER]
    near += [before for other in further for before in graph.predecessors(other)]
    told = [x for x in dict.fromkeys(near) if graph.nodes[x]["kind"] in _TOLD]
    for other in sorted(told, key=lambda x: graph.nodes[x]["kind"] != "reading"):
        yield _thing(other, framework)


def _thing(node: str, framework: model.Framework) -> Any:
    """What a node of the state graph stands for."""
    kind = state_graph(framework).nodes[node]["kind"]
    return getattr(framework, f"{kind}s")[node.rpartition("/")[2].rpartition(":")[2]]
