"""One reader of dates: every form that people write, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
import string
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scc_model.caseload.columns import date_in
from scc_model.cases.format import parse
from scc_model.cli import options
from scc_model.dates import days_in_words, long_date, read_date, read_days, short_date
from scc_model.errors import BadValue
from scc_model.loading import load
from scc_model.walks.site import Site

FRAMEWORK = load()
SITE = Site(FRAMEWORK)
DAY = dt.date(2014, 11, 7)
DATES = st.dates(dt.date(1000, 1, 1), dt.date(9999, 12, 31))
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def written(day: dt.date) -> list[str]:
    """A day in every form that is accepted, without the name of the day."""
    return [
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d/%m/%Y}",
        f"{day:%d-%m-%Y}",
        f"{day:%d.%m.%Y}",
        short_date(day),
        f"{day.day} {day:%b} {day.year}",
        f"{day.day} {day:%B}, {day.year}".upper(),
        f"{day:%d-%b-%Y}",
        f"{day.day}-{day:%B}-{day.year}",
    ]


@given(DATES)
def test_every_form_of_a_day_is_that_day(day):
    for text in written(day):
        assert read_date(text) == day
        assert read_date(f"  {text} ") == day
        for name in (f"{day:%A}", f"{day:%a}", f"{day:%A},", f"{day:%A}".lower()):
            assert read_date(f"{name} {text}") == day


@given(DATES, st.sampled_from(WEEKDAYS))
def test_another_name_of_the_day_is_refused_with_the_right_one(day, name):
    if name != f"{day:%A}".lower():
        with pytest.raises(BadValue, match=f"{short_date(day)} is a {day:%A}"):
            read_date(f"{name} {short_date(day)}")


@given(DATES, st.text(string.ascii_letters, min_size=1, max_size=12))
def test_no_other_word_passes_for_a_month_or_a_day(day, word):
    months = {*MONTHS, *(name[:3] for name in MONTHS), "sept"}
    if word.lower() not in months:
        with pytest.raises(BadValue):
            read_date(f"{day.day} {word} {day.year}")
    weekdays = {*WEEKDAYS, *(name[:3] for name in WEEKDAYS), "tues", "thur", "thurs"}
    if word.lower() not in weekdays:
        with pytest.raises(BadValue):
            read_date(f"{word} {short_date(day)}")


@pytest.mark.parametrize("text", [
    "17 Octopus 2014", "17 Marble 2014", "17 Janvier 2014", "Octember 17 2014", "Frog 7 Nov 2014",
    "7/11/14", "7 Nov 14", "7-Nov-14", "7-Nov 2014", "Nov-7-2014",
     "14-11-07", "\uff17/\uff11\uff11/\uff12\uff10\uff11\uff14",
    "7 November \u0662\u0660\u0661\u0664", "30 February 2014", "31/4/2014", "29/2/2014", "0/1/2014",
    "7/0/2014", "7/13/2014", "2014-13-01", "7/11-2014", "11/2014", "2014", "20141107", "2014-W45-5",
    "", " ", "today", "1 January 0000", "7 November 2014 08:00", "x7/11/2014", "7/11/2014x",
    "Friday", "Friday Friday 7 November 2014", "7 November 20140", "--", "7\x00/11/2014",
])  # fmt: skip
def test_what_is_no_date_is_refused_with_what_would_be(text):
    with pytest.raises(BadValue, match="17 October 2014, 17/10/2014 or 2014-10-17"):
        read_date(text)


@pytest.mark.parametrize("text", [
    "\ufeff2014-11-07", "7\u200b/11/2014", "\u200e7/11/2014\u200f", "7\u00a0November\u00a02014",
    "Friday\u2009 7 \u202fNovember 2014", "2014\u201111\u201107", "7\tNovember\n2014",
    "7 Nov\u00adember 2014",
])  # fmt: skip
def test_marks_that_cannot_be_seen_are_passed_over(text):
    assert read_date(text) == DAY


@pytest.mark.parametrize("text", ["7/11/14", "7-Nov-14", "07-Nov-14", "7 November 14"])
def test_a_year_in_two_digits_is_asked_for_in_four(text):
    with pytest.raises(BadValue, match="Give the year in four digits"):
        read_date(text)


@given(st.text(max_size=10_000))
def test_any_text_is_a_date_or_refused_in_a_line(text):
    try:
        day = read_date(text)
    except BadValue as error:
        message = str(error)
    else:
        message = ""
        assert read_date(long_date(day)) == day
    assert len(message) < 200


def by_the_site(text: str) -> str:
    """The day that a walk takes a text for, as its state writes it."""
    state = urlencode({"category": "special-measures", "inspection-ended": text})
    return dict(parse_qsl(json.loads(SITE.respond("category-timeline", state))["state"])).get(
        "inspection-ended", ""
    )


def by_a_case_file(text: str) -> str:
    entry = {"event": "concern-signalled", "date": text}
    plain = {"version": 1, "school": "", "begins": "2003-01-01", "events": [entry]}
    return str(parse(json.dumps(plain), FRAMEWORK).events[0].date)


def by_a_command(text: str) -> str:
    return str(options.date(text, "--as-at"))


def by_a_list_of_schools(text: str) -> str:
    return str(date_in(text))


@pytest.mark.parametrize("door", [by_the_site, by_a_case_file, by_a_command, by_a_list_of_schools])
@pytest.mark.parametrize("text", [
    one for day in (DAY, dt.date(2015, 2, 3)) for form in written(day)
    for one in (form, f"{day:%A} {form}")
])  # fmt: skip
def test_every_door_takes_every_form(door, text):
    assert door(text) == str(read_date(text))


# --- Days that are not known exactly -------------------------------------------------------------


@given(DATES, DATES, st.sampled_from([long_date, short_date]))
def test_a_day_as_far_as_it_is_known_is_read_as_it_is_said(one, other, said):
    first, last = sorted([one, other])
    for ends in ((first, last), (first, first), (first, None), (None, last)):
        assert read_days(days_in_words(*ends, said, on="")) == ends


SPANS = {
    "in November 2014": ("2014-11-01", "2014-11-30"),
    "Nov 2014": ("2014-11-01", "2014-11-30"),
    "2/2016": ("2016-02-01", "2016-02-29"),
    "December, 9999": ("9999-12-01", "9999-12-31"),
    "in the first half of November 2014": ("2014-11-01", "2014-11-15"),
    "second half of February 2015": ("2015-02-16", "2015-02-28"),
    "before Christmas 2014": (None, "2014-12-24"),
    "between 7 November 2014 and Christmas 2014": ("2014-11-07", "2014-12-25"),
    "before 7/11/2014": (None, "2014-11-06"),
    "until 7 November 2014": (None, "2014-11-07"),
    "after Friday 7 November 2014": ("2014-11-08", None),
    "since 7/11/2014": ("2014-11-07", None),
    "from 3/11/2014 to 7/11/2014": ("2014-11-03", "2014-11-07"),
    "between 3 November 2014 and 7 November 2014": ("2014-11-03", "2014-11-07"),
    "on 21 November 2014 or before": (None, "2014-11-21"),
    "21/11/2014 or earlier": (None, "2014-11-21"),
    "Friday 21 November 2014 at the latest": (None, "2014-11-21"),
    "no later than 21 November 2014": (None, "2014-11-21"),
    "up to 21 November 2014": (None, "2014-11-21"),
    "21 November 2014 or later": ("2014-11-21", None),
    "from 21 November 2014 onwards": ("2014-11-21", None),
    "not before 21 November 2014": ("2014-11-21", None),
    "7/11/2014 to 3/11/2014": ("2014-11-07", "2014-11-03"),  # whoever asked tells that
    "before 0001-01-01": (None, "0001-01-01"),
}


@pytest.mark.parametrize("text", SPANS)
def test_a_span_of_days_is_read_as_people_write_it(text):
    ends = tuple(None if day is None else str(day) for day in read_days(text))
    assert ends == SPANS[text]


@pytest.mark.parametrize("text", [
    "", "in", "in 2014", "13/2014", "0/2014", "Novembr 2014", "by", "by soon", "between",
    "between soon and later", "between 3/11/2014", "1/0000",
    "or before", "soon or before", "by 21 November 2014 or later",
    "Christmas 2014", "before Christmas", "before Easter 2015", "third half of May 2015",
    "first half of 2014", "christmas 20014",
])  # fmt: skip
def test_what_is_no_day_and_no_span_is_told(text):
    with pytest.raises(BadValue, match="is not a date"):
        read_days(text)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader_of_days(text):
    try:
        first, last = read_days(text)
    except BadValue:
        return
    assert first is not None or last is not None


@pytest.mark.parametrize("text", ["in November", "November", "some time in Nov", "during may"])
def test_a_month_without_its_year_asks_for_the_year(text):
    with pytest.raises(
        BadValue, match=r"has no year\. Write the year after the month, such as in "
    ):
        read_days(text)
