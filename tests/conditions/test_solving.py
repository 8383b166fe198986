"""What can hold together is found, and found to be impossible, for conditions of any shape."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given

from scc_model import model
from scc_model.conditions import Context, evaluate
from scc_model.conditions.asking import both, opposite
from scc_model.conditions.solving import Solver
from scc_model.loading import load
from strategies import conditions

FRAMEWORK = load()
FACTS = list(FRAMEWORK.facts.values())[:5]  # those that the strategy uses


@pytest.fixture(scope="module")
def solver():
    return Solver(FRAMEWORK)


def every_case():
    options = [[(fact.id, option.id) for option in fact.options] for fact in FACTS]
    return [dict(case) for case in itertools.product(*options)]


CASES = [Context.of(FRAMEWORK, case) for case in every_case()]


@given(conditions(FRAMEWORK))
def test_a_condition_can_hold_exactly_where_some_case_fulfils_it(condition):
    """Trying answers one by one finds the same as going through every case there is."""
    possible = any(evaluate(condition, case).value for case in CASES)
    found = Solver(FRAMEWORK).solve(Solver(FRAMEWORK).ask(condition))
    assert (found is not None) == possible


@given(conditions(FRAMEWORK))
def test_the_answers_found_fulfil_the_condition(condition):
    solver = Solver(FRAMEWORK)
    found = solver.solve(solver.ask(condition))
    if found is not None:
        facts = {name: answer for (_, name), answer in found.items()}
        assert evaluate(condition, Context.of(FRAMEWORK, facts)).value is True


@given(conditions(FRAMEWORK), conditions(FRAMEWORK))
def test_one_condition_implies_another_if_no_case_has_it_alone(one, other):
    alone = any(evaluate(one, case).value and not evaluate(other, case).value for case in CASES)
    assert Solver(FRAMEWORK).implies(one, other) is not alone


@given(conditions(FRAMEWORK))
def test_nothing_holds_together_with_its_opposite(condition):
    solver = Solver(FRAMEWORK)
    asked = solver.ask(condition)
    assert solver.solve(both(asked, opposite(asked))) is None


def test_a_school_stands_in_one_stage_of_a_procedure_at_once(solver):
    first, second = next(
        (one.stages[0].id, one.stages[1].id)
        for one in FRAMEWORK.procedures.values()
        if len(one.stages) > 1
    )
    apart = model.AllOf((model.StandsIn((first,)), model.StandsIn((second,))))
    assert solver.solve(solver.ask(apart)) is None
    solution = solver.solve(solver.ask(model.StandsIn((first, second))))
    assert set(solution.values()) & {first, second}
