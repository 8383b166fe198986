"""The words by which the terms of the glossary are found in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import attrs

from scc_model import model
from scc_model.loading import typed_words

# Words under which a reader may look a term up, but which mean too many things in a sentence to be
# taken for it: a head for figures, section 60 of some other Act. A figure is too common as well:
# another period can be as long.
TOO_COMMON = frozenset({
    "annual review", "appeal", "budget", "capacity", "church school", "cohort",
    "college", "conversion", "core school", "foundation school", "gcse", "head", "improvement plan",
    "inspection report", "intervention", "k1 5", "key issue", "maths", "monitoring visit",
    "next steps", "objection", "principal", "programme", "reading, writing and maths",
    "satisfactory", "secondment", "section 60", "section 60a", "school day",
    "significant improvement", "specified person", "timescale", "training",
    "voluntary aided school", "xx", "xxxxx",
})  # fmt: skip


@attrs.frozen
class Words:
    """The words of a glossary.

    Args:
        pattern: finds any of them, the longest that fits, as whole words.
        terms: id of the term by word, in small letters where capitals do not matter.
    """

    pattern: re.Pattern[str]
    terms: Mapping[str, str]

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where words of the glossary stand: start, end and the id of the term."""
        for match in self.pattern.finditer(text):
            word = _singular(match.group(), self.terms)
            if word is not None:
                yield match.start(), match.end(), self.terms[word]


def words(framework: model.Framework) -> Words:
    """The words of the framework's glossary.

    A word that two terms share is the term's of which it is the name; failing that, of the one
    for which it stands; failing that, of the first that is also called so.

    >>> from scc_model.loading import load
    >>> [name for _, _, name in words(load()).find("Two warning notices and a headteacher.")]
    ['warning-notice', 'headteacher']
    """
    terms: dict[str, str] = {}
    listed = framework.terms.values()
    named = (
        *((term.term, term.id) for term in listed),
        # The letters of forms stand for everyday words, which need no telling.
        *((term.stands_for, term.id) for term in listed if term.expanded),
        *((other, term.id) for term in listed for other in term.also),
    )
    for word, term in named:
        figure = any(typed_words.figures(word))
        if word and not figure and word.casefold() not in TOO_COMMON:
            terms.setdefault(_key(word), term)
    longest_first = sorted(terms, key=len, reverse=True)
    either = "|".join(_fits(key) for key in longest_first)
    return Words(re.compile(rf"(?<![\w-])(?:{either})(?![\w-])"), terms)


_CURLY = "\N{RIGHT SINGLE QUOTATION MARK}"  # what MyST makes of an apostrophe


def _is_abbreviation(word: str) -> bool:
    """Whether capitals matter: ``EN`` is a term and ``en`` is none."""
    return sum(letter.isupper() for letter in word) > 1 and " " not in word


def _key(word: str) -> str:
    return word if _is_abbreviation(word) else word.lower()


def _fits(key: str) -> str:
    escaped = re.escape(key).replace(r"\ ", r"\s+").replace("'", f"['{_CURLY}]")
    if _is_abbreviation(key):
        return rf"{escaped}s?"
    plural = (
        rf"{escaped[:-1]}(?:y|ies)" if re.search(r"[^aeiou]y$", key) else rf"{escaped}(?:s|es)?"
    )
    return rf"(?i:{plural})"


def _singular(word: str, terms: Mapping[str, str]) -> str | None:
    """The word of the glossary of which this is a form."""
    word = re.sub(r"\s+", " ", word).replace(_CURLY, "'")
    forms = [word, *(word.removesuffix(ending) for ending in ("s", "es"))]
    forms += [f"{word.removesuffix('ies')}y"]
    return next((key for form in forms for key in (form, form.lower()) if key in terms), None)
