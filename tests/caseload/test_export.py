"""What a caseload is written into, and what nobody's name can do there."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import openpyxl
import pytest
from icalendar import Calendar as Ics

from caseload_makers import in_category, schools
from scc_model.caseload import caseloads, export, selection
from scc_model.caseload.feeds import feeds
from scc_model.conditions import Context
from scc_model.errors import BadValue
from scc_model.loading import load
from scc_model.tables import ics

FRAMEWORK = load()
AS_AT = dt.date(2014, 11, 20)
FIRST, LAST = dt.date(2014, 11, 1), dt.date(2016, 12, 31)
NASTY = [
    '=HYPERLINK("http://x.example","click")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "  =1+1",
    "\uff1d1+1",
    "\t=1",
    "<script>alert(1)</script> & <b>bold</b>",
    "Line\r\nBEGIN:VEVENT\r\nSUMMARY:forged",
    "Red \x1b[31malert\x07",
    "St Mary's, Church; of \"England\" \\ School",
]  # fmt: skip


def due_for(*names):
    pattern = in_category(inspection_ended="2014-10-17", report_published="2014-11-14")
    many = schools(
        [({name: days[0].item() for name, days in pattern.events.items()}, 0, 0)] * len(names),
        pattern.contexts,
    )
    many.names[:] = names
    caseload = caseloads.time_limits(many, FRAMEWORK, AS_AT)
    return selection.due(caseload, FIRST, LAST)


CASELOAD = caseloads.Caseload(FRAMEWORK, AS_AT, due_for("A")[:0], (), 0)
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize("name", NASTY)
def test_csv_holds_no_formula_and_loses_nothing(name):
    rows = list(csv.DictReader(io.StringIO("".join(export.to_csv(due_for(name))), newline="")))
    assert len(rows) == len(due_for(name)) > 0
    for row in rows:
        assert row["school"].removeprefix("'") == name
        for cell in row.values():
            assert not cell.lstrip().startswith(("=", "+", "-", "@", "\uff1d"))
            assert not cell.startswith(("\t", "\r", "\n"))
        assert dt.date.fromisoformat(row["latest"])


@pytest.mark.parametrize("name", NASTY)
def test_a_workbook_holds_no_formula(name):
    book = openpyxl.load_workbook(io.BytesIO(export.to_xlsx(due_for(name), "Due: [2014]?")))
    head, *rows = book.active.iter_rows()
    assert [cell.value for cell in head] == [*caseloads.COLUMNS, "week"]
    assert len(rows) > 0
    for row in rows:
        assert all(cell.data_type != "f" for cell in row)
        shown = dict(zip([cell.value for cell in head], [cell.value for cell in row], strict=True))
        assert not shown["school"].lstrip().startswith(("=", "+", "-", "@", "\uff1d"))
        assert isinstance(shown["latest"], dt.datetime)
        assert shown["estimated"] in (True, False)


def test_a_sheet_that_cannot_hold_the_rows_is_refused(monkeypatch):
    monkeypatch.setattr(export, "_MOST_ROWS", 2)
    with pytest.raises(BadValue, match="write CSV"):
        export.to_xlsx(due_for("A"), "Due")


@pytest.mark.parametrize("name", NASTY)
def test_json_holds_the_name_as_it_is(name):
    rows = json.loads("".join(export.to_json(due_for(name))))
    assert {row["school"] for row in rows} == {name}
    assert [*rows[0]] == [*caseloads.COLUMNS, "week"]
    assert all(row["earliest"] is None or dt.date.fromisoformat(row["earliest"]) for row in rows)


@pytest.mark.parametrize("name", NASTY)
def test_a_notebook_shows_the_name_as_text(name):
    assert "<script" not in due_for(name)._repr_html_()


@pytest.mark.parametrize("name", NASTY)
def test_a_terminal_is_shown_no_control_characters(name):
    text = "".join(export.to_text(due_for(name), "Due"))
    assert all(sign == "\n" or sign.isprintable() for sign in text)


def test_there_is_a_feed_for_each_role_and_it_can_be_read_back():
    due = due_for(*NASTY)
    by_role = feeds(due, CASELOAD)
    actors = {actor for rule in due["rule"] for actor in FRAMEWORK.rules[rule].actors}
    assert [*by_role] == [role for role in FRAMEWORK.roles if role in actors]
    for role, feed in by_role.items():
        text = ics.calendar_of(feed.entries, feed.title, NOW)
        carried_out = {rule.id for rule in FRAMEWORK.rules.values() if role in rule.actors}
        expected = due[due["rule"].isin(carried_out)]
        read = Ics.from_ical(text)
        assert FRAMEWORK.roles[role].name.casefold() in str(read["X-WR-CALNAME"]).casefold()
        events = read.walk("VEVENT")
        assert len(events) == len(expected)
        assert len({str(event["UID"]) for event in events}) == len(events)
        assert sorted(event.decoded("DTSTART") for event in events) == sorted(
            day.date() for day in expected["latest"]
        )
        assert not any(str(event["SUMMARY"]) == "forged" for event in events)
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_a_feed_says_what_is_estimated():
    [feed] = feeds(due_for("A"), CASELOAD, role="senior-adviser").values()
    summaries = [entry.title for entry in feed.entries]
    assert summaries
    assert all(
        summary.startswith("A: ") and ": last day (estimate), " in summary for summary in summaries
    )


def test_nothing_due_makes_files_without_rows():
    none = due_for("A")[:0]
    assert "".join(export.to_csv(none)).strip() == ",".join([*caseloads.COLUMNS, "week"])
    assert "".join(export.to_json(none)) == "[]\n"
    assert feeds(none, CASELOAD) == {}
    assert "Nothing is due" in "".join(export.to_text(none, "Due"))
    assert openpyxl.load_workbook(io.BytesIO(export.to_xlsx(none, "Due"))).active.max_row == 1


@pytest.mark.parametrize("by", ["role", "school", "week"])
def test_counts_are_written_too(by):
    totals = selection.counts(due_for(NASTY[0], NASTY[9]), by, FRAMEWORK)
    text = export.counts_text(totals, "Counts")
    assert all(sign == "\n" or sign.isprintable() for sign in text)
    assert by.capitalize() in text
    cells = [
        cell for row in csv.reader(io.StringIO("".join(export.to_csv(totals)))) for cell in row
    ]
    assert not any(cell.startswith("=") for cell in cells)
    assert len(json.loads("".join(export.to_json(totals)))) == len(totals)


def test_a_context_is_all_that_a_school_needs():
    many = schools([({}, 0, 0)], [Context.of(FRAMEWORK)])
    assert len(caseloads.time_limits(many, FRAMEWORK, AS_AT).rows) == 0


def test_a_long_list_is_written_in_pieces_that_are_one_answer(monkeypatch):
    rows = due_for(NASTY[0], NASTY[9])
    whole = {form: "".join(form(rows)) for form in (export.to_csv, export.to_json)}
    table = "".join(export.to_text(rows, "Due"))
    monkeypatch.setattr(export, "_ROWS_AT_ONCE", 2)
    for form, text in whole.items():
        pieces = [*form(rows)]
        assert len(pieces) > len(rows) // 2
        assert all(piece.endswith("\n") for piece in pieces)
        assert "".join(pieces) == text
    assert "".join(export.to_text(rows, "Due")) == table
