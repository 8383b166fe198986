"""The look of the handbook: its theme, and the promise that a page asks no other host for anything.

The theme (theme/) is this project's own: one template, one style sheet, one small script. A reader
on a phone gets a page of tens of kilobytes, and what is inside it can be read in one sitting.
"""

import re
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata
from sphinx.writers.html5 import HTML5Translator

from extending import READY, Framed, add_nodes, on_each_page
from handbook_shell.contents import tell_where_a_page_stands
from handbook_shell.folding import FoldSections
from handbook_shell.notebooks import ShowResultsFirst
from handbook_shell.social import note_description, take_address, tell_who_shares_a_page
from scc_model.words.html import h, opening

logger = logging.getLogger(__name__)

# handbook.css colours code and notebook cells itself, in light and dark.
REPLACED_STYLES = ("_static/pygments", "_static/mystnb.")
# Sphinx links these on every page, for a search that this site does without.
NOT_IN_A_HEAD = tuple(
    f"_static/{name}.js"
    for name in ("documentation_options", "doctools", "translations", "sphinx_highlight")
)

SCROLLING = '<div class="table-scroll" role="region" tabindex="0" aria-label="{}">'


def keep_what_a_page_needs(app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
    """Drop scripts and styles that the page does not use; refuse those of other hosts.

    A file of another host is a warning, which the strict build turns into a failure: it is there
    because an extension was added, or because a page uses what needs it (math, say).
    """
    del app

    def wanted(asset: Any, unwanted: tuple[str, ...]) -> bool:
        name = str(asset.filename or "")
        if name.startswith(("http:", "https:", "//")):
            logger.warning("%s asks another host for %s", pagename, name, type="handbook_shell")
            return False
        if asset.attributes.get("type") == "application/vnd.jupyter.widget-state+json":
            return False  # for ipywidgets' own scripts, which this site does without
        return not name.startswith(unwanted)

    context["css_files"] = [css for css in context["css_files"] if wanted(css, REPLACED_STYLES)]
    context["script_files"] = [js for js in context["script_files"] if wanted(js, NOT_IN_A_HEAD)]


LINKED_SUMMARY = re.compile(r'(<summary>\s*<h\d>.*?)<a class="headerlink".*?</a>', re.DOTALL)


def keep_links_out_of_summaries(app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
    """Drop the link of a heading that folds its section: nothing stands in what one taps."""
    del app, pagename
    context["body"] = LINKED_SUMMARY.sub(r"\1", context.get("body", ""))


HEADING_LINK = re.compile(r'(<a class="headerlink" [^>]*?)title="([^"]*)">')


def name_links_of_headings(app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
    """Give the link of a heading a name: without one its sign is read out with every heading."""
    del app, pagename
    context["body"] = HEADING_LINK.sub(r'\1aria-label="\2">', context.get("body", ""))


FIRST_WALK = re.compile(r'<section class="scc-walk" id="([^"]+)"')


def find_first_walk(app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
    """Tell the template where the page's first form is: prose and its notes are many Tabs long."""
    del app, pagename
    walk = FIRST_WALK.search(context.get("body", ""))
    context["first_walk"] = walk[1] if walk else ""


PANDAS_TABLE = re.compile(r"<div>\s*<style scoped>.*?</style>", re.DOTALL)
# What pandas says of the look of headings; a host may forbid styles in the page.
PANDAS_STYLE = '<tr style="text-align: right;">'


def mend_pandas_tables(app: Sphinx, pagename: str, context: dict[str, Any]) -> None:
    """Give pandas' tables the region of other tables, no style and no nameless headings."""
    del app, pagename
    number = count(1)
    context["body"] = PANDAS_TABLE.sub(
        lambda _: SCROLLING.format(f"Table {next(number)} of the notebook"),
        context.get("body", "").replace("<th></th>", "<td></td>").replace(PANDAS_STYLE, "<tr>"),
    )


def visit_table(translator: HTML5Translator, node: nodes.table) -> None:
    """Open a region around a table, which scrolls by keyboard where the table is too wide."""
    translator.body.append(SCROLLING.format(translator.attval(_label(translator.document, node))))
    HTML5Translator.visit_table(translator, node)


def depart_table(translator: HTML5Translator, node: nodes.table) -> None:
    """Close the table and its region."""
    HTML5Translator.depart_table(translator, node)
    translator.body.append("</div>\n")


def _label(page: nodes.document, table: nodes.table) -> str:
    """Name a table by its caption, or by its number on the page and its section.

    No two on a page agree: landmarks with one name are of no use to who moves between them.
    """
    caption = next(iter(table.findall(nodes.title)), None)
    if caption is not None:
        return caption.astext()
    number = list(page.findall(nodes.table)).index(table) + 1
    section = table.parent
    while not isinstance(section, nodes.section | nodes.document):
        section = section.parent
    heading = next(iter(section.findall(nodes.title)), None)
    return f"Table {number}: {heading.astext()}" if heading is not None else f"Table {number}"


class DropdownDirective(SphinxDirective):
    """A passage that the reader opens: ``:::{dropdown} Title``, with ``:open:`` to begin open."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {"open": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Give one folded node holding the parsed content."""
        details = opening("details", {"class": "dropdown", "open": "open" in self.options})
        summary = h("summary", None, self.arguments[0])
        folded = Framed(opens=f"{details}{summary}\n", closes="</details>\n")
        self.state.nested_parse(self.content, self.content_offset, folded)
        return [folded]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the theme, the directive and the page filter."""
    app.add_html_theme("handbook", str(Path(__file__).with_name("theme")))
    app.add_node(nodes.table, override=True, html=(visit_table, depart_table))
    add_nodes(app)
    app.add_directive("dropdown", DropdownDirective)
    app.add_config_value("folded_pages", [], "env", list)
    app.add_post_transform(ShowResultsFirst)
    app.add_post_transform(FoldSections)
    app.add_js_file("handbook.mjs", type="module")
    # Jupyter Book sets this one for an extension that the handbook does without.
    app.add_config_value("comments_config", {}, "env", dict)
    app.connect("config-inited", take_address)
    app.connect("doctree-read", note_description)
    for handler in (mend_pandas_tables, keep_links_out_of_summaries, name_links_of_headings,
                    find_first_walk,
                    tell_where_a_page_stands, tell_who_shares_a_page):  # fmt: skip
        on_each_page(app, handler)
    # Last of all handlers, so that it sees what every other extension has added to the page.
    on_each_page(app, keep_what_a_page_needs, priority=900)
    return READY
