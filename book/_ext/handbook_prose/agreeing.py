"""A marked sentence says no more than the rules it rests on: no stronger word, no other figure.

"Must" and "will" need a rule that is a "must", or says so itself; a word that excludes, such as
"only", needs a rule that excludes too; a figure has to stand in one of the rules. A question, and
the name of a mistake in bold at the head of an entry, say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import attrs
from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from handbook_prose.marks import Mark
from scc_model import loading, model
from scc_model.loading.number_words import CARDINALS, NUMBERS
from scc_model.model import parts

logger = logging.getLogger(__name__)

_OBLIGES = re.compile(r"\bmust\b|\b(?:has|have) to\b", re.IGNORECASE)
_WILL = re.compile(r"\bwill\b", re.IGNORECASE)
_EXCLUDES = re.compile(r"\b(?:only|never|always|cannot|may not)\b", re.IGNORECASE)
_EXCLUDED = re.compile(
    r"\b(?:only|never|always|cannot|not|no|without|unless|alone|nothing|none|every|each|all)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"\b(?P<number>\d+|{'|'.join(CARDINALS[2:])}|once|twice)[\s-](?:[a-z]+\s)?"
    r"(?:days?|weeks?|months?|years?|per cent|times|visits?|reviews?|inspections?|grounds?|"
    r"conditions?|things|people|schools|points?)\b",
    re.IGNORECASE,
)
_SENTENCE_ENDS = re.compile(r"(?<=[.:;?!])\s+")
_SAID = ("title", "text", "note", "about", "why", "as_written", "hint", "question")


def too_strong(
    sentence: str,
    things: Iterable[model.Rule | model.Definition | model.Decision],
    framework: model.Framework,
) -> list[str]:
    """What a sentence says that the rules it rests on do not.

    Args:
        sentence: the sentence.
        things: the rules, definitions and decisions that it is marked with.
        framework: the procedures.

    Returns:
        The words at fault, each with what would be accepted; none where there are none.

    >>> from scc_model.loading import load
    >>> rule = load().rules["make-academy-order-for-eligible-school"]
    >>> too_strong("The Secretary of State must make an order within 20 days.", [rule], load())
    ["'must', and no rule of the mark is a 'must'", "'20 days', and no rule of the mark has it"]
    """
    if sentence.rstrip().endswith("?"):
        return []
    every = tuple(things)
    texts = " ".join(text for thing in every for text in _texts(thing, framework))
    # A definition or a decision says what has to be so, whatever it is called.
    obliges = any(getattr(thing, "force", "must") == "must" for thing in every)
    found = []
    for words in (_OBLIGES, _WILL):
        match = words.search(sentence)
        if match and not obliges and not words.search(texts):
            found.append(f"'{match.group()}', and no rule of the mark is a 'must'")
    match = _EXCLUDES.search(sentence)
    if match and not _EXCLUDED.search(texts):
        found.append(f"'{match.group()}', and no rule of the mark excludes anything")
    known = {number for thing in every for number in _figures(thing, framework)}
    found += [
        f"'{counted.group()}', and no rule of the mark has it"
        for counted in _COUNTED.finditer(sentence)
        if _number(counted["number"]) not in known
    ]
    return found


class CompareWithRules(SphinxTransform):
    """Warn where a marked sentence says more than its rules; so a strict build fails."""

    default_priority = 510

    def apply(self) -> None:
        """Look at every mark of the page."""
        framework = loading.load()
        named: dict[str, model.Rule | model.Definition | model.Decision] = {
            **framework.rules, **framework.definitions, **framework.decisions
        }  # fmt: skip
        for mark in self.document.findall(Mark):
            things = [named[name] for name in mark["subjects"]]
            for fault in too_strong(_sentence(mark), things, framework):
                logger.warning(
                    "a marked sentence says %s",
                    fault,
                    type="handbook_prose",
                    location=(self.env.docname, mark.line or mark.parent.line),
                )


def _sentence(mark: Mark) -> str:
    """The sentence that a mark ends, from the mark before it."""
    before: list[str] = []
    siblings = mark.parent.children
    for node in reversed(siblings[: siblings.index(mark)]):
        if isinstance(node, Mark):
            break
        if not isinstance(node, nodes.strong):
            before.append(node.astext())
    text = " ".join("".join(reversed(before)).split())
    return _SENTENCE_ENDS.split(text)[-1] if text else ""


def _texts(thing: object, framework: model.Framework) -> Iterator[str]:
    """What a rule says in sentences, and the readings that bear on it."""
    readings = [framework.readings[name] for name in getattr(thing, "readings", ())]
    for one in (thing, *readings):
        for part in parts.parts(one):
            for field in attrs.fields(type(part)):
                value = getattr(part, field.name)
                if field.name in _SAID and isinstance(value, str):
                    yield value


def _figures(thing: object, framework: model.Framework) -> Iterator[int]:
    """The figures of a rule, in its words and in its time limit."""
    for text in _texts(thing, framework):
        for word in re.findall(r"[A-Za-z]+|\d+", text):
            number = _number(word)
            if number is not None:
                yield number
    for part in parts.parts(thing):
        for field in attrs.fields(type(part)):
            value = getattr(part, field.name)
            if isinstance(value, int) and not isinstance(value, bool):
                yield value


def _number(word: str) -> int | None:
    """The number that a word or figures stand for."""
    return int(word) if word.isdigit() else NUMBERS.get(word.casefold())
