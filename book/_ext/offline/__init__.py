"""Has the handbook kept on the reader's device: the worker, the list of its files, the panel.

The worker (book/_live/src/offline) is written at the root of the site with the list of the site's
files at its head, each with its digest. So it is another with every build, which is what a browser
looks at, and no part of one build is ever taken for a part of another.

    ```{offline-panel}
    ```

`HANDBOOK_OFFLINE=off` builds a site without it, whose worker removes itself and what was kept from
every device on which it still is.
"""

import os
import shutil
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from extending import READY, Markup, add_nodes, on_each_page
from live_layer.assets import built_folder
from offline.listing import WORKER, worker_script
from scc_model.words.html import h

BUILT = Path(__file__).resolve().parents[2] / "_live" / "dist" / "offline"
PAGE_SCRIPT = "offline-page.mjs"
PANEL_SCRIPT = "offline-panel.mjs"
RETIRED = "retired-worker.js"

SWITCH = "HANDBOOK_OFFLINE"

LAST = 900
"""After everything that writes into the site."""

PANEL = "data-offline"


def is_on() -> bool:
    """Whether the site is built with it."""
    return os.environ.get(SWITCH, "on") != "off"


class PanelDirective(SphinxDirective):
    """Where the reader sees what is kept, and asks for all of it or for nothing."""

    def run(self) -> list[nodes.Node]:
        """Give a place for the panel; without its script it says what is missing."""
        without = (
            "Keeping the handbook on a device needs JavaScript."
            if is_on()
            else "This copy of the handbook is published without that."
        )
        return [
            Markup(
                html=h("div", {"class": "handbook-offline", PANEL: is_on()}, h("p", None, without))
            )
        ]


def add_scripts(app: Sphinx, page: str, context: dict[str, Any]) -> None:
    """Have every page kept, and the panel brought to life where one is."""
    del page
    if not is_on():
        return
    app.add_js_file(PAGE_SCRIPT, type="module")
    if PANEL in context.get("body", ""):
        app.add_js_file(PANEL_SCRIPT, type="module")


def write_worker(app: Sphinx, exception: Exception | None) -> None:
    """Copy the scripts into the site, and list its files at the head of the worker."""
    if exception is not None or app.builder.format != "html":
        return
    site = Path(app.outdir)
    if not BUILT.is_dir():
        raise ExtensionError("the scripts that keep the handbook are not built: run `make live`")
    if not is_on():
        shutil.copy(BUILT / RETIRED, site / WORKER)
        return
    for name in (PAGE_SCRIPT, PANEL_SCRIPT):
        shutil.copy(BUILT / name, site / "_static" / name)
    script = (BUILT / WORKER).read_text("utf-8")
    (site / WORKER).write_text(worker_script(script, site, built_folder()), "utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive and what goes with it."""
    app.add_directive("offline-panel", PanelDirective)
    add_nodes(app)
    on_each_page(app, add_scripts)
    app.connect("build-finished", write_worker, LAST)
    return READY
