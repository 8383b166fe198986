"""The numbered list at the end of a page, of what the marks on it name."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from extending import Markup
from handbook_prose.subjects import Subject
from scc_model import model
from scc_model.words import wording
from scc_model.words.html import Html, folded, h


class Citations(Markup):
    """The place of the list; what it holds is known when the whole page has been read."""


class CitationsDirective(SphinxDirective):
    """The list of what the page's marks name: ``{citations}``, last on the page."""

    def run(self) -> list[nodes.Node]:
        """Give the place of the list."""
        return [Citations()]


def citations(framework: model.Framework, cited: list[tuple[Subject, str]]) -> Html:
    """The list.

    Args:
        framework: the procedures.
        cited: what the marks name and its address, in the order of their numbers.

    >>> from scc_model.loading import load
    >>> tell = Subject("rule", "tell", "Tell parents", "Parents are <told>.", ())
    >>> str(citations(load(), [(tell, "rules.html#rule-tell")]))
    '<details class="citations"><summary>...<li id="note-rule-tell">...Parents are &lt;told&gt;...'
    """
    several = f"Show what the numbers 1 to {len(cited)} stand for"
    return folded({"class": "citations"}, several if len(cited) > 1 else "Show it", h("ol", None, [
        h("li", {"id": f"note-{subject.anchor}"},
          h("a", {"class": "note-title", "href": address}, subject.title), " ",
          h("span", {"class": "note-source"}, wording.citations(subject.cite, framework)),
          folded(None, f"What {subject.kind} {number} says",
                 h("p", {"class": "note-text"}, subject.text)))
        for number, (subject, address) in enumerate(cited, 1)
    ]))  # fmt: skip
