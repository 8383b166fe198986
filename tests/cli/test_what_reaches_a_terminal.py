"""Whatever is given to a command, and wherever its answer goes: words, and no power over either."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest

import every_command
from every_command import CASE, COMMANDS, SCHOOLS
from scc_model.cli import main, running
from scc_model.loading import data_dir

ANSWERING = [name for name in COMMANDS if name not in ("case new", "case add", "case withdraw")]
HOSTILE = "\x1b[2J\x9b5m\u202e\x07\rx"
LONG = "x" * 100_000
WORST = "e-" * 50_000  # letters that many names hold, so that they have to be compared


@pytest.fixture(autouse=True)
def elsewhere(tmp_path_factory, monkeypatch):
    """What is named without its folder lies in one of its own."""
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))


def made_of(command, folder):
    """The words of a command for the handbook's own data."""
    return [word.replace("Z55", "A55") for word in every_command.made_of(command, folder)]


def powerless(text: str) -> bool:
    """Whether nothing in a text moves a cursor, colours, rings or turns what follows."""
    plain = text.replace("\r\n", "\n")
    return all(sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cf") for sign in plain)


def told(words, capsys):
    """The exit code, answer and remarks of a command, wrong use by argparse included."""
    try:
        code = main([*map(str, words)])
    except SystemExit as left:
        code = left.code
    out, err = capsys.readouterr()
    assert powerless(out), words
    assert powerless(err), words
    assert "Traceback" not in err
    return code, out, err


def varied(words, hostile):
    """The words of a command with each of them replaced, also behind an equals sign alone."""
    for at, word in enumerate(words):
        yield [*words[:at], hostile, *words[at + 1 :]]
        name, equals, _ = word.partition("=")
        if equals:
            yield [*words[:at], f"{name}={hostile}", *words[at + 1 :]]


# --- What is given ----------------------------------------------------------------------------


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


def test_facts_are_no_device_either(tmp_path, capsys):
    os.mkfifo(tmp_path / "pipe")
    for path in ("/dev/zero", tmp_path / "pipe", tmp_path, "x" * 300):
        code, out, err = told(["classify", "--facts", path], capsys)
        assert (code, out, len(err.splitlines())) == (1, "", 1)


# --- Where the answer goes --------------------------------------------------------------------


@contextlib.contextmanager
def standard_output(stream):
    before, sys.stdout = sys.stdout, stream
    try:
        yield
    finally:
        sys.stdout = before
        with contextlib.suppress(OSError):
            stream.close()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_is_told_in_one_line(command, tmp_path, capsys):
    words = made_of(command, tmp_path)
    with standard_output(open("/dev/full", "w", encoding="utf-8")):  # noqa: PTH123
        code = main(words)
    err = capsys.readouterr().err
    assert code == 2
    [line] = [line for line in err.splitlines() if not line.startswith("Of ")]
    assert "The answer cannot be written to the output: No space left on device." in line
    recorded = command in ("case new", "case add", "case withdraw")
    assert ("The case file has been written." in line) == recorded


@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_who_has_seen_enough_ends_a_command_quietly(command, tmp_path, capsys):
    words = made_of(command, tmp_path)
    reading, writing = os.pipe()
    os.close(reading)
    with standard_output(open(writing, "w", encoding="utf-8")):  # noqa: PTH123
        code = main(words)
    assert code == 141
    assert "rror" not in capsys.readouterr().err


def test_without_standard_output_it_is_said(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["roles"]) == 2
    monkeypatch.undo()
    assert "standard output is closed" in capsys.readouterr().err


def test_without_standard_error_the_exit_code_speaks(monkeypatch):
    for stream in (None, open("/dev/full", "w", encoding="utf-8")):  # noqa: PTH123, SIM115
        monkeypatch.setattr(sys, "stderr", stream)
        assert main(["timeline", "x"]) == 2
    with contextlib.suppress(OSError):
        stream.close()


def test_an_output_without_our_letters_gets_their_numbers(monkeypatch, tmp_path):
    output = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", output)
    path = tmp_path / "case.json"
    assert main(["case", "new", str(path), "--school", "École", "--begins", "2014-09-01"]) == 0
    assert main(["case", "show", str(path)]) == 0
    assert b"\\xc9cole\n" in output.buffer.getvalue()


SHELL = {
    "a full disk": ("{scc} roles >/dev/full", 2, 1),
    "a full disk for the help": ("{scc} roles --help >/dev/full", 2, 1),
    "a closed output": ("{scc} roles >&-", 2, 1),
    "everything closed": ("{scc} roles >&- 2>&-", 2, 0),
    "a reader who has seen enough": ("{scc} rules --format csv | head -1 >/dev/null", 0, 0),
    "an endless list": ("{scc} caseload /dev/zero --from 2014-11-01 --to 2014-12-01", 2, 1),
    "an endless case": ("{scc} case show /dev/zero", 1, 1),
}


@pytest.mark.parametrize("what", SHELL)
def test_a_shell_sees_one_line_and_the_exit_code(what):
    line, code, lines = SHELL[what]
    command = line.format(scc=f"{sys.executable} -m scc_model.cli")
    limited = f"ulimit -v 2000000; {command}"  # kilobytes: what is endless is not read
    done = subprocess.run(["bash", "-c", limited], capture_output=True, text=True, check=False,
                          timeout=60)  # fmt: skip
    assert done.returncode == code, done.stderr
    assert len(done.stderr.splitlines()) == lines, done.stderr


@pytest.mark.parametrize("seconds", [0.2, 0.5, 1.0])
def test_ctrl_c_ends_it_with_one_line(seconds):
    code = (
        "import sys, time; from scc_model.cli import main\n"
        "import scc_model.loading as loading\n"
        "print('begun', flush=True)\n"
        "loading.load = lambda: time.sleep(60)\n"
        "sys.exit(main(['roles']))\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True) as process:  # fmt: skip
        assert process.stdout.readline() == "begun\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, "")
    assert err == "scc: stopped. Every file is as it was, or whole and new.\n"


# --- Files ------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ANSWERING)
def test_an_answer_is_written_into_a_file_whole_or_not_at_all(command, tmp_path, capsys):
    words = made_of(command, tmp_path)
    out = tmp_path / "answer"
    _, answer, _ = told(words, capsys)
    code, said, err = told([*words, "--out", out], capsys)
    assert (code, said) == (0, "")
    assert f"==> {out}" in err
    assert out.read_bytes().decode("utf-8-sig").splitlines() == answer.splitlines()

    out.write_bytes(b"mine")
    before = sorted(path.name for path in tmp_path.iterdir())
    code, said, err = told([*words, "--out", out], capsys)
    assert (code, said, out.read_bytes()) == (2, "", b"mine")
    assert err == (f"scc {command}: '{out}' is there already and was left alone. "
                   "Give another name, or --force to replace it.\n")  # fmt: skip
    assert told([*words, "--out", out, "--force"], capsys)[0] == 0
    assert out.read_bytes().decode("utf-8-sig").splitlines() == answer.splitlines()
    assert sorted(path.name for path in tmp_path.iterdir()) == before


@pytest.mark.parametrize("command", ANSWERING)
def test_what_is_read_is_never_written(command, tmp_path, capsys):
    words = made_of(command, tmp_path)
    words = [str(tmp_path / "case.json") if word == CASE else word for word in words]
    data = shutil.copytree(data_dir(), tmp_path / "data")
    own = [Path(word) for word in words if Path(word).suffix in (".json", ".csv")]
    (tmp_path / "link").symlink_to(own[0] if own else data / "roles.yaml")
    os.link(own[0] if own else data / "facts.yaml", tmp_path / "other name")
    inputs = [*own, tmp_path / "link", data / "roles.yaml"] + [tmp_path / "other name"] * bool(own)
    for path in inputs:
        before = path.read_bytes()
        for more in ([], ["--force"]):
            code, out, err = told([*words, "--data", data, "--out", path, *more], capsys)
            assert (code, out) == (2, "")
            assert "is what is read, and was left alone" in err
            assert path.read_bytes() == before
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("command", ANSWERING)
def test_what_is_no_file_is_never_written(command, tmp_path, capsys):
    words = made_of(command, tmp_path)
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", "/dev/null", "x" * 300,
                 tmp_path / "none" / "x"):  # fmt: skip
        code, out, err = told([*words, "--out", path, "--force"], capsys)
        assert (code, out) == (2, "")
        assert "cannot be written" in err


def test_a_folder_of_calendars_is_written_whole_or_not_at_all(tmp_path, capsys):
    words = [*made_of("caseload", tmp_path)[:-1], "ics", "--out", tmp_path / "feeds"]
    (tmp_path / "feeds").mkdir()
    (tmp_path / "feeds" / "hmi.ics").write_bytes(b"mine")
    code, _, err = told(words, capsys)
    assert code == 2
    assert "is there already and was left alone" in err
    assert [path.name for path in (tmp_path / "feeds").iterdir()] == ["hmi.ics"]
    assert told([*words, "--force"], capsys)[0] == 0
    assert (tmp_path / "feeds" / "hmi.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert len([*(tmp_path / "feeds").iterdir()]) > 1
