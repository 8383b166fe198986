"""The state graph drawn, as SVG with a table that says the same, and for other programs.

Transitions carry a number; the table gives the event, who brings it about and the condition.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import attrs
import networkx as nx

from scc_model import framework as fw
from scc_model.graph import StateGraph
from scc_model.views import html, wording
from scc_model.views.html import Html, h
from scc_model.views.state_drawing import picture


@attrs.frozen
class Numbered:
    """A transition as the picture and the table show it."""

    number: int
    start: str
    end: str
    event: str
    by: str
    guard: str
    source: str


def transitions(graph: StateGraph, framework: fw.Framework) -> list[Numbered]:
    """The transitions in the order of the data, numbered."""
    return [
        Numbered(
            number,
            start,
            end,
            data["event_title"],
            wording.roles(data["by"], framework),
            wording.condition(data["guard"], framework) if data["guard"] is not None else "",
            wording.citations(data["cite"], framework),
        )
        for number, (start, end, data) in enumerate(graph.edges(data=True), 1)
    ]


def svg(graph: StateGraph, framework: fw.Framework, current: str | None = None) -> Html:
    """The graph as one SVG picture.

    Args:
        graph: from :func:`scc_model.graph.build`.
        framework: the procedures it was made from.
        current: the stage to mark, such as ``ofsted-category/special-measures``.
    """
    titles = [data["title"] for _, data in graph.nodes(data=True)]
    numbered = [(one.number, one.start, one.end) for one in transitions(graph, framework)]
    label = f"Stages: {wording.listed(titles)}. The table lists every transition."
    return picture(graph, numbered, label, current)


def table(graph: StateGraph, framework: fw.Framework) -> Html:
    """The text twin: every transition of the graph."""
    heads = ("Number", "From and to", "When this happens", "If", "Source")
    titles = {name: data["title"] for name, data in graph.nodes(data=True)}
    rows = [
        (
            str(one.number),
            f"{titles[one.start]} → {titles[one.end]}",
            f"{one.event} ({one.by})" if one.by else one.event,
            one.guard or "Always",
            one.source,
        )
        for one in transitions(graph, framework)
    ]
    return html.table("Every transition of the picture", heads, map(html.Row, rows))


def as_svg(graph: StateGraph, framework: fw.Framework, current: str | None = None) -> str:
    """The picture as a file of its own, with the colours a page would have given it."""
    style = h(
        "style",
        None,
        ".scc-graph__box{fill:#fff;stroke:#1d3d5c;stroke-width:1.5}"
        ".scc-graph__start{stroke-width:3}.scc-graph__line{fill:none;stroke:#505a5f}"
        ".scc-graph__number{fill:#fff;stroke:#505a5f}.scc-graph__current{fill:#ffdd00}",
    )
    picture = svg(graph, framework, current)
    opened, rest = picture.split(">", 1)
    return f"{opened}>{style}{rest}\n"


def as_dot(graph: StateGraph, framework: fw.Framework, current: str | None = None) -> str:
    """The graph for Graphviz."""
    names = {name: f"n{index}" for index, name in enumerate(graph)}
    lines = ["digraph {", "  node [shape=box];"]
    lines += [
        f"  {names[name]} [label={json.dumps(data['title'], ensure_ascii=False)}"
        f"{', penwidth=3' if name == current else ''}];"
        for name, data in graph.nodes(data=True)
    ]
    lines += [
        f"  {names[one.start]} -> {names[one.end]} "
        f"[label={json.dumps(_labelled(one), ensure_ascii=False)}];"
        for one in transitions(graph, framework)
    ]
    return "\n".join([*lines, "}", ""])


def as_mermaid(graph: StateGraph, framework: fw.Framework, current: str | None = None) -> str:
    """The graph for Mermaid."""
    names = {name: f"s{index}" for index, name in enumerate(graph)}
    lines = ["stateDiagram-v2"]
    for name, data in graph.nodes(data=True):
        lines.append(f"    {names[name]} : {_plain(data['title'])}")
        if data["starts"]:
            lines.append(f"    [*] --> {names[name]}")
        if data["ends"]:
            lines.append(f"    {names[name]} --> [*]")
        if name == current:
            lines.append(f"    note right of {names[name]} : The school is here")
    lines += [
        f"    {names[one.start]} --> {names[one.end]} : {_plain(_labelled(one))}"
        for one in transitions(graph, framework)
    ]
    return "\n".join([*lines, ""])


def as_json(graph: StateGraph, framework: fw.Framework, current: str | None = None) -> str:
    """The graph in networkx's node-link form, conditions and citations in words."""
    plain: StateGraph = nx.MultiDiGraph(**graph.graph)
    for name, data in graph.nodes(data=True):
        plain.add_node(name, **data, current=name == current)
    for start, end, key, data in graph.edges(keys=True, data=True):
        guard = data["guard"]
        words = {
            **data,
            "guard": wording.condition(guard, framework) if guard is not None else None,
            "by": list(data["by"]),
            "cite": wording.citations(data["cite"], framework),
        }
        plain.add_edge(start, end, key=key, **words)
    made = nx.node_link_data(plain, edges="edges")
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


FORMATS: dict[str, Callable[[StateGraph, fw.Framework, str | None], str]] = {
    "svg": as_svg,
    "dot": as_dot,
    "mermaid": as_mermaid,
    "json": as_json,
}


def _labelled(one: Numbered) -> str:
    return f"{one.event} [{one.guard}]" if one.guard else one.event


def _plain(text: str) -> str:
    """Mermaid ends a label at a colon or semicolon."""
    return text.replace(":", ",").replace(";", ",")
