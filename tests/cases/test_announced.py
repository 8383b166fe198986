"""What inspectors announce before the judgement is final: nothing of it is asserted."""

from __future__ import annotations

import datetime as dt

import pytest

from scc_model.cases.asking import next_question
from scc_model.cases.case import Case, Entry
from scc_model.cases.journey import journey
from scc_model.cases.offers import questions
from scc_model.cases.powers.standing import powers
from scc_model.loading import load

BEGINS, EVENING = dt.date(2014, 9, 1), dt.date(2014, 10, 16)
FRAMEWORK = load()
OPTIONS = [option.id for option in FRAMEWORK.facts["judgement-announced"].options]
OF_A_CATEGORY = {"special-measures", "serious-weaknesses"}


def record(*events, **facts):
    return Case("A school", BEGINS, {"school-type": "community", **facts}, events=events,
                complete=False)  # fmt: skip


def feedback(answer, day=EVENING):
    return Entry("oral-feedback-given", day, {"judgement-announced": answer})


def seen(case, day=EVENING):
    return journey(case, FRAMEWORK, day)


def statuses(case, day=EVENING):
    return {duty.rule.id: duty for duty in seen(case, day).duties()}


THREE_FACTS = record(
    Entry("inspection-ended", EVENING),
    feedback("special-measures"),
    Entry("inadequate-indicated", EVENING),
)


def test_the_evening_of_the_feedback_has_something_to_do():
    duties = statuses(THREE_FACTS)

    assert duties["alert-local-authority"].status == "open"
    assert duties["alert-local-authority"].deadline.earliest == EVENING
    assert duties["improvement-plan"].status == "open"


def test_what_follows_from_a_judgement_that_is_not_final_is_an_if_with_its_estimated_day():
    statement = statuses(THREE_FACTS)["statement-of-action"]

    assert statement.status == "if"
    assert [said.outcome for said in statement.announced] == ["special-measures"]
    assert statement.deadline.estimated
    assert statement.missing[0] == "overall-effectiveness"


@pytest.mark.parametrize("announced", sorted(OF_A_CATEGORY))
def test_what_would_follow_is_what_follows_once_it_is_final(announced):
    final = record(*THREE_FACTS.events[::2], Entry("oral-feedback-given", EVENING,
                   decided={"category": announced}))  # fmt: skip
    said = record(*THREE_FACTS.events[::2], feedback(announced))

    follows = {name for name, duty in statuses(final).items() if not duty.rule.is_permission}
    assert follows <= {*statuses(said)}


@pytest.mark.parametrize("announced", OPTIONS)
def test_no_announcement_opens_a_power_or_asserts_that_a_school_is_in_a_category(announced):
    stands = seen(record(Entry("inspection-ended", EVENING), feedback(announced)))
    before = seen(record(Entry("inspection-ended", EVENING), Entry("oral-feedback-given", EVENING)))

    opened = [{power.rule.id for power in powers(x) if power.open} for x in (stands, before)]
    assert opened[0] == opened[1]
    assert stands.context.stands.get("ofsted-category") not in OF_A_CATEGORY
    for duty in stands.duties():
        assert not duty.announced or duty.status not in {"open", "due", "overdue"}


@pytest.mark.parametrize("announced", OPTIONS)
def test_feedback_of_a_category_tells_that_inadequate_was_indicated(announced):
    happened = {x.event: x.standing for x in seen(record(feedback(announced))).replayed.happened}

    indicated = happened.get("inadequate-indicated")
    assert indicated == ("presumed" if announced in OF_A_CATEGORY else None)


def test_the_final_judgement_takes_the_place_of_what_was_announced():
    final = Entry(
        "judgement-final", dt.date(2014, 11, 7), decided={"category": "serious-weaknesses"}
    )
    stands = seen(record(*THREE_FACTS.events, final), dt.date(2014, 11, 10))

    assert stands.announced == ()
    assert stands.context.stands["ofsted-category"] == "serious-weaknesses"
    assert all(not duty.announced for duty in stands.duties())


def test_an_earlier_judgement_does_not_settle_a_later_announcement():
    good = record(*THREE_FACTS.events, **{"overall-effectiveness": "good"})

    assert [said.outcome for said in seen(good).announced] == ["special-measures"]
    assert statuses(good)["alert-local-authority"].status == "open"
    assert statuses(good)["statement-of-action"].status == "if"


def test_a_draft_report_starts_no_clock_of_a_category():
    received = Entry("draft-report-received", dt.date(2014, 11, 4))
    before = statuses(THREE_FACTS, dt.date(2014, 11, 5))
    duties = statuses(record(*THREE_FACTS.events, received), dt.date(2014, 11, 5))

    for name, duty in duties.items():
        if name in before and before[name].announced and duty.deadline is not None:
            assert duty.status in {"if", "met"}, name
            if duty.deadline.anchor.event != "draft-report-received":
                assert duty.deadline.latest == before[name].deadline.latest


@pytest.mark.parametrize("event", ["oral-feedback-given", "inadequate-indicated"])
def test_whoever_records_an_announcement_is_asked_what_it_was(event):
    context = seen(record()).context
    asked, _ = questions(event, context, {}, {})
    again, _ = questions(event, context.knowing({"judgement-announced": "none-of-these"}), {}, {})

    assert asked[0].key == ("fact", "judgement-announced")
    assert again[0].before == "none-of-these"


# --- The question that would settle most ---


def test_feedback_of_which_nobody_said_what_it_was_asks_that_first():
    stands = seen(record(Entry("oral-feedback-given", EVENING)))
    reported = {duty.rule.id: duty for duty in stands.duties()}["report-feedback-upwards"]

    assert next_question(stands).id == "judgement-announced"
    assert (reported.status, reported.missing[0]) == ("if", "judgement-announced")


def test_what_only_a_final_judgement_settles_is_not_asked_before_it():
    assert next_question(seen(THREE_FACTS)) is None


def test_a_final_judgement_of_which_nobody_said_what_it_was_asks_that():
    final = record(Entry("judgement-final", dt.date(2014, 11, 7)))

    assert next_question(seen(final, dt.date(2014, 11, 7))).id == "overall-effectiveness"


def test_a_school_of_which_the_kind_is_not_known_is_asked_for_it():
    case = Case("A school", BEGINS, events=(Entry("concern-signalled", EVENING),), complete=False)

    assert next_question(seen(case)).id == "school-type"
