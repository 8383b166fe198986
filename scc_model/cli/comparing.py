"""``scc compare``: in what two folders of data differ, and what follows."""

from __future__ import annotations

import argparse
from pathlib import Path

from scc_model import model
from scc_model.cli.options import Commands, command, formatted, loaded
from scc_model.loading import data_dir
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
    parser.set_defaults(reads=_before)


def _before(options: argparse.Namespace) -> Path | None:
    """The folder as it is, which is the one that the command is asked about."""
    folder: Path | None = options.folder if options.other else options.data
    return folder


def _compare(options: argparse.Namespace, framework: model.Framework) -> str:
    first, second = _before(options) or data_dir(), options.other or options.folder
    compared = compare(first, second, framework, loaded(second))
    return formatted(
        options,
        table=lambda: comparisons.text(compared),
        json=lambda: comparisons.record(compared),
        html=lambda: comparisons.page(compared),
    )
