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
    marks = BeautifulSoup(scale.axis(), "html.parser").select("text")
    assert len(marks) <= 7
    starts = {f"{scale.at(first)}%" for first, _ in months(scale.first, scale.last)}
    assert {mark["x"] for mark in marks} <= starts


@given(days, st.integers(-3, 900))
def test_the_months_of_a_time_hold_each_of_its_days_once(first, more):
    last = first + more * ONE_DAY if (first + more * ONE_DAY).year < 2040 else first
    held = [
        begin + n * ONE_DAY
        for begin, end in months(first, last)
        for n in range((end - begin).days + 1)
    ]
    assert held == [first + n * ONE_DAY for n in range((last - first).days + 1)]
