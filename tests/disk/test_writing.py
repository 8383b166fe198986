"""A file is written whole or not at all, where it was asked for and nowhere else."""

from __future__ import annotations

import errno
import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from scc_model.disk import locking, writing
from scc_model.disk.writing import AlreadyThere, write, write_all, write_folder
from scc_model.errors import BadValue

OLD, NEW = b"old\n", b"new\n"


@pytest.fixture(params=["without a name", "with a name", "without links"])
def way(request, monkeypatch):
    """The ways in which a disk lets a file be written beside its place."""
    if request.param != "without a name":
        monkeypatch.delattr(os, "O_TMPFILE")
    if request.param == "without links":

        def refused(*_, **__):
            raise OSError(errno.EPERM, "Operation not permitted")

        monkeypatch.setattr(os, "link", refused)


@pytest.fixture
def folder(tmp_path):
    """A folder in which nothing may stand afterwards but what was there and what was asked for."""
    folder = tmp_path / "folder"
    folder.mkdir()
    return folder


@pytest.fixture
def file(folder):
    path = folder / "file"
    path.write_bytes(OLD)
    return path


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.usefixtures("way")
class TestEveryWay:
    def test_a_new_file_is_what_was_asked_for(self, folder):
        old = os.umask(0o027)
        write(folder / "file", NEW)
        os.umask(old)
        assert (folder / "file").read_bytes() == NEW
        assert stat.S_IMODE((folder / "file").stat().st_mode) == 0o640
        assert names(folder) == ["file"]

    def test_a_file_that_is_there_is_replaced_only_if_it_may(self, folder, file):
        with pytest.raises(AlreadyThere, match="is there already and was left alone"):
            write(file, NEW)
        assert file.read_bytes() == OLD
        write(file, NEW, over=True)
        assert file.read_bytes() == NEW
        assert names(folder) == ["file"]

    @pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o755, 0o200])
    def test_a_file_keeps_its_mode(self, file, mode):
        file.chmod(mode)
        write(file, NEW, over=True)
        assert stat.S_IMODE(file.stat().st_mode) == mode

    def test_a_file_keeps_its_owner_and_its_access_list(self, file):
        if os.geteuid() == 0:
            os.chown(file, 12345, 23456)
        before = file.stat()
        os.setxattr(file, "user.kept", b"yes")
        write(file, NEW, over=True)
        assert (file.stat().st_uid, file.stat().st_gid) == (before.st_uid, before.st_gid)
        assert os.getxattr(file, "user.kept") == b"yes"

    def test_a_link_is_followed_and_stays(self, folder, file):
        link, second = folder / "link", folder / "link to the link"
        link.symlink_to("file")
        second.symlink_to(link)
        write(second, NEW, over=True)
        assert link.is_symlink()
        assert second.is_symlink()
        assert file.read_bytes() == NEW
        assert names(folder) == ["file", "link", "link to the link"]

    def test_a_link_to_a_file_that_is_not_there_yet_makes_it(self, folder):
        (folder / "link").symlink_to("file")
        write(folder / "link", NEW)
        assert (folder / "link").is_symlink()
        assert (folder / "file").read_bytes() == NEW

    def test_what_a_reader_keeps_beside_the_file_stays(self, folder, file):
        for name in ("file.new", "file.tmp", "file~", ".file", "new"):
            (folder / name).write_bytes(b"mine")
        before = names(folder)
        write(file, NEW, over=True)
        assert names(folder) == before
        assert (folder / "file.new").read_bytes() == b"mine"

    def test_whoever_reads_meanwhile_goes_on_with_the_file_that_was_opened(self, file):
        with file.open("rb") as reading:
            write(file, NEW, over=True)
            assert reading.read() == OLD

    def test_of_several_files_all_are_written_or_none(self, folder, file):
        wanted = {folder / "a": NEW, folder / "b": NEW, file: NEW}
        with pytest.raises(AlreadyThere):
            write_all(wanted)
        assert names(folder) == ["file"]
        with pytest.raises(BadValue, match="No such file"):
            write_all({**wanted, folder / "none" / "c": NEW}, over=True)
        assert names(folder) == ["file"]
        assert file.read_bytes() == OLD
        write_all(wanted, over=True)
        assert names(folder) == ["a", "b", "file"]

    def test_what_comes_into_its_place_meanwhile_is_left_alone(self, folder):
        with writing.Draft(folder / "b", NEW, over=False) as draft:
            (folder / "b").write_bytes(b"of another program")
            with pytest.raises(AlreadyThere):
                draft.publish()
        assert (folder / "b").read_bytes() == b"of another program"
        assert names(folder) == ["b"]

    def test_if_one_cannot_be_put_in_its_place_the_others_are_taken_away_again(
        self, folder, monkeypatch
    ):
        publish = writing.Draft.publish

        def interrupted(draft):
            if (folder / "a").exists():
                (folder / "b").write_bytes(b"of another program")
            publish(draft)

        monkeypatch.setattr(writing.Draft, "publish", interrupted)
        with pytest.raises(AlreadyThere):
            write_all({folder / "a": NEW, folder / "b": NEW})
        assert names(folder) == ["b"]


