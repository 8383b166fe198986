"""``scc check``: every fault in the data, and what was proved of it."""

from __future__ import annotations

import argparse

from scc_model import model
from scc_model.chart import proofs
from scc_model.cli.options import Commands, command
from scc_model.errors import DataError
from scc_model.loading import checks, data_dir
from scc_model.tables import listings

_COUNTED = (
    "procedures", "rules", "events", "decisions", "facts", "readings", "roles", "sources",
)  # fmt: skip


def add(commands: Commands) -> None:
    """Add the command."""
    about = "Load the data and report every fault in it."
    command(commands, "check", about, "example:\n  scc check --data data\n", _check)


def _check(options: argparse.Namespace, framework: model.Framework) -> str:
    if faults := checks.run(framework):
        raise DataError(faults)
    counts = ", ".join(f"{len(getattr(framework, name))} {name}" for name in _COUNTED)
    return (
        f"{options.data or data_dir()}: no faults in {counts}.\n"
        f"{listings.proofs_text(proofs.prove(framework))}"
    )
