"""Where rules come from: sources, citations of them, and the outline of the procedures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Literal

import attrs

from scc_model.errors import Place
from scc_model.model.names import SourceId, placed


@attrs.frozen
class Citation:
    """Where a rule comes from: a source and the exact place in it.

    Args:
        source: the authority.
        at: the place in it, such as ``Annex 2, bullet 4`` or ``section 60(10)``.
    """

    source: SourceId
    at: str


Cited = tuple[Citation, ...]


@attrs.frozen
class Source:
    """An authority: the procedures themselves, an Act, regulations, a statement to Parliament.

    Args:
        id: its name, which citations use.
        title: its full title.
        short: its name in a citation on a page.
        kind: what sort of authority it is.
        date: its date, or the state of it that is used, in words.
        standing: how far it was read for this handbook.
        url: its address.
        read_on: the day on which that address was read.
        note: what a reader should know about it.
        cite: where the procedures name it.
    """

    id: str
    title: str
    short: str
    kind: Literal["procedures", "act", "regulations", "guidance", "parliament", "data", "report"]
    date: str
    standing: Literal["read", "read-in-part", "second-hand", "not-read"]
    url: str = ""
    read_on: dt.date | None = None
    note: str = ""
    cite: Cited = ()
    place: Place | None = placed()


@attrs.frozen
class OutlinePart:
    """A place of the outline as the file writes it.

    Args:
        at: its name within the place around it; ``bullets 1 to 8`` stands for eight of them.
        parts: the places within it, in the order of print.
        narrative: why it sets no rule; empty for a place that has to be carried by one.
    """

    at: str
    parts: tuple[OutlinePart, ...] = ()
    narrative: str = ""
    place: Place | None = placed()


@attrs.frozen
class OutlineFile:
    """The outline of one source, as the file writes it.

    Args:
        source: which source it is the outline of.
        places: its sections and annexes, in the order of print.
    """

    source: SourceId
    places: tuple[OutlinePart, ...]


@attrs.frozen
class Passage:
    """One place of the source.

    Args:
        name: its full name, such as ``Section 3, academies, paragraph 2, sentence 1``.
        number: its number, such as ``3.9.2.1``: the numbers on the way to it, in order.
        inside: name of the place around it; empty for a section or annex.
        holds: names of the places within it, in order.
        narrative: why it sets no rule; empty for a place that has to be carried by one.
    """

    name: str
    number: str
    inside: str
    holds: tuple[str, ...]
    narrative: str = ""
    place: Place | None = placed()


@attrs.frozen
class Outline:
    """Every place of the procedures by name, in the order of print.

    Args:
        source: which source it is the outline of.
        passages: by full name.
        by_alias: the full name by number, and by name in small letters.
    """

    source: SourceId
    passages: Mapping[str, Passage]
    by_alias: Mapping[str, str] = attrs.field(init=False, eq=False, repr=False)

    @by_alias.default
    def _by_alias(self) -> Mapping[str, str]:
        names = {name.casefold(): name for name in self.passages}
        numbers = {passage.number.casefold(): passage.name for passage in self.passages.values()}
        return numbers | names

    def within(self, name: str) -> Iterator[Passage]:
        """The passage with this name and every one inside it, in the order of print."""
        passage = self.passages[name]
        yield passage
        for inner in passage.holds:
            yield from self.within(inner)
