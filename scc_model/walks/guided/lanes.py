"""Procedures that run side by side, as lanes on one scale of days.

Each lane is followed by its stages with their days, which is the drawing's twin in words; the bars
themselves are hidden from screen readers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import attrs

from scc_model.cases.journey import Journey
from scc_model.dates import long_date, short_date
from scc_model.dating.working_days import ONE_DAY, add_months
from scc_model.words.account import Position
from scc_model.words.html import Html, h

_HEIGHT = 24
_ROOM_FOR_A_NUMBER = 4.0  # as much of the width, in percent, as a number needs
_MOST_TICKS = 6


@attrs.frozen
class Stay:
    """A stage in which the school stood for a time.

    Args:
        stage: id of the stage.
        first: the day on which it came there.
        last: the day on which it left, or the day looked from.
    """

    stage: str
    first: dt.date
    last: dt.date


def stays(procedure: str, made: Journey) -> list[Stay]:
    """The stages of a procedure in which the school stood since it first moved, in order.

    Args:
        procedure: the procedure.
        made: the case on the day looked from.
    """
    entered = [
        (move.transition.to, one.date)
        for one in made.replayed.happened
        for move in one.step.moves
        if move.open and move.procedure == procedure
    ]
    until = [*(day for _, day in entered), made.as_at][1:]
    found: list[Stay] = []
    for (stage, first), last in zip(entered, until, strict=True):
        if found and found[-1].stage == stage:  # an event that left it where it was
            found[-1] = attrs.evolve(found[-1], last=last)
        else:
            found.append(Stay(stage, first, last))
    return found


def lanes(found: Iterable[Position], made: Journey) -> Html:
    """Procedures as lanes, each with its stages in words.

    Args:
        found: the procedures, with the stage in which the school stands.
        made: the case on the day looked from.
    """
    each = [(one, stays(one.procedure.id, made)) for one in found]
    days = [day for _, some in each for stay in some for day in (stay.first, stay.last)]
    scale = _Scale.of(days, made.as_at)
    return h(
        "div",
        {"class": "scc-lanes"},
        h("div", {"class": "scc-timeline__scale", "aria-hidden": "true"}, scale.axis()),
        h("ol", {"class": "scc-plain"}, [_lane(one, some, scale, made) for one, some in each]),
        h("p", {"class": "scc-timeline__key"},
          "Key: each bar is a stage, numbered as in the words below it; the broken line is the "
          f"day looked from ({short_date(made.as_at)})."),
    )  # fmt: skip


def _lane(one: Position, some: Sequence[Stay], scale: _Scale, made: Journey) -> Html:
    stages = made.context.framework.stages
    last = len(some) - 1
    return h(
        "li",
        {"class": "scc-lane", "data-procedure": one.procedure.id, "data-stage": one.stage.id},
        h("p", {"class": "scc-strip__title"}, one.procedure.title),
        h(
            "svg",
            {"width": "100%", "height": _HEIGHT, "aria-hidden": "true", "focusable": "false"},
            h("line", {"class": "scc-strip__track", "x1": "0%", "x2": "100%",
                       "y1": _HEIGHT // 2, "y2": _HEIGHT // 2}),
            [
                _bar(number, stay, scale, now=number - 1 == last)
                for number, stay in enumerate(some, 1)
            ],
            h("line", {"class": "scc-strip__today", "x1": f"{scale.at(made.as_at)}%",
                       "x2": f"{scale.at(made.as_at)}%", "y1": 0, "y2": _HEIGHT}),
        ),
        h("ol", {"class": "scc-lane__stages"}, [
            h("li", {"value": number},
              h("strong", None, stages[stay.stage].title)
              if number - 1 == last
              else stages[stay.stage].title,
              f", from {long_date(stay.first)}")
            for number, stay in enumerate(some, 1)
        ])
        if some
        else h("p", {"class": "scc-hint"}, one.stage.title, ": nothing has moved it yet."),
    )  # fmt: skip


def _bar(number: int, stay: Stay, scale: _Scale, *, now: bool) -> list[Html]:
    first, last = scale.at(stay.first), scale.at(stay.last)
    width = max(0.75, round(last - first, 2))
    shade = "scc-lane__bar scc-lane__bar--now" if now else "scc-lane__bar"
    drawn = [
        h("rect", {"class": shade, "x": f"{first}%", "y": 3, "width": f"{width}%",
                   "height": _HEIGHT - 6, "rx": 2})
    ]  # fmt: skip
    if width >= _ROOM_FOR_A_NUMBER:
        middle = round(first + width / 2, 2)
        drawn.append(
            h("text", {"x": f"{middle}%", "y": _HEIGHT // 2 + 4, "text-anchor": "middle"},
              str(number))
        )  # fmt: skip
    return drawn


@attrs.frozen
class _Scale:
    """Days to percentages of the width."""

    first: dt.date
    last: dt.date

    @classmethod
    def of(cls, days: Sequence[dt.date], as_at: dt.date) -> _Scale:
        first, last = min([*days, as_at]), max([*days, as_at])
        return cls(first, max(last, first + 7 * ONE_DAY))

    def at(self, day: dt.date) -> float:
        return round(1 + 98 * (day - self.first).days / (self.last - self.first).days, 2)

    def axis(self) -> Html:
        """Marks for the starts of months, as many as can be read side by side."""
        months = []
        month = add_months(self.first.replace(day=1), 1)
        while month <= self.last:
            months.append(month)
            month = add_months(month, 1)
        step = max(1, -(-len(months) // _MOST_TICKS))
        return h("svg", {"width": "100%", "height": 20, "focusable": "false"}, [
            h("text", {"x": f"{self.at(one)}%", "y": 14, "text-anchor": "middle"},
              f"{one:%b} {one:%y}")
            for one in months[step - 1 :: step]
        ])  # fmt: skip
