"""The state graph as a picture: stages in a column, transitions beside it.

Stages stand one under another, in the order of the data. An arrow to the next stage runs straight
down; every other arrow has a lane of its own, on the left when it leads down and on the right when
it leads back up. So no two lines lie on each other, whatever the graph, and the picture stays
narrow enough for a phone. Each arrow carries the numbers of its transitions.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

import attrs

from scc_model.graph import StateGraph
from scc_model.views.html import Html, h, join

_WIDTH = 200
_SHORTEST = 52
_GAP = 46
_LANE = 30
_PORT = 18
_CORNER = 8
_CHARACTERS = 26
_LINE = 17
_MARGIN = 14


@attrs.define
class _Box:
    """A stage: its place in the column, its words, and the ends of arrows on either side."""

    name: str
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
    """All transitions from one stage to another."""

    start: _Box
    end: _Box
    numbers: list[int]
    lane: int = 0

    @property
    def down(self) -> bool:
        """Whether it leads down the column."""
        return self.end.index > self.start.index

    @property
    def straight(self) -> bool:
        """Whether it leads to the very next stage."""
        return self.end.index == self.start.index + 1

    @property
    def reach(self) -> tuple[int, int]:
        """The places in the column between which it runs."""
        low, high = sorted((self.start.index, self.end.index))
        return low, high


def picture(
    graph: StateGraph, numbered: Iterable[tuple[int, str, str]], label: str, current: str | None
) -> Html:
    """Draw a graph.

    Args:
        graph: its nodes carry ``title``, ``starts`` and ``ends``.
        numbered: number, start and end of each transition.
        label: what the picture shows, for a screen reader.
        current: the stage to mark.
    """
    boxes = {name: _Box(name, index) for index, name in enumerate(graph)}
    arrows, loops = _arrows(boxes, numbered)
    for box in boxes.values():
        box.lines = _lines(str(graph.nodes[box.name]["title"]), loops.get(box.name, []))
    aside = [arrow for arrow in arrows if not arrow.straight]
    _give_lanes(aside)
    _give_ports(boxes, aside)
    bottom = _stack(boxes.values())
    left = _margin(arrow for arrow in aside if arrow.down)
    right = _margin(arrow for arrow in aside if not arrow.down)
    drawn = [_straight(arrow) if arrow.straight else _aside(arrow) for arrow in arrows]
    return h(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "scc-graph",
            "role": "img",
            "aria-label": label,
            "viewBox": f"{-left} {-_MARGIN - 6} {left + _WIDTH + right} {bottom + 2 * _MARGIN}",
            "width": left + _WIDTH + right,
            "height": bottom + 2 * _MARGIN,
            "font-family": "sans-serif",
            "font-size": 14,
        },
        _arrowhead(),
        [line for line, _ in drawn],
        [_stage(box, graph.nodes[box.name], current=box.name == current) for box in boxes.values()],
        [chips for _, chips in drawn],
    )


def _arrows(
    boxes: dict[str, _Box], numbered: Iterable[tuple[int, str, str]]
) -> tuple[list[_Arrow], dict[str, list[int]]]:
    """The arrows between stages, and the numbers of transitions that end where they began."""
    arrows: dict[tuple[str, str], _Arrow] = {}
    loops: dict[str, list[int]] = {}
    for number, start, end in numbered:
        if start == end:
            loops.setdefault(start, []).append(number)
        elif (start, end) in arrows:
            arrows[start, end].numbers.append(number)
        else:
            arrows[start, end] = _Arrow(boxes[start], boxes[end], [number])
    return list(arrows.values()), loops


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

    Those that run up come first, inner lanes above outer ones; those that run down follow, outer
    lanes above inner ones.
    """
    for box in boxes.values():
        for side, down in ((box.left, True), (box.right, False)):
            mine = [a for a in arrows if a.down is down and box in (a.start, a.end)]
            up = [a for a in mine if a.reach[1] == box.index]
            on = [a for a in mine if a.reach[0] == box.index]
            side.extend(sorted(up, key=lambda a: a.lane))
            side.extend(sorted(on, key=lambda a: -a.lane))


