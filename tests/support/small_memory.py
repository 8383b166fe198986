"""Reads lists in processes that have little memory.

One program loads what reading takes, and for each list a copy of it is made, which so begins as
every program does that has just loaded that, and ends with the list. Run as a program, this module
is the one that is copied: it is asked in lines, with a path and a number of megabytes, and answers
each with a line.
"""

import json
import os
import resource
import signal
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Self

from scc_model.caseload.reading import read
from scc_model.errors import BadValue
from scc_model.loading import load

PATIENCE_S = 300


class Readers:
    """Starts the program, and asks it."""

    def __enter__(self) -> Self:
        self._program = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._program.communicate()

    def said(self, path: Path, megabytes: int) -> str:
        """Give what reading a list says with so much memory more than the program itself takes."""
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write(json.dumps([str(path), megabytes]) + "\n")
        self._program.stdin.flush()
        status, words = json.loads(self._program.stdout.readline())
        assert status == 0, f"it ended with {status}: {words[-500:]}"
        return str(words).strip()


def read_with(path: str, megabytes: int) -> str:
    """Read a list with so much memory more than this process takes; say what came of it."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    heard: list[str] = []
    try:
        listed = read(Path(path), load(), progress=heard.append)
    except BadValue as error:
        return str(error)
    return f"{len(listed.schools)} {len(listed.problems)} {len(heard)}"


def answer(path: str, megabytes: int) -> tuple[int, str]:
    """Read a list in a copy of this process; give its exit status and what it said."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        signal.alarm(PATIENCE_S)
        try:
            os.write(theirs, read_with(path, megabytes).encode())
        except BaseException:  # noqa: BLE001 -- whatever it is, it is told
            os.write(theirs, traceback.format_exc().encode())
            os._exit(1)
        os._exit(0)
    os.close(theirs)
    with open(ours, "rb") as said:  # noqa: PTH123 -- it has no path
        words = said.read().decode()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), words


def main() -> None:
    """Answer until nothing more is asked."""
    load()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(*json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
