"""``scc compare``: in what two folders of data differ, and what follows."""

from __future__ import annotations

import argparse
from pathlib import Path

from scc_model import model
from scc_model.cli.options import Commands, command, formatted
from scc_model.errors import DataError
from scc_model.loading import data_dir, load_from
from scc_model.tables import comparisons
from scc_model.worked.comparing import compare


def add(commands: Commands) -> None:
    """Add the command."""
    about = "Compare two folders of data: what differs, what depends on it, and what moves."
    examples = (
        "examples:\n  scc compare my-data\n  scc compare data-2014 data-2015 --format html"
        " --out changes.html\n"
    )
    parser = command(commands, "compare", about, examples, _compare, "table", "json", "html")
    parser.add_argument("folder", metavar="FOLDER", type=Path,
                        help="the data as they are to be; with OTHER, as they are")  # fmt: skip
    parser.add_argument("other", metavar="OTHER", type=Path, nargs="?",
                        help="the data as they are to be; left out, FOLDER is compared with"
                        " those of --data, or the handbook's")  # fmt: skip


def _compare(options: argparse.Namespace, framework: model.Framework) -> str:
    if options.other is None:
        first, before, second = options.data or data_dir(), framework, options.folder
    else:
        first, before, second = options.folder, _loaded(options.folder), options.other
    compared = compare(first, second, before, _loaded(second))
    return formatted(
        options,
        table=lambda: comparisons.text(compared),
        json=lambda: comparisons.record(compared),
        html=lambda: comparisons.page(compared),
    )


def _loaded(folder: Path) -> model.Framework:
    """What a folder says; of its faults it is told whose they are."""
    try:
        return load_from(folder)
    except DataError as error:
        raise DataError(error.faults, f"the data of {folder}") from error
