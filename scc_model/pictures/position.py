"""The stages of the procedures in which a school has moved, drawn with those where it stands.

The same picture as :mod:`scc_model.pictures.graphs` makes, without the graph library that the
reader's browser does not have.
"""

from __future__ import annotations

import functools

from scc_model import model
from scc_model.pictures import drawing, lanes
from scc_model.pictures.drawing import Block, Move, Stage
from scc_model.words import html, wording
from scc_model.words.html import Html, h

_PAGE = 900  # what a walk has room for in a window of 1280 pixels


@functools.lru_cache(maxsize=32)
def picture(framework: model.Framework, stands: tuple[tuple[str, str], ...]) -> Html:
    """Draw procedures side by side.

    Args:
        framework: the procedures.
        stands: the stage to mark, by procedure; at least one.

    >>> from scc_model.loading import load
    >>> "You are here" in picture(load(), (("qdd-programme", "priority"),))
    True
    """
    first = 1
    frames = []
    for name, stage in stands:
        procedure = framework.procedures[name]
        block = _column(framework, name, stage, first)
        frames.append(lanes.Frame(procedure.title, 16, "scc-graph__lane", block))
        first += len(procedure.transitions)
    places = (
        f"{framework.procedures[name].title}: {framework.stages[stage].title}"
        for name, stage in stands
    )
    label = f"The stages, with where the school stands. {'; '.join(places)}."
    return drawing.picture(lanes.side_by_side(frames, _PAGE), label)


@functools.lru_cache(maxsize=256)
def _column(framework: model.Framework, name: str, stage: str, first: int) -> Block:
    procedure = framework.procedures[name]
    moves = [
        Move(number, start, one.to)
        for number, one in enumerate(procedure.transitions, first)
        for start in one.from_
    ]
    stages = [Stage(one.id, one.title, one.starts, one.ends) for one in procedure.stages]
    return drawing.column(stages, moves, stage)


@functools.lru_cache(maxsize=32)
def legend(walk: str, framework: model.Framework, procedures: tuple[str, ...]) -> Html:
    """What the numbers of the picture stand for.

    Args:
        walk: id of the walk that shows it.
        framework: the procedures.
        procedures: those that are drawn, in the order of the picture.
    """
    rows = []
    number = 0
    for name in procedures:
        for one in framework.procedures[name].transitions:
            number += 1
            starts = (framework.stages[start].title for start in one.from_)
            rows.append(
                html.Row((
                    str(number),
                    f"{wording.listed(starts, 'or')} → {framework.stages[one.to].title}",
                    framework.events[one.event].title,
                ))
            )  # fmt: skip
    return h(
        "details",
        {"id": f"{walk}-legend"},
        h("summary", None, "What the numbers stand for"),
        html.table("The numbers of the picture", ("Number", "From and to", "When"), rows),
    )
