"""HTML that this extension has made, kept out of the search index and of other formats."""

from typing import Never

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator


class Markup(nodes.Inline, nodes.Element):
    """HTML; its attribute ``html`` is made by :mod:`scc_model.words.html`, which escapes."""


def visit_markup(translator: HTML5Translator, node: Markup) -> None:
    """Write the HTML."""
    translator.body.append(node.get("html", ""))


def depart_markup(translator: HTML5Translator, node: Markup) -> None:
    """Nothing follows it."""


def leave_out(translator: nodes.NodeVisitor, node: Markup) -> Never:
    """Leave it out of formats other than HTML.

    Raises:
        SkipNode: always; docutils goes on behind the node.
    """
    del translator, node  # given by docutils
    raise nodes.SkipNode


def add_markup_node(app: Sphinx, kind: type[Markup]) -> None:
    """Tell Sphinx how a kind of markup is written."""
    skipped = (leave_out, None)
    app.add_node(kind, html=(visit_markup, depart_markup), latex=skipped, text=skipped)
