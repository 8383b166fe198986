"""Every worked case in ``data/cases/`` comes out as it says."""

from __future__ import annotations

import pytest

from scc_model.errors import DataError
from scc_model.loading import data_dir, load
from scc_model.worked import cases, running

CASES = cases.read(data_dir() / "cases")


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in CASES])
def test_the_case_comes_out_as_it_says(case):
    assert running.differences(case, load()) == []


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in CASES])
def test_the_case_expects_something(case):
    expected = case.expect
    assert any(
        (expected.rules, expected.decisions, expected.definitions, expected.moves,
         expected.next_question, expected.error, expected.of_a_history)
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
    import attrs

    case = next(case for case in CASES if case.expect.rules)
    name, expected = next(iter(case.expect.rules.items()))
    wrong = attrs.evolve(expected, applies=not expected.applies)
    broken = attrs.evolve(case, expect=attrs.evolve(case.expect, rules={name: wrong}))
    assert running.differences(broken, load())


def test_a_faulty_case_file_is_reported_with_its_line(tmp_path):
    (tmp_path / "x.yaml").write_text("cases:\n  - id: a\n    titel: b\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"cases/x.yaml:3: there is no key 'titel'"):
        cases.read(tmp_path)
