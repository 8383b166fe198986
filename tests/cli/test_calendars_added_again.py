"""The calendar files of the command line, added again: 'scc timeline' and 'scc case ics'."""

import json
import shutil

import pytest

from calendar_program import Program
from places import CASE_FILES
from scc_model.cli import main

TIMELINE = ("timeline", "special-measures", "--as-at", "2014-11-12", "--format", "ics")


@pytest.fixture
def write(capsysbinary, monkeypatch):
    """Runs a command a minute after the one before, and gives the file."""
    clock = iter(range(1_800_000_000, 1_900_000_000, 60))

    def writing(*words):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(next(clock)))
        assert main([*map(str, words)]) == 0
        out, writing.err = capsysbinary.readouterr()
        return out

    return writing


@pytest.fixture
def edit(capsysbinary):
    """Runs a command that changes a case file."""

    def editing(*words):
        assert main(["case", *map(str, words)]) == 0
        capsysbinary.readouterr()

    return editing


def added(program, file):
    assert program.add(file) == program.holding.keys()


def test_of_a_timeline_a_day_that_moved_moves_its_entry(write):
    program = Program()
    for day in ("2014-11-07", "2014-11-10"):
        added(program, write(*TIMELINE, "--school", "A", "--event", f"final-report-received={day}"))
    assert program.days["statement-of-action-last"] == ["2014-11-24"]


def test_of_a_timeline_another_school_has_other_entries_and_the_same_words_are_the_same(write):
    event = ("--event", "final-report-received=2014-11-07")
    one, other, again = (
        Program().add(write(*TIMELINE, "--school", name, *event))
        for name in ("St Mary's", "St Mark's", "  st  MARY'S ")
    )
    assert one == again
    assert one.isdisjoint(other)


def test_of_a_timeline_what_a_file_before_held_under_another_judgement_is_cancelled(
    write, tmp_path
):
    program, before = Program(), tmp_path / "before.ics"
    words = ("--format", "ics", "--school", "A", "--event", "inspection-ended=2014-10-17")
    before.write_bytes(write("timeline", "special-measures", *words))
    added(program, before.read_bytes())
    added(program, write("timeline", "requires-improvement", *words, "--since", before))
    assert any("By what is known now" in str(x["DESCRIPTION"]) for x in program.events.values())


@pytest.fixture
def going_on(write, tmp_path):
    """Adds the file of a case to a program, given the file added before."""
    before = tmp_path / "before.ics"

    def adding(program, *words):
        since = ("--since", before) if before.exists() else ()
        file = write("case", "ics", *words, *since)
        assert since or b"CANCELLED" not in file
        before.write_bytes(file)
        added(program, file)

    return adding


def test_of_a_case_file_nothing_stays_behind_while_it_goes_on(going_on, edit, tmp_path):
    path, program = tmp_path / "a.json", Program()
    edit("new", path, "--school", "A", "--begins", "2014-09-01", "--fact", "school-type=community")
    edit("add", path, "judgement-final", "2014-11-05", "--decided", "category=special-measures")
    edit("add", path, "final-report-received", "2014-11-07")
    at = ("--as-at", "2014-11-12", "--remind", "7")
    going_on(program, path, *at)
    assert program.days["statement-of-action-last"] == ["2014-11-21"]
    edit("withdraw", path, 2, "--why", "the draft")
    going_on(program, path, *at)
    edit("add", path, "final-report-received", "2014-11-10")
    going_on(program, path, *at)
    assert program.days["statement-of-action-last"] == ["2014-11-24"]
    edit("add", path, "statement-of-action-submitted", "2014-11-11")
    going_on(program, path, *at)
    assert "statement-of-action-last" not in program.days
    assert program.reasons("statement-of-action-last") == {"This is done."}


def test_what_a_file_cancels_was_in_the_one_before(write, edit, tmp_path):
    path, before = tmp_path / "a.json", tmp_path / "before.ics"
    edit("new", path, "--school", "A", "--begins", "2014-09-01", "--fact", "school-type=community")
    edit("add", path, "judgement-final", "2014-11-05", "--decided", "category=special-measures")
    edit("add", path, "final-report-received", "2014-11-07")
    edit("add", path, "statement-of-action-submitted", "2014-11-11")
    before.write_bytes(write("case", "ics", path, "--as-at", "2014-11-12"))
    held = Program().add(before.read_bytes())
    program = Program()
    program.add(write("case", "ics", path, "--as-at", "2015-01-12", "--since", before))
    assert program.events.keys() - program.holding.keys() <= held


def test_two_cases_of_one_name_share_no_entry(write, edit, tmp_path):
    found = []
    for name in ("a.json", "b.yaml"):
        edit("new", tmp_path / name, "--school", "A", "--begins", "2014-09-01",
             "--fact", "school-type=community")  # fmt: skip
        edit("add", tmp_path / name, "judgement-final", "2014-11-05",
             "--decided", "category=special-measures")  # fmt: skip
        edit("add", tmp_path / name, "final-report-received", "2014-11-07")
        found.append(Program().add(write("case", "ics", tmp_path / name)))
    assert found[0]
    assert found[0].isdisjoint(found[1])


def test_a_case_without_an_id_is_known_by_its_place_and_keeps_that_when_it_goes_on(
    write, edit, tmp_path
):
    found = []
    for name in ("a.json", "b.json"):
        path = tmp_path / name
        shutil.copy(CASE_FILES / "warning_notice.json", path)
        case = json.loads(path.read_text(encoding="utf-8"))
        del case["id"]
        path.write_text(json.dumps(case), encoding="utf-8")
        before = write("case", "ics", path, "--as-at", "2014-10-10")
        assert b"has no id" in write.err
        edit("add", path, "oral-feedback-given", "2014-10-09")
        after = write("case", "ics", path, "--as-at", "2014-10-10")
        assert write.err == b""
        assert Program().add(before) <= {*Program().add(after)}
        found.append(Program().add(after))
    assert found[0].isdisjoint(found[1])


def test_a_file_with_nothing_in_it_is_not_written_and_it_is_said_why(capsysbinary):
    code = main(["timeline", "special-measures", "--format", "ics", "--school", "A"])
    out, err = capsysbinary.readouterr()
    assert (code, out) == (2, b"")
    assert b"No calendar file was made: nothing has a day yet." in err


def test_of_a_case_file_a_day_and_an_answer_that_are_corrected_leave_nothing_behind(
    going_on, edit, tmp_path
):
    path, program = tmp_path / "a.json", Program()
    edit("new", path, "--school", "A", "--begins", "2014-09-01", "--fact", "school-type=community")
    edit("add", path, "judgement-final", "2014-11-05", "--decided", "category=special-measures")
    edit("add", path, "final-report-received", "2014-11-07")
    at = ("--as-at", "2014-11-12")
    going_on(program, path, *at)
    assert program.days["statement-of-action-last"] == ["2014-11-21"]
    edit("correct", path, 2, "--date", "2014-11-10")
    going_on(program, path, *at)
    assert program.days["statement-of-action-last"] == ["2014-11-24"]
    edit("correct", path, 1, "--decided", "category=requires-improvement")
    going_on(program, path, *at)
    assert "statement-of-action-last" not in program.days
