"""The command line: what it prints, and what it says to wrong use."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys

import pytest
from icalendar import Calendar as Ics

from scc_model.cli import main
from scc_model.loading import data_dir, load

KEYS = [
    "id", "title", "owner", "kind", "anchor", "anchor_date", "estimated", "earliest", "latest",
    "day_kind", "status", "explanation", "source", "at_the_latest", "counts_from",
]  # fmt: skip
CONTRACT = {
    "special-measures": {
        "inspection-reported", "comment-on-draft-report", "report-to-parents",
        "statement-of-action", "first-monitoring-inspection", "further-monitoring-inspections",
        "twelve-month-report", "re-inspection", "post-removal-support",
    },
    "serious-weaknesses": {
        "inspection-reported", "comment-on-draft-report", "report-to-parents",
        "statement-of-action", "first-monitoring-inspection", "further-monitoring-inspections",
        "re-inspection", "post-removal-support",
    },
    "requires-improvement": {"first-monitoring-inspection", "re-inspection"},
}  # fmt: skip
SPECIAL = ("timeline", "special-measures", "--as-at", "2014-10-18",
           "--event", "inspection-ended=2014-10-17")  # fmt: skip
ICS = ("--format", "ics", "--school", "A school")


def run(capsys, *words: str) -> tuple[int, str, str]:
    code = main(list(words))
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize("category", CONTRACT)
def test_the_json_timeline_keeps_its_contract(capsys, category):
    code, out, err = run(
        capsys,
        "timeline",
        category,
        "--format",
        "json",
        "--as-at",
        "2014-10-18",
        "--event",
        "inspection-ended=2014-10-17",
    )
    rows = json.loads(out)
    assert (code, err) == (0, "")
    assert all(list(row) == KEYS for row in rows)
    assert CONTRACT[category] <= {row["id"] for row in rows}
    assert all(row["explanation"] and row["source"] and row["owner"] for row in rows)


def test_a_row_of_the_json_timeline(capsys):
    _, out, _ = run(
        capsys,
        "timeline",
        "special-measures",
        "--format",
        "json",
        "--event",
        "final-report-received=2014-04-07",
        "--as-at",
        "2014-04-08",
        "--school-holiday",
        "2014-04-14..2014-04-25",
    )
    row = {row["id"]: row for row in json.loads(out)}["statement-of-action"]
    assert row["latest"] == "2014-05-06"
    assert row["earliest"] is None
    assert row["anchor"] == "final-report-received"
    assert row["anchor_date"] == "2014-04-07"
    assert row["estimated"] is False
    assert row["day_kind"] == "inspection-working-days"
    assert row["status"] == "open"
    assert "Monday 5 May 2014" in row["explanation"]


def test_csv_and_json_say_the_same(capsys):
    rows = json.loads(run(capsys, *SPECIAL, "--format", "json")[1])
    read = list(csv.DictReader(io.StringIO(run(capsys, *SPECIAL, "--format", "csv")[1])))
    assert [row["id"] for row in read] == [row["id"] for row in rows]
    assert [row["latest"] for row in read] == [row["latest"] or "" for row in rows]


def test_the_calendar_file_is_read_by_a_library(capsys):
    rows = json.loads(run(capsys, *SPECIAL, "--format", "json")[1])
    calendar = Ics.from_ical(run(capsys, *SPECIAL, *ICS)[1])
    days = {
        (str(event["UID"]).split("@")[0].rsplit("-", 1)[0], str(event.decoded("DTSTART")))
        for event in calendar.walk("VEVENT")
    }
    for row in rows:
        if row["latest"]:
            assert (f"{row['id']}-last", row["latest"]) in days
    titles = [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]
    assert any(re.fullmatch(r"A school: .*: last day \(estimate\), .+", title) for title in titles)
    assert all(len(line.encode()) <= 75 for line in _lines(capsys))


def _lines(capsys) -> list[str]:
    return run(capsys, *SPECIAL, *ICS)[1].split("\r\n")


def test_the_table_writes_dates_for_people(capsys):
    code, out, _ = run(capsys, *SPECIAL)
    assert code == 0
    assert "As at Saturday 18 October 2014." in out
    assert "2014-10-17" not in out


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["timeline", "special-measure"], "Did you mean 'special-measures'?"),
        (["timeline", "special-measures", "--event", "report-publshed=2014-10-17"],
         "Did you mean 'report-published'?"),
        (["timeline", "special-measures", "--event", "inspection-ended"], "NAME=YYYY-MM-DD"),
        (["timeline", "special-measures", "--event", "inspection-ended=2014-02-30"],
         "--event inspection-ended: '2014-02-30' is not a date: there is no such day"),
        (["timeline", "special-measures", "--event", "inspection-ended=1066-10-14"],
         "Bank holidays are known from 1 January 2000"),
        (["timeline", "special-measures", "--event", "inspection-ended=2014-10-17",
          "--event", "inspection-ended=2014-10-18"], "is given twice"),
        (["timeline", "special-measures", "--event", "inspection-ended=2014-10-17",
          "--event", "report-published=2014-10-01"], "before 'The section 5 inspection ended' on"),
        (["timeline", "special-measures", "--reading", "A55=weeks"],
         "There is no choice for the reading 'statement-of-action-days' 'weeks'"),
        (["timeline", "special-measures", "--reading", "A999=x"], "There is no reading 'A999'"),
        (["timeline", "special-measures", "--school-holiday", "2014-04-14"], "FROM..TO"),
        (["timeline", "special-measures", "--school-holiday", "2014-04-25..2014-04-14"],
         "ends before it begins"),
        (["timeline", "special-measures", "--as-at", "today"], "is not a date"),
        ([*SPECIAL, "--format", "ics"], "Add '--school NAME'"),
        ([*SPECIAL, *ICS, "--remind", "soon"], "Accepted: 0 (the day itself) to 366"),
        ([*SPECIAL, *ICS, "--remind", "367"], "Accepted: 0 (the day itself) to 366"),
        ([*SPECIAL, *ICS, "--since", "nowhere.ics"], "'nowhere.ics' cannot be read"),
        ([*SPECIAL, *ICS, "--since", "pyproject.toml"], "is no calendar file"),
        (["timeline", "special-measures", *ICS], "No calendar file was made"),
        (["classify", "--fact", "overall-effectiveness=awful"], "Accepted: good"),
        (["classify", "--fact", "colour=blue"], "There is no fact 'colour'"),
        (["graph", "--procedure", "ofsted"], "There is no procedure 'ofsted'"),
        (["depends", "inspection-endet"], "Did you mean 'inspection-ended'?"),
        (["depends", "warning-notice-given-by-nobody"], "There is no"),
        (["depends", "concerns-not-removed"], "can be any of these"),
        (["ways", "interim-board-in-place", "--from", "no-secondment"], "No way leads to"),
        (["ways", "interim-board-in-place", "--most", "0"], "'--most 0'"),
    ],
)  # fmt: skip
def test_wrong_use_is_told_in_words(capsys, words, reason):
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert reason in err
    assert "Traceback" not in err


def test_an_unknown_command_or_option_ends_with_2(capsys):
    for words in ([], ["timelin"], ["timeline", "special-measures", "--format", "pdf"]):
        with pytest.raises(SystemExit) as left:
            main(words)
        assert left.value.code == 2
    capsys.readouterr()


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["timeline"],
        ["classify"],
        ["check"],
        ["graph"],
        ["depends"],
        ["ways"],
        ["rules"],
        ["readings"],
        ["roles"],
        ["trace"],
    ],
)
def test_help_gives_an_example(capsys, command):
    with pytest.raises(SystemExit) as left:
        main([*command, "--help"])
    assert left.value.code == 0
    out = capsys.readouterr().out
    assert "scc" in out
    assert not command or "example" in out


def test_classify_asks_the_next_question(capsys):
    _, out, _ = run(capsys, "classify")
    assert "cannot yet say" in out
    assert "--fact overall-effectiveness=ANSWER" in out


def test_classify_says_which_rule_decided(capsys):
    _, out, _ = run(capsys, "classify", "--fact", "overall-effectiveness=good", "--format", "json")
    category = json.loads(out)["category"]
    assert category["outcome"] == "no-category"
    assert category["because"]
    assert category["source"]


def test_facts_from_a_file(capsys, tmp_path):
    file = tmp_path / "school.yaml"
    file.write_text("overall-effectiveness: requires-improvement\n", encoding="utf-8")
    _, out, _ = run(capsys, "classify", "--facts", str(file), "--format", "json")
    assert json.loads(out)["category"]["outcome"] == "requires-improvement"


def test_a_faulty_file_of_facts_names_every_line(capsys, tmp_path):
    file = tmp_path / "school.yaml"
    file.write_text("overall-effectiveness: awful\n\ncolour: blue\n", encoding="utf-8")
    code, _, err = run(capsys, "classify", "--facts", str(file))
    assert code == 1
    assert f"{file}:1: " in err
    assert f"{file}:3: " in err


def test_check_is_content_with_the_handbook(capsys):
    code, out, _ = run(capsys, "check")
    assert code == 0
    assert f"{len(load().rules)} rules" in out


@pytest.fixture
def own_data(tmp_path):
    """A copy of the data that may be changed."""
    return shutil.copytree(data_dir(), tmp_path / "data")


def test_check_runs_the_worked_cases_and_names_the_rule(capsys, own_data):
    code, out, _ = run(capsys, "check", "--data", str(own_data))
    assert code == 0
    assert re.search(r"^[\d,]+ worked cases come out as they say\.$", out, re.MULTILINE)
    path = own_data / "cases" / "ofsted_category_statement_of_action.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("latest: 2014-05-06, e", "latest: 2014-05-07, e"), "utf-8")
    line = next(n for n, x in enumerate(text.splitlines(), 1) if "id: statement-over-easter" in x)
    code, out, err = run(capsys, "check", "--data", str(own_data))
    assert (code, out) == (1, "")
    assert (
        f"cases/ofsted_category_statement_of_action.yaml:{line}: the worked case "
        "'statement-over-easter' comes out otherwise: statement-of-action: latest is 2014-05-06, "
        "not 2014-05-07. It rests on 'statement-of-action' at procedures/ofsted_category.yaml:"
    ) in err
    code, out, _ = run(capsys, "check", "--data", str(own_data), "--no-cases")
    assert code == 0
    assert "worked cases" not in out


def test_check_names_what_was_changed_near_by_and_further_off(capsys, own_data):
    path = own_data / "quantities.yaml"
    head, opening, rest = path.read_text("utf-8").partition("- id: time-to-comply\n")
    path.write_text(head + opening + rest.replace("15 working", "20 working", 1), "utf-8")
    line = head.count("\n") + 1
    code, out, err = run(capsys, "check", "--data", str(own_data))
    assert (code, out) == (1, "")
    told = f"'time-to-comply' at quantities.yaml:{line} was changed (value)"
    moved = [x for x in err.splitlines() if "comes out otherwise: powers-within-two-months" in x]
    assert len(moved) > 5
    assert all(told in x for x in moved)
    # What rests on it only by way of something else names itself first.
    assert all("It rests on 'powers-within-two-months' at" in x for x in moved)


def test_the_faults_are_written_where_the_answer_is_wanted(capsys, own_data, tmp_path):
    path = own_data / "roles.yaml"
    path.write_text(path.read_text("utf-8").replace("part_of: ofsted", "part_of: school"), "utf-8")
    out = tmp_path / "faults.txt"
    code, answer, err = run(capsys, "check", "--data", str(own_data), "--out", str(out))
    assert (code, answer) == (1, "")
    assert str(out) in err
    assert "'part_of' is school, not ofsted" in out.read_text("utf-8")


def test_check_says_that_there_are_no_worked_cases(capsys, own_data):
    shutil.rmtree(own_data / "cases")
    code, out, _ = run(capsys, "check", "--data", str(own_data))
    assert code == 0
    assert "There are no worked cases." in out


def test_check_reports_faults_and_ends_with_1(capsys, tmp_path):
    code, out, err = run(capsys, "check", "--data", str(tmp_path))
    assert (code, out) == (1, "")
    assert "roles.yaml: this file is missing" in err


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("svg", "<svg "),
        ("dot", "digraph {"),
        ("mermaid", "stateDiagram-v2"),
        ("json", "{"),
        ("graphml", "<graphml "),
    ],
)
def test_the_graph_in_every_form(capsys, form, start):
    drawn = [home.id for home in load().procedures.values() if home.stages]
    for words in ([], *(["--procedure", name] for name in drawn)):
        code, out, _ = run(capsys, "graph", *words, "--format", form)
        assert code == 0
        assert out.startswith(start)


def test_what_depends_on_a_rule_is_told_with_the_reason(capsys):
    code, out, _ = run(capsys, "depends", "comply-in-initial-period")
    assert code == 0
    assert "falls on the last day of 'Comply within the initial period'" in out
    assert "  governing body: carries out 'Comply within the initial period'" in out


def test_ways_to_a_stage_are_told_with_what_all_of_them_take(capsys):
    words = ("interim-board-in-place", "--from", "not-complied", "--most", "2")
    code, out, _ = run(capsys, "ways", *words)
    always, first, _ = out.split("\n\n")
    assert code == 0
    assert "  The school is eligible for intervention" in always
    assert "by 'The local authority gave notice of proposed powers'" in first


def test_the_graph_of_every_strand(capsys):
    framework = load()
    for strand in framework.strands.values():
        code, out, err = run(capsys, "graph", "--strand", strand.id, "--format", "svg")
        if any(framework.procedures[name].stages for name in strand.procedures):
            assert (code, err) == (0, "")
            assert out.startswith("<svg ")
        else:
            assert (code, out) == (2, "")
            assert "has no stages" in err


def test_the_installed_command_runs():
    done = subprocess.run(
        [sys.executable, "-m", "scc_model.cli", "check"], capture_output=True, text=True, check=True
    )
    assert "no faults" in done.stdout
