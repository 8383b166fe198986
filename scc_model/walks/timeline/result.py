"""The answer of the timeline walk: what happens next, a drawing and the table of duties."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Collection

from scc_model import model
from scc_model.conditions import evaluate
from scc_model.dates import long_date
from scc_model.dating.timelines import Row, Timeline
from scc_model.pictures.days import drawing
from scc_model.walks.base import button, with_faults
from scc_model.walks.timeline.asked import key
from scc_model.words import explaining, html, wording
from scc_model.words.html import Child, Html, h, table

_HEADS = ("When", "What", "Who", "How it stands", "Why this date?")


def result(made: Timeline, outcome: model.Outcome) -> Html:
    """The answer as a section of the page.

    Args:
        made: the timeline.
        outcome: the judgement it follows from.
    """
    heading = key("result")
    return h(
        "section",
        {"class": "scc-walk__result", "aria-labelledby": heading},
        h("h2", {"id": heading}, f"{outcome.title}: who must do what, by when"),
        h("p", {"class": "scc-as-at"}, f"How things stand on {long_date(made.as_at)}."),
        _next(made),
        drawing(made, f"The dates after this judgement: {outcome.title.lower()}."),
        table(
            f"Dates after this judgement: {outcome.title.lower()}",
            _HEADS,
            [_row(row, made) for row in made.rows],
        ),
        h(
            "p",
            {"class": "scc-buttons"},
            button("Add to a calendar (.ics)", {"data-download": "ics"}),
            button("Save as a table (.csv)", {"data-download": "csv"}),
            button("Print", {"data-print": True}),
            button("Copy a link to this", {"data-copy-link": True}),
        ),
    )


def announced(made: Timeline, outcome: model.Outcome, faults: Collection[str]) -> str:
    """The answer in a sentence or two, for a screen reader."""
    dated = sum(row.deadline.latest is not None for row in made.rows)
    told = f"{outcome.title}: {wording.counted(len(made.rows), 'step')}, {dated} with a last day."
    if faults:
        return with_faults(told, faults)
    steps = explaining.next_steps(made, most=1)
    return f"{told} Next: {steps[0].rule.title}, {wording.when(steps[0])}." if steps else told


def _next(made: Timeline) -> Html | None:
    steps = explaining.next_steps(made)
    if not steps:
        return None
    framework = made.context.framework
    return h(
        "div",
        {"class": "scc-next"},
        h("p", {"class": "scc-next__title"}, "What happens next"),
        h(
            "ol",
            None,
            [
                h(
                    "li",
                    None,
                    h("strong", None, row.rule.title),
                    f": {wording.when(row)}. Who: {wording.roles(row.rule.actors, framework)}.",
                )
                for row in steps
            ],
        ),
    )


def _row(row: Row, made: Timeline) -> html.Row:
    framework, rule = made.context.framework, row.rule
    tasks = tuple(
        task.text for task in rule.tasks if evaluate(task.when, made.context).value is not False
    )
    status = h(
        "span", {"class": f"scc-status scc-status--{row.status}"}, wording.STATUS[row.status]
    )
    cells: tuple[Child, ...] = (
        wording.capital(wording.when(row)),
        _what(framework, rule.id, tasks),
        wording.capital(wording.roles(rule.actors, framework)),
        status,
        _why(row, made),
    )
    return html.Row(
        cells,
        {
            "id": key(f"row-{rule.id}"),
            "data-rule": rule.id,
            "data-earliest": _iso(row.deadline.earliest),
            "data-latest": _iso(row.deadline.latest),
        },
    )


def _why(row: Row, made: Timeline) -> Html:
    rule = row.rule
    return h(
        "details",
        {"id": key(f"why-{rule.id}")},
        h("summary", None, "Why?", h("span", {"class": "scc-hidden"}, f" {rule.title}")),
        h("ul", None, [h("li", None, step) for step in explaining.explanation(row, made)]),
        _sourced(made.context.framework, rule.id),
    )


# What a rule says is the same in every answer, so it is made once.


@functools.lru_cache(maxsize=512)
def _what(framework: model.Framework, rule: str, tasks: tuple[str, ...]) -> Html:
    found = framework.rules[rule]
    return html.join(
        [
            h("strong", None, found.title),
            h("p", None, found.text),
            h(
                "details",
                {"id": key(f"tasks-{rule}")},
                h("summary", None, f"What it covers: {wording.counted(len(tasks), 'task')}"),
                h("ul", None, [h("li", None, task) for task in tasks]),
            )
            if tasks
            else None,
        ]
    )


@functools.lru_cache(maxsize=512)
def _sourced(framework: model.Framework, rule: str) -> Html:
    found = framework.rules[rule]
    return html.join(
        [
            h("p", {"class": "scc-note"}, found.note) if found.note else None,
            h("p", {"class": "scc-source"}, f"Source: {wording.citations(found.cite, framework)}."),
        ]
    )


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
