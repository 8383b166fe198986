"""A build says when bank holidays have to be looked up again, and every page how far they go."""

import datetime as dt

import attrs
import pytest

import build_site
from page_parts import Page
from scc_model.cases.case import Case, Entry
from scc_model.cases.journey import journey
from scc_model.cases.timelines import timeline
from scc_model.conditions import Context
from scc_model.dates import long_date
from scc_model.handbook.days import bank_holidays
from scc_model.loading import load
from scc_model.tables import terminal
from scc_model.words import explaining

FRAMEWORK = load()
KNOWN = FRAMEWORK.bank_holidays


@pytest.mark.parametrize(
    ("certain_to", "today", "left"),
    [
        ("2028-12-31", "2027-12-31", None),
        ("2028-12-31", "2028-01-01", "365 days left"),
        ("2028-12-31", "2028-12-30", "1 day left"),
        ("2028-12-31", "2028-12-31", "none left"),
        ("2028-12-31", "2029-03-01", "none left"),
        ("2028-02-28", "2027-02-28", None),
        ("2028-02-28", "2027-03-01", "364 days left"),
    ],
)
def test_a_build_warns_when_less_than_a_year_of_certain_days_is_left(certain_to, today, left):
    known = attrs.evolve(KNOWN, certain_to=dt.date.fromisoformat(certain_to))
    warning = build_site.running_out(known, dt.date.fromisoformat(today))
    assert (warning is None) == (left is None)
    if left:
        assert left in warning
        assert long_date(known.certain_to) in warning
        assert "https://www.gov.uk/bank-holidays" in warning


def test_the_warning_is_printed_by_the_build_of_a_site_that_is_up_to_date(
    monkeypatch, capsys, tmp_path
):
    monkeypatch.setattr(build_site, "RECORD", tmp_path / "none.json")
    monkeypatch.setattr(build_site, "fingerprints", dict)
    monkeypatch.setenv(
        "SOURCE_DATE_EPOCH", f"{dt.datetime(2028, 6, 1, tzinfo=dt.UTC).timestamp():.0f}"
    )
    assert build_site.main() == 0
    assert "213 days left" in capsys.readouterr().err
    monkeypatch.setenv(
        "SOURCE_DATE_EPOCH", f"{dt.datetime(2026, 6, 1, tzinfo=dt.UTC).timestamp():.0f}"
    )
    assert build_site.main() == 0
    assert capsys.readouterr().err == ""


def test_the_page_of_working_days_says_until_when_they_are_certain():
    page = Page(bank_holidays(FRAMEWORK))
    assert f"certain to {long_date(KNOWN.certain_to)}" in page.text
    assert "GOV.UK bank holidays" in page.text
    after = range(KNOWN.certain_to.year + 1, KNOWN.last.year + 1)
    assert page.text.count("(by the ordinary pattern)") == len(after)


@pytest.mark.parametrize(
    ("received", "cautioned"),
    [("2028-12-01", False), ("2028-12-13", False), ("2028-12-18", True), ("2029-06-04", True)],
)
def test_a_date_after_the_certain_days_says_so_and_no_other(received, cautioned):
    context = Context.of(FRAMEWORK, decided={"category": "special-measures"})
    day = dt.date.fromisoformat(received)
    dated = timeline(context, {"final-report-received": day}, day)
    row = dated.row("statement-of-action")
    assert (row.deadline.latest > KNOWN.certain_to) == cautioned
    said = " ".join(explaining.explanation(row, dated))
    assert (explaining.certain_days(KNOWN) in said) == cautioned


@pytest.mark.parametrize(("received", "cautioned"), [("2028-12-13", 0), ("2029-06-04", 1)])
def test_the_table_of_a_terminal_says_so_once(received, cautioned):
    context = Context.of(FRAMEWORK, decided={"category": "special-measures"})
    day = dt.date.fromisoformat(received)
    dated = timeline(context, {"final-report-received": day}, day)
    said = terminal.timeline_text(dated, "Dates")
    assert said.count(explaining.certain_days(KNOWN)) == cautioned
    case = Case("A school", day, {"school-type": "community"}, events=(
        Entry("judgement-final", day, decided={"category": "special-measures"}),
        Entry("final-report-received", day)))  # fmt: skip
    stands = journey(case, FRAMEWORK, day)
    said = terminal.duties_text(stands.duties(), stands)
    assert said.count(explaining.certain_days(KNOWN)) == cautioned