def _stack(boxes: Iterable[_Box]) -> int:
    """Give every box its place; the lower edge of the last one."""
    bottom = -_GAP
    for box in boxes:
        ports = max(len(box.left), len(box.right))
        box.height = max(_SHORTEST, _PORT * (ports - 1) + 28, _LINE * len(box.lines) + 18)
        box.top = bottom + _GAP
        bottom = box.top + box.height
    return bottom


def _margin(arrows: Iterable[_Arrow]) -> int:
    lanes = max((arrow.lane for arrow in arrows), default=-1) + 1
    return _MARGIN + _LANE * lanes + (_MARGIN if lanes else 0)


def _straight(arrow: _Arrow) -> tuple[Html, Html]:
    x = _WIDTH // 2
    top, bottom = arrow.start.top + arrow.start.height, arrow.end.top
    return _line(f"M{x} {top} V{bottom}"), _chips(x, (top + bottom) // 2 - 3, arrow.numbers, 1)


def _aside(arrow: _Arrow) -> tuple[Html, Html]:
    sign = -1 if arrow.down else 1
    edge = 0 if arrow.down else _WIDTH
    lane = edge + sign * _LANE * (arrow.lane + 1)
    y1, y2 = arrow.start.port(arrow), arrow.end.port(arrow)
    turn = _CORNER if y2 > y1 else -_CORNER
    before = lane - sign * _CORNER
    path = (
        f"M{edge} {y1} H{before} Q{lane} {y1} {lane} {y1 + turn} "
        f"V{y2 - turn} Q{lane} {y2} {before} {y2} H{edge}"
    )
    return _line(path), _chips(lane, (y1 + y2) // 2, arrow.numbers, 0)


def _line(path: str) -> Html:
    return h("path", {"class": "scc-graph__line", "d": path, "marker-end": "url(#scc-arrow)"})


def _chips(x: int, y: int, numbers: list[int], side_by_side: int) -> Html:
    """The numbers of an arrow: under one another in a lane, side by side on a straight arrow."""
    spread = [26 * index - 13 * (len(numbers) - 1) for index in range(len(numbers))]
    return join(
        _chip(x + place * side_by_side, y + (place * 20 // 26) * (1 - side_by_side), number)
        for number, place in zip(numbers, spread, strict=True)
    )


def _chip(x: int, y: int, number: int) -> Html:
    return join([
        h("rect", {"class": "scc-graph__number", "x": x - 12, "y": y - 9, "width": 24,
                   "height": 18, "rx": 9}),
        h("text", {"x": x, "y": y + 4, "text-anchor": "middle", "font-size": 12}, str(number)),
    ])  # fmt: skip


def _lines(title: str, loops: list[int]) -> list[str]:
    """The words in a box; a transition that ends where it began is told, not drawn."""
    stays = [f"stays here: {', '.join(map(str, loops))}"] if loops else []
    return [*textwrap.wrap(title, _CHARACTERS), *stays]


def _stage(box: _Box, data: dict[str, object], *, current: bool) -> Html:
    first = box.top + (box.height - _LINE * (len(box.lines) - 1)) // 2 + 5
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
        h("title", None, f"{data['title']}{': the school is here' if current else ''}"),
        h("rect", {"class": kind, "x": 0, "y": box.top, "width": _WIDTH, "height": box.height,
                   "rx": 20 if data["starts"] or data["ends"] else 4}),
        [
            h("text", {"x": _WIDTH // 2, "y": first + _LINE * index, "text-anchor": "middle",
                       "font-weight": "bold" if current else None}, line)
            for index, line in enumerate(box.lines)
        ],
        h("text", {"x": 0, "y": box.top - 5, "font-size": 12}, "You are here") if current else None,
    )  # fmt: skip


def _arrowhead() -> Html:
    return h(
        "defs",
        None,
        h(
            "marker",
            {"id": "scc-arrow", "viewBox": "0 0 10 10", "refX": 9, "refY": 5,
             "markerWidth": 7, "markerHeight": 7, "orient": "auto"},
            h("path", {"class": "scc-graph__head", "d": "M0 0 L10 5 L0 10 z"}),
        ),
    )  # fmt: skip
