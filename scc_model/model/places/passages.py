"""The places of the procedures, and which schools each of them is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from scc_model.errors import Place
from scc_model.model.conditions import Condition
from scc_model.model.names import SourceId, placed


@attrs.frozen
class OutlinePart:
    """A place of the outline as the file writes it.

    Args:
        at: its name within the place around it; ``bullets 1 to 8`` stands for eight of them.
        parts: the places within it, in the order of print.
        narrative: why it sets no rule; empty for a place that has to be carried by one.
        scope: which schools it and the places within it are about, one condition for each of those
            that it has to reach; none where it says no more of that than the place around it.
    """

    at: str
    parts: tuple[OutlinePart, ...] = ()
    narrative: str = ""
    scope: tuple[Condition, ...] = ()
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
        scope: which schools it is about, one condition for each of those that it has to reach;
            none where the procedures do not say.
    """

    name: str
    number: str
    inside: str
    holds: tuple[str, ...]
    narrative: str = ""
    scope: tuple[Condition, ...] = ()
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
