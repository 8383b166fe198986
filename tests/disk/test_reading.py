"""What is read from a disk is a file, and no more of it than is allowed."""

from __future__ import annotations

import os
import socket
import tracemalloc
from pathlib import Path

import pytest

from scc_model.disk.reading import TooLarge, Unreadable, read
from scc_model.errors import DataError
from scc_model.loading import load_from, placed_yaml

MOST = 1_000


@pytest.fixture
def odd(tmp_path):
    """Things that have a name in a folder and are no file that can be read."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link to a device").symlink_to("/dev/zero")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    (tmp_path / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s"))
        yield {
            "a pipe": tmp_path / "pipe",
            "a device": Path("/dev/zero"),
            "a device behind a link": tmp_path / "link to a device",
            "a full device": Path("/dev/full"),
            "a link to itself": tmp_path / "circle",
            "a folder": tmp_path / "folder",
            "a socket": tmp_path / "s",
            "a name too long": tmp_path / ("x" * 100_000),
            "a path too long": Path("x/" * 5_000),
            "a name with an end in it": Path("a\0b"),
            "a name that no disk can hold": Path("\ud800"),
            "nothing": tmp_path / "nothing",
        }


def test_what_is_no_file_is_refused_at_once_and_in_words(odd):
    for what, path in odd.items():
        with pytest.raises(Unreadable, match=r"cannot be read: .+[^.]\.$") as error:
            read(path, MOST)
        assert len(str(error.value)) < 250, what


def test_a_pipe_that_somebody_writes_is_refused_too(odd):
    writer = os.open(odd["a pipe"], os.O_RDWR)
    os.write(writer, b"a: b\n")
    with pytest.raises(Unreadable, match="it is a pipe, not a file"):
        read(odd["a pipe"], MOST)
    os.close(writer)


def test_no_more_is_held_than_is_allowed(tmp_path):
    path = tmp_path / "sparse"
    with path.open("wb") as file:
        file.truncate(50_000_000_000)
    tracemalloc.start()
    with pytest.raises(TooLarge, match="it has 50,000,000,000 bytes, and up to 1,000 are read"):
        read(path, MOST)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_a_file_that_says_it_is_empty_is_not_read_beyond_what_is_allowed():
    with pytest.raises(TooLarge):
        read(Path("/proc/self/smaps"), MOST)


@pytest.mark.parametrize("size", [0, 1, MOST])
def test_a_file_is_read_whole_up_to_the_limit(tmp_path, size):
    path = tmp_path / "file"
    path.write_bytes(b"x" * size)
    assert read(path, MOST) == b"x" * size
    path.write_bytes(b"x" * (MOST + 1))
    with pytest.raises(TooLarge):
        read(path, MOST)


def test_the_reader_of_yaml_tells_it_as_a_fault(odd):
    for path in odd.values():
        value, [fault] = placed_yaml.read(path, "case.yaml")
        assert value is None
        assert str(fault).startswith("case.yaml: the file cannot be read (")


def test_a_folder_of_data_can_be_nothing_else(odd):
    for path in odd.values():
        with pytest.raises(
            DataError, match=r"there is no such folder|, not a folder|this file is missing"
        ):
            load_from(path)


def test_a_pipe_among_the_data_is_told(tmp_path):
    os.mkfifo(tmp_path / "roles.yaml")
    with pytest.raises(DataError, match=r"roles\.yaml: the file cannot be read \(it is a pipe"):
        load_from(tmp_path)
