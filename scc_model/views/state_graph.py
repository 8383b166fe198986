"""The state graph drawn, as SVG with a table that says the same, and for other programs.

Stages stand in rows, each as far from a start as the fewest transitions that lead to it.
Transitions carry a number; the table gives the event, who brings it about and the condition.
"""

from __future__ import annotations

import itertools
import json
import textwrap
from collections.abc import Callable

import attrs
import networkx as nx

from scc_model import framework as fw
from scc_model.graph import StateGraph
from scc_model.views import html, wording
from scc_model.views.html import Html, h, join

_WIDTH, _HEIGHT, _GAP_X, _GAP_Y, _EDGE = 168, 56, 36, 64, 28
_LINE = 22


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
    places = _places(graph)
    right = max((x for x, _ in places.values()), default=0) + _WIDTH
    bottom = max((y for _, y in places.values()), default=0) + _HEIGHT
    numbered = transitions(graph, framework)
    pairs = itertools.groupby(
        sorted(numbered, key=lambda one: (one.start, one.end)), key=lambda one: (one.start, one.end)
    )
    edges = [
        _edge(places[start], places[end], [one.number for one in group], right)
        for (start, end), group in pairs
    ]
    width, height = right + 2 * _EDGE + 12, bottom + _EDGE
    titles = [data["title"] for _, data in graph.nodes(data=True)]
    return h(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "scc-graph",
            "role": "img",
            "aria-label": f"Stages: {wording.listed(titles)}. The table lists every transition.",
            "viewBox": f"{-_EDGE} {-_EDGE // 2} {width + _EDGE} {height}",
            "width": width + _EDGE,
            "height": height,
            "font-family": "sans-serif",
            "font-size": 13,
        },
        _arrowhead(),
        edges,
        [_stage(places[name], data, name == current) for name, data in graph.nodes(data=True)],
    )


def table(graph: StateGraph, framework: fw.Framework) -> Html:
    """The text twin: every transition of the graph."""
    heads = ("Number", "From", "To", "When this happens", "Brought about by", "If", "Source")
    titles = {name: data["title"] for name, data in graph.nodes(data=True)}
    rows = [
        (str(one.number), titles[one.start], titles[one.end], wording.sentence(one.event),
         wording.sentence(one.by) if one.by else "", one.guard or "always", one.source)
        for one in transitions(graph, framework)
    ]  # fmt: skip
    return html.table("Every transition of the picture", heads, map(html.Row, rows))


def as_svg(graph: StateGraph, framework: fw.Framework) -> str:
    """The picture as a file of its own, with the colours a page would have given it."""
    style = h(
        "style",
        None,
        ".scc-graph__box{fill:#fff;stroke:#1d3d5c;stroke-width:1.5}"
        ".scc-graph__start{stroke-width:3}.scc-graph__line{fill:none;stroke:#505a5f}"
        ".scc-graph__number{fill:#fff;stroke:#505a5f}.scc-graph__current{fill:#ffdd00}",
    )
    picture = svg(graph, framework)
    opened, rest = picture.split(">", 1)
    return f"{opened}>{style}{rest}\n"


def as_dot(graph: StateGraph, framework: fw.Framework) -> str:
    """The graph for Graphviz."""
    names = {name: f"n{index}" for index, name in enumerate(graph)}
    lines = ["digraph {", "  node [shape=box];"]
    lines += [
        f"  {names[name]} [label={json.dumps(data['title'], ensure_ascii=False)}];"
        for name, data in graph.nodes(data=True)
    ]
    lines += [
        f"  {names[one.start]} -> {names[one.end]} "
        f"[label={json.dumps(_labelled(one), ensure_ascii=False)}];"
        for one in transitions(graph, framework)
    ]
    return "\n".join([*lines, "}", ""])


def as_mermaid(graph: StateGraph, framework: fw.Framework) -> str:
    """The graph for Mermaid."""
    names = {name: f"s{index}" for index, name in enumerate(graph)}
    lines = ["stateDiagram-v2"]
    for name, data in graph.nodes(data=True):
        lines.append(f"    {names[name]} : {_plain(data['title'])}")
        if data["starts"]:
            lines.append(f"    [*] --> {names[name]}")
        if data["ends"]:
            lines.append(f"    {names[name]} --> [*]")
    lines += [
        f"    {names[one.start]} --> {names[one.end]} : {_plain(_labelled(one))}"
        for one in transitions(graph, framework)
    ]
    return "\n".join([*lines, ""])


def as_json(graph: StateGraph, framework: fw.Framework) -> str:
    """The graph in networkx's node-link form, conditions and citations in words."""
    plain: StateGraph = nx.MultiDiGraph(**graph.graph)
    plain.add_nodes_from(graph.nodes(data=True))
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


