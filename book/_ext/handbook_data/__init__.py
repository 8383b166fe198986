"""Sphinx extension: tables and pictures made from ``data/`` when the book is built.

One directive, ``from-data``, whose first word names a function of
:mod:`scc_model.views.reference` and whose other words are its arguments::

    ```{from-data} rules ofsted-category
    ```
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata, OptionSpec

from scc_model.errors import SccError, UnknownName
from scc_model.loading import data_dir, load
from scc_model.views.reference import MADE

logger = logging.getLogger(__name__)


class FromDataDirective(SphinxDirective):
    """Something made from the data, as HTML."""

    required_arguments = 1
    optional_arguments = 2
    option_spec: ClassVar[OptionSpec] = {}

    def run(self) -> list[nodes.Node]:
        """Make it; what is wrong is a warning, and so a failure in a strict build."""
        name, *words = self.arguments
        try:
            if name not in MADE:
                raise UnknownName("thing made from the data", name, MADE)
            made = MADE[name](load(), *words)
        except (SccError, TypeError) as error:
            logger.warning(str(error), type="handbook_data", location=self.get_location())
            return []
        for path in _data_files():
            self.env.note_dependency(str(path))
        return [nodes.raw("", made, format="html")]


def _data_files() -> list[Path]:
    return sorted(data_dir().rglob("*.yaml"))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Tell Sphinx what there is."""
    app.add_directive("from-data", FromDataDirective)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
