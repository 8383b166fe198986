r"""Figures and names of roles on a page: taken from where they stand once, and never typed.

A writer has the tokens of the data: ``<link-adviser>``, ``<time-to-comply:ordinal>``. They are
replaced when a page is read, before anything is made of it, by what replaces those of the data. A
token that stands for nothing, a figure or a name that is typed is a warning, and so fails a strict
build. In code and in links nothing is replaced and anything may stand, and ``\<`` is no
token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.common.html_blocks import block_names
from sphinx.application import Sphinx
from sphinx.util import logging

from scc_model import loading, model
from scc_model.loading import tokens, typed_words

logger = logging.getLogger(__name__)

PAGES, BUILT = "book/", ("book/roles/", "book/tonight/")  # the build writes these from the data
_NO_PROSE = re.compile(
    r"^(?P<fence>```+).*?^(?P=fence)[ ]*$|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)|\]\([^)]*\)",
    re.DOTALL | re.MULTILINE,
)
_HTML = frozenset({*block_names, "a", "b", "br", "code", "em", "i", "img", "kbd", "small", "span",
                   "strong", "sub", "sup", "u"})  # fmt: skip


def taken(source: str, framework: model.Framework, page: str) -> tuple[str, list[tuple[int, str]]]:
    r"""A page with what it takes put in.

    Args:
        source: the page as it is written.
        framework: the procedures.
        page: its path, such as ``book/index.md``, by which figures are let stand.

    Returns:
        The page, and what is wrong with it: a line and a message each.

    >>> from scc_model.loading import load
    >>> taken("The <link-adviser> has <time-to-comply>; `<x>`.", load(), "book/index.md")
    ('The link adviser has 15 working days; `<x>`.', [])
    >>> taken("One\nof 5 working days", load(), "book/index.md")[1]
    [(2, "the page types '5 working days', and a figure stands once: take a quantity")]
    """
    forms = tokens.forms_of(framework.roles.values(), framework.quantities.values())
    pieces: list[str] = []
    wrong: list[tuple[int, str]] = []
    for start, prose, code in _pieces(source):
        for number, line in enumerate(prose.split("\n"), source.count("\n", 0, start) + 1):
            filled = tokens.fill(line, forms, _HTML)
            wrong += [(number, f"{message}. {hint}") for message, hint in filled.wrong]
            pieces += [filled.text, "\n"]
        pieces[-1] = code
    prose = "".join(text + re.sub(r"[^\n]", " ", code) for _, text, code in _pieces(source))
    wrong += [(prose.count("\n", 0, at) + 1, what) for at, what in _typed(prose, framework, page)]
    return "".join(pieces), sorted(wrong)


def _pieces(source: str) -> Iterator[tuple[int, str, str]]:
    """A page in pieces: where prose begins, the prose, and the code or the link that follows."""
    done = 0
    for code in _NO_PROSE.finditer(source):
        yield done, source[done : code.start()], code.group()
        done = code.end()
    yield done, source[done:], ""


def _typed(prose: str, framework: model.Framework, page: str) -> Iterator[tuple[int, str]]:
    let = {x.figure.casefold() for x in framework.typed_figures if page in x.in_}
    for figure in typed_words.figures(prose):
        words = " ".join(figure.words.split())
        if words.casefold() not in let:
            yield figure.at, f"the page types '{words}', and a figure stands once: take a quantity"
    for name in typed_words.names(prose, framework):
        words = " ".join(name.words.split())
        yield name.at, f"the page types '{words}', the name of a role: take it by '<{name.role}>'"


def take(app: Sphinx, docname: str, source: list[str]) -> None:
    """Put in what a page takes, which is about to be read."""
    path = app.env.doc2path(docname, base=False)
    if str(path).endswith(".md") and docname.startswith(PAGES) and not docname.startswith(BUILT):
        source[0], wrong = taken(source[0], loading.load(), str(path))
        for line, message in wrong:
            logger.warning(message, type="handbook_prose", location=(docname, line))
