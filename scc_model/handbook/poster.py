"""The poster: every strand that has stages, on one sheet."""

from __future__ import annotations

from collections.abc import Iterator

from scc_model import model
from scc_model.words import wording
from scc_model.words.html import Html, h


def poster(framework: model.Framework) -> Html:
    """A school's road: strands with their procedures, stages and time limits, as lists in columns.

    It is drawn by style sheets alone, so the poster is its own text twin.

    >>> from scc_model.loading import load
    >>> "Initial period" in poster(load())
    True
    """
    strands = [
        (strand, procedures)
        for strand in framework.strands.values()
        if (procedures := [framework.procedures[name] for name in strand.procedures])
        and any(one.stages for one in procedures)
    ]
    return h(
        "div",
        {"class": "poster"},
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
        h("h2", {"class": "poster__name"}, f"{number}. {strand.title}"),
        [
            h(
                "div",
                {"class": "poster__procedure", "data-procedure": one.id},
                h("h3", {"class": "poster__part"}, one.title) if several else None,
                h("ol", {"class": "poster__stages"}, _stages(one)),
                _limits(one, framework),
            )
            for one in procedures
            if one.stages
        ],
    )


def _stages(procedure: model.Procedure) -> Iterator[Html]:
    """The stages in their order, with an arrow only where one move leads to the next of them."""
    moves = {(start, one.to) for one in procedure.transitions for start in one.from_}
    following = [*procedure.stages[1:], None]
    for stage, after in zip(procedure.stages, following, strict=True):
        yield _stage(stage, leads_on=after is not None and (stage.id, after.id) in moves)


def _stage(stage: model.Stage, *, leads_on: bool) -> Html:
    kinds = ["poster__stage"] + ["poster__stage--on"] * leads_on
    kinds += ["poster__stage--start"] * stage.starts + ["poster__stage--end"] * stage.ends
    signs = ["the school begins here"] * stage.starts + ["the road can end here"] * stage.ends
    told = f" ({', '.join(signs)})" if signs else ""
    return h(
        "li",
        {"class": " ".join(kinds), "data-stage": stage.id},
        stage.title,
        h("span", {"class": "scc-hidden"}, told) if told else None,
    )


def _limits(procedure: model.Procedure, framework: model.Framework) -> Html | None:
    """The time limits that are counted in days, weeks, months or years."""
    found = list(_counted(procedure))
    if not found:
        return None
    return h("ul", {"class": "poster__limits"}, [
        h("li", None, h("b", None, _long(limit)), f" {wording.roles(rule.actors, framework)}: "
                      f"{rule.title[:1].lower()}{rule.title[1:]}")
        for rule, limit in found
    ])  # fmt: skip


def _counted(procedure: model.Procedure) -> Iterator[tuple[model.Rule, model.TimeLimit]]:
    for rule in procedure.rules:
        limit = rule.time_limit
        if limit is None:
            continue
        last = limit.latest
        if limit.kind == "cadence" or (isinstance(last, model.Span) and last.amount):
            yield rule, limit


def _long(limit: model.TimeLimit) -> str:
    return wording.times(limit) if limit.kind == "cadence" else str(limit.latest)
