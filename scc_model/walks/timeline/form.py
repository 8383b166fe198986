"""The form of the timeline walk: category, dates, school holidays, readings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from scc_model import model
from scc_model.conditions import Context
from scc_model.dating.time_limits import readings_of
from scc_model.dating.timelines import applying, events_that_matter
from scc_model.walks import holidays
from scc_model.walks.base import date_field, error_summary, radios, select
from scc_model.walks.school import starting
from scc_model.walks.school.asked import WALK as SCHOOL
from scc_model.walks.timeline.asked import WALK, Asked, categories, key
from scc_model.words.html import Html, h


def form(framework: model.Framework, asked: Asked, title: str) -> Html:
    """The form as it stands, every fault beside its field.

    Args:
        framework: the procedures.
        asked: what was entered.
        title: names the form for a screen reader.
    """
    context = asked.context(framework)
    first, counted, others = _events(context)
    decision = framework.decisions[framework.category_decision]
    options = tuple((outcome.id, outcome.title) for outcome in categories(framework))
    return h(
        "form",
        {"class": "scc-walk__form", "aria-label": title, "data-starts-from": SCHOOL},
        starting.note(WALK, asked.started_from),
        error_summary(WALK, asked.faults.items()),
        radios(WALK, decision.id, "What did the inspectors judge?", options, asked.category,
               decision.text),
        [_date(framework, event, asked) for event in first],
        _dates(
            "dates",
            "Other dates you know",
            "Leave a date empty if it has not happened or you do not know it. Days that rest on it "
            "are then estimates, or wait.",
            [(event, _date(framework, event, asked)) for event in counted],
            asked,
        ),
        holidays.fields(WALK, asked.holiday_texts, asked.faults, framework, added=asked.added),
        _dates(
            "others",
            "What has been done, and less common dates",
            "A step whose date you give here counts as done.",
            [(event, _date(framework, event, asked)) for event in others],
            asked,
        ),
        _readings(context, asked),
        date_field(
            key("as-at"), "as-at", "Show how things stand on", asked.texts.get("as-at", ""),
            "If you leave this empty, it is the latest date you gave.",
            asked.faults.get(key("as-at"), ""), _limits(framework),
        ),
    )  # fmt: skip


def _events(context: Context) -> tuple[list[model.Event], list[model.Event], list[model.Event]]:
    """The events to ask for: where everything starts, those that time runs from, the others."""
    matter = events_that_matter(context)
    counted = {
        limit.from_
        for _, limit in applying(context)
        for span in (limit.earliest, limit.latest)
        if span is not None and span.amount
    }
    first = [event for event in matter if event.id in counted and not event.not_before]
    later = [event for event in matter if event.id in counted and event.not_before]
    return first, later, [event for event in matter if event.id not in counted]


def _dates(
    name: str, legend: str, hint: str, fields: list[tuple[model.Event, Html]], asked: Asked
) -> Html | None:
    """Dates that are out of the way until one of them is needed."""
    if not fields:
        return None
    return h(
        "details",
        {"id": key(name), "open": any(event.id in asked.texts for event, _ in fields)},
        h("summary", None, legend),
        h("p", {"class": "scc-hint"}, hint),
        h("div", {"class": "scc-fields"}, [field for _, field in fields]),
    )


def _date(framework: model.Framework, event: model.Event, asked: Asked) -> Html:
    name = key(event.id)
    return date_field(
        name, event.id, event.question, asked.texts.get(event.id, ""), event.hint,
        asked.faults.get(name, ""), _limits(framework),
    )  # fmt: skip


def _readings(context: Context, asked: Asked) -> Html:
    used = [context.framework.readings[name] for name in _readings_that_matter(context)]
    return h(
        "details",
        {"id": key("readings"), "open": bool(asked.readings)},
        h("summary", None, "How unclear passages are read"),
        h("p", {"class": "scc-hint"},
          "Some passages of the procedures can be read in more than one way. Choose another "
          "reading to see what it would change."),
        [
            select(
                key(f"reading-{reading.id}"), f"reading-{reading.id}",
                f"{reading.title} ({reading.ref})",
                tuple((choice.id, choice.text) for choice in reading.choices),
                asked.readings.get(reading.id, reading.default), reading.about,
            )
            for reading in used
        ],
    )  # fmt: skip


def _readings_that_matter(context: Context) -> Iterator[str]:
    """The readings that can change what this timeline says."""
    rules = [rule for rule, _ in applying(context)]
    names = dict.fromkeys(name for rule in rules for name in readings_of(rule, context))
    return (name for name in names if context.framework.readings[name].changes != "wording")


def _limits(framework: model.Framework) -> tuple[dt.date, dt.date]:
    return framework.bank_holidays.first, framework.bank_holidays.last
