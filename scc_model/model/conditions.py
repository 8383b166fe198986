"""Conditions in a closed vocabulary, and the readings they can rest on."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import attrs

from scc_model.errors import Place, UnknownName
from scc_model.model.authorities import Cited
from scc_model.model.names import (
    DecisionId,
    DefinitionId,
    EventId,
    FactId,
    ReadingId,
    RuleId,
    StageId,
    placed,
)


@attrs.frozen(cache_hash=True)  # conditions are looked up by what they say
class FactIs:
    """The fact has one of these values.

    Args:
        fact: the fact, by its id.
        is_: the answer, or a list of answers.
    """

    fact: FactId
    is_: tuple[str, ...]


@attrs.frozen(cache_hash=True)
class ReadingIs:
    """The reading in use is one of these choices.

    Args:
        reading: the reading, by its id.
        is_: the choice, or a list of choices.
    """

    reading: ReadingId
    is_: tuple[str, ...]


@attrs.frozen(cache_hash=True)
class DecisionIs:
    """The decision comes out as one of these outcomes.

    Args:
        decision: the decision, by its id.
        is_: the outcome, or a list of outcomes.
    """

    decision: DecisionId
    is_: tuple[str, ...]


@attrs.frozen(cache_hash=True)
class DefinitionMet:
    """The named definition is met.

    Args:
        definition: the definition, by its id.
    """

    definition: DefinitionId


@attrs.frozen(cache_hash=True)
class StandsIn:
    """The school stands in one of these stages.

    Args:
        in_: the stage, or a list of stages, of any procedure.
    """

    in_: tuple[StageId, ...]


@attrs.frozen(cache_hash=True)
class HasHappened:
    """The event has happened: at any time, within some days, or since another event.

    Where it has happened more than once, the latest time counts.

    Args:
        happened: the event, by its id.
        from_: the first day on which it counts.
        before: the day before which it counts.
        since: another event, after whose latest time it counts; where that has not happened, it
            does not count.
    """

    happened: EventId
    from_: dt.date | None = None
    before: dt.date | None = None
    since: EventId | None = None


@attrs.frozen(cache_hash=True)
class PeriodOver:
    """The time that a rule gives has run out, as it was counted last.

    Args:
        over: the rule, on whose last day an event falls.
    """

    over: RuleId


@attrs.frozen(cache_hash=True)
class AllOf:
    """Every one of the conditions holds.

    Args:
        all: the conditions.
    """

    all: tuple[Condition, ...]


@attrs.frozen(cache_hash=True)
class AnyOf:
    """At least one of the conditions holds.

    Args:
        any: the conditions.
    """

    any: tuple[Condition, ...]


@attrs.frozen(cache_hash=True)
class Exactly:
    """Exactly so many of the conditions hold.

    Args:
        exactly: how many.
        of: the conditions.
    """

    exactly: int
    of: tuple[Condition, ...]


@attrs.frozen(cache_hash=True)
class Not:
    """The condition does not hold.

    Args:
        not_: the condition.
    """

    not_: Condition


Condition = (
    FactIs
    | ReadingIs
    | DecisionIs
    | DefinitionMet
    | StandsIn
    | HasHappened
    | PeriodOver
    | AllOf
    | AnyOf
    | Exactly
    | Not
)


@attrs.frozen
class Choice:
    """One way to read an unclear passage.

    Args:
        id: its name, which conditions and variations use.
        text: the reading in a sentence.
    """

    id: str
    text: str


@attrs.frozen
class Reading:
    """A passage that can be read in more than one way, and which way is used.

    Args:
        id: its name, which conditions and variations use.
        ref: number in the list of ambiguities, such as ``A55``; a reader can give it for the id.
        kind: why a choice is needed.
        title: the question that the passage leaves open.
        about: what the source says and why it is unclear.
        choices: the ways to read it.
        default: the choice used unless the reader says otherwise.
        why: why that choice is the default.
        changes: what the choice moves; ``wording`` means it moves nothing that is computed.
        cite: the passage, and what speaks for a choice.
    """

    id: str
    ref: str
    kind: Literal["ambiguity", "contradiction", "gap", "slip", "later-position"]
    title: str
    about: str
    choices: tuple[Choice, ...]
    default: str
    why: str
    changes: Literal["dates", "duties", "outcome", "wording"]
    cite: Cited
    place: Place | None = placed()

    def choice(self, chosen: str) -> Choice:
        """The choice with this id.

        Raises:
            UnknownName: when the reading has no such choice.
        """
        for choice in self.choices:
            if choice.id == chosen:
                return choice
        allowed = [choice.id for choice in self.choices]
        raise UnknownName(f"choice for the reading '{self.id}'", chosen, allowed)


@attrs.frozen
class Definition:
    """A named condition, so that a rule can be said once and used in several places.

    Args:
        id: its name, which conditions use.
        title: its name for people, as a statement that can be true.
        text: what it takes.
        when: the condition.
        cite: where it stands.
    """

    id: str
    title: str
    text: str
    when: Condition
    cite: Cited
    place: Place | None = placed()


@attrs.frozen
class Outcome:
    """A way a decision can come out.

    Args:
        id: its name, which conditions use.
        title: its name for people.
        text: what it means for the school.
        leads_to: what follows from it.
        cite: where it stands.
    """

    id: str
    title: str
    text: str
    leads_to: str = ""
    cite: Cited = ()


@attrs.frozen
class DecisionRule:
    """If the condition holds, this is the outcome. Rules are tried in order.

    Args:
        outcome: one of the outcomes of the decision.
        because: the reason, as a sentence.
        cite: where it stands.
        when: the condition; none for the last rule, which always holds.
    """

    outcome: str
    because: str
    cite: Cited
    when: Condition | None = None


@attrs.frozen
class Decision:
    """A question the procedures answer by rules tried in order.

    Args:
        id: its name, which conditions use.
        title: its name for people.
        text: the question that it answers.
        outcomes: the ways it can come out.
        rules: tried in order; the first whose condition holds gives the outcome.
        cite: where it stands.
        announced_by: the fact that says which outcome was announced before it is settled: an answer
            with the id of an outcome announces that outcome.
        final_with: the event with which what was announced becomes final.
        foretold_with: the events before it, with which an outcome can only be announced.
    """

    id: str
    title: str
    text: str
    outcomes: tuple[Outcome, ...]
    rules: tuple[DecisionRule, ...]
    cite: Cited
    announced_by: FactId | None = None
    final_with: EventId | None = None
    foretold_with: tuple[EventId, ...] = ()
    place: Place | None = placed()

    def outcome(self, chosen: str) -> Outcome:
        """The outcome with this id.

        Raises:
            UnknownName: when the decision has no such outcome.
        """
        for outcome in self.outcomes:
            if outcome.id == chosen:
                return outcome
        raise UnknownName(self.id, chosen, [outcome.id for outcome in self.outcomes])
