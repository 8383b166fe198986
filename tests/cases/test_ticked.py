"""A tick says that a step is done: the record then shows it done, whatever else is in it."""

from __future__ import annotations

import datetime as dt
from random import Random

import pytest

from gaps_in_histories import full_history, with_gaps
from scc_model.cases.case import Case, Entry
from scc_model.cases.journey import journey
from scc_model.cases.ticked import first_day, is_done, shown_done_by, tick
from scc_model.loading import load

FRAMEWORK = load()
_CAN_BE_DONE = {"open", "due", "overdue", "not-recorded", "later-than-usual"}


@pytest.mark.parametrize("begins", range(0, 60, 10))
def test_nearly_every_step_that_is_ticked_is_done(begins):
    """What rests on another day too, or contradicts what is recorded, takes its own day."""
    done = others = 0
    for seed in range(begins, begins + 10):
        chance = Random(seed)  # noqa: S311  (a history, no secret)
        full, day = full_history(chance, FRAMEWORK)
        case = with_gaps(full, chance)
        stands = journey(case, FRAMEWORK, day)
        for duty in stands.duties():
            if duty.status not in _CAN_BE_DONE or is_done(duty.rule, stands):
                continue
            for event in shown_done_by(duty):
                after = journey(case.recorded(tick(duty, event, day)), FRAMEWORK, day)
                settled = is_done(duty.rule, after)
                done, others = done + settled, others + (not settled)
    assert done
    assert done >= 9 * others


def test_a_tick_lies_between_the_day_it_was_asked_for_and_the_day_of_the_tick():
    received = dt.date(2014, 11, 7)
    told = {"category": "special-measures"}
    case = Case("A school", dt.date(2014, 9, 1), {"school-type": "community"},
                events=(Entry("final-report-received", received, decided=told),))  # fmt: skip
    day = dt.date(2014, 11, 20)
    (duty,) = journey(case, FRAMEWORK, day).duties([FRAMEWORK.rules["statement-of-action"]])
    (event,) = shown_done_by(duty)
    entry = tick(duty, event, day)
    assert (entry.date, entry.since, entry.by) == (None, received, day)
    assert first_day(duty, received - dt.timedelta(days=1)) is None


def test_what_comes_round_takes_its_day_and_what_is_only_permitted_takes_no_tick():
    for rule in FRAMEWORK.rules.values():
        case = Case("A school", dt.date(2014, 9, 1))
        stands = journey(case, FRAMEWORK, dt.date(2014, 9, 1))
        for duty in stands.duties([rule]):
            limit = rule.time_limit
            if rule.is_permission or (limit is not None and limit.kind == "cadence"):
                assert shown_done_by(duty) == (), rule.id
