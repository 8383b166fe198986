"""``scc changes``: which changes of the data there are, what they say, and what they come to."""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from scc_model import model
from scc_model.cli.checking import checked
from scc_model.cli.options import Commands, command, described, formatted, loaded
from scc_model.disk import writing
from scc_model.loading import data_dir
from scc_model.loading.overlays.files import Layer, chosen, of_folder
from scc_model.loading.overlays.writing import written
from scc_model.tables import changes

_EXAMPLES = """examples:
  scc changes list
  scc changes show twenty-days-to-comply
  scc changes check my_change.yaml
  scc changes apply twenty-days-to-comply --out my-data

A change is a file; data/README.md explains its keys. 'scc compare --change CHANGE' tells what it
moves, and every command that reads the data takes '--change CHANGE'.
"""


def add(commands: Commands) -> None:
    """Add the command, and the commands under it."""
    about = "List, show, check and apply changes of the data: later law, guidance, proposals."
    inner = described(commands, "changes", about, _EXAMPLES).add_subparsers(
        dest="changes_command", required=True, metavar="COMMAND"
    )
    about = "List the changes that lie beside the data."
    example = "example:\n  scc changes list --format json\n"
    command(inner, "list", about, example, _list, "table", "json", changes=False)

    about = "Say what a change changes, from when, and for whom it does not."
    example = "example:\n  scc changes show twenty-days-to-comply\n"
    parser = command(inner, "show", about, example, _show, "table", "json", changes=False)
    parser.add_argument("named", metavar="CHANGE", help="the id of a change, or its file")

    about = "Make changes in the data, report every fault, and run the worked cases they bring."
    example = "example:\n  scc changes check my_change.yaml\n"
    parser = command(inner, "check", about, example, _check, changes=False)
    _add_several(parser)

    about = "Write the data with changes made in them, as a folder of its own."
    example = "example:\n  scc changes apply twenty-days-to-comply --out my-data\n"
    parser = command(inner, "apply", about, example, _apply, out="", changes=False)
    _add_several(parser)
    parser.add_argument("--out", dest="into", metavar="FOLDER", type=Path, required=True,
                        help="the new folder")  # fmt: skip
    parser.add_argument("--force", action="store_true", help="write over the files of a folder")


def _add_several(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "named", metavar="CHANGE", nargs="+", help="the id of a change, or its file"
    )


def _folder(options: argparse.Namespace) -> Path:
    folder: Path | None = options.data
    return folder or data_dir()


def _list(options: argparse.Namespace, _: model.Framework) -> str:
    overlays = [layer.overlay for layer in of_folder(_folder(options))]
    return formatted(
        options,
        table=lambda: changes.list_text(overlays),
        json=lambda: [changes.record(overlay) for overlay in overlays],
    )


def _show(options: argparse.Namespace, _: model.Framework) -> str:
    [layer] = chosen([options.named], _folder(options))
    return formatted(
        options,
        table=lambda: changes.text(layer.overlay),
        json=lambda: changes.record(layer.overlay),
    )


def _check(options: argparse.Namespace, _: model.Framework) -> str | int:
    folder, layers = _folder(options), chosen(options.named, _folder(options))
    return checked(options, folder, layers, loaded(folder, layers))


def _apply(options: argparse.Namespace, _: model.Framework) -> str:
    folder, layers, out = _folder(options), chosen(options.named, _folder(options)), options.into
    loaded(folder, layers)
    contents = written(folder, layers)
    if os.path.lexists(out) and not options.force:
        raise writing.AlreadyThere(out)
    _write(out, contents)
    options.recorded = "The folder has been written."
    return f"{_told(folder, layers, contents)}==> {out}\n"


def _write(out: Path, contents: Mapping[str, bytes]) -> None:
    """Write a folder with the folders in it, all of it or nothing where there was nothing."""
    new = not os.path.lexists(out)
    folders: dict[str, dict[str, bytes]] = {}
    for name, content in contents.items():
        inner, _, file = name.rpartition("/")
        folders.setdefault(inner, {})[file] = content
    try:
        for inner, files in folders.items():
            writing.write_folder(out / inner, files, over=True)
    except BaseException:
        if new:
            shutil.rmtree(out, ignore_errors=True)
        raise


def _told(folder: Path, layers: tuple[Layer, ...], contents: Mapping[str, bytes]) -> str:
    made = "\n".join(f"{layer.overlay.title} ({layer.overlay.id})" for layer in layers)
    anew = sum(
        not (folder / name).is_file() or (folder / name).read_bytes() != content
        for name, content in contents.items()
    )
    return (
        f"{made}\nOf {len(contents)} files {anew} were changed or are new; those that changed were "
        "written anew, without comments. 'scc check --data' names the worked cases that come out "
        "otherwise now.\n"
    )
