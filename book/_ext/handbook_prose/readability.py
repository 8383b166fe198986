"""How a page reads, measured when the book is built.

The *Flesch reading ease* of a text is 206.835 - 1.015 x (words a sentence) - 84.6 x (syllables a
word): 100 reads like a comic, 60 like plain English, 30 like a learned paper. The *Flesch-Kincaid
grade* says the same in years at school. Both know nothing of sense; they only find long sentences
and long words.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable
from typing import Final

import attrs
import textstat
from docutils import nodes

from extending import Markup
from handbook_prose.prose import passages
from scc_model.words import wording
from scc_model.words.html import Html, fold_section, h, join, table_of

# The pages for governors, who read them on a phone between two other things, and how easily these
# have to read at least.
GOVERNORS_PAGES: Final = (
    "book/index", "book/categories/*", "book/support/governors", "book/support/what_schools_can_do",
    "book/category_timelines", "book/your_school",
)  # fmt: skip
GOVERNORS_EASE: Final = 55

# Fewer words say nothing about a page.
FEWEST_WORDS: Final = 40

# The usual words for each ease, from which it holds.
_BANDS: Final = (
    (80, "easy to read"),
    (70, "fairly easy to read"),
    (60, "plain English"),
    (50, "fairly hard to read"),
    (30, "hard to read"),
)
_HARDEST: Final = "very hard to read"


@attrs.frozen
class Figures:
    """What was measured on a page.

    Args:
        words: how many words of prose it has.
        ease: its Flesch reading ease.
        grade: its Flesch-Kincaid grade.
        words_a_sentence: words in a sentence, on average.
    """

    words: int
    ease: float
    grade: float
    words_a_sentence: float

    @property
    def band(self) -> str:
        """The ease in words.

        >>> Figures(words=300, ease=61.2, grade=7.5, words_a_sentence=13.0).band
        'plain English'
        """
        return next((name for least, name in _BANDS if round(self.ease) >= least), _HARDEST)


def is_for_governors(page: str) -> bool:
    """Say whether a page is for governors.

    >>> is_for_governors("book/categories/special_measures")
    True
    """
    return any(fnmatch.fnmatch(page, pattern) for pattern in GOVERNORS_PAGES)


def prose_of(page: nodes.document) -> str:
    """The prose of a page, each passage ending as a sentence does.

    What stands in tables and code, and what is made from data, is left out.
    """
    texts = (" ".join(_said(passage).split()) for passage in passages(page))
    return "\n".join(
        text if text.endswith((".", "!", "?")) else f"{text.rstrip(':;,')}."
        for text in texts
        if re.search(r"\w", text)
    )


def _said(node: nodes.Element) -> str:
    """The text of a paragraph without its marks and code."""
    left_out = Markup | nodes.literal
    parts = (
        _said(child) if isinstance(child, nodes.Element) else child.astext()
        for child in node.children
        if not isinstance(child, left_out)
    )
    return "".join(parts)


def measure(text: str) -> Figures | None:
    """Measure a text; none where it is too short to say anything.

    >>> figures = measure("The governors have ten days. They should use them well. " * 10)
    >>> figures.words, figures.words_a_sentence, figures.band
    (100, 5.0, 'easy to read')
    """
    words = textstat.lexicon_count(text)
    if words < FEWEST_WORDS:
        return None
    return Figures(
        words=words,
        ease=round(textstat.flesch_reading_ease(text), 1),
        grade=round(textstat.flesch_kincaid_grade(text), 1),
        words_a_sentence=round(words / textstat.sentence_count(text), 1),
    )


def line(figures: Figures) -> Html:
    """The figures as the line at the end of a page."""
    return h(
        "p",
        {"class": "reads"},
        f"How this page reads: {figures.band}. Reading ease {figures.ease:.0f} of 100, with "
        f"{figures.words_a_sentence:.0f} words to a sentence.",
    )


@attrs.frozen
class Measured:
    """A page in the table: its name, its title, its address from there, and its figures."""

    page: str
    title: str
    address: str
    figures: Figures


# Under which heading a page stands: the first whose pattern fits it.
_GROUPS: Final = (
    ("Pages for governors", GOVERNORS_PAGES),
    ("The procedures", ("book/procedures/*", "book/framework/*", "book/tonight/*")),
    ("Support and monitoring", ("book/support/*", "book/monitoring/*")),
    ("Roles", ("book/roles/*",)),
    ("Notebooks", ("notebooks/*",)),
    ("Reference", ("book/reference/*",)),
    ("Other pages", ("*",)),
)


def table(pages: Iterable[Measured]) -> Html:
    """The figures of every page, group by group in folds."""
    groups: dict[str, list[Measured]] = {title: [] for title, _ in _GROUPS}
    for row in pages:
        groups[_group(row.page)].append(row)
    return join(
        fold_section(2, f"{title} ({len(rows)})", _rows(title, rows), {})
        for title, rows in groups.items()
        if rows
    )


def _group(page: str) -> str:
    return next(
        title for title, some in _GROUPS if any(fnmatch.fnmatch(page, pattern) for pattern in some)
    )


def _rows(title: str, rows: list[Measured]) -> Html:
    return table_of(f"How each page reads: {title}", rows, {
        "Page": lambda row: h("a", {"href": row.address}, row.title),
        "Reading ease": lambda row: f"{row.figures.ease:.0f}",
        "In words": lambda row: wording.capital(row.figures.band),
        "Grade": lambda row: f"{row.figures.grade:.0f}",
        "Words a sentence": lambda row: f"{row.figures.words_a_sentence:.0f}",
        "Words": lambda row: str(row.figures.words),
        "Held to": lambda row: f"At least {GOVERNORS_EASE}" if is_for_governors(row.page)
                               else "None",
    })  # fmt: skip
