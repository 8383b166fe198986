"""Mutants are told apart by what they change, counted, and each that survives has a reason."""

import pytest

import mutants
from mutants import Survivor

KILLED = {f"scc_model.dating.counting.x_add__mutmut_{number}": "killed" for number in range(9)}
ONE_MORE = "scc_model.chart.steps.xǁStepǁ_moved__mutmut_12"


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("scc_model.dating.counting.x_add__mutmut_3", "dating.counting.add"),
        ("scc_model.chart.steps.x__moved__mutmut_12", "chart.steps._moved"),
        (ONE_MORE, "chart.steps.Step._moved"),
    ],
)
def test_a_mutant_is_known_by_its_function(name, function):
    assert mutants.function_of(name) == function


def test_a_mutant_is_known_by_its_change_and_not_by_its_number():
    difference = "--- a.py\n+++ a.py\n@@ -1,3 +1,3 @@\n def f():\n-    return 1\n+    return 2\n"
    assert mutants.change_of(difference) == "return 1 => return 2"


def test_what_became_of_each_is_read():
    printed = f"    {ONE_MORE}: survived\n    scc_model.a.x_b__mutmut_1: no tests\nother words\n"
    assert mutants.statuses(printed) == {
        ONE_MORE: "survived",
        "scc_model.a.x_b__mutmut_1": "no tests",
    }


def test_nine_in_ten_are_enough_where_the_tenth_has_a_reason(capsys):
    assert mutants.report({**KILLED, ONE_MORE: "survived"}, []) == 0
    assert "All: 9 of 10 killed, 90.0%" in capsys.readouterr().out


@pytest.mark.parametrize("status", ["survived", "no tests", "suspicious"])
def test_fewer_are_not_enough(status):
    found = {**KILLED, ONE_MORE: status, ONE_MORE.replace("12", "13"): status}
    assert mutants.report(found, []) == 1


def test_a_survivor_without_a_reason_is_told(capsys):
    assert mutants.report(KILLED, [Survivor("dating.counting.add", "1 => 2")]) == 1
    assert "dating.counting.add: 1 => 2" in capsys.readouterr().out


def test_nothing_tried_is_not_enough():
    assert mutants.report({}, []) == 1


def test_the_same_seed_chooses_the_same_mutants():
    chosen = mutants.sample(KILLED, 4, seed=1)
    assert chosen == mutants.sample(reversed(KILLED), 4, seed=1)
    assert len(chosen) == 4
    assert mutants.sample(KILLED, 100, seed=1) == sorted(KILLED)


def test_every_listed_survivor_has_a_reason():
    for survivor, reason in mutants.explained().items():
        assert len(reason.split()) > 3, survivor
        assert " => " in survivor.change
