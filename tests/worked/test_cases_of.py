"""The cases that are proposed for what the data say hold, and tell it from what differs."""

import attrs
import pytest
import yaml

import cases_of
import telling_apart
from scc_model import model
from scc_model.conditions import holds
from scc_model.loading import load
from scc_model.worked import running, sides
from scc_model.worked.cases import Expected, Given, WorkedCase

FRAMEWORK = load()
A_FEW = ("attend-feedback", "additional-powers-by-statement", "floor-more-than-one-year",
         "warning-notice-complete", "promote-high-standards", "options-examined")  # fmt: skip


@pytest.mark.parametrize("name", A_FEW)
def test_schools_on_each_side_are_where_they_are_said_to_be(name):
    found = telling_apart.sides_of(name, FRAMEWORK)
    assert found.for_
    assert found.not_for
    case = WorkedCase("x", "X", "About x.", Given(), Expected(holds={name: found}))
    assert running.differences(case, FRAMEWORK) == []


@pytest.mark.parametrize("name", ["floor-more-than-one-year", "options-examined"])
def test_they_tell_a_condition_from_each_that_differs_in_one_thing(name):
    own = sides.conditions(FRAMEWORK)[name]
    found = telling_apart.sides_of(name, FRAMEWORK)
    schools = [
        (sides.context_of(school, FRAMEWORK), wanted)
        for situations, wanted in ((found.for_, True), (found.not_for, False))
        for situation in situations
        for school in sides.schools(situation, FRAMEWORK)
    ]
    others = list(telling_apart.others(own, FRAMEWORK))
    told = [x for x in others if any(holds(x, known) is not wanted for known, wanted in schools)]
    every = [
        sides.context_of(school, FRAMEWORK) for school in telling_apart.schools([own], FRAMEWORK)
    ]
    # Some come to the same for every school.
    known = [(context, holds(own, context)) for context in every]
    differ = [x for x in others if any(holds(x, at) is not wanted for at, wanted in known)]
    assert len(differ) > 3
    assert told == differ


def test_what_differs_in_one_thing():
    fact = model.FactIs("floor-standards", ("above",))
    values = [other.is_ for other in telling_apart.others(fact, FRAMEWORK)]
    assert ("above", "first-time") in values
    both = model.AllOf((fact, model.StandsIn(("complied",))))
    others = list(telling_apart.others(both, FRAMEWORK))
    assert model.AnyOf(both.all) in others
    assert model.AllOf((fact,)) in others
    assert fact in telling_apart.others(model.Not(fact), FRAMEWORK)
    assert [x.exactly for x in telling_apart.others(model.Exactly(2, (fact,)), FRAMEWORK)][:2] == [
        1,
        3,
    ]


def test_what_is_printed_can_be_put_into_a_file(capsys):
    assert cases_of.main(["attend-feedback", "concern-signalled", "complied"]) == 0
    printed = yaml.safe_load(capsys.readouterr().out)
    assert {"says", "holds", "happens", "leads"} <= printed.keys()
    assert printed["says"]["attend-feedback"]["force"] == "must"
    assert cases_of.main(["no-such-thing"]) == 0
    assert "There is no rule" in capsys.readouterr().out


def test_answers_that_yaml_takes_for_something_else_stand_in_quotes():
    for word in ("yes", "No", "2014-11-07", "1", "a: b", ""):
        assert yaml.safe_load(cases_of.quoted(word)) == word
    assert cases_of.quoted("special-measures") == "special-measures"


def test_no_case_of_the_data_is_about_a_school():
    assert not Expected().of_the_data
    assert attrs.evolve(Expected(), leads={"complied": {}}).of_the_data
