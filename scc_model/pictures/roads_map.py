"""Every road on one picture: a line for each strand, its stops, who brings each, and how soon.

A dashed curve joins the stops of two roads to which one event leads. The picture is as wide and as
high as a sheet of A3.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

import attrs

from scc_model import model
from scc_model.cases.road import roles_for, rules_for
from scc_model.pictures.lettering import wrapped
from scc_model.words import wording
from scc_model.words.html import Attributes, Html, h, join

WIDE, HIGH = 1587, 1080  # a sheet of A3, with its edges off, in pixels
_LEFT, _NAME = 236, 196  # where the stops begin, and the room for the name of a road
_TOP, _BOTTOM = 64, 40
_SIZE, _SMALL, _LINE = 14, 12, 15
_STOP = 9  # the radius of a stop
_MOST_NAMED = 2


@attrs.frozen
class _Placed:
    """A stop on the picture."""

    stop: model.Stop
    x: int
    y: int


def roads_map(framework: model.Framework) -> Html:
    """The roads of all strands that have one.

    >>> from scc_model.loading import load
    >>> "The initial period" in roads_map(load())
    True
    """
    strands = [strand for strand in framework.strands.values() if strand.road]
    down = (HIGH - _TOP - _BOTTOM) / len(strands)
    across = (WIDE - _LEFT) / max(len(strand.road) for strand in strands)
    placed = {
        strand.id: [
            _Placed(stop, round(_LEFT + across * number), round(_TOP + down * row + 24))
            for number, stop in enumerate(strand.road)
        ]
        for row, strand in enumerate(strands)
    }
    return h(
        "svg",
        {"class": "scc-graph scc-map", "viewBox": f"0 0 {WIDE} {HIGH}", "width": WIDE,
         "height": HIGH, "role": "img",
         "aria-label": f"The roads of {wording.counted(len(strands), 'strand')}; the lists below "
                       "say the same in words"},
        h("text", {"class": "scc-map__title", "x": 0, "y": 30}, f"{framework.title}: the roads"),
        h("text", {"class": "scc-map__key", "x": 0, "y": HIGH - 12},
          f"Edition {framework.edition}. Under a stop: who brings a school there. Over the line: "
          "how long that may take, from what starts the time. A dashed curve: what leads to one "
          "stop leads to the other. Not every school comes to each stop. Not legal advice."),
        [_joined(one, other) for one, other in _shared(placed, framework)],
        [_road(number, strand, placed[strand.id], across, framework)
         for number, strand in enumerate(strands, 1)],
    )  # fmt: skip


def _road(
    number: int,
    strand: model.Strand,
    stops: Sequence[_Placed],
    across: float,
    framework: model.Framework,
) -> Html:
    first, last = stops[0], stops[-1]
    line: Attributes = {"x1": first.x, "x2": last.x, "y1": first.y, "y2": first.y}
    name = wrapped(f"{number}. {strand.title}", _NAME, _SIZE + 1, bold=True)
    return h(
        "g",
        {"class": f"scc-map__road scc-map__road--{number}"},
        h("line", {"class": "scc-map__line", **line}),
        _lines("scc-map__name", name, 0, first.y - _LINE * (len(name) - 1) // 2 + 5, _LINE + 2),
        [_stop(placed, across - 14, strand, framework) for placed in stops],
    )


def _stop(placed: _Placed, room: float, strand: model.Strand, framework: model.Framework) -> Html:
    stop, x, y = placed.stop, placed.x, placed.y
    title = wrapped(stop.title, room, _SIZE, bold=True)
    who = wrapped(_who(stop, framework), room, _SMALL)
    below = y + _STOP + _LINE
    soon = _soon(stop, strand, framework)
    return join(
        [
            h("circle", {"class": "scc-map__stop", "cx": x, "cy": y, "r": _STOP}),
            h("text", {"class": "scc-map__soon", "x": x - _STOP, "y": y - 14}, soon)
            if soon
            else None,
            _lines("scc-map__what", title, x - _STOP, below, _LINE),
            _lines("scc-map__who", who, x - _STOP, below + _LINE * len(title), _LINE - 1),
        ]
    )


def _lines(look: str, lines: Sequence[str], x: int, y: int, apart: int) -> Html:
    return h("text", {"class": look}, [
        h("tspan", {"x": x, "y": y + apart * number}, line) for number, line in enumerate(lines)
    ])  # fmt: skip


def _who(stop: model.Stop, framework: model.Framework) -> str:
    roles = roles_for(stop, framework)
    if len(roles) > _MOST_NAMED:
        return f"{wording.roles(roles[:_MOST_NAMED], framework)}, or others"
    return wording.roles(roles, framework)


def _soon(stop: model.Stop, strand: model.Strand, framework: model.Framework) -> str:
    """How long it may take until a school is at a stop, where a number of days is set for that.

    What is counted from another road is left out: it starts nothing on this one.
    """
    limits = [
        rule.time_limit
        for rule in rules_for(stop, framework)
        if rule.time_limit and framework.event_home[rule.time_limit.from_].id in strand.procedures
    ]
    return next((f"within {x.latest}" for x in limits if x.latest and x.latest.amount), "")


def _shared(
    placed: Mapping[str, Sequence[_Placed]], framework: model.Framework
) -> Iterator[tuple[_Placed, _Placed]]:
    """Two stops of two roads, where what brings a school to the first brings it to the second."""
    ends = {ending.event for ending in framework.ends_every_procedure}
    for one, other in itertools.permutations(placed, 2):
        moves = {
            (way.event, way.to)
            for name in framework.strands[other].procedures
            for way in framework.procedures[name].transitions
            if way.event not in ends
        }
        for here, there in itertools.product(placed[one], placed[other]):
            if any((x, to) in moves for x in here.stop.comes_with for to in there.stop.stages):
                yield here, there


def _joined(one: _Placed, other: _Placed) -> Html:
    middle = (one.y + other.y) // 2
    path = f"M{one.x} {one.y} C{one.x} {middle} {other.x} {middle} {other.x} {other.y}"
    return h("path", {"class": "scc-map__joined", "d": path})
