"""What may be recorded next in a case, and what is asked with it."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from places import SMALL_DATA
from scc_model.cases.case import Case, Entry
from scc_model.cases.journey import journey
from scc_model.cases.offers import Question, asked_for, day_of, offers, questions
from scc_model.conditions import Context
from scc_model.loading import load, load_from
from scc_model.model import AllOf, DecisionIs, FactIs, Not

SMALL = load_from(SMALL_DATA)
BEGINS = dt.date(2014, 9, 1)
VISITED = Entry("visit-held", dt.date(2014, 9, 8))
JUDGED = Entry("judged", dt.date(2014, 9, 15), {"ready": "no"})


def at(day, *entries, facts=(), framework=SMALL):
    case = Case("A", BEGINS, dict(facts), events=entries)
    return journey(case, framework, dt.date(2014, 9, day))


def offered(seen, begun=()):
    return {
        offer.event.id: (offer.leads_to, offer.certain, offer.if_changed)
        for offer in offers(seen, dict(begun))
    }


def test_what_can_happen_where_the_school_stands_is_offered():
    assert offered(at(2)) == {
        "announced": ((), True, False),
        "visit-held": (("visited",), True, False),
    }


def test_what_an_answer_decides_leads_to_more_than_one_stage():
    assert offered(at(9, VISITED)) == {
        "announced": ((), True, False),
        "judged": (("content", "worried"), False, False),
    }


def test_what_is_known_leaves_one_stage():
    assert offered(at(9, VISITED, facts={"ready": "yes"}))["judged"] == (("content",), True, False)


def test_an_event_is_not_offered_twice_on_a_day_unless_it_was_withdrawn():
    assert "visit-held" not in offered(at(8, VISITED))
    announced = Entry("announced", dt.date(2014, 9, 8))
    assert "announced" not in offered(at(8, announced))
    assert "announced" in offered(at(9, announced))
    withdrawn = Entry("announced", dt.date(2014, 9, 8), withdrawn="A slip")
    assert "announced" in offered(at(8, withdrawn))


def test_an_end_leaves_what_moves_nothing():
    assert set(offered(at(16, VISITED, JUDGED))) == {"announced"}


def test_what_only_an_answer_keeps_from_happening_is_offered_where_that_may_have_changed():
    """An answer that holds from the beginning has not changed, and rules out what it ruled out."""
    visits = SMALL.procedures["visits"]
    kept = tuple(move for move in visits.transitions if move.id != "found-wanting")
    procedures = {**SMALL.procedures, "visits": attrs.evolve(visits, transitions=kept)}
    framework = attrs.evolve(SMALL, procedures=procedures)
    unready = {"ready": "no"}
    seen = at(9, VISITED, facts=unready, framework=framework)
    assert offered(seen)["judged"] == (("content",), False, True)
    assert "judged" not in offered(seen, begun=unready)


def test_what_the_guards_need_is_asked_first_and_what_is_known_after_it():
    seen = at(9, VISITED)
    asked, outcome = questions("judged", seen.context, {}, {})
    assert asked == [Question("decision", "grade")]
    assert outcome.allowed is None
    asked, outcome = questions("judged", seen.context, {}, {"grade": "bad"})
    assert asked == [Question("decision", "grade")]
    assert outcome.allowed is True
    assert [move.transition.to for move in outcome.moves if move.open] == ["worried"]


def test_an_answer_from_before_is_asked_about_again_with_what_it_was():
    seen = at(9, VISITED, facts={"ready": "yes"})
    asked, outcome = questions("judged", seen.context, {}, {})
    assert asked == [Question("decision", "grade", before="good")]
    assert [move.transition.to for move in outcome.moves if move.open] == ["content"]
    _, changed = questions("judged", seen.context, {}, {"grade": "bad"})
    assert [move.transition.to for move in changed.moves if move.open] == ["worried"]


def test_answers_to_what_is_not_asked_change_nothing():
    seen = at(2)
    asked, outcome = questions("visit-held", seen.context, {"ready": "yes"}, {"grade": "bad"})
    assert asked == []
    assert outcome.context == seen.context


def test_a_question_is_known_by_its_kind_and_name():
    assert Question("fact", "ready", before="no").key == ("fact", "ready")


def test_an_event_of_the_handbook_asks_for_what_its_guard_looks_at():
    """A fact with an answer from before is asked about again; the kind of school never changes."""
    framework = load()
    facts = {"school-type": "community", "serious-breakdown": "no"}
    context = Context.of(framework, facts, stages=["signals-of-concern"])
    asked, _ = questions("warning-notice-considered", context, {}, {})
    keys = [question.key for question in asked]
    assert len(keys) == len(set(keys))
    assert ("fact", "school-type") not in keys
    for question in asked:
        known = context.facts.get(question.name, "") if question.kind == "fact" else ""
        assert question.before in {known, question.before if question.kind == "decision" else known}


def test_a_condition_asks_for_its_facts_and_decisions_once_in_their_order():
    condition = AllOf((
        FactIs("ready", ("yes",)), Not(DecisionIs("grade", ("bad",))), FactIs("ready", ("no",)),
    ))  # fmt: skip
    assert asked_for(condition, SMALL) == (("fact", "ready"), ("decision", "grade"))


@pytest.mark.parametrize(("text", "day"), [("2014-10-17", dt.date(2014, 10, 17)), ("soon", None)])
def test_a_day_of_a_state(text, day):
    assert day_of(text) == day


def test_a_duty_is_owed_since_the_day_it_is_counted_from():
    announced = Entry("announced", dt.date(2014, 9, 4))
    seen = at(9, announced)
    since = {duty.rule.id: duty.since for duty in seen.duties() if duty.deadline}
    assert since == {"reply": announced.date, "thank": None}  # no visit was held yet
