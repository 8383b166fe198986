"""Walks: examples that can be entered."""

from __future__ import annotations

import pytest

from scc_model.errors import DataError
from scc_model.loading import load, load_from
from small_copy import swap

WALKS = "walks.yaml"
EXAMPLE = 'example: {ready: "yes", visit-held: 2024-01-08}'


def faults(folder):
    with pytest.raises(DataError) as caught:
        load_from(folder)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("example", "message"),
    [
        ("{redy: yes}", "the walk 'pay-a-visit' has no field 'redy'. Did you mean 'ready'?"),
        ("{visit-hold: 2024-01-08}", "has no field 'visit-hold'. Did you mean 'visit-held'?"),
        ("{ready: maybe}", "'maybe' cannot be entered for 'ready'. Accepted: no, yes."),
        ("{visit-held: 8 January 2024}", "'8 January 2024' is not a date. Accepted: such as 2014"),
        ("{visit-held: 2024-02-30}", "'2024-02-30' is not a date"),
        ("{visit-held: 20240108}", "'20240108' is not a date"),
        ("{visit-held: [2024-01-08, 2024-01-09]}", "'visit-held' has 2 values, and"),
        ("{as-at: soon}", "'soon' is not a date"),
        ("{reading-days: many}", "has no field 'reading-days'"),
        ("{done: [reply]}", "has no field 'done'"),
        ("ready=yes", "'ready=yes' stands here. Accepted: a mapping."),
    ],
)  # fmt: skip
def test_an_example_that_cannot_be_entered_is_refused_with_its_line(data, example, message):
    swap(data, WALKS, EXAMPLE, f"example: {example}")
    messages = [fault for fault in faults(data) if message in fault]
    assert messages, faults(data)
    assert messages[0].startswith(f"{WALKS}:5: ")


def test_each_fault_of_an_example_has_its_own_line(data):
    swap(data, WALKS, EXAMPLE, "example:\n      redy: yes\n      visit-held: soon\n      as-at: 1")
    assert [fault.partition(" ")[0] for fault in faults(data)] == [
        f"{WALKS}:{line}:" for line in (6, 7, 8)
    ]


def test_an_example_is_the_link_that_it_says():
    plan = load().walks["progress-review"]
    assert plan.example["progress-review-held"] == ("2014-11-20",)
    assert "&progress-review-held=2014-11-20&" in plan.example_state


def test_an_answer_to_a_question_that_is_not_there_is_no_fault_of_its_own(data):
    swap(data, "facts.yaml", "id: ready", "id: redy")
    assert not [fault for fault in faults(data) if "cannot be entered" in fault]
