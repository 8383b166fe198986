"""The glossary's words in the prose: the first of each on a page leads to its meaning."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from extending import Framed, Markup
from handbook_prose.prose import passages
from handbook_prose.words import Words, words
from scc_model import model
from scc_model.loading import folder
from scc_model.words import wording
from scc_model.words.html import Html, h, opening

GLOSSARY_PAGE = "book/reference/glossary"

# Within a paragraph: what is a link already, shown letter by letter, or made by this extension.
_NOT_WORDS = (nodes.reference, nodes.literal, nodes.math, nodes.raw, nodes.image, Markup)
# Cards that are links all over leave no room for another.
_CARDS = "doors"


class Meanings(Markup):
    """The meanings of the words that a page links, for its script to show."""


class LinkTerms(SphinxPostTransform):
    """Link the first occurrence on the page of every term, and put the meanings at its end."""

    default_priority = 600  # after links of the page itself have become links
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Go through the page, if it is not the glossary itself."""
        del kwargs  # given by Sphinx
        if self.env.docname == GLOSSARY_PAGE:
            return
        framework = folder.load()
        glossary = self.app.builder.get_relative_uri(self.env.docname, GLOSSARY_PAGE)
        met: dict[str, str] = {}
        for passage in passages(self.document, tables=True):
            if not _in_cards(passage):
                for text in list(texts(passage)):
                    link_terms(text, _words(framework), glossary, met)
        if met:
            self.document.append(Meanings(html=meanings(framework, met)))


_words = functools.lru_cache(maxsize=1)(words)


def _in_cards(node: nodes.Element | None) -> bool:
    while node is not None:
        if _CARDS in node.get("classes", ()):
            return True
        node = node.parent
    return False


def texts(node: nodes.Element) -> Iterator[nodes.Text]:
    """The texts within a passage that nothing links or shows letter by letter."""
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield child
        elif isinstance(child, nodes.Element) and not isinstance(child, _NOT_WORDS):
            yield from texts(child)


def link_terms(text: nodes.Text, known: Words, glossary: str, met: dict[str, str]) -> None:
    """Put links in place of the terms in a text that the page has not met before.

    Args:
        text: a text of the page, which is replaced where it holds a term.
        known: the words of the glossary.
        glossary: address of the glossary.
        met: where each term leads, by id; the terms found are added.
    """
    links: list[tuple[int, int, dict[str, str]]] = []
    for start, end, term in known.find(text.astext()):
        if term not in met:
            met[term] = f"{glossary}#term-{term}"
            marks = {"data-note": f"term-{term}", "aria-describedby": f"meaning-{term}"}
            links.append((start, end, {"href": met[term], **marks}))
    put_links(text, links)


def put_links(text: nodes.Text, links: Iterable[tuple[int, int, dict[str, str]]]) -> None:
    """Put links in place of words of a text, each with a note that a script shows.

    Args:
        text: a text of a page, which is replaced where there are links.
        links: where each begins and ends, in order, and its attributes.
    """
    prose, pieces, done = text.astext(), list[nodes.Node](), 0
    for start, end, marks in links:
        opens = opening("a", {"class": "term", **marks})
        link = Framed("", nodes.Text(prose[start:end]), opens=opens, closes="</a>")
        pieces += [nodes.Text(prose[done:start]), link]
        done = end
    if pieces:
        every = [*pieces, nodes.Text(prose[done:])]
        text.parent.replace(text, [piece for piece in every if piece.astext()])


def meanings(framework: model.Framework, met: dict[str, str]) -> Html:
    """The meanings of terms, hidden until the page's script shows one.

    Args:
        framework: the procedures.
        met: the address of each term, by id.
    """
    return h("div", {"class": "meanings", "hidden": True}, [
        _meaning(framework.terms[term], address) for term, address in met.items()
    ])  # fmt: skip


def _meaning(term: model.Term, address: str) -> Html:
    title = f"{term.term}: {term.stands_for}" if term.stands_for else wording.capital(term.term)
    return h(
        "div",
        {"id": f"note-term-{term.id}"},
        h("a", {"class": "note-title", "href": address}, title),
        h("p", {"class": "note-text", "id": f"meaning-{term.id}"}, term.meaning),
    )
