"""What the procedures measure, each figure once, and the words of the data as they were written."""

from __future__ import annotations

import attrs

from scc_model.errors import Place
from scc_model.model.authorities import Cited
from scc_model.model.names import placed


@attrs.frozen
class Quantity:
    """Something that the procedures measure: a period, a count or a threshold.

    Args:
        id: its name, by which limits and texts take it.
        title: what is measured.
        value: how much that is, such as ``15 working days``, ``3 times`` or ``4``.
        cite: where the figure stands.
    """

    id: str
    title: str
    value: str
    cite: Cited
    place: Place | None = placed()


@attrs.frozen
class TypedFigure:
    """A figure that a text may hold in words of its own, because it is no quantity.

    Args:
        figure: the figure, as it is written.
        in_: the ids of the things whose texts hold it, or the files or pages.
        why: the reason, as a sentence.
    """

    figure: str
    in_: tuple[str, ...]
    why: str


@attrs.frozen
class Written:
    """A text of the data as its file has it, before what it takes was put in.

    Args:
        text: the text.
        key: its key, with those around it up to the innermost of these things, such as
            ``time_limit.latest``.
        within: the ids of the things in which it stands, from the outside in.
        takes: the ids of the quantities and roles that it takes.
        place: file and line.
    """

    text: str
    key: str
    within: tuple[str, ...]
    takes: tuple[str, ...]
    place: Place
