"""The stages of procedures drawn, as SVG with a table that says the same.

Transitions carry a number, which runs through the whole picture; the table gives the event, who
brings it about and the condition. The reader's browser draws with this too, so nothing here needs
the graph library.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

from scc_model import model
from scc_model.pictures import drawing, lanes
from scc_model.pictures.drawing import Block
from scc_model.pictures.rows import Shown, from_and_to, guard, numbered
from scc_model.words import html, wording
from scc_model.words.html import Html, h

PAGE = 950  # what a page of the handbook has room for in a window of 1280 pixels
_WALK = 900  # and what a walk has
NO_STAGES = (
    "What stands here says what holds in every case. It has no stages, so there is no picture."
)


def svg(shown: Shown, current: str | None = None, *, room: int = PAGE) -> Html:
    """A part of the procedures as one SVG picture, or a sentence where there is nothing to draw.

    Args:
        shown: the part.
        current: id of the stage to mark.
        room: how wide a picture of several procedures may be.

    >>> from scc_model.loading import load
    >>> "You are here" in svg(Shown.of(load(), "qdd-programme"), "priority")
    True
    """
    if not shown.procedures:
        return h("p", None, NO_STAGES)
    framework = shown.framework
    here = () if current is None else (current,)
    columns = _columns(framework, shown.procedures, [here] * len(shown.procedures))
    several = [framework.procedures[name].title for name in columns]
    label = (
        f"Stages of {wording.listed(several)}"
        if len(several) > 1
        else f"Stages: {wording.listed(stage.title for stage in shown.stages)}"
    )
    return drawing.picture(
        _placed(shown, columns, room), f"{label}. The table lists every transition."
    )


@functools.lru_cache(maxsize=32)
def standing(framework: model.Framework, stands: tuple[tuple[str, tuple[str, ...]], ...]) -> Html:
    """Procedures side by side, each with the stage in which a school stands.

    Args:
        framework: the procedures.
        stands: the stage to mark, by procedure; several where it is one of them. At least one.

    >>> from scc_model.loading import load
    >>> "You are here" in standing(load(), (("qdd-programme", ("priority",)),))
    True
    """
    places = (
        f"{framework.procedures[name].title}: "
        f"{wording.listed((framework.stages[stage].title for stage in stages), 'or')}"
        for name, stages in stands
    )
    columns = _columns(framework, *zip(*stands, strict=True))
    return drawing.picture(
        lanes.side_by_side(_lanes(framework, columns, columns), _WALK),
        f"The stages, with where the school stands. {'; '.join(places)}.",
    )


def _columns(
    framework: model.Framework, procedures: Iterable[str], marked: Iterable[tuple[str, ...]]
) -> dict[str, Block]:
    """Each procedure drawn, its transitions numbered on from those of the one before it."""
    columns = {}
    first = 1
    for name, here in zip(procedures, marked, strict=True):
        columns[name] = _column(framework, name, first, here)
        first += len(framework.procedures[name].transitions)
    return columns


@functools.lru_cache(maxsize=256)
def _column(framework: model.Framework, name: str, first: int, here: tuple[str, ...]) -> Block:
    procedure = framework.procedures[name]
    return drawing.column(procedure.stages, numbered(framework, [name], first), here)


def _placed(shown: Shown, columns: dict[str, Block], room: int) -> Block:
    """One procedure by itself, the procedures of one strand, or strands that hold procedures."""
    if len(columns) == 1:
        return next(iter(columns.values()))
    framework, strands = shown.framework, shown.strands
    if len(strands) == 1:
        return lanes.side_by_side(_lanes(framework, shown.procedures, columns), room)
    frames = []
    for strand, names in strands.items():
        title = framework.strands[strand].title
        alike = [framework.procedures[name].title for name in names] == [title]
        inner = lanes.inside(room)
        held = (
            columns[names[0]]
            if alike
            else lanes.side_by_side(_lanes(framework, names, columns), inner)
        )
        frames.append(lanes.Frame(title, 20, "scc-graph__strand", held))
    return lanes.side_by_side(frames, room)


def _lanes(
    framework: model.Framework, procedures: Iterable[str], columns: dict[str, Block]
) -> list[lanes.Frame]:
    return [
        lanes.Frame(framework.procedures[name].title, 16, "scc-graph__lane", columns[name])
        for name in procedures
    ]


def table(shown: Shown) -> Html:
    """The text twin: every transition of a part; nothing where there is none."""
    rows, framework = shown.rows, shown.framework
    if not rows:
        return Html("")
    several = len(shown.procedures) > 1
    heads = ("From and to", "When this happens", "If", "Source")
    return html.table(
        f"Every transition of the picture: {shown.title}",
        ("Number", *(["Procedure"] if several else []), *heads),
        (
            html.Row((
                str(row.number),
                *([framework.procedures[row.procedure].title] if several else []),
                from_and_to(row.transition, framework),
                _happens(framework.events[row.transition.event], framework),
                guard(row.transition, framework) or "Always",
                wording.citations(row.transition.cite, framework),
            ))
            for row in rows
        ),
    )  # fmt: skip


def _happens(event: model.Event, framework: model.Framework) -> str:
    by = wording.roles(event.by, framework)
    return f"{event.title} ({by})" if by else event.title


@functools.lru_cache(maxsize=32)
def legend(walk: str, framework: model.Framework, procedures: tuple[str, ...]) -> Html:
    """What the numbers of a picture of a walk stand for, to unfold.

    Args:
        walk: id of the walk that shows it.
        framework: the procedures.
        procedures: those that are drawn, in the order of the picture.
    """
    rows = (
        html.Row((
            str(row.number),
            from_and_to(row.transition, framework),
            framework.events[row.transition.event].title,
        ))
        for row in numbered(framework, procedures)
    )  # fmt: skip
    return h(
        "details",
        {"id": f"{walk}-legend"},
        h("summary", None, "What the numbers stand for"),
        html.table("The numbers of the picture", ("Number", "From and to", "When"), rows),
    )
