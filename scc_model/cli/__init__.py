"""The command line, ``scc``. Exit codes: 0 fine, 1 faults found, 2 wrong use."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from scc_model.cli import case, caseloads, checking, dates, drawing, lists, placing
from scc_model.cli.options import framework_of
from scc_model.errors import DataError, SccError
from scc_model.tables.text import shown

FAULTS, WRONG_USE = 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: the words after ``scc``; those of the process if none are given.

    Returns:
        The exit code.
    """
    options = _parser().parse_args(arguments)
    try:
        answer = options.run(options, framework_of(options))
        if isinstance(answer, int):
            return answer
        sys.stdout.write(answer if answer.endswith("\n") else f"{answer}\n")
    except SccError as error:
        faults = isinstance(error, DataError)
        message = str(error) if faults else f"{options.command}: {error}"
        print(shown(message, keep="\n"), file=sys.stderr)
        return FAULTS if faults else WRONG_USE
    except BrokenPipeError:  # the reader of our output, such as head, has seen enough
        sys.stderr.close()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="scc",
        description="The Schools causing concern procedures, as a model that runs.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for part in (dates, placing, lists, drawing, case, caseloads, checking):
        part.add(commands)
    return parser
