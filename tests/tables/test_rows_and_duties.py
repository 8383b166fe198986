"""A row of a timeline and a duty of a case that have the same dates are told alike everywhere."""

from __future__ import annotations

import csv
import io

import pytest
from bs4 import BeautifulSoup

from places import CASE_FILES
from scc_model.cases import files
from scc_model.cases.journey import journey
from scc_model.dating.timelines import Row, Timeline
from scc_model.loading import load
from scc_model.pictures.days import drawing
from scc_model.tables import pages, records
from scc_model.tables.entries import School, items
from scc_model.words import account, explaining, wording

FRAMEWORK = load()
KEYS = {*records.COLUMNS} & {*records.DUTY_COLUMNS} - {"kind", "explanation"}
SCHOOL = School("case 0")


@pytest.fixture(scope="module", params=sorted(path.name for path in CASE_FILES.iterdir()))
def case(request):
    """A case looked at on its last day."""
    opened = files.read(CASE_FILES / request.param, FRAMEWORK)
    return journey(opened, FRAMEWORK, max(entry.date for entry in opened.events))


@pytest.fixture
def pairs(case):
    """Its dated duties, each with a row of a timeline that has the same dates."""
    dated = [duty for duty in case.duties() if duty.deadline is not None]
    assert dated
    return [(duty, Row(duty.deadline, duty.status)) for duty in dated]


def as_timeline(case, rows):
    return Timeline(case.context, case.as_at, case.events, case.calendar, tuple(rows))


def test_they_are_said_alike(case, pairs):
    for duty, row in pairs:
        assert wording.when(duty) == wording.when(row) != ""
        assert explaining.explanation(duty, case) == explaining.explanation(row, case) != []
        assert duty.rounds or account.when(duty) == wording.when(row)


def test_they_are_listed_alike(case, pairs):
    timeline = as_timeline(case, (row for _, row in pairs))
    of_timeline = csv.DictReader(io.StringIO(records.timeline_csv(timeline)))
    of_case = csv.DictReader(io.StringIO(records.duties_csv((duty for duty, _ in pairs), case)))
    for row, duty in zip(of_timeline, of_case, strict=True):
        assert {key: row[key] for key in KEYS} == {key: duty[key] for key in KEYS}
        assert row["explanation"] in duty["explanation"]


def test_they_make_the_same_entries_of_a_calendar(case, pairs):
    of_case = [*items((duty for duty, _ in pairs), case, SCHOOL)]
    assert of_case == [*items((row for _, row in pairs), case, SCHOOL)]
    assert of_case == [*items(case.duties(), case, SCHOOL)]


def test_they_are_drawn_alike(case, pairs):
    drawn = drawing((duty for duty, _ in pairs), case, "A case.")
    assert drawn == drawing((row for _, row in pairs), case, "A case.")
    strips = BeautifulSoup(drawn or "", "html.parser").select("li.scc-strip")
    days = [row.deadline.latest or row.deadline.earliest for _, row in pairs]
    assert len(strips) == sum(day is not None for day in days)


def test_what_has_no_time_limit_has_no_days(case):
    for duty in case.duties():
        if duty.deadline is None:
            assert wording.when(duty) == ""
            assert explaining.explanation(duty, case) == []
            assert [*items([duty], case, SCHOOL)] == []
            assert drawing([duty], case, "A case.") is None


def test_their_tables_say_the_same_of_when_who_and_how_it_stands(case, pairs):
    table = pages.duties("walk", "Duties", (duty for duty, _ in pairs), case)
    shown = BeautifulSoup(table, "html.parser").select("tbody tr")
    for (duty, row), cells in zip(pairs, (line.select("td") for line in shown), strict=True):
        texts = [cell.get_text() for cell in cells]
        assert texts[1] == row.rule.title
        assert texts[3] == wording.STATUS[row.status]
        assert duty.rounds or texts[0] == wording.capital(wording.when(row))
