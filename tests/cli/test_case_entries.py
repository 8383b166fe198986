"""``scc case add`` and ``correct``: what somebody knows is kept, and told with what it comes to."""

from __future__ import annotations

import json
import re

import pytest

from scc_model.cli import main
from scc_model.loading import load

AT = ("--as-at", "2014-11-30")
EVENTS = [*load().events]


@pytest.fixture
def file(tmp_path, capsys):
    """The file of a case in which nothing is recorded yet."""
    path = tmp_path / "a.yaml"
    well(capsys, "new", path, "--school", "A", "--begins", "2014-09-01")
    return path


def well(capsys, *words):
    code = main(["case", *map(str, words)])
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    return out


def entries(capsys, path):
    return json.loads(well(capsys, "show", path, *AT, "--format", "json"))["entries"]


SAID = {
    "a day": (["2014-11-07"], ("2014-11-07", "2014-11-07", "2014-11-07")),
    "a day in words": (["Friday 7 November 2014"], ("2014-11-07", "2014-11-07", "2014-11-07")),
    "a span": (["--between", "2014-11-01..2014-11-10"], (None, "2014-11-01", "2014-11-10")),
    "a span of one day": (["--between", "7/11/2014..2014-11-07"],
                          ("2014-11-07", "2014-11-07", "2014-11-07")),
    "a span with a dash": (["--between", "1/11/2014 \N{EN DASH} 10/11/2014"],
                           (None, "2014-11-01", "2014-11-10")),
    "a month": (["in November 2014"], (None, "2014-11-01", "2014-11-30")),
    "a month as a span": (["--between", "November 2014"], (None, "2014-11-01", "2014-11-30")),
    "by a day": (["--by", "2014-11-21"], (None, None, "2014-11-21")),
    "by a day in words": (["on or before 21 November 2014"], (None, None, "2014-11-21")),
    "since a day": (["--since", "2014-11-21"], (None, "2014-11-21", None)),
    "both ends": (["--since", "2014-11-01", "--by", "2014-11-21"],
                  (None, "2014-11-01", "2014-11-21")),
    "no day": ([], (None, None, None)),
}  # fmt: skip


@pytest.mark.parametrize("what", SAID)
def test_an_entry_is_kept_with_its_day_as_far_as_that_is_known(capsys, file, what):
    words, ends = SAID[what]
    assert "Entry 1 is recorded" in well(capsys, "add", file, "inspection-ended", *words, *AT)
    entry = entries(capsys, file)[0]
    assert (entry["date"], entry["first"], entry["last"]) == ends
    assert (entry["event"], entry["standing"]) == ("inspection-ended", "recorded")
    shown = well(capsys, "show", file, *AT)
    assert "The record is not complete: what is not recorded is not known." in shown


@pytest.mark.parametrize("event", EVENTS)
def test_whatever_happened_is_kept_although_nothing_before_it_is_recorded(capsys, file, event):
    out = json.loads(well(capsys, "add", file, event, "2014-11-07", *AT, "--format", "json"))
    assert (out["number"], out["event"], out["date"]) == (1, event, "2014-11-07")
    for presumed in out["presumed"]:
        assert (presumed["standing"], presumed["because"]) == ("presumed", 1)
        assert presumed["last"] <= "2014-11-07"
    recorded = [x for x in entries(capsys, file) if x["standing"] == "recorded"]
    assert [x["event"] for x in recorded] == [event]


def test_what_is_presumed_is_told_with_its_days(capsys, file):
    out = well(capsys, "add", file, "warning-notice-given", "2014-10-06", *AT)
    assert re.search(
        "Presumed from entry 1: The local authority considered a warning notice, between Monday 1 "
        "September 2014 and Monday 6 October 2014. Add the day, if you know it.", out,
    )  # fmt: skip
    out = well(capsys, "add", file, "warning-notice-considered", "2014-09-22", *AT)
    assert "Presumed" not in out.partition("considered")[2]


def test_what_contradicts_is_kept_beside_what_it_contradicts(capsys, file):
    well(capsys, "add", file, "school-closed", "2014-09-10", *AT)
    out = well(capsys, "add", file, "concern-signalled", "2014-10-01", *AT)
    assert "Entry 2 ('A concern was signalled', on Wednesday 1 October 2014) contradicts" in out
    assert "Both are kept." in out
    one, other = entries(capsys, file)
    assert (one["contradicts"], other["contradicts"]) == ([2], [1])
    assert one["why"] == other["why"] != []
    assert {one["standing"], other["standing"]} == {"recorded"}
    assert "contradicts" in well(capsys, "show", file, *AT)
    well(capsys, "withdraw", file, 1, "--why", "another school", *AT)
    assert all(entry["contradicts"] == [] for entry in entries(capsys, file))


def test_that_something_did_not_happen_can_be_said_and_taken_back(capsys, file):
    well(capsys, "add", file, "warning-notice-given", "2014-09-22", *AT)
    judging = load().rules["judge-compliance"].title
    seen = ("due", file, "--as-at", "2014-10-14", "--format", "csv")
    assert "If this has not happened in time" in well(capsys, *seen)
    out = well(capsys, "did-not-happen", file, "representations-made")
    assert "this did not happen: The governing body made representations to Ofsted." in out
    out = well(capsys, *seen)
    assert judging in out
    assert "If this has not happened in time" not in out
    assert "Did not happen: The governing body made" in well(capsys, "show", file, *AT)
    well(capsys, "did-not-happen", file, "representations-made", "--undo")
    assert "If this has not happened in time" in well(capsys, *seen)


