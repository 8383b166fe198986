"""Run a command: read its words, carry it out, give its answer, and say what went wrong."""

from __future__ import annotations

import gc
from collections.abc import Sequence

from scc_model.cli import (
    case,
    caseloads,
    changing,
    checking,
    comparing,
    dates,
    drawing,
    lists,
    placing,
)
from scc_model.cli.options import framework_of
from scc_model.cli.speaking import FAULTS, WRONG_USE, Parser, check_out, give, tell
from scc_model.errors import DataError, SccError

_OFTEN_ENOUGH = 50_000, 10, 10
"""After how much that is new Python looks for what nobody uses; as it comes, after 700 things."""


def _keep_what_is_loaded() -> None:
    """Let Python look for what nobody uses in what is new, and no more in the procedures.

    It costs a quarter of the time of a long command otherwise.
    """
    gc.freeze()
    gc.set_threshold(*_OFTEN_ENOUGH)
    gc.enable()


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
    gc.disable()  # what is loaded stays, so nobody need look in it for what is not used
    try:
        options = _parser().parse_args(arguments)
        command = options.command
        check_out(options)
        framework = framework_of(options)
        _keep_what_is_loaded()
        answer = options.run(options, framework)
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
    finally:
        gc.enable()
    return 0


def _parser() -> Parser:
    parser = Parser(
        prog="scc",
        description="The Schools causing concern procedures, as a model that runs.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for part in (
        dates, placing, lists, drawing, case, caseloads, checking, comparing, changing,
    ):  # fmt: skip
        part.add(commands)
    return parser
