"""What is known about a school, who acts, and the words that are used."""

from __future__ import annotations

import attrs

from scc_model.errors import Place, UnknownName
from scc_model.model.authorities import Cited
from scc_model.model.conditions import Condition
from scc_model.model.names import RoleId, placed


@attrs.frozen
class Role:
    """Somebody who acts: a person in a post, or a body.

    Args:
        id: its name, which other files use.
        name: how a sentence names it, such as ``link adviser``.
        plural: how a sentence names several, where that is more than an ``s`` at the end.
        everyday: whether law or everyday language has the name, so that texts may type it; every
            other name is taken from here, so that it can be changed here.
        part_of: the body it belongs to.
        about: who that is.
        only_if: which schools have such a role, where not all do.
        cite: where that is said.
    """

    id: str
    name: str
    plural: str = ""
    everyday: bool = False
    part_of: RoleId | None = None
    about: str = ""
    only_if: Condition | None = None
    cite: Cited = ()
    place: Place | None = placed()


@attrs.frozen
class Option:
    """One possible answer to a question.

    Args:
        id: its name, which conditions use.
        label: the answer as a reader sees it.
    """

    id: str
    label: str


YES_OR_NO = (Option("yes", "Yes"), Option("no", "No"))


@attrs.frozen
class Fact:
    """Something to know about a school, and the question that asks for it.

    Args:
        id: its name, which conditions use.
        question: the question in plain words; it is asked by itself.
        cite: where the fact comes from.
        hint: a line of help, if a word needs it.
        options: the possible answers; left out, they are ``yes`` and ``no``.
    """

    id: str
    question: str
    cite: Cited
    hint: str = ""
    options: tuple[Option, ...] = YES_OR_NO
    place: Place | None = placed()

    def label(self, value: str) -> str:
        """The words for an answer.

        Raises:
            UnknownName: when the fact has no such answer.
        """
        for option in self.options:
            if option.id == value:
                return option.label
        raise UnknownName(f"answer to '{self.id}'", value, [option.id for option in self.options])


@attrs.frozen
class Term:
    """A word of the field, or an abbreviation.

    Args:
        id: its name.
        term: the word as the procedures write it.
        meaning: what it means here.
        cite: where it is used.
        stands_for: the words that an abbreviation stands for.
        expanded: for an abbreviation, whether the procedures themselves say what it stands for.
        also: other words for the same, by which a reader may look for it.
        instead_of: words that must not be used for it in the data.
    """

    id: str
    term: str
    meaning: str
    cite: Cited
    stands_for: str = ""
    expanded: bool = True
    also: tuple[str, ...] = ()
    instead_of: tuple[str, ...] = ()
    place: Place | None = placed()


@attrs.frozen(kw_only=True)
class EverydayWord:
    """Words that a reader says where the handbook has others; the search looks for those as well.

    Args:
        id: its name.
        say: what readers say, as words or as several words in a row.
        find: the words of the handbook that can answer them.
        only_adds: whether a place without any of these answers no less well.
    """

    id: str
    say: tuple[str, ...]
    find: tuple[str, ...]
    only_adds: bool = False
    place: Place | None = placed()
