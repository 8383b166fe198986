"""What the site holds that others wrote, and what it holds of ours: ``parts.yaml`` as values."""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import attrs
import yaml

HERE = Path(__file__).resolve().parent
LICENCES = HERE / "licences"
BOOK = HERE.parents[1]
NODE_MODULES = BOOK / "_live" / "node_modules"
OUR_FILES = BOOK / "_static"
"""Sphinx copies each of these into the site's ``_static``."""

TEXTS = ("LICEN", "COPYING", "NOTICE", "AUTHORS")
"""How the names of files begin that a package ships as its notices."""


class NoticesError(Exception):
    """A notice cannot be given; the message says of what, why, and what to do."""


@attrs.frozen
class Part:
    """Something that others wrote.

    Attributes:
        id: names its text, ``ID.txt``.
        name: what it is called.
        version: the one that is shipped.
        licence: an SPDX expression, or "public domain".
        text: its notices in full.
        source: where its source is.
        note: what else there is to say.
        files: names of the files that hold it, from the root of the site; ``*`` is any letters.
    """

    id: str
    name: str
    version: str
    licence: str
    text: str
    source: str
    note: str
    files: tuple[str, ...]


@attrs.frozen
class Inventory:
    """Everything that the site may hold.

    Attributes:
        parts: what others wrote.
        ours: names of the files that we wrote.
    """

    parts: tuple[Part, ...]
    ours: tuple[str, ...]

    def unexplained(self, files: Iterable[str]) -> list[str]:
        """The files that are neither ours nor a part's.

        Args:
            files: from the root of the site.

        Returns:
            Those of them.
        """
        names = [*self.ours, *(name for part in self.parts for name in part.files)]
        return [file for file in files if not any(fnmatchcase(file, name) for name in names)]

    def missing(self, files: Iterable[str]) -> list[str]:
        """The names of files of others that no file of the site has any more.

        Args:
            files: from the root of the site.

        Returns:
            Those names.
        """
        everything = list(files)
        names = [name for part in self.parts for name in part.files]
        return [name for name in names if not any(fnmatchcase(file, name) for file in everything)]


def read(path: Path = HERE / "parts.yaml") -> Inventory:
    """Read the inventory, with what is installed.

    Args:
        path: where it is.

    Returns:
        It.

    Raises:
        NoticesError: where Pyodide is one whose parts nobody has looked through, or a package has
            no licence text.
    """
    said = yaml.safe_load(path.read_text("utf-8"))
    for name, version in said["looked_through"].items():
        if (shipped := _runtime(name)) != version:
            raise NoticesError(
                f"{name} {shipped} is shipped; what is compiled into it was listed for {version}. "
                f"Look through the parts in {path} again, then change the version there."
            )
    copied = (f"_static/{file.relative_to(OUR_FILES).as_posix()}" for file in _below(OUR_FILES))
    return Inventory(
        parts=tuple(_part(entry) for entry in said["parts"]), ours=(*said["ours"], *copied)
    )


def _part(entry: dict[str, Any]) -> Part:
    version, texts = _shipped(entry)
    texts += [(LICENCES / name).read_text("utf-8") for name in entry.get("texts", [])]
    if not texts:
        raise NoticesError(f"{entry['name']} ships no licence text: name one under `texts`")
    return Part(
        id=entry["id"],
        name=entry["name"],
        version=version,
        licence=entry["licence"],
        text="\n\n\n".join(text.strip() for text in texts) + "\n",
        source=entry["source"].format(version=version),
        note=entry.get("note", ""),
        files=tuple(_flat(entry["files"])),
    )


def _shipped(entry: dict[str, Any]) -> tuple[str, list[str]]:
    """The version of a part, and the notices that it ships itself."""
    if name := entry.get("distribution"):
        package = importlib.metadata.distribution(name)
        own = [file for file in package.files or () if ".dist-info" in file.as_posix()]
        notices = [str(file.locate()) for file in own if file.name.upper().startswith(TEXTS)]
        return package.version, [Path(notice).read_text("utf-8") for notice in sorted(notices)]
    if name := entry.get("node_package"):
        folder = NODE_MODULES / name
        texts = [file for file in sorted(folder.iterdir()) if file.name.upper().startswith(TEXTS)]
        return _runtime(name), [text.read_text("utf-8") for text in texts]
    if name := entry.get("runtime"):
        return _runtime(name), []
    return str(entry["version"]), []


def _runtime(name: str) -> str:
    """The version of a Node package, or of the Python that is in Pyodide."""
    if name == "python":
        lock = json.loads((NODE_MODULES / "pyodide" / "pyodide-lock.json").read_text("utf-8"))
        return str(lock["info"]["python"])
    return str(json.loads((NODE_MODULES / name / "package.json").read_text("utf-8"))["version"])


def _flat(names: list[Any]) -> Iterable[str]:
    for name in names:
        yield from [name] if isinstance(name, str) else _flat(name)


def _below(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.rglob("*")) if file.is_file()]
