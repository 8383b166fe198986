"""How the live layer is built: by what tools, from what, and how the result is laid out."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
CACHE = HERE / "cache"
DIST = HERE / "dist" / "live"
NODE_MODULES = HERE / "node_modules"
LOCK = HERE / "package-lock.json"


class BuildError(Exception):
    """The live layer cannot be built; the message says why and what to do."""


def say(step: str) -> None:
    """Say what is being done."""
    print(f"==> {step}", flush=True)


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


def sha256(file: Path) -> str:
    """A file's digest."""
    return hashlib.sha256(file.read_bytes()).hexdigest()
