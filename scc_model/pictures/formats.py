"""The state graph for other programs: Graphviz, Mermaid, and networkx again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

import networkx as nx

from scc_model import model
from scc_model.chart.graph import StateGraph
from scc_model.pictures.rows import Numbered, strands, transitions
from scc_model.words import wording


def as_dot(graph: StateGraph, framework: model.Framework, current: str | None = None) -> str:
    """The graph for Graphviz, each procedure in a cluster where there are several."""
    names = {name: f"n{index}" for index, name in enumerate(graph)}

    def stages(procedure: str, indent: str) -> list[str]:
        return [
            f"{indent}{names[name]} [label={_quoted(data['title'])}"
            f"{', penwidth=3' if name == current else ''}];"
            for name, data in graph.nodes(data=True)
            if data["procedure"] == procedure
        ]

    lines = ["digraph {", "  node [shape=box];"]
    lines += _nested(
        graph,
        framework,
        lambda title, index: [f"subgraph cluster_{index} {{", f"  label={_quoted(title)};"],
        stages,
    )
    lines += [
        f"  {names[start]} -> {names[one.end]} [label={_quoted(_labelled(one))}];"
        for one in transitions(graph, framework)
        for start in one.starts
    ]
    return "\n".join([*lines, "}", ""])


def as_mermaid(graph: StateGraph, framework: model.Framework, current: str | None = None) -> str:
    """The graph for Mermaid, each procedure a composite state where there are several."""
    names = {name: f"s{index}" for index, name in enumerate(graph)}
    moves = transitions(graph, framework)

    def stages(procedure: str, indent: str) -> list[str]:
        lines: list[str] = []
        for name, data in graph.nodes(data=True):
            if data["procedure"] != procedure:
                continue
            lines.append(f"{names[name]} : {_plain(data['title'])}")
            if data["starts"]:
                lines.append(f"[*] --> {names[name]}")
            if data["ends"]:
                lines.append(f"{names[name]} --> [*]")
            if name == current:
                lines.append(f"note right of {names[name]} : The school is here")
        lines += [
            f"{names[start]} --> {names[one.end]} : {_plain(_labelled(one))}"
            for one in moves
            if one.procedure == procedure
            for start in one.starts
        ]
        return [f"{indent}{line}" for line in lines]

    lines = _nested(
        graph,
        framework,
        lambda title, index: [f'state "{_plain(title)}" as p{index} {{'],
        stages,
        indent="    ",
    )
    return "\n".join(["stateDiagram-v2", *lines, ""])


def _nested(
    graph: StateGraph,
    framework: model.Framework,
    opened: Callable[[str, int], Iterable[str]],
    stages: Callable[[str, str], list[str]],
    indent: str = "  ",
) -> list[str]:
    """Blocks in curly brackets: strands that hold procedures that hold stages.

    A level of which there is only one is left out.
    """
    found = strands(graph)
    several = sum(map(len, found.values())) > 1
    lines: list[str] = []
    count = 0

    def block(title: str, depth: int, inner: list[str]) -> list[str]:
        nonlocal count
        count += 1
        before = indent * depth
        return [*(f"{before}{line}" for line in opened(title, count)), *inner, f"{before}}}"]

    for strand, procedures in found.items():
        depth = 1 + (len(found) > 1)
        inner: list[str] = []
        for name in procedures:
            held = stages(name, indent * (depth + several))
            inner += block(framework.procedures[name].title, depth, held) if several else held
        lines += block(framework.strands[strand].title, 1, inner) if len(found) > 1 else inner
    return lines


def as_json(graph: StateGraph, framework: model.Framework, current: str | None = None) -> str:
    """The graph in networkx's node-link form, conditions and citations in words."""
    plain: StateGraph = nx.MultiDiGraph(**graph.graph)
    for name, data in graph.nodes(data=True):
        told = {
            **data,
            "starts_when": _condition(data["starts_when"], framework),
            "cite": wording.citations(data["cite"], framework),
        }
        plain.add_node(name, **told, current=name == current)
    for start, end, key, data in graph.edges(keys=True, data=True):
        told = {
            **data,
            "guard": _condition(data["guard"], framework),
            "by": list(data["by"]),
            "cite": wording.citations(data["cite"], framework),
        }
        plain.add_edge(start, end, key=key, **told)
    made = nx.node_link_data(plain, edges="edges")
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def _labelled(one: Numbered) -> str:
    return f"{one.event} [{one.guard}]" if one.guard else one.event


def _condition(asked: model.Condition | None, framework: model.Framework) -> str | None:
    return wording.condition(asked, framework) if asked is not None else None


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _plain(text: str) -> str:
    """Mermaid ends a label at a colon or semicolon, and a title at a quotation mark."""
    return text.replace(":", ",").replace(";", ",").replace('"', "'")
