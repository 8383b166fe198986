"""The answer of the timeline walk: what happens next, a drawing and the table of duties."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections.abc import Iterable

from scc_model import model
from scc_model.cases.duties.duty import Duty
from scc_model.cases.timelines import Timeline
from scc_model.dating.deadlines import Status
from scc_model.pictures.days import drawing
from scc_model.pictures.road import roads
from scc_model.tables import pages
from scc_model.walks.controls import as_at, result, steps_to_take, taking_away
from scc_model.walks.hero import hero, last_days
from scc_model.walks.reproducing import in_python, of_timeline
from scc_model.walks.timeline.asked import WALK, Asked
from scc_model.words import explaining, html, obligations, pieces, timing, uncertain, wording
from scc_model.words.html import Html, folded, h, listed, note, table
from scc_model.words.pieces import source

_HEADS = ("When", "What", "Who", "How it stands", "Why this date?")


def card(dated: Timeline, outcome: model.Outcome) -> Html:
    """The answer: the next last day, and what comes first.

    Args:
        dated: the timeline.
        outcome: the judgement it follows from.
    """
    weighed = obligations.weightiest(dated.rows, "", dated.context.framework)
    return result(
        WALK,
        f"{outcome.title}: what happens next",
        as_at(WALK, dated.as_at),
        hero(last_days(weighed, dated.as_at, dated.context), dated.as_at),
        _few("What comes first", obligations.soonest(dated.rows, dated.as_at, _FEW), dated),
        _few(obligations.UNRECORDED, obligations.unrecorded(dated.rows), dated),
    )


def behind(dated: Timeline, outcome: model.Outcome) -> Html:
    """Everything behind the answer: the road, a drawing, every step, and what to take away.

    Args:
        dated: the timeline.
        outcome: the judgement it follows from.
    """
    after = f"after this judgement: {outcome.title.lower()}"
    walked = roads(dated.seen, (dated.context.framework.category_strand,))
    return h(
        "section",
        {"class": "scc-walk__result", "aria-labelledby": f"{WALK}-behind"},
        h("h2", {"id": f"{WALK}-behind"}, "Who must do what, by when"),
        pages.presumed(WALK, dated.seen),
        folded(
            {"id": f"{WALK}-road"},
            "How far the school has come",
            h("p", {"class": "scc-hint"}, pages.AS_FAR),
            walked,
        )
        if walked
        else None,
        drawing(dated.rows, dated, f"The dates {after}."),
        folded(
            {"id": f"{WALK}-every", "class": pages.ON_PAPER},
            f"Every step as a table, and why it is that day ({len(dated.rows)})",
            table(f"Dates {after}", _HEADS, [_row(row, dated) for row in dated.rows]),
        ),
        taking_away(
            WALK,
            (("Add to a calendar (.ics)", "ics"), ("Save as a table (.csv)", "csv")),
            "Copy a link to this",
        ),
        in_python(WALK, of_timeline(dated)),
    )


_FEW = 3


def announced(dated: Timeline, asked: Asked) -> str:
    """The answer in a sentence or two, for a screen reader."""
    with_a_day = sum(bool(row.deadline and row.deadline.latest) for row in dated.rows)
    steps = wording.counted(len(dated.rows), "step")
    sentence = f"{asked.outcome.title}: {steps}, {with_a_day} with a last day."
    if asked.faults:
        return asked.announced(sentence)
    first = next(iter(obligations.soonest(dated.rows, dated.as_at, most=1)), None)
    return (
        f"{sentence} Next: {first.rule.title}, {timing.when(first, briefly=True)}."
        if first
        else sentence
    )


def _few(title: str, some: Iterable[Duty], dated: Timeline) -> Html | None:
    """The first of some rows, in a box."""
    steps = [
        pages.step(row, timing.when(row, briefly=True), dated.context)
        for row in itertools.islice(some, _FEW)
    ]
    return steps_to_take(None, title, steps) if steps else None


def _row(row: Duty, dated: Timeline) -> Html:
    context, rule, deadline = dated.context, row.rule, row.deadline
    return _shown(
        context.framework,
        rule.id,
        obligations.when(row),
        (deadline.earliest, deadline.latest) if deadline else (None, None),
        uncertain.stands(row),
        wording.actors(rule, context),
        tuple(wording.tasks(rule, context)),
        (*uncertain.doubts(row, context.framework), *explaining.explanation(row, dated)),
    )


# Most of what an answer says of a rule it said in the one before.
@functools.lru_cache(maxsize=1024)
def _shown(  # noqa: PLR0917
    framework: model.Framework,
    name: str,
    when: str,
    days: tuple[dt.date | None, dt.date | None],
    stands: tuple[Status, str],
    who: str,
    tasks: tuple[str, ...],
    why: tuple[str, ...],
) -> Html:
    rule = framework.rules[name]
    covers = f"What it covers: {wording.counted(len(tasks), 'task')}"
    what = [
        h("p", None, rule.text),
        folded({"id": f"{WALK}-tasks-{name}"}, covers, listed(tasks)) if tasks else None,
    ]
    earliest, latest = (day.isoformat() if day else None for day in days)
    row = pages.owed(
        WALK, rule, when=when, who=who, stands=pieces.status(*stands), what=what,
        why=[listed(why), note(rule.note), source(rule, framework)],
        marks={"data-earliest": earliest, "data-latest": latest},
    )  # fmt: skip
    return html.table_row(_HEADS, row)
