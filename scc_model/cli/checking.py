"""``scc check``: every fault in the data, what was proved of it, and whether its cases hold."""

from __future__ import annotations

import argparse

from scc_model import model
from scc_model.chart import proofs
from scc_model.cli.options import Commands, command
from scc_model.cli.speaking import FAULTS, give
from scc_model.errors import DataError
from scc_model.loading import data_dir, load
from scc_model.tables import listings
from scc_model.worked.checking import check

_COUNTED = (
    "procedures", "rules", "events", "decisions", "facts", "readings", "roles", "sources",
)  # fmt: skip


def add(commands: Commands) -> None:
    """Add the command."""
    about = "Load the data, report every fault in it, and run its worked cases."
    examples = (
        "examples:\n  scc check --data data\n  scc check --data data --no-cases\n"
        "  scc check --data my-data --out faults.txt\n"
    )
    parser = command(commands, "check", about, examples, _check)
    parser.add_argument("--no-cases", action="store_true", help="leave the worked cases out")


def _check(options: argparse.Namespace, framework: model.Framework) -> str | int:
    folder = options.data or data_dir()
    baseline = load() if options.data and folder.resolve() != data_dir().resolve() else None
    faults, run = check(folder, framework, with_cases=not options.no_cases, baseline=baseline)
    if faults and options.out is not None:  # they are the answer that was asked for
        give(str(DataError(faults)), out=options.out, over=options.force)
        return FAULTS
    if faults:
        raise DataError(faults)
    counts = ", ".join(f"{len(getattr(framework, name))} {name}" for name in _COUNTED)
    told = (
        f"{run:,} worked cases come out as they say.\n" if run else "There are no worked cases.\n"
    )
    proved = listings.proofs_text(proofs.prove(framework))
    return f"{folder}: no faults in {counts}.\n{'' if options.no_cases else told}{proved}"
