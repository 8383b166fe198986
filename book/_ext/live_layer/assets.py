"""Brings the built live layer into the site, and its scripts onto the pages that have a walk."""

import json
import shutil
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

BUILT = Path(__file__).resolve().parents[2] / "_live" / "dist" / "live"

# In the site's _static; under it, a folder named after the contents.
FOLDER = "live"

# Beside that folder, as what is in it may be kept by a browser for good.
GUARD = "handbook-guard.js"
MANIFEST = "live.json"


def built_folder(built: Path = BUILT) -> str:
    """The name of the built folder.

    Args:
        built: where `book/_live/build.py` has put it.

    Returns:
        The name, which is a hash of the contents.

    Raises:
        ExtensionError: where nothing has been built.
    """
    try:
        manifest = json.loads((built / "manifest.json").read_text("utf-8"))
    except FileNotFoundError:
        raise ExtensionError("the live layer is not built: run `make live`") from None
    return str(manifest["folder"])


def add_scripts(app: Sphinx, page: str, context: dict[str, Any]) -> None:
    """Load the live layer on a page that has a walk; what watches over forms on every page."""
    del page
    # It comes when it comes: what it watches over must never wait for it.
    app.add_js_file(GUARD, loading_method="async")
    # Whether the directive has put it there or a notebook.
    if '<section class="scc-walk"' in context.get("body", ""):
        app.add_js_file(f"{FOLDER}/{built_folder()}/live-page.mjs", type="module")


def copy_live_layer(app: Sphinx, exception: Exception | None) -> None:
    """Copy what is built into the site, unless the site has it."""
    if exception is not None or app.builder.format != "html":
        return
    wanted = built_folder()
    site = Path(app.outdir, "_static", FOLDER)
    if not (site / wanted).is_dir():
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(BUILT / wanted, site / wanted)
    shutil.copy(BUILT / GUARD, site.parent / GUARD)
    shutil.copy(BUILT / "manifest.json", site.parent / MANIFEST)
