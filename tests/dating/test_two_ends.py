"""A time limit with two ends, and one whose end moves with the day that it counts from."""

import datetime as dt

import attrs
import pytest

from scc_model import model
from scc_model.conditions import Context
from scc_model.dating.counting import Dating
from scc_model.dating.working_days import Calendar
from scc_model.loading import load

FRAMEWORK = load()
CALENDAR = Calendar(FRAMEWORK.bank_holidays)
COMPLY = FRAMEWORK.rules["comply-in-initial-period"]
GIVEN, CONFIRMED = "warning-notice-given", "warning-notice-confirmed"


def dated(rule, known, framework=FRAMEWORK, **more):
    context = Context.of(framework, {"school-type": "community"})
    return Dating(known, CALENDAR, context, **more).deadline(rule)


def changed(**fields):
    assert COMPLY.time_limit is not None
    return attrs.evolve(COMPLY, time_limit=attrs.evolve(COMPLY.time_limit, **fields))


@pytest.mark.parametrize(
    ("before", "latest"),
    [
        (dt.date(2014, 10, 13), dt.date(2014, 10, 12)),  # the fifteenth working day
        (dt.date(2014, 10, 14), dt.date(2014, 10, 13)),
        (dt.date(2014, 11, 14), dt.date(2014, 10, 13)),
    ],
)
def test_what_comes_first_of_a_period_and_an_event_ends_the_time(before, latest):
    rule = changed(before=CONFIRMED)
    known = {GIVEN: dt.date(2014, 9, 22), CONFIRMED: before}
    assert dated(rule, known).latest == latest


def test_before_an_event_alone_the_time_ends_on_the_day_before():
    rule = changed(kind="order-only", latest=None, before=CONFIRMED, variations=())
    known = {GIVEN: dt.date(2014, 9, 22), CONFIRMED: dt.date(2014, 10, 14)}
    assert dated(rule, known).latest == dt.date(2014, 10, 13)


def test_what_comes_before_somebody_s_choice_is_told_so():
    chosen = min(FRAMEWORK.by_choice)
    assert dated(changed(before=chosen), {GIVEN: dt.date(2014, 9, 22)}).by_choice is True
    assert dated(changed(before=CONFIRMED), {GIVEN: dt.date(2014, 9, 22)}).by_choice is False


@pytest.mark.parametrize(
    ("days", "soonest", "latest"),
    [
        (10, dt.date(2015, 1, 26), dt.date(2015, 1, 30)),  # given on Monday 12 or on Friday 9
        (20, dt.date(2015, 1, 30), dt.date(2015, 2, 9)),
    ],
)
def test_a_day_that_is_not_known_can_lie_on_each_side_of_a_change(days, soonest, latest):
    """15 working days before Monday 12 January 2015, and more or fewer from then on."""
    new = model.HasHappened(GIVEN, from_=dt.date(2015, 1, 12))
    longer = model.Changed(latest=model.Span(days, "working day"))
    rule = changed(variations=(model.Variation(longer, when=new),))
    procedure = FRAMEWORK.home[COMPLY.id]
    rules = tuple(rule if x.id == rule.id else x for x in procedure.rules)
    framework = attrs.evolve(
        FRAMEWORK,
        procedures={**FRAMEWORK.procedures, procedure.id: attrs.evolve(procedure, rules=rules)},
    )
    within = {GIVEN: (dt.date(2015, 1, 9), dt.date(2015, 1, 12))}
    found = dated(rule, {}, framework, within=within)
    assert (found.soonest, found.latest) == (soonest, latest)
