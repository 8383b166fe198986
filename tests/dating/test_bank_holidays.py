"""The bank holidays of England in the data, held against the ``holidays`` library and the law.

What this does not prove: that the library is right. Both were made from the same Act and the same
announcements, so a mistake common to both would pass; the tests by weekday and by name below,
which use no library, are a second and smaller check. GOV.UK's own list, as it was published, is
the third, and the only one that makes a year certain. Nothing is proved of the years after
``certain_to``: there the lists follow the ordinary pattern, and a proclamation may still change
it.
"""

import datetime as dt
import importlib.resources
import json

import govuk_bank_holidays
import holidays
import pytest

from scc_model.dating.working_days import Calendar
from scc_model.loading import load

KNOWN = load().bank_holidays
NAMES = {day.date: day.name for day in KNOWN.days}
NOTES = {day.date: day.note for day in KNOWN.days}
YEARS = range(KNOWN.first.year, KNOWN.last.year + 1)
PUBLISHED = {  # the feed of GOV.UK, as the library carries it; the library itself would fetch it
    dt.date.fromisoformat(event["date"])
    for event in json.loads(
        importlib.resources.files(govuk_bank_holidays).joinpath("bank-holidays.json").read_bytes()
    )["england-and-wales"]["events"]
}
MONDAY, FRIDAY, SATURDAY, SUNDAY = 0, 4, 5, 6

ADDED = {
    dt.date(2002, 6, 3): "Golden Jubilee of Elizabeth II",
    dt.date(2011, 4, 29): "Wedding of Prince William and Catherine Middleton",
    dt.date(2012, 6, 5): "Diamond Jubilee of Elizabeth II",
    dt.date(2022, 6, 3): "Platinum Jubilee of Elizabeth II",
    dt.date(2022, 9, 19): "State Funeral of Elizabeth II",
    dt.date(2023, 5, 8): "Coronation of Charles III",
}
MOVED = {
    dt.date(2002, 5, 27): dt.date(2002, 6, 4),
    dt.date(2012, 5, 28): dt.date(2012, 6, 4),
    dt.date(2020, 5, 4): dt.date(2020, 5, 8),
    dt.date(2022, 5, 30): dt.date(2022, 6, 2),
}


def in_library(year):
    return set(holidays.country_holidays("GB", subdiv="ENG", years=year))


def in_data(year):
    return {date for date in NAMES if date.year == year}


def named(name):
    return [date for date, known in NAMES.items() if known == name]


def is_weekend(date):
    return date.weekday() >= SATURDAY


def test_the_list_covers_the_years_promised_and_says_how_far_it_is_certain():
    assert KNOWN.first <= dt.date(2000, 1, 1)
    assert KNOWN.last >= dt.date(2030, 12, 31)
    assert KNOWN.first <= KNOWN.certain_to <= KNOWN.last
    assert KNOWN.as_of <= dt.datetime.now(tz=dt.UTC).date()


def test_days_stand_once_in_order_within_the_range():
    dates = [day.date for day in KNOWN.days]
    assert dates == sorted(set(dates))
    assert KNOWN.first <= dates[0]
    assert dates[-1] <= KNOWN.last


@pytest.mark.parametrize("year", YEARS)
def test_every_year_agrees_with_the_library(year):
    """On weekdays, where alone it matters to a count, the two lists are the same."""
    weekdays = {date for date in in_data(year) if not is_weekend(date)}
    assert weekdays == {date for date in in_library(year) if not is_weekend(date)}


def test_the_list_is_certain_as_far_as_gov_uk_has_published_it():
    assert dt.date(max(PUBLISHED).year, 12, 31) == KNOWN.certain_to


@pytest.mark.parametrize("year", sorted({date.year for date in PUBLISHED}))
def test_every_year_that_gov_uk_has_published_agrees_with_it(year):
    """GOV.UK lists the substitute alone where Christmas Day or Boxing Day is on a weekend."""
    assert {date for date in in_data(year) if not is_weekend(date)} == {
        date for date in PUBLISHED if date.year == year
    }


@pytest.mark.parametrize("year", YEARS)
def test_weekend_days_differ_from_the_library_only_where_the_act_makes_no_bank_holiday(year):
    """The library also lists 1 January on a weekend and 26 December on a Sunday.

    Neither is a bank holiday: New Year's Day is proclaimed for the Monday instead, and Schedule 1
    of the 1971 Act leaves out a Sunday. A Saturday 26 December is one, and both lists have it.
    """
    new_year, boxing_day = dt.date(year, 1, 1), dt.date(year, 12, 26)
    no_bank_holidays = {new_year} if is_weekend(new_year) else set()
    if boxing_day.weekday() == SUNDAY:
        no_bank_holidays.add(boxing_day)
    assert in_library(year) - in_data(year) == no_bank_holidays
    assert in_data(year) <= in_library(year)


@pytest.mark.parametrize("year", YEARS)
def test_substitute_days_are_those_the_library_calls_observed(year):
    observed = {
        date
        for date, name in holidays.country_holidays("GB", subdiv="ENG", years=year).items()
        if "(observed)" in name
    }
    assert {date for date in in_data(year) if "substitute" in NAMES[date]} == observed


