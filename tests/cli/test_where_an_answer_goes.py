"""Wherever an answer goes, all of it arrives, or one line and the exit code say that it did not."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from every_command import CASE, COMMANDS, RECORDING, made_of, told
from places import PACKAGE
from scc_model.cli import main
from scc_model.loading import data_dir

ANSWERING = [name for name in COMMANDS if name not in RECORDING]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path_factory, monkeypatch):
    """What is named without its folder lies in one of its own."""
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))


@pytest.fixture(autouse=True)
def interruptible():
    """Begun in the background, as by nohup, this program and what it begins would ignore Ctrl+C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


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
    assert ("has been written." in line) == (command in RECORDING)


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
    "a full disk for a file": ("{scc} roles --out /dev/full", 2, 1),
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


@pytest.mark.parametrize("module", ["scc_model", "scc_model.cli"])
def test_nothing_is_loaded_before_ctrl_c_is_met(module):
    code = (
        f"import sys; before = {{*sys.modules}}; import {module}; print({{*sys.modules}} - before)"
    )
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True,
                          check=True, env={"PYTHONPATH": str(PACKAGE.parent)})  # fmt: skip
    assert eval(done.stdout) <= {"__future__", "scc_model", "scc_model.cli"}  # noqa: S307  (our own)


@pytest.mark.parametrize("loading", ["scc_model.cli.running", "scc_model.errors", "argparse", "re"])
def test_ctrl_c_while_it_loads_ends_it_with_one_line(loading):
    code = (
        "import os, signal, sys\n"
        "from scc_model.cli import main\n"
        "class Stops:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {loading!r}: os.kill(os.getpid(), signal.SIGINT)\n"
        f"sys.modules.pop({loading!r}, None)\n"
        "sys.meta_path.insert(0, Stops())\n"
        "sys.exit(main(['roles']))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == "scc: stopped. Every file is as it was, or whole and new.\n"


# --- Files ------------------------------------------------------------------------------------


def lines_of(answer):
    """The lines of an answer, without the second in which a calendar was written."""
    return [line for line in answer.splitlines() if not line.startswith(("DTSTAMP:", "SEQUENCE:"))]


@pytest.mark.parametrize("command", ANSWERING)
def test_an_answer_is_written_into_a_file_whole_or_not_at_all(command, tmp_path, capsys):
    words = made_of(command, tmp_path)
    out = tmp_path / "answer"
    _, answer, _ = told(words, capsys)
    code, said, err = told([*words, "--out", out], capsys)
    assert (code, said) == (0, "")
    assert f"==> {out}" in err
    assert lines_of(out.read_bytes().decode("utf-8-sig")) == lines_of(answer)

    out.write_bytes(b"mine")
    before = sorted(path.name for path in tmp_path.iterdir())
    code, said, err = told([*words, "--out", out], capsys)
    assert (code, said, out.read_bytes()) == (2, "", b"mine")
    assert err == (f"scc {command}: '{out}' is there already and was left alone. "
                   "Give another name, or --force to replace it.\n")  # fmt: skip
    assert told([*words, "--out", out, "--force"], capsys)[0] == 0
    assert lines_of(out.read_bytes().decode("utf-8-sig")) == lines_of(answer)
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
    for path in (tmp_path, tmp_path / "pipe", "x" * 300, tmp_path / "none" / "x"):
        for more in ([], ["--force"]):
            code, out, err = told([*words, "--out", path, *more], capsys)
            assert (code, out) == (2, "")
            assert "cannot be written" in err
            assert "--force to replace it" not in err


@pytest.mark.parametrize("command", ANSWERING)
def test_a_device_takes_what_it_can_and_is_never_replaced(command, tmp_path, capsys):
    words = made_of(command, tmp_path)
    (tmp_path / "full").symlink_to("/dev/full")
    for more in ([], ["--force"]):
        assert told([*words, "--out", "/dev/null", *more], capsys)[:2] == (0, "")
        for full in ("/dev/full", tmp_path / "full"):
            code, out, err = told([*words, "--out", full, *more], capsys)
            assert (code, out) == (2, "")
            [line] = [line for line in err.splitlines() if not line.startswith("Of ")]
            wrong = f"'{full}' cannot be written: No space left on device."
            assert line.rstrip() == f"scc {command}: {wrong}"
    for device in ("/dev/null", "/dev/full"):
        assert stat.S_ISCHR(os.stat(device).st_mode)  # noqa: PTH116


@pytest.mark.parametrize("command", ANSWERING)
def test_nothing_is_replaced_through_a_link(command, tmp_path, capsys):
    words = made_of(command, tmp_path)
    others = tmp_path / "others"
    others.mkdir()
    for name, content in {"a.json": Path(CASE).read_bytes(), "schools.csv": b"URN\n1\n"}.items():
        kept = others / name
        kept.write_bytes(content)
        (others / f"{name} linked").symlink_to(kept)
        (others / f"{name} linked twice").symlink_to(f"{name} linked")
        for link in (f"{name} linked", f"{name} linked twice", f".//{name} linked"):
            for more in ([], ["--force"]):
                code, out, err = told([*words, "--out", f"{others}/{link}", *more], capsys)
                assert (code, out) == (2, "")
                assert "left alone" in err
                assert kept.read_bytes() == content
        os.link(kept, others / f"{name} by another name")
        out = others / f"{name} by another name"
        assert told([*words, "--out", out, "--force"], capsys)[0] == 2
        assert kept.read_bytes() == content
        assert (others / f"{name} linked").is_symlink()


@pytest.mark.parametrize("command", ANSWERING)
def test_what_is_read_is_known_by_whatever_name(command, tmp_path, capsys):
    words = made_of(command, tmp_path)
    words = [str(tmp_path / "case.json") if word == CASE else word for word in words]
    data = shutil.copytree(data_dir(), tmp_path / "data")
    (tmp_path / "same").symlink_to(tmp_path)
    shutil.copy(data / "roles.yaml", data / "ROLES.YAML")
    own = [Path(word).name for word in words if Path(word).suffix in (".json", ".csv")]
    for name in [*own, "data/roles.yaml", "data/ROLES.YAML"]:
        for path in (f"{tmp_path}//{name}", f"{tmp_path}/./{name}", f"{tmp_path}/data/../{name}",
                     f"{tmp_path}/same/{name}"):  # fmt: skip
            before = (tmp_path / name).read_bytes()
            err = told([*words, "--data", data, "--out", path, "--force"], capsys)[2]
            assert "is what is read, and was left alone" in err
            assert (tmp_path / name).read_bytes() == before


def test_the_data_of_the_handbook_is_never_replaced_by_an_answer(tmp_path, capsys):
    data = shutil.copytree(data_dir(), tmp_path / "data")
    out = data_dir() / "roles.yaml"
    before = out.read_bytes()
    assert told(["rules", "--data", data, "--out", out, "--force"], capsys)[0] == 2
    assert out.read_bytes() == before


def test_the_calendar_that_was_added_before_is_not_replaced_by_the_next(tmp_path, capsys):
    out = tmp_path / "school.ics"
    words = [*made_of("case ics", tmp_path), "--out", out]
    assert told(words, capsys)[0] == 0
    before = out.read_bytes()
    code, _, err = told([*words, "--since", f"{tmp_path}//school.ics", "--force"], capsys)
    assert (code, out.read_bytes()) == (2, before)
    assert "is what is read, and was left alone" in err


def test_a_calendar_of_a_folder_replaces_nothing_through_a_link(tmp_path, capsys):
    words = [*made_of("caseload", tmp_path)[:-1], "ics", "--out", tmp_path / "feeds"]
    assert told(words, capsys)[0] == 0
    first, second, *_ = sorted((tmp_path / "feeds").iterdir())
    shutil.copy(CASE, tmp_path / "kept.json")
    before = second.read_bytes()
    second.write_bytes(b"")
    for target in ("kept.json", "schools.csv"):
        kept = (tmp_path / target).read_bytes()
        first.unlink()
        first.symlink_to(tmp_path / target)
        code, _, err = told([*words, "--force"], capsys)
        assert code == 2, err
        assert (tmp_path / target).read_bytes() == kept
        assert second.read_bytes() != before


def test_a_folder_of_calendars_is_written_whole_or_not_at_all(tmp_path, capsys):
    words = [*made_of("caseload", tmp_path)[:-1], "ics", "--out", tmp_path / "feeds"]
    assert told(words, capsys)[0] == 0
    first, *others = sorted((tmp_path / "feeds").iterdir())
    before = first.read_bytes()
    assert before.startswith(b"BEGIN:VCALENDAR")
    assert others
    for path in others:
        path.unlink()
    code, _, err = told(words, capsys)
    assert code == 2
    assert "is there already and was left alone" in err
    assert [*(tmp_path / "feeds").iterdir()] == [first]
    assert first.read_bytes() == before
    assert told([*words, "--force"], capsys)[0] == 0
    assert sorted((tmp_path / "feeds").iterdir()) == [first, *others]
