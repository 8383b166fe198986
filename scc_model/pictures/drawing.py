"""One procedure of the state graph as a picture: stages in a column, transitions beside it.

Each arrow carries the numbers of its transitions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import attrs

from scc_model import model
from scc_model.pictures.layout import (
    CHIP,
    CORNER,
    IN_A_ROW,
    LANE,
    LINE,
    MARGIN,
    ROW,
    SIZE,
    WIDTH,
    Arrow,
    Box,
    lay_out,
)
from scc_model.pictures.rows import Numbered
from scc_model.words.html import Html, h, join

_ABOVE = 20  # room over the first box, for the words "You are here"


@attrs.frozen
class Block:
    """A piece of a picture, drawn from its upper left corner."""

    width: int
    height: int
    drawn: Html


_HERE, _PERHAPS = "You are here", "Perhaps here"
_IN_A_TITLE = {_HERE: "the school is here", _PERHAPS: "the school may be here"}


def column(
    stages: Sequence[model.Stage], rows: Iterable[Numbered], here: Collection[str] = ()
) -> Block:
    """Draw the stages of one procedure under one another.

    Args:
        stages: at least one.
        rows: the transitions between them, in the order of their numbers.
        here: the stage to mark as that in which the school stands; several where it is one of them.

    >>> stages = [model.Stage("a", "Here"), model.Stage("b", "There")]
    >>> block = column(stages, [Numbered(1, "p", model.Transition("t", ("a",), "b", "e", ()))])
    >>> block.width, "There" in block.drawn
    (228, True)
    """
    placed = lay_out(stages, rows, here)
    mark = _HERE if len(here) == 1 else _PERHAPS
    aside = [arrow for arrow in placed.arrows if not arrow.straight]
    drawn = [
        _straight(arrow) if arrow.straight else _aside(arrow, aside) for arrow in placed.arrows
    ]
    return Block(
        placed.left + WIDTH + placed.right,
        placed.bottom + 2 * MARGIN,
        h(
            "g",
            {"transform": f"translate({placed.left} {_ABOVE})"},
            [line for line, _ in drawn],
            [_stage(box, mark if box.stage.id in here else "") for box in placed.boxes],
            [chips for _, chips in drawn],
        ),
    )


def picture(block: Block, label: str) -> Html:
    """Make a picture of what was drawn.

    Args:
        block: all of it.
        label: what the picture shows, for a screen reader.
    """
    return h(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "scc-graph",
            "role": "img",
            "aria-label": label,
            "viewBox": f"0 0 {block.width} {block.height}",
            "width": block.width,
            "height": block.height,
            "font-family": "sans-serif",
            "font-size": SIZE,
        },
        block.drawn,
    )


def _straight(arrow: Arrow) -> tuple[Html, Html]:
    x = WIDTH // 2
    top, bottom = arrow.starts[0].top + arrow.starts[0].height, arrow.end.top
    starts = range(0, len(arrow.numbers), IN_A_ROW)
    rows = [arrow.numbers[start : start + IN_A_ROW] for start in starts]
    first = (top + bottom) // 2 - 3 - ROW * (len(rows) - 1) // 2
    chips = join(
        _chip(x + 30 * place - 15 * (len(row) - 1), first + ROW * index, number)
        for index, row in enumerate(rows)
        for place, number in enumerate(row)
    )
    return join([_line(f"M{x} {top} V{bottom}"), _head(x, bottom, "down")]), chips


def _aside(arrow: Arrow, others: list[Arrow]) -> tuple[Html, Html]:
    """An arrow in a lane. The start that is farthest off draws it; the others run into it."""
    sign = -1 if arrow.down else 1
    edge = 0 if arrow.down else WIDTH
    lane = edge + sign * LANE * (arrow.lane + 1)
    before = lane - sign * CORNER
    end = arrow.end.port(arrow)
    turn = CORNER if arrow.down else -CORNER
    farthest, *nearer = sorted(
        (box.port(arrow) for box in arrow.starts), key=lambda y: -abs(end - y)
    )
    lines = [_line(f"M{edge} {y} H{before} Q{lane} {y} {lane} {y + turn}") for y in nearer]
    whole = (
        f"M{edge} {farthest} H{before} Q{lane} {farthest} {lane} {farthest + turn} "
        f"V{end - turn} Q{lane} {end} {before} {end} H{edge}"
    )
    first = _clear(arrow, others)
    chips = join(_chip(lane, first + ROW * at, number) for at, number in enumerate(arrow.numbers))
    head = _head(edge, end, "right" if arrow.down else "left")
    return join([*lines, _line(whole), head]), chips


def _clear(arrow: Arrow, others: list[Arrow]) -> int:
    """Where the first number of an arrow stands: near its middle, clear of lines that cross it."""
    low, high = min(arrow.ports), max(arrow.ports)
    long = ROW * (len(arrow.numbers) - 1)
    middle = (low + high - long) // 2
    near = [(y, CHIP // 2 + 2 + CORNER) for y in arrow.ports] + [
        (y, CHIP // 2 + 4)
        for other in others
        if other.down is arrow.down and other.lane > arrow.lane
        for y in other.ports
    ]
    nearest_first = sorted(range(low, high - long), key=lambda first: abs(first - middle))
    free = (
        first
        for first in nearest_first
        if not any(first - clear < y < first + long + clear for y, clear in near)
    )
    return next(free, middle)


def _line(path: str) -> Html:
    return h("path", {"class": "scc-graph__line", "d": path})


# From the tip of an arrow to its two other corners, and back.
_HEADS = {"down": "l-3.5 -7 h7 z", "right": "l-7 -3.5 v7 z", "left": "l7 -3.5 v7 z"}


def _head(x: int, y: int, towards: str) -> Html:
    """The head of an arrow. It is drawn, since a marker needs an id, and a page shows several."""
    return h("path", {"class": "scc-graph__head", "d": f"M{x} {y} {_HEADS[towards]}"})


def _chip(x: int, y: int, number: int) -> Html:
    wide = 24 if number < 100 else 28  # noqa: PLR2004  (three digits)
    return join([
        h("rect", {"class": "scc-graph__number", "x": x - wide // 2, "y": y - CHIP // 2,
                   "width": wide, "height": CHIP, "rx": CHIP // 2}),
        h("text", {"x": x, "y": y + 4, "text-anchor": "middle", "font-size": 12}, str(number)),
    ])  # fmt: skip


def _stage(box: Box, mark: str) -> Html:
    first = box.top + (box.height - LINE * (len(box.lines) - 1)) // 2 + 5
    stage = box.stage
    kind = "".join(
        (
            "scc-graph__box",
            " scc-graph__start" * stage.starts,
            " scc-graph__end" * stage.ends,
            " scc-graph__current" * bool(mark),
        )
    )
    return h(
        "g",
        None,
        h("title", None, f"{stage.title}{f': {_IN_A_TITLE[mark]}' if mark else ''}"),
        h("rect", {"class": kind, "x": 0, "y": box.top, "width": WIDTH, "height": box.height,
                   "rx": 20 if stage.starts or stage.ends else 4}),
        [
            h("text", {"x": WIDTH // 2, "y": first + LINE * index, "text-anchor": "middle",
                       "font-weight": "bold" if mark else None}, line)
            for index, line in enumerate(box.lines)
        ],
        h("text", {"x": 0, "y": box.top - 5, "font-size": 12}, mark) if mark else None,
    )  # fmt: skip
