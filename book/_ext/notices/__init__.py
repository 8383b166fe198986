"""Sphinx extension: names what others wrote, and puts its licences into the site.

The directive ``third-party`` lists every part with its version, its licence and where its source
is. The texts go to ``_static/notices``. Both are made from ``parts.yaml`` and what is installed.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata, OptionSpec

from extending import READY
from notices.parts import HERE, Inventory, NoticesError, Part, read
from scc_model.words.html import Html, h, note, table_of

FOLDER = "_static/notices"


@functools.cache
def inventory() -> Inventory:
    """What the site holds.

    Raises:
        ExtensionError: where a notice cannot be given.
    """
    try:
        return read()
    except (NoticesError, OSError) as error:
        raise ExtensionError(f"third-party notices: {error}") from None


class ThirdPartyDirective(SphinxDirective):
    """The table of what others wrote."""

    option_spec: ClassVar[OptionSpec] = {}

    def run(self) -> list[nodes.Node]:
        """Make it."""
        for file in HERE.rglob("*.*"):
            self.env.note_dependency(str(file))
        to_root = "../" * self.env.docname.count("/")
        return [nodes.raw("", listing(inventory().parts, to_root), format="html")]


def listing(parts: tuple[Part, ...], to_root: str) -> Html:
    """A table of parts.

    Args:
        parts: what others wrote.
        to_root: the way from the page to the root of the site.

    Returns:
        The table, whose links lead to the texts.
    """
    return table_of("What others wrote", parts, {
        "Part": lambda part: [h("strong", None, part.name), note(part.note)],
        "Version": lambda part: part.version,
        "Licence": lambda part: h(
            "a", {"href": f"{to_root}{FOLDER}/{part.id}.txt"}, f"{part.licence}, text for {part.id}"
        ),
        "Source": lambda part: h("a", {"href": part.source}, f"source of {part.id}"),
    })  # fmt: skip


def write_texts(app: Sphinx, exception: Exception | None) -> None:
    """Put the licence texts into the site."""
    if exception is not None or app.builder.format != "html":
        return
    folder = Path(app.outdir, FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    for part in inventory().parts:
        heading = f"{part.name}, {part.version}\n{part.licence}\nSource: {part.source}\n"
        (folder / f"{part.id}.txt").write_text(f"{heading}\n\n{part.text}", "utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive, and what writes the texts."""
    app.add_directive("third-party", ThirdPartyDirective)
    app.connect("build-finished", write_texts)
    return READY
