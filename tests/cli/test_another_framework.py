"""A framework is a value: every command answers from the data it is given, whatever came before."""

from __future__ import annotations

import functools
import json
import re
import shutil

import pytest

from every_command import COMMANDS, leaves, made_of
from places import ROOT, SMALL_DATA
from scc_model.cli import main, options
from scc_model.cli.running import _parser
from scc_model.loading import load_from

# Reading a folder takes a second, and has tests of its own.
READ_ONCE = functools.cache(load_from)
# It says something of the data only where the case does not fit them.
SILENT = "case begin"


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """The handbook's data with a role renamed, two limits changed, and every title marked."""
    folder = shutil.copytree(ROOT / "data", tmp_path_factory.mktemp("other") / "data")
    for path in folder.rglob("*.yaml"):
        text = path.read_text("utf-8")
        text = re.sub(r"""(?m)^( *-? *title: [^"'>|\n][^"'|\n]*)$""", r"\1 (draft)", text)
        text = text.replace("name: local authority\n", "name: council of Northshire\n")
        text = text.replace("ref: A55\n", "ref: Z55\n")
        path.write_text(text, "utf-8")
    path = folder / "quantities.yaml"
    text = path.read_text("utf-8")
    for quantity, before, after in (("time-to-comply", 15, 20), ("statement-period", 10, 6)):
        head, opening, tail = text.partition(f"- id: {quantity}\n")
        assert opening
        changed = tail.replace(f"value: {before} working days", f"value: {after} working days", 1)
        assert changed != tail
        text = head + opening + changed
    path.write_text(text, "utf-8")
    return folder


def test_every_command_is_tried():
    assert {*leaves(_parser())} == {*COMMANDS}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_answers_from_the_data_it_is_given(
    command, changed, tmp_path, capsys, monkeypatch
):
    monkeypatch.setattr(options, "load_from", READ_ONCE)
    mark = COMMANDS[command][1]
    given = made_of(command, tmp_path, "Z55")
    mark = mark.replace("FOLDER", str(changed))

    def said(*more):
        made_of(command, tmp_path, "Z55")
        code = main([*given, *more])
        out, err = capsys.readouterr()
        # The moment it was written.
        return code, re.sub(r"(?m)^(DTSTAMP|SEQUENCE):.*$", "", out), err

    before = said()
    code, out, _ = said("--data", str(changed))
    assert code == 0
    assert mark in out.replace("\r\n ", "")
    assert said() == before
    assert said("--data", str(changed))[1] == out
    if command != SILENT:
        assert mark not in before[1]


def test_a_case_is_begun_anew_with_the_data_that_are_given(tmp_path, capsys):
    words = made_of(SILENT, tmp_path)
    assert main(words) == 0
    capsys.readouterr()
    assert main([*words, "--data", str(SMALL_DATA)]) == 1
    assert "There is no event 'concern-signalled'" in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_that_is_not_there_is_told_in_words(command, tmp_path, capsys):
    words, _ = COMMANDS[command]
    assert main([*words, "--data", str(tmp_path / "none")]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"scc {command}: {tmp_path / 'none'}: there is no such folder\n"


def test_every_fault_of_a_broken_folder_is_told(changed, tmp_path, capsys):
    folder = shutil.copytree(changed, tmp_path / "data")
    path = folder / "roles.yaml"
    path.write_text(path.read_text("utf-8").replace("name: headteacher", "nmae: headteacher"))
    (folder / "glossary.yaml").unlink()
    assert main(["roles", "--data", str(folder), "--format", "json"]) == 1
    err = capsys.readouterr().err
    assert "Did you mean 'name'?" in err
    assert "glossary.yaml: this file is missing" in err


def test_a_record_written_by_one_is_read_by_the_other(changed, tmp_path, capsys):
    file = str(tmp_path / "school.json")
    main(["case", "new", file, "--school", "x", "--begins", "2014-09-01", "--data", str(changed)])
    assert main(["case", "show", file, "--as-at", "2014-09-30", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out.partition("\n")[2])["school"] == "x"
