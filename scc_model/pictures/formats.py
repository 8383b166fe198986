"""The state graph as files for other programs: a picture, Graphviz, Mermaid, and networkx again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import networkx as nx

from scc_model import model
from scc_model.chart.graph import StateGraph, node, state_graph, transitions
from scc_model.errors import BadValue
from scc_model.pictures.rows import Shown, guard
from scc_model.pictures.states import svg
from scc_model.words import wording
from scc_model.words.html import h

WINDOW = 1280


def as_svg(shown: Shown, current: str | None = None) -> str:
    """The picture as a file of its own, with the colours a page would have given it.

    Raises:
        BadValue: when there are no stages.
    """
    if not shown.procedures:
        raise BadValue(
            f"'{shown.title}' has no stages, so there is no picture of it. "
            "Ask for another format, or for a strand or procedure with stages."
        )
    style = h(
        "style",
        None,
        ".scc-graph{background:#fff}"
        ".scc-graph__box{fill:#fff;stroke:#1d3d5c;stroke-width:1.5}"
        ".scc-graph__start{stroke-width:3}.scc-graph__end{stroke-dasharray:6 3}"
        ".scc-graph__line{fill:none;stroke:#505a5f}.scc-graph__head{fill:#505a5f}"
        ".scc-graph__number{fill:#fff;stroke:#505a5f}.scc-graph__current{fill:#ffdd00}"
        ".scc-graph__lane{fill:#f3f6f8}.scc-graph__strand{fill:none;stroke:#505a5f}",
    )
    opened, rest = svg(shown, current, room=WINDOW).split(">", 1)
    return f"{opened}>{style}{rest}\n"


def as_dot(shown: Shown, current: str | None = None) -> str:
    """The graph for Graphviz, each procedure in a cluster where there are several."""
    names = {stage.id: f"n{index}" for index, stage in enumerate(shown.stages)}

    def stages(procedure: model.Procedure, indent: str) -> list[str]:
        return [
            f"{indent}{names[stage.id]} [label={_quoted(stage.title)}"
            f"{', penwidth=3' if stage.id == current else ''}];"
            for stage in procedure.stages
        ]

    lines = ["digraph {", "  node [shape=box];"]
    lines += _nested(
        shown,
        lambda title, index: [f"subgraph cluster_{index} {{", f"  label={_quoted(title)};"],
        stages,
    )
    lines += [
        f"  {names[start]} -> {names[row.transition.to]} "
        f"[label={_quoted(_labelled(row.transition, shown.framework))}];"
        for row in shown.rows
        for start in row.transition.from_
    ]
    return "\n".join([*lines, "}", ""])


def as_mermaid(shown: Shown, current: str | None = None) -> str:
    """The graph for Mermaid, each procedure a composite state where there are several."""
    names = {stage.id: f"s{index}" for index, stage in enumerate(shown.stages)}

    def stages(procedure: model.Procedure, indent: str) -> list[str]:
        lines: list[str] = []
        for stage in procedure.stages:
            name = names[stage.id]
            lines.append(f"{name} : {_plain(stage.title)}")
            if stage.starts:
                lines.append(f"[*] --> {name}")
            if stage.ends:
                lines.append(f"{name} --> [*]")
            if stage.id == current:
                lines.append(f"note right of {name} : The school is here")
        lines += [
            f"{names[start]} --> {names[move.to]} : {_plain(_labelled(move, shown.framework))}"
            for move in procedure.transitions
            for start in move.from_
        ]
        return [f"{indent}{line}" for line in lines]

    lines = _nested(
        shown,
        lambda title, index: [f'state "{_plain(title)}" as p{index} {{'],
        stages,
        indent="    ",
    )
    return "\n".join(["stateDiagram-v2", *lines, ""])


def _nested(
    shown: Shown,
    opened: Callable[[str, int], Iterable[str]],
    stages: Callable[[model.Procedure, str], list[str]],
    indent: str = "  ",
) -> list[str]:
    """Blocks in curly brackets: strands that hold procedures that hold stages.

    A level of which there is only one is left out.
    """
    framework, strands = shown.framework, shown.strands
    several = len(shown.procedures) > 1
    lines: list[str] = []
    count = 0

    def block(title: str, depth: int, inner: list[str]) -> list[str]:
        nonlocal count
        count += 1
        before = indent * depth
        return [*(f"{before}{line}" for line in opened(title, count)), *inner, f"{before}}}"]

    for strand, procedures in strands.items():
        depth = 1 + (len(strands) > 1)
        inner: list[str] = []
        for procedure in (framework.procedures[name] for name in procedures):
            held = stages(procedure, indent * (depth + several))
            inner += block(procedure.title, depth, held) if several else held
        lines += block(framework.strands[strand].title, 1, inner) if len(strands) > 1 else inner
    return lines


def as_json(shown: Shown, current: str | None = None) -> str:
    """Stages and transitions in networkx's node-link form, conditions and citations in words."""
    framework = shown.framework
    whole = transitions(state_graph(framework), shown.procedures)
    graph: StateGraph = nx.MultiDiGraph(title=shown.title)
    names = {stage.id: node(framework, "stage", stage.id) for stage in shown.stages}
    for stage, name in names.items():
        graph.add_node(name, **_in_words(whole.nodes[name], framework), current=stage == current)
    for row in shown.rows:
        for place, start in enumerate(row.transition.from_):
            edge = names[start], names[row.transition.to], row.transition.id
            data = _in_words(whole.edges[edge], framework)
            carried = {"number": row.number, "start": place, **data, "by": list(data["by"])}
            graph.add_edge(*edge, **carried)
    return json.dumps(nx.node_link_data(graph, edges="edges"), indent=2, ensure_ascii=False) + "\n"


