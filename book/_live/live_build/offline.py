"""The scripts that keep the handbook on a reader's device."""

from __future__ import annotations

from live_build import HERE
from live_build.node import bundle

OFFLINE = HERE / "dist" / "offline"
SCRIPTS = {
    "offline-worker.js": "worker/offline-worker.mjs",
    "retired-worker.js": "worker/retired-worker.mjs",
    "offline-page.mjs": "page/offline-page.mjs",
    "offline-panel.mjs": "page/offline-panel.mjs",
}
"""What is built of which module of `src/offline`."""


def offline_is_there() -> bool:
    """Whether all of it is built."""
    return all((OFFLINE / name).is_file() for name in SCRIPTS)


def bundle_offline() -> None:
    """Build it."""
    OFFLINE.mkdir(parents=True, exist_ok=True)
    for name, source in SCRIPTS.items():
        bundle(HERE / "src" / "offline" / source, OFFLINE / name)
