"""How the built live layer is laid out: a folder named after its contents, and what is in it."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import shutil
from pathlib import Path
from typing import Any

from live_build import DIST, HERE, NODE_MODULES, sha256
from live_build.baking import PACKED
from live_build.node import bundle, package, pyodide_info

SCRIPTS = ("page/live-page.mjs", "worker/live-worker.mjs", "worker/live-python.mjs")
"""What is fetched as a file of its own, with all that it imports at once."""

GUARD = "handbook-guard.js"
"""What every page loads from beside the folder, so that it is there when the folder is another."""

WHOLE = ("pyodide.asm.wasm", "python-stdlib.zip", "modules.zip", "framework.pickle")
"""What the plain start fetches."""


def assemble(runtime: Path, walks: Path, known_by: dict[str, str]) -> dict[str, Any]:
    """Lay out `dist/`.

    Args:
        runtime: what `bake_runtime` made.
        walks: what `bake_walks` made.
        known_by: what the build is known by.

    Returns:
        The manifest.
    """
    sources = [
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
    for script in SCRIPTS:
        bundle(HERE / "src" / script, staging / Path(script).name)
    bundle(HERE / "src" / "trouble" / "guard.mjs", walks / GUARD)
    (staging / "live-assets.mjs").write_text(_assets_module(walks, staging), "utf-8")
    files = {
        file.name: {"bytes": file.stat().st_size, "sha256": sha256(file)}
        for file in sorted(staging.iterdir())
    }
    folder = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:12]
    shutil.rmtree(DIST, ignore_errors=True)
    shutil.copytree(staging, DIST / folder)
    shutil.copy(walks / GUARD, DIST / GUARD)
    manifest = {**known_by, "folder": folder, "versions": _versions(), "files": files}
    (DIST / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")
    return manifest


def read_manifest() -> dict[str, Any] | None:
    """The manifest of the build that is there, where it is whole."""
    try:
        manifest: dict[str, Any] = json.loads((DIST / "manifest.json").read_text("utf-8"))
    except FileNotFoundError:
        return None
    folder = DIST / manifest["folder"]
    wanted = [DIST / GUARD, *(folder / name for name in manifest["files"])]
    return manifest if all(file.is_file() for file in wanted) else None


def _assets_module(walks: Path, staging: Path) -> str:
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
        **{name: staging / name for name in WHOLE},
    }
    sizes = {
        name: {"packed": (staging / name).stat().st_size, "unpacked": whole.stat().st_size}
        for name, whole in unpacked.items()
    }
    lock_file = json.dumps({"info": pyodide_info(), "packages": {}})
    return (
        "/** Written by build.py. */\n\n"
        "/** @type {Record<string, { packed: number, unpacked: number }>} */\n"
        f"export const SIZES = {json.dumps(sizes)};\n\n"
        "/** Pyodide's list of packages without the packages: none is ever loaded. */\n"
        f"export const LOCK_FILE = {json.dumps(lock_file)};\n"
    )


def _versions() -> dict[str, str]:
    """The version of everything that is shipped and not ours."""
    return {
        "attrs": importlib.metadata.version("attrs"),
        "pyodide": str(package("pyodide")["version"]),
        "python": pyodide_info()["python"],
        "zstddec": str(package("zstddec")["version"]),
    }
