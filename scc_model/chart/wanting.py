"""The stages that a school would have to stand in for a condition to hold."""

from __future__ import annotations

from collections.abc import Iterator

from scc_model import model
from scc_model.conditions import Context, holds
from scc_model.conditions.leaves import parts_of


def wanted(
    condition: model.Condition | None, context: Context
) -> Iterator[tuple[str, frozenset[str]]]:
    """The stages that would make a false condition hold, procedure by procedure.

    One way for each part of it that stands in the way.
    """
    if condition is None or holds(condition, context) is not False:
        return
    if isinstance(condition, model.StandsIn):
        yield from _by_procedure(condition.in_, context.framework)
    elif isinstance(condition, model.Not):
        for procedure, stages in _ruled_out(condition.not_, context):
            every = frozenset(stage.id for stage in context.framework.procedures[procedure].stages)
            yield procedure, every - stages
    else:
        for part in parts_of(condition, context.framework):
            yield from wanted(part, context)


def _ruled_out(
    condition: model.Condition, context: Context
) -> Iterator[tuple[str, frozenset[str]]]:
    """The stages by which a condition holds that should not."""
    if isinstance(condition, model.StandsIn):
        for procedure, stages in _by_procedure(condition.in_, context.framework):
            if context.stands.get(procedure) in stages:
                yield procedure, stages
    elif not isinstance(condition, model.Not):
        for part in parts_of(condition, context.framework):
            if holds(part, context) is not False:
                yield from _ruled_out(part, context)


def _by_procedure(
    stages: tuple[str, ...], framework: model.Framework
) -> Iterator[tuple[str, frozenset[str]]]:
    homes: dict[str, set[str]] = {}
    for stage in stages:
        homes.setdefault(framework.stage_home[stage].id, set()).add(stage)
    for procedure, own in homes.items():
        yield procedure, frozenset(own)
