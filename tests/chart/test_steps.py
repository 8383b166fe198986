"""Where an event leads: several procedures at once, and what an unknown stage counts for."""

from __future__ import annotations

import attrs
import pytest

from scc_model import model
from scc_model.chart.steps import after, step
from scc_model.conditions import Context
from scc_model.loading import load

FRAMEWORK = load()
COMPLAINED = "complaint-with-secretary-of-state"


def guarded(event: str, guard: model.Condition, **changes: object) -> model.Framework:
    """The framework with another guard on every transition of an event."""
    home = FRAMEWORK.event_home[event]
    transitions = tuple(attrs.evolve(move, when=guard) if move.event == event else move
                        for move in home.transitions)  # fmt: skip
    procedures = {**FRAMEWORK.procedures, home.id: attrs.evolve(home, transitions=transitions)}
    return attrs.evolve(FRAMEWORK, procedures=procedures, **changes)


def led(
    framework: model.Framework, events: list[str], stages: list[str], facts=None
) -> dict[str, str]:
    """Where events lead from some stages; those that cannot happen lead nowhere."""
    context = Context.of(framework, facts or {}, stages=stages)
    for event in events:
        moved = after(step(event, context), context.stands)
        context = attrs.evolve(context, stands=moved)
    return dict(context.stands)


def test_several_procedures_move_together():
    moved = led(FRAMEWORK, ["school-closed"], ["maintained-school", "initial-period", COMPLAINED])
    assert moved["warning-notice"] == "no-warning-notice"
    assert moved["complaint"] == "no-complaint"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, "no-warning-notice"),
        ({"slow-response-to-review": "yes"}, "warning-notice-in-consideration"),
    ],
)
def test_what_is_not_known_moves_nothing(facts, expected):
    begun = ["maintained-school", "no-warning-notice"]
    moved = led(FRAMEWORK, ["warning-notice-considered"], begun, facts)
    assert moved["warning-notice"] == expected


@pytest.mark.parametrize(
    ("guard", "expected"),
    [
        (model.DecisionIs("category", ("special-measures",)), COMPLAINED),
        (model.DecisionIs("category", ("no-category",)), "no-complaint"),
        (model.Exactly(1, (model.StandsIn(("complied",)), model.StandsIn(("initial-period",)))),
         COMPLAINED),
        (model.Exactly(0, (model.StandsIn(("complied",)),)), "no-complaint"),
    ],
)  # fmt: skip
def test_what_rests_on_stages_is_looked_at_afresh(guard, expected):
    """Also in decisions and counts, where the procedures have no stages as yet."""
    rule = model.DecisionRule("special-measures", "because", (), model.StandsIn(("complied",)))
    other = model.DecisionRule("no-category", "because", ())
    category = attrs.evolve(FRAMEWORK.decisions["category"], rules=(rule, other))
    framework = guarded("complaint-made", guard,
                        decisions={**FRAMEWORK.decisions, "category": category})  # fmt: skip
    begun = ["no-complaint", "compliance-period-over"]
    assert led(framework, ["complaint-made"], begun)["complaint"] != expected
    events = ["compliance-accepted", "complaint-made"]
    assert led(framework, events, begun)["complaint"] == expected


def test_of_several_open_transitions_the_last_counts():
    framework = guarded("judgement-final", model.Not(model.StandsIn(("complied",))))
    last = [move.to for move in framework.procedures["ofsted-category"].transitions
            if move.event == "judgement-final" and "not-in-category" in move.from_][-1]  # fmt: skip
    moved = led(framework, ["judgement-final"], ["likely-to-be-inadequate", "no-warning-notice"])
    assert moved["ofsted-category"] == last


def test_no_stage_is_known_to_be_left_while_it_is_not_known():
    framework = guarded("complaint-made", model.Not(model.StandsIn(("complied",))))
    assert led(framework, ["complaint-made"], ["no-complaint"])["complaint"] == "no-complaint"
    moved = led(framework, ["complaint-made"], ["no-complaint", "initial-period"])
    assert moved["complaint"] == COMPLAINED
