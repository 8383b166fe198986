"""``scc changes`` and ``--change``: a command answers with the changes that it is given."""

from __future__ import annotations

import functools
import json
import re
import shutil

import pytest

from every_command import CASE, COMMANDS, made_of, told
from scc_model.changes.differing import differing
from scc_model.cli import options
from scc_model.loading import data_dir, load_from
from scc_model.loading.overlays.files import of_folder
from small_changes import HEAD

NAMES = [layer.overlay.id for layer in of_folder(data_dir())]
READING = [name for name in COMMANDS if name.split()[0] not in ("changes", "compare")]
NOTHING = HEAD.lstrip().format(name="nothing").replace('book: "Part 1"', 'procedures: "Section 3"')


@pytest.fixture
def nothing(tmp_path):
    path = tmp_path / "nothing.yaml"
    path.write_text(NOTHING, "utf-8")
    return path


@pytest.fixture
def longer(tmp_path):
    """Twenty working days for every notice, whenever it was given."""
    path = tmp_path / "longer.yaml"
    does = "set: [{kind: quantity, id: time-to-comply, to: {value: 20 working days}}]\n"
    path.write_text(NOTHING.replace("nothing", "longer") + does, "utf-8")
    return path


@pytest.mark.parametrize("command", READING)
def test_a_change_of_nothing_changes_no_answer(command, nothing, tmp_path, capsys, monkeypatch):
    once = functools.cache(lambda folder, *_: load_from(folder))
    monkeypatch.setattr(options, "load_from", lambda folder, layers=(): (
        load_from(folder, layers) if layers else once(folder)))  # fmt: skip

    def said(*more):
        code, out, err = told([*made_of(command, tmp_path), *more], capsys)
        return code, re.sub(r"(?m)^(DTSTAMP|SEQUENCE):.*$|\b[0-9a-f]{32}\b", "", out), err

    if command == "check":  # it says what it looked at
        assert said("--change", nothing)[1].partition(": no faults")[2]
        return
    assert said("--change", nothing) == said()


def test_a_command_answers_from_the_data_with_the_change(longer, capsys):
    words = ["case", "explain", CASE, "comply-in-initial-period", "--as-at", "2014-10-08"]
    assert "15 working days" in told(words, capsys)[1]
    assert "20 working days" in told([*words, "--change", longer], capsys)[1]
    assert "15 working days" in told(words, capsys)[1]
    # What was given before January 2015 is saved by the example.
    saved = told([*words, "--change", "twenty-days-to-comply"], capsys)[1]
    assert "15 working days" in saved


def test_several_changes_are_made_together_in_any_order(capsys):
    answers = [
        told(
            ["rules", "--format", "json", *(x for name in names for x in ("--change", name))],
            capsys,
        )
        for names in (NAMES, NAMES[::-1])
    ]
    assert answers[0][0] == 0
    assert answers[0] == answers[1]
    ids = {rule["id"] for rule in json.loads(answers[0][1])}
    assert {"recipient-parents", "reply-to-the-pre-warning-letter"} <= ids


@pytest.mark.parametrize(
    ("given", "code", "message"),
    [
        ("twenty-days", 2, "There is no change 'twenty-days'."),
        ("none.yaml", 1, "none.yaml: the file cannot be read"),
        ("/dev/zero", 1, "/dev/zero"),
        (str(data_dir() / "roles.yaml"), 1, "this is no change of the data"),
    ],
)
def test_what_is_no_change_is_told_in_one_line(given, code, message, capsys):
    for words in (["roles", "--change", given], ["changes", "check", given],
                  ["changes", "show", given], ["compare", "--change", given]):  # fmt: skip
        ended, out, err = told(words, capsys)
        assert (ended, out) == (code, "")
        assert message in err
        assert len(err.splitlines()) == 1


def test_two_that_do_not_go_together_are_told_with_both_places(longer, capsys):
    code, out, err = told(
        ["roles", "--change", longer, "--change", "twenty-days-to-comply"], capsys
    )
    assert (code, out) == (1, "")
    assert f"by 'longer' at {longer}:7" in err
    assert "changes/twenty_days_to_comply.yaml:29" in err


