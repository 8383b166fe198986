"""Conditions taken apart: what another is made up of, down to the simple ones."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import assert_never

from scc_model import model

Leaf = model.FactIs | model.ReadingIs | model.DecisionIs | model.StandsIn | model.HasHappened


def leaves(condition: model.Condition | None, framework: model.Framework) -> Iterator[Leaf]:
    """The simple conditions within another, in its order; a decision stands for its rules.

    >>> from scc_model.loading import load
    >>> list(leaves(model.Not(model.FactIs("overall-effectiveness", ("good",))), load()))
    [FactIs(fact='overall-effectiveness', is_=('good',))]
    """
    if isinstance(condition, Leaf):
        yield condition
    for part in () if condition is None else parts_of(condition, framework):
        yield from leaves(part, framework)


def stages_in(condition: model.Condition | None, framework: model.Framework) -> Iterator[str]:
    """The stages that a condition looks at.

    >>> from scc_model.loading import load
    >>> list(stages_in(model.Not(model.StandsIn(("complied",))), load()))
    ['complied']
    """
    for leaf in leaves(condition, framework):
        if isinstance(leaf, model.StandsIn):
            yield from leaf.in_


def events_in(condition: model.Condition | None, framework: model.Framework) -> Iterator[str]:
    """The events of which a condition asks when they happened.

    >>> from scc_model.loading import load
    >>> list(events_in(model.Not(model.HasHappened("warning-notice-given")), load()))
    ['warning-notice-given']
    """
    for leaf in leaves(condition, framework):
        if isinstance(leaf, model.HasHappened):
            yield from filter(None, (leaf.happened, leaf.since))


def procedures_in(condition: model.Condition | None, framework: model.Framework) -> frozenset[str]:
    """The procedures whose stages a condition looks at.

    >>> from scc_model.loading import load
    >>> procedures_in(model.StandsIn(("complied",)), load())
    frozenset({'warning-notice'})
    """
    homes = framework.stage_home
    return frozenset(homes[stage].id for stage in stages_in(condition, framework))


def wanted_stages(condition: model.Condition, framework: model.Framework) -> Iterator[str]:
    """The stages by which a condition can come to hold: those it forbids are left out.

    >>> from scc_model.loading import load
    >>> list(wanted_stages(model.Not(model.StandsIn(("complied",))), load()))
    []
    """
    if isinstance(condition, model.StandsIn):
        yield from condition.in_
    elif not isinstance(condition, model.Not):
        for part in parts_of(condition, framework):
            yield from wanted_stages(part, framework)


@functools.lru_cache(maxsize=4_000)
def waited_for(condition: model.Condition | None, framework: model.Framework) -> frozenset[str]:
    """The events by which a condition comes to hold, as it stands: no definition is looked into.

    >>> from scc_model.loading import load
    >>> waited_for(model.PeriodOver("comply-in-initial-period"), load())
    frozenset({'compliance-period-ended'})
    """
    if isinstance(condition, model.HasHappened):
        return frozenset((condition.happened,))
    if condition is None or isinstance(condition, model.Not | model.DefinitionMet):
        return frozenset()
    parts = parts_of(condition, framework)
    return frozenset(event for part in parts for event in waited_for(part, framework))


def parts_of(condition: model.Condition, framework: model.Framework) -> tuple[model.Condition, ...]:
    """The conditions of which another is made up."""
    match condition:
        case model.DefinitionMet(definition):
            return (framework.definitions[definition].when,)
        case model.Not(inner):
            return (inner,)
        case model.AllOf(parts) | model.AnyOf(parts) | model.Exactly(_, parts):
            return parts
        case model.PeriodOver(rule):
            return tuple(_ends_of(rule, framework))
        case (
            model.FactIs() | model.ReadingIs() | model.DecisionIs() | model.StandsIn()
            | model.HasHappened()
        ):  # fmt: skip
            return ()
        case _:
            assert_never(condition)


def _ends_of(rule: str, framework: model.Framework) -> Iterator[model.HasHappened]:
    """What shows that the time of a rule is over: its last day, since what it counts from."""
    limit = framework.rules[rule].time_limit
    for event in framework.events.values():
        if limit is not None and rule in event.falls_on:
            yield from (model.HasHappened(event.id, since=anchor) for anchor in limit.anchors)


@functools.lru_cache(maxsize=1_000)
def sees_the_record(decision: str, framework: model.Framework) -> bool:
    """Whether where a school stands, or what has happened, can change a decision.

    >>> from scc_model.loading import load
    >>> sees_the_record("category", load())
    False
    """
    return any(
        isinstance(leaf, model.StandsIn | model.HasHappened)
        or (isinstance(leaf, model.DecisionIs) and sees_the_record(leaf.decision, framework))
        for rule in framework.decisions[decision].rules
        for leaf in leaves(rule.when, framework)
    )


@functools.lru_cache(maxsize=4_000)
def procedures_seen(
    condition: model.Condition | None, framework: model.Framework
) -> frozenset[str]:
    """The procedures whose stages can change a condition, through its decisions too.

    >>> from scc_model.loading import load
    >>> procedures_seen(model.StandsIn(("complied",)), load())
    frozenset({'warning-notice'})
    """
    decisions = (x for x in leaves(condition, framework) if isinstance(x, model.DecisionIs))
    rules = (rule for leaf in decisions for rule in framework.decisions[leaf.decision].rules)
    seen = (procedures_seen(rule.when, framework) for rule in rules)
    return procedures_in(condition, framework).union(*seen)
