"""One procedure laid out: its stages under one another, and a way for every arrow.

Stages stand in a column, in the order of the data. An arrow to the next stage runs straight down;
every other arrow has a lane of its own, on the left when it leads down and on the right when it
leads back up. Arrows that carry the same numbers to the same stage share a lane. So no two lines
lie on each other that mean different things, whatever the graph, and the picture stays narrow.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import attrs

from scc_model import model
from scc_model.pictures import lettering
from scc_model.pictures.rows import Numbered

WIDTH = 200  # of a stage
SIZE = 14  # of its letters
LINE = 17  # from one line of words to the next
CORNER = 8  # how far a bend of an arrow reaches
MARGIN = 14
SIGN_SIZE = 13  # of the letters of a sign in words
SIGN_LINE = 15  # from one of its lines to the next
_ROOM = 188  # for a line of words in a box
_SHORTEST = 52
_GAP = 46
_PORT = 18
_AROUND = 26  # of a gap, above and below what stands in it


@attrs.frozen(eq=False)
class Signs:
    """What stands on the arrows for their transitions, and the room that it takes.

    Args:
        wide: how wide a sign is at most.
        high: how high a sign is.
        row: how far two of them stand apart.
        lane: from one lane to the next.
        first: from the edge of the stages to the first lane.
        in_a_row: how many fit side by side on a straight arrow.
        lines: the words of each by its number; none where numbers stand alone.
    """

    wide: int
    high: int
    row: int
    lane: int
    first: int
    in_a_row: int
    lines: Mapping[int, Sequence[str]] = attrs.field(factory=dict)


NUMBERS = Signs(wide=28, high=18, row=20, lane=30, first=30, in_a_row=6)


def in_words(words: Mapping[int, str]) -> Signs:
    """Signs that say what happens, each beginning with its number.

    Args:
        words: by number.

    >>> in_words({7: "The report is published"}).lines[7]
    ['7. The report is', 'published']
    """
    wide = 172
    lines = {
        number: lettering.wrapped(f"{number}. {text}", wide - 12, SIGN_SIZE)
        for number, text in words.items()
    }
    high = SIGN_LINE * max(map(len, lines.values()), default=1) + 8
    row, lane, first = high + 6, wide + 14, wide // 2 + 2 * MARGIN
    return Signs(wide, high, row, lane, first, in_a_row=1, lines=lines)


@attrs.define(eq=False)
class Box:
    """A stage: its place in the column, its words, and the ends of arrows on either side."""

    stage: model.Stage
    index: int
    top: int = 0
    height: int = _SHORTEST
    lines: list[str] = attrs.field(factory=list)
    left: list[Arrow] = attrs.field(factory=list)
    right: list[Arrow] = attrs.field(factory=list)

    def port(self, arrow: Arrow) -> int:
        """The height at which an arrow meets the box."""
        ends = self.left if arrow.down else self.right
        first = self.top + (self.height - _PORT * (len(ends) - 1)) // 2
        return first + _PORT * ends.index(arrow)


@attrs.define(eq=False)
class Arrow:
    """Transitions that lead to one stage from another, or together from several."""

    starts: list[Box]
    end: Box
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
    def boxes(self) -> list[Box]:
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


@attrs.frozen(eq=False)
class Layout:
    """Where everything stands.

    Args:
        boxes: the stages, from above.
        arrows: between them.
        left: the room that lanes take on the left of the column.
        right: the room that they take on its right.
        bottom: the lower edge of the last stage.
    """

    boxes: list[Box]
    arrows: list[Arrow]
    left: int
    right: int
    bottom: int


def lay_out(
    stages: Sequence[model.Stage],
    rows: Iterable[Numbered],
    here: Collection[str],
    signs: Signs = NUMBERS,
) -> Layout:
    """Give the stages of one procedure, and the arrows between them, their places.

    Args:
        stages: at least one.
        rows: the transitions between them, in the order of their numbers.
        here: the stages to mark, whose words are bold.
        signs: what stands on the arrows.
    """
    boxes = {stage.id: Box(stage, index) for index, stage in enumerate(stages)}
    arrows, loops = _arrows(boxes, rows)
    for box in boxes.values():
        marked = box.stage.id in here
        stays = _stays(loops.get(box.stage.id, []), signs)
        box.lines = [
            line
            for text in (box.stage.title, stays)
            for line in lettering.wrapped(text, _ROOM, SIZE, bold=marked)
        ]
    aside = [arrow for arrow in arrows if not arrow.straight]
    _give_lanes(aside)
    _give_ports(boxes, aside)
    bottom = _stack(list(boxes.values()), arrows, signs)
    return Layout(
        list(boxes.values()),
        arrows,
        _margin((arrow for arrow in aside if arrow.down), signs),
        _margin((arrow for arrow in aside if not arrow.down), signs),
        bottom,
    )


def _arrows(
    boxes: dict[str, Box], rows: Iterable[Numbered]
) -> tuple[list[Arrow], dict[str, list[int]]]:
    """The arrows between stages, and the numbers of transitions that end where they began."""
    pairs: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        for start in row.transition.from_:
            pairs.setdefault((start, row.transition.to), []).append(row.number)
    arrows: list[Arrow] = []
    shared: dict[tuple[str, bool, tuple[int, ...]], Arrow] = {}
    loops: dict[str, list[int]] = {}
    for (start, end), numbers in pairs.items():
        arrow = Arrow([boxes[start]], boxes[end], numbers)
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


def _give_lanes(arrows: list[Arrow]) -> None:
    """Short arrows run near the column; arrows whose ways overlap get different lanes."""
    taken: dict[tuple[bool, int], list[tuple[int, int]]] = {}
    for arrow in sorted(arrows, key=lambda arrow: arrow.reach[1] - arrow.reach[0]):
        low, high = arrow.reach
        while any(
            low < other_high and other_low < high
            for other_low, other_high in taken.get((arrow.down, arrow.lane), [])
        ):
            arrow.lane += 1
        taken.setdefault((arrow.down, arrow.lane), []).append(arrow.reach)


def _give_ports(boxes: dict[str, Box], arrows: list[Arrow]) -> None:
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


def _stack(boxes: list[Box], arrows: list[Arrow], signs: Signs) -> int:
    """Give every box its place, with room for the signs between; the lower edge of the last."""
    gaps = [_GAP] * len(boxes)
    for arrow in arrows:
        nearest = min(arrow.starts, key=lambda box: abs(box.index - arrow.end.index))
        low, high = sorted((nearest.index, arrow.end.index))
        between = (high - low - 1) * (_SHORTEST + _GAP)
        several = signs.in_a_row if arrow.straight else 1
        rows = -(-len(arrow.numbers) // several)
        gaps[low] = max(gaps[low], signs.row * rows + _AROUND - between)
    bottom = 0
    for box in boxes:
        ports = max(len(box.left), len(box.right))
        box.height = max(_SHORTEST, _PORT * (ports - 1) + 28, LINE * len(box.lines) + 18)
        box.top = bottom + (gaps[box.index - 1] if box.index else 0)
        bottom = box.top + box.height
    return bottom


def _margin(arrows: Iterable[Arrow], signs: Signs) -> int:
    """The room beside the column that its lanes take."""
    outermost = max((arrow.lane for arrow in arrows), default=None)
    if outermost is None:
        return MARGIN
    return signs.first + signs.lane * outermost + signs.wide // 2 + MARGIN


def _stays(loops: list[int], signs: Signs) -> str:
    """What a box says of transitions that end where they began, which are told, not drawn."""
    if not loops:
        return ""
    told = [" ".join(signs.lines.get(number, [str(number)])) for number in loops]
    return f"stays here: {('; ' if signs.lines else ', ').join(told)}"
