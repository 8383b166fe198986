"""Why a condition holds or does not, and what would have to be known to say so.

Whether it holds is said by :mod:`scc_model.conditions.asking`; this gives the reasons.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import attrs

from scc_model import model
from scc_model.conditions.context import Context, holds
from scc_model.conditions.leaves import Leaf, parts_of

T = TypeVar("T")


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
    if condition not in context.kept:
        context.kept[condition] = _verdict(condition, context)
    verdict: Verdict = context.kept[condition]
    return verdict


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
    key = ("decided", decision)
    if key not in context.kept:
        context.kept[key] = _by_rules(decision, context)
    decided: Decided = context.kept[key]
    return decided


def _by_rules(decision: str, context: Context) -> Decided:
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


def _verdict(condition: model.Condition, context: Context) -> Verdict:
    value = holds(condition, context)
    match condition:
        case model.FactIs(fact) if value is None:
            return Verdict(None, missing=(fact,))
        case model.DecisionIs(decision):
            decided = decide(decision, context)
            if value is None:
                return Verdict(None, missing=decided.missing)
            return Verdict(value, because=(Finding(condition, value), *decided.because))
        case model.FactIs() | model.ReadingIs() | model.StandsIn() | model.HasHappened():
            # No fact says how a passage is read, where a school stands or what has happened.
            return Verdict(value, because=() if value is None else (Finding(condition, value),))
    verdicts = [evaluate(part, context) for part in parts_of(condition, context.framework)]
    if value is None:
        missing = (fact for part in verdicts if part.value is None for fact in part.missing)
        return Verdict(None, missing=_once(missing))
    if isinstance(condition, model.AllOf | model.AnyOf):
        decisive = [part for part in verdicts if part.value is isinstance(condition, model.AnyOf)]
        verdicts = decisive[:1] or verdicts
    return Verdict(value, because=_once(known for part in verdicts for known in part.because))


def _once(items: Iterable[T]) -> tuple[T, ...]:
    """The items in order, each once."""
    return tuple(dict.fromkeys(items))


def unmet(condition: model.Condition | None, context: Context) -> tuple[model.Condition, ...]:
    """The parts of a condition that keep it from holding, as few and as plain as can be.

    >>> from scc_model.loading import load
    >>> good, bad = (model.FactIs("overall-effectiveness", (x,)) for x in ("good", "inadequate"))
    >>> context = Context.of(load(), {"overall-effectiveness": "good"})
    >>> unmet(model.AllOf((good, bad)), context) == (bad,)
    True
    """
    if condition is None or holds(condition, context) is not False:
        return ()
    if isinstance(condition, model.AllOf):
        return tuple(inner for part in condition.all for inner in unmet(part, context))
    return (condition,)
