"""Walks: examples that can be entered, and what an event takes closed by the loader."""

from __future__ import annotations

import pytest

from scc_model.errors import DataError
from scc_model.loading import load, load_from
from small_copy import swap

WALKS, VISITS = "walks.yaml", "procedures/visits.yaml"
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


def taken(framework, event, walk="pay-a-visit"):
    steps = framework.walks[walk].steps
    return next(asked.takes for step in steps for asked in step.events if asked.event == event)


JUDGED = "events: [{event: judged, takes: [%s]}]"


def ask_for_judgement(folder, takes):
    swap(folder, WALKS, EXAMPLE, "")
    swap(folder, WALKS, "events: [{event: visit-held, takes: [announced]}]", JUDGED % takes)


def test_what_has_to_come_before_is_taken_with_what_is_named(data):
    ask_for_judgement(data, "announced")
    assert taken(load_from(data), "judged") == ("announced", "visit-held")


def test_an_event_that_takes_nothing_goes_on_taking_nothing(data):
    ask_for_judgement(data, "")
    assert taken(load_from(data), "judged") == ()


def test_an_event_to_which_no_way_leads_by_what_it_takes_is_refused(data):
    """There are two ways to a visit here, so neither is taken by itself; one has to be named."""
    swap(
        data,
        VISITS,
        "    from: [waiting]\n    to: visited\n",
        "    from: [asked]\n    to: visited\n",
    )
    swap(data, VISITS, "  - {id: visited,", "  - {id: asked, title: Asked}\n  - {id: visited,")
    way = '  - {{id: way-{0}, from: [waiting], to: asked, event: {0}, cite: [book: "Part 1"]}}\n'
    swap(data, VISITS, "events:\n", f"{way.format('announced')}{way.format('invited')}events:\n")
    swap(data, VISITS, "definitions:\n", (
        "  - {id: invited, title: Invited, question: When?, by: [head], cite: [book: Part 1]}\n"
        "definitions:\n"
    ))  # fmt: skip
    ask_for_judgement(data, "visit-held")
    message = ("by what 'judged' takes, no way leads from a start to where it can happen. "
            "Accepted: one more of announced, invited.")  # fmt: skip
    assert [fault.partition(": ")[2] for fault in faults(data)] == [message]


def test_the_steps_of_a_secondment_are_taken_from_the_first():
    """A locum can only start once both schools have agreed: nobody need list it."""
    assert taken(load(), "locum-started", "secondment") == (
        "secondment-needed", "secondment-recommended", "donor-agreed", "receiving-agreed",
        "secondment-arranged", "secondment-letter-sent", "locum-briefed",
    )  # fmt: skip


def test_what_can_only_follow_an_event_belongs_to_the_round_before():
    assert taken(load(), "progress-review-held", "progress-review") == (
        "next-steps-set", "progress-review-convened"
    )  # fmt: skip


def test_an_answer_to_a_question_that_is_not_there_is_no_fault_of_its_own(data):
    swap(data, "facts.yaml", "id: ready", "id: redy")
    assert not [fault for fault in faults(data) if "cannot be entered" in fault]
