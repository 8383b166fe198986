"""Figures and names that a text types in place of taking them from where they stand once."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

import attrs

from scc_model import model
from scc_model.errors import Fault
from scc_model.loading.number_words import NUMBERS
from scc_model.loading.tokens import TOKEN, of_role

_WORDS = sorted((word for word in NUMBERS if "-" not in word), key=len, reverse=True)
_STARTS = "".join(sorted({word[0] for word in _WORDS}))
_UNIT = re.compile(r"(?:day|week|month|term|year|time|review)s?\b|up\s+to\b", re.IGNORECASE)
_WORD = rf"(?=[{_STARTS}])(?:{'|'.join(_WORDS)})"
_NUMBER = rf"(?:[0-9]+|{_WORD}(?:-{_WORD})?)"  # as in twenty-four
_FIGURE = re.compile(
    rf"\b{_NUMBER}(?:(?:\s+(?:or|to|and)\s+|-){_NUMBER})?(?:\s+|-)(?:(?:more|further|new)\s+)?"
    r"(?:(?:working|school|calendar)[\s-]+)?(?:days?|weeks?|months?|terms?|years?|times|reviews)\b"
    rf"|\bup\s+to\s+{_NUMBER}\b|\b(?!once){_NUMBER}\s+(?:a|per)\s+year\b",
    re.IGNORECASE,
)


@attrs.frozen
class Typed:
    """A figure or a name in a text.

    Args:
        at: where it begins in the text.
        words: the words, as they are typed.
        role: the id of the role that they name; empty for a figure.
    """

    at: int
    words: str
    role: str = ""


def figures(text: str) -> Iterator[Typed]:
    """The periods and counts that a text types.

    Args:
        text: words with their tokens still in them.

    >>> [typed.words for typed in figures("Within <time> or 15 working days, up to two times.")]
    ['15 working days', 'up to two']
    """
    for found in _FIGURE.finditer(_without_tokens(text)) if _UNIT.search(text) else ():
        yield Typed(found.start(), found.group())


def names(text: str, framework: model.Framework) -> Iterator[Typed]:
    """The names that a text types of roles whose names are no everyday words.

    Args:
        text: words with their tokens still in them.
        framework: the roles.

    >>> from scc_model.loading import load
    >>> [typed.role for typed in names("The Link adviser tells the school.", load())]
    ['link-adviser']
    """
    pattern, by_name = _of_roles(framework)
    for found in pattern.finditer(_without_tokens(text)):
        role = framework.roles[by_name[" ".join(found.group().split()).casefold()]]
        if not role.everyday:
            yield Typed(found.start(), found.group(), role.id)


def faults_of_names(texts: Iterable[model.Written], framework: model.Framework) -> Iterator[Fault]:
    """The names that texts type, as faults, each with what takes the name.

    Args:
        texts: the texts, as they are written.
        framework: the roles.
    """
    for text in texts:
        for typed in names(text.text, framework):
            message = f"{where(text)} types '{typed.words}', the name of a role"
            hint = f"Accepted: '<{typed.role}>', which takes it from roles.yaml."
            yield Fault(text.place, message, hint)


def where(text: model.Written) -> str:
    """Under which key a text stands, and of what."""
    return f"'{text.key}'" + (f" of '{text.within[-1]}'" if text.within else "")


@functools.lru_cache(maxsize=4)
def _of_roles(framework: model.Framework) -> tuple[re.Pattern[str], dict[str, str]]:
    """All names of roles, the longest first, and whose they are."""
    by_name = {
        name.casefold(): role.id
        for role in framework.roles.values()
        for name in of_role(role.name, role.plural).values()
    }
    every = "|".join(
        r"\s+".join(map(re.escape, name.split())) for name in sorted(by_name, key=len, reverse=True)
    )
    starts = "".join(sorted({name[0] for name in by_name}))
    pattern = rf"(?<![\w-])(?=[{re.escape(starts)}])(?:{every})(?![\w-])"
    return re.compile(pattern, re.IGNORECASE), by_name


def _without_tokens(text: str) -> str:
    return TOKEN.sub(lambda token: "\0" * len(token[0]), text) if "<" in text else text
