"""Days counted in each unit, what a timeline does not have, and the events that move its dates."""

from __future__ import annotations

import datetime as dt

import pytest

from places import SMALL_DATA
from scc_model.cases.timelines import timeline
from scc_model.conditions import Context
from scc_model.dating.applying import events_that_matter
from scc_model.dating.time_limits import calendar_end
from scc_model.errors import BadValue, EventsOutOfOrder, UnknownName
from scc_model.loading import load, load_from
from scc_model.model import Span

SMALL = load_from(SMALL_DATA)
DAY = dt.date(2014, 1, 31)


@pytest.mark.parametrize(
    ("amount", "unit", "end"),
    [
        (1, "day", dt.date(2014, 2, 1)),
        (2, "week", dt.date(2014, 2, 14)),
        (1, "month", dt.date(2014, 2, 28)),
        (2, "month", dt.date(2014, 3, 31)),
        (2, "year", dt.date(2016, 1, 31)),
    ],
)
def test_a_span_ends_so_long_after_its_first_day(amount, unit, end):
    assert calendar_end(DAY, Span(amount, unit)) == end


def test_working_days_are_no_span_of_the_calendar():
    with pytest.raises(ValueError, match=r"^an estimate is not counted in working days$"):
        calendar_end(DAY, Span(3, "working day"))


def test_a_rule_that_a_timeline_does_not_have_is_told_with_those_it_has():
    dates = timeline(Context.of(SMALL), {}, DAY)
    with pytest.raises(UnknownName) as refused:
        dates.row("replay")
    words = "There is no rule in this timeline 'replay'. Did you mean 'reply'?"
    assert str(refused.value) == words
    assert refused.value.allowed == tuple(row.rule.id for row in dates.rows)


def test_the_events_that_matter_are_those_that_move_or_discharge_a_rule():
    assert [event.id for event in events_that_matter(Context.of(SMALL))] == [
        "announced",
        "visit-held",
    ]


def test_a_cap_and_an_end_matter_too():
    context = Context.of(load(), decided={"category": "special-measures"})
    names = {event.id for event in events_that_matter(context)}
    rules = [row.rule for row in timeline(context, {}, dt.date(2014, 10, 18)).rows]
    assert {rule.met_by for rule in rules if rule.met_by} <= names
    assert {name for rule in rules for name in rule.ends_with} <= names
    assert {rule.time_limit.from_ for rule in rules if rule.time_limit.from_} <= names
    assert {rule.time_limit.capped.from_ for rule in rules if rule.time_limit.capped} <= names
    assert names < set(load().events)


def test_a_day_that_is_worked_out_is_not_given():
    with pytest.raises(BadValue) as refused:
        timeline(Context.of(SMALL), {"reply-time-over": dt.date(2014, 10, 17)}, DAY)
    assert str(refused.value) == (
        "'The time to reply was over' is dated 17 October 2014, but its day is worked out from the "
        "time limit of 'Reply'. Leave it out."
    )


def test_events_on_one_day_are_in_order_and_a_day_before_is_not():
    day = dt.date(2014, 10, 17)
    events = {"announced": day, "visit-held": day}
    assert timeline(Context.of(SMALL), events, day).events == events
    with pytest.raises(EventsOutOfOrder) as refused:
        timeline(Context.of(SMALL), events | {"announced": dt.date(2014, 10, 18)}, day)
    assert str(refused.value) == (
        "'The visit was held' is dated 17 October 2014, before 'The visit was announced' on 18 "
        "October 2014. Accepted: 18 October 2014 or later, or an earlier date for 'The visit was "
        "announced'."
    )
