"""The poster: the roads as a picture, and every strand that has stages as lists."""

from __future__ import annotations

from collections.abc import Iterator

from scc_model import model
from scc_model.handbook.procedures import zoomable
from scc_model.pictures.roads_map import roads_map
from scc_model.words import timing, wording
from scc_model.words.html import Html, h, listed


def poster(framework: model.Framework) -> Html:
    """A picture of the roads; below it strands with their stages and time limits, as lists.

    On paper each fills one sheet, the front and the back. The lists are the picture's text twin.

    >>> from scc_model.loading import load
    >>> "Initial period" in poster(load())
    True
    """
    strands = [
        (strand, procedures)
        for strand in framework.strands.values()
        if (procedures := [framework.procedures[name] for name in strand.procedures])
        and any(procedure.stages for procedure in procedures)
    ]
    return h(
        "div",
        {"class": "poster"},
        h("div", {"class": "poster__map"}, zoomable("the roads", roads_map(framework))),
        h("p", {"class": "poster__title"}, f"{framework.title}: a school's road"),
        h(
            "p",
            {"class": "poster__key"},
            f"Edition {framework.edition}. A thick edge: a school begins here. A double edge: the "
            "road can end here. An arrow: one move leads to the stage below; there are others. "
            "Numbers: how long somebody has. Not legal advice.",
        ),
        h(
            "div",
            {"class": "poster__columns"},
            [
                _strand(number, strand, procedures, framework)
                for number, (strand, procedures) in enumerate(strands, 1)
            ],
        ),
    )


def _strand(
    number: int, strand: model.Strand, procedures: list[model.Procedure], framework: model.Framework
) -> Html:
    several = len(procedures) > 1
    return h(
        "section",
        {"class": "poster__strand"},
        # On a narrow screen a fold; where there is room, and on paper, all of it is there.
        h("details", {"class": "fold", "data-open-from": "60rem"},
          h("summary", None, h("h2", {"class": "poster__name"}, f"{number}. {strand.title}")),
          [
              h("div", {"class": "poster__procedure", "data-procedure": procedure.id},
                h("h3", {"class": "poster__part"}, procedure.title) if several else None,
                h("ol", {"class": "poster__stages"}, _stages(procedure)),
                _limits(procedure, framework))
              for procedure in procedures
              if procedure.stages
          ]),
    )  # fmt: skip


def _stages(procedure: model.Procedure) -> Iterator[Html]:
    """The stages in their order, with an arrow only where one move leads to the next of them."""
    moves = {(start, move.to) for move in procedure.transitions for start in move.from_}
    following = [*procedure.stages[1:], None]
    for stage, after in zip(procedure.stages, following, strict=True):
        yield _stage(stage, leads_on=after is not None and (stage.id, after.id) in moves)


def _stage(stage: model.Stage, *, leads_on: bool) -> Html:
    kinds = ["poster__stage"] + ["poster__stage--on"] * leads_on
    kinds += ["poster__stage--start"] * stage.starts + ["poster__stage--end"] * stage.ends
    signs = ["the school begins here"] * stage.starts + ["the road can end here"] * stage.ends
    marks = f" ({', '.join(signs)})" if signs else ""
    return h(
        "li",
        {"class": " ".join(kinds), "data-stage": stage.id},
        stage.title,
        h("span", {"class": "scc-hidden"}, marks) if marks else None,
    )


def _limits(procedure: model.Procedure, framework: model.Framework) -> Html | None:
    """The time limits that are counted in days, weeks, months or years."""
    limits = [
        [h("b", None, length),
         " ", wording.roles(rule.actors, framework) or wording.NOBODY, ": ",
         wording.uncapital(rule.title)]
        for rule in procedure.rules
        if rule.time_limit and (length := _length(rule.time_limit))
    ]  # fmt: skip
    return listed(limits, "poster__limits") if limits else None


def _length(limit: model.TimeLimit) -> str:
    """How long somebody has; empty where that is not counted."""
    if limit.kind == "cadence":
        return timing.times(limit)
    return str(limit.latest) if limit.latest and limit.latest.amount else ""
