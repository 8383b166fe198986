"""One writer of a file at a time.

The lock is held on the file itself, so nothing lies beside it, and the system takes it away with a
program that is killed. Whoever only reads is not kept waiting: files are replaced whole. Windows
does not let an open file be replaced, so a file beside it is the lock there, which the system
takes away in the same way.
"""

from __future__ import annotations

import contextlib
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from scc_model.disk.reading import why
from scc_model.errors import BadValue, short

PATIENCE = 60.0
"""Seconds for which a writer waits for another."""
_LOOK_AGAIN = (0.005, 0.03)  # seconds, drawn anew each time so that writers do not keep in step


@contextlib.contextmanager
def alone(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Be the only program that changes a file.

    Args:
        path: the file, which has to be there; a link is followed.
        patience: seconds for which to wait for another program.

    Raises:
        BadValue: when another program changes it all that time, or it cannot be locked.
    """
    given_up = time.monotonic() + patience
    try:
        while (release := _lock(Path(os.path.realpath(path)))) is None:
            if time.monotonic() > given_up:
                raise BadValue(
                    f"'{short(str(path))}' is as it was: for {patience:.0f} seconds another "
                    "program was changing it. Try again."
                )
            time.sleep(random.uniform(*_LOOK_AGAIN))  # noqa: S311  (no secret)
    except (OSError, ValueError) as error:
        raise BadValue(f"'{short(str(path))}' cannot be changed: {why(error)}.") from error
    try:
        yield
    finally:
        release()


if sys.platform == "win32":

    def _lock(path: Path) -> Callable[[], None] | None:
        """Make the file that is the lock; nothing while another program has one there."""
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_TEMPORARY | os.O_NOINHERIT
        try:
            lock = os.open(path.with_name(f".scc-{path.name}.lock"), flags)
        except (FileExistsError, PermissionError):
            return None
        return lambda: os.close(lock)

else:
    import fcntl

    def _lock(path: Path) -> Callable[[], None] | None:
        """Lock a file; nothing while another program has it, or has just replaced it."""
        with contextlib.ExitStack() as opened:
            # Some disks of a network lock only what is opened to be written.
            file = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
            opened.callback(os.close, file)
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.path.samestat(os.fstat(file), path.stat()):
                    return opened.pop_all().close
        return None
