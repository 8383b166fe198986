"""Several procedures in one picture: side by side, each in a frame with its title above it.

Frames that find no more room stand in a further row. A frame may hold frames, so that a strand
holds its procedures and the whole holds the strands.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

import attrs

from scc_model.pictures import lettering
from scc_model.pictures.drawing import Block
from scc_model.words.html import Html, h, join

_PAD = 10  # between a frame and what it holds
_APART = 16  # between two frames
_EDGE = 1  # so that the line around the outermost frames is not cut off
_NARROWEST = 240  # so that a title is not broken too often


@attrs.frozen
class Frame:
    """Something with a title above it.

    Args:
        title: none where the title above it all says the same.
        size: of its letters.
        kind: class of the frame in style sheets.
    """

    title: str
    size: int
    kind: str
    held: Block

    @property
    def width(self) -> int:
        """How wide it is, edges included."""
        words = (lettering.width(word, self.size, bold=True) for word in self.title.split())
        return max(self.held.width, _NARROWEST, math.ceil(max(words, default=0))) + 2 * _PAD

    @property
    def lines(self) -> list[str]:
        """The title, broken so that it fits."""
        return lettering.wrapped(self.title, self.width - 2 * _PAD, self.size, bold=True)

    @property
    def head(self) -> int:
        """The height that the title takes."""
        return len(self.lines) * _line_height(self.size) + (_PAD if self.lines else 0)

    @property
    def height(self) -> int:
        """How high it has to be."""
        return self.held.height + self.head + 2 * _PAD

    def draw(self, x: int, y: int, height: int) -> Html:
        """Draw it at a place, as high as its neighbours."""
        middle = x + (self.width - self.held.width) // 2
        return join([
            h("rect", {"class": self.kind, "x": x, "y": y, "width": self.width,
                       "height": height, "rx": 6}),
            [
                h("text", {"x": x + _PAD, "y": y + _PAD + _line_height(self.size) * index - 4,
                           "font-size": self.size, "font-weight": "bold"}, line)
                for index, line in enumerate(self.lines, 1)
            ],
            h("g", {"transform": f"translate({middle} {y + _PAD + self.head})"}, self.held.drawn),
        ])  # fmt: skip


def inside(room: int) -> int:
    """The room that is left inside a frame.

    >>> inside(100)
    78
    """
    return room - 2 * (_PAD + _EDGE)


def side_by_side(frames: Iterable[Frame], room: int) -> Block:
    """Place frames in rows, in their order.

    Args:
        frames: at least one, none wider than the room.
        room: how wide a row may be.

    >>> frame = Frame("Title", 16, "frame", Block(300, 50, Html("")))
    >>> [side_by_side([frame] * 3, room).width for room in (1000, 700, 400)]
    [994, 658, 322]
    """
    drawn: list[Html] = []
    y, width = _EDGE, 0
    for row in _rows(frames, room - 2 * _EDGE):
        height = max(frame.height for frame in row)
        x = _EDGE
        for frame in row:
            drawn.append(frame.draw(x, y, height))
            x += frame.width + _APART
        width = max(width, x - _APART + _EDGE)
        y += height + _APART
    return Block(width, y - _APART + _EDGE, join(drawn))


def _rows(frames: Iterable[Frame], room: int) -> Iterator[Sequence[Frame]]:
    row: list[Frame] = []
    for frame in frames:
        taken = sum(placed.width + _APART for placed in row)
        if row and taken + frame.width > room:
            yield row
            row = []
        row.append(frame)
    if row:
        yield row


def _line_height(size: int) -> int:
    return size * 5 // 4
