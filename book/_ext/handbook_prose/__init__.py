"""The prose of the handbook: marks that lead to the rules, the glossary's words, how it reads.

What a writer has: the role ``rule`` (:mod:`.marks`), the box ``now`` (:mod:`.now`), the list
``citations`` (:mod:`.citations`) and the table ``readability`` (:mod:`.figures`). Words of the
glossary are linked and pages are measured by themselves.
"""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from handbook_prose.citations import Citations, CitationsDirective
from handbook_prose.figures import FiguresTable, add_figures
from handbook_prose.marks import AskForCitations, Mark, NumberMarks, RuleRole
from handbook_prose.markup import Markup, add_markup_node
from handbook_prose.now import NowBox, NowDirective, depart_now, visit_now
from handbook_prose.terms import LinkTerms, Meanings, TermLink, depart_term, visit_term

VERSION = "1"


def add_notes(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load the look and the script on a page that uses them."""
    del pagename, templatename, doctree  # given by Sphinx's event
    body = context.get("body", "")
    if any(made in body for made in (' data-note="', 'class="now"', 'class="reads"')):
        app.add_css_file("handbook-notes.css")
    if ' data-note="' in body:
        app.add_js_file("handbook-notes.mjs", type="module")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the role, the directives and what goes over a page that has been read."""
    app.add_role("rule", RuleRole())
    app.add_directive("citations", CitationsDirective)
    app.add_directive("now", NowDirective)
    for kind in (Mark, Citations, Meanings, FiguresTable, Markup):
        add_markup_node(app, kind)
    app.add_node(NowBox, html=(visit_now, depart_now))
    app.add_node(TermLink, html=(visit_term, depart_term))
    app.add_transform(AskForCitations)
    app.add_post_transform(NumberMarks)
    app.add_post_transform(LinkTerms)
    add_figures(app)
    app.connect("html-page-context", add_notes)
    return {"version": VERSION, "parallel_read_safe": True, "parallel_write_safe": True}
