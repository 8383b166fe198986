"""The command line, ``scc``.

Exit codes: 0 fine, 1 faults found, 2 wrong use or not possible, 130 stopped by Ctrl+C, 141 whoever
read the answer had seen enough.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # as typing has it, which takes a while to load
if TYPE_CHECKING:
    from collections.abc import Sequence

STOPPED, SEEN_ENOUGH = 130, 141  # 128 and the number of the signal, as shells have it


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: the words after ``scc``; those of the process if none are given.

    Returns:
        The exit code.
    """
    try:
        from scc_model.cli import running  # noqa: PLC0415  (it can be stopped while it loads)

        return running.run(arguments)
    except BrokenPipeError:
        return SEEN_ENOUGH
    except KeyboardInterrupt:
        try:  # noqa: SIM105  (contextlib takes a while to load)
            sys.stderr.write("scc: stopped. Every file is as it was, or whole and new.\n")
        except (OSError, ValueError, AttributeError):  # nobody listens
            pass
        return STOPPED
