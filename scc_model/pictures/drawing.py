"""One procedure of the state graph as a picture: stages in a column, transitions beside it.

Each arrow carries the numbers of its transitions, or their words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import attrs

from scc_model import model
from scc_model.pictures.layout import (
    CORNER,
    LINE,
    MARGIN,
    NUMBERS,
    SIGN_LINE,
    SIGN_SIZE,
    SIZE,
    WIDTH,
    Arrow,
    Box,
    Signs,
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
    stages: Sequence[model.Stage],
    rows: Iterable[Numbered],
    here: Collection[str] = (),
    signs: Signs = NUMBERS,
) -> Block:
    """Draw the stages of one procedure under one another.

    Args:
        stages: at least one.
        rows: the transitions between them, in the order of their numbers.
        here: the stage to mark as that in which the school stands; several where it is one of them.
        signs: what stands on the arrows.

    >>> stages = [model.Stage("a", "Here"), model.Stage("b", "There")]
    >>> block = column(stages, [Numbered(1, "p", model.Transition("t", ("a",), "b", "e", ()))])
    >>> block.width, "There" in block.drawn
    (228, True)
    """
    placed = lay_out(stages, rows, here, signs)
    mark = _HERE if len(here) == 1 else _PERHAPS
    aside = [arrow for arrow in placed.arrows if not arrow.straight]
    drawn = [
        _straight(arrow, signs) if arrow.straight else _aside(arrow, aside, signs)
        for arrow in placed.arrows
    ]
    return Block(
        placed.left + WIDTH + placed.right,
        placed.bottom + 2 * MARGIN,
        h(
            "g",
            {"transform": f"translate({placed.left} {_ABOVE})"},
            [line for line, _ in drawn],
            [_stage(box, mark if box.stage.id in here else "") for box in placed.boxes],
            [told for _, told in drawn],
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


def _straight(arrow: Arrow, signs: Signs) -> tuple[Html, Html]:
    x = WIDTH // 2
    top, bottom = arrow.starts[0].top + arrow.starts[0].height, arrow.end.top
    starts = range(0, len(arrow.numbers), signs.in_a_row)
    rows = [arrow.numbers[start : start + signs.in_a_row] for start in starts]
    first = (top + bottom) // 2 - 3 - signs.row * (len(rows) - 1) // 2
    told = join(
        _sign(x + 30 * place - 15 * (len(row) - 1), first + signs.row * index, number, signs)
        for index, row in enumerate(rows)
        for place, number in enumerate(row)
    )
    return join([_line(f"M{x} {top} V{bottom}"), _head(x, bottom, "down")]), told


def _aside(arrow: Arrow, others: list[Arrow], signs: Signs) -> tuple[Html, Html]:
    """An arrow in a lane. The start that is farthest off draws it; the others run into it."""
    sign = -1 if arrow.down else 1
    edge = 0 if arrow.down else WIDTH
    lane = edge + sign * (signs.first + signs.lane * arrow.lane)
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
    first = _clear(arrow, others, signs)
    told = join(
        _sign(lane, first + signs.row * at, number, signs)
        for at, number in enumerate(arrow.numbers)
    )
    head = _head(edge, end, "right" if arrow.down else "left")
    return join([*lines, _line(whole), head]), told


def _clear(arrow: Arrow, others: list[Arrow], signs: Signs) -> int:
    """Where the first sign of an arrow stands: near its middle, clear of lines that cross it."""
    low, high = min(arrow.ports), max(arrow.ports)
    long = signs.row * (len(arrow.numbers) - 1)
    middle = (low + high - long) // 2
    near = [(y, signs.high // 2 + 2 + CORNER) for y in arrow.ports] + [
        (y, signs.high // 2 + 4)
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


def _sign(x: int, y: int, number: int, signs: Signs) -> Html:
    """A number in a round frame, or the words that belong to it in a square one."""
    lines = signs.lines.get(number)
    if lines is None:
        wide = 24 if number < 100 else 28  # noqa: PLR2004  (three digits)
        high, lines, size, corner = signs.high, [str(number)], 12, signs.high // 2
    else:
        wide, high = signs.wide, SIGN_LINE * len(lines) + 8
        size, corner = SIGN_SIZE, 3
    first = y + 4 - SIGN_LINE * (len(lines) - 1) // 2
    return join([
        h("rect", {"class": "scc-graph__number", "x": x - wide // 2, "y": y - high // 2,
                   "width": wide, "height": high, "rx": corner}),
        [
            h("text", {"x": x, "y": first + SIGN_LINE * index, "text-anchor": "middle",
                       "font-size": size}, line)
            for index, line in enumerate(lines)
        ],
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
