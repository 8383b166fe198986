"""Rules: what the procedures say, and the documents in which they say it."""

from __future__ import annotations

import functools
from typing import Literal

import attrs

from scc_model.errors import Place
from scc_model.model.authorities import Cited
from scc_model.model.conditions import AllOf, Condition, StandsIn
from scc_model.model.limits import TimeLimit
from scc_model.model.names import (
    DocumentId,
    EventId,
    ReadingId,
    RoleId,
    RuleId,
    StageId,
    placed,
)

Force = Literal["must", "should", "may", "expected"]
RuleKind = Literal[
    # What somebody has to do, can do, or can count on.
    "duty", "power", "right", "responsibility", "expectation", "support", "cadence", "protocol",
    "exit", "advice", "consultation", "consent",
    # What holds.
    "definition", "condition", "time-limit", "purpose", "source-of-concern", "factor",
    # What stands in a document, and who gets it.
    "content", "form-field", "recipient",
]  # fmt: skip


@attrs.frozen
class Task:
    """One part of what a rule requires, listed by the source under it.

    Args:
        id: its name.
        text: what it asks for.
        cite: where it stands.
        when: the condition under which it is asked for; none means always.
    """

    id: str
    text: str
    cite: Cited
    when: Condition | None = None


@attrs.frozen
class Rule:
    """One thing the procedures say: who does what, for whom, by when, on what condition.

    Args:
        id: its name, which other programs read too.
        kind: what sort of rule it is.
        force: how strongly the source puts it.
        title: what is done, short, such as "Tell the local authority".
        text: the same in full: who, what, for whom.
        actors: who carries it out; at least one role.
        cite: where it stands.
        to: who receives it.
        document: the document in which it stands, or whose recipient it names.
        when: the condition under which it applies; none means always.
        only_if: which schools it is for, where not all that its procedure is for; it binds a rule
            until the record says that the school is another.
        holds_in: the stages in which it holds; none means in all.
        starts_with: events from which it is asked for, where no time limit says so.
        time_limit: when it has to be carried out.
        met_by: the event that discharges it.
        met_by_then: whether that shows only that it was done by then, and not on which day.
        met_by_one_of: the events of ``ends_with`` each of which discharges it.
        sends: the documents that it gives, sends or copies to those whom it names.
        used_by: for a power or a right, the events that show its use, where none discharges it.
        before_powers: the powers that are used only after it, where it stands in another procedure.
        ends_with: events after which it is no longer required.
        broken_with: those of ``ends_with`` that show that it was not done.
        tasks: the parts the source lists under it.
        readings: passages that bear on it without changing what is computed.
        note: what a reader should beware of.
    """

    id: str
    kind: RuleKind
    force: Force
    title: str
    text: str
    actors: tuple[RoleId, ...]
    cite: Cited
    to: tuple[RoleId, ...] = ()
    document: DocumentId | None = None
    when: Condition | None = None
    only_if: Condition | None = None
    holds_in: tuple[StageId, ...] = ()
    starts_with: tuple[EventId, ...] = ()
    time_limit: TimeLimit | None = None
    met_by: EventId | None = None
    met_by_then: bool | None = None
    met_by_one_of: tuple[EventId, ...] = ()
    sends: tuple[DocumentId, ...] = ()
    used_by: tuple[EventId, ...] = ()
    before_powers: tuple[RuleId, ...] = ()
    ends_with: tuple[EventId, ...] = ()
    broken_with: tuple[EventId, ...] = ()
    tasks: tuple[Task, ...] = ()
    readings: tuple[ReadingId, ...] = ()
    note: str = ""
    place: Place | None = placed()

    @functools.cached_property
    def applies_when(self) -> Condition | None:
        """When it applies: its conditions are met, and the school stands where it holds."""
        return _all_of(self.when, self.only_if, self.where)

    @functools.cached_property
    def own_condition(self) -> Condition | None:
        """The same whichever schools it is for."""
        return _all_of(self.when, self.where)

    @functools.cached_property
    def uses(self) -> tuple[EventId, ...]:
        """The events that show the use of a power or a right."""
        return self.used_by or ((self.met_by,) if self.met_by else ())

    @functools.cached_property
    def is_permission(self) -> bool:
        """Whether it says what somebody may do, so that it is nothing that has to be done."""
        may = self.force == "may" and self.kind in ("right", "time-limit")
        return self.kind == "power" or may

    @property
    def is_power(self) -> bool:
        """Whether it gives a power, or a right that somebody may use or leave."""
        return self.kind == "power" or (self.kind == "right" and self.force == "may")

    @property
    def where(self) -> Condition | None:
        """The condition that the school stands in a stage in which it holds; none for any."""
        return StandsIn(self.holds_in) if self.holds_in else None


def _all_of(*parts: Condition | None) -> Condition | None:
    """What holds where each of some conditions does; none always holds."""
    given = tuple(part for part in parts if part is not None)
    return (given[0] if len(given) == 1 else AllOf(given)) if given else None


@attrs.frozen
class Document:
    """A notice, letter, plan, report or form.

    Args:
        id: its name, which rules use.
        title: its name for people.
        about: what it is for, in a sentence or two.
        by: who writes or gives it.
        cite: where it is named.
        needs: which kinds of rule it must have, whatever the kind of school.
        when: the kinds of school it is for; none means all.
        formerly: ids that it had in earlier versions, so that links to them still lead to it.
    """

    id: str
    title: str
    about: str
    by: tuple[RoleId, ...]
    cite: Cited
    needs: tuple[RuleKind, ...] = ()
    when: Condition | None = None
    formerly: tuple[str, ...] = ()
    place: Place | None = placed()
