"""The search reaches every state that a school can reach, and proofs rest on it."""

from __future__ import annotations

import math

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from places import SMALL_DATA
from scc_model import model
from scc_model.chart import proofs, steps
from scc_model.chart.search import Searcher, TooLarge
from scc_model.conditions import Context
from scc_model.conditions.solving import Solver
from scc_model.loading import load, load_from
from strategies import answers, readings

FRAMEWORK = load()
SMALL = load_from(SMALL_DATA)


def groups() -> list[tuple[str, ...]]:
    """The procedures of each strand together; one by one where together they are too many."""
    groups = []
    for strand in FRAMEWORK.strands.values():
        names = tuple(name for name in strand.procedures if FRAMEWORK.procedures[name].stages)
        states = math.prod(len(FRAMEWORK.procedures[name].stages) for name in names)
        groups += [names] if states < MOST else [(name,) for name in names]
    return [names for names in groups if names]


MOST = 5_000


@pytest.fixture(scope="module")
def reached():
    searcher = Searcher(Solver(FRAMEWORK))
    return [searcher.reach(names) for names in groups()]


@settings(max_examples=60)
@given(st.data())
def test_a_school_never_leaves_the_states_that_the_search_reached(reached, data):
    """Whatever happens to a school, in all strands at once, each strand's search has seen it."""
    facts = data.draw(answers(FRAMEWORK))
    context = Context.of(FRAMEWORK, facts, data.draw(readings(FRAMEWORK)))
    context = attrs.evolve(context, stands=steps.start(context))
    for _ in range(data.draw(st.integers(0, 25))):
        possible = [steps.step(name, context) for name in FRAMEWORK.events]
        open_ = [step for step in possible if step.moves and step.allowed]
        if not open_:
            break
        taken = data.draw(st.sampled_from(open_))
        context = attrs.evolve(context, stands=steps.after(taken, context.stands))
        for search in reached:
            if all(name in context.stands for name in search.procedures):
                state = tuple(context.stands[name] for name in search.procedures)
                assert state in search.came_from


def test_every_stage_is_reached(reached):
    for search in reached:
        stages = {stage for state in search.came_from for stage in state}
        assert stages == {
            stage.id for name in search.procedures for stage in FRAMEWORK.procedures[name].stages
        }


def test_the_path_to_a_state_is_one_that_can_be_walked(reached):
    """Each of its events moves a stage at which the procedures may stand by then."""
    moves = {}
    for procedure in FRAMEWORK.procedures.values():
        for move in procedure.transitions:
            moves.setdefault(move.event, []).append(move)
    for search in reached:
        starts = [state for state, before in search.came_from.items() if before is None]
        for state in list(search.came_from)[::7]:
            stood = {stage for begun in starts for stage in begun}
            for event in search.path(state):
                left = [move for move in moves[event] if stood & {*move.from_}]
                assert left, f"{event} cannot happen on the way to {state}"
                stood |= {move.to for move in left}
            assert {*state} <= stood


@pytest.mark.parametrize("proof", proofs.prove(FRAMEWORK), ids=lambda proof: proof.invariant.id)
def test_no_invariant_is_refuted(proof):
    assert proof.standing != "refuted", proof.told


def test_the_twelve_invariants_are_proved():
    standing = {proof.invariant.id: proof.standing for proof in proofs.prove(FRAMEWORK)}
    assert len(standing) >= 12
    assert {name for name, standing in standing.items() if standing != "proved"} == set()


def test_a_search_that_is_too_large_is_given_up_and_says_so():
    with pytest.raises(TooLarge):
        Searcher(Solver(SMALL), most=2).reach(SMALL.procedures)
    assert {proof.standing for proof in proofs.prove(SMALL, most=2)} == {"not proved"}


def invariant(**what: object) -> model.Framework:
    """The small framework with one invariant."""
    invariant = model.Invariant("x", "X", "x", (), **what)  # type: ignore[arg-type]
    return attrs.evolve(SMALL, invariants={"x": invariant})


WORRIED, USED = model.StandsIn(("worried",)), model.StandsIn(("power-used",))
BAD = model.DecisionIs("grade", ("bad",))
READY = model.FactIs("ready", ("yes",))


@pytest.mark.parametrize(
    ("what", "standing"),
    [
        ({"never": model.AllOf((USED, model.StandsIn(("visited",))))}, "proved"),
        ({"never": USED}, "refuted"),
        ({"always": model.AnyOf((model.Not(USED), WORRIED))}, "proved"),
        ({"always": model.Not(WORRIED)}, "refuted"),
        ({"always": model.AnyOf((READY, model.Not(READY)))}, "proved"),
        ({"on": ("reply-time-over",), "holds": WORRIED}, "proved"),
        ({"on": ("judged",), "holds": BAD}, "refuted"),
        ({"on": ("judged",), "leaves": ("powers",)}, "proved"),
        ({"on": ("judged",), "leaves": ("visits",)}, "refuted"),
        ({"possible": "judged", "wherever": model.StandsIn(("visited",))}, "proved"),
        ({"possible": "judged", "wherever": model.StandsIn(("waiting", "visited"))}, "refuted"),
        (
            {"rules": ("letter-says",), "exactly_when": model.AnyOf((READY, model.Not(READY)))},
            "proved",
        ),
        ({"rules": ("letter-says",), "exactly_when": READY}, "refuted"),
        ({"rules": ("reply",), "counted_from": ("announced",)}, "proved"),
        ({"rules": ("reply",), "counted_from": ("judged",)}, "refuted"),
    ],
)
def test_an_invariant_of_each_form_is_proved_or_refuted(what, standing):
    [proof] = proofs.prove(invariant(**what))
    assert proof.standing == standing, proof.told
    assert proof.told
