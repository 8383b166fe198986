"""``scc case``: a case is begun, kept, corrected, looked at and explained; wrong use is told."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest
import yaml
from icalendar import Calendar as Ics

from places import CASE_FILES
from scc_model.cases.case import ID
from scc_model.cli import main
from scc_model.tables.duty_records import DUTY_COLUMNS

EXAMPLES = CASE_FILES
AT = ("--as-at", "2014-11-30")
LOOKS = {
    "show": [], "next": [], "due": [], "powers": [], "ics": [],
    "explain": ["concern-signalled"],
}  # fmt: skip
CHANGES = {
    "new": ["--school", "x", "--begins", "2014-09-01"],
    "add": ["oral-feedback-given", "2014-10-01"],
    "withdraw": ["1", "--why", "x"],
    "correct": ["1", "--date", "2014-09-09"],
    "begin": ["2014-08-01"],
    "did-not-happen": ["representations-made"],
}


def run(capsys, *words):
    code = main(["case", *map(str, words)])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


def well(capsys, *words):
    code, out, err = run(capsys, *words)
    assert (code, err) == (0, "")
    return out


@pytest.fixture
def file(tmp_path):
    """A copy of a case, in which a warning notice was given on 6 October 2014."""
    return Path(shutil.copy(EXAMPLES / "warning_notice.json", tmp_path))


@pytest.mark.parametrize("command", [[], *([name] for name in (*CHANGES, *LOOKS))])
def test_help_gives_an_example(capsys, command):
    with pytest.raises(SystemExit) as left:
        main(["case", *command, "--help"])
    assert left.value.code == 0
    out = capsys.readouterr().out
    assert "example" in out
    assert " ".join(["scc case", *command]) in out


def test_a_case_is_begun_with_all_that_is_given(capsys, tmp_path):
    path = tmp_path / "a.json"
    well(capsys, "new", path, "--school", "École", "--begins", "2014-09-01",
         "--fact", "school-type=community", "--reading", "A55=calendar-days",
         "--school-holiday", "2014-10-27..2014-10-31")  # fmt: skip
    saved = json.loads(path.read_text(encoding="utf-8"))
    assert re.fullmatch(ID, saved.pop("id"))
    assert saved == {
        "version": 2,
        "school": "École",
        "begins": "2014-09-01",
        "complete": False,
        "facts": {"school-type": "community"},
        "readings": {"statement-of-action-days": "calendar-days"},
        "school_holidays": [{"from": "2014-10-27", "to": "2014-10-31"}],
    }


def test_a_file_that_is_there_is_left_alone_unless_asked(capsys, file):
    before = file.read_bytes()
    code, out, err = run(capsys, "new", file, *CHANGES["new"])
    assert (code, out) == (2, "")
    assert "is there already and was left alone" in err
    assert file.read_bytes() == before
    well(capsys, "new", file, *CHANGES["new"], "--force")
    assert json.loads(file.read_text(encoding="utf-8"))["school"] == "x"


def test_an_answer_that_comes_later_settles_where_the_school_begins(capsys, tmp_path):
    path = tmp_path / "a.json"
    well(capsys, "new", path, *CHANGES["new"])
    well(capsys, "add", path, "concern-signalled", "2014-09-08", *AT)
    assert "--fact school-type=ANSWER" in well(capsys, "show", path, *AT)
    well(capsys, "add", path, "concern-signalled", "2014-09-08", *AT,
         "--fact", "school-type=community")  # fmt: skip
    record = json.loads(well(capsys, "show", path, *AT, "--format", "json"))
    assert "governance" in {position["procedure"] for position in record["positions"]}


def test_a_yaml_file_stays_yaml(capsys, tmp_path):
    path = tmp_path / "a.yaml"
    well(capsys, "new", path, *CHANGES["new"], "--fact", "school-type=community")
    well(capsys, "add", path, "concern-signalled", "2014-09-08", *AT)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("version: 2\n")
    assert yaml.safe_load(text)["events"] == [{"event": "concern-signalled", "date": "2014-09-08"}]


def test_an_event_is_added_with_what_became_known(capsys, tmp_path):
    path = tmp_path / "a.json"
    well(capsys, "new", path, *CHANGES["new"], "--fact", "school-type=community")
    out = well(capsys, "add", path, "warning-notice-considered", "2014-10-01", *AT,
               "--fact", "serious-breakdown=yes", "--note", "Seen by HMI")  # fmt: skip
    assert "Entry 1 is recorded" in out
    assert "To 'Warning notice considered'." in out
    out = well(capsys, "add", path, "judgement-final", "2014-11-07", *AT, "--format", "json",
               "--decided", "category=no-category")  # fmt: skip
    record = json.loads(out)
    assert (record["number"], record["status"]) == (2, "counted")
    assert record["decided"] == {"category": "no-category"}
    assert json.loads(path.read_text(encoding="utf-8"))["events"][0] == {
        "event": "warning-notice-considered",
        "date": "2014-10-01",
        "facts": {"serious-breakdown": "yes"},
        "note": "Seen by HMI",
    }


REFUSED = {
    "no such event": (["confirmation-received", "2014-11-05"], "There is no event"),
    "the wrong way round": (["oral-feedback-given", "--between", "2014-11-05..2014-10-05"],
                            "Accepted: the first day, then the last"),
    "two ways": (["oral-feedback-given", "2014-11-05", "--by", "2014-11-06"],
                 "The day is given as DATE and as --since and --by. Give it in one way."),
    "half a span": (["oral-feedback-given", "--between", "2014-11-05..soon"],
                    "--between: 'soon' is not a date"),
    "no span": (["oral-feedback-given", "--between", "soon"], "--between: 'soon' is not a date"),
    "no last day": (["oral-feedback-given", "--by", "soon"], "--by: 'soon' is not a date"),
    "a span before the case": (["oral-feedback-given", "--by", "2014-08-01"],
                               "makes it begin then"),
    "a misspelt event": (["pay-notice-givn", "2014-11-05"], "Did you mean 'pay-notice-given'?"),
    "no date": (["oral-feedback-given", "soon"], "is not a date"),
    "before the case": (["oral-feedback-given", "2014-08-01"], "before the case begins"),
    "without bank holidays": (["oral-feedback-given", "2099-01-01"], "Bank holidays are known"),
    "no answer": (["oral-feedback-given", "2014-11-05", "--fact", "school-type"], "ID=ANSWER"),
    "two answers": (["oral-feedback-given", "2014-11-05", "--fact", "school-type=academy",
                     "--fact", "school-type=community"], "is given twice"),
    "an unknown answer": (["oral-feedback-given", "2014-11-05", "--fact", "school-type=x"],
                          "Accepted: academy"),
    "an unknown decision": (["oral-feedback-given", "2014-11-05", "--decided", "x=y"],
                            "There is no decision 'x'"),
    "a note too long": (["oral-feedback-given", "2014-11-05", "--note", "x" * 2001],
                        "up to 2,000 characters"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_added_is_refused_and_the_file_stays(capsys, file, what):
    words, reason = REFUSED[what]
    before = file.read_bytes()
    code, out, err = run(capsys, "add", file, *words, *AT)
    assert (code, out) == (2, "")
    assert err.startswith("scc case add: ")
    assert reason in err
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_an_event_that_lies_ahead_is_checked_and_planned(capsys, file):
    out = well(capsys, "add", file, "oral-feedback-given", "2015-01-05", *AT)
    assert "is planned" in out
    record = json.loads(well(capsys, "show", file, *AT, "--format", "json"))["events"]
    assert record[-1]["status"] == "planned"
    later = json.loads(well(capsys, "show", file, "--as-at", "2015-01-05", "--format", "json"))
    assert later["events"][-1]["status"] == "counted"


def test_what_is_withdrawn_stays_beside_what_replaces_it(capsys, file):
    well(capsys, "withdraw", file, "6", "--why", "Dated wrongly", *AT)
    facts = json.loads(file.read_text(encoding="utf-8"))["events"][5]["facts"]
    given = [word for name, answer in facts.items() for word in ("--fact", f"{name}={answer}")]
    well(capsys, "add", file, "warning-notice-given", "2014-10-07", *given, *AT)
    out = well(capsys, "show", file, *AT)
    assert "withdrawn" in out
    assert "Dated wrongly." in out
    assert "Tuesday 7 October 2014" in out
    events = json.loads(well(capsys, "show", file, *AT, "--format", "json"))["events"]
    notices = {event["number"]: event["status"] for event in events
               if event["event"] == "warning-notice-given"}  # fmt: skip
    assert notices == {5: "withdrawn", 6: "withdrawn", 7: "counted"}


def test_withdrawing_says_what_has_to_be_presumed_from_then_on(capsys, file):
    out = well(capsys, "withdraw", file, "2", "--why", "x", *AT)
    assert "Entry 2 is withdrawn" in out
    assert "Presumed from entry " in out
    entries = json.loads(well(capsys, "show", file, *AT, "--format", "json"))["entries"]
    [presumed] = [entry for entry in entries if entry["standing"] == "presumed"]
    withdrawn = entries[1]
    assert withdrawn["standing"] == "withdrawn"
    assert (presumed["event"], presumed["date"]) == (withdrawn["event"], None)
    assert presumed["first"] <= withdrawn["date"] <= presumed["last"]


@pytest.mark.parametrize(
    ("number", "reason"),
    [("0", "There is no entry 0"), ("7", "There is no entry 7. The case has 6"),
     ("5", "is withdrawn already: It was the draft"), ("x", "is not the number of an entry"),
     ("9" * 5_000, "is not the number of an entry"), ("²", "is not the number of an entry")],
)  # fmt: skip
def test_a_number_that_cannot_be_withdrawn_is_refused(capsys, file, number, reason):
    before = file.read_bytes()
    code, out, err = run(capsys, "withdraw", file, number, "--why", "x", *AT)
    assert (code, out) == (2, "")
    assert reason in err
    assert file.read_bytes() == before


def test_show_says_where_the_school_stands(capsys, file):
    out = well(capsys, "show", file, "--as-at", "2014-10-10")
    assert out.startswith("Example Primary School\nAs at Friday 10 October 2014.\n")
    assert "Initial period" in out
    record = json.loads(well(capsys, "show", file, "--as-at", "2014-10-10", "--format", "json"))
    stands = {position["procedure"]: position["since"] for position in record["positions"]}
    assert stands["warning-notice"] == "2014-10-06"
    assert {event["number"] for event in record["events"]} == {1, 2, 3, 4, 5, 6}


def test_days_that_the_calendar_brings_stand_in_the_record(capsys, file):
    events = json.loads(well(capsys, "show", file, *AT, "--format", "json"))["events"]
    worked_out = [event for event in events if event["number"] is None]
    assert [event["date"] for event in worked_out] == ["2014-10-27"]
    assert worked_out[0]["status"] == "worked-out"


def test_due_puts_what_is_overdue_first(capsys, file):
    rows = json.loads(well(capsys, "due", file, *AT, "--format", "json"))
    statuses = [row["status"] for row in rows]
    assert statuses[0] == "overdue"
    assert statuses == sorted(statuses, key=lambda status: (status != "overdue", status == "waits"))
    assert {*DUTY_COLUMNS, "rounds"} == set(rows[0])
    [comply] = [row for row in rows if row["id"] == "comply-in-initial-period"]
    assert comply["latest"] == "2014-10-27"
    assert comply["explanation"]
    read = list(csv.DictReader(io.StringIO(well(capsys, "due", file, *AT, "--format", "csv"))))
    assert [row["id"] for row in read] == [row["id"] for row in rows]
    assert "Overdue" in well(capsys, "due", file, *AT)


def test_due_between_two_days_and_for_a_role(capsys, file):
    def ids(*words):
        out = well(capsys, "due", file, *AT, "--format", "json", *words)
        return {row["id"] for row in json.loads(out)}

    inside = ids("--from", "2014-10-27", "--to", "2014-10-27")
    assert "comply-in-initial-period" in inside
    assert "comply-in-initial-period" not in ids("--from", "2014-10-28")
    assert "comply-in-initial-period" not in ids("--to", "2014-10-26")
    assert "comply-in-initial-period" in ids("--role", "governing-body")
    assert "comply-in-initial-period" not in ids("--role", "headteacher")
    assert "discuss-before-warning-notice" in ids("--all") - ids()


def test_nothing_due_is_said_in_words(capsys, file):
    out = well(capsys, "due", file, *AT, "--from", "2030-01-01")
    assert "Nothing is to be done." in out


def test_next_gives_events_with_what_they_need(capsys, file):
    rows = {row["event"]: row for row in
            json.loads(well(capsys, "next", file, *AT, "--format", "json"))}  # fmt: skip
    assert rows["pay-notice-given"]["allowed"] is None
    assert rows["pay-notice-given"]["to_be_known"] == ["pay-order-not-followed"]
    assert rows["pay-notice-given"]["moves"][0]["guard"]
    assert "pay-notice-given" in well(capsys, "next", file, *AT)
    for name, row in rows.items():  # what is said to be possible can be recorded
        if row["allowed"]:
            well(capsys, "add", file, name, "2014-11-30", *AT)
            break


def test_powers_say_why(capsys, file):
    rows = json.loads(well(capsys, "powers", file, *AT, "--format", "json"))
    assert all(row["why"] or row["open"] for row in rows)
    assert any(row["open"] for row in rows)
    assert well(capsys, "powers", file, *AT).count("Open") >= 1


def test_powers_open_for_two_months_after_the_compliance_period(capsys, file):
    def is_open(day):
        rows = json.loads(well(capsys, "powers", file, "--as-at", day, "--format", "json"))
        return {row["id"] for row in rows if row["open"]}

    well(capsys, "add", file, "non-compliance-found", "2014-10-28", *AT)
    well(capsys, "add", file, "powers-notice-given", "2014-10-29", *AT)
    gained = is_open("2014-10-29") - is_open("2014-10-28")
    over = gained - is_open("2014-12-28")
    assert {"appoint-interim-board", "suspend-budget-after-warning-notice"} <= gained
    assert "suspend-budget-after-warning-notice" in over
    assert "appoint-interim-board" not in over  # no two months run for this one
    assert gained <= is_open("2014-12-27")


def test_a_rule_is_explained_from_its_source_to_its_day(capsys, file):
    out = well(capsys, "explain", file, "comply-in-initial-period", *AT)
    for part in ("Education and Inspections Act 2006", "Monday 6 October 2014", "It applies.",
                 "Monday 27 October 2014", "working days", "Overdue", "Reading A30"):  # fmt: skip
        assert part in out
    parts = json.loads(
        well(capsys, "explain", file, "statement-of-action", *AT, "--format", "json")
    )
    assert all(part["about"] and part["told"] for part in parts)
    assert any("--fact overall-effectiveness=ANSWER" in line for part in parts
               for line in part["told"])  # fmt: skip


def test_an_event_is_explained_with_its_transitions_and_guards(capsys, file):
    out = well(capsys, "explain", file, "warning-notice-given", *AT)
    assert "Entry 6, Monday 6 October 2014" in out
    assert "Entry 5, Friday 3 October 2014: withdrawn" in out
    assert "holds" in out
    out = well(capsys, "explain", file, "compliance-period-ended", *AT)
    assert "By the calendar, Monday 27 October 2014" in out
    assert "Its day is worked out" in out


def test_the_calendar_file_is_read_by_a_library(capsys, file):
    out = well(capsys, "ics", file, "--as-at", "2014-10-10")
    calendar = Ics.from_ical(out)
    events = calendar.walk("VEVENT")
    days = {str(event["SUMMARY"]): str(event.decoded("DTSTART")) for event in events}
    assert "2014-10-27" in days.values()
    named = [title.removeprefix("Cancelled: ") for title in days]
    assert all(title.startswith("Example Primary School: ") for title in named)
    uids = [str(event["UID"]) for event in events]
    assert len(set(uids)) == len(uids)
    assert all(len(line.encode()) <= 75 for line in out.split("\r\n"))
    fewer = Ics.from_ical(well(capsys, "ics", file, "--as-at", "2014-10-10",
                               "--role", "governing-body"))  # fmt: skip
    assert 0 < len(fewer.walk("VEVENT")) < len(uids)


WRONG = {
    "a day before the case": (["show", "FILE", "--as-at", "2014-08-31"],
                              "begins on 1 September 2014"),
    "no day": (["show", "FILE", "--as-at", "soon"], "--as-at: 'soon' is not a date"),
    "an unknown role": (["due", "FILE", "--role", "headteachr"], "Did you mean 'headteacher'?"),
    "an unknown role for the calendar": (["ics", "FILE", "--role", "x"], "There is no role 'x'"),
    "no day from": (["due", "FILE", "--from", "2014"], "--from: '2014' is not a date"),
    "an unknown rule": (["explain", "FILE", "statement-of-actoin"],
                        "Did you mean 'statement-of-action'?"),
    "no school holiday": (["new", "NEW", *CHANGES["new"], "--school-holiday", "2014-10-27"],
                          "FROM..TO"),
    "an unknown reading": (["new", "NEW", *CHANGES["new"], "--reading", "A999=x"],
                           "There is no reading 'A999'"),
    "an unknown choice": (["new", "NEW", *CHANGES["new"], "--reading", "A55=x"], "'x'"),
    "an unknown fact": (["new", "NEW", *CHANGES["new"], "--fact", "x=y"], "There is no fact 'x'"),
    "a beginning without bank holidays": (["new", "NEW", "--school", "x", "--begins",
                                           "1066-10-14"], "Bank holidays are known"),
    "a name too long": (["new", "NEW", "--school", "x" * 2001, "--begins", "2014-09-01"],
                        "up to 2,000 characters"),
    "a folder that is not there": (["new", "NEW/x.json", *CHANGES["new"]], "cannot be written"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_wrong_use_is_told_in_words(capsys, file, what):
    words, reason = WRONG[what]
    new = file.parent / "new.json"
    words = [word.replace("FILE", str(file)).replace("NEW", str(new)) for word in words]
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert err.startswith(f"scc case {words[0]}: ")
    assert reason in err
    assert not new.exists()


@pytest.mark.parametrize("name", [name for name in (*LOOKS, *CHANGES) if name != "new"])
def test_a_faulty_file_is_told_with_its_line_and_left_alone(capsys, file, name):
    text = file.read_text(encoding="utf-8").replace("concern-signalled", "concern-signald")
    file.write_text(text, encoding="utf-8")
    words = LOOKS.get(name) or CHANGES.get(name) or []
    at = () if name in {"begin", "did-not-happen"} else AT
    code, out, err = run(capsys, name, file, *words, *at)
    assert (code, out) == (1, "")
    assert f"{file.as_posix()}:1" in err
    assert "Did you mean 'concern-signalled'?" in err
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", [name for name in (*LOOKS, *CHANGES) if name != "new"])
def test_a_file_that_is_not_there_is_told(capsys, tmp_path, name):
    words = LOOKS.get(name) or CHANGES.get(name) or []
    code, out, err = run(capsys, name, tmp_path / "none.json", *words)
    assert (code, out) == (1, "")
    assert "none.json: the file cannot be read" in err


def test_a_later_version_is_refused_and_left_alone(capsys, file):
    text = file.read_text(encoding="utf-8").replace('"version": 1', '"version": 3')
    file.write_text(text, encoding="utf-8")
    code, _, err = run(capsys, "add", file, *CHANGES["add"], *AT)
    assert code == 1
    assert "Open it with a newer handbook" in err
    assert file.read_text(encoding="utf-8") == text


def test_control_characters_of_a_file_do_not_reach_the_terminal(capsys, file):
    text = file.read_text(encoding="utf-8").replace("Example Primary", "\\u001b[2J")
    file.write_text(text, encoding="utf-8")
    for name, words in LOOKS.items():
        assert "\x1b" not in well(capsys, name, file, *words, *AT), name
    file.write_text(text.replace('"begins"', '"\\u001b[2J"'), encoding="utf-8")
    code, _, err = run(capsys, "show", file)
    assert code == 1
    assert "\x1b" not in err


@pytest.mark.parametrize("path", sorted(EXAMPLES.iterdir()), ids=lambda path: path.name)
@pytest.mark.parametrize("name", LOOKS)
def test_every_look_at_every_example(capsys, path, name):
    if (name, path.name) == ("ics", "academy.json"):  # no step with a day is asked of an academy
        code, out, err = run(capsys, name, path, *AT)
        assert (code, out) == (2, "")
        assert "No calendar file was made: nothing has a day yet." in err
        return
    assert well(capsys, name, path, *LOOKS[name], *AT)
    if name != "ics":
        json.loads(well(capsys, name, path, *LOOKS[name], *AT, "--format", "json"))


def test_an_incomplete_command_ends_with_2(capsys):
    for words in ([], ["add"], ["new", "x.json"], ["show", "x", "--format", "csv"], ["sho"]):
        with pytest.raises(SystemExit) as left:
            main(["case", *words])
        assert left.value.code == 2
    capsys.readouterr()
