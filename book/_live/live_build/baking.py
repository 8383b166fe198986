"""What takes time: Pyodide packed, and Python started once with the walks in it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from live_build import CACHE, HERE, LOCK, NODE_MODULES, BuildError, say, sha256
from live_build.node import node

# What the walks may import in the browser, beside the standard library.
SHIPPED = ("scc_model", "attr", "attrs")

# The large files of Pyodide that every reader fetches.
PACKED = ("pyodide.asm.mjs", "pyodide.asm.wasm")

# The framework as the worker takes it: read, so that no reader's browser needs what reads YAML, and
# without what no walk looks at. A walk that comes to look at it fails in the tests of its answers.
WRITE_FRAMEWORK = """
import attrs, io, pathlib, pickle, sys
from scc_model.errors import Place
from scc_model.loading import load
class Unplaced(pickle.Pickler):
    def reducer_override(self, thing):  # where something stands in the data helps no reader
        return (type(None), ()) if isinstance(thing, Place) else NotImplemented
read = load()
readings = {name: attrs.evolve(x, why="", cite=()) for name, x in read.readings.items()}
framework = attrs.evolve(read, readings=readings, outline=None, invariants=None,
                         caseload_columns=None, quantities=None, terms=None, everyday_words=None,
                         typed_figures=(), writing=())
written = io.BytesIO()
Unplaced(written, protocol=5).dump(framework)
pathlib.Path(sys.argv[1]).write_bytes(written.getvalue())
"""

# Runs in an interpreter of its own, so that its modules are those of the walks and no others.
LIST_MODULES = """
import json, sys
before = set(sys.modules)
from scc_model.walks import site
site.start(sys.argv[1])
for walk, state in site.started().golden_requests():
    site.started().respond(walk, state)
files = {}
for name in sorted(set(sys.modules) - before):
    module = sys.modules[name]
    if name.partition(".")[0] not in sys.stdlib_module_names and getattr(module, "__file__", None):
        path = name.replace(".", "/") + ("/__init__.py" if hasattr(module, "__path__") else ".py")
        files[path] = module.__file__
json.dump(files, sys.stdout)
"""


def bake_runtime() -> Path:
    """Make what depends on Pyodide alone: its wasm, packed, and a compiled standard library.

    Returns:
        The folder in which they are.
    """
    scripts = ("bake/bake-bytecode.mjs", "bake/pack.mjs", "src/worker/live-python.mjs")
    makers = [*(HERE / script for script in scripts), LOCK]
    key = hashlib.sha256(" ".join([*PACKED, *map(sha256, makers)]).encode())
    folder = CACHE / f"runtime-{key.hexdigest()[:12]}"
    if folder.exists():
        return folder
    for old in CACHE.glob("runtime-*"):
        shutil.rmtree(old)
    with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
        say("Compiling the standard library for the browser (a few seconds)")
        baked = Path(scratch)
        node("bake/bake-bytecode.mjs", baked / "python-stdlib.zip", "stdlib")
        for name in PACKED:
            node("bake/pack.mjs", NODE_MODULES / "pyodide" / name, baked / f"{name}.zst")
        shutil.copytree(baked, folder)
    return folder


def bake_walks(runtime: Path, folder: Path) -> None:
    """Make what depends on the handbook: its modules, its framework and the memory image.

    Args:
        runtime: what `bake_runtime` made.
        folder: an empty folder, where they go.

    Raises:
        BuildError: where the walks import a package that is not shipped.
    """
    say("Compiling the handbook for the browser")
    framework = folder / "framework.pickle"
    _python("-c", WRITE_FRAMEWORK, framework)
    files: dict[str, str] = json.loads(_python("-c", LIST_MODULES, framework))
    strangers = sorted({name for name in files if name.partition("/")[0] not in SHIPPED})
    if strangers:
        raise BuildError(
            f"The walks import {', '.join(strangers)}. In the browser they have the standard "
            f"library and {', '.join(SHIPPED)} only: import it where it is used, or ship it too "
            "(SHIPPED in book/_live/live_build/baking.py)."
        )
    names = folder / "modules.json"
    names.write_text(json.dumps(files), "utf-8")
    node("bake/bake-bytecode.mjs", folder / "modules.zip", names)
    say("Starting Python once, to keep its memory")
    image = folder / "python.image"
    node(
        "bake/bake-image.mjs",
        image,
        runtime / "python-stdlib.zip",
        folder / "modules.zip",
        framework,
    )
    node("bake/pack.mjs", image, folder / "python.image.zst")


def _python(*arguments: str | Path) -> str:
    """Run this Python afresh.

    Args:
        arguments: what it is given.

    Returns:
        What it prints.

    Raises:
        BuildError: where it fails.
    """
    # Sets keep one order, so that the same inputs make the same files.
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    run = subprocess.run(
        [sys.executable, *arguments],
        # An empty folder: `-c` and `-m` look for modules where they are run.
        cwd=CACHE,
        env=environment,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    if run.returncode:
        raise BuildError(f"python {' '.join(map(str, arguments[:2]))} failed:\n{run.stderr}")
    return run.stdout
