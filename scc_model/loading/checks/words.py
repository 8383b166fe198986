"""Words: those that the glossary lacks or has another for, and those that exclude something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import attrs

from scc_model import model
from scc_model.errors import Fault
from scc_model.loading.checks.common import at
from scc_model.model import parts

_ABBREVIATION = re.compile(r"\b[A-Z][A-Za-z]*[A-Z][A-Za-z]*\b")
_EXCLUDING = re.compile(
    r"\b(?:only|never|cannot|may not|nobody|nothing else|not by anything|no other)\b", re.IGNORECASE
)
_SENTENCES = ("title", "text", "about", "question", "hint", "note", "why", "because", "leads_to",
              "label")  # fmt: skip


def word_out_of_glossary(framework: model.Framework) -> Iterator[Fault]:
    """An abbreviation that is not in the glossary, or a word for which the glossary has another."""
    known = {word.removesuffix("s") for term in framework.terms.values()
             for text in (term.term, term.stands_for, *term.also)
             for word in re.findall(r"[A-Za-z0-9]+", text)}  # fmt: skip
    replaced = {
        re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE): (word, term.term)
        for term in framework.terms.values()
        for word in term.instead_of
    }
    for thing in (
        *framework.procedures.values(), *framework.documents.values(), *framework.facts.values(),
        *framework.readings.values(), *framework.roles.values(), *framework.invariants.values(),
        *framework.walks.values(),
    ):  # fmt: skip
        for part, text in _texts(thing):
            where = at(part)
            for word in dict.fromkeys(_ABBREVIATION.findall(text)):
                if word.removesuffix("s") not in known:
                    yield Fault(where, f"'{word}' is not in the glossary")
            for pattern, (word, better) in replaced.items():
                if pattern.search(text):
                    yield Fault(where, f"'{word}' is written here", f"The word is '{better}'.")


def word_that_excludes(framework: model.Framework) -> Iterator[Fault]:
    """A rule that excludes something, and no note, no reading and no condition says why.

    Where the source is silent, nothing is excluded.
    """
    for rule in framework.rules.values():
        excludes = _EXCLUDING.search(rule.text)
        if excludes and not (rule.note or rule.readings or rule.applies_when):
            yield Fault(
                at(rule),
                f"the text of the rule '{rule.id}' excludes something: '{excludes.group()}'",
                "Accepted: words that exclude nothing, or a note, a reading or a condition.",
            )


def _texts(thing: Any) -> Iterator[tuple[Any, str]]:
    """Everything written in sentences within a thing, each with the nearest part that is placed."""
    nearest = thing
    for part in parts.parts(thing):
        if getattr(part, "place", None):
            nearest = part
        for field in attrs.fields(type(part)):
            value = getattr(part, field.name)
            if field.name in _SENTENCES and isinstance(value, str):
                yield nearest, value