@pytest.mark.parametrize("year", YEARS)
def test_every_year_has_its_ordinary_holidays_in_number(year):
    """Eight each year, one more where Christmas falls on a weekend, and the days added once."""
    added = sum(date.year == year for date in ADDED)
    # Christmas Day stands on its own date whatever the day of the week, beside its substitute;
    # so does Boxing Day on a Saturday.
    beside = dt.date(year, 12, 25).weekday() in (FRIDAY, SATURDAY, SUNDAY)
    assert len(in_data(year)) == 8 + added + beside


@pytest.mark.parametrize(
    ("name", "weekday"),
    [
        ("Good Friday", FRIDAY),
        ("Easter Monday", MONDAY),
        ("Summer bank holiday", MONDAY),
        ("New Year's Day (substitute day)", MONDAY),
    ],
)
def test_a_holiday_is_on_its_weekday_every_year(name, weekday):
    assert {date.weekday() for date in named(name)} == {weekday}


@pytest.mark.parametrize("name", ["Early May bank holiday", "Spring bank holiday"])
def test_a_may_holiday_is_on_a_monday_unless_it_was_moved(name):
    assert all(date.weekday() == MONDAY for date in named(name) if date not in set(MOVED.values()))


def test_easter_monday_is_three_days_after_good_friday():
    good_fridays, easter_mondays = named("Good Friday"), named("Easter Monday")
    assert {
        monday - friday for friday, monday in zip(good_fridays, easter_mondays, strict=True)
    } == {dt.timedelta(days=3)}


@pytest.mark.parametrize("year", YEARS)
def test_christmas_day_is_listed_whatever_day_of_the_week_it_falls_on(year):
    assert NAMES[dt.date(year, 12, 25)] == "Christmas Day"


@pytest.mark.parametrize("year", YEARS)
def test_the_twenty_sixth_of_december_is_listed_unless_it_is_a_sunday(year):
    """Schedule 1: 26 December, if it be not a Sunday."""
    boxing_day = dt.date(year, 12, 26)
    assert (NAMES.get(boxing_day) == "Boxing Day") == (boxing_day.weekday() != SUNDAY)


@pytest.mark.parametrize("year", YEARS)
def test_the_twenty_seventh_of_december_is_listed_when_christmas_or_boxing_day_is_a_sunday(year):
    """Schedule 1: 27 December, where 25 or 26 December is a Sunday."""
    sunday = SUNDAY in (dt.date(year, 12, 25).weekday(), dt.date(year, 12, 26).weekday())
    assert (dt.date(year, 12, 27) in NAMES) == sunday


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        # 26 December on a Saturday
        (2015, {25: "Christmas Day", 26: "Boxing Day", 28: "Boxing Day (substitute day)"}),
        (2020, {25: "Christmas Day", 26: "Boxing Day", 28: "Boxing Day (substitute day)"}),
        # ... on a Sunday
        (
            2010,
            {
                25: "Christmas Day",
                27: "Christmas Day (substitute day)",
                28: "Boxing Day (substitute day)",
            },
        ),
        # ... on a Monday, the day after a Sunday Christmas
        (2016, {25: "Christmas Day", 26: "Boxing Day", 27: "Christmas Day (substitute day)"}),
        (2014, {25: "Christmas Day", 26: "Boxing Day"}),
    ],
)
def test_christmas_of_some_years_by_name(year, expected):
    december = {date.day: NAMES[date] for date in in_data(year) if date.month == 12}
    assert december == expected


def test_holidays_of_2014_and_2015_by_name():
    assert {
        date.isoformat(): name for date, name in NAMES.items() if date.year in (2014, 2015)
    } == {
        "2014-01-01": "New Year's Day",
        "2014-04-18": "Good Friday",
        "2014-04-21": "Easter Monday",
        "2014-05-05": "Early May bank holiday",
        "2014-05-26": "Spring bank holiday",
        "2014-08-25": "Summer bank holiday",
        "2014-12-25": "Christmas Day",
        "2014-12-26": "Boxing Day",
        "2015-01-01": "New Year's Day",
        "2015-04-03": "Good Friday",
        "2015-04-06": "Easter Monday",
        "2015-05-04": "Early May bank holiday",
        "2015-05-25": "Spring bank holiday",
        "2015-08-31": "Summer bank holiday",
        "2015-12-25": "Christmas Day",
        "2015-12-26": "Boxing Day",
        "2015-12-28": "Boxing Day (substitute day)",
    }


@pytest.mark.parametrize(("date", "name"), ADDED.items())
def test_a_day_added_once_is_named_and_explained(date, name):
    assert NAMES[date] == name
    assert NOTES[date].startswith("Added")


@pytest.mark.parametrize(("ordinary", "actual"), MOVED.items())
def test_a_day_moved_is_gone_from_its_ordinary_place_and_explained(ordinary, actual):
    assert ordinary not in NAMES
    assert NOTES[actual].startswith("Moved")


def test_nothing_but_the_days_added_or_moved_has_a_note():
    assert {date for date, note in NOTES.items() if note} == {*ADDED, *MOVED.values()}


@pytest.mark.parametrize(("kind", "closed"), [("calendar", False), ("part-4", True)])
def test_every_day_listed_is_closed_to_working_days_and_open_to_calendar_days(kind, closed):
    framework = load()
    calendar = Calendar(framework.bank_holidays)
    assert {calendar.closed(date, framework.day_kinds[kind]) is not None for date in NAMES} == {
        closed
    }
