"""Why a condition holds or does not, and what would have to be known to say so.

Whether it holds is said by :mod:`scc_model.conditions.asking`; this gives the reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar, assert_never

import attrs

from scc_model import model
from scc_model.conditions.context import Context, holds

T = TypeVar("T")
Leaf = model.FactIs | model.ReadingIs | model.DecisionIs | model.StandsIn


@attrs.frozen
class Finding:
    """Something known that bore on a verdict: a simple condition, and whether it holds."""

    leaf: Leaf
    holds: bool


@attrs.frozen
class Verdict:
    """What a condition comes to.

    Args:
        value: true, false, or none while it is not known.
        missing: the facts whose answers could still matter, in the order to ask for them.
        because: what was known and decided the verdict.
    """

    value: bool | None
    missing: tuple[str, ...] = ()
    because: tuple[Finding, ...] = ()


@attrs.frozen
class Decided:
    """What a decision comes to.

    Args:
        outcome: the outcome, or none while more than one is possible.
        rule: the rule that gave it; none for an outcome that was given from outside.
        possible: the outcomes still possible, in the order of the rules.
        missing: the facts whose answers could still matter, in the order to ask for them.
        because: what was known and decided it.
    """

    outcome: str | None
    rule: model.DecisionRule | None
    possible: tuple[str, ...]
    missing: tuple[str, ...]
    because: tuple[Finding, ...]


def evaluate(condition: model.Condition | None, context: Context) -> Verdict:
    """Look at a condition with what is known.

    Args:
        condition: none stands for a condition that always holds.
        context: what is known.

    Returns:
        True or false if no further answer could change it, and otherwise unknown.

    >>> from scc_model.loading import load
    >>> judged = model.FactIs("overall-effectiveness", ("inadequate",))
    >>> evaluate(judged, Context.of(load())).missing
    ('overall-effectiveness',)
    >>> evaluate(judged, Context.of(load(), {"overall-effectiveness": "good"})).value
    False
    """
    if condition is None:
        return Verdict(value=True)
    value = holds(condition, context)
    if value is None:
        return Verdict(None, missing=_once(_missing(condition, context)))
    return Verdict(value, because=_once(_because(condition, context)))


def decide(decision: str, context: Context) -> Decided:
    """Work out a decision with what is known, trying its rules in order.

    Args:
        decision: id of the decision.
        context: what is known.

    Returns:
        The outcome, or what is still possible and which facts matter.

    >>> from scc_model.loading import load
    >>> decide("category", Context.of(load(), {"overall-effectiveness": "good"})).outcome
    'no-category'
    """
    if decision in context.decided:
        given = context.decided[decision]
        return Decided(given, None, (given,), (), ())
    candidates: list[model.DecisionRule] = []
    missing: list[str] = []
    because: list[Finding] = []
    for rule in context.framework.decisions[decision].rules:
        verdict = evaluate(rule.when, context)
        because += verdict.because
        if verdict.value is not False:
            candidates.append(rule)
            missing += verdict.missing
        if verdict.value:
            break
    possible = _once(rule.outcome for rule in candidates)
    if len(possible) != 1:
        return Decided(None, None, possible, _once(missing), _once(because))
    return Decided(possible[0], candidates[0], possible, (), _once(because))


def leaves(condition: model.Condition, framework: model.Framework) -> Iterator[Leaf]:
    """The simple conditions within another, in its order; a decision stands for its rules.

    >>> from scc_model.loading import load
    >>> list(leaves(model.Not(model.FactIs("overall-effectiveness", ("good",))), load()))
    [FactIs(fact='overall-effectiveness', is_=('good',))]
    """
    if isinstance(condition, Leaf):
        yield condition
    for part in _parts(condition, framework):
        yield from leaves(part, framework)


def _missing(condition: model.Condition, context: Context) -> Iterator[str]:
    """The facts that could settle a condition which is not settled, in the order to ask."""
    match condition:
        case model.FactIs(fact):
            yield fact
        case model.DecisionIs(decision):
            yield from decide(decision, context).missing
        case model.StandsIn() | model.ReadingIs():
            return  # no fact says where a school stands or how a passage is read
        case _:
            for part in _parts(condition, context.framework):
                if holds(part, context) is None:
                    yield from _missing(part, context)


def _because(condition: model.Condition, context: Context) -> Iterator[Finding]:
    """What decided a condition that is settled."""
    value = holds(condition, context)
    match condition:
        case model.FactIs() | model.ReadingIs() | model.StandsIn():
            yield Finding(condition, holds=value is True)
        case model.DecisionIs(decision):
            yield Finding(condition, holds=value is True)
            yield from decide(decision, context).because
        case model.AllOf(parts) | model.AnyOf(parts) if value is isinstance(condition, model.AnyOf):
            decisive = next(part for part in parts if holds(part, context) is value)
            yield from _because(decisive, context)
        case _:
            for part in _parts(condition, context.framework):
                if holds(part, context) is not None:
                    yield from _because(part, context)


def _parts(condition: model.Condition, framework: model.Framework) -> tuple[model.Condition, ...]:
    """The conditions of which another is made up."""
    match condition:
        case model.DefinitionMet(definition):
            return (framework.definitions[definition].when,)
        case model.Not(inner):
            return (inner,)
        case model.AllOf(parts) | model.AnyOf(parts) | model.Exactly(_, parts):
            return parts
        case model.FactIs() | model.ReadingIs() | model.DecisionIs() | model.StandsIn():
            return ()
        case _:
            assert_never(condition)


def _once(items: Iterable[T]) -> tuple[T, ...]:
    """The items in order, each once."""
    return tuple(dict.fromkeys(items))
