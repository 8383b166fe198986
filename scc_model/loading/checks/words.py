"""Words: those that the glossary lacks or has another for, and those that exclude something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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
_END_OF_SENTENCE = re.compile(r"(?<=[.;:])\s")
_DONE_TO = "is|are|gets?|has|have|can|may|who|that|of|or|and"
"""What follows in a sentence that does not begin with what somebody does."""
_SENTENCES = ("title", "text", "about", "question", "hint", "note", "why", "because", "leads_to",
              "label")  # fmt: skip


def text_stronger_than_force(framework: model.Framework) -> Iterator[Fault]:
    """A rule whose first sentence says "must", and that only may, should or is expected."""
    for rule in framework.rules.values():
        first = _END_OF_SENTENCE.split(rule.text)[0]
        if rule.force != "must" and re.search(r"\bmust\b", first):
            yield Fault(
                at(rule),
                f"'text' of the rule '{rule.id}' says 'must', and its force is '{rule.force}'",
                "Accepted: other words, or the force 'must'.",
            )


def text_of_another_actor(framework: model.Framework) -> Iterator[Fault]:
    """A rule whose text begins with what somebody does who is not among its actors."""
    for rule in framework.rules.values():
        subject = _subject(rule.text, framework)
        if subject and rule.actors and not _is_one_of(subject, (*rule.actors, *rule.to), framework):
            names = "|".join(re.escape(framework.roles[name].name) for name in rule.actors)
            first, *more = _END_OF_SENTENCE.split(rule.text)
            said = any(re.match(rf"(?:The |An? )?(?:{names})\b", x) for x in more)
            if not said and not re.search(rf" (?:{names})\b", first):
                told = f"'text' of the rule '{rule.id}' begins with what '{subject}' does"
                actors = ", ".join(f"'{name}'" for name in rule.actors)
                hint = "Accepted: whom the source names, in the words and under 'actors' alike."
                yield Fault(at(rule), f"{told}, and its 'actors' are {actors}", hint)


def _subject(text: str, framework: model.Framework) -> str:
    """The role with which a sentence begins that says what somebody does; empty for none."""
    names = {role.name.casefold(): role.id for role in framework.roles.values()}
    every = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    begins = rf"(?:the |an? |each |every )?({every})\b(?! (?:{_DONE_TO})\b|'s|,)"
    found = re.match(begins, text.casefold())
    return names[found[1]] if found else ""


def _is_one_of(subject: str, roles: Iterable[str], framework: model.Framework) -> bool:
    """Whether a role is one of some, a body of one, or a person or body within one."""
    wanted = set(roles)
    above = {body for name in wanted for body in framework.bodies(name)}
    return subject in wanted | above or not wanted.isdisjoint(framework.bodies(subject))


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
