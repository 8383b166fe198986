"""Procedures that run side by side, as lanes on one scale of days.

Each lane is followed by its stages with their days, which is the drawing's twin in words; the bars
themselves are hidden from screen readers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from scc_model import model
from scc_model.cases.journey import Journey
from scc_model.cases.stays import Stay, stays
from scc_model.dates import short_date
from scc_model.pictures.scale import CUT, Scale
from scc_model.words.html import Attributes, Html, h
from scc_model.words.positions import Position

_HEIGHT = 24
_ROOM_FOR_A_NUMBER = 4.0  # as much of the width, in percent, as a number needs
_NARROWEST = 0.75  # a bar that can be seen, in percent of the width


def lanes(positions: Iterable[Position], journey: Journey) -> Html:
    """Procedures as lanes, each with its stages in words.

    Args:
        positions: the procedures, with the stage in which the school stands.
        journey: the case on the day looked from.
    """
    shown = [(position, stays(position.procedure.id, journey)) for position in positions]
    days = [day for _, some in shown for stay in some for day in (stay.first, stay.last)]
    scale = Scale.of(days, journey.as_at)
    stages = journey.context.framework.stages
    return h(
        "div",
        {"class": "scc-lanes"},
        scale.axis(),
        h("ol", {"class": "scc-plain"}, [
            h(
                "li",
                {"class": "scc-lane", "data-procedure": position.procedure.id,
                 "data-stage": " ".join(stage.id for stage in position.stages)},
                h("p", {"class": "scc-strip__title"}, position.procedure.title),
                scale.strip(_HEIGHT, [
                    _bar(number, stay, scale, now=number == len(some))
                    for number, stay in enumerate(some, 1)
                ]),
                _in_words(some, stages)
                if some
                else h("p", {"class": "scc-hint"},
                       position.named, ": nothing has moved it yet."),
                h("p", None, "Now ", h("strong", None, position.named), f", {position.since_said}.")
                if len(position.stages) > 1 else None,
            )
            for position, some in shown
        ]),
        h("p", {"class": "scc-timeline__key"},
          "Key: each bar is a stage, numbered as in the words below it; one with a broken outline "
          "began on a day that is not known exactly, or nobody recorded it; the broken line is the "
          f"day looked from ({short_date(journey.as_at)}).{CUT if scale.cuts else ''}"),
    )  # fmt: skip


def _in_words(some: Sequence[Stay], stages: Mapping[str, model.Stage]) -> Html:
    titles = [stages[stay.stage].title for stay in some]
    marked = [*titles[:-1], h("strong", None, titles[-1])]
    return h("ol", {"class": "scc-lane__stages"}, [
        h("li", {"value": number}, title, f", {stay.since}")
        for number, (title, stay) in enumerate(zip(marked, some, strict=True), 1)
    ])  # fmt: skip


def _bar(number: int, stay: Stay, scale: Scale, *, now: bool) -> list[Html]:
    first = scale.at(stay.first)
    width = max(_NARROWEST, round(scale.at(stay.last) - first, 2))
    look = "scc-lane__bar scc-lane__bar--now" if now else "scc-lane__bar"
    look = look if stay.exact else f"{look} scc-lane__bar--unsure"
    bar: Attributes = {
        "class": look,
        "x": f"{first}%",
        "y": 3,
        "width": f"{width}%",
        "height": _HEIGHT - 6,
    }
    drawn = [h("rect", {**bar, "rx": 2})]
    if width >= _ROOM_FOR_A_NUMBER:
        middle: Attributes = {"x": f"{round(first + width / 2, 2)}%", "y": _HEIGHT // 2 + 4}
        drawn.append(h("text", {**middle, "text-anchor": "middle"}, str(number)))
    return drawn
