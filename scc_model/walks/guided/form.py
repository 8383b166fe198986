"""The form of a walk of the data: what each step asks, and under it what the step shows."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from scc_model import model
from scc_model.dates import long_date
from scc_model.tables import pages
from scc_model.walks.controls import boxes, button, submit, taking_away
from scc_model.walks.field import Field
from scc_model.walks.fields import NOT_SAID, calendar_fold, readings_fold
from scc_model.walks.guided.answers import answers
from scc_model.walks.guided.asked import AS_AT, TICKED, Asked
from scc_model.walks.guided.choosing import chosen
from scc_model.walks.guided.reproduced import code
from scc_model.walks.guided.view import View
from scc_model.walks.reproducing import in_python
from scc_model.walks.school.asked import WALK as SCHOOL
from scc_model.walks.school.starting import BENEATH
from scc_model.words import account
from scc_model.words.html import Html, folded, h, listed

NOT_WORKED_OUT = "This cannot be worked out as it is. Everything that was entered is kept."


def form(asked: Asked, view: View | None) -> Html:
    """The form as it stands, every fault beside its field, and the answer in its steps.

    Args:
        asked: what was entered.
        view: the case worked out, if it can be.
    """
    plan, readings = asked.plan, asked.declared.readings
    steps = view.steps if view is not None else plan.steps
    switches = readings.switches(asked, plan.readings)
    return asked.html(
        "scc-steps",
        plan.title,
        [BENEATH.show(asked), _assumed(asked)],
        pages.presumed(plan.id, view.stands) if view is not None else None,
        [_step(number, step, asked, view) for number, step in enumerate(steps, 1)],
        h("p", None, NOT_WORKED_OUT) if view is None else None,
        readings_fold(asked, switches, unfolded=bool(readings.given(asked)), short=True)
        if plan.readings
        else None,
        AS_AT.show(asked) if plan.dated else None,
        calendar_fold(asked) if any(step.duties for step in plan.steps) else None,
        _buttons(asked.framework, plan.id),
        in_python(plan.id, code(view)) if view is not None else None,
        starts=SCHOOL,
    )


def _step(number: int, step: model.WalkStep, asked: Asked, view: View | None) -> Html:
    heading = asked.key(f"{step.id}-title")
    numbered = f"{number}. {step.title}" if len(asked.plan.steps) > 1 else step.title
    return h(
        "section",
        {
            "class": f"scc-step{' scc-step--beside' if _beside(step) else ''}",
            "id": asked.key(f"step-{step.id}"),
            "aria-labelledby": heading,
        },
        h("h3", {"id": heading}, numbered),
        h("p", {"class": "scc-hint"}, step.text) if step.text else None,
        _fields(step, asked, view),
        answers(step, view) if view is not None else None,
    )


def _beside(step: model.WalkStep) -> bool:
    """Whether a step asks something and what it shows is short enough to stand beside it."""
    asks = step.ask or step.judge or step.tick or step.needs or step.checklist
    wide = step.stands or step.duties or step.powers or step.rounds
    return bool(asks) and not wide


def _fields(step: model.WalkStep, asked: Asked, view: View | None) -> Html:
    """What a step asks, as it stands."""
    fields, facts = asked.declared, [asked.framework.facts[name] for name in step.tick]
    rules = chosen(step.checklist, asked.framework) if step.checklist is not None else ()
    needs, done = fields.needs.name, fields.done.name
    named = (
        ("tick", [(fact.id, TICKED, fact.question, fact.hint) for fact in facts]),
        ("needs", [(needs, need.id, need.label, "") for need in step.needs]),
        ("checklist", [(done, rule.id, rule.title, rule.text) for rule in rules]),
    )
    some: tuple[Field[object], ...] = (fields.facts, fields.needs, fields.done)
    ticked = frozenset(pair for field in some for pair in asked.entered(field).pairs)
    return h(
        "div",
        {"class": "scc-step__fields"},
        [fields.facts.show(asked, name, NOT_SAID) for name in step.ask],
        [fields.judged.show(asked, name, NOT_SAID) for name in step.judge],
        [
            boxes(asked.key(f"{step.id}-{name}"), step.legend, tuple(options), ticked)
            for name, options in named
            if options
        ],
        [_event(walk_event, asked, view) for walk_event in step.events],
    )


def _event(walk_event: model.WalkEvent, asked: Asked, view: View | None) -> Html:
    days = asked.declared.days[walk_event.event].show(asked)
    notes = list(_not_counted(walk_event, view)) if view is not None else []
    if not notes:
        return h("div", None, days)
    return h(
        "div",
        {
            "class": "scc-not-counted",
            "id": asked.key(f"{walk_event.event}-why"),
            "data-event": walk_event.event,
        },
        days,
        h("p", None, h("strong", None, "This does not count yet.")),
        listed(notes),
    )


def _not_counted(walk_event: model.WalkEvent, view: View) -> Iterator[str]:
    """Why the days of an event do not count."""
    framework = view.framework
    refused = view.refused.get(walk_event.event, [])
    if not refused:
        return
    notes: dict[str, None] = {}
    for refusal in refused:
        day = refusal.entry.date if walk_event.times > 1 else None
        dated = f"{long_date(day)}: " if day else ""
        for why in account.why_contradicts(refusal, framework):
            notes.setdefault(f"{dated}{why}")
    yield from notes


@functools.lru_cache(maxsize=64)
def _buttons(framework: model.Framework, walk: str) -> Html:
    plan = framework.walks[walk]
    files = (("Add the dates to a calendar (.ics)", "ics"), ("Save as a table (.csv)", "csv"))
    keeping = (
        button("Keep on this device", {"data-keep": True, "hidden": True}),
        button("Forget it on this device", {"data-forget": True, "hidden": True}),
    )
    return taking_away(
        plan.id,
        files if any(step.duties for step in plan.steps) else (),
        "Copy a link to this",
        keeping if any(step.checklist for step in plan.steps) else None,
        submit(plan.id, "Start again", "start-again"),
    )


def _assumed(asked: Asked) -> Html | None:
    """What the walk takes for granted."""
    assumed = tuple((assumption.fact, assumption.is_[0]) for assumption in asked.assumed)
    return _granted(asked.framework, asked.key("assumed"), assumed) if assumed else None


@functools.lru_cache(maxsize=64)
def _granted(framework: model.Framework, key: str, assumed: tuple[tuple[str, str], ...]) -> Html:
    facts = framework.facts
    answers = [f"{facts[x].question} {facts[x].label(answer)}." for x, answer in assumed]
    return folded({"id": key}, "What is taken for granted here", listed(answers))
