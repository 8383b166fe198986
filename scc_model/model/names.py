"""Ids that name other things, and where the things themselves stand.

A field of a type such as ``RoleId`` holds the id of another thing; the loader refuses an id that
does not exist.
"""

from __future__ import annotations

from typing import Annotated, Any

import attrs


@attrs.frozen
class Names:
    """Marks a field that holds the id of another thing of this kind."""

    kind: str


SourceId = Annotated[str, Names("source")]
RoleId = Annotated[str, Names("role")]
FactId = Annotated[str, Names("fact")]
ReadingId = Annotated[str, Names("reading")]
DecisionId = Annotated[str, Names("decision")]
DefinitionId = Annotated[str, Names("definition")]
ProcedureId = Annotated[str, Names("procedure")]
StrandId = Annotated[str, Names("strand")]
StageId = Annotated[str, Names("stage")]
EventId = Annotated[str, Names("event")]
RuleId = Annotated[str, Names("rule")]
DocumentId = Annotated[str, Names("document")]
DayKindId = Annotated[str, Names("day kind")]
YearKindId = Annotated[str, Names("year kind")]
LeftStages = Annotated[tuple[StageId, ...], "any, except or a list"]
"""The stages that a transition leaves, which a file can say in short."""


def placed() -> Any:
    """The field in which the loader notes file and line; it is no part of what a thing says."""
    return attrs.field(default=None, eq=False, repr=False)