def test_list_and_show(capsys):
    _, out, _ = told(["changes", "list", "--format", "json"], capsys)
    assert [each["id"] for each in json.loads(out)] == NAMES
    _, out, _ = told(["changes", "list"], capsys)
    assert "12 January 2015   Twenty working days to comply" in out
    _, out, _ = told(["changes", "show", "pre-warning-letter"], capsys)
    assert "Saved: A notice that came to be considered before 1 September 2015" in out
    assert "transition 'give-the-notice'" in out
    _, out, _ = told(["changes", "show", "copies-to-parents", "--format", "json"], capsys)
    shown = json.loads(out)
    assert shown["changes"][0] == {
        "what": "more", "kind": "rule", "id": "copy-warning-notice", "key": "to",
        "says": ["parents"],
    }  # fmt: skip


def test_a_folder_without_changes_says_so(tmp_path, capsys):
    folder = shutil.copytree(data_dir(), tmp_path / "data")
    shutil.rmtree(folder / "changes")
    _, out, _ = told(["changes", "list", "--data", folder], capsys)
    assert out == "There are no changes of these data.\n"


def test_check_tells_what_came_out_and_what_is_missing(longer, capsys):
    code, out, _ = told(["changes", "check", "statement-in-calendar-days"], capsys)
    assert code == 0
    assert "Worked cases of statement-in-calendar-days that come out as they say: 2." in out
    code, out, err = told(["changes", "check", longer], capsys)
    assert (code, out) == (1, "")
    assert err.startswith(f"scc changes check: {longer}:1: no worked case says what comes of")
    assert told(["check", "--change", longer], capsys)[2] == err.replace("changes check", "check")
    assert told(["check", "--no-cases", "--change", longer], capsys)[0] == 0


def test_compare_tells_what_a_change_moves(longer, capsys):
    _, out, _ = told(["compare", "--change", "twenty-days-to-comply", "--format", "json"], capsys)
    told_of = json.loads(out)
    assert told_of["folders"][1].endswith(" with twenty-days-to-comply")
    assert set(told_of["cases"]["added"]) == {
        "twenty-days-notice-on-the-first-day", "twenty-days-notice-the-day-before",
        "twenty-days-second-notice", "twenty-days-confirmed-notice-keeps-fifteen",
    }  # fmt: skip
    saved = len(told_of["cases"]["moved"])
    _, out, _ = told(["compare", "--change", longer, "--format", "json"], capsys)
    assert len(json.loads(out)["cases"]["moved"]) > saved > 0
    code, out, err = told(["compare"], capsys)
    assert (code, out) == (2, "")
    assert "Nothing is named to compare with. Accepted: FOLDER, or --change CHANGE." in err


def test_apply_writes_a_folder_that_says_the_same(longer, tmp_path, capsys):
    folder = tmp_path / "new" / "data"
    code, out, err = told(["changes", "apply", longer, "--out", folder], capsys)
    assert (code, err) == (0, "")
    assert "Of " in out
    assert out.endswith(f"==> {folder}\n")
    assert [x.id for x in differing(load_from(data_dir()), load_from(folder))
            if x.kind == "quantity"] == ["time-to-comply"]  # fmt: skip
    (folder / "roles.yaml").write_text("mine", "utf-8")
    code, out, err = told(["changes", "apply", longer, "--out", folder], capsys)
    assert (code, out, (folder / "roles.yaml").read_text()) == (2, "", "mine")
    assert "is there already and was left alone" in err
    assert told(["changes", "apply", longer, "--out", folder, "--force"], capsys)[0] == 0
    assert (folder / "roles.yaml").read_text("utf-8").startswith("# yaml-language-server")


def test_apply_leaves_nothing_where_it_cannot_write(longer, tmp_path, capsys):
    (tmp_path / "file").write_text("mine", "utf-8")
    code, out, _ = told(["changes", "apply", longer, "--out", tmp_path / "file" / "x"], capsys)
    assert (code, out) == (2, "")
    code, _, err = told(["changes", "apply", longer], capsys)
    assert code == 2
    assert "--out" in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "longer.yaml"]


def test_a_change_is_never_written_over(longer, capsys):
    before = longer.read_text("utf-8")
    code, out, err = told(["roles", "--change", longer, "--out", longer, "--force"], capsys)
    assert (code, out, longer.read_text("utf-8")) == (2, "", before)
    assert "is what is read, and was left alone" in err