def test_a_disk_that_is_full_leaves_everything_as_it_was(folder, file):
    code = (
        "import resource, sys; from pathlib import Path; from scc_model.disk.writing import write\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))\n"
        "write(Path(sys.argv[1]), b'x' * 1_000_000, over=True)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert "cannot be written: File too large" in done.stderr
    assert file.read_bytes() == OLD
    assert names(folder) == ["file"]
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 10_000


@pytest.mark.parametrize("failing", ["fsync", "replace", "write"])
@pytest.mark.usefixtures("way")
def test_a_failure_at_any_moment_leaves_everything_as_it_was(folder, file, monkeypatch, failing):
    def fails(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, failing, fails)
    monkeypatch.setattr("pathlib.Path.replace", fails)
    with pytest.raises(BadValue, match="cannot be written: No space left on device"):
        write(file, NEW, over=True)
    monkeypatch.undo()
    assert file.read_bytes() == OLD
    assert names(folder) == ["file"]


def test_the_file_and_its_name_are_brought_onto_the_disk(folder, monkeypatch):
    synced = []
    monkeypatch.setattr(
        os, "fsync", lambda file: synced.append(stat.S_IFMT(os.fstat(file).st_mode))
    )
    write(folder / "file", NEW)
    assert synced == [stat.S_IFREG, stat.S_IFDIR]


def test_what_is_no_file_is_never_replaced(folder):
    os.mkfifo(folder / "pipe")
    (folder / "device").symlink_to("/dev/null")
    for name in (folder, folder / "pipe", folder / "device"):
        for over in (False, True):
            with pytest.raises(BadValue, match="not a file"):
                write(name, NEW, over=over)
    assert names(folder) == ["device", "pipe"]
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_protected_file_and_one_with_two_names_are_left_alone(folder, file):
    file.chmod(0o444)
    with pytest.raises(BadValue, match="protected against writing"):
        write(file, NEW, over=True)
    file.chmod(0o644)
    os.link(file, folder / "other")
    with pytest.raises(BadValue, match=r"it has 2 names \(hard links\)"):
        write(file, NEW, over=True)
    assert file.read_bytes() == (folder / "other").read_bytes() == OLD


@pytest.mark.parametrize(
    "name", ["x" * 300, "x/" * 3_000 + "x", "a\0b", "\ud800", "no/such/folder"]
)
def test_a_name_that_cannot_be_is_told(folder, name):
    for over in (False, True):
        with pytest.raises(BadValue, match="cannot be written"):
            write(folder / name, NEW, over=over)
    assert names(folder) == []


def test_a_folder_is_made_with_all_of_its_files_or_not_at_all(folder):
    files = {"a.ics": NEW, "b.ics": NEW}
    with pytest.raises(BadValue, match="cannot be written"):
        write_folder(folder / "one" / "two", {**files, "x" * 300: NEW})
    assert names(folder) == []
    write_folder(folder / "one" / "two", files)
    assert names(folder / "one" / "two") == ["a.ics", "b.ics"]
    with pytest.raises(AlreadyThere):
        write_folder(folder / "one" / "two", {"b.ics": OLD, "c.ics": OLD})
    assert names(folder / "one" / "two") == ["a.ics", "b.ics"]
    (folder / "file").write_bytes(OLD)
    for wrong in ("file", "file/within", "x" * 300):
        with pytest.raises(BadValue, match="cannot be a folder"):
            write_folder(folder / wrong, files)


def test_one_program_at_a_time_has_a_file_alone(file):
    with locking.alone(file):
        with (
            pytest.raises(BadValue, match="another program was changing it"),
            locking.alone(file, patience=0.1),
        ):
            pass
        write(file, NEW, over=True)
        with locking.alone(file, patience=0.1):  # the file that is there now is another
            pass
    with locking.alone(file, patience=0):
        pass


def test_the_lock_leaves_nothing_behind(folder, file):
    with locking.alone(file):
        assert names(folder) == ["file"]
    with (
        pytest.raises(BadValue, match="cannot be changed: No such file"),
        locking.alone(folder / "none"),
    ):
        pass
