"""Procedures: stages, events and transitions, and the rules that go with them."""

from __future__ import annotations

from typing import Literal

import attrs

from scc_model.errors import Place
from scc_model.model.authorities import Cited
from scc_model.model.conditions import Condition, Decision, Definition
from scc_model.model.days import Span
from scc_model.model.names import (
    DecisionId,
    EventId,
    FactId,
    LeftStages,
    ProcedureId,
    RoleId,
    RuleId,
    StageId,
    placed,
)
from scc_model.model.rules import Rule


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
class Stop:
    """A stretch of the main way through a strand.

    Args:
        title: its name, in a few words.
        stages: the stages in which a school is there.
        comes_with: the events that bring a school there on the main way.
        at: the place of the book that describes it: a page and an anchor, such as
            ``procedures/warning_notice#who-gets-it``.
    """

    title: str
    stages: tuple[StageId, ...]
    comes_with: tuple[EventId, ...]
    at: str
    place: Place | None = placed()


@attrs.frozen
class Strand:
    """Procedures that belong together and are shown together.

    Args:
        id: its name.
        title: its name on a page.
        procedures: their ids, in the order in which they are shown.
        road: the main way through them in a few stops, where there is one: from its beginning to
            where it ends. A school need not come to each.
    """

    id: str
    title: str
    procedures: tuple[ProcedureId, ...]
    road: tuple[Stop, ...] = ()
    place: Place | None = placed()
