"""``scc check``: every fault in the data, what was proved of it, and whether its cases hold."""

from __future__ import annotations

import argparse
from pathlib import Path

from scc_model import model
from scc_model.chart import proofs
from scc_model.cli.options import Commands, command
from scc_model.errors import DataError, Fault
from scc_model.loading import checks, data_dir
from scc_model.tables import listings
from scc_model.worked import cases, running

_COUNTED = (
    "procedures", "rules", "events", "decisions", "facts", "readings", "roles", "sources",
)  # fmt: skip


def add(commands: Commands) -> None:
    """Add the command."""
    about = "Load the data, report every fault in it, and run its worked cases."
    examples = "examples:\n  scc check --data data\n  scc check --data data --no-cases\n"
    parser = command(commands, "check", about, examples, _check)
    parser.add_argument("--no-cases", action="store_true", help="leave the worked cases out")


def _check(options: argparse.Namespace, framework: model.Framework) -> str:
    folder = options.data or data_dir()
    told, faults = _cases(folder, framework) if not options.no_cases else ("", [])
    if faults := [*checks.run(framework), *faults]:
        raise DataError(faults)
    counts = ", ".join(f"{len(getattr(framework, name))} {name}" for name in _COUNTED)
    return (
        f"{folder}: no faults in {counts}.\n{told}{listings.proofs_text(proofs.prove(framework))}"
    )


def _cases(folder: Path, framework: model.Framework) -> tuple[str, list[Fault]]:
    """What became of the worked cases of a folder, in a line; and what came out otherwise."""
    try:
        every = cases.read(folder / "cases")
    except DataError as error:
        return "", [*error.faults]
    if not every:
        return "There are no worked cases.\n", []
    faults = list(running.faults(every, framework))
    return f"{len(every):,} worked cases come out as they say.\n", faults
