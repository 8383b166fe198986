"""Conditions that ask when something happened, and whether somebody's time is over."""

from __future__ import annotations

import datetime as dt
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places import SMALL_DATA
from scc_model import model
from scc_model.conditions import Context, evaluate, holds
from scc_model.conditions.solving import Solver
from scc_model.conditions.times import LastTime, is_since, periods
from scc_model.loading import load, load_from
from scc_model.words.wording import condition
from small_copy import swap

FRAMEWORK = load()
GIVEN, CONFIRMED = "warning-notice-given", "warning-notice-confirmed"
DAY = dt.date(2014, 11, 7)
DAYS = st.dates(dt.date(2014, 1, 1), dt.date(2015, 12, 31))


def context(**happened):
    return Context.of(FRAMEWORK, happened={x.replace("_", "-"): day for x, day in happened.items()})


@pytest.mark.parametrize(
    ("day", "asked", "answer"),
    [
        (DAY, model.HasHappened(GIVEN), True),
        (None, model.HasHappened(GIVEN), False),
        (DAY, model.HasHappened(GIVEN, before=DAY), False),
        (DAY, model.HasHappened(GIVEN, before=dt.date(2014, 11, 8)), True),
        (DAY, model.HasHappened(GIVEN, from_=DAY), True),
        (DAY, model.HasHappened(GIVEN, from_=dt.date(2014, 11, 8)), False),
        (None, model.HasHappened(GIVEN, before=DAY), False),
        (DAY, model.Not(model.HasHappened(GIVEN, before=DAY)), True),
    ],
)
def test_the_day_decides_on_each_side_of_a_bound(day, asked, answer):
    assert holds(asked, context(warning_notice_given=day)) is answer


def test_of_what_nothing_is_known_nothing_is_said():
    asked = model.HasHappened(GIVEN, before=DAY)
    assert holds(asked, Context.of(FRAMEWORK)) is None
    assert evaluate(asked, Context.of(FRAMEWORK)).missing == ()


@pytest.mark.parametrize(
    ("given", "confirmed", "answer"),
    [
        (DAY, dt.date(2014, 11, 8), True),
        (DAY, dt.date(2014, 11, 6), False),
        (None, DAY, False),
        (DAY, None, False),
    ],
)
def test_one_event_has_happened_since_another(given, confirmed, answer):
    asked = model.HasHappened(CONFIRMED, since=GIVEN)
    known = context(warning_notice_given=given, warning_notice_confirmed=confirmed)
    assert holds(asked, known) is answer


SPANS = st.builds(
    lambda first, long: [first + dt.timedelta(days=n) for n in range(long + 1)],
    DAYS, st.integers(0, 30),
)  # fmt: skip


@given(SPANS, DAYS, DAYS)
def test_a_span_lies_where_each_of_its_days_lies(days, from_, before):
    """What is said of a day that is not known holds for each day that it can be."""
    said = {LastTime(day, day).lies(from_, before) for day in days}
    whole = LastTime(days[0], days[-1]).lies(from_, before)
    assert whole == (said.pop() if len(said) == 1 else None)


@given(SPANS, SPANS)
def test_a_span_is_after_another_where_each_of_its_days_is(days, others):
    after = LastTime(days[0], days[-1]).is_after(LastTime(others[0], others[-1]))
    if after is not None:
        assert {day > another for day in days for another in others} == {after}


def test_the_order_of_a_day_is_that_in_which_it_happened():
    times = {GIVEN: LastTime(DAY, DAY, 1), CONFIRMED: LastTime(DAY, DAY, 2)}
    assert is_since(CONFIRMED, GIVEN, times) is True
    assert is_since(GIVEN, CONFIRMED, times) is False


def test_what_is_in_doubt_is_not_said_to_have_happened():
    assert LastTime(DAY, DAY, sure=False).lies(None, None) is None


@pytest.fixture(scope="module")
def dated(tmp_path_factory):
    """The small framework with conditions on days."""
    small = tmp_path_factory.mktemp("small") / "data"
    shutil.copytree(SMALL_DATA, small)
    swap(
        small, "procedures/visits.yaml", "    starts_with: [judged]\n",
        "    starts_with: [judged]\n    when: {happened: visit-held, from: 2014-09-01, "
        "before: 2015-09-01, since: announced}\n",
    )  # fmt: skip
    swap(
        small, "procedures/visits.yaml", "    kind: expectation\n    force: expected\n",
        "    kind: expectation\n    force: expected\n    when: {over: reply}\n",
    )  # fmt: skip
    return load_from(small)


def test_the_days_that_a_condition_tells_apart_are_the_answers(dated):
    assert list(periods("visit-held", dated)) == [
        "never", "before 1 September 2014", "from 1 September 2014, before 1 September 2015",
        "from 1 September 2015",
    ]  # fmt: skip


def test_a_solution_is_found_and_holds(dated):
    solver, asked = Solver(dated), dated.rules["announce"].when
    found = solver.solve(solver.ask(asked))
    assert found == {
        ("event", "visit-held"): "from 1 September 2014, before 1 September 2015",
        ("order", "visit-held since announced"): "yes",
    }
    never = model.AllOf((asked, model.HasHappened("visit-held", before=dt.date(2014, 9, 1))))
    assert solver.solve(solver.ask(never)) is None


def test_the_time_is_over_once_its_last_day_has_been_since_it_began(dated):
    asked = dated.rules["thank"].when
    for over, began, answer in (
        (DAY, dt.date(2014, 11, 2), True),
        (DAY, dt.date(2014, 11, 12), False),
        (None, DAY, False),
    ):
        known = Context.of(dated, happened={"reply-time-over": over, "announced": began})
        assert holds(asked, known) is answer


def test_they_are_said_in_words(dated):
    assert condition(dated.rules["announce"].when, dated) == (
        "the visit was held, on or after Monday 1 September 2014 and before Tuesday "
        "1 September 2015 (since this: the visit was announced)"
    )
    assert condition(dated.rules["thank"].when, dated) == "the time for this is over: Reply"
