"""The state graph drawn, as SVG with a table that says the same.

Transitions carry a number, which runs through the whole graph; the table gives the event, who
brings it about and the condition.
"""

from __future__ import annotations

from collections.abc import Callable

from scc_model import model
from scc_model.chart.graph import StateGraph
from scc_model.errors import BadValue
from scc_model.pictures import drawing, lanes
from scc_model.pictures.drawing import Block, Move, Stage
from scc_model.pictures.formats import as_dot, as_json, as_mermaid
from scc_model.pictures.rows import strands, transitions
from scc_model.words import html, wording
from scc_model.words.html import Html, h

PAGE = 950  # what a page of the handbook has room for in a window of 1280 pixels
WINDOW = 1280
NO_STAGES = (
    "What stands here says what holds in every case. It has no stages, so there is no picture."
)


def svg(
    graph: StateGraph, framework: model.Framework, current: str | None = None, *, room: int = PAGE
) -> Html:
    """The graph as one SVG picture, or a sentence where there is nothing to draw.

    Args:
        graph: from :func:`scc_model.chart.graph.build`.
        framework: the procedures it was made from.
        current: the stage to mark, such as ``ofsted-category/special-measures``.
        room: how wide a picture of several procedures may be.
    """
    found = strands(graph)
    if not found:
        return h("p", None, NO_STAGES)
    moves: dict[str, list[Move]] = {}
    for one in transitions(graph, framework):
        own = moves.setdefault(one.procedure, [])
        own.extend(Move(one.number, start, one.end) for start in one.starts)
    columns = {
        name: drawing.column(stages, moves.get(name, []), current)
        for name, stages in _stages(graph).items()
    }
    return drawing.picture(
        _placed(found, columns, framework, room), _label(graph, found, framework)
    )


def _stages(graph: StateGraph) -> dict[str, list[Stage]]:
    """What is drawn of each procedure that has stages."""
    found: dict[str, list[Stage]] = {}
    for name, data in graph.nodes(data=True):
        drawn = Stage(name, data["title"], data["starts"], data["ends"])
        found.setdefault(data["procedure"], []).append(drawn)
    return found


def _placed(
    found: dict[str, list[str]],
    columns: dict[str, Block],
    framework: model.Framework,
    room: int,
) -> Block:
    """One procedure by itself, the procedures of one strand, or strands that hold procedures."""
    if len(columns) == 1:
        return next(iter(columns.values()))
    if len(found) == 1:
        procedures = next(iter(found.values()))
        return lanes.side_by_side(_lanes(procedures, columns, framework), room)
    return lanes.side_by_side(
        (
            lanes.Frame(
                framework.strands[strand].title,
                20,
                "scc-graph__strand",
                columns[procedures[0]]
                if _named_alike(procedures, framework.strands[strand].title, framework)
                else lanes.side_by_side(_lanes(procedures, columns, framework), lanes.inside(room)),
            )
            for strand, procedures in found.items()
        ),
        room,
    )


def _named_alike(procedures: list[str], title: str, framework: model.Framework) -> bool:
    return [framework.procedures[name].title for name in procedures] == [title]


def _lanes(
    procedures: list[str], columns: dict[str, Block], framework: model.Framework
) -> list[lanes.Frame]:
    return [
        lanes.Frame(framework.procedures[name].title, 16, "scc-graph__lane", columns[name])
        for name in procedures
    ]


def _label(graph: StateGraph, found: dict[str, list[str]], framework: model.Framework) -> str:
    several = [framework.procedures[name].title for names in found.values() for name in names]
    titles = [data["title"] for _, data in graph.nodes(data=True)]
    shown = (
        f"Stages of {wording.listed(several)}"
        if len(several) > 1
        else f"Stages: {wording.listed(titles)}"
    )
    return f"{shown}. The table lists every transition."


def table(graph: StateGraph, framework: model.Framework) -> Html:
    """The text twin: every transition of the graph; nothing where there is none."""
    rows = transitions(graph, framework)
    if not rows:
        return Html("")
    titles = {name: data["title"] for name, data in graph.nodes(data=True)}
    several = len(_stages(graph)) > 1
    heads = ("From and to", "When this happens", "If", "Source")
    return html.table(
        f"Every transition of the picture: {graph.graph['title']}",
        ("Number", *(["Procedure"] if several else []), *heads),
        (
            html.Row((
                str(one.number),
                *([framework.procedures[one.procedure].title] if several else []),
                wording.listed((titles[name] for name in one.starts), "or")
                + f" → {titles[one.end]}",
                f"{one.event} ({one.by})" if one.by else one.event,
                one.guard or "Always",
                one.source,
            ))
            for one in rows
        ),
    )  # fmt: skip


def as_svg(graph: StateGraph, framework: model.Framework, current: str | None = None) -> str:
    """The picture as a file of its own, with the colours a page would have given it.

    Raises:
        BadValue: when the graph has no stages.
    """
    if not graph:
        raise BadValue(
            f"'{graph.graph['title']}' has no stages, so there is no picture of it. "
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
    picture = svg(graph, framework, current, room=WINDOW)
    opened, rest = picture.split(">", 1)
    return f"{opened}>{style}{rest}\n"


FORMATS: dict[str, Callable[[StateGraph, model.Framework, str | None], str]] = {
    "svg": as_svg,
    "dot": as_dot,
    "mermaid": as_mermaid,
    "json": as_json,
}
