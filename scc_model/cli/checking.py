"""``scc check``: every fault in the data, and what was proved of it."""

from __future__ import annotations

import argparse
from pathlib import Path

from scc_model.chart import proofs
from scc_model.cli.options import Commands, command
from scc_model.errors import DataError
from scc_model.loading import checks, data_dir, load_from
from scc_model.tables import listings


def add(commands: Commands) -> None:
    """Add the command."""
    told = "Load the data and report every fault in it."
    parser = command(commands, "check", told, "example:\n  scc check --data data\n")
    parser.add_argument("--data", metavar="DIR", type=Path, help="the data folder (the handbook's)")
    parser.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> int:
    folder = options.data or data_dir()
    framework = load_from(folder)
    faults = checks.run(framework)
    if faults:
        raise DataError(faults)
    counts = {
        "procedures": framework.procedures,
        "rules": framework.rules,
        "events": framework.events,
        "decisions": framework.decisions,
        "facts": framework.facts,
        "readings": framework.readings,
        "roles": framework.roles,
        "sources": framework.sources,
    }
    told = ", ".join(f"{len(things)} {name}" for name, things in counts.items())
    print(f"{folder}: no faults in {told}.")
    print(listings.proofs_text(proofs.prove(framework)))
    return 0
