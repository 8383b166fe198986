"""What the search knows: the sentences of the pages, the glossary and the everyday words.

A text that stands on many pages is written once, and packed: every reader who searches loads it.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from handbook_search.reading import Block, read_page
from handbook_shell.contents import Contents
from handbook_shell.social import DESCRIPTION
from scc_model import model
from scc_model.loading import load

NAMED = re.compile(r"(?:rule|definition|term|document|place|reading)-.+")
"""The ids of elements that name a thing of the data. A page without weight has only these found."""


def what_the_search_knows(app: Sphinx) -> dict[str, Any]:
    """Give all that the search is given, by the name it has there."""
    framework = load()
    pages = dict(_pages(app))
    sections: dict[tuple[int, str, tuple[str, ...]], list[Any]] = {}
    texts: dict[str, int] = {}
    for at, (page, (*_, weight)) in enumerate(pages.items()):
        html = Path(app.outdir, f"{page}.html").read_text("utf-8")
        for block in read_page(html):
            blocks = sections.setdefault((at, block.section, block.headings), [])
            once = blocks and block.section in app.config.search_first_blocks_only
            if not once and (weight or NAMED.fullmatch(block.anchor)):
                blocks.append(_numbered(block, texts))
    return {
        "TERMS": terms(framework),
        "EVERYDAY": everyday(framework),
        "PAGES": [[page, *about] for page, about in pages.items()],
        "SECTIONS": [
            [page, section, headings, blocks]
            for (page, section, headings), blocks in sections.items()
            if blocks
        ],
        "TEXTS": list(texts),
    }


def _numbered(block: Block, texts: dict[str, int]) -> int | list[Any]:
    """A block: the number of its text; its anchor and the number of its lead, where it has them."""
    text = texts.setdefault("\n".join(block.sentences), len(texts))
    lead = texts.setdefault(block.lead, len(texts)) if block.lead else -1
    if block.anchor == block.section and not block.lead:
        return text
    return [text, block.anchor, *([lead] if block.lead else [])]


def terms(framework: model.Framework) -> list[dict[str, Any]]:
    """Give the words of the glossary with every name they go by.

    Args:
        framework: the framework.

    Returns:
        For each term its id, its names (its own first), words that readers may use for it though
        the handbook does not, what it means, and, for an abbreviation, what it stands for.

    >>> ieb, = [term for term in terms(load()) if term["id"] == "ieb"]
    >>> ieb["names"][:2]
    ['IEB', 'interim executive board']
    """
    return [
        {
            "id": term.id,
            "names": [*filter(None, dict.fromkeys((term.term, term.stands_for, *term.also)))],
            "known_as": list(term.instead_of),
            "stands_for": term.stands_for,
            "meaning": term.meaning,
        }
        for term in framework.terms.values()
    ]


def everyday(framework: model.Framework) -> list[list[Any]]:
    """Give what readers say, what the handbook says for it, and whether that only adds.

    >>> [say for say, _, _ in everyday(load()) if "mum" in say]
    [['mum', 'dad', 'mother', 'father', 'family', 'carer']]
    """
    return [
        [list(word.say), list(word.find), int(word.only_adds)]
        for word in framework.everyday_words.values()
    ]


def weight_of(page: str, weights: Mapping[str, float]) -> float:
    """Say how much a place on a page counts: as the first pattern that fits says, or wholly.

    >>> weight_of("notebooks/powers", {"notebooks/*": 0.4})
    0.4
    """
    return next((weight for pattern, weight in weights.items() if fnmatchcase(page, pattern)), 1)


def script(known: Mapping[str, Any]) -> str:
    """Write it as a script of its own, packed: few hosts pack what they send by themselves.

    The same comes out of the same, whenever it is made.
    """
    text = json.dumps(known, ensure_ascii=False, separators=(",", ":"))
    packed = base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()
    return f'export const PACKED = "{packed}";\n'


def _pages(app: Sphinx) -> Iterator[tuple[str, tuple[str, str, str, float]]]:
    """Each page, in the order of the contents: its title, part, description and weight."""
    contents = Contents(app.env)
    for page in contents.in_order():
        about = app.env.metadata.get(page, {}).get(DESCRIPTION, "")
        weight = weight_of(page, app.config.search_weights)
        yield page, (contents.title(page), contents.place(page).part, about, weight)
