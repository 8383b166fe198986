"""What the steps of a walk ask: questions, boxes, days."""

from __future__ import annotations

from collections.abc import Iterator

from scc_model import model
from scc_model.dates import long_date
from scc_model.walks.base import boxes, date_field, radios, select
from scc_model.walks.guided.asked import Asked, chosen, field_id
from scc_model.walks.guided.view import View
from scc_model.words import account
from scc_model.words.html import Html, h

_NOT_SAID = ("", "Not said")
_SHORT = 4  # answers that can all be seen at once


def fields(
    step: model.WalkStep, asked: Asked, view: View | None, framework: model.Framework
) -> Html:
    """What a step asks, as it stands.

    Args:
        step: the step.
        asked: what was entered.
        view: the case worked out, if it can be.
        framework: the procedures.
    """
    return h(
        "div",
        {"class": "scc-step__fields"},
        [_fact(name, asked, framework) for name in step.ask],
        [_decision(name, asked, framework) for name in step.judge],
        _ticks(step, asked, framework),
        _needs(step, asked),
        _checklist(step, asked, framework),
        [_event(one, asked, view, framework) for one in step.events],
    )


def _fact(name: str, asked: Asked, framework: model.Framework) -> Html:
    fact = framework.facts[name]
    options = tuple((one.id, one.label) for one in fact.options)
    return _question(name, fact.question, options, asked.facts.get(name, ""), fact.hint, asked)


def _decision(name: str, asked: Asked, framework: model.Framework) -> Html:
    one = framework.decisions[name]
    options = tuple((each.id, each.title) for each in one.outcomes)
    return _question(name, one.title, options, asked.judged.get(name, ""), one.text, asked)


def _question(  # noqa: PLR0917
    name: str,
    question: str,
    options: tuple[tuple[str, str], ...],
    given: str,
    hint: str,
    asked: Asked,
) -> Html:
    if len(options) > _SHORT:
        shown = select(asked.key(name), name, question, (_NOT_SAID, *options), given, hint)
    else:
        shown = radios(asked.plan.id, name, question, (*options, _NOT_SAID), given, hint)
    error = asked.faults.get(asked.key(name))
    if not error:
        return shown
    return h("div", {"class": "scc-field--error"}, h("p", {"class": "scc-error"}, error), shown)


def _ticks(step: model.WalkStep, asked: Asked, framework: model.Framework) -> Html | None:
    if not step.tick:
        return None
    found = [framework.facts[name] for name in step.tick]
    return boxes(
        asked.plan.id,
        f"{step.id}-tick",
        step.legend,
        tuple((fact.id, "yes", fact.question, fact.hint) for fact in found),
        tuple(f"{fact.id}={asked.facts.get(fact.id, '')}" for fact in found),
    )


def _needs(step: model.WalkStep, asked: Asked) -> Html | None:
    if not step.needs:
        return None
    return boxes(
        asked.plan.id,
        f"{step.id}-needs",
        step.legend,
        tuple(("need", one.id, one.label, "") for one in step.needs),
        tuple(f"need={one}" for one in asked.needs),
    )


def _checklist(step: model.WalkStep, asked: Asked, framework: model.Framework) -> Html | None:
    if step.checklist is None:
        return None
    rules = chosen(step.checklist, framework)
    return boxes(
        asked.plan.id,
        f"{step.id}-checklist",
        step.legend,
        tuple(("done", rule.id, rule.title, rule.text) for rule in rules),
        tuple(f"done={one}" for one in asked.done),
    )


# --- Days ----------------------------------------------------------------------------------------


def _event(
    one: model.WalkEvent, asked: Asked, view: View | None, framework: model.Framework
) -> Html:
    event = framework.events[one.event]
    texts = asked.texts.get(one.event, [])
    # One more field than there are days, for the next.
    shown = min(one.times, len(texts) + 1)
    made = [
        date_field(
            asked.key(field_id(one, number)),
            one.event,
            event.question if one.times == 1 else f"{event.question} ({number + 1})",
            texts[number] if number < len(texts) else "",
            event.hint if number == 0 else "",
            asked.faults.get(asked.key(field_id(one, number)), ""),
            (framework.bank_holidays.first, framework.bank_holidays.last),
        )
        for number in range(shown)
    ]
    notes = list(_not_counted(one, view)) if view is not None else []
    if not notes:
        return h("div", None, made)
    return h(
        "div",
        {"class": "scc-not-counted", "id": asked.key(f"{one.event}-why"), "data-event": one.event},
        made,
        h("p", None, h("strong", None, "This does not count yet.")),
        h("ul", None, [h("li", None, note) for note in notes]),
    )


def _not_counted(one: model.WalkEvent, view: View) -> Iterator[str]:
    """Why the days of an event do not count, with what stood in the way before it."""
    framework = view.framework
    refused = view.refused.get(one.event, [])
    if not refused:
        return
    before = [
        each for name in one.takes for each in view.refused.get(name, []) if name in view.taken
    ]
    told: dict[str, None] = {}
    for each in before:
        title = framework.events[each.entry.event].title
        for why in account.why_refused(each, framework):
            told.setdefault(f"Before it: {title}. {why}")
    for each in refused:
        for why in account.why_refused(each, framework):
            several = one.times > 1
            day = f"{long_date(each.entry.date)}: " if several else ""
            told.setdefault(f"{day}{why}")
    yield from told
