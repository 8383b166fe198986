"""Looking at a school's case on a day: it is replayed once, however often it is shown.

While an entry is being made or a name typed, answer after answer shows the same case.
"""

from __future__ import annotations

import datetime as dt
import functools

import attrs

from scc_model import model
from scc_model.cases.case import Case
from scc_model.cases.journey import journey
from scc_model.cases.offers import Question, questions
from scc_model.cases.replay.announced import settled_with
from scc_model.chart.bridging import bridge
from scc_model.chart.steps import Step
from scc_model.errors import SccError
from scc_model.walks.school.answer.view import View
from scc_model.walks.school.asked import (
    BEGINS,
    CORRECTS,
    NEW_DATE,
    NEW_DECISIONS,
    NEW_EVENT,
    NEW_FACTS,
    NEW_SPAN,
    PAGE_LAST_VISIT,
    WHOSE,
    Asked,
)
from scc_model.walks.school.record import written


@attrs.frozen
class _Look:
    """A case and a day, told apart by what the case holds, whatever the school is called."""

    framework: model.Framework
    day: dt.date
    holds: tuple[object, ...]
    whose: str
    case: Case = attrs.field(eq=False)


@functools.lru_cache(maxsize=32)  # the page foresees what one more choice would lead to
def _view(look: _Look) -> View:
    return View(journey(look.case, look.framework, look.day), look.whose)


def looked(framework: model.Framework, case: Case, day: dt.date, whose: str = "") -> View:
    """A case on a day.

    Args:
        framework: the procedures.
        case: the case.
        day: the day.
        whose: the role whose steps are wanted; empty for everybody's.

    Raises:
        SccError: when that cannot be worked out.
    """
    answers = *case.facts.items(), *case.readings.items()
    events = map(written, case.events)
    absent = *case.did_not_happen, ""
    holds = (case.begins, case.complete, *absent, *answers, *case.school_holidays, *events)
    return _view(_Look(framework, day, holds, whose, attrs.evolve(case, school="")))


def now(asked: Asked) -> View:
    """The case on the day that is looked from.

    Raises:
        SccError: when that cannot be worked out.
    """
    case = asked.case()
    return looked(asked.framework, case, asked.day(case), asked[WHOSE])


def last_time(asked: Asked) -> View | None:
    """The case on the day of the last visit, if that was before the day looked from.

    Raises:
        SccError: when that cannot be worked out.
    """
    case, day = asked.case(), asked[PAGE_LAST_VISIT]
    if day is None or not case.begins <= day < asked.day(case):
        return None
    return looked(asked.framework, case, day, asked[WHOSE])


def before(asked: Asked) -> View:
    """The case on the day of the entry that is being made, without one that is being corrected.

    Raises:
        SccError: when that cannot be worked out.
    """
    case, number = asked.case(), asked[CORRECTS]
    if number:
        others = (*case.events[: number - 1], *case.events[number:])
        case = attrs.evolve(case, events=others)
    day = asked[NEW_DATE] or asked[NEW_SPAN][1] or asked.day(case)
    # A case that nobody has given a beginning begins as early as it has to.
    if asked[BEGINS] is None and day < case.begins:
        case = attrs.evolve(case, begins=day)
    return looked(asked.framework, case, max(day, case.begins))


def wanted(asked: Asked) -> tuple[list[Question], Step | None]:
    """What to ask with the entry that is being made, and what comes of it with the answers.

    Where the school would first have to come to where the event can happen, it is asked as if it
    had. Nothing is asked where nothing can be worked out.
    """
    event = asked[NEW_EVENT]
    if not event:
        return [], None
    try:
        stands = before(asked).stands
    except SccError:
        return [], None
    context = stands.replayed.assumed
    gap = bridge(event, context)
    if gap is not None:
        context = context.standing({**context.stands, **gap.stands})
    asking, taken = questions(event, context, NEW_FACTS.known(asked), NEW_DECISIONS.known(asked))
    # What was announced is known from before, as long as it is not final.
    happens = {event, *(gap.events if gap is not None else ())}
    said = {
        ("decision", one.decision): one.outcome
        for one in stands.announced
        if happens.isdisjoint(settled_with(one.decision, asked.framework))
    }
    asking = [attrs.evolve(x, before=x.before or said.get(x.key, "")) for x in asking]
    return asking, taken
