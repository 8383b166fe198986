"""What the handbook's extensions have in common: HTML as a node, and what is done to every page."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Never

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata
from sphinx.writers.html5 import HTML5Translator

READY: ExtensionMetadata = {
    "version": "3", "parallel_read_safe": True, "parallel_write_safe": True
}  # fmt: skip
"""What every extension says of itself."""


class Markup(nodes.Inline, nodes.Element):
    """HTML, kept out of the search index and of other formats.

    Its attribute ``html`` is made by :mod:`scc_model.words.html`, which escapes.
    """


class Framed(nodes.General, nodes.Element):
    """What was written, between HTML that ``opens`` and HTML that ``closes`` it."""


def _write(translator: HTML5Translator, node: Markup) -> None:
    translator.body.append(node.get("html", ""))


def _leave_out(translator: nodes.NodeVisitor, node: Markup) -> Never:
    del translator, node  # given by docutils
    raise nodes.SkipNode


def _open(translator: HTML5Translator, node: Framed) -> None:
    translator.body.append(node["opens"])


def _close(translator: HTML5Translator, node: Framed) -> None:
    translator.body.append(node["closes"])


def add_nodes(app: Sphinx, *kinds: type[Markup]) -> None:
    """Tell Sphinx how nodes are written: ``Framed``, ``Markup`` and kinds of it."""
    left_out = (_leave_out, None)
    every: list[type[Markup]] = [Markup, *kinds]
    for kind in every:
        app.add_node(
            kind, override=True, html=(_write, lambda *_: None), latex=left_out, text=left_out
        )
    app.add_node(Framed, override=True, html=(_open, _close))


Page = Callable[[Sphinx, str, dict[str, Any]], None]


def on_each_page(app: Sphinx, handler: Page, priority: int = 500) -> None:
    """Have something done to every page before it is written.

    Args:
        app: Sphinx.
        handler: it gets Sphinx, the name of the page and what the template is given.
        priority: the higher, the later.
    """

    def handle(
        app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: object
    ) -> None:
        del template, doctree  # given by Sphinx's event
        handler(app, page, context)

    app.connect("html-page-context", handle, priority)


def load_where_used(app: Sphinx, files: Mapping[str, Iterable[str]]) -> None:
    """Have a page load style sheets and scripts where it uses them.

    Args:
        app: Sphinx.
        files: names of files of ``_static``, by what stands on a page that uses them.
    """

    def load(app: Sphinx, page: str, context: dict[str, Any]) -> None:
        del page
        body = context.get("body", "")
        for name in (name for mark, names in files.items() if mark in body for name in names):
            if name.endswith(".css"):
                app.add_css_file(name)
            else:
                app.add_js_file(name, type="module")

    on_each_page(app, load)