@pytest.mark.parametrize(
    ("event", "told"),
    [
        ("no-such-event", "There is no event 'no-such-event'"),
        ("compliance-period-ended", "The calendar brings this"),
        ("concern-signalled", "Entry 1 says that this happened"),
    ],
)
def test_what_cannot_be_said_not_to_have_happened_is_told(capsys, file, event, told):
    well(capsys, "add", file, "concern-signalled", "2014-10-01", *AT)
    before = file.read_bytes()
    assert main(["case", "did-not-happen", str(file), event]) == 2
    assert told in capsys.readouterr().err
    assert file.read_bytes() == before


def test_what_is_said_twice_is_kept_once_with_all_that_was_said(capsys, file):
    add = ("add", file, "concern-signalled", "2014-10-01", *AT)
    well(capsys, *add)
    before = file.read_bytes()
    out = well(capsys, *add)
    assert out.startswith("This is recorded already, as entry 1: ")
    assert "Nothing was added." in out
    assert file.read_bytes() == before
    out = well(capsys, *add, "--note", "by telephone")
    assert "What was new was added to it." in out
    assert "Note: by telephone" in out
    assert len(entries(capsys, file)) == 1


def test_an_entry_that_may_be_of_the_same_event_is_named(capsys, file):
    well(capsys, "add", file, "report-published", "in November 2014", *AT)
    out = well(capsys, "add", file, "report-published", "2014-11-07", *AT)
    assert "Entry 1 ('The report was published', between" in out
    assert "may be the same event" in out
    out = well(capsys, "add", file, "report-published", "2014-10-07", *AT)
    assert "may be the same event" not in out


def test_a_day_that_lies_ahead_is_planned_and_told_so(capsys, file):
    out = well(capsys, "add", file, "oral-feedback-given", "2015-01-05", *AT)
    assert "Entry 1 is planned: Oral feedback was given to the school, Monday 5 January" in out


# --- Corrections ---------------------------------------------------------------------------------


def test_an_entry_is_corrected_in_place_and_says_what_it_said(capsys, file):
    well(capsys, "add", file, "warning-notice-considered", "2014-09-22", "--note", "a", *AT,
         "--fact", "serious-breakdown=yes")  # fmt: skip
    out = well(capsys, "correct", file, 1, "--between", "2014-09-01..2014-09-20", *AT)
    assert "Corrected. It said before: on Monday 22 September 2014." in out
    out = well(capsys, "correct", file, 1, "--fact", "serious-breakdown=no", "--note", "b", *AT)
    assert "Yes; note: a." in out
    out = well(capsys, "correct", file, 1, "--forget", "serious-breakdown", "--no-date", *AT)
    assert "It said before: between Monday 1 September 2014 and Saturday 20 September 2014" in out
    shown = " ".join(well(capsys, "show", file, *AT).split())
    assert shown.count("Corrected.") == 3
    assert entries(capsys, file)[0]["first"] is None
    assert "It says that already." in well(capsys, "correct", file, 1, "--note", "b", *AT)


WRONG = {
    "no such entry": (["2", "--date", "2014-10-01"], "There is no entry 2. The case has 1"),
    "no number": (["x", "--date", "2014-10-01"], "is not the number of an entry"),
    "no date": (["1", "--date", "soon"], "--date: 'soon' is not a date"),
    "no day and a day": (["1", "--no-date", "--by", "2014-10-01"], "Give it in one way."),
    "before the case": (["1", "--date", "2014-03-01"], "begin"),
    "an unknown answer": (["1", "--fact", "school-type=x"], "Accepted: academy"),
    "nothing to forget": (["1", "--forget", "school-type"],
                          "'--forget school-type': the entry does not say that. It says: nothing."),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_cannot_be_corrected_is_told_and_the_file_stays(capsys, file, what):
    words, reason = WRONG[what]
    well(capsys, "add", file, "concern-signalled", "2014-10-01", *AT)
    before = file.read_bytes()
    assert main(["case", "correct", str(file), *words, *AT]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("scc case correct: ")
    assert reason in err
    assert file.read_bytes() == before


# --- The beginning, and what is complete ---------------------------------------------------------


def test_what_lies_before_the_case_is_refused_with_the_command_that_lets_it_be_added(capsys, file):
    add = ["add", str(file), "concern-signalled", "2014-03-03", *AT]
    assert main(["case", *add]) == 2
    command = re.search("'scc case (begin .*)' makes it begin then", capsys.readouterr().err)[1]
    assert "Monday 3 March 2014" in well(capsys, *command.split())
    assert "Entry 1 is recorded" in well(capsys, *add)


def test_a_case_does_not_begin_after_what_is_recorded(capsys, file):
    well(capsys, "add", file, "concern-signalled", "2014-10-01", *AT)
    for day, reason in (("2014-10-02", "entry 1 lies before"), ("soon", "DAY: 'soon'"),
                        ("1066-10-14", "Bank holidays are known")):  # fmt: skip
        assert main(["case", "begin", str(file), day]) == 2
        assert reason in capsys.readouterr().err


def test_a_case_says_whether_all_that_happened_is_recorded(capsys, tmp_path):
    path = tmp_path / "a.yaml"
    well(capsys, "new", path, "--school", "A", "--begins", "2014-09-01", "--complete")
    assert "complete: true\n" in path.read_text()
    assert "not complete" not in well(capsys, "show", path, *AT)
    assert json.loads(well(capsys, "show", path, *AT, "--format", "json"))["complete"] is True


def test_a_file_of_the_first_version_stays_one_until_it_needs_the_second(capsys, tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("version: 1\nschool: A\nbegins: 2014-09-01\n")
    well(capsys, "add", path, "concern-signalled", "2014-10-01", *AT)
    assert path.read_text().startswith("version: 1\n")
    well(capsys, "add", path, "report-published", "in November 2014", *AT)
    assert path.read_text().startswith("version: 2\n")
    assert "complete:" not in path.read_text()
