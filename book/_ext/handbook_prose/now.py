"""The box "What happens now?": what somebody does first to whom it has just happened.

It is a named region under a title that looks like a heading and is none, so that it may stand
anywhere on a page without breaking the page's outline::

    :::{now}
    1. Read the notice.
    :::
"""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

TITLE = "What happens now?"


class NowBox(nodes.General, nodes.Element):
    """The box; ``title`` is its title and ``number`` its place among those of the page."""


class NowDirective(SphinxDirective):
    """A box with the first steps; an argument takes the place of the title."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Give the box with the parsed content."""
        self.assert_has_content()
        title = self.arguments[0] if self.arguments else TITLE
        box = NowBox(title=title, number=self.env.new_serialno("now") + 1)
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


def visit_now(translator: HTML5Translator, node: NowBox) -> None:
    """Open the region."""
    name, title = f"now-{node['number']}", translator.encode(node["title"])
    translator.body.append(
        f'<section class="now" aria-labelledby="{name}">'
        f'<p class="now-title" id="{name}">{title}</p>\n'
    )


def depart_now(translator: HTML5Translator, node: NowBox) -> None:
    """Close the region."""
    del node
    translator.body.append("</section>\n")
