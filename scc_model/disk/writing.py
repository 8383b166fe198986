"""Write files whole or not at all.

A file is written beside its place, brought onto the disk, and only then put into its place in one
step: whoever reads meanwhile sees the old file or the new one, and so does the disk after a
breakdown. Where the system can, the file has no name until it is whole, so that a writer that is
killed leaves nothing behind. Links are followed: what they point to is replaced, not the link.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Self

from scc_model.disk.reading import no_file, why
from scc_model.errors import BadValue, short

_NEW = 0o666  # the mode of a new file, from which the reader's umask is taken
_OWN = 0o600  # that of a file on its way to replace one, until it has its mode
_ANYBODY_WRITES, _GROUP, _OTHERS = 0o222, 0o070, 0o007
_CLOSED = -1
Content = bytes | Iterable[bytes]
"""What a file is to hold, at once or piece by piece."""
_OPEN_FILES = Path("/proc/self/fd")  # where Linux names the files that a program has open


class AlreadyThere(BadValue):
    """A file is there already and was left alone."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"'{short(str(path))}' is there already and was left alone. "
            "Give another name, or --force to replace it."
        )


def write(path: Path, content: Content, *, over: bool = False) -> None:
    """Write a file, whole or not at all.

    Args:
        path: where; a link is followed.
        content: all that the file is to hold.
        over: whether it may replace a file, whose mode it then keeps.

    Raises:
        AlreadyThere: when a file is there and must not be replaced.
        BadValue: when it cannot be written.
    """
    write_all({path: content}, over=over)


