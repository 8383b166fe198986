"""One procedure of the state graph as a picture: stages in a column, transitions beside it.

Stages stand one under another, in the order of the data. An arrow to the next stage runs straight
down; every other arrow has a lane of its own, on the left when it leads down and on the right when
it leads back up. Arrows that carry the same numbers to the same stage share a lane. So no two lines
lie on each other that mean different things, whatever the graph, and the picture stays narrow. Each
arrow carries the numbers of its transitions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from scc_model.pictures import lettering
from scc_model.words.html import Html, h, join

_WIDTH = 200
_ROOM = 188  # for a line of words in a box
_SHORTEST = 52
_GAP = 46
_LANE = 30
_PORT = 18
_CORNER = 8
_SIZE = 14
_LINE = 17
_MARGIN = 14
_ABOVE = 20  # room over the first box, for the words "You are here"
_CHIP, _ROW = 18, 20  # height of a number, and how far two of them stand apart
_IN_A_ROW = 6  # numbers that fit side by side on a straight arrow


@attrs.frozen
class Stage:
    """What the picture shows of a stage."""

    name: str
    title: str
    starts: bool = False
    ends: bool = False


@attrs.frozen
class Move:
    """A transition from one stage to another; one from several stages is several moves."""

    number: int
    start: str
    end: str


@attrs.frozen
class Block:
    """A piece of a picture, drawn from its upper left corner."""

    width: int
    height: int
    drawn: Html


@attrs.define(eq=False)
class _Box:
    """A stage: its place in the column, its words, and the ends of arrows on either side."""

    stage: Stage
    index: int
    top: int = 0
    height: int = _SHORTEST
    lines: list[str] = attrs.field(factory=list)
    left: list[_Arrow] = attrs.field(factory=list)
    right: list[_Arrow] = attrs.field(factory=list)

    def port(self, arrow: _Arrow) -> int:
        """The height at which an arrow meets the box."""
        ends = self.left if arrow.down else self.right
        first = self.top + (self.height - _PORT * (len(ends) - 1)) // 2
        return first + _PORT * ends.index(arrow)


@attrs.define(eq=False)
class _Arrow:
    """Transitions that lead to one stage from another, or together from several."""

    starts: list[_Box]
    end: _Box
    numbers: list[int]
    lane: int = 0

    @property
    def down(self) -> bool:
        """Whether it leads down the column."""
        return self.end.index > self.starts[0].index

    @property
    def straight(self) -> bool:
        """Whether it leads to the very next stage."""
        return self.end.index == self.starts[0].index + 1

    @property
    def boxes(self) -> list[_Box]:
        """Those that it touches."""
        return [*self.starts, self.end]

    @property
    def reach(self) -> tuple[int, int]:
        """The places in the column between which it runs."""
        places = [box.index for box in self.boxes]
        return min(places), max(places)

    @property
    def ports(self) -> list[int]:
        """The heights at which it meets its boxes."""
        return [box.port(self) for box in self.boxes]


def column(stages: Sequence[Stage], moves: Iterable[Move], current: str | None = None) -> Block:
    """Draw the stages of one procedure under one another.

    Args:
        stages: at least one.
        moves: between these stages, in the order of their numbers.
        current: the stage to mark.

    >>> made = column([Stage("a", "Here"), Stage("b", "There")], [Move(1, "a", "b")])
    >>> made.width, "There" in made.drawn
    (228, True)
    """
    boxes = {stage.name: _Box(stage, index) for index, stage in enumerate(stages)}
    arrows, loops = _arrows(boxes, moves)
    for box in boxes.values():
        here = box.stage.name == current
        box.lines = _lines(box.stage.title, loops.get(box.stage.name, []), current=here)
    aside = [arrow for arrow in arrows if not arrow.straight]
    _give_lanes(aside)
    _give_ports(boxes, aside)
    bottom = _stack(list(boxes.values()), arrows)
    left = _margin(arrow for arrow in aside if arrow.down)
    right = _margin(arrow for arrow in aside if not arrow.down)
    drawn = [_straight(arrow) if arrow.straight else _aside(arrow, aside) for arrow in arrows]
    return Block(
        left + _WIDTH + right,
        bottom + 2 * _MARGIN,
        h(
            "g",
            {"transform": f"translate({left} {_ABOVE})"},
            [line for line, _ in drawn],
            [_stage(box, current=box.stage.name == current) for box in boxes.values()],
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
            "font-size": _SIZE,
        },
        block.drawn,
    )


def _arrows(
    boxes: dict[str, _Box], moves: Iterable[Move]
) -> tuple[list[_Arrow], dict[str, list[int]]]:
    """The arrows between stages, and the numbers of transitions that end where they began."""
    pairs: dict[tuple[str, str], list[int]] = {}
    for move in moves:
        pairs.setdefault((move.start, move.end), []).append(move.number)
    arrows: list[_Arrow] = []
    shared: dict[tuple[str, bool, tuple[int, ...]], _Arrow] = {}
    loops: dict[str, list[int]] = {}
    for (start, end), numbers in pairs.items():
        arrow = _Arrow([boxes[start]], boxes[end], numbers)
        way = (end, arrow.down, tuple(numbers))
        if start == end:
            loops[start] = numbers
        elif arrow.straight or way not in shared:
            arrows.append(arrow)
            if not arrow.straight:
                shared[way] = arrow
        else:
            shared[way].starts.append(boxes[start])
    return arrows, loops


def _give_lanes(arrows: list[_Arrow]) -> None:
    """Short arrows run near the column; arrows whose ways overlap get different lanes."""
    taken: dict[tuple[bool, int], list[tuple[int, int]]] = {}
    for arrow in sorted(arrows, key=lambda one: one.reach[1] - one.reach[0]):
        low, high = arrow.reach
        while any(
            low < other_high and other_low < high
            for other_low, other_high in taken.get((arrow.down, arrow.lane), [])
        ):
            arrow.lane += 1
        taken.setdefault((arrow.down, arrow.lane), []).append(arrow.reach)


def _give_ports(boxes: dict[str, _Box], arrows: list[_Arrow]) -> None:
    """Order the ends on each side so that lines cross as little as can be.

    Those that run up come first, inner lanes above outer ones; then those that pass; those that run
    down follow, outer lanes above inner ones.
    """
    for box in boxes.values():
        for side, down in ((box.left, True), (box.right, False)):
            mine = [a for a in arrows if a.down is down and box in a.boxes]
            up = [a for a in mine if a.reach[1] == box.index]
            past = [a for a in mine if a.reach[0] < box.index < a.reach[1]]
            on = [a for a in mine if a.reach[0] == box.index]
            side.extend(sorted(up, key=lambda a: a.lane))
            side.extend(sorted(past, key=lambda a: a.lane))
            side.extend(sorted(on, key=lambda a: -a.lane))


def _stack(boxes: list[_Box], arrows: list[_Arrow]) -> int:
    """Give every box its place, with room for the numbers between; the lower edge of the last."""
    gaps = [_GAP] * len(boxes)
    for arrow in arrows:
        nearest = min(arrow.starts, key=lambda box: abs(box.index - arrow.end.index))
        low, high = sorted((nearest.index, arrow.end.index))
        between = (high - low - 1) * (_SHORTEST + _GAP)
        rows = -(-len(arrow.numbers) // _IN_A_ROW) if arrow.straight else len(arrow.numbers)
        gaps[low] = max(gaps[low], _ROW * rows + _GAP - _ROW - between)
    bottom = 0
    for box in boxes:
        ports = max(len(box.left), len(box.right))
        box.height = max(_SHORTEST, _PORT * (ports - 1) + 28, _LINE * len(box.lines) + 18)
        box.top = bottom + (gaps[box.index - 1] if box.index else 0)
        bottom = box.top + box.height
    return bottom


def _margin(arrows: Iterable[_Arrow]) -> int:
    lanes = max((arrow.lane for arrow in arrows), default=-1) + 1
    return _MARGIN + _LANE * lanes + (_MARGIN if lanes else 0)


def _straight(arrow: _Arrow) -> tuple[Html, Html]:
    x = _WIDTH // 2
    top, bottom = arrow.starts[0].top + arrow.starts[0].height, arrow.end.top
    rows = list(_in_rows(arrow.numbers))
    first = (top + bottom) // 2 - 3 - _ROW * (len(rows) - 1) // 2
    chips = join(
        _chip(x + 30 * place - 15 * (len(row) - 1), first + _ROW * index, number)
        for index, row in enumerate(rows)
        for place, number in enumerate(row)
    )
    return join([_line(f"M{x} {top} V{bottom}"), _head(x, bottom, "down")]), chips


def _in_rows(numbers: list[int]) -> Iterator[list[int]]:
    for first in range(0, len(numbers), _IN_A_ROW):
        yield numbers[first : first + _IN_A_ROW]


def _aside(arrow: _Arrow, others: list[_Arrow]) -> tuple[Html, Html]:
    """An arrow in a lane. The start that is farthest off draws it; the others run into it."""
    sign = -1 if arrow.down else 1
    edge = 0 if arrow.down else _WIDTH
    lane = edge + sign * _LANE * (arrow.lane + 1)
    before = lane - sign * _CORNER
    end = arrow.end.port(arrow)
    turn = _CORNER if arrow.down else -_CORNER
    farthest, *nearer = sorted(
        (box.port(arrow) for box in arrow.starts), key=lambda y: -abs(end - y)
    )
    lines = [_line(f"M{edge} {y} H{before} Q{lane} {y} {lane} {y + turn}") for y in nearer]
    whole = (
        f"M{edge} {farthest} H{before} Q{lane} {farthest} {lane} {farthest + turn} "
        f"V{end - turn} Q{lane} {end} {before} {end} H{edge}"
    )
    first = _clear(arrow, others)
    chips = join(_chip(lane, first + _ROW * at, one) for at, one in enumerate(arrow.numbers))
    head = _head(edge, end, "right" if arrow.down else "left")
    return join([*lines, _line(whole), head]), chips


def _clear(arrow: _Arrow, others: list[_Arrow]) -> int:
    """Where the first number of an arrow stands: near its middle, clear of lines that cross it."""
    low, high = min(arrow.ports), max(arrow.ports)
    long = _ROW * (len(arrow.numbers) - 1)
    middle = (low + high - long) // 2
    near = [(y, _CHIP // 2 + 2 + _CORNER) for y in arrow.ports] + [
        (y, _CHIP // 2 + 4)
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
        h("rect", {"class": "scc-graph__number", "x": x - wide // 2, "y": y - _CHIP // 2,
                   "width": wide, "height": _CHIP, "rx": _CHIP // 2}),
        h("text", {"x": x, "y": y + 4, "text-anchor": "middle", "font-size": 12}, str(number)),
    ])  # fmt: skip


def _lines(title: str, loops: list[int], *, current: bool) -> list[str]:
    """The words in a box; a transition that ends where it began is told, not drawn."""
    stays = f"stays here: {', '.join(map(str, loops))}" if loops else ""
    return [
        *lettering.wrapped(title, _ROOM, _SIZE, bold=current),
        *lettering.wrapped(stays, _ROOM, _SIZE, bold=current),
    ]


def _stage(box: _Box, *, current: bool) -> Html:
    first = box.top + (box.height - _LINE * (len(box.lines) - 1)) // 2 + 5
    stage = box.stage
    kind = "".join(
        (
            "scc-graph__box",
            " scc-graph__start" * stage.starts,
            " scc-graph__end" * stage.ends,
            " scc-graph__current" * current,
        )
    )
    return h(
        "g",
        None,
        h("title", None, f"{stage.title}{': the school is here' if current else ''}"),
        h("rect", {"class": kind, "x": 0, "y": box.top, "width": _WIDTH, "height": box.height,
                   "rx": 20 if stage.starts or stage.ends else 4}),
        [
            h("text", {"x": _WIDTH // 2, "y": first + _LINE * index, "text-anchor": "middle",
                       "font-weight": "bold" if current else None}, line)
            for index, line in enumerate(box.lines)
        ],
        h("text", {"x": 0, "y": box.top - 5, "font-size": 12}, "You are here") if current else None,
    )  # fmt: skip
