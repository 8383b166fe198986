"""Conditions taken apart: what another is made up of, down to the simple ones."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import assert_never

from scc_model import model

Leaf = model.FactIs | model.ReadingIs | model.DecisionIs | model.StandsIn


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


def parts_of(condition: model.Condition, framework: model.Framework) -> tuple[model.Condition, ...]:
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


@functools.lru_cache(maxsize=1_000)
def sees_stages(decision: str, framework: model.Framework) -> bool:
    """Whether where a school stands can change a decision.

    >>> from scc_model.loading import load
    >>> sees_stages("category", load())
    False
    """
    return any(
        isinstance(leaf, model.StandsIn)
        or (isinstance(leaf, model.DecisionIs) and sees_stages(leaf.decision, framework))
        for rule in framework.decisions[decision].rules
        for leaf in leaves(rule.when, framework)
    )
