"""The answer of the timeline walk: what happens next, a drawing and the table of duties."""

from __future__ import annotations

import functools
from collections.abc import Collection

from scc_model import model
from scc_model.conditions import evaluate
from scc_model.dates import long_date
from scc_model.dating.timelines import Row, Timeline
from scc_model.pictures.days import drawing
from scc_model.tables import pages
from scc_model.walks.base import button, with_faults
from scc_model.walks.timeline.asked import WALK, key
from scc_model.words import explaining, html, wording
from scc_model.words.html import Html, folded, h, listed, note, table
from scc_model.words.pieces import source

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
        drawing(made.rows, made, f"The dates after this judgement: {outcome.title.lower()}."),
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
    first = pages.first_steps(((row, wording.when(row)) for row in steps), made.context.framework)
    title = h("p", {"class": "scc-next__title"}, "What happens next")
    return h("div", {"class": "scc-next"}, title, first)


def _row(row: Row, made: Timeline) -> html.Row:
    framework, rule = made.context.framework, row.rule
    tasks = tuple(
        task.text for task in rule.tasks if evaluate(task.when, made.context).value is not False
    )
    why = (listed(explaining.explanation(row, made)), _sourced(framework, rule.id))
    days = (("data-earliest", row.deadline.earliest), ("data-latest", row.deadline.latest))
    return pages.owed(
        WALK, rule, framework, when=wording.when(row), stands=row.status,
        what=_what(framework, rule.id, tasks), why=why,
        marks={name: day.isoformat() if day else None for name, day in days},
    )  # fmt: skip


# What a rule says is the same in every answer, so it is made once.


@functools.lru_cache(maxsize=512)
def _what(framework: model.Framework, rule: str, tasks: tuple[str, ...]) -> Html:
    summary = f"What it covers: {wording.counted(len(tasks), 'task')}"
    return html.join([
        h("p", None, framework.rules[rule].text),
        folded({"id": key(f"tasks-{rule}")}, summary, listed(tasks)) if tasks else None,
    ])  # fmt: skip


@functools.lru_cache(maxsize=512)
def _sourced(framework: model.Framework, name: str) -> Html:
    rule = framework.rules[name]
    return html.join([note(rule.note), source(rule, framework)])
