"""What a reader asks the timeline walk: its fields, of which a judgement decides the dates."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping

import attrs

from scc_model import model
from scc_model.conditions import Context
from scc_model.conditions.binding import facts_of_kind
from scc_model.dating.applying import applying, check_events, events_that_matter
from scc_model.dating.time_limits import readings_of
from scc_model.dating.working_days import Calendar
from scc_model.errors import SccError
from scc_model.walks.base import State
from scc_model.walks.fields import (
    BEFORE,
    HELD,
    KNOWN,
    REMIND,
    Answers,
    Date,
    Holidays,
    Readings,
    day_looked_from,
)
from scc_model.walks.form import Form
from scc_model.walks.school.asked import PAGE_TODAY
from scc_model.walks.school.starting import COPIED, start

WALK = "category-timeline"
HOLIDAYS = Holidays()
AS_AT = day_looked_from("Left empty, it is the latest date you gave.")


@attrs.frozen
class Matter:
    """What matters after a judgement, under the readings that are chosen.

    Args:
        context: the judgement and the readings, ready for the model.
        first: the dates from which everything starts.
        counted: other dates that time runs from.
        others: dates that discharge or end something.
        dates: all of them, in the order of the data.
        readings: the readings that can change what is said.
    """

    context: Context
    first: list[Date]
    counted: list[Date]
    others: list[Date]
    dates: list[Date]
    readings: list[str]


@attrs.frozen(eq=False)
class Fields:
    """The fields that come from the framework.

    Args:
        judged: the choice among the outcomes that have a timeline.
        kinds: what kind of school it is.
        dates: the date of each event.
        readings: how unclear passages are read.
    """

    judged: Answers
    kinds: Answers
    dates: Mapping[str, Date]
    readings: Readings


@functools.lru_cache(maxsize=8)
def fields_of(framework: model.Framework) -> Fields:
    """The fields of a framework."""
    decision = framework.decisions[framework.category_decision]
    followed = tuple(
        outcome.id
        for outcome in decision.outcomes
        if applying(Context.of(framework, decided={decision.id: outcome.id}))
    )
    dates = {x.id: Date(x.id, x.question, x.hint) for x in framework.events.values()}
    judged = Answers("decision", which=(decision.id,), only=followed)
    kinds = Answers("fact", which=facts_of_kind(framework))
    return Fields(judged, kinds, dates, Readings(which=tuple(framework.readings)))


@attrs.define(eq=False)
class Asked(Form):
    """The form of a timeline.

    Args:
        outcome: the outcome whose timeline is asked for.
        matter: what matters after it.
        events: the dates that can be used.
        without_case: whether a case is kept that has no judgement, and so is not used.
    """

    outcome: model.Outcome = attrs.field(init=False)
    matter: Matter = attrs.field(init=False)
    events: dict[str, dt.date] = attrs.field(factory=dict)
    without_case: bool = False


# There are few judgements, and hardly a reader chooses a reading.
@functools.lru_cache(maxsize=64)
def _matter(
    framework: model.Framework,
    outcome: str,
    kinds: tuple[tuple[str, str], ...],
    readings: tuple[tuple[str, str], ...],
) -> Matter:
    decided = {framework.category_decision: outcome}
    context = Context.of(framework, dict(kinds), readings=dict(readings), decided=decided)
    limited = applying(context)
    counted = {
        limit.from_
        for _, limit in limited
        for span in (limit.earliest, limit.latest)
        if span is not None and span.amount
    }
    runs = counted | {limit.from_ for _, limit in limited if limit.promptly}
    dates = fields_of(framework).dates
    events = events_that_matter(context)
    named = dict.fromkeys(name for rule, _ in limited for name in readings_of(rule, context))
    return Matter(
        context,
        first=[dates[x.id] for x in events if x.id in runs and not x.not_before],
        counted=[dates[x.id] for x in events if x.id in runs and x.not_before],
        others=[dates[x.id] for x in events if x.id not in runs],
        dates=[dates[x.id] for x in events],
        readings=[name for name in named if framework.readings[name].changes != "wording"],
    )


def understand(framework: model.Framework, text: str) -> Asked:
    """Read a state.

    Args:
        framework: the procedures.
        text: the walk's form as a URL query.

    Returns:
        What is asked. Nothing in the state, however wrong, makes this raise; what cannot be
        used is kept as it was written and explained.
    """
    fields, name = fields_of(framework), framework.category_decision
    judged, readings = fields.judged, fields.readings
    after = (AS_AT, HOLIDAYS, readings, KNOWN, BEFORE, HELD, REMIND, COPIED, PAGE_TODAY)
    every = (judged, fields.kinds, *fields.dates.values(), *after)
    asked = Asked.of(WALK, framework, State.of(text), every)
    asked.without_case = start(asked, judged)
    if name not in asked[judged]:
        first, *_ = judged.options(name, framework)
        asked.put(judged, judged.of({name: first[0]}))
    asked.outcome = framework.decisions[name].outcome(asked[judged][name])
    kinds, read = (tuple(asked[field].items()) for field in (fields.kinds, readings))
    asked.matter = _matter(framework, asked.outcome.id, kinds, read)
    asked.fields = (judged, fields.kinds, *asked.matter.dates, *after)
    _take_dates(asked)
    return asked


def _take_dates(asked: Asked) -> None:
    """Take the dates that stand in a possible order; the others are explained."""
    calendar = Calendar(asked.framework.bank_holidays)
    for date in asked.matter.dates:
        day = asked[date]
        if day is None:
            continue
        try:
            check_events(asked.framework, {**asked.events, date.name: day}, calendar)
            asked.events[date.name] = day
        except SccError as error:
            asked.fault(date, date.name, str(error))
