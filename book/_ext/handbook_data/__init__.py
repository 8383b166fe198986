"""Sphinx extension: tables and pictures made from ``data/`` when the book is built.

One directive, ``from-data``, whose first word names a function of
:mod:`scc_model.handbook` and whose other words are its arguments::

    ```{from-data} rules ofsted-category
    ```

What it makes names pages of the book by addresses such as ``book:reference/rules#rule-ID``; the
directive makes them relative to the page on which it stands.
"""

from __future__ import annotations

import re
from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata, OptionSpec

from extending import READY, load_where_used
from handbook_data.stubs import write_before_reading
from scc_model.errors import SccError, UnknownName
from scc_model.handbook import MADE, worked_cases
from scc_model.handbook.common import ADDRESS
from scc_model.loading import data_dir, load
from scc_model.model import Framework
from scc_model.words.html import Html
from scc_model.worked import cases

logger = logging.getLogger(__name__)

BOOK = "book"  # the folder of the pages that the addresses name
_HREF = re.compile(rf'href="{ADDRESS}(?P<page>[^"#]*)(?P<anchor>#[^"]*)?"')


def _worked_cases(framework: Framework) -> Html:
    """The worked cases lie beside the procedures, and are no part of them."""
    return worked_cases.cases(framework, cases.read(data_dir() / "cases"))


_MADE = MADE | {"cases": _worked_cases}


class FromDataDirective(SphinxDirective):
    """Something made from the data, as HTML."""

    required_arguments = 1
    optional_arguments = 20
    option_spec: ClassVar[OptionSpec] = {}

    def run(self) -> list[nodes.Node]:
        """Make it; what is wrong is a warning, and so a failure in a strict build."""
        name, *words = self.arguments
        try:
            if name not in _MADE:
                raise UnknownName("thing made from the data", name, _MADE)
            html = placed(_MADE[name](load(), *words), self.env)
        except (SccError, TypeError) as error:
            logger.warning(str(error), type="handbook_data", location=self.get_location())
            return []
        for path in sorted(data_dir().rglob("*.yaml")):
            self.env.note_dependency(str(path))
        return [nodes.raw("", html, format="html")]


def placed(html: str, env: BuildEnvironment) -> str:
    """The HTML with its addresses of pages of the book made relative to the page being read.

    Raises:
        UnknownName: when the book has no such page.
    """

    def relative(matched: re.Match[str]) -> str:
        page, anchor = f"{BOOK}/{matched['page']}", matched["anchor"] or ""
        if page not in env.found_docs:
            raise UnknownName("page", page, env.found_docs)
        uri = env.app.builder.get_relative_uri(env.docname, page)
        return f'href="{uri}{anchor}"' if uri or anchor else 'href="#"'

    return _HREF.sub(relative, html)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Tell Sphinx what there is."""
    app.add_directive("from-data", FromDataDirective)
    app.connect("config-inited", write_before_reading)
    load_where_used(app, {
        '<div class="poster">': ["handbook-poster.css"],
        " data-picture": ["handbook-picture.css", "handbook-picture.mjs"],
        " data-filtered": ["handbook-filter.css", "handbook-filter.mjs"],
    })  # fmt: skip
    return READY
