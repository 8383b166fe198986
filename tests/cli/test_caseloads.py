"""``scc caseload``: what it prints, what it writes, and what it says to wrong use."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys

import openpyxl
import pytest
from icalendar import Calendar as Ics

from scc_model.cli import caseloads, main

LIST = """\
URN,School name,Local authority,Inspection end date,Publication date,Category of concern
100001,Hill Top,Derbyshire,17/10/2014,14/11/2014,SM
100002,=1+1,Derbyshire,17/10/2014,NULL,SWK
100003,Fine,Derbyshire,17/10/2014,14/11/2014,NULL
"""
BAD = "100004,Odd,Derbyshire,40/10/2014,NULL,SM\n"
WHEN = ("--from", "2014-11-01", "--to", "2014-12-31", "--as-at", "2014-11-20")


@pytest.fixture
def run(tmp_path, capsys):
    def running(*words, text=LIST):
        path = tmp_path / "schools.csv"
        path.write_text(text, encoding="utf-8")
        code = main(["caseload", str(path), *WHEN, *words])
        out, err = capsys.readouterr()
        return code, out, err

    return running


def test_the_table_begins_with_what_is_overdue(run):
    code, out, err = run()
    assert code == 0
    assert out.index("Overdue") < out.index("Waits")
    assert "Hill Top (100001)" in out
    assert (
        "Of 3 rows, 2 could be used. Passed over, because the school is in no category: 1 row."
        in err
    )


def test_bad_rows_are_listed_and_the_exit_code_says_so(run):
    code, out, err = run("--format", "json", text=LIST + BAD)
    assert code == caseloads.SOME_NOT_USED == 1
    assert {row["school"] for row in json.loads(out)} == {"Hill Top", "=1+1"}
    assert "1 row could not be used:\n  line 5 (Odd): In the column 'Inspection end date'" in err


def test_csv_and_the_file_for_excel(run, tmp_path):
    _, out, _ = run("--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["school"] for row in rows} == {"Hill Top", "'=1+1"}
    run("--format", "csv", "--out", str(tmp_path / "due.csv"))
    raw = (tmp_path / "due.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.decode("utf-8-sig").splitlines() == out.splitlines()


def test_xlsx(run, tmp_path):
    code, out, err = run("--format", "xlsx", "--out", str(tmp_path / "due.xlsx"))
    assert (code, out) == (0, "")
    assert f"==> {tmp_path / 'due.xlsx'}" in err
    assert openpyxl.load_workbook(tmp_path / "due.xlsx").active["A1"].value == "school"


def test_feeds(run, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    run("--format", "ics", "--out", str(tmp_path / "feeds"))
    feeds = {path.stem: path.read_text(encoding="utf-8") for path in (tmp_path / "feeds").iterdir()}
    assert {"senior-adviser", "hmi", "ofsted"} <= {*feeds}
    _, out, _ = run("--format", "ics", "--role", "hmi")
    assert Ics.from_ical(out).walk("VEVENT")
    assert out.replace("\r\n", "\n") == feeds["hmi"].replace("\r\n", "\n")


@pytest.mark.parametrize("by", ["role", "school", "week"])
def test_counts(run, by):
    code, out, _ = run("--by", by)
    assert code == 0
    assert by.capitalize() in out
    assert "Overdue" in out


def test_filters(run):
    _, out, _ = run("--format", "json", "--role", "HMI", "--school", "hill")
    assert {(row["school"], row["rule"]) for row in json.loads(out)} == {
        ("Hill Top", "first-monitoring-inspection")
    }
    _, out, _ = run("--format", "json", "--authority", "DERBYSHIRE", "--school", "=1+1")
    assert {row["school"] for row in json.loads(out)} == {"=1+1"}


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (
            ("--authority", "Derby"),
            "no school of the authority 'Derby'. Did you mean 'Derbyshire'?",
        ),
        (("--authority", "Derbyshire County Council"), "Did you mean 'Derbyshire'?"),
        (("--authority", "Zz"), "Accepted: Derbyshire."),
        (("--school", "Hill Topp"), "Did you mean 'Hill Top'?"),
        (("--school", "100009"), "Did you mean '100003'?"),
        (("--school", "-"), "is called '-'"),
        (("--role", "Headteechr"), "Did you mean 'headteacher'?"),
        (("--role", "locum"), "carries out nothing that has a time limit"),
    ],
)
@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_what_matches_nothing_is_refused_with_the_nearest(run, words, reason, form):
    code, out, err = run("--format", form, *words)
    assert (code, out) == (2, "")
    assert reason in err


SAINTS = LIST.replace("Hill Top", "St. Mary's CE School").replace("Derbyshire", "St Helens")


@pytest.mark.parametrize(
    "name",
    [
        "st marys",
        "ST MARYS",
        "Saint Mary's",
        "Saint Marys C.E.",
        "st maryes ce school",
        "saint-marys",
    ],
)
def test_a_saint_however_written_is_suggested(run, name):
    code, out, err = run("--school", name, text=SAINTS)
    assert (code, out) == (2, "")
    assert "Did you mean 'St. Mary's CE School'?" in err


@pytest.mark.parametrize("name", ["Saint Helens", "st. helen's", "SAINT HELENS COUNCIL"])
def test_an_authority_however_written_is_suggested_or_taken(run, name):
    code, out, err = run("--authority", name, text=SAINTS)
    assert (code, out) == (2, "")
    assert "Did you mean 'St Helens'?" in err


@pytest.mark.parametrize("other", ["Hill Top", "HILL TOP"])
@pytest.mark.parametrize("category", ["SM", "NULL"])
def test_in_calendars_schools_of_one_name_are_told_apart_by_their_urn(run, other, category):
    """Also where the other school is in no category."""
    namesake = f"100009,{other},Derbyshire,17/10/2014,14/11/2014,{category}\n"
    _, out, _ = run("--format", "ics", "--role", "hmi", text=LIST + namesake)
    titles = [str(event["SUMMARY"]) for event in Ics.from_ical(out).walk("VEVENT")]
    assert any(title.startswith("Hill Top (100001): ") for title in titles)
    assert any(title.startswith(f"{other} (100009): ") for title in titles) == (category == "SM")
    assert any(title.startswith("=1+1: ") for title in titles)


def test_a_filter_for_which_the_list_has_no_column_is_refused(run):
    text = "School,category,inspection-ended\nHill Top,special-measures,17/10/2014\n"
    code, out, err = run("--authority", "Derbyshire", text=text)
    assert (code, out) == (2, "")
    assert "no column with the authority" in err


@pytest.mark.parametrize(
    ("words", "fate"),
    [(("--school", "Fine"), "in no category: Fine (line 4)"),
     (("--school", "Odd"), "not used: Odd (line 5)"),
     (("--authority", "derbyshire"), "in no category: Fine (line 4)")],
)  # fmt: skip
def test_a_school_that_is_asked_for_and_not_used_is_told(run, words, fate):
    _, _, err = run(*words, text=LIST + BAD)
    assert f"Of those asked for, {fate}." in err


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_an_empty_answer_never_looks_like_nothing_due(run, form):
    heading = LIST.splitlines()[0]
    fine = f"{heading}\n100003,Fine,Derbyshire,17/10/2014,14/11/2014,NULL\n"
    bad = f"{heading}\n{BAD}"
    for text, code, meaning in (
        (fine, 0, "No school in the list is in a category"),
        (bad, 1, "No row of the list could be used"),
    ):
        done, out, err = run("--format", form, text=text)
        assert done == code
        assert meaning in out + err
        assert "Nothing is due" not in out + err


def test_rows_that_are_left_out_are_told_with_their_line_and_no_fault(run):
    code, _, err = run(text=LIST + "Total,3,,,,\n,Source: Ofsted,,,,\n")
    assert code == 0
    assert "2 rows left out, which give no school or not how it stands:" in err
    assert "line 5 (3): It is a total, a source or a remark, and no school." in err
    assert "line 6 (Source: Ofsted): It is a total" in err
    assert "That is line 4." in err


def test_readings_and_holidays_move_dates(run):
    def last_day(*words):
        _, out, _ = run("--format", "json", *words)
        [row] = [row for row in json.loads(out)
                 if row["urn"] == "100001" and row["rule"] == "statement-of-action"]  # fmt: skip
        return row["latest"]

    assert last_day() == "2014-11-28"
    assert last_day("--reading", "statement-of-action-days=calendar-days") == "2014-11-24"
    assert last_day("--school-holiday", "2014-11-17..2014-11-28") == "2014-12-12"
    assert last_day("--school-holiday", "17/11/2014 \u2013 28/11/2014") == "2014-12-12"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--format", "xlsx"), "Add '--out due.xlsx'"),
        (("--format", "ics"), "'--out FOLDER'"),
        (("--format", "ics", "--by", "role", "--out", "x"), "Counts make no calendar"),
        (("--role", "link-advisor"), "Did you mean 'link-adviser'?"),
        (("--reading", "A55=lunar"), "There is no choice"),
        (("--to", "2014-10-01"), "ends before it begins"),
        (("--to", "1 May"), "not a date"),
        (("--as-at", "2099-01-01"), "outside the dates"),
        (("--out", "/nowhere/at/all.csv", "--format", "csv"), "cannot be written"),
    ],
)
def test_wrong_use(run, words, reason):
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert reason in err


def test_a_file_that_is_no_list(run):
    code, out, err = run(text="Apples,Pears\n")
    assert (code, out) == (2, "")
    assert "heads the columns of a list of schools" in err


def test_without_pandas_it_says_what_to_install():
    code = (
        "import sys; sys.modules['pandas'] = None; from scc_model.cli import main; "
        "sys.exit(main(['caseload', 'x.csv', '--from', '2014-11-01', '--to', '2014-11-02']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install 'scc-model[analysis]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_progress_is_told_once_it_takes_longer_than_a_second(capsys, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(caseloads.time, "monotonic", lambda: now[0])
    progress = caseloads.Progress()
    for seconds in (0.5, 0.5, 0.2, 1.0):
        now[0] += seconds
        progress(f"at {now[0]}")
    assert capsys.readouterr().err == "... at 101.0\n... at 102.2\n"


def test_names_move_no_cursor(run):
    text = LIST + "\x1b[2J100004,Odd\x1b[2J,Derbyshire,40/10/2014,NULL,SM\n"
    _, out, err = run(text=text)
    assert all(sign == "\n" or sign.isprintable() for sign in out + err)
