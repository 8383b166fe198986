"""``scc check``: every fault in the data, what was proved of it, and whether its cases hold."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from scc_model import model
from scc_model.chart import proofs
from scc_model.cli.options import Commands, changes_of, command, loaded
from scc_model.cli.speaking import FAULTS, give
from scc_model.errors import DataError, Fault
from scc_model.loading import data_dir, load
from scc_model.loading.overlays.files import Layer
from scc_model.tables import listings
from scc_model.worked import proposing
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
    folder, layers = options.data or data_dir(), changes_of(options)
    if layers:
        return checked(options, folder, layers, framework)
    baseline = load() if options.data and folder.resolve() != data_dir().resolve() else None
    faults, run = check(folder, framework, with_cases=not options.no_cases, baseline=baseline)
    told = (
        f"{run:,} worked cases come out as they say.\n" if run else "There are no worked cases.\n"
    )
    return _answer(options, str(folder), framework, faults, "" if options.no_cases else told)


def checked(
    options: argparse.Namespace,
    folder: Path,
    layers: Sequence[Layer],
    framework: model.Framework,
) -> str | int:
    """The same of data with changes: their own worked cases are run, not those of the data.

    Args:
        options: what was asked for.
        folder: the data.
        layers: the changes.
        framework: what was loaded of both.

    Raises:
        DataError: with every fault that was found.
    """
    with_cases = not getattr(options, "no_cases", False)
    baseline = load() if options.data is None else loaded(folder)
    faults, run = proposing.check(folder, layers, baseline, framework, with_cases=with_cases)
    made = ", ".join(layer.overlay.id for layer in layers)
    told = f"Worked cases of {made} that come out as they say: {run:,}.\n" if with_cases else ""
    return _answer(options, f"{folder} with {made}", framework, faults, told)


def _answer(
    options: argparse.Namespace,
    what: str,
    framework: model.Framework,
    faults: list[Fault],
    told: str,
) -> str | int:
    if faults and options.out is not None:  # they are the answer that was asked for
        give(str(DataError(faults)), out=options.out, over=options.force)
        return FAULTS
    if faults:
        raise DataError(faults)
    counts = ", ".join(f"{len(getattr(framework, name))} {name}" for name in _COUNTED)
    proved = listings.proofs_text(proofs.prove(framework))
    return f"{what}: no faults in {counts}.\n{told}{proved}"