def is_device(path: Path) -> bool:
    """Whether a name is that of a device which takes whatever is written, and holds nothing.

    >>> is_device(Path(os.devnull)), is_device(Path("none"))
    (True, False)
    """
    try:
        return stat.S_ISCHR(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def check_kind(path: Path) -> None:
    """See that what has a name, if anything, is a file.

    Raises:
        BadValue: when it is a folder, a pipe or a device.
    """
    try:
        what = no_file(path.stat().st_mode)
    except (OSError, ValueError):  # nothing is there, as far as can be seen
        return
    if what:
        raise _refused(path, what)


def pour(path: Path, content: Content) -> None:
    """Write into a device, where nothing is replaced.

    Raises:
        BadValue: when it does not take all of it.
    """
    flags = os.O_WRONLY | getattr(os, "O_NOCTTY", 0)
    try:
        with open(path, "wb", buffering=0, opener=lambda name, _: os.open(name, flags)) as device:
            for piece in _pieces(content):
                rest = memoryview(piece)
                while rest:
                    rest = rest[device.write(rest) or 0 :]
    except OSError as error:
        raise _refused(path, why(error)) from error


def write_all(contents: Mapping[Path, Content], *, over: bool = False) -> None:
    """Write several files, all of them or none.

    Args:
        contents: what each is to hold.
        over: whether they may replace files; see :func:`write`.

    Raises:
        AlreadyThere: when one of them is there and must not be replaced.
        BadValue: when one of them cannot be written.
    """
    with contextlib.ExitStack() as opened:
        drafts = [
            opened.enter_context(Draft(path, content, over=over))
            for path, content in contents.items()
        ]
        published: list[Draft] = []
        try:
            for draft in drafts:
                draft.publish()
                published.append(draft)
        except BaseException:
            for draft in published:
                draft.undo()
            raise


def write_folder(folder: Path, contents: Mapping[str, bytes], *, over: bool = False) -> None:
    """Write files into a folder, which is made if it is not there; all of them or none.

    Args:
        folder: the folder.
        contents: what each file is to hold, by its name.
        over: whether they may replace files; see :func:`write`.

    Raises:
        AlreadyThere: when one of them is there and must not be replaced.
        BadValue: when the folder cannot be made, or one of them cannot be written.
    """
    missing = [part for part in (folder, *folder.parents) if not os.path.lexists(part)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_all({folder / name: content for name, content in contents.items()}, over=over)
    except BaseException as error:
        for part in missing:
            with contextlib.suppress(OSError):
                part.rmdir()
        if isinstance(error, OSError | ValueError):
            raise BadValue(f"'{short(str(folder))}' cannot be a folder: {why(error)}.") from error
        raise


class Draft:
    """A file written beside its place, and put there when it is published.

    Args:
        path: its place; a link is followed.
        content: all that it is to hold.
        over: whether it may replace a file.

    Raises:
        AlreadyThere: on entering, when a file is there and must not be replaced.
        BadValue: on entering, when it cannot be written; nothing is left of it then.
    """

    def __init__(self, path: Path, content: Content, *, over: bool) -> None:
        self._given, self._content, self._over = path, content, over
        self._file = _CLOSED
        self._named = False

    def __enter__(self) -> Self:
        with self._in_words():
            self._path = Path(os.path.realpath(self._given))
            self._name = self._path.with_name(f".scc-{secrets.token_hex(8)}.tmp")
            self._old = self._to_be_replaced()
            try:
                self._open()
                self._fill()
            except BaseException:
                self._leave()
                raise
        return self

    def __exit__(self, *raised: object) -> None:
        self._leave()

    def publish(self) -> None:
        """Put the file into its place.

        Raises:
            AlreadyThere: when it must not replace the file that came there meanwhile.
            BadValue: when it cannot be put there.
        """
        with self._in_words():
            if self._old is None and not self._over:
                self._appear()
            else:
                self._take_over()
            _sync_folder(self._path.parent)

    def undo(self) -> None:
        """Take a published file away again, unless it replaced one."""
        if self._old is None:
            self._path.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except FileExistsError as error:
            raise AlreadyThere(self._given) from error
        except (OSError, ValueError) as error:
            raise _refused(self._given, why(error)) from error

    def _to_be_replaced(self) -> os.stat_result | None:
        """The file in its place, which has to be one that may be replaced; none for a new one."""
        try:
            old = self._path.stat()
        except FileNotFoundError:
            return None
        if what := no_file(old.st_mode):
            raise _refused(self._given, what)
        if not self._over:
            raise AlreadyThere(self._given)
        if not (old.st_mode & _ANYBODY_WRITES and os.access(self._path, os.W_OK)):
            raise _refused(self._given, "it is protected against writing")
        if old.st_nlink > 1:
            raise _refused(
                self._given,
                f"it has {old.st_nlink} names (hard links), and all but this one would be left "
                "with what it holds now. Copy it, and use the copy",
            )
        return old

    def _open(self) -> None:
        """Open a new file beside the place, without a name where that can be."""
        mode = _NEW if self._old is None else _OWN
        if hasattr(os, "O_TMPFILE") and _OPEN_FILES.is_dir():
            with contextlib.suppress(OSError):  # some kinds of disk cannot do it
                self._file = os.open(self._path.parent, os.O_TMPFILE | os.O_WRONLY, mode)
                return
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
        self._file = os.open(self._name, flags, mode)
        self._named = True

    def _fill(self) -> None:
        for piece in _pieces(self._content):
            rest = memoryview(piece)
            while rest:
                rest = rest[os.write(self._file, rest) :]
        if self._old is not None:
            _make_like(self._file, self._path, self._old)
        os.fsync(self._file)
        if self._named:  # else Windows would not let it be renamed
            self._close()

    def _appear(self) -> None:
        """Get the name of the place, if nothing has it."""
        if not self._named:
            self._link(self._path)
            return
        try:
            os.link(self._name, self._path)
        except FileExistsError:
            raise
        except OSError:  # a kind of disk without links: keep the name, then take it over
            os.close(os.open(self._path, os.O_CREAT | os.O_EXCL, _NEW))
            self._take_over()

    def _take_over(self) -> None:
        """Get the name of the place from the file that has it."""
        if not self._named:
            self._link(self._name)
            self._named = True
        self._name.replace(self._path)
        self._named = False

    def _link(self, path: Path) -> None:
        """Give the open file a name that nothing has."""
        # Only a call with a folder follows the link by which an open file is named.
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            opened = str(_OPEN_FILES / str(self._file))
            os.link(opened, path.name, src_dir_fd=folder, dst_dir_fd=folder)
        finally:
            os.close(folder)

    def _leave(self) -> None:
        """Close the file, which is gone with that unless it was published."""
        self._close()
        if self._named:
            self._name.unlink(missing_ok=True)

    def _close(self) -> None:
        if self._file != _CLOSED:
            os.close(self._file)
            self._file = _CLOSED


def _pieces(content: Content) -> Iterable[bytes]:
    return (content,) if isinstance(content, bytes) else content


def _refused(path: Path, reason: str) -> BadValue:
    return BadValue(f"'{short(str(path))}' cannot be written: {reason}.")


def _make_like(file: int, old_path: Path, old: os.stat_result) -> None:
    """Give an open file the group, mode and access list of the one that it will replace."""
    mode = stat.S_IMODE(old.st_mode)
    if sys.platform != "win32":
        try:
            os.fchown(file, old.st_uid, old.st_gid)
        except PermissionError:  # another's file
            try:
                os.fchown(file, -1, old.st_gid)
            except PermissionError:  # what its group might do, ours may not
                mode = mode & ~_GROUP | (mode & _OTHERS) << 3
        os.fchmod(file, mode)
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            for name in os.listxattr(old_path):
                os.setxattr(file, name, os.getxattr(old_path, name))


def _sync_folder(folder: Path) -> None:
    """Bring the names in a folder onto the disk, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
