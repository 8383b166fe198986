"""A duty is told alike everywhere: in words, in a list, in a calendar, in a picture, in a table."""

from __future__ import annotations

import csv
import io

import pytest
from bs4 import BeautifulSoup

from places import CASE_FILES
from scc_model.cases import files
from scc_model.cases.journey import journey
from scc_model.cases.timelines import Timeline
from scc_model.loading import load
from scc_model.pictures.days import drawing
from scc_model.tables import duty_records, pages
from scc_model.tables.entries import School, is_over, items
from scc_model.words import explaining, obligations, timing, uncertain, wording

FRAMEWORK = load()
KEYS = {*duty_records.COLUMNS} & {*duty_records.DUTY_COLUMNS} - {"kind", "explanation"}
# What an academy owes has no time limit.
DATED = sorted(path.name for path in CASE_FILES.iterdir() if path.name != "academy.json")
SCHOOL = School("case 0")


@pytest.fixture(scope="module", params=DATED)
def case(request):
    """A case looked at on its last day."""
    opened = files.read(CASE_FILES / request.param, FRAMEWORK)
    return journey(opened, FRAMEWORK, max(entry.date for entry in opened.events))


@pytest.fixture
def dated(case):
    """Its dated duties."""
    duties = [duty for duty in case.duties() if duty.deadline is not None]
    assert duties
    return duties


def test_it_is_said_when_and_why(case, dated):
    for duty in dated:
        assert timing.when(duty) != ""
        assert explaining.explanation(duty, case) != []
        assert duty.rounds or obligations.when(duty) == timing.when(duty)


def test_it_is_listed_alike_among_dates_and_among_duties(case, dated):
    timeline = Timeline(case.context, case.events, case, tuple(dated))
    of_timeline = csv.DictReader(io.StringIO(duty_records.timeline_csv(timeline)))
    of_case = csv.DictReader(io.StringIO(duty_records.duties_csv(dated, case)))
    for row, duty in zip(of_timeline, of_case, strict=True):
        assert {key: row[key] for key in KEYS} == {key: duty[key] for key in KEYS}
        assert row["explanation"] in duty["explanation"]


def test_only_what_has_a_day_stands_in_a_calendar(case, dated):
    assert [*items(dated, case, SCHOOL)] == [*items(case.duties(), case, SCHOOL)]


def test_each_day_is_drawn(case, dated):
    drawn = drawing(dated, case, "A case.")
    strips = BeautifulSoup(drawn or "", "html.parser").select("li.scc-strip")
    days = [duty.deadline.latest or duty.deadline.earliest for duty in dated]
    assert len(strips) == sum(day is not None for day in days)


def test_only_what_can_still_be_done_has_a_bar_and_a_mark_in_the_picture(case, dated):
    """What is over is a thin line without a mark, and says in words how it stands."""
    for duty in dated:
        drawn = BeautifulSoup(drawing([duty], case, "A case.") or "", "html.parser")
        for strip in drawn.select("li.scc-strip"):
            over = is_over(duty)
            assert ("scc-strip--over" in strip["class"]) == over
            assert bool(strip.select(".scc-strip__mark")) != over
            told = (wording.STATUS[duty.status], "It must have been done", "It was done", "Done",
                    "It comes before this, which has happened")  # fmt: skip
            assert not over or any(words in strip.get_text() for words in told)


def test_what_has_no_time_limit_has_no_days(case):
    for duty in case.duties():
        if duty.deadline is None:
            assert timing.when(duty) == ""
            assert explaining.explanation(duty, case) == []
            assert [*items([duty], case, SCHOOL)] == []
            assert drawing([duty], case, "A case.") is None


def test_a_table_says_when_who_and_how_it_stands(case, dated):
    table = pages.duties("walk", "Duties", dated, case)
    shown = BeautifulSoup(table, "html.parser").select("tbody tr")
    for duty, cells in zip(dated, (line.select("td") for line in shown), strict=True):
        texts = [cell.get_text() for cell in cells]
        waits = uncertain.waits_for(duty, case.context.framework)
        assert texts[1] == f"{duty.rule.title}{waits}"
        assert texts[3] == wording.STATUS[duty.status]
        if duty.ended_on is not None:
            assert texts[0].startswith("No longer required since ")
        else:
            assert duty.rounds or texts[0] == wording.capital(timing.when(duty))
