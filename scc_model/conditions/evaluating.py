"""Conditions and decisions, with "not known yet" as a third answer beside true and false.

A half-answered case is normal: a governor knows some facts and not others. A condition is true
or false only when no further answer could change it; otherwise it is unknown, and the verdict
says which facts still matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar, assert_never

import attrs

from scc_model import model
from scc_model.errors import BadValue, UnknownName

T = TypeVar("T")
Leaf = model.FactIs | model.ReadingIs | model.DecisionIs | model.StandsIn


@attrs.frozen
class Context:
    """What is known when a condition is looked at.

    Args:
        framework: the procedures.
        facts: answers by fact; a fact that is not here is not known.
        readings: choice by reading, for every reading. :meth:`of` fills in the defaults.
        decided: outcomes that are given rather than worked out.
        stands: the stage in which the school stands, by procedure; a procedure that is not here
            is one whose stage is not known.
        worked_out: decisions that were worked out with this, kept for the next who asks.
        possible: the same for the outcomes that are still possible.
        met: the same for the definitions that are met.
    """

    framework: model.Framework
    facts: Mapping[str, str] = attrs.field(factory=dict)
    readings: Mapping[str, str] = attrs.field(factory=dict)
    decided: Mapping[str, str] = attrs.field(factory=dict)
    stands: Mapping[str, str] = attrs.field(factory=dict)
    worked_out: dict[str, Decided] = attrs.field(factory=dict, init=False, repr=False, eq=False)
    possible: dict[str, frozenset[str]] = attrs.field(
        factory=dict, init=False, repr=False, eq=False
    )
    met: dict[str, bool | None] = attrs.field(factory=dict, init=False, repr=False, eq=False)

    @classmethod
    def of(
        cls,
        framework: model.Framework,
        facts: Mapping[str, str] | None = None,
        readings: Mapping[str, str] | None = None,
        decided: Mapping[str, str] | None = None,
        stages: Iterable[str] = (),
    ) -> Context:
        """Check what is given against the framework and fill in the default readings.

        Args:
            framework: the procedures.
            facts: answers by fact.
            readings: choice by reading; a reading may be named by its id or its reference.
            decided: outcome by decision.
            stages: the stages in which the school stands, one for each procedure it is in.

        Raises:
            UnknownName: for a fact, answer, reading, choice, decision, outcome or stage that
                does not exist.
            BadValue: for two stages of one procedure.

        >>> from scc_model.loading import load
        >>> Context.of(load(), readings={"A55": "calendar-days"}).readings[
        ...     "statement-of-action-days"]
        'calendar-days'
        """
        for name, value in (facts or {}).items():
            if name not in framework.facts:
                raise UnknownName("fact", name, framework.facts)
            framework.facts[name].label(value)
        for name, value in (decided or {}).items():
            if name not in framework.decisions:
                raise UnknownName("decision", name, framework.decisions)
            framework.decisions[name].outcome(value)
        chosen = {reading.id: reading.default for reading in framework.readings.values()}
        for name, value in (readings or {}).items():
            reading = framework.reading(name)
            chosen[reading.id] = reading.choice(value).id
        stands: dict[str, str] = {}
        for stage in stages:
            if stage not in framework.stages:
                raise UnknownName("stage", stage, framework.stages)
            home = framework.stage_home[stage].id
            if stands.setdefault(home, stage) != stage:
                raise BadValue(
                    f"A school cannot stand in '{stands[home]}' and in '{stage}' at once: both are "
                    f"stages of '{home}'. Give one of them."
                )
        return cls(framework, dict(facts or {}), chosen, dict(decided or {}), stands)


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
    match condition:
        case None:
            return Verdict(value=True)
        case model.StandsIn(stages):
            return _stands_in(condition, stages, context)
        case model.FactIs(fact, values):
            if fact not in context.facts:
                return Verdict(None, (fact,))
            return _known(condition, holds=context.facts[fact] in values)
        case model.ReadingIs(reading, choices):
            return _known(condition, holds=context.readings[reading] in choices)
        case model.DecisionIs():
            return _decision_is(condition, context)
        case model.DefinitionMet(definition):
            return evaluate(context.framework.definitions[definition].when, context)
        case model.Not(inner):
            verdict = evaluate(inner, context)
            value = None if verdict.value is None else not verdict.value
            return Verdict(value, verdict.missing, verdict.because)
        case model.AllOf(parts):
            return _joined([evaluate(part, context) for part in parts], decisive=False)
        case model.AnyOf(parts):
            return _joined([evaluate(part, context) for part in parts], decisive=True)
        case model.Exactly(number, parts):
            return _counted([evaluate(part, context) for part in parts], number)
        case _:
            assert_never(condition)


def holds(condition: model.Condition | None, context: Context) -> bool | None:
    """What :func:`evaluate` comes to, for those who need no reasons; several times as fast.

    Args:
        condition: none stands for a condition that always holds.
        context: what is known.

    Returns:
        True or false if no further answer could change it, and otherwise none.

    >>> from scc_model.loading import load
    >>> judged = model.FactIs("overall-effectiveness", ("inadequate",))
    >>> holds(judged, Context.of(load(), {"overall-effectiveness": "good"}))
    False
    """
    match condition:
        case None:
            return True
        case model.StandsIn(stages):
            return _standing(stages, context)
        case model.FactIs(fact, values):
            return context.facts[fact] in values if fact in context.facts else None
        case model.AllOf(parts):
            return _all_hold(parts, context)
        case model.DefinitionMet(definition):
            return _is_met(definition, context)
        case model.ReadingIs(reading, choices):
            return context.readings[reading] in choices
        case model.Not(inner):
            found = holds(inner, context)
            return None if found is None else not found
        case model.AnyOf(parts):
            return _any_holds(parts, context)
        case model.DecisionIs(decision, outcomes):
            return _comes_to(decision, outcomes, context)
        case model.Exactly(number, parts):
            found_each = [holds(part, context) for part in parts]
            holding, unknown = found_each.count(True), found_each.count(None)
            if holding > number or holding + unknown < number:
                return False
            return None if unknown else True
        case _:
            assert_never(condition)


def applies(rule: model.Rule, context: Context) -> bool | None:
    """Whether a rule applies; none while that is not known.

    The same as ``holds(rule.applies_when, context)``.
    """
    where = _standing(rule.holds_in, context) if rule.holds_in else True
    if where is False:
        return False
    when = holds(rule.when, context)
    return when if where or when is False else None


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
    if decision not in context.worked_out:
        context.worked_out[decision] = _by_rules(decision, context)
    return context.worked_out[decision]


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


def _known(leaf: Leaf, *, holds: bool) -> Verdict:
    return Verdict(holds, because=(Finding(leaf, holds),))


def _decision_is(condition: model.DecisionIs, context: Context) -> Verdict:
    decided = decide(condition.decision, context)
    hits = [outcome in condition.is_ for outcome in decided.possible]
    if all(hits) or not any(hits):
        holds = all(hits)
        return Verdict(holds, because=(Finding(condition, holds), *decided.because))
    return Verdict(None, decided.missing)


def _is_met(definition: str, context: Context) -> bool | None:
    if definition not in context.met:
        context.met[definition] = holds(context.framework.definitions[definition].when, context)
    return context.met[definition]


def _standing(stages: tuple[str, ...], context: Context) -> bool | None:
    homes, stands = context.framework.stage_home, context.stands
    found: bool | None = False
    for stage in stages:
        at = stands.get(homes[stage].id)
        if at == stage:
            return True
        if at is None:
            found = None
    return found


def _all_hold(conditions: Iterable[model.Condition], context: Context) -> bool | None:
    all_hold: bool | None = True
    for condition in conditions:
        found = holds(condition, context)
        if found is False:
            return False
        if found is None:
            all_hold = None
    return all_hold


def _any_holds(conditions: Iterable[model.Condition], context: Context) -> bool | None:
    any_holds: bool | None = False
    for condition in conditions:
        found = holds(condition, context)
        if found:
            return True
        if found is None:
            any_holds = None
    return any_holds


def _comes_to(decision: str, outcomes: tuple[str, ...], context: Context) -> bool | None:
    """Whether a decision has one of these outcomes: the same for all that are still possible."""
    if decision in context.decided:
        return context.decided[decision] in outcomes
    if decision not in context.possible:
        context.possible[decision] = _still_possible(decision, context)
    hits = {outcome in outcomes for outcome in context.possible[decision]}
    return None if len(hits) > 1 else False not in hits


def _still_possible(decision: str, context: Context) -> frozenset[str]:
    possible: set[str] = set()
    for rule in context.framework.decisions[decision].rules:
        found = holds(rule.when, context)
        if found is not False:
            possible.add(rule.outcome)
        if found:
            break
    return frozenset(possible)


def _stands_in(condition: model.StandsIn, stages: tuple[str, ...], context: Context) -> Verdict:
    """True once the school is known to stand in one; false once it stands elsewhere in all."""
    found = _standing(stages, context)
    return Verdict(None) if found is None else _known(condition, holds=found)


def _joined(verdicts: list[Verdict], *, decisive: bool) -> Verdict:
    """Join by "and" (false is decisive) or by "or" (true is decisive)."""
    for verdict in verdicts:
        if verdict.value is decisive:
            return verdict
    if any(verdict.value is None for verdict in verdicts):
        return Verdict(None, _missing(verdicts))
    return Verdict(not decisive, because=_once(f for v in verdicts for f in v.because))


def _counted(verdicts: list[Verdict], number: int) -> Verdict:
    holding = sum(verdict.value is True for verdict in verdicts)
    unknown = sum(verdict.value is None for verdict in verdicts)
    if holding > number or holding + unknown < number or not unknown:
        because = _once(finding for verdict in verdicts for finding in verdict.because)
        return Verdict(holding == number and not unknown, because=because)
    return Verdict(None, _missing(verdicts))


def _missing(verdicts: Iterable[Verdict]) -> tuple[str, ...]:
    return _once(fact for verdict in verdicts if verdict.value is None for fact in verdict.missing)


def _once(items: Iterable[T]) -> tuple[T, ...]:
    """The items in order, each once."""
    return tuple(dict.fromkeys(items))
