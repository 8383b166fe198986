"""Keeps the figures of every page while Sphinx reads the book, and writes them where they go."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from extending import Markup
from handbook_prose import readability

TABLE_PAGE = "book/reference/readability"
# The key under which Sphinx keeps the figures of a page, with what else it knows of it.
_KEPT = "handbook_figures"


class FiguresTable(Markup):
    """The place of the table; its figures are known when the whole book has been read."""


class ReadabilityDirective(SphinxDirective):
    """The table of the figures of every page: ``{readability}``."""

    def run(self) -> list[nodes.Node]:
        """Give the place of the table."""
        return [FiguresTable()]


def measure_page(app: Sphinx, doctree: nodes.document) -> None:
    """Measure a page that has just been read."""
    figures = readability.measure(readability.prose_of(doctree))
    if figures is not None:
        app.env.metadata[app.env.docname][_KEPT] = figures


def pages_with_table(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Have the page with the table written again: any page may have changed its figures."""
    del app  # given by Sphinx's event
    return [page for page in env.all_docs if page == TABLE_PAGE]


class WriteFigures(SphinxPostTransform):
    """Put the line at the end of a page, and fill in the table."""

    default_priority = 700  # after the meanings of terms, which nobody sees
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Write what the page has."""
        del kwargs  # given by Sphinx
        here, every = self.env.docname, self.env.metadata
        figures = {page: every[page][_KEPT] for page in sorted(every) if _KEPT in every[page]}
        if here in figures:
            self.document.append(Markup(html=readability.line(figures[here])))
        for node in self.document.findall(FiguresTable):
            node["html"] = readability.table(
                readability.Measured(
                    page, self.env.titles[page].astext(),
                    self.app.builder.get_relative_uri(here, page), figures[page],
                )
                for page in figures
            )  # fmt: skip


def add_figures(app: Sphinx) -> None:
    """Tell Sphinx when to measure and where to write."""
    app.add_directive("readability", ReadabilityDirective)
    app.connect("doctree-read", measure_page)
    app.connect("env-updated", pages_with_table)
    app.add_post_transform(WriteFigures)
