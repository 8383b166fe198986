"""A change of the data as a value of its own: later law, guidance, or what somebody proposes.

The data that it changes stay as they are. It is put over them before a framework is made, in their
own vocabulary, by the kind and the id of each thing.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

import attrs

from scc_model.errors import Place
from scc_model.model import Cited, Condition
from scc_model.model.names import placed

Status = Literal["law", "guidance", "local", "proposal"]
Kind = Literal[
    "source", "quantity", "role", "fact", "reading", "term", "everyday word", "document",
    "invariant", "column", "walk", "day kind", "year kind", "strand", "procedure", "stage",
    "transition", "event", "definition", "decision", "rule",
]  # fmt: skip
"""The kinds of thing that can be changed, as messages call them."""


@attrs.frozen
class Saving:
    """A transitional rule: which cases stay under what was said before.

    Args:
        when: the condition under which what was said before still holds, such as
            ``{happened: warning-notice-given, before: 2015-01-12}``.
        text: the same as a sentence, for readers; it joins the note of every rule concerned.
    """

    when: Condition
    text: str


@attrs.frozen
class Setting:
    """Fields of one thing that say something else.

    Args:
        kind: what sort of thing it is.
        id: its id.
        to: what they say now, by key; of a key within another, with points, such as
            ``time_limit.day_kind``.
        more: what is added to a list, by key.
        without: keys that are taken away.
    """

    kind: Kind
    id: str
    to: Any = None
    more: Any = None
    without: tuple[str, ...] = ()
    place: Place | None = placed()


@attrs.frozen
class Adding:
    """A thing that is new.

    Args:
        kind: what sort of thing it is.
        thing: the thing, with the keys that it has in its own file.
        in_: for what stands in a procedure, the procedure; for a procedure, its strand.
    """

    kind: Kind
    thing: Any
    in_: str = ""
    place: Place | None = placed()


@attrs.frozen
class Replacing:
    """A thing that says something else from beginning to end.

    Args:
        kind: what sort of thing it is.
        thing: the thing as it is to be, with the id that it has.
    """

    kind: Kind
    thing: Any
    place: Place | None = placed()


@attrs.frozen
class Removing:
    """A thing that goes.

    Args:
        kind: what sort of thing it is.
        id: its id.
    """

    kind: Kind
    id: str
    place: Place | None = placed()


@attrs.frozen
class Overlay:
    """A change of the data: dated, cited, and as a value of its own.

    Args:
        id: its name, by which commands take it.
        title: what changes, in a few words.
        status: whether it is law, guidance, local or a proposal.
        about: what changes and why, in two or three sentences.
        cite: the authority; for a proposal, what it would change.
        in_force_from: the first day on which it holds; only a proposal can be without one.
        edition: the edition of the data that it changes; left out, it is not looked at.
        upon: the changes that come first, and that it can change again.
        saves: which cases stay under what was said before; left out, none does.
        set: fields of things that are there.
        add: things that are new.
        replace: things that say something else from beginning to end.
        remove: things that go.
        cases: worked cases: what is given and what has to come out with the change.
    """

    id: str
    title: str
    status: Status
    about: str
    cite: Cited
    in_force_from: dt.date | None = None
    edition: str = ""
    upon: tuple[str, ...] = ()
    saves: Saving | None = None
    set: tuple[Setting, ...] = ()
    add: tuple[Adding, ...] = ()
    replace: tuple[Replacing, ...] = ()
    remove: tuple[Removing, ...] = ()
    cases: Any = None
    place: Place | None = placed()

    @property
    def touched(self) -> dict[str, Place | None]:
        """Where it names a thing that it changes, by the id of the thing."""
        named: tuple[Setting | Removing, ...] = (*self.set, *self.remove)
        whole = (entry for entry in self.whole if isinstance(entry.thing, dict))
        return {entry.id: entry.place for entry in named} | {
            str(entry.thing.get("id", "")): entry.place for entry in whole
        }

    @property
    def whole(self) -> tuple[Adding | Replacing, ...]:
        """The things that it gives from beginning to end."""
        return (*self.add, *self.replace)
