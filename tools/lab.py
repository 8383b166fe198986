"""Open the notebooks in JupyterLab: `make lab`, or `python tools/lab.py --port 9000`.

It listens on this machine only and asks no other: news, checks for updates and the list of
extensions are turned off. The address holds a key that stays the same, so that a page left open
goes on after JupyterLab was started again.
"""

import argparse
import json
import os
import secrets
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
KEPT = ROOT / "_build" / "lab"  # what JupyterLab keeps between two starts
HOST = "127.0.0.1"

_QUIET = {
    "@jupyterlab/apputils-extension:notification": {"checkForUpdates": False, "fetchNews": "false"}
}


def command(notebooks: Path, kept: Path, port: int, *more: str) -> list[str]:
    """What starts JupyterLab.

    Args:
        notebooks: the folder that it opens.
        kept: a folder for its settings; it is made where it is missing.
        port: where it listens; the next free one where it is taken.
        more: more options of ``jupyter lab``.
    """
    settings = kept / "settings"
    settings.mkdir(parents=True, exist_ok=True)
    (settings / "overrides.json").write_text(json.dumps(_QUIET), encoding="utf-8")
    return [
        sys.executable, "-m", "jupyterlab", str(notebooks),
        f"--ServerApp.ip={HOST}",
        f"--ServerApp.port={port}",
        f"--LabApp.app_settings_dir={settings}",
        f"--LabApp.user_settings_dir={kept / 'user_settings'}",
        f"--LabApp.workspaces_dir={kept / 'workspaces'}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        *(["--allow-root"] if os.geteuid() == 0 else []),  # who works as root has chosen to
        *more,
    ]  # fmt: skip


def key(kept: Path) -> str:
    """The key in the address, made at the first start and readable by its owner only."""
    path = kept / "key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(24), encoding="utf-8")
    return path.read_text(encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Become JupyterLab."""
    parser = argparse.ArgumentParser(description="Open the notebooks in JupyterLab.")
    parser.add_argument("--port", type=int, default=8000, help="where to listen (8000)")
    options = parser.parse_args(arguments)
    words = command(NOTEBOOKS, KEPT, options.port)
    # In the environment, not among the words: those can be read by everybody on the machine.
    os.environ["JUPYTER_TOKEN"] = key(KEPT)
    os.execv(words[0], words)  # noqa: S606  (the command is our own)


if __name__ == "__main__":
    main()
