"""Run a command: read its words, carry it out, give its answer, and say what went wrong."""

from __future__ import annotations

from collections.abc import Sequence

from scc_model.cli import case, caseloads, checking, comparing, dates, drawing, lists, placing
from scc_model.cli.options import framework_of
from scc_model.cli.speaking import FAULTS, WRONG_USE, Parser, check_out, give, tell
from scc_model.errors import DataError, SccError


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: the words after ``scc``; those of the process if none are given.

    Returns:
        The exit code.

    Raises:
        BrokenPipeError: when whoever reads the answer has closed it.
    """
    command, recorded = "scc", ""
    try:
        options = _parser().parse_args(arguments)
        command = options.command
        check_out(options)
        answer = options.run(options, framework_of(options))
        if isinstance(answer, int):
            return answer
        recorded = getattr(options, "recorded", "")
        form = getattr(options, "format", "table")
        give(answer, form, getattr(options, "out", None), over=getattr(options, "force", False))
    except DataError as error:
        [first, *more] = error.faults
        tell(str(error) if more else f"{command}: {first}")
        return FAULTS
    except SccError as error:
        tell(f"{command}: {error} {recorded}".rstrip())
        return WRONG_USE
    return 0


def _parser() -> Parser:
    parser = Parser(
        prog="scc",
        description="The Schools causing concern procedures, as a model that runs.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for part in (dates, placing, lists, drawing, case, caseloads, checking, comparing):
        part.add(commands)
    return parser
