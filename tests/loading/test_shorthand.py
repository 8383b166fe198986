"""What procedures say in short: stages that a transition leaves, and what ends every procedure."""

from __future__ import annotations

import pytest
import yaml

from scc_model.errors import DataError
from scc_model.loading import data_dir, load, load_from
from small_copy import swap

VISITS, POWERS, INDEX = "procedures/visits.yaml", "procedures/powers.yaml", "framework.yaml"
CLOSED = """
  - id: closed
    title: The school closed
    question: On which day did the school close?
    by: [head]
    cite: [book: "Part 1, paragraph 1"]
"""
ENDS = """
ends_every_procedure:
  - event: closed
    cite: [book: "Part 1, paragraph 2"]
"""
NOT_POWERS = "    except: [{procedure: powers, why: A power that was used was used.}]\n"


def ended(folder, ends_in, more=""):
    """The small framework with an event that ends every procedure."""
    swap(folder, VISITS, "definitions:", CLOSED.lstrip("\n") + "definitions:")
    swap(folder, INDEX, "strands:", f"{ENDS.strip()}\n{more}strands:")
    if ends_in:
        swap(folder, VISITS, "events:\n", f"  - ends_in: {ends_in}\nevents:\n")
    return folder


@pytest.mark.parametrize("left", ["any", "{except: []}"])
def test_what_ends_a_procedure_can_leave_every_stage(data, left):
    after = load_from(ended(data, f"content\n    from: {left}", NOT_POWERS))
    assert after.transitions["content-after-closed"].from_ == ("waiting", "visited", "worried")


def faults(folder):
    with pytest.raises(DataError) as caught:
        load_from(folder)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("any", ("waiting", "visited", "content", "worried")),
        ("{except: worried}", ("waiting", "visited", "content")),
        ("{except: [content, waiting]}", ("visited", "worried")),
        ("visited", ("visited",)),
    ],
)
def test_the_stages_left_come_in_the_order_of_the_procedure(data, written, left):
    swap(data, VISITS, "from: [waiting]", f"from: {written}")
    assert load_from(data).transitions["visit"].from_ == left


@pytest.mark.parametrize("written", ["any", "{except: [worried]}"])
def test_a_stage_that_is_added_later_is_left_too(data, written):
    swap(data, VISITS, "from: [waiting]", f"from: {written}")
    swap(data, VISITS, "  - {id: content", "  - {id: late, title: Late}\n  - {id: content")
    assert "late" in load_from(data).transitions["visit"].from_


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{except: [wating]}", "'wating' is no stage of this procedure. Did you mean 'waiting'?"),
        ("{except: [power-used]}", "'power-used' is no stage of this procedure."),
        ("{except: [waiting, visited, content, worried]}",
         "'visit' leaves no stage of the procedure. Accepted: 'any', 'except' with some"),
        ("{exept: [waiting]}", "there is no key 'exept' here. Did you mean 'except'?"),
        ("anything", "there is no stage 'anything'"),
    ],
)  # fmt: skip
def test_stages_left_that_are_none_are_refused_with_their_line(data, written, message):
    swap(data, VISITS, "from: [waiting]", f"from: {written}")
    assert any(f"{VISITS}:12: {message}" in fault for fault in faults(data)), faults(data)


def test_an_event_that_ends_every_procedure_leads_from_wherever_a_school_stands(data):
    transition = load_from(ended(data, "content", NOT_POWERS)).transitions["content-after-closed"]
    assert transition.from_ == ("waiting", "visited", "worried")
    assert (transition.to, transition.event) == ("content", "closed")
    assert transition.cite[0].at == "Part 1, paragraph 2"


def test_what_is_said_of_one_of_the_events_holds_for_it_alone(data):
    more = f'  - event: judged\n    cite: [book: "Part 1"]\n{NOT_POWERS}'
    ended(data, "content\n    text: It is over.\n    apart: [{event: closed, text: Closed.}]",
          NOT_POWERS + more)  # fmt: skip
    transitions = load_from(data).transitions
    assert transitions["content-after-closed"].text == "Closed."
    assert transitions["content-after-judged"].text == "It is over."


def test_a_procedure_that_does_not_say_where_it_ends_is_named(data):
    message = (
        "'closed' ends every procedure, and leaves a school in the stage 'waiting' of 'visits'"
    )
    [fault] = [fault for fault in faults(ended(data, "", NOT_POWERS)) if message in fault]
    assert fault.startswith(f"{VISITS}:1: ")
    assert "Accepted: 'ends_in' under 'transitions'" in fault


def test_a_stage_in_the_middle_that_is_not_left_is_named(data):
    ended(data, "content\n    from: [waiting]", NOT_POWERS)
    message = (
        f"{VISITS}:7: 'closed' ends every procedure, and leaves a school in the stage 'visited'"
    )
    assert any(message in fault for fault in faults(data))


def test_a_procedure_in_which_nothing_ends_has_nothing_to_end_in(data):
    more = "    except: [{procedure: visits, why: Why.}, {procedure: powers, why: Why.}]\n"
    message = "no event that ends every procedure ends 'visits' in a stage"
    assert any(message in fault for fault in faults(ended(data, "content", more)))


def test_an_end_in_a_stage_that_is_none_is_refused_once(data):
    ended(
        data, "contend", NOT_POWERS + f'  - event: judged\n    cite: [book: "Part 1"]\n{NOT_POWERS}'
    )
    assert sum("there is no stage 'contend'" in fault for fault in faults(data)) == 1


def test_what_is_apart_is_about_an_event_that_ends_the_procedure(data):
    ended(data, "content\n    apart: [{event: closd, text: Closed.}]", NOT_POWERS)
    message = "'closd' is no event that ends every procedure and this one. Did you mean 'closed'?"
    assert any(message in fault for fault in faults(data))


def test_an_exception_needs_its_reason_and_a_procedure(data):
    messages = faults(ended(data, "content", "    except: [{procedure: power}]\n"))
    assert any("the key 'why' is missing" in message for message in messages)
    assert any("there is no procedure 'power'" in message for message in messages)


def test_conversion_and_closure_end_every_procedure_of_the_handbook():
    framework = load()
    assert [ending.event for ending in framework.ends_every_procedure] == [
        "academy-converted", "school-closed"
    ]  # fmt: skip
    for ending in framework.ends_every_procedure:
        excepted = {exception.procedure for exception in ending.except_}
        for procedure in framework.procedures.values():
            ends = any(move.event == ending.event for move in procedure.transitions)
            assert ends == bool(procedure.stages) or procedure.id in excepted, procedure.id


def test_what_ends_every_procedure_ends_each_rule_that_is_asked_for_from_a_day():
    """It is said once, in the index: a procedure names it only where it is excepted from it."""
    framework = load()
    for procedure in framework.procedures.values():
        path = data_dir() / "procedures" / f"{procedure.id.replace('-', '_')}.yaml"
        named = {
            name
            for rule in yaml.safe_load(path.read_text("utf-8")).get("rules", ())
            for name in rule.get("ends_with", ())
        }
        for ending in framework.ends_every_procedure:
            if any(excepted.procedure == procedure.id for excepted in ending.except_):
                continue
            assert ending.event not in named, procedure.id
            for rule in procedure.rules:
                begins = (rule.time_limit or rule.starts_with) and not rule.holds_in
                shown = ending.event in (*rule.uses, *rule.met_by_one_of)
                assert not begins or shown or ending.event in rule.ends_with, rule.id
