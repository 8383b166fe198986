"""One scale of days: every picture that has one puts a day where the others put it."""

from __future__ import annotations

import datetime as dt

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from scc_model.dating.working_days import ONE_DAY
from scc_model.pictures.scale import Scale, months

days = st.dates(dt.date(2000, 1, 1), dt.date(2035, 12, 31))


@given(st.lists(days, max_size=5), days)
def test_a_later_day_stands_further_right_and_none_leaves_the_picture(some, as_at):
    scale = Scale.of(some, as_at)
    placed = [scale.at(day) for day in sorted([*some, as_at])]
    assert placed == sorted(placed)
    assert placed[0] == 2
    assert placed[-1] <= 98
    assert scale.last - scale.first >= 7 * ONE_DAY


@given(st.lists(days, max_size=5), days)
def test_the_marks_are_first_days_of_months_and_can_be_read_side_by_side(some, as_at):
    scale = Scale.of(some, as_at)
    marks = BeautifulSoup(scale.axis(), "html.parser").select("text:not(.scc-timeline__today)")
    assert len(marks) <= 7
    starts = {f"{scale.at(first)}%" for first, _ in months(scale.first, scale.last)}
    assert {mark["x"] for mark in marks} <= starts


def test_the_first_weeks_have_most_of_the_room_where_the_rest_comes_a_year_later():
    first = dt.date(2014, 10, 17)
    early = [first, dt.date(2014, 11, 14), dt.date(2014, 12, 24)]
    scale = Scale.of([*early, dt.date(2015, 10, 17), dt.date(2016, 4, 17)], first)
    assert scale.cuts == (
        (dt.date(2014, 12, 24), dt.date(2015, 10, 17)),
        (dt.date(2015, 10, 17), dt.date(2016, 4, 17)),
    )
    assert scale.at(dt.date(2014, 12, 24)) > 75
    strip = BeautifulSoup(scale.strip(22), "html.parser")
    assert len(strip.select(".scc-strip__track--cut")) == 2


def test_nothing_is_left_out_of_a_few_weeks_or_between_two_days():
    first = dt.date(2014, 10, 17)
    assert Scale.of([first, dt.date(2014, 12, 1)], first).cuts == ()
    assert Scale.of([first, dt.date(2016, 12, 1)], first).cuts == ()


@given(st.lists(days, max_size=5), days)
def test_the_day_looked_from_is_named_once(some, as_at):
    axis = BeautifulSoup(Scale.of(some, as_at).axis(), "html.parser")
    today = axis.select(".scc-timeline__today")
    assert [mark.get_text() for mark in today] == [f"▼ {as_at.day} {as_at:%b}"]


@given(days, st.integers(-3, 900))
def test_the_months_of_a_time_hold_each_of_its_days_once(first, more):
    last = first + more * ONE_DAY if (first + more * ONE_DAY).year < 2040 else first
    held = [
        begin + n * ONE_DAY
        for begin, end in months(first, last)
        for n in range((end - begin).days + 1)
    ]
    assert held == [first + n * ONE_DAY for n in range((last - first).days + 1)]
