"""Procedures: stages, events and transitions, and the rules that go with them."""

from __future__ import annotations

import functools
from typing import Literal

import attrs

from scc_model.errors import Place
from scc_model.model.authorities import Cited
from scc_model.model.conditions import AllOf, Condition, Decision, Definition, StandsIn
from scc_model.model.days import Span
from scc_model.model.limits import TimeLimit
from scc_model.model.names import (
    DecisionId,
    DocumentId,
    EventId,
    FactId,
    LeftStages,
    ProcedureId,
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
class Stage:
    """Where a school can stand in one procedure.

    Args:
        id: its name, which transitions and conditions use.
        title: its name in the picture.
        text: what it means for the school.
        starts: whether a school can begin here.
        starts_when: where a school can begin in several stages, what makes it begin in this one.
        ends: whether it can come to rest here.
        cite: where it is described.
    """

    id: str
    title: str
    text: str = ""
    starts: bool = False
    starts_when: Condition | None = None
    ends: bool = False
    cite: Cited = ()
    place: Place | None = placed()


@attrs.frozen
class Estimate:
    """How to expect an event that has not happened yet: so long after another event.

    Args:
        from_: the other event.
        after: how long after it; not in working days.
        why: the reason, as a sentence.
        cite: where that is said.
    """

    from_: EventId
    after: Span
    why: str
    cite: Cited


@attrs.frozen
class Presumption:
    """Something that tells that an event has happened, although nobody recorded it.

    Args:
        from_: the other event, which cannot have happened without it or brought it with it.
        why: the reason, as a sentence.
        cite: where that is said.
        then: whether it came before the other event, or follows it at once.
        when: the condition under which it is so; none means always.
        expected: whether that is only expected, so that it can have come later.
    """

    from_: EventId
    why: str
    cite: Cited
    then: Literal["before", "after"] = "before"
    when: Condition | None = None
    expected: bool = False


@attrs.frozen
class Event:
    """Something that happens on a day.

    Args:
        id: its name, which rules and transitions use.
        title: the event in the past tense, such as "The draft report was received".
        question: asks for its date.
        cite: where it is described.
        hint: a line of help.
        by: who brings it about.
        falls_on: for a day that the calendar brings and nobody: the rules whose last day it is.
            Of those dated and not ended, the one whose time began last gives it, or the first.
        not_before: events that cannot come later than this one.
        estimates: how to expect it, best first.
        presumed: what tells that it has happened by then.
        asks: facts that become known with it, so that whoever records it is asked for them.
        judges: decisions that are made anew with it, whatever they came out as before.
        when: the condition under which it can happen; none means always.
    """

    id: str
    title: str
    question: str
    cite: Cited
    hint: str = ""
    by: tuple[RoleId, ...] = ()
    falls_on: tuple[RuleId, ...] = ()
    not_before: tuple[EventId, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    presumed: tuple[Presumption, ...] = ()
    asks: tuple[FactId, ...] = ()
    judges: tuple[DecisionId, ...] = ()
    when: Condition | None = None
    place: Place | None = placed()


@attrs.frozen
class Transition:
    """An event that moves a school from one stage to another, if its guard holds.

    Args:
        id: its name.
        from_: the stages that it can leave; in a file, ``any`` is every stage of the procedure,
            and ``except`` every stage but those under it.
        to: the stage it leads to.
        event: the event that brings it about.
        cite: where it is described.
        text: what a reader should know about it.
        when: its guard, the condition without which it cannot happen; none means always.
    """

    id: str
    from_: LeftStages
    to: StageId
    event: EventId
    cite: Cited
    text: str = ""
    when: Condition | None = None
    place: Place | None = placed()


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
        ends_with: events after which it is no longer required.
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
    ends_with: tuple[EventId, ...] = ()
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


@attrs.frozen
class Procedure:
    """One strand, or part of one: its stages and transitions, and the rules that go with them.

    Args:
        id: its name, as listed in ``framework.yaml``.
        title: its name on a page.
        about: what it is about, in two or three sentences.
        cite: where it stands.
        only_if: which schools it is for: what has to hold whenever a school leaves a stage where it
            began, and binds its rules for a school that has not left one.
        stages: where a school can stand in it.
        transitions: how a school gets from stage to stage.
        events: what happens on a day.
        definitions: conditions with a name.
        decisions: questions answered by rules tried in order.
        rules: who does what, for whom, by when, on what condition.
        formerly: ids that it had in earlier versions, so that links to them still lead to it.
    """

    id: str
    title: str
    about: str
    cite: Cited
    only_if: Condition | None = None
    stages: tuple[Stage, ...] = ()
    transitions: tuple[Transition, ...] = ()
    events: tuple[Event, ...] = ()
    definitions: tuple[Definition, ...] = ()
    decisions: tuple[Decision, ...] = ()
    rules: tuple[Rule, ...] = ()
    formerly: tuple[str, ...] = ()
    place: Place | None = placed()


@attrs.frozen
class Strand:
    """Procedures that belong together and are shown together.

    Args:
        id: its name.
        title: its name on a page.
        procedures: their ids, in the order in which they are shown.
    """

    id: str
    title: str
    procedures: tuple[ProcedureId, ...]
    place: Place | None = placed()