def as_graphml(shown: Shown, current: str | None = None) -> str:
    """Everything that belongs to some procedures, and what it is linked to, as GraphML.

    Stages, events, rules, roles and all else are there, and every kind of link; conditions and
    citations are in words. See :func:`scc_model.chart.graph.state_graph`.
    """
    whole = state_graph(shown.framework)
    inside = {name for name in whole if whole.nodes[name].get("procedure") in shown.procedures}
    kept = inside.union(*(nx.all_neighbors(whole, name) for name in inside))
    graph: StateGraph = nx.MultiDiGraph(title=shown.title)
    for name, data in whole.nodes(data=True):
        if name in kept:
            here = data["kind"] == "stage" and name.endswith(f"/{current}")
            graph.add_node(name, **_plain_values(data, shown.framework), current=here)
    for start, end, key, data in whole.edges(keys=True, data=True):
        if start in inside or end in inside:
            graph.add_edge(start, end, key, **_plain_values(data, shown.framework))
    return "\n".join(nx.generate_graphml(graph, named_key_ids=True)) + "\n"


def _in_words(data: Mapping[str, Any], framework: model.Framework) -> dict[str, Any]:
    """What a stage or a transition says, conditions and citations in words."""
    conditions = {
        name: None if data[name] is None else wording.condition(data[name], framework)
        for name in ("starts_when", "when", "guard")
        if name in data
    }
    cited = {"cite": wording.citations(data["cite"], framework)} if "cite" in data else {}
    linking = {"kind", "positive", "way"}
    return {name: data[name] for name in data if name not in linking} | conditions | cited


def _plain_values(data: Mapping[str, Any], framework: model.Framework) -> dict[str, str | bool]:
    """Values as GraphML has them: nothing is an empty text, and several are one text."""
    return {
        name: ", ".join(value) if isinstance(value, tuple) else "" if value is None else value
        for name, value in {**data, **_in_words(data, framework)}.items()
    }


def _labelled(transition: model.Transition, framework: model.Framework) -> str:
    event, condition = framework.events[transition.event].title, guard(transition, framework)
    return f"{event} [{condition}]" if condition else event


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _plain(text: str) -> str:
    """Mermaid ends a label at a colon or semicolon, and a title at a quotation mark."""
    return text.replace(":", ",").replace(";", ",").replace('"', "'")


FORMATS: dict[str, Callable[[Shown, str | None], str]] = {
    "svg": as_svg,
    "dot": as_dot,
    "mermaid": as_mermaid,
    "json": as_json,
    "graphml": as_graphml,
}
