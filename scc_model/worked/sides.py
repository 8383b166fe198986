"""On each side of a condition: schools for which it has to hold, and others for which it must not.

A situation says what is known of a school in one line: answers by fact, outcomes by decision,
choices by reading, the latest day of an event or ``never``, and under ``in`` the stages where it
stands. Where several answers are given, or several stages of one procedure, it stands for as many
schools, one with each.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs

from scc_model import model
from scc_model.conditions import Context, applies, holds
from scc_model.conditions.times import NEVER
from scc_model.dates import read_date
from scc_model.errors import UnknownName
from scc_model.worked.difference import Difference

STAGES = "in"
"""What stands before the stages of a situation; no fact, decision or reading has this name."""

_WORDS = {True: "holds", False: "does not hold", None: "may hold or not"}

Situation = Mapping[str, tuple[str, ...]]


@attrs.frozen
class Sides:
    """What is known of schools on each side of a condition.

    Args:
        for_: of each school for which it holds.
        not_for: of each school for which it does not.
    """

    for_: tuple[Situation, ...] = ()
    not_for: tuple[Situation, ...] = ()


def differences(expected: Mapping[str, Sides], framework: model.Framework) -> Iterator[Difference]:
    """Where something holds for a school for which it must not, or the other way round.

    Args:
        expected: by rule, definition, event or transition, schools on each side.
        framework: the procedures.

    Raises:
        UnknownName: for the name of something that does not exist.
    """
    for name, sides in expected.items():
        owner = name.partition(".")[0]
        if owner != name and name not in with_condition(framework):
            yield Difference(
                owner, f"{name}, a part of '{owner}', is not there or has no condition"
            )
            continue
        asked = asker(name, framework)
        for situations, wanted in ((sides.for_, True), (sides.not_for, False)):
            for school in (x for situation in situations for x in schools(situation, framework)):
                found = asked(context_of(school, framework))
                if found is not wanted:
                    yield Difference(name, f"{name} {_WORDS[found]} for {_told(school)}")


def asker(name: str, framework: model.Framework) -> Callable[[Context], bool | None]:
    """What tells whether something holds for a school: a rule, or the condition of anything else.

    Args:
        name: the id of a rule, a definition, an event, a transition, a document or a role; or
            ``rule.task``, ``event.other`` for a presumption, ``decision.2`` for its second rule.
        framework: the procedures.

    Raises:
        UnknownName: when there is nothing of that name.

    >>> from scc_model.loading import load
    >>> asked = asker("attend-feedback", load())
    >>> asked(context_of({"school-type": ("academy",)}, load()))
    False
    """
    if name in framework.rules:
        rule = framework.rules[name]
        return lambda context: applies(rule, context)
    if (condition := conditions(framework).get(name)) is None:
        raise UnknownName("condition", name, [*framework.rules, *conditions(framework)])
    return lambda context: holds(condition, context)


@functools.lru_cache(maxsize=8)
def conditions(framework: model.Framework) -> Mapping[str, model.Condition]:
    """The conditions of all but rules, by the id of what has them."""
    return {
        name: thing.only_if if name in framework.roles else thing.when
        for name, thing in with_condition(framework).items()
        if name not in framework.rules
    }


@functools.lru_cache(maxsize=8)
def with_condition(framework: model.Framework) -> Mapping[str, Any]:
    """What has a condition, by its id; a part of something by the ids of both, with a point."""
    procedures = framework.procedures.values()
    rules = framework.rules.values()
    bound = {
        rule.id: rule
        for rule in rules
        if rule.applies_when is not None or framework.home[rule.id].only_if is not None
    }
    ways = (way for procedure in procedures for way in procedure.transitions)
    things: tuple[Any, ...] = (
        *framework.definitions.values(), *framework.events.values(), *ways,
        *framework.documents.values(),
    )  # fmt: skip
    kinds = {x.id: x for x in framework.roles.values() if x.only_if is not None}
    whole = {thing.id: thing for thing in things if thing.when is not None}
    return {**bound, **kinds, **whole, **dict(_parts(framework))}


def _parts(framework: model.Framework) -> Iterator[tuple[str, Any]]:
    """The tasks, presumptions and rules of decisions with a condition, by what they belong to."""
    for rule in framework.rules.values():
        for task in rule.tasks:
            if task.when is not None:
                yield f"{rule.id}.{task.id}", task
    for event in framework.events.values():
        for told in event.presumed:
            if told.when is not None:
                yield f"{event.id}.{told.from_}", told
    for decision in framework.decisions.values():
        for number, way in enumerate(decision.rules, 1):
            if way.when is not None:
                yield f"{decision.id}.{number}", way


def schools(situation: Situation, framework: model.Framework) -> Iterator[Situation]:
    """The schools that a situation stands for: one with each of the answers given.

    Args:
        situation: what is known of them.
        framework: the procedures.

    Raises:
        UnknownName: for a stage that does not exist.

    >>> from scc_model.loading import load
    >>> either = {"school-type": ("community", "academy"), "in": ("complied", "maintained-school")}
    >>> len(list(schools(either, load())))
    2
    """
    by_home: dict[str, list[str]] = {}
    for stage in situation.get(STAGES, ()):
        if stage not in framework.stages:
            raise UnknownName("stage", stage, framework.stages)
        by_home.setdefault(framework.stage_home[stage].id, []).append(stage)
    names = [name for name in situation if name != STAGES]
    for answers in itertools.product(*(situation[name] for name in names)):
        for stages in itertools.product(*by_home.values()):
            known = {name: (answer,) for name, answer in zip(names, answers, strict=True)}
            yield {**known, STAGES: stages} if stages else known


def context_of(school: Situation, framework: model.Framework) -> Context:
    """What a situation says of one school, ready for the model.

    Args:
        school: what is known of it, one answer to each question.
        framework: the procedures.

    Raises:
        UnknownName: for a name or an answer that does not exist.
        BadValue: for what is no day of an event.

    >>> from scc_model.loading import load
    >>> context_of({"category": ("special-measures",)}, load()).decided
    {'category': 'special-measures'}
    """
    known = {name: answers[0] for name, answers in school.items() if name != STAGES}
    decided = {name: answer for name, answer in known.items() if name in framework.decisions}
    readings = {name: answer for name, answer in known.items() if name in framework.readings}
    asked = {**framework.facts, **decided, **readings}
    days = {x: day for x, day in known.items() if x in framework.events and x not in asked}
    others = {**decided, **readings, **days}
    facts = {name: answer for name, answer in known.items() if name not in others}
    happened = {name: None if day == NEVER else read_date(day) for name, day in days.items()}
    stages = school.get(STAGES, ())
    return Context.of(framework, facts, readings, decided, stages, happened=happened)


def _told(school: Situation) -> str:
    parts = (f"{name}: {', '.join(answers)}" for name, answers in school.items())
    return "; ".join(parts) or "a school of which nothing is known"
