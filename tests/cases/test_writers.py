"""Many writers of one case file, some of them killed: nothing recorded is lost."""

from __future__ import annotations

import collections
import functools
import os
import random
import signal
import time
from pathlib import Path

import attrs
import pytest

from case_writers import BEGINS, FRAMEWORK, SECONDS, begun, record, said_by
from scc_model.cases import files
from scc_model.cases.case import Case, Entry
from scc_model.disk import locking
from scc_model.errors import BadValue, DataError

CASE = Case("A school", BEGINS)
WRITERS, ENTRIES, KILLS = 20, 4, 300
NAMES = ("case.json", "case.yaml")


def notes(path: Path) -> list[str]:
    return [entry.note for entry in files.read(path, FRAMEWORK).events]


@pytest.fixture(params=NAMES)
def path(request, tmp_path):
    folder = tmp_path / "cases"
    folder.mkdir()
    files.write(folder / request.param, CASE)
    (folder / request.param).chmod(0o600)
    return folder / request.param


def test_of_twenty_writers_at_once_none_loses_an_entry_and_no_reader_sees_half_a_file(path):
    started = time.monotonic()
    writers = [begun(path, str(number), ENTRIES) for number in range(WRITERS)]
    reads = 0
    while any(writer.is_alive() for writer, _ in writers):
        notes(path)
        reads += 1
    promised = [note for _, connection in writers for note in said_by(connection)]
    assert len(promised) == WRITERS * ENTRIES
    assert sorted(notes(path)) == sorted(promised)
    assert reads > ENTRIES
    assert [beside.name for beside in path.parent.iterdir()] == [path.name]
    assert path.stat().st_mode & 0o777 == 0o600
    assert time.monotonic() - started < SECONDS


def test_of_three_hundred_killed_writers_none_loses_what_it_said_was_recorded(tmp_path):
    path = tmp_path / "case.json"
    files.write(path, CASE)
    chance = random.Random(13)  # noqa: S311  (moments at which to kill)
    started = time.monotonic()
    promised: list[str] = []
    killed = 0
    while killed < KILLS:
        assert time.monotonic() - started < SECONDS, f"{killed} were killed in this time"
        writers = [begun(path, f"{killed} {number}", 1_000) for number in range(6)]
        for _, connection in writers:
            connection.recv()  # it is ready
        for writer, _ in writers:
            time.sleep(chance.uniform(0, 0.012))
            os.kill(writer.pid, signal.SIGKILL)
            killed += 1
        for writer, connection in writers:
            writer.join()
            promised += said_by(connection)
        held = collections.Counter(notes(path))
        assert not collections.Counter(promised) - held
        assert max(held.values(), default=1) == 1
        if len(held) > 300:  # begin anew, before the file is full
            promised = []
            files.write(path, CASE, over=True)
    left = [beside.name for beside in tmp_path.iterdir() if beside != path]
    # Between two calls of the system a file on its way has a name, and none of them keeps others.
    assert len(left) <= KILLS // 50
    record(path, "after all")
    assert "after all" in notes(path)


def test_what_another_program_writes_meanwhile_is_kept_and_added_to(path):
    """An editor knows no locks."""
    times = []

    def added(case: Case) -> Case:
        if not times:
            files.writing.write(path, files.text_for(path, attrs.evolve(CASE, school="B")).encode(),
                                over=True)  # fmt: skip
        times.append(case.school)
        return case.added(Entry("oral-feedback-given", BEGINS))

    before, after = files.change(path, FRAMEWORK, added)
    assert times == ["A school", "B"]
    assert (before.school, after.school) == ("B", "B")
    assert files.read(path, FRAMEWORK) == after


def test_a_file_that_is_changed_again_and_again_is_left_alone_and_it_is_said(path):
    schools = []

    def added(case: Case) -> Case:
        schools.append(f"School {len(schools)}")
        other = attrs.evolve(CASE, school=schools[-1])
        files.writing.write(path, files.text_for(path, other).encode(), over=True)
        return case.added(Entry("oral-feedback-given", BEGINS))

    with pytest.raises(BadValue, match="Nothing was recorded"):
        files.change(path, FRAMEWORK, added)
    assert files.read(path, FRAMEWORK) == attrs.evolve(CASE, school=schools[-1])


def test_a_change_that_is_refused_leaves_the_file_and_the_lock(path):
    before = path.read_bytes()

    def refused(case: Case) -> Case:
        raise BadValue(case.school)

    with pytest.raises(BadValue, match="A school"):
        files.change(path, FRAMEWORK, refused)
    assert path.read_bytes() == before
    record(path, "later")
    assert notes(path) == ["later"]


def test_a_new_case_does_not_replace_one_that_is_being_changed(path, monkeypatch):
    monkeypatch.setattr(locking, "alone", functools.partial(locking.alone, patience=0.1))
    with (
        locking.alone(path),
        pytest.raises(BadValue, match="another program was changing it"),
    ):
        files.write(path, CASE, over=True)


def test_a_faulty_file_is_told_before_anybody_is_waited_for(path):
    path.write_text("version: x\n", encoding="utf-8")
    started = time.monotonic()
    with locking.alone(path), pytest.raises(DataError):
        record(path, "x")
    assert time.monotonic() - started < locking.PATIENCE / 2
