"""What binds a rule besides its own condition: which schools it is for."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scc_model.cases.case import Case, Entry
from scc_model.cases.journey import journey
from scc_model.cases.powers.standing import powers
from scc_model.conditions import Context, applies
from scc_model.conditions.binding import kinds_needed
from scc_model.loading import load
from scc_model.words import obligations
from strategies import answers, readings, standing

FRAMEWORK = load()


def of_maintained_schools():
    """The rules that a procedure or the rule itself keeps to maintained schools."""
    for rule in FRAMEWORK.rules.values():
        for only_if in (FRAMEWORK.home[rule.id].only_if, rule.only_if):
            for kind in kinds_needed(only_if, FRAMEWORK):
                if kind.in_ == ("maintained-school",):
                    yield rule


MAINTAINED = [*of_maintained_schools()]
STEPS = [
    "meet-inspectors", "plan-of-action", "share-plans", "choose-support", "negotiated-programme",
    "progress-report-to-hmi", "lead-support", "support-teaching", "report-upwards-in-a-category",
]  # fmt: skip


@given(st.data())
def test_no_rule_of_a_maintained_school_applies_to_an_academy_wherever_it_stands(data):
    stands = data.draw(standing(FRAMEWORK)) | {"governance": "academy-school"}
    known = Context.of(FRAMEWORK, data.draw(answers(FRAMEWORK)), data.draw(readings(FRAMEWORK)))
    context = known.standing(stands)
    assert [rule.id for rule in MAINTAINED if applies(rule, context) is not False] == []


@given(answers(FRAMEWORK), readings(FRAMEWORK))
def test_the_answers_say_that_it_is_an_academy_where_no_stage_does(facts, chosen):
    context = Context.of(FRAMEWORK, facts | {"school-type": "academy"}, chosen)
    assert [rule.id for rule in MAINTAINED if applies(rule, context) is not False] == []


@pytest.mark.parametrize("name", STEPS)
def test_the_steps_of_a_category_reach_academies_under_one_reading_only(name):
    stages = ["academy-school", "special-measures"]
    decided = {"category": "special-measures"}
    chosen = {"lists-of-monitoring": "left-out-by-mistake"}
    usual = Context.of(FRAMEWORK, {}, chosen, decided, stages)
    assert applies(FRAMEWORK.rules[name], usual) is False
    chosen["academies-in-category-steps"] = "all-schools"
    otherwise = Context.of(FRAMEWORK, {}, chosen, decided, stages)
    assert applies(FRAMEWORK.rules[name], otherwise) is True


def test_what_a_school_came_into_a_procedure_with_outlasts_its_eligibility():
    copied = FRAMEWORK.rules["copy-suspension-notice"]
    stages = ["maintained-school", "budget-suspended", "not-eligible-by-inspection"]
    assert applies(copied, Context.of(FRAMEWORK, stages=stages))
    at_the_start = ["maintained-school", "budget-delegated", "not-eligible-by-inspection",
                    "not-eligible-by-warning-notice", "not-eligible-by-pay-notice"]  # fmt: skip
    assert applies(copied, Context.of(FRAMEWORK, stages=at_the_start)) is False


INADEQUATE = {"overall-effectiveness": "inadequate", "capacity-planning": "no"}
CATEGORY = [
    ("inadequate-indicated", "2014-10-16"), ("inspection-ended", "2014-10-17"),
    ("oral-feedback-given", "2014-10-17"), ("judgement-first-moderated", "2014-10-22"),
    ("draft-report-received", "2014-10-31"), ("final-judgement-notified", "2014-11-07"),
    ("judgement-final", "2014-11-07"), ("final-report-received", "2014-11-10"),
    ("report-published", "2014-11-14"),
]  # fmt: skip


def seen(kind, *more):
    pairs = [*CATEGORY, *more]
    events = tuple(Entry(name, dt.date.fromisoformat(day)) for name, day in pairs)
    case = Case("A school", dt.date(2014, 9, 1), {"school-type": kind, **INADEQUATE}, events=events)
    return journey(case, FRAMEWORK, dt.date(2015, 3, 2))


def test_an_academy_in_special_measures_owes_no_step_of_the_local_authority():
    view = seen("academy")
    asked = {duty.rule.id for duty in view.duties()}
    assert {"improvement-plan", "report-to-parents"} <= asked
    assert not asked & {rule.id for rule in MAINTAINED}
    assert not asked & {*STEPS}
    opened = {power.rule.id for power in powers(view) if power.open is not False}
    assert not opened & {rule.id for rule in MAINTAINED}


def test_conversion_ends_what_the_school_had_to_do_and_says_so():
    converted = ("academy-order-made", "2014-12-01"), ("academy-converted", "2015-01-05")
    before = {duty.rule.id: duty for duty in seen("community").duties()}
    view = seen("community", ("chief-inspector-notice-given", "2014-11-10"), *converted)
    after = {duty.rule.id: duty for duty in view.duties()}
    assert before["plan-of-action"].status == "overdue"
    for name in ("plan-of-action", "timetable-of-reviews", "lead-support"):
        if name in before:
            assert after[name].status == "no-longer-required", name
            assert after[name].ended_on == (dt.date(2015, 1, 5), "academy-converted"), name
            told = obligations.duty_explained(after[name], view)
            assert (
                "No longer required since Monday 5 January 2015: the school became an academy."
                in told
            )
    assert not {duty.rule.id for duty in obligations.to_do(view)} & {rule.id for rule in MAINTAINED}


def test_what_was_done_stays_done_after_conversion():
    done = ("plan-of-action-drawn-up", "2014-11-20")
    order = ("chief-inspector-notice-given", "2014-11-10"), ("academy-order-made", "2014-12-01")
    view = seen("community", done, *order, ("academy-converted", "2015-01-05"))
    duty = next(duty for duty in view.duties() if duty.rule.id == "plan-of-action")
    assert (duty.status, duty.met_on) == ("met", dt.date(2014, 11, 20))
