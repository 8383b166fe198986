"""Three-valued conditions: what is said early is never taken back."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scc_model import model
from scc_model.conditions import Context, applies, binds, decide, evaluate, holds
from scc_model.errors import UnknownName
from scc_model.loading import load
from strategies import answers, conditions, readings, standing

FRAMEWORK = load()
DECISIONS = st.sampled_from(list(FRAMEWORK.decisions))


def known(**facts: str) -> Context:
    return Context.of(FRAMEWORK, {name.replace("_", "-"): value for name, value in facts.items()})


JUDGED = model.FactIs("overall-effectiveness", ("inadequate",))
OTHER = model.FactIs("could-be-judged-inadequate", ("yes",))


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (model.AllOf((JUDGED, OTHER)), None),
        (model.AnyOf((JUDGED, OTHER)), True),
        (model.Not(JUDGED), False),
        (model.Not(OTHER), None),
        (model.Exactly(2, (JUDGED, OTHER)), None),
        (model.Exactly(0, (JUDGED, OTHER)), False),
        (model.Exactly(3, (JUDGED, OTHER)), False),
        (None, True),
    ],
)
def test_a_condition_with_one_fact_known_and_one_not(condition, expected):
    assert evaluate(condition, known(overall_effectiveness="inadequate")).value is expected


def test_only_facts_that_still_matter_are_missing():
    settled = evaluate(model.AnyOf((JUDGED, OTHER)), known(overall_effectiveness="inadequate"))
    assert settled.missing == ()
    assert evaluate(model.AllOf((JUDGED, OTHER)), known()).missing == (
        "overall-effectiveness",
        "could-be-judged-inadequate",
    )


@given(conditions(FRAMEWORK), answers(FRAMEWORK), answers(FRAMEWORK))
def test_more_answers_never_take_back_a_verdict(condition, some, more):
    early = evaluate(condition, Context.of(FRAMEWORK, some))
    late = evaluate(condition, Context.of(FRAMEWORK, {**more, **some}))
    assert early.value is None or early.value is late.value


@given(conditions(FRAMEWORK), answers(FRAMEWORK))
def test_without_reasons_the_same_comes_out(condition, some):
    context = Context.of(FRAMEWORK, some)
    assert holds(condition, context) is evaluate(condition, context).value


@given(answers(FRAMEWORK), readings(FRAMEWORK), standing(FRAMEWORK))
def test_without_reasons_the_same_comes_out_for_every_rule_guard_and_outcome(some, chosen, stands):
    context = attrs.evolve(Context.of(FRAMEWORK, some, chosen), stands=stands)
    for rule in FRAMEWORK.rules.values():
        own = evaluate(rule.applies_when, context).value
        if binds(rule, context) is False:
            assert applies(rule, context) is False, rule.id
        elif own is not None:
            assert applies(rule, context) is own, rule.id
    for transition in FRAMEWORK.transitions.values():
        guard = transition.when
        assert holds(guard, context) is evaluate(guard, context).value, transition.id
    for decision in FRAMEWORK.decisions.values():
        for outcome in decision.outcomes:
            condition = model.DecisionIs(decision.id, (outcome.id,))
            assert holds(condition, context) is evaluate(condition, context).value


@given(conditions(FRAMEWORK), answers(FRAMEWORK))
def test_an_unknown_verdict_names_a_fact_that_is_not_known(condition, some):
    verdict = evaluate(condition, Context.of(FRAMEWORK, some))
    assert (verdict.value is None) == bool(verdict.missing)
    assert not set(verdict.missing) & set(some)


@given(conditions(FRAMEWORK), answers(FRAMEWORK))
def test_not_turns_a_verdict_round(condition, some):
    context = Context.of(FRAMEWORK, some)
    value, turned = (
        evaluate(condition, context).value,
        evaluate(model.Not(condition), context).value,
    )
    assert turned is (None if value is None else not value)


@given(DECISIONS, answers(FRAMEWORK), answers(FRAMEWORK), readings(FRAMEWORK))
def test_more_answers_never_take_back_a_decision(decision, some, more, chosen):
    early = decide(decision, Context.of(FRAMEWORK, some, chosen))
    late = decide(decision, Context.of(FRAMEWORK, {**more, **some}, chosen))
    assert set(late.possible) <= set(early.possible)
    assert early.outcome is None or early.outcome == late.outcome


@given(DECISIONS, answers(FRAMEWORK), readings(FRAMEWORK))
def test_asking_on_always_ends_in_an_outcome(decision, some, chosen):
    """Answering whatever is asked next, a decision is reached before the facts run out."""
    facts = dict(some)
    asked = decide(decision, Context.of(FRAMEWORK, facts, chosen))
    possible = set(asked.possible)
    while asked.outcome is None:
        question = asked.missing[0]
        assert question not in facts
        facts[question] = FRAMEWORK.facts[question].options[-1].id
        asked = decide(decision, Context.of(FRAMEWORK, facts, chosen))
    assert asked.outcome in possible


@pytest.mark.parametrize(
    ("facts", "readings_", "decided", "told"),
    [
        ({"overall-effectivness": "good"}, {}, {}, "Did you mean 'overall-effectiveness'"),
        ({"overall-effectiveness": "god"}, {}, {}, "Did you mean 'good'"),
        ({}, {"A99": "x"}, {}, "no reading 'A99'"),
        ({}, {"A55": "calendar-day"}, {}, "Did you mean 'calendar-days'"),
        ({}, {}, {"category": "special-measure"}, "Did you mean 'special-measures'"),
        ({}, {}, {"categry": "special-measures"}, "Did you mean 'category'"),
    ],
)
def test_a_name_that_does_not_exist_is_refused_with_the_nearest(facts, readings_, decided, told):
    with pytest.raises(UnknownName, match=told):
        Context.of(FRAMEWORK, facts, readings_, decided)


def test_a_reading_may_be_named_by_its_reference():
    by_ref = Context.of(FRAMEWORK, readings={"a55": "calendar-days"})
    assert by_ref == Context.of(FRAMEWORK, readings={"statement-of-action-days": "calendar-days"})


@pytest.mark.parametrize(
    ("wanted", "answer"),
    [
        (("initial-period", "represented", "complied"), True),
        (("initial-period", "complied"), None),
        (("complied", "not-complied"), False),
    ],
)
def test_where_a_school_stands_in_one_of_some_stages_it_is_asked_of_each(wanted, answer):
    perhaps = {"warning-notice": frozenset({"initial-period", "represented"})}
    known = attrs.evolve(Context.of(load()), perhaps=perhaps)
    assert holds(model.StandsIn(wanted), known) is answer
