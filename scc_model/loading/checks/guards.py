"""Conditions: those that can never hold, those that overlap, and cases that none of them covers."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from scc_model import model
from scc_model.conditions.asking import Asked, both, either, opposite
from scc_model.conditions.solving import Solver, in_words
from scc_model.errors import Fault
from scc_model.loading.checks.common import Placed, at


def guard_never_holds(framework: model.Framework) -> Iterator[Fault]:
    """A transition, definition, rule, task or variation whose condition can never hold."""
    solver = Solver(framework)
    for thing, message, conditions in _guarded(framework):
        if solver.solve(both(*map(solver.ask, conditions))) is None:
            yield Fault(at(thing), message)


def _guarded(
    framework: model.Framework,
) -> Iterator[tuple[Placed, str, tuple[model.Condition | None, ...]]]:
    """What has conditions: the thing, what is wrong if they never hold together, and they."""
    for transition in framework.transitions.values():
        event = framework.events[transition.event]
        for name in transition.from_:
            message = f"the transition '{transition.id}' can never happen from '{name}'"
            yield transition, message, (transition.when, event.when, model.StandsIn((name,)))
    for definition in framework.definitions.values():
        message = f"the definition '{definition.id}' can never be met"
        yield definition, message, (definition.when,)
    for rule in framework.rules.values():
        applies = rule.applies_when
        yield rule, f"the rule '{rule.id}' can never apply", (applies,)
        for task in rule.tasks:
            yield rule, f"the task '{task.id}' can never apply", (applies, task.when)
        for variation in rule.time_limit.variations if rule.time_limit else ():
            reading, choice = variation.reading, variation.is_
            chosen = model.ReadingIs(reading, (choice,)) if reading and choice else None
            message = f"a variation of the time limit of '{rule.id}' can never apply"
            yield rule, message, (applies, variation.when, chosen)


def decision_rule_never_reached(framework: model.Framework) -> Iterator[Fault]:
    """A rule of a decision that rules before it leave nothing to."""
    solver = Solver(framework)
    for decision in framework.decisions.values():
        earlier: list[Asked] = []
        for number, rule in enumerate(decision.rules, 1):
            asked = solver.ask(rule.when)
            if solver.solve(both(asked, *map(opposite, earlier))) is None:
                message = f"rule {number} of the decision '{decision.id}' is never reached"
                yield Fault(at(decision), message)
            earlier.append(asked)


def guards_overlap(framework: model.Framework) -> Iterator[Fault]:
    """Two transitions from one stage by one event whose guards can hold together."""
    solver = Solver(framework)
    for stage, event, group in _branches(framework):
        for first, other in itertools.combinations(group, 2):
            case = solver.solve(both(_can(solver, stage, event), solver.ask(first.when),
                                    solver.ask(other.when)))  # fmt: skip
            if case is not None and first.to != other.to:
                yield Fault(
                    at(other),
                    f"from '{stage}', '{event.id}' can lead to '{first.to}' by '{first.id}' at "
                    f"{at(first)} and to '{other.to}' by '{other.id}': {in_words(case)}",
                    "Accepted: guards that exclude one another.",
                )


def guards_leave_gap(framework: model.Framework) -> Iterator[Fault]:
    """An event that leads on from a stage by several guards, none of which holds in some case."""
    solver = Solver(framework)
    for stage, event, group in _branches(framework):
        covered = either(*(solver.ask(transition.when) for transition in group))
        case = solver.solve(both(_can(solver, stage, event), opposite(covered)))
        if case is not None:
            yield Fault(
                at(group[0]),
                f"from '{stage}', '{event.id}' leads nowhere where {in_words(case)}",
                "Accepted: a further transition, or a condition of the event that rules this out.",
            )


def decision_without_answer(framework: model.Framework) -> Iterator[Fault]:
    """A decision whose last rule has a condition, so that a case can fall through."""
    for decision in framework.decisions.values():
        if not decision.rules or decision.rules[-1].when is not None:
            message = f"the decision '{decision.id}' does not end with a rule that always holds"
            yield Fault(at(decision), message)


def _can(solver: Solver, stage: str, event: model.Event) -> Asked:
    return both(solver.ask(model.StandsIn((stage,))), solver.ask(event.when))


def _branches(
    framework: model.Framework,
) -> Iterator[tuple[str, model.Event, list[model.Transition]]]:
    """Stages that an event leaves by several transitions."""
    for procedure in framework.procedures.values():
        groups: dict[tuple[str, str], list[model.Transition]] = {}
        for transition in procedure.transitions:
            for stage in transition.from_:
                groups.setdefault((stage, transition.event), []).append(transition)
        for (stage, event), group in groups.items():
            if len(group) > 1:
                yield stage, framework.events[event], group
