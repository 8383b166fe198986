"""The numbers of readings in the prose, such as A44: each leads to how the passage is read.

Whoever meets one need not know what it is: a tap shows the question and the reading in place, and
the link leads to the rest.
"""

from __future__ import annotations

import functools
import re
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from handbook_prose.prose import passages
from handbook_prose.terms import Meanings, put_links, texts
from scc_model import loading, model
from scc_model.words.html import Html, h

READINGS_PAGE = "book/reference/readings"


class LinkReadings(SphinxPostTransform):
    """Link the numbers of readings on the page, and put what they say at its end."""

    default_priority = 590  # before the words of the glossary, which can stand beside them
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Go through the page, if it is not the one that lists the readings."""
        del kwargs  # given by Sphinx
        if self.env.docname == READINGS_PAGE:
            return
        page = self.app.builder.get_relative_uri(self.env.docname, READINGS_PAGE)
        met: dict[str, model.Reading] = {}
        for passage in passages(self.document, tables=True):
            for text in list(texts(passage)):
                _link_readings(text, page, met)
        if met:
            self.document.append(Meanings(html=_said(page, met)))


@functools.lru_cache(maxsize=1)
def _by_number() -> dict[str, model.Reading]:
    return {reading.ref: reading for reading in loading.load().readings.values() if reading.ref}


@functools.lru_cache(maxsize=1)
def _numbers() -> re.Pattern[str]:
    longest_first = sorted(map(re.escape, _by_number()), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(longest_first)})(?![\w-])")


def _link_readings(text: nodes.Text, page: str, met: dict[str, model.Reading]) -> None:
    links: list[tuple[int, int, dict[str, str]]] = []
    for found in _numbers().finditer(text.astext()):
        reading = _by_number()[found[0]]
        met[reading.id] = reading
        says = f"Reading {found[0]}: {reading.title}"
        marks = {"data-note": f"reading-{reading.id}", "aria-label": says}
        links.append((*found.span(), {"href": _address(reading, page), **marks}))
    put_links(text, links)


def _address(reading: model.Reading, page: str) -> str:
    return f"{page}#reading-{reading.id}"


def _said(page: str, met: dict[str, model.Reading]) -> Html:
    """What the readings say, hidden until the page's script shows one."""
    return h("div", {"class": "meanings", "hidden": True}, [
        h("div", {"id": f"note-reading-{reading.id}"},
          h("a", {"class": "note-title", "href": _address(reading, page)}, reading.title),
          h("p", {"class": "note-text"}, f"{_OPEN} {reading.choice(reading.default).text}"))
        for reading in met.values()
    ])  # fmt: skip


_OPEN = "The procedures leave this open. As read here:"
