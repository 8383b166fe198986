"""Scopes: rules for schools that their places are not about, or not for all of those."""

from __future__ import annotations

from collections.abc import Iterator

from scc_model import model
from scc_model.conditions.asking import Asked, both, opposite
from scc_model.conditions.solving import Solver, in_words
from scc_model.errors import Fault
from scc_model.loading.checks.common import at
from scc_model.model import parts
from scc_model.model.places import traces

# What says something of schools, and not of a paper or a word.
_ABOUT_SCHOOLS: frozenset[model.RuleKind] = frozenset({
    "duty", "responsibility", "cadence", "expectation", "support", "right", "power", "exit",
    "consultation", "consent", "time-limit",
})  # fmt: skip
_ACCEPTED = "Accepted: the same schools, or a note or a reading that says why they are others."


def rule_outside_its_place(framework: model.Framework) -> Iterator[Fault]:
    """A rule for a school that none of its places is about, and no note, no reading says why."""
    solver = Solver(framework)
    for rule, passages in _rules(framework):
        if rule.readings or not all(passage.scope for passage in passages):
            continue
        scopes = [solver.ask(scope) for passage in passages for scope in passage.scope]
        case = solver.solve(both(_applies(solver, rule), *map(opposite, scopes)))
        if case is not None:
            names = " and ".join(f"'{passage.name}'" for passage in passages)
            problem = f"the rule '{rule.id}' is asked for where {in_words(case)}"
            yield Fault(at(rule), f"{problem}; {names} is not about such a school", _ACCEPTED)


def rule_short_of_its_place(framework: model.Framework) -> Iterator[Fault]:
    """A rule that never reaches a school that its place is about, and no note says why."""
    solver = Solver(framework)
    for rule, passages in _rules(framework):
        for scope in dict.fromkeys(scope for passage in passages for scope in passage.scope):
            about = solver.ask(scope)
            case = solver.solve(about)
            if case is not None and solver.solve(both(_applies(solver, rule), about)) is None:
                names = " and ".join(f"'{passage.name}'" for passage in passages)
                problem = f"{names} is about a school where {in_words(case)}"
                yield Fault(
                    at(rule), f"{problem}; the rule '{rule.id}' never reaches it", _ACCEPTED
                )


def _rules(
    framework: model.Framework,
) -> Iterator[tuple[model.Rule, tuple[model.Passage, ...]]]:
    """The rules about schools that stand in places about some of them, with these places.

    A note says why a rule is for others; so does a reading on which it depends.
    """
    for rule in framework.rules.values():
        if rule.kind not in _ABOUT_SCHOOLS or rule.note or _depends_on_a_reading(rule):
            continue
        names = traces.passages(framework, rule.cite)
        passages = tuple(framework.outline.passages[name] for name in names)
        if any(passage.scope for passage in passages):
            yield rule, passages


def _depends_on_a_reading(rule: model.Rule) -> bool:
    """Whether its own condition names a reading; one within a definition is about other things."""
    return any(isinstance(part, model.ReadingIs) for part in parts.parts(rule.when))


def _applies(solver: Solver, rule: model.Rule) -> Asked:
    home = solver.framework.home[rule.id]
    return both(solver.ask(rule.applies_when), solver.ask(home.only_if))