FORMATS: dict[str, Callable[[StateGraph, fw.Framework], str]] = {
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


def _places(graph: StateGraph) -> dict[str, tuple[int, int]]:
    """The left upper corner of each stage's box."""
    rows = _rows(graph)
    widest = max((len(row) for row in rows), default=0)
    places = {}
    for depth, row in enumerate(rows):
        shift = (widest - len(row)) * (_WIDTH + _GAP_X) // 2
        for index, name in enumerate(row):
            places[name] = (shift + index * (_WIDTH + _GAP_X), depth * (_HEIGHT + _GAP_Y))
    return places


def _rows(graph: StateGraph) -> list[list[str]]:
    """The stages by distance from a start, each row ordered by where its arrows come from."""
    starts = [name for name, starts in graph.nodes(data="starts") if starts]
    rows = [sorted(row, key=list(graph).index) for row in nx.bfs_layers(graph, starts)]
    for above, row in itertools.pairwise(rows):
        position = {name: index for index, name in enumerate(above)}
        row.sort(key=lambda name: _middle(graph, name, position))
    return rows


def _middle(graph: StateGraph, name: str, position: dict[str, int]) -> float:
    found = [position[before] for before in graph.predecessors(name) if before in position]
    return sum(found) / len(found) if found else 0.0


def _stage(place: tuple[int, int], data: dict[str, object], current: bool) -> Html:  # noqa: FBT001
    x, y = place
    lines = textwrap.wrap(str(data["title"]), _LINE) or [""]
    first = y + _HEIGHT // 2 - 8 * (len(lines) - 1) + 4
    kind = "".join(
        (
            "scc-graph__box",
            " scc-graph__start" * bool(data["starts"]),
            " scc-graph__end" * bool(data["ends"]),
            " scc-graph__current" * current,
        )
    )
    return h(
        "g",
        None,
        h("title", None, f"{data['title']}{' (the school is here)' if current else ''}"),
        h("rect", {"class": kind, "x": x, "y": y, "width": _WIDTH, "height": _HEIGHT,
                   "rx": 24 if data["starts"] or data["ends"] else 4}),
        [
            h("text", {"x": x + _WIDTH // 2, "y": first + 16 * index, "text-anchor": "middle",
                       "font-weight": "bold" if current else None}, line)
            for index, line in enumerate(lines)
        ],
        h("text", {"x": x + _WIDTH // 2, "y": y - 5, "text-anchor": "middle"}, "You are here")
        if current
        else None,
    )  # fmt: skip


def _edge(start: tuple[int, int], end: tuple[int, int], numbers: list[int], right: int) -> Html:
    path, (x, y) = _path(start, end, right)
    shown = ", ".join(map(str, numbers))
    width = 10 + 7 * len(shown)
    return join([
        h("path", {"class": "scc-graph__line", "d": path, "marker-end": "url(#scc-arrow)"}),
        h("rect", {"class": "scc-graph__number", "x": x - width // 2, "y": y - 9, "width": width,
                   "height": 18, "rx": 9}),
        h("text", {"x": x, "y": y + 4, "text-anchor": "middle", "font-size": 11}, shown),
    ])  # fmt: skip


def _path(start: tuple[int, int], end: tuple[int, int], right: int) -> tuple[str, tuple[int, int]]:
    """The line of an arrow, and where its number stands."""
    (x1, y1), (x2, y2) = start, end
    half = _WIDTH // 2
    if start == end:
        x, y = x1 + _WIDTH, y1 + _HEIGHT // 2
        return f"M{x} {y - 12} c26 -14 26 38 0 24", (x + 20, y)
    if y2 > y1:
        a, b = (x1 + half, y1 + _HEIGHT), (x2 + half, y2)
        bend = (b[1] - a[1]) // 2
        path = f"M{a[0]} {a[1]} C{a[0]} {a[1] + bend} {b[0]} {b[1] - bend} {b[0]} {b[1]}"
        return path, ((a[0] + b[0]) // 2, (a[1] + b[1]) // 2)
    if y2 == y1:
        sign = 1 if x2 > x1 else -1
        a, b = (x1 + half + sign * 40, y1 + _HEIGHT), (x2 + half - sign * 40, y2 + _HEIGHT)
        low = y1 + _HEIGHT + 34
        return f"M{a[0]} {a[1]} C{a[0]} {low} {b[0]} {low} {b[0]} {b[1]}", (
            (a[0] + b[0]) // 2, low - 8,
        )  # fmt: skip
    # Back up: round the right-hand side, so that no arrow runs through a box.
    a, b = (x1 + _WIDTH, y1 + _HEIGHT // 2), (x2 + _WIDTH, y2 + _HEIGHT // 2 + 10)
    side = right + _EDGE
    path = f"M{a[0]} {a[1]} C{side} {a[1]} {side} {b[1]} {b[0]} {b[1]}"
    middle = (a[0] + b[0] + 6 * side) // 8
    return path, (middle, (a[1] + b[1]) // 2)


def _arrowhead() -> Html:
    return h(
        "defs",
        None,
        h(
            "marker",
            {"id": "scc-arrow", "viewBox": "0 0 10 10", "refX": 9, "refY": 5,
             "markerWidth": 7, "markerHeight": 7, "orient": "auto-start-reverse"},
            h("path", {"d": "M0 0 L10 5 L0 10 z"}),
        ),
    )  # fmt: skip
