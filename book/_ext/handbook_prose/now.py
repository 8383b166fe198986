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

from extending import Framed
from scc_model.words.html import h, opening

TITLE = "What happens now?"


class NowDirective(SphinxDirective):
    """A box with the first steps; an argument takes the place of the title."""

    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Give the box with the parsed content."""
        self.assert_has_content()
        name = f"now-{self.env.new_serialno('now') + 1}"
        title = h("p", {"class": "now-title", "id": name}, (self.arguments or [TITLE])[0])
        region = opening("section", {"class": "now", "aria-labelledby": name})
        box = Framed(opens=f"{region}{title}\n", closes="</section>\n")
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]
