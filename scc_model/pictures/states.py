"""The stages of procedures drawn, as SVG with a table that says the same.

Transitions carry a number, which runs through the whole picture; the table gives the event, who
brings it about and the condition. The reader's browser draws with this too, so nothing here needs
the graph library.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable

from scc_model import model
from scc_model.pictures import drawing, lanes, layout
from scc_model.pictures.drawing import Block
from scc_model.pictures.rows import Numbered, Shown, from_and_to, guard, numbered
from scc_model.words import html, wording
from scc_model.words.html import Html, h

PAGE = 950  # what a page of the handbook has room for in a window of 1280 pixels
_WALK = 900  # and what a walk has
# How large the letters of the titles of strands and of procedures are; and in a picture so large
# that the whole of it is seen from afar.
_TITLES = (20, 16)
_FROM_AFAR = (72, 32)
NO_STAGES = (
    "What stands here says what holds in every case. It has no stages, so there is no picture."
)


def svg(
    shown: Shown, current: str | None = None, *, room: int = PAGE, worded: bool = False
) -> Html:
    """A part of the procedures as one SVG picture, or a sentence where there is nothing to draw.

    Args:
        shown: the part.
        current: id of the stage to mark.
        room: how wide a picture of several procedures may be.
        worded: whether what happens stands on the arrows in words; that takes much room.

    >>> from scc_model.loading import load
    >>> "You are here" in svg(Shown.of(load(), "qdd-programme"), "priority")
    True
    """
    if not shown.procedures:
        return h("p", None, NO_STAGES)
    framework = shown.framework
    here = () if current is None else (current,)
    columns = _columns(framework, shown.procedures, [here] * len(shown.procedures), worded=worded)
    several = [framework.procedures[name].title for name in columns]
    label = (
        f"Stages of {wording.listed(several)}"
        if len(several) > 1
        else f"Stages: {wording.listed(stage.title for stage in shown.stages)}"
    )
    return drawing.picture(
        _placed(shown, columns, room, _FROM_AFAR if worded else _TITLES),
        f"{label}. The table lists every transition.",
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
    framework: model.Framework,
    procedures: Iterable[str],
    marked: Iterable[tuple[str, ...]],
    *,
    worded: bool = False,
) -> dict[str, Block]:
    """Each procedure drawn, its transitions numbered on from those of the one before it."""
    columns = {}
    first = 1
    for name, here in zip(procedures, marked, strict=True):
        columns[name] = _column(framework, name, first, here, worded=worded)
        first += len(framework.procedures[name].transitions)
    return columns


@functools.lru_cache(maxsize=256)
def _column(
    framework: model.Framework, name: str, first: int, here: tuple[str, ...], *, worded: bool
) -> Block:
    rows = numbered(framework, [name], first)
    events = {row.number: framework.events[row.transition.event].title for row in rows}
    signs = layout.in_words(events) if worded else layout.NUMBERS
    return drawing.column(framework.procedures[name].stages, rows, here, signs)


def _placed(shown: Shown, columns: dict[str, Block], room: int, titles: tuple[int, int]) -> Block:
    """One procedure by itself, the procedures of one strand, or strands that hold procedures."""
    if len(columns) == 1:
        return next(iter(columns.values()))
    framework, strands = shown.framework, shown.strands
    of_strand, of_procedure = titles
    if len(strands) == 1:
        several = _lanes(framework, shown.procedures, columns, of_procedure)
        return lanes.side_by_side(several, room)
    frames = []
    for strand, names in strands.items():
        title = framework.strands[strand].title
        alike = [framework.procedures[name].title for name in names] == [title]
        inner = lanes.inside(room)
        held = (
            columns[names[0]]
            if alike
            else lanes.side_by_side(_lanes(framework, names, columns, of_procedure), inner)
        )
        frames.append(lanes.Frame(title, of_strand, "scc-graph__strand", held))
    return lanes.side_by_side(frames, room)


def _lanes(
    framework: model.Framework,
    procedures: Iterable[str],
    columns: dict[str, Block],
    title: int = _TITLES[1],
) -> list[lanes.Frame]:
    return [
        lanes.Frame(framework.procedures[name].title, title, "scc-graph__lane", columns[name])
        for name in procedures
    ]


def table(shown: Shown) -> Html:
    """The text twin: every transition of a part; nothing where there is none."""
    if not shown.rows:
        return Html("")
    label = f"Every transition of the picture: {shown.title}"
    several = len(shown.procedures) > 1
    return html.table_of(label, shown.rows, columns(shown.framework, several=several))


def columns(
    framework: model.Framework, *, several: bool
) -> dict[str, Callable[[Numbered], html.Child]]:
    """The columns of a table of transitions: the head of each, and what a cell says.

    Args:
        framework: the procedures.
        several: whether the table is of several procedures, and says which.
    """
    made: dict[str, Callable[[Numbered], html.Child]] = {
        "Number": lambda row: str(row.number),
        "Procedure": lambda row: framework.procedures[row.procedure].title,
        "From and to": lambda row: from_and_to(row.transition, framework),
        "When this happens": lambda row: _happens(
            framework.events[row.transition.event], framework
        ),
        "If": lambda row: guard(row.transition, framework) or "Always",
        "Source": lambda row: wording.citations(row.transition.cite, framework),
    }
    return {head: cell for head, cell in made.items() if several or head != "Procedure"}


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
