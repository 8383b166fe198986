"""Workbooks with several sheets: no sheet that holds schools is passed over in silence."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest

from raw_workbooks import GOOD, HEADINGS, ods, ods_row
from scc_model.caseload.reading import read
from scc_model.cli import main
from scc_model.errors import BadValue
from scc_model.loading import load

FRAMEWORK = load()
HEAD = ["URN", "School name", "Category of concern", "Inspection end date"]
WHEN = ("--from", "2014-11-01", "--to", "2014-12-31", "--as-at", "2014-11-20")


def school(urn, name, category="SM"):
    return [urn, name, category, "17/10/2014"]


def workbook(sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


TWO = {
    "Read me": [["About this list"]],
    "Primary": [["Primary schools"], HEAD, school(900001, "Hill Top")],
    "Secondary": [HEAD, school(900002, "Vale")],
}


@pytest.fixture
def listed(tmp_path):
    def reading(content, **options):
        path = tmp_path / "list.bin"
        path.write_bytes(content)
        return read(path, FRAMEWORK, **options)

    return reading


@pytest.fixture
def run(tmp_path, capsys):
    def running(content, *words):
        path = tmp_path / "list.bin"
        path.write_bytes(content)
        code = main(["caseload", str(path), *WHEN, *words])
        return code, *capsys.readouterr()

    return running


def test_a_sheet_with_schools_that_is_not_read_is_named_with_how_to_read_it(listed):
    read_list = listed(workbook(TWO))
    assert read_list.schools.names == ["Hill Top"]
    assert read_list.not_read == ("Secondary",)
    assert "NOT IN THIS ANSWER: the schools of the sheet 'Secondary'" in read_list.not_in_this
    assert "--sheet 'Secondary'" in read_list.not_in_this


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_the_command_says_so_in_every_form_and_in_its_exit_code(run, form):
    code, _, err = run(workbook(TWO), "--format", form)
    assert code == 1
    assert err.splitlines()[-1].startswith("NOT IN THIS ANSWER")


def test_it_stands_in_the_table_and_in_an_empty_answer(run):
    _, out, _ = run(workbook(TWO))
    assert "NOT IN THIS ANSWER" in out
    nothing = {**TWO, "Primary": [HEAD, school(900001, "Hill Top", "NULL")]}
    _, out, _ = run(workbook(nothing))
    assert "No school in the list is in a category" in out
    assert "NOT IN THIS ANSWER: the schools of the sheet 'Secondary'" in out


@pytest.mark.parametrize("name", ["Secondary", "secondary ", "SECONDARY"])
def test_the_sheet_to_read_can_be_named(run, name):
    code, out, err = run(workbook(TWO), "--sheet", name, "--format", "json")
    assert code == 0
    assert {row["school"] for row in json.loads(out)} == {"Vale"}
    assert "Of 3 sheets, 'Secondary' was read" in err
    assert "NOT IN THIS ANSWER" not in err


@pytest.mark.parametrize(
    ("name", "reason"),
    [("Secondry", "has no sheet 'Secondry' with anything in it. Did you mean 'Secondary'?"),
     ("Read me", "That is the sheet 'Read me'")],
)  # fmt: skip
def test_a_sheet_that_is_none_is_refused(run, name, reason):
    code, out, err = run(workbook(TWO), "--sheet", name)
    assert (code, out) == (2, "")
    assert reason in err


def test_a_text_file_has_no_sheets(listed):
    with pytest.raises(BadValue, match="is a text file and has no sheets"):
        listed(b"School,category\nHill Top,special-measures\n", sheet="Schools")


@pytest.mark.parametrize(
    "rows",
    [[], [["Notes on the list"], ["None"]], [HEAD], [HEAD, []], [["URN", "Phase"], [900002, "x"]]],
)
def test_a_sheet_without_schools_in_it_is_not_named(listed, rows):
    read_list = listed(workbook({**TWO, "Secondary": rows}))
    assert (read_list.not_read, read_list.not_in_this) == ((), "")


def test_a_directory_of_schools_does_not_hide_the_list_after_it(listed):
    directory = [["URN", "School name", "Phase of education"], [900001, "Hill Top", "Primary"]]
    read_list = listed(workbook({"Directory": directory, "Concern": TWO["Secondary"]}))
    assert read_list.schools.names == ["Vale"]
    assert read_list.not_read == ()


def test_a_sheet_of_an_open_document_is_named_too(listed):
    tables = [ods_row(HEADINGS) + ods_row(GOOD), ods_row(HEADINGS) + ods_row(GOOD)]
    read_list = listed(ods(*tables))
    assert read_list.not_read == ("Sheet 2",)
    assert listed(ods(*tables), sheet="Sheet 2").not_read == ("Sheet 1",)


def test_a_sheet_that_is_read_first_by_a_rule_leaves_the_others_named(listed):
    recent = [[*HEAD, "Most recent category of concern"], [*school(900001, "Hill Top"), "SM"]]
    read_list = listed(workbook({"In year": TWO["Secondary"], "Most recent": recent}))
    assert read_list.schools.names == ["Hill Top"]
    assert read_list.not_read == ("In year",)


def test_calendars_of_schools_on_another_sheet_are_not_cancelled(run, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    feeds = ("--format", "ics", "--out", str(tmp_path / "feeds"), "--force")
    run(workbook({"All": [HEAD, school(900001, "Hill Top"), school(900002, "Vale")]}), *feeds)
    for words in ((), ("--sheet", "Primary")):
        run(workbook(TWO), *feeds, *words)
        texts = [path.read_text("utf-8") for path in (tmp_path / "feeds").iterdir()]
        assert any("Vale" in text for text in texts)
        assert not any("CANCELLED" in text for text in texts)
