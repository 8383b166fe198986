"""Counting days: worked examples first, then what has to hold for every date."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, given

from scc_model.dating.working_days import Calendar, SchoolHoliday, add_months
from scc_model.errors import BadValue, DateOutOfRange
from scc_model.loading import load
from strategies import counts, dates, day_kinds, school_holidays

PART_4 = load().day_kinds["part-4"]
REGULATIONS = load().day_kinds["inspection-working-days"]
EVERY_DAY = load().day_kinds["calendar"]
HOLIDAYS = load().bank_holidays
EASTER_2014 = SchoolHoliday(dt.date(2014, 4, 14), dt.date(2014, 4, 25))


def last(anchor: dt.date, count: int, kind, *holidays: SchoolHoliday, **options) -> dt.date:
    return Calendar(HOLIDAYS, holidays).add(anchor, count, kind, **options)[0]


def test_ten_days_of_the_regulations_step_over_a_two_week_holiday():
    assert last(dt.date(2014, 4, 7), 10, REGULATIONS, EASTER_2014) == dt.date(2014, 5, 6)


def test_ten_days_of_part_4_count_the_school_holiday_but_not_easter():
    assert last(dt.date(2014, 4, 7), 10, PART_4, EASTER_2014) == dt.date(2014, 4, 23)


def test_calendar_days_count_everything():
    assert last(dt.date(2014, 4, 7), 10, EVERY_DAY, EASTER_2014) == dt.date(2014, 4, 17)


@pytest.mark.parametrize(
    ("first", "to", "expected"),
    [
        pytest.param("2014-10-27", "2014-10-31", "2014-10-31", id="half-term, 5 days: counts"),
        pytest.param("2014-10-25", "2014-11-02", "2014-10-31",
                     id="the same with the weekends at both ends: still 5 days"),
        pytest.param("2014-10-27", "2014-11-02", "2014-10-31", id="Monday to Sunday: 5 days"),
        pytest.param("2014-10-24", "2014-10-30", "2014-10-31", id="7 days: a week, not longer"),
        pytest.param("2014-10-24", "2014-10-31", "2014-11-10", id="8 days: longer than a week"),
        pytest.param("2014-10-20", "2014-10-31", "2014-11-14", id="two weeks: 12 days"),
    ],
)  # fmt: skip
def test_a_school_holiday_stops_the_count_only_when_longer_than_a_week(first, to, expected):
    """Ten days from Friday 17 October 2014, with one holiday in the way."""
    holiday = SchoolHoliday(dt.date.fromisoformat(first), dt.date.fromisoformat(to))
    assert str(last(dt.date(2014, 10, 17), 10, REGULATIONS, holiday)) == expected


def test_weeks_of_one_holiday_given_apart_are_one_holiday():
    apart = (
        SchoolHoliday(dt.date(2014, 4, 14), dt.date(2014, 4, 17)),
        SchoolHoliday(dt.date(2014, 4, 22), dt.date(2014, 4, 25)),
    )
    assert last(dt.date(2014, 4, 7), 10, REGULATIONS, *apart) == dt.date(2014, 5, 6)


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [
        ("2014-11-07", "2014-11-10"),  # Friday: the next day counted is Monday
        ("2014-11-08", "2014-11-10"),  # Saturday
        ("2014-12-24", "2014-12-29"),  # Christmas Day, Boxing Day and a weekend lie between
        ("2015-04-02", "2015-04-07"),  # Maundy Thursday 2015
    ],
)
def test_one_working_day_after(anchor, expected):
    assert str(last(dt.date.fromisoformat(anchor), 1, PART_4)) == expected


def test_the_anchor_can_be_the_first_day_counted():
    monday = dt.date(2014, 11, 10)
    assert last(monday, 5, PART_4, anchor_counts=True) == dt.date(2014, 11, 14)
    saturday = dt.date(2014, 11, 8)
    assert last(saturday, 5, PART_4, anchor_counts=True) == dt.date(2014, 11, 14)


def test_skipped_days_say_why():
    _, skipped = Calendar(HOLIDAYS, (EASTER_2014,)).add(dt.date(2014, 4, 10), 2, REGULATIONS)
    reasons = {str(one.date): one.reason for one in skipped}
    assert reasons["2014-04-12"] == "weekend"
    assert reasons["2014-04-18"] == "Good Friday"
    assert reasons["2014-04-22"] == "school holiday"


def test_a_date_outside_the_calendar_says_what_is_covered():
    with pytest.raises(DateOutOfRange, match="from 1 January 2000 to 31 December 2035"):
        last(HOLIDAYS.last, 1, PART_4)
    with pytest.raises(DateOutOfRange, match="1066"):
        Calendar(HOLIDAYS).check(dt.date(1066, 10, 14))


def test_a_holiday_that_ends_before_it_begins_is_refused():
    with pytest.raises(BadValue, match="ends before it begins"):
        SchoolHoliday(dt.date(2014, 4, 25), dt.date(2014, 4, 14))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2014-08-31", 1, "2014-09-30"),
        ("2014-08-30", 6, "2015-02-28"),
        ("2015-08-31", 6, "2016-02-29"),
        ("2016-02-29", 12, "2017-02-28"),
        ("2014-12-01", 1, "2015-01-01"),
        ("2014-10-17", 0, "2014-10-17"),
    ],
)
def test_months_keep_the_day_or_end_with_the_month(day, months, expected):
    assert str(add_months(dt.date.fromisoformat(day), months)) == expected


@given(dates, counts, day_kinds, school_holidays())
def test_the_last_day_counted_is_a_day_that_counts(anchor, count, kind, holidays):
    calendar = Calendar(HOLIDAYS, holidays)
    end, _ = calendar.add(anchor, count, kind)
    assert count == 0 or calendar.closed(end, kind) is None


@given(dates, counts, day_kinds, school_holidays())
def test_counting_back_gives_the_number_counted(anchor, count, kind, holidays):
    calendar = Calendar(HOLIDAYS, holidays)
    end, skipped = calendar.add(anchor, count, kind)
    assert calendar.count_between(anchor, end, kind) == count
    assert (end - anchor).days == count + len(skipped)


@given(dates, counts, day_kinds, school_holidays())
def test_more_days_are_never_earlier(anchor, count, kind, holidays):
    calendar = Calendar(HOLIDAYS, holidays)
    assert calendar.add(anchor, count, kind)[0] < calendar.add(anchor, count + 1, kind)[0]


@given(dates, counts, day_kinds, school_holidays())
def test_a_later_anchor_is_never_earlier(anchor, count, kind, holidays):
    assume(count)
    calendar = Calendar(HOLIDAYS, holidays)
    later = anchor + dt.timedelta(days=1)
    assert calendar.add(anchor, count, kind)[0] <= calendar.add(later, count, kind)[0]


@given(dates, counts, school_holidays())
def test_holidays_only_ever_move_a_day_later(anchor, count, holidays):
    with_them = last(anchor, count, REGULATIONS, *holidays)
    assert with_them >= last(anchor, count, REGULATIONS) == last(anchor, count, PART_4, *holidays)


@given(dates, counts, school_holidays())
def test_the_order_of_holidays_does_not_matter(anchor, count, holidays):
    backwards = last(anchor, count, REGULATIONS, *reversed(holidays))
    assert last(anchor, count, REGULATIONS, *holidays) == backwards


@given(dates, day_kinds, school_holidays())
def test_next_and_previous_open_days_enclose_the_day(day, kind, holidays):
    calendar = Calendar(HOLIDAYS, holidays)
    before, after = calendar.previous_open(day, kind), calendar.next_open(day, kind)
    assert before <= day <= after
    assert calendar.closed(before, kind) is calendar.closed(after, kind) is None
    assert (before == after) == (calendar.closed(day, kind) is None)


@given(dates, dates)
def test_adding_months_keeps_the_order_of_days(one, other):
    assume(one <= other)
    assert add_months(one, 18) <= add_months(other, 18)
