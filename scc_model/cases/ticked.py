"""A step that somebody ticks: what that records, where nobody says on which day it was done."""

from __future__ import annotations

import datetime as dt

from scc_model import model
from scc_model.cases.case import Entry
from scc_model.cases.duties.duty import SETTLED, Duty
from scc_model.cases.journey import Journey

_MOST = 3
"""Of how many events that would each show a step done one can be told from the others by a tick."""


def shown_done_by(duty: Duty) -> tuple[str, ...]:
    """The events one of which a tick would record; none where a tick cannot say enough.

    Args:
        duty: the step. What comes round is done on a day that has to be given.

    >>> from scc_model.cases.case import Case
    >>> from scc_model.cases.journey import journey
    >>> from scc_model.loading import load
    >>> case = Case("A school", dt.date(2014, 9, 1), {"school-type": "community"}, events=(
    ...     Entry("final-report-received", dt.date(2014, 11, 7),
    ...           decided={"category": "special-measures"}),))
    >>> stands = journey(case, load(), dt.date(2014, 11, 10))
    >>> (step,) = stands.duties([load().rules["statement-of-action"]])
    >>> shown_done_by(step)
    ('statement-of-action-submitted',)
    """
    rule = duty.rule
    if rule.is_permission or (rule.time_limit is not None and rule.time_limit.kind == "cadence"):
        return ()
    events = tuple(filter(None, (rule.met_by, *rule.met_by_one_of)))
    return events if len(events) <= _MOST else ()


def tick(duty: Duty, event: str, day: dt.date) -> Entry:
    """What a tick records: the step was done by a day, and not before it was asked for.

    Args:
        duty: the step.
        event: which of :func:`shown_done_by` happened.
        day: the day of the tick.

    Returns:
        An entry between the first day on which the step was asked for, as far as it is known, and
        that day.
    """
    return Entry(event).dated(first_day(duty, day), day)


def first_day(duty: Duty, day: dt.date) -> dt.date | None:
    """The day on which a step was asked for first, no later than a day; none where none is known.

    Args:
        duty: the step.
        day: the day looked from.
    """
    known = [duty.since if duty.since_exact else None]
    dated = duty.deadline
    if dated is not None:
        known.append(dated.anchor.date if dated.anchor.exact else dated.anchor.since)
        known.append(None if dated.counts_from else dated.earliest)
    return max((first for first in known if first is not None and first <= day), default=None)


def is_done(rule: model.Rule, journey: Journey) -> bool:
    """Whether a step is done or no longer asked for, as far as a case shows.

    Args:
        rule: what asks for it.
        journey: the case.
    """
    return all(duty.status in SETTLED or duty.done for duty in journey.duties([rule]))
