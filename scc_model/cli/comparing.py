"""``scc compare``: in what two folders of data differ, and what follows."""

from __future__ import annotations

import argparse
from pathlib import Path

from scc_model import model
from scc_model.cli.options import Commands, changes_of, command, formatted, loaded
from scc_model.errors import BadValue
from scc_model.loading import data_dir
from scc_model.tables import comparisons
from scc_model.worked.comparing import compare
from scc_model.worked.proposing import of_change


def add(commands: Commands) -> None:
    """Add the command."""
    about = "Compare two folders of data, or one with changes made in it: what differs and moves."
    examples = (
        "examples:\n  scc compare my-data\n  scc compare data-2014 data-2015 --format html"
        " --out changes.html\n  scc compare --change twenty-days-to-comply\n"
    )
    parser = command(commands, "compare", about, examples, _compare, "table", "json", "html")
    parser.add_argument("folder", metavar="FOLDER", type=Path, nargs="?",
                        help="the data as they are to be; with OTHER, as they are; left out, those"
                        " of --data, or the handbook's, with each --change")  # fmt: skip
    parser.add_argument("other", metavar="OTHER", type=Path, nargs="?",
                        help="the data as they are to be; left out, FOLDER is compared with"
                        " those of --data, or the handbook's")  # fmt: skip
    parser.set_defaults(reads=_before, makes=lambda _: ())


def _before(options: argparse.Namespace) -> Path | None:
    """The folder as it is, which is the one that the command is asked about."""
    folder: Path | None = options.folder if options.other else options.data
    return folder


def _compare(options: argparse.Namespace, framework: model.Framework) -> str:
    first, layers = _before(options) or data_dir(), changes_of(options)
    second = options.other or options.folder or first
    if not layers and second is first:
        raise BadValue("Nothing is named to compare with. Accepted: FOLDER, or --change CHANGE.")
    after = loaded(second, layers)
    cases = [case for layer in layers for case in of_change(layer, after)]
    made = tuple(layer.overlay.id for layer in layers)
    compared = compare(first, second, framework, after, cases_of_changes=cases, changes_made=made)
    return formatted(
        options,
        table=lambda: comparisons.text(compared),
        json=lambda: comparisons.record(compared),
        html=lambda: comparisons.page(compared),
    )
