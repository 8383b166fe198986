"""Every worked case in ``data/cases/`` comes out as it says."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from scc_model.cases.case import Entry
from scc_model.errors import DataError
from scc_model.loading import data_dir, load
from scc_model.worked import cases, running, sayings, sides

CASES = cases.read(data_dir() / "cases")


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in CASES])
def test_the_case_comes_out_as_it_says(case):
    assert running.differences(case, load()) == []


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in CASES])
def test_the_case_expects_something(case):
    expected = case.expect
    assert any(
        (expected.rules, expected.says, expected.decisions, expected.definitions, expected.moves,
         expected.next_question, expected.error, expected.of_a_history, expected.of_the_data)
    )  # fmt: skip


def test_every_dated_rule_and_every_outcome_has_a_case():
    framework = load()
    rules = {name for case in CASES for name in case.expect.rules}
    dated = {
        name
        for name, rule in framework.rules.items()
        if rule.time_limit and (rule.time_limit.latest or rule.time_limit.earliest)
    }
    assert dated <= rules, f"no case for {sorted(dated - rules)}"
    outcomes = {item for case in CASES for item in case.expect.decisions.items()}
    for name in framework.classification:
        for outcome in framework.decisions[name].outcomes:
            assert (name, outcome.id) in outcomes, f"no case for {name}: {outcome.id}"


def test_a_reading_that_changes_something_has_a_case_for_every_choice():
    framework = load()
    chosen = {
        (framework.reading(name).id, choice)
        for case in CASES
        for name, choice in case.given.readings.items()
    }
    for reading in framework.readings.values():
        if reading.changes != "wording":
            others = {choice.id for choice in reading.choices} - {reading.default}
            missing = {choice for choice in others if (reading.id, choice) not in chosen}
            assert not missing, f"no case reads {reading.ref} as {sorted(missing)}"


def test_a_wrong_expectation_is_noticed():
    """The runner itself can fail: a case with one date altered no longer holds."""
    case = next(case for case in CASES if case.expect.rules)
    name, expected = next(iter(case.expect.rules.items()))
    wrong = attrs.evolve(expected, applies=not expected.applies)
    broken = attrs.evolve(case, expect=attrs.evolve(case.expect, rules={name: wrong}))
    assert running.differences(broken, load())


def of_a_rule(**keys):
    """A case that expects this of the first rule that has no time limit and always applies."""
    name = next(
        name for name, rule in load().rules.items()
        if rule.time_limit is None and rule.applies_when is None
    )  # fmt: skip
    return case_with(rules={name: cases.RuleExpected(**keys)})


def case_with(given=None, **expected):
    given = given if given is not None else cases.Given()
    return cases.WorkedCase("x", "X", "About x.", given, cases.Expected(**expected))


SPECIAL = {"category": ("special-measures",)}
FOLLOWED = cases.Given(begins=dt.date(2014, 9, 1), facts={"school-type": "community"})
RULE = "statement-of-action"


@pytest.mark.parametrize(
    ("case", "message"),
    [
        (of_a_rule(status="met"), "has no time limit, so it has no 'status'"),
        (of_a_rule(latest=dt.date(2014, 9, 1)), "has no time limit, so it has no 'latest'"),
        (of_a_rule(earliest="none"), "has no time limit, so it has no 'earliest'"),
        (of_a_rule(estimated=True), "has no time limit, so it has no 'estimated'"),
        (case_with(rules={RULE: cases.RuleExpected(applies=False, status="due")}),
         f"{RULE} must not apply, so its 'status' is not looked at"),
        (case_with(FOLLOWED, stages=("maintained-school",),
                   duties={RULE: cases.DutyExpected(applies=False, rounds=())}),
         f"{RULE} must not apply, so its 'rounds' is not looked at"),
        (case_with(FOLLOWED, stages=("maintained-school",),
                   rules={RULE: cases.RuleExpected(status="due")}),
         f"{RULE}: after a history, its 'status' is expected under 'duties'"),
        (case_with(), "nothing is expected"),
        (case_with(error="no such thing", next_question="none"),
         "nothing can be expected beside an error"),
        (case_with(FOLLOWED, next_question="none"), "'begins' is given, and there is no history"),
        (case_with(cases.Given(calendar_as_of=dt.date(2014, 9, 1)), next_question="none"),
         "'calendar_as_of' is given, and there is no history"),
    ],
)  # fmt: skip
def test_what_nothing_would_look_at_is_a_difference(case, message):
    assert any(message in str(found) for found in running.differences(case, load()))


def test_after_a_history_a_definition_is_judged_as_the_history_leaves_it():
    """Not as the facts alone have it: an answer that an entry brings counts."""
    entry = case_entry("oral-feedback-given", facts={"notice-states-matters": "no"})
    given = cases.Given(facts={"school-type": "community"}, history=(entry,))
    case = case_with(given, definitions={"warning-notice-complete": "false"})
    assert running.differences(case, load()) == []
    without = attrs.evolve(given, history=(attrs.evolve(entry, facts={}),))
    assert running.differences(attrs.evolve(case, given=without), load())


def case_entry(event, **more):
    return Entry(event, dt.date(2014, 10, 17), **more)


def test_a_faulty_case_file_is_reported_with_its_line(tmp_path):
    (tmp_path / "x.yaml").write_text("cases:\n  - id: a\n    titel: b\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"cases/x.yaml:3: there is no key 'titel'"):
        cases.read(tmp_path)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"kind": "advice"}, "comply-in-initial-period is a 'duty', not a 'advice'"),
        ({"force": "should"}, "comply-in-initial-period is 'must', not 'should'"),
        ({"actors": ("headteacher",)}, "'actors' is governing-body, not headteacher"),
        ({"to": ("diocese",)}, "'to' is local-authority, not diocese"),
        ({"to": ()}, "'to' is local-authority, not nothing"),
        ({"document": "warning-notice"}, "'document' is nothing, not warning-notice"),
        ({"from_": ()}, "'from' is warning-notice-given, directed-notice-given, not n"),
        ({"shown_by": ("representations-made",)}, "'shown_by' is compliance-accepted, not rep"),
        ({"until": ()}, "'until' is representations-made, non-compliance-found, not nothing"),
        ({"sends": ("warning-notice",)}, "'sends' is nothing, not warning-notice"),
        ({"at": ("Section 1",)}, "not Section 1"),
        ({"actors": ("governor",)}, "There is no role 'governor'"),
    ],
    ids=["another kind", "weaker", "somebody else", "to somebody else", "to nobody", "a document",
         "from nothing", "shown otherwise", "without end", "sends", "elsewhere", "no role"],
)  # fmt: skip
def test_a_rule_that_says_something_else_is_a_difference(changed, message):
    name = "comply-in-initial-period"
    said = sayings.rule_said(load().rules[name], load())
    assert running.differences(case_with(says={name: said}), load()) == []
    [difference] = running.differences(
        case_with(says={name: attrs.evolve(said, **changed)}), load()
    )
    assert message in str(difference)


@pytest.mark.parametrize(
    ("expected", "message"),
    [
        ({"happens": {"concern-signalled": sayings.EventSaid(("link-adviser",))}},
         "concern-signalled: 'by' is"),
        ({"holds": {"attend-feedback": sides.Sides(for_=({"in": ("academy-school",)},))}},
         "attend-feedback does not hold for in: academy-school"),
        ({"holds": {"attend-feedback": sides.Sides(not_for=(SPECIAL,))}},
         "attend-feedback holds for category: special-measures"),
        ({"holds": {"no-such-thing": sides.Sides()}}, "There is no condition 'no-such-thing'"),
        ({"leads": {"maintained-school": {"school-closed": ("academy-school",)}}},
         "from maintained-school, school-closed leads to closed-school, not academy-school"),
        ({"leads": {"maintained-school": {"concern-signalled": ("refused",)}}},
         "concern-signalled leads to perhaps, not refused"),
        ({"leads": {"no-such-stage": {}}}, "There is no stage 'no-such-stage'"),
        ({"begins_in": {"governance": ("closed-school",)}}, "'begins_in' is maintained-school"),
        ({"rests_in": {"governance": ()}}, "closed-school, not nothing"),
        ({"written_by": {"warning-notice-document": ("school",)}}, "is local-authority, not sch"),
        ({"part_of": {"school": ("ofsted",)}}, "school: 'part_of' is nothing, not ofsted"),
        ({"bank_holidays": {"in 2014": ("1 January",)}}, "26 December, not 1 January"),
        ({"codes": {"phase-of-education": ()}}, "phase-of-education: 'codes' is"),
        ({"part_of": {"nobody": ("ofsted",)}}, "There is no 'part_of' of 'nobody'"),
    ],
    ids=["by others", "for others", "not for its own", "no condition", "elsewhere", "perhaps",
         "no stage", "begins", "rests", "written", "part", "days", "codes",
         "no role"],
)  # fmt: skip
def test_data_that_say_something_else_are_a_difference(expected, message):
    [difference] = running.differences(case_with(**expected), load())
    assert message in str(difference)


def test_several_answers_and_stages_of_one_procedure_stand_for_as_many_schools():
    either = {"category": ("special-measures", "serious-weaknesses"),
              "in": ("maintained-school", "academy-school", "complied")}  # fmt: skip
    schools = list(sides.schools(either, load()))
    assert len(schools) == 4
    assert {school["in"] for school in schools} == {
        ("maintained-school", "complied"), ("academy-school", "complied"),
    }  # fmt: skip


def test_everything_with_a_condition_stands_in_a_case_with_schools_on_each_side():
    sides_of = {name: x for case in CASES for name, x in case.expect.holds.items()}
    assert sides_of.keys() == sides.with_condition(load()).keys()
    assert all(both.for_ and both.not_for for both in sides_of.values())


def test_the_weightiest_rules_stand_in_a_case_with_who_to_whom_and_how_strongly():
    told = {name for case in CASES for name in case.expect.says}
    weighty = {
        rule.id
        for rule in load().rules.values()
        if rule.kind in {"duty", "power", "right", "consent", "consultation"}
    }
    assert len(weighty) >= 60
    assert weighty <= told
