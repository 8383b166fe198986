"""A built page, read for the search: its blocks of text, each with the place it leads to.

What is read is what a reader sees, so that the tables made from the data and the walks' headings
count as much as what somebody wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import attrs

from scc_model.handbook.parts import OTHERWISE

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | {
    "article", "section", "div", "details", "summary", "p", "blockquote", "ul", "ol", "li", "dl",
    "dt", "dd", "table", "tr", "td", "th", "caption", "figcaption", "label", "legend",
}  # fmt: skip
"""Elements whose text stands by itself."""

LEFT_OUT = frozenset({"script", "style", "svg", "noscript", "form", "pre", "nav", "button"})
LEFT_OUT_CLASSES = frozenset({
    "headerlink", "marks", "scc-walk", "meanings", "highlight", OTHERWISE,
})  # fmt: skip
"""Numbers of notes, links of headings, code, the walks' examples, which are nobody's own dates, and
what holds only by another reading."""

RULE_OF_A_ROLE = "data-rule"
"""The page of rules has the same row."""

CELLS_LEFT_OUT = frozenset({
    "When it applies", "Source", "Kind", "Carried by", "Effect", "What changes it",
})  # fmt: skip
"""Columns, by ``data-label``, that say how a row came about; a reader asks for what it says."""

VOID = frozenset({"br", "hr", "img", "input", "col", "wbr", "meta", "link", "source"})

ENDS = re.compile(
    r"""(?:(?<=[.!?])|(?<=[.!?][”"')]))(?<!\be\.g\.)(?<!\bi\.e\.)\s+(?=[A-Z“"(0-9])"""
)


@attrs.frozen
class Block:
    """A paragraph, an item or a row of a page.

    Args:
        section: the id of its section; empty above the first heading below the title.
        headings: the headings of its section, without the page's title, the outermost first.
        anchor: the id of the nearest element that leads to it; its section's where there is none.
        text: its words.
        lead: of a row, its first cell: what the others tell of.
    """

    section: str
    headings: tuple[str, ...]
    anchor: str
    text: str
    lead: str = ""

    @property
    def sentences(self) -> list[str]:
        """Its sentences.

        >>> Block("", (), "", "The notice is given. It has two parts.").sentences
        ['The notice is given.', 'It has two parts.']
        """
        return [part for part in ENDS.split(self.text) if part]


@attrs.define
class _Open:
    """An element that has not ended."""

    tag: str
    anchor: str
    section: str
    left_out: bool
    heading: str = ""


@attrs.define
class _Row:
    """A row of a table, whose cells are one block."""

    anchor: str
    cells: list[str] = attrs.field(factory=list)


class _Reader(HTMLParser):
    """Goes through the article of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._open: list[_Open] = []
        self._in_article = False
        self._rows: list[_Row] = []
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        if tag == "article":
            self._in_article = True
        if not self._in_article or tag in VOID:
            if tag == "br":
                self._words.append(" ")
            return
        given = {name: value or "" for name, value in attributes}
        above = self._open[-1] if self._open else _Open("", "", "", left_out=False)
        if tag in BLOCKS:
            self._end_block()
        here = given.get("id", "")
        section = here or above.section if tag == "section" else above.section
        left_out = (
            above.left_out
            or tag in LEFT_OUT
            or RULE_OF_A_ROLE in given
            or given.get("data-label", "") in CELLS_LEFT_OUT
            or not LEFT_OUT_CLASSES.isdisjoint(given.get("class", "").split())
        )
        self._open.append(_Open(tag, here or above.anchor, section, left_out))
        if tag == "tr":
            self._rows.append(_Row(here or above.anchor))

    def handle_endtag(self, tag: str) -> None:
        """End an element, and those in it that were left open."""
        if not any(element.tag == tag for element in self._open):
            return
        if tag in BLOCKS:
            self._end_block()
        while self._open.pop().tag != tag:
            pass
        if tag == "tr" and self._rows:
            row = self._rows.pop()
            lead, *others = row.cells or [""]
            self._add(row.anchor, " · ".join(others) or lead, lead if others else "")
        if tag == "article":
            self._in_article = False

    def handle_data(self, data: str) -> None:
        """Take words up."""
        if self._open and not self._open[-1].left_out:
            self._words.append(data)

    def _end_block(self) -> None:
        text = " ".join("".join(self._words).split())
        self._words.clear()
        if not text:
            return
        inmost = self._open[-1]
        heading = next((one for one in reversed(self._open) if one.tag in HEADINGS), None)
        if heading is not None:
            section = next((one for one in reversed(self._open) if one.tag == "section"), None)
            if section is not None:
                section.heading = section.heading or text
        elif self._rows:
            if inmost.tag != "th":
                self._rows[-1].cells.append(text)
        else:
            self._add(inmost.anchor, text)

    def _add(self, anchor: str, text: str, lead: str = "") -> None:
        if not text:
            return
        sections = [one for one in self._open if one.tag == "section"]
        headings = tuple(one.heading for one in sections[1:] if one.heading)
        section = sections[-1].section if len(sections) > 1 else ""
        self.blocks.append(Block(section, headings, anchor or section, text, lead))


def read_page(html: str) -> Iterator[Block]:
    """Give the blocks of text of a page, in order.

    Args:
        html: the whole page, as it is written.

    >>> page = '<article><section id="t"><h1>T</h1><section id="a"><h2>A</h2><p>One.</p></section>'
    >>> [*read_page(page)]
    [Block(section='a', headings=('A',), anchor='a', text='One.', lead='')]
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    yield from reader.blocks
