"""Whatever is given to a command: it answers in words, at once, with no power over a terminal."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from every_command import CASE, COMMANDS, SCHOOLS, made_of, told
from scc_model.cli import running

ANSWERING = [name for name in COMMANDS if name not in ("case new", "case add", "case withdraw")]
HOSTILE = "\x1b[2J\x9b5m\u202e\x07\rx"
LONG = "x" * 100_000
WORST = "e-" * 50_000  # letters that many names hold, so that they have to be compared


@pytest.fixture(autouse=True)
def elsewhere(tmp_path_factory, monkeypatch):
    """What is named without its folder lies in one of its own."""
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))


def varied(words, hostile):
    """The words of a command with each of them replaced, also behind an equals sign alone."""
    for at, word in enumerate(words):
        yield [*words[:at], hostile, *words[at + 1 :]]
        name, equals, _ = word.partition("=")
        if equals:
            yield [*words[:at], f"{name}={hostile}", *words[at + 1 :]]


@pytest.mark.parametrize("command", COMMANDS)
def test_no_word_of_a_command_has_power_over_a_terminal(command, tmp_path, capsys):
    folder = tmp_path / HOSTILE.replace("/", "")
    folder.mkdir()
    words = made_of(command, folder)
    options_too = [*words, "--data", HOSTILE]
    assert told([*words], capsys)[0] == 0
    for given in (
        *varied(words, HOSTILE),
        options_too,
        [*words, HOSTILE],
        [*words, f"--{HOSTILE}"],
    ):
        made_of(command, folder)
        told(given, capsys)
    told(["case", "due", CASE, "--role", HOSTILE], capsys)
    told(["rules", "--section", HOSTILE], capsys)


@pytest.mark.parametrize("command", COMMANDS)
def test_no_word_of_a_case_or_a_list_has_power_over_a_terminal(command, tmp_path, capsys):
    words = made_of(command, tmp_path)
    path = tmp_path / "hostile.json"
    case = json.loads(Path(CASE).read_text("utf-8"))
    case["school"] = HOSTILE
    for entry in case["events"]:
        entry["note"] = HOSTILE
        entry["withdrawn"] = entry.get("withdrawn") and HOSTILE
    case["events"] = [{n: v for n, v in entry.items() if v} for entry in case["events"]]
    path.write_text(json.dumps(case), "utf-8")
    (tmp_path / "schools.csv").write_text(SCHOOLS.replace("Hill Top", f'"{HOSTILE}"'), "utf-8")
    given = [str(path) if word == CASE or word.endswith("case.json") else word for word in words]
    code, _, err = told(given, capsys)
    assert code == 0, err
    forms = running._parser().parse_args(words)  # noqa: SLF001  (which forms there are)
    for form in ("table", "json", "csv", "ics") if hasattr(forms, "format") else ():
        told([*given, "--format", form], capsys)
    for wrong in ("school", "begins", "facts", "events", "version"):
        path.write_text(json.dumps(case).replace(f'"{wrong}"', json.dumps(HOSTILE)), "utf-8")
        told(given, capsys)


def test_json_keeps_the_characters_that_a_terminal_must_not_see(tmp_path, capsys):
    path = tmp_path / "case.json"
    case = json.loads(Path(CASE).read_text("utf-8"))
    path.write_text(json.dumps({**case, "school": HOSTILE}), "utf-8")
    _, out, _ = told(["case", "show", path, "--as-at", "2014-10-08", "--format", "json"], capsys)
    assert json.loads(out)["school"] == HOSTILE


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("long", [LONG, WORST, "9" * 100_000], ids=["x", "e-", "9"])
def test_a_word_of_a_hundred_thousand_letters_costs_neither_time_nor_lines(
    command, long, tmp_path, capsys
):
    words = made_of(command, tmp_path)
    for given in (*varied(words, long), [*words, "--data", long], [*words, "--out", long]):
        started = time.process_time()
        _, out, err = told(given, capsys)
        assert time.process_time() - started < 3
        assert len(err) < 5_000
        assert not out or long in given  # what is kept, such as the name of a school, may be long


def test_a_word_of_a_hundred_thousand_letters_in_a_file_costs_neither_time_nor_lines(
    tmp_path, capsys
):
    path = tmp_path / "case.json"
    text = Path(CASE).read_text("utf-8")
    for known in ("concern-signalled", "school-type", "school_holidays", "begins", "2014-09-08"):
        path.write_text(text.replace(known, WORST), "utf-8")
        started = time.process_time()
        _, _, err = told(["case", "show", path], capsys)
        assert time.process_time() - started < 3
        assert len(err) < 5_000


def test_a_cell_of_a_hundred_thousand_letters_costs_neither_time_nor_lines(tmp_path, capsys):
    heading = "URN,School name,category,inspection-ended,School holidays,school-type,governance"
    for at in range(7):
        for long in (LONG, WORST, "9" * 100_000):
            cells = ["100001", "Hill Top", "special-measures", "17/10/2014", "", "", ""]
            cells[at] = long
            for text in (
                f"{heading}\n{','.join(cells)}\n",
                f"{heading},{long}\n{','.join(cells)},\n",
            ):
                words = made_of("caseload", tmp_path)
                (tmp_path / "schools.csv").write_text(text, "utf-8")
                started = time.process_time()
                _, _, err = told([*words, "--school", long, "--authority", long], capsys)
                assert time.process_time() - started < 3
                assert len(err) < 5_000


def test_a_file_of_nothing_but_faults_is_told_in_two_hundred_of_them(tmp_path, capsys):
    path = tmp_path / "case.json"
    facts = ",".join(f'"e-factor-{number}-what-is-it": "yes"' for number in range(20_000))
    path.write_text(
        f'{{"version": 1, "school": "x", "begins": "2014-09-01", "facts": {{{facts}}}}}'
    )
    started = time.process_time()
    code, _, err = told(["case", "show", path], capsys)
    assert time.process_time() - started < 10
    assert code == 1
    assert "there are more than 200 faults" in err
    assert len(err.splitlines()) == 202


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_file_is_told_in_one_line(command, tmp_path, capsys):
    words = made_of(command, tmp_path)
    os.mkfifo(tmp_path / "pipe")
    files = [word for word in words if Path(word).suffix in (".json", ".csv")]
    odd = ("/dev/zero", "/dev/full", str(tmp_path / "pipe"), str(tmp_path), "x" * 300,
           "x/" * 3_000, str(tmp_path / "none" / "x"), "a\0b", "\ud800")  # fmt: skip
    for path in odd if files else ():
        code, out, err = told([path if word in files else word for word in words], capsys)
        assert (code in (1, 2), out) == (True, ""), path
        assert len(err.splitlines()) == 1, err
    for path in (*odd[:5], *odd[6:]) if not files else ():
        code, out, err = told([*words, "--data", path], capsys)
        assert (code, out) == (1, "")
        assert len(err.splitlines()) == 1 or path == str(tmp_path), err


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_file_or_no_folder_has_no_line(command, tmp_path, capsys):
    words = made_of(command, tmp_path)
    os.mkfifo(tmp_path / "pipe")
    plain = tmp_path / "plain"
    plain.touch()
    for path in ("/dev/zero", tmp_path / "pipe", tmp_path / "none", plain, tmp_path):
        given = [path if Path(word).suffix in (".json", ".csv") else word for word in words]
        for line in ([*words, "--data", path], given, [*words, "--facts", path],
                     [*words, "--since", path]):  # fmt: skip
            _, _, err = told(line, capsys)
            assert f"{path}:1" not in err
            assert ".yaml:1" not in err
    for path, what in (("/dev/zero", "a device"), (tmp_path / "pipe", "a pipe"), (plain, "a file")):
        err = told([*words, "--data", path], capsys)[2]
        assert err == f"scc {command}: {path}: it is {what}, not a folder\n"


def test_facts_are_no_device_either(tmp_path, capsys):
    os.mkfifo(tmp_path / "pipe")
    for path in ("/dev/zero", tmp_path / "pipe", tmp_path, "x" * 300):
        code, out, err = told(["classify", "--facts", path], capsys)
        assert (code, out, len(err.splitlines())) == (1, "", 1)
