"""The list of the site's files that its worker has at its head."""

from __future__ import annotations

import base64
import hashlib
import json
import posixpath
import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

WORKER = "offline-worker.js"

DIGEST_BYTES = 15
"""Of SHA-256, as src/offline/worker/shelf.mjs has it: chance does not make two files alike."""

ASKED_BY_NO_PAGE = {
    WORKER, "objects.inv", "_headers", "_static/live.json",
    "searchindex.js", "_static/searchtools.js", "_static/doctools.js",
    "_static/documentation_options.js",  # of Sphinx's own search
}  # fmt: skip
NO_PART_OF_IT = ("_hosts/", ".")
"""The beginnings of paths of what is for hosts and for the build only."""

LIVE = "_static/live/"

LATE = {"python-stdlib.zip", "modules.zip"}
"""Of the live layer, what only an import in Python fetches that nobody foresaw."""

SPARE = {"pyodide.asm.wasm", "pyodide.asm.mjs", "framework.pickle", "THIRD-PARTY.txt"}
"""Of the live layer, what only a start without the memory image fetches, or nobody."""

ROOT = "index.html"

PART = re.compile(r'<(?:script|link|img)\b[^>]*?\b(?:src|href)="([^":#]+)')


def worker_script(script: str, site: Path, live: str) -> str:
    """Write the list of a site's files at the head of the worker.

    Args:
        script: the worker.
        site: the folder of the built site.
        live: the name of the live layer's folder; others are of builds before this one.

    Returns:
        The worker with its list.
    """
    files = {path: _facts(site / path) for path in _paths(site, live)}
    of_live = [path for path in files if path.startswith(LIVE)]
    build: dict[str, Any] = {
        "files": files,
        "frame": frame(site, files),
        "late": [path for path in of_live if Path(path).name in LATE],
        "spare": [path for path in of_live if Path(path).name in SPARE],
    }
    text = json.dumps(build, ensure_ascii=False, separators=(",", ":"))
    name = hashlib.sha256(f"{script}{text}".encode()).hexdigest()[:12]
    return f'const BUILD = {{"id":"{name}",{text[1:]};\n{script}'


def _paths(site: Path, live: str) -> list[str]:
    """The files that a reader's browser may ask for, by their paths from the root."""
    every = sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())
    return [
        path
        for path in every
        if path not in ASKED_BY_NO_PAGE
        and not path.startswith(NO_PART_OF_IT)
        and (not path.startswith(LIVE) or path.startswith(f"{LIVE}{live}/"))
    ]


def _facts(file: Path) -> tuple[str, int]:
    """A file's digest and its size in bytes."""
    content = file.read_bytes()
    digest = hashlib.sha256(content).digest()[:DIGEST_BYTES]
    return base64.b64encode(digest).decode(), len(content)


def frame(site: Path, files: Iterable[str]) -> list[tuple[str, str]]:
    """Give what every page of the handbook loads.

    Args:
        site: the folder of the built site.
        files: the paths of its files.

    Returns:
        The scripts, styles and pictures that all its pages have, and the root, which leads on to
        the first page: the path of each, and the address by which pages ask for it, from the root.
    """
    known = set(files)
    pages = [
        {_resolved(PurePosixPath(page).parent, found) for found in PART.findall(text)}
        for page in known
        # The pages at the root but one lead on only, and stand by themselves.
        if page.endswith(".html") and "/" in page
        for text in [(site / page).read_text("utf-8")]
    ]
    asked = {ROOT, *(set.intersection(*pages) if pages else ())}
    parts = ((address.partition("?")[0], address) for address in sorted(asked))
    return [(path, address) for path, address in parts if path in known]


def _resolved(folder: PurePosixPath, address: str) -> str:
    """The address from the root for an address on a page in a folder."""
    return posixpath.normpath(str(folder / address))
