"""What a walk asks and shows, step by step; the engine knows no walk of its own."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import attrs

from scc_model.errors import Place
from scc_model.model.conditions import Condition, FactIs
from scc_model.model.names import (
    DecisionId,
    DefinitionId,
    DocumentId,
    EventId,
    FactId,
    ProcedureId,
    ReadingId,
    RoleId,
    RuleId,
    placed,
)
from scc_model.model.rules import RuleKind


@attrs.frozen
class WalkEvent:
    """An event whose day a step of a walk asks for.

    Args:
        event: the event.
        by_way_of: events that come before it, where there are several ways to it and the walk is
            about one of them. What else has to have happened, the engine presumes.
        times: how many days can be given, for an event that comes round.
    """

    event: EventId
    by_way_of: tuple[EventId, ...] = ()
    times: int = 1
    place: Place | None = placed()


@attrs.frozen
class Selection:
    """Rules, picked by where they stand, what they are and who carries them out, or one by one.

    Args:
        procedures: the procedures in which they stand; left out, every procedure.
        kinds: the kinds to take; left out, every kind.
        actors: who carries them out, or the body to which they belong; left out, anybody.
        documents: the documents that they are about; left out, any or none.
        rules: rules to take by id, in place of all that or besides.
    """

    procedures: tuple[ProcedureId, ...] = ()
    kinds: tuple[RuleKind, ...] = ()
    actors: tuple[RoleId, ...] = ()
    documents: tuple[DocumentId, ...] = ()
    rules: tuple[RuleId, ...] = ()
    place: Place | None = placed()


@attrs.frozen
class Need:
    """Something a reader can look for, and the rules that answer it.

    Args:
        id: its name.
        label: what the reader ticks.
        rules: the rules that answer it.
    """

    id: str
    label: str
    rules: tuple[RuleId, ...]
    place: Place | None = placed()


@attrs.frozen
class WalkStep:
    """A step of a walk: what it asks, and what it then shows, in the order of these keys.

    Args:
        id: its name within the walk.
        title: its heading.
        text: a sentence or two of help.
        legend: the question over its boxes.
        when: where the step is shown; left out, always. It is left out only where this is false.
        ask: facts to ask for.
        judge: decisions whose outcome is asked for, as somebody has judged it.
        tick: facts with a box each; beside one that is ticked, a box that is not answers no.
        events: events whose days can be given.
        needs: things to look for.
        checklist: rules to tick off.
        says: definitions of which the step says whether they hold.
        decides: decisions of which the step says the outcome.
        lists: rules of which the step says whether they apply to this school.
        stands: procedures of which the step shows where the school stands.
        lanes: whether they are drawn as lanes beside each other, on one scale of days.
        rounds: a rule that comes round, of which the step shows the calendar.
        duties: procedures of which the step lists the duties, with their days.
        powers: powers of which the step says whether they are open, until when, and why not.
    """

    id: str
    title: str
    text: str = ""
    legend: str = "Tick what is so"
    when: Condition | None = None
    ask: tuple[FactId, ...] = ()
    judge: tuple[DecisionId, ...] = ()
    tick: tuple[FactId, ...] = ()
    events: tuple[WalkEvent, ...] = ()
    needs: tuple[Need, ...] = ()
    checklist: Selection | None = None
    says: tuple[DefinitionId, ...] = ()
    decides: tuple[DecisionId, ...] = ()
    lists: Selection | None = None
    stands: tuple[ProcedureId, ...] = ()
    lanes: bool = False
    rounds: RuleId | None = None
    duties: tuple[ProcedureId, ...] = ()
    powers: Selection | None = None
    place: Place | None = placed()


@attrs.frozen
class EventGroup:
    """Events that a reader knows of in the same way: from a report, a letter, a notice.

    Args:
        title: what the reader knows, in a few words.
        text: a line of help.
        events: the events, the likeliest first; left out, all that stand in no other group.
    """

    title: str
    text: str = ""
    events: tuple[EventId, ...] = ()
    place: Place | None = placed()


@attrs.frozen
class Coming:
    """What a reader can have been told, or what can have arrived, and whom that may be told.

    Args:
        event: the event that it is.
        asks: the facts that are asked with it.
        asks_outcome_of: the decisions whose outcome is asked with it.
        after: an earlier event that it shows, with which these are asked instead.
        title: what the reader would call it, where the event's title will not do.
        tell: the rules of the procedures that say whom it is told, the weightiest first.
        silent: of whom they say nothing, in a sentence.
        ask: whom to ask about these.
    """

    event: EventId
    tell: tuple[RuleId, ...]
    silent: str
    ask: tuple[RoleId, ...]
    title: str = ""
    asks: tuple[FactId, ...] = ()
    asks_outcome_of: tuple[DecisionId, ...] = ()
    after: EventId | None = None
    place: Place | None = placed()


@attrs.frozen
class Arrival:
    """An answer to the first question that a reader is asked.

    Args:
        id: a name used once.
        title: what has been told or has arrived, in a few words.
        comes_as: what it can be, the likeliest first; none for everything else.
        example: what stands in the form of its page, by name.
        page: the page of the book that says more, such as ``procedures/warning_notice``.
    """

    id: str
    title: str
    comes_as: tuple[Coming, ...] = ()
    example: Mapping[str, str] = attrs.field(factory=dict)
    page: str = ""
    place: Place | None = placed()


@attrs.frozen
class FirstQuestion:
    """What a reader is asked first, before knowing the handbook.

    Args:
        text: the question.
        whose: the role for whom it is answered.
        arrivals: what can be answered.
    """

    text: str
    whose: RoleId
    arrivals: tuple[Arrival, ...]
    place: Place | None = placed()


@attrs.frozen
class WalkPlan:
    """A walk: a form with its answer, about one part of the procedures.

    Args:
        id: its name, in addresses too.
        title: its name for people.
        about: what it tells, in a sentence.
        steps: its steps, in order.
        assumes: answers that it takes for granted unless it asks for them, and says so.
        readings: the readings that can be switched in it.
        example: the case that its page shows, by field of its form.
        dated: whether it asks for the day to look from.
    """

    id: str
    title: str
    about: str
    steps: tuple[WalkStep, ...]
    example: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    assumes: tuple[FactIs, ...] = ()
    readings: tuple[ReadingId, ...] = ()
    dated: bool = True
    place: Place | None = placed()

    @property
    def example_state(self) -> str:
        """The example as a link to the walk holds it.

        >>> plan = WalkPlan("x", "X", "About x.", (), example={"need": ("a", "b")})
        >>> plan.example_state
        'need=a&need=b'
        """
        return urlencode(self.example, doseq=True)
