"""What may be recorded next in a case, and what has to be asked with it."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Mapping

import attrs

from scc_model import model
from scc_model.cases.journey import Journey
from scc_model.chart.happenings import happenings
from scc_model.chart.steps import Step, may_stand, step
from scc_model.conditions import Context, decide
from scc_model.conditions.leaves import leaves


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
    """Something that an event asks, or that a guard of it looks at.

    Args:
        kind: ``fact`` or ``decision``.
        name: its id.
        before: what is known of it already; empty for nothing.
    """

    kind: str
    name: str
    before: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What it asks about."""
        return self.kind, self.name


def offers(journey: Journey, begun: Mapping[str, str]) -> list[Offer]:
    """The events that can be recorded where the school stands.

    Args:
        journey: the case on the day of the event.
        begun: the answers that hold from the beginning. Any other may have changed since it was
            given, so that an event which only such an answer keeps from happening is offered too.
    """
    context = journey.context
    afresh = attrs.evolve(context, facts=begun, decided={})
    # The same event twice on a day is a slip.
    today = {entry.event for entry in journey.case.events
             if entry.date == journey.as_at and not entry.withdrawn}  # fmt: skip
    offered = []
    for name, happening in happenings(context.framework).items():
        if happening.event.falls_on or name in today:
            continue
        if happening.ways and not happening.may_leave(context):
            continue
        possible = step(name, context.before_judging(happening.event))
        if possible.allowed is not False:
            offered.append(_offer(possible, if_changed=False))
            continue
        changed = step(name, afresh)
        if changed.allowed is not False:
            offered.append(_offer(changed, if_changed=True))
    return offered


def _offer(possible: Step, *, if_changed: bool) -> Offer:
    surely = dict.fromkeys(move.transition.to for move in possible.moves if move.open)
    perhaps = dict.fromkeys(move.transition.to for move in possible.moves if move.open is None)
    for procedure, stages in may_stand(possible).items() if not possible.moves else ():
        if procedure in possible.context.perhaps:
            perhaps |= dict.fromkeys(stages)
    # What can be recorded leads somewhere for certain, or else nothing that is known says where.
    certain = possible.allowed is True and (bool(surely) or not perhaps)
    leads_to = surely if certain else {**surely, **perhaps}
    return Offer(possible.event, tuple(filter(None, leads_to)),
                 certain=certain or not (possible.moves or perhaps),
                 if_changed=if_changed)  # fmt: skip


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
        The questions in the order to ask them: those that the event itself asks, then those without
        which it cannot be said where it leads; and what the event does with the answers.
    """
    asks = context.framework.events[event].asks
    told = [Question("fact", name, context.facts.get(name, "")) for name in asks]
    asked = {question.key: question for question in told}
    known = context.knowing(_given("fact", told, facts))
    while True:
        new = [question for question in _open(step(event, known)) if question.key not in asked]
        asked.update({question.key: question for question in new})
        answered = known.knowing(_given("fact", new, facts), _given("decision", new, decided))
        if answered == known:
            break
        known = answered
    before = [question for question in _known(event, context) if question.key not in asked]
    known = known.knowing(_given("fact", before, facts), _given("decision", before, decided))
    return [*asked.values(), *before], step(event, known)


def _given(kind: str, asked: list[Question], answers: Mapping[str, str]) -> dict[str, str]:
    return {
        question.name: answers[question.name]
        for question in asked
        if question.kind == kind and question.name in answers
    }


def _open(possible: Step) -> Iterator[Question]:
    """What is not known and could settle a guard; a decision is asked for as such."""
    context, seen = possible.context, set[tuple[str, str]]()
    verdicts = [(possible.event.when, possible.when)]
    verdicts += [(move.transition.when, move.verdict) for move in possible.moves]
    for condition, verdict in verdicts:
        if condition is None or verdict.value is not None:
            continue
        missing = set(verdict.missing)
        for kind, name in asked_for(condition, context.framework):
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
    happening = happenings(framework)[event]
    conditions = [happening.event.when]
    conditions += [way.transition.when for way in happening.leaving(context.stands)]
    seen = dict.fromkeys(
        pair
        for condition in conditions
        if condition is not None
        for pair in asked_for(condition, framework)
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
def asked_for(
    condition: model.Condition, framework: model.Framework
) -> tuple[tuple[str, str], ...]:
    """The facts and decisions that a condition looks at, in its order.

    A decision stands for the facts that its rules look at.

    >>> from scc_model.loading import load
    >>> asked_for(model.Not(model.DecisionIs("category", ("special-measures",))), load())
    (('decision', 'category'),)
    """
    pairs = dict[tuple[str, str], None]()
    for leaf in leaves(condition, framework):
        if isinstance(leaf, model.FactIs):
            pairs["fact", leaf.fact] = None
        elif isinstance(leaf, model.DecisionIs):
            pairs["decision", leaf.decision] = None
    return tuple(pairs)


def day_of(text: str) -> dt.date | None:
    """A day that is written as a state holds it; none for anything else."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
