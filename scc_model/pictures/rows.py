"""What pictures and tables of the state graph show: its transitions, numbered, and its strands."""

from __future__ import annotations

import attrs

from scc_model import model
from scc_model.chart.graph import StateGraph, transitions_of
from scc_model.words import wording


@attrs.frozen
class Numbered:
    """A transition as the picture and the table show it.

    Args:
        starts: nodes of the graph from which it leads.
        end: the node to which it leads.
    """

    number: int
    procedure: str
    starts: tuple[str, ...]
    end: str
    event: str
    by: str
    guard: str
    source: str


def transitions(graph: StateGraph, framework: model.Framework) -> list[Numbered]:
    """The transitions in the order of the data, numbered."""
    nodes = {name.split("/")[1]: name for name in graph}
    return [
        Numbered(
            number,
            graph.nodes[nodes[one.to]]["procedure"],
            tuple(nodes[start] for start in one.from_),
            nodes[one.to],
            framework.events[one.event].title,
            wording.roles(framework.events[one.event].by, framework),
            wording.condition(one.when, framework) if one.when is not None else "",
            wording.citations(one.cite, framework),
        )
        for number, one in enumerate(transitions_of(graph), 1)
    ]


def strands(graph: StateGraph) -> dict[str, list[str]]:
    """The procedures that have stages, by strand."""
    found: dict[str, dict[str, None]] = {}
    for _, data in graph.nodes(data=True):
        found.setdefault(data["strand"], {})[data["procedure"]] = None
    return {name: list(procedures) for name, procedures in found.items()}
