"""The search of the handbook: what it is given when the site is built.

Every page is read as it was written (``reading``), and what is found goes into one script beside
the glossary and the everyday words of the data (``knowing``). Only the search page loads it, and
what is done with it there stands in ``book/_static/search``.
"""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from extending import READY
from handbook_search.knowing import script, what_the_search_knows

WRITTEN = "_static/search-index.mjs"


def write_index(app: Sphinx, exception: Exception | None) -> None:
    """Write what the search knows into the built site."""
    if exception is None and app.builder.format == "html":
        known = what_the_search_knows(app)
        Path(app.outdir, WRITTEN).write_text(script(known), encoding="utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the settings, and what is written at the end."""
    app.add_config_value("search_weights", {}, "", dict)
    app.add_config_value("search_first_blocks_only", [], "", list)
    app.connect("build-finished", write_index)
    return READY
