"""What may be recorded next in a case, and what has to be asked with it."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Mapping, Sequence

import attrs

from scc_model import model
from scc_model.cases.journey import Journey
from scc_model.chart.steps import Step, deciding, leaving, step, transitions_by_event
from scc_model.conditions import Context, decide, holds


@attrs.frozen
class Offer:
    """An event that can be recorded.

    Args:
        event: the event.
        leads_to: the stages it leads to.
        certain: whether it leads there for certain; otherwise, to some of them perhaps.
        if_changed: whether it needs an answer from before to have changed.
    """

    event: model.Event
    leads_to: tuple[str, ...] = ()
    certain: bool = True
    if_changed: bool = False


@attrs.frozen
class Question:
    """Something that a guard of an event looks at.

    Args:
        kind: ``fact`` or ``decision``.
        name: its id.
        before: what is known of it already; empty for nothing.
    """

    kind: str
    name: str
    before: str = ""


def offers(made: Journey, begun: Mapping[str, str]) -> list[Offer]:
    """The events that can be recorded where the school stands.

    Args:
        made: the case on the day of the event.
        begun: the answers that hold from the beginning. Any other may have changed since it was
            given, so that an event which only such an answer keeps from happening is offered too.
    """
    context = made.context
    afresh = attrs.evolve(context, facts=begun, decided={})
    # The same event twice on a day is a slip.
    today = {one.event for one in made.case.events if one.date == made.as_at and not one.withdrawn}
    found = []
    for name, event in context.framework.events.items():
        if event.falls_on or name in today:
            continue
        moves = leaving(name, context)
        if not moves and name in transitions_by_event(context.framework):
            continue
        offer = _offer(event, moves, context)
        if offer is None:
            offer = _offer(event, moves, afresh, if_changed=True)
        if offer is not None:
            found.append(offer)
    return found


def _offer(
    event: model.Event,
    moves: Sequence[tuple[str, model.Transition]],
    context: Context,
    *,
    if_changed: bool = False,
) -> Offer | None:
    """An event that :func:`scc_model.chart.steps.step` allows or cannot say of; much faster."""
    when = holds(event.when, context)
    if when is False:
        return None
    if not moves:
        return Offer(event, if_changed=if_changed)
    decider = deciding(context.framework, event.id)
    everywhere = decider not in context.stands
    values = [(procedure, one.to, holds(one.when, context)) for procedure, one in moves]
    decisive = [value for name, _, value in values if everywhere or name == decider]
    if all(value is False for value in decisive):
        return None
    certain = when is True and True in decisive
    stages = [stage for _, stage, value in values if value or (value is None and not certain)]
    return Offer(event, tuple(dict.fromkeys(stages)), certain=certain, if_changed=if_changed)


def questions(
    event: str, context: Context, facts: Mapping[str, str], decided: Mapping[str, str]
) -> tuple[list[Question], Step]:
    """What to ask with an event, as far as the answers that are given call for it.

    Args:
        event: the event.
        context: what is known before it.
        facts: answers that are given with it.
        decided: outcomes that are given with it.

    Returns:
        The questions in the order to ask them, first those without which it cannot be said where
        the event leads; and what the event does with the answers.
    """
    asked: dict[tuple[str, str], Question] = {}
    told = context
    while True:
        made = step(event, told)
        new = [one for one in _open(made, told) if (one.kind, one.name) not in asked]
        asked.update({(one.kind, one.name): one for one in new})
        answered = attrs.evolve(
            told,
            facts={**told.facts, **_given("fact", new, facts)},
            decided={**told.decided, **_given("decision", new, decided)},
        )
        if answered == told:
            break
        told = answered
    known = [one for one in _known(event, context) if (one.kind, one.name) not in asked]
    told = attrs.evolve(
        told,
        facts={**told.facts, **_given("fact", known, facts)},
        decided={**told.decided, **_given("decision", known, decided)},
    )
    return [*asked.values(), *known], step(event, told)


def _given(kind: str, asked: list[Question], answers: Mapping[str, str]) -> dict[str, str]:
    return {
        one.name: answers[one.name] for one in asked if one.kind == kind and one.name in answers
    }


def _open(made: Step, context: Context) -> Iterator[Question]:
    """What is not known and could settle a guard; a decision is asked for as such."""
    seen: set[tuple[str, str]] = set()
    verdicts = [(made.event.when, made.when)]
    verdicts += [(one.transition.when, one.verdict) for one in made.moves]
    for condition, verdict in verdicts:
        if condition is None or verdict.value is not None:
            continue
        missing = set(verdict.missing)
        for kind, name in leaves(condition, context.framework):
            if (kind, name) in seen:
                continue
            seen.add((kind, name))
            if kind == "decision":
                if decide(name, context).outcome is None:
                    yield Question(kind, name)
            elif name in missing and name not in context.facts:
                yield Question(kind, name)


def _known(event: str, context: Context) -> Iterator[Question]:
    """What the guards look at and is known from before, but may have changed since."""
    framework = context.framework
    conditions = [framework.events[event].when]
    conditions += [one.when for _, one in leaving(event, context)]
    seen = dict.fromkeys(
        leaf for one in conditions if one is not None for leaf in leaves(one, framework)
    )
    for kind, name in seen:
        if kind == "fact" and name not in framework.kinds_of_school:
            before = context.facts.get(name)
        elif kind == "decision":
            before = decide(name, context).outcome
        else:
            before = None
        if before is not None:
            yield Question(kind, name, before)


@functools.lru_cache(maxsize=2_000)
def leaves(condition: model.Condition, framework: model.Framework) -> tuple[tuple[str, str], ...]:
    """The facts and decisions that a condition looks at, in its order.

    A decision stands for the facts that its rules look at.

    >>> from scc_model.loading import load
    >>> leaves(model.Not(model.DecisionIs("category", ("special-measures",))), load())
    (('decision', 'category'),)
    """
    return tuple(dict.fromkeys(_leaves(condition, framework)))


def _leaves(condition: model.Condition, framework: model.Framework) -> Iterator[tuple[str, str]]:
    match condition:
        case model.FactIs(name, _):
            yield "fact", name
        case model.DecisionIs(name, _):
            yield "decision", name
        case model.DefinitionMet(name):
            yield from _leaves(framework.definitions[name].when, framework)
        case model.Not(inner):
            yield from _leaves(inner, framework)
        case model.AllOf(parts) | model.AnyOf(parts) | model.Exactly(_, parts):
            for part in parts:
                yield from _leaves(part, framework)
        case _:
            return


def day_of(text: str) -> dt.date | None:
    """A day that is written as a state holds it; none for anything else."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
