"""Read a file whole, if it is a file and not too large."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from scc_model.errors import BadValue, short

# A pipe or a terminal is opened without waiting for somebody at its other end, and then refused.
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_MORE = 65_536
_KINDS: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISREG, "a file"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
)


class Unreadable(BadValue):
    """A file cannot be read.

    Args:
        path: the file.
        reason: why, as a sentence without its end.
    """

    def __init__(self, path: Path, reason: str) -> None:
        self.reason = reason
        super().__init__(f"'{short(str(path))}' cannot be read: {reason}.")


class TooLarge(Unreadable):
    """A file holds more than is read.

    Args:
        path: the file.
        size: its size in bytes, as far as that is known.
        most: how many are read.
    """

    def __init__(self, path: Path, size: int, most: int) -> None:
        self.size, self.most = size, most
        super().__init__(path, f"it has {size:,} bytes, and up to {most:,} are read")


def read(path: Path, most: int) -> bytes:
    """What a file holds.

    Args:
        path: the file; a link is followed.
        most: how many bytes are read. Hardly more than that is ever held.

    Raises:
        TooLarge: for a file with more bytes.
        Unreadable: for what is not there, is no file (such as a pipe or a device, which may
            never end), or cannot be read.

    >>> read(Path(os.devnull), 10)
    Traceback (most recent call last):
    ...
    scc_model.disk.reading.Unreadable: '/dev/null' cannot be read: it is a device, not a file.
    """
    with opened(path, most) as file:
        try:
            content = file.read(os.fstat(file.fileno()).st_size)
            while len(content) <= most and (more := file.read(_MORE)):  # it has grown
                content += more
        except OSError as error:
            raise Unreadable(path, why(error)) from error
    if len(content) > most:
        raise TooLarge(path, len(content), most)
    return content


def opened(path: Path, most: int) -> BinaryIO:
    """A file, open to be read piece by piece.

    Args:
        path: the file; a link is followed.
        most: how many bytes it may have.

    Raises:
        TooLarge: for a file with more bytes.
        Unreadable: for what is not there, is no file, or cannot be opened.
    """
    try:
        file = open(path, "rb", opener=lambda name, flags: os.open(name, flags | _AT_ONCE))  # noqa: SIM115  (the caller closes it)
    except (OSError, ValueError) as error:
        raise Unreadable(path, why(error)) from error
    status = os.fstat(file.fileno())
    what = no_file(status.st_mode)
    if what or status.st_size > most:
        file.close()
        raise Unreadable(path, what) if what else TooLarge(path, status.st_size, most)
    return file


def no_file(mode: int) -> str:
    """What something on a disk is if it is no file, by its mode; nothing for a file."""
    if stat.S_ISREG(mode):
        return ""
    return f"it is {_kind(mode)}, not a file"


def no_folder(path: Path) -> str:
    """Why a name is not that of a folder; nothing for a folder.

    >>> no_folder(Path("none")), no_folder(Path(os.devnull)), no_folder(Path("."))
    ('there is no such folder', 'it is a device, not a folder', '')
    """
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return "there is no such folder"
    return "" if stat.S_ISDIR(mode) else f"it is {_kind(mode)}, not a folder"


def _kind(mode: int) -> str:
    """What something on a disk is, by its mode."""
    return next((kind for test, kind in _KINDS if test(mode)), "a device")


def why(error: OSError | ValueError) -> str:
    """Why something on a disk cannot be had, in words.

    >>> why(FileNotFoundError(2, "No such file or directory"))
    'No such file or directory'
    >>> why(ValueError("embedded null byte"))
    'no file can have such a name'
    """
    if isinstance(error, OSError):
        return error.strerror or "the machine does not say why"
    return "no file can have such a name"
