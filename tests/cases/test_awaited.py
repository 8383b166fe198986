"""What would settle where a school stands, and so whether a power is open: events and answers."""

from __future__ import annotations

import datetime as dt

import pytest

from scc_model.cases.case import Case, Entry
from scc_model.cases.duties.settling import of_stage
from scc_model.cases.journey import journey
from scc_model.cases.powers.awaited import (
    awaited,
    closing,
    missing_of_the_beginning,
    unrecorded_stages,
)
from scc_model.cases.powers.usable import Steps, usable
from scc_model.conditions import Context
from scc_model.loading import load

FRAMEWORK = load()
GIVEN = Entry("warning-notice-given", dt.date(2014, 9, 22))
FOUND = Entry("non-compliance-found", dt.date(2014, 10, 14))
INSPECTED = Entry("inspection-ended", dt.date(2014, 10, 17))
DRAFT = Entry("draft-report-received", dt.date(2014, 10, 31))
INADEQUATE = Entry("chief-inspector-notice-given", dt.date(2014, 11, 10))
COMPLAINED = Entry("complaint-made", dt.date(2014, 11, 17))
TAKEN_AWAY = (
    "interim-board-appointed",
    "interim-board-appointed-by-secretary-of-state",
    "additional-governors-appointed-by-secretary-of-state",
)


def stands(*entries, kind="community"):
    facts = {"school-type": kind} if kind else {}
    case = Case("A", dt.date(2014, 9, 1), facts, events=entries, complete=False)
    return journey(case, FRAMEWORK, dt.date(2014, 11, 20)).replayed


@pytest.mark.parametrize(
    ("entries", "rule", "events"),
    [
        ((GIVEN, FOUND), "suspend-budget-after-warning-notice", ("powers-notice-given",)),
        ((GIVEN, FOUND), "right-to-intervene", ("powers-notice-given",)),
        # It has to be found first that the school did not comply.
        ((GIVEN,), "suspend-budget-after-warning-notice", ()),
        # Of an inspection nothing is recorded.
        ((GIVEN, FOUND), "suspend-budget-after-inspection", ()),
        ((INSPECTED, DRAFT), "comment-on-draft-report", ("inadequate-indicated",)),
        ((INSPECTED, DRAFT), "parents-champion", ("judgement-final",)),
        ((INSPECTED, DRAFT), "choose-support", ("inadequate-indicated", "judgement-final")),
        ((INSPECTED, DRAFT), "suspend-budget-after-inspection", ("chief-inspector-notice-given",)),
        ((INSPECTED,), "parents-champion", ()),
        # The authority declines when it is directed, and it was not.
        ((COMPLAINED,), "direct-authority-to-consider", ()),
    ],
)
def test_a_power_waits_for_what_would_bring_the_school_to_it_from_where_it_stands(
    entries, rule, events
):
    assert awaited(FRAMEWORK.rules[rule], stands(*entries)) == events


def test_a_power_does_not_wait_for_what_is_recorded_even_if_that_fits_nowhere():
    early = Entry("powers-notice-given", dt.date(2014, 9, 8))
    replayed = stands(GIVEN, FOUND, early)
    assert [wrong.entry for wrong in replayed.contradictions] == [early]
    assert awaited(FRAMEWORK.rules["suspend-budget-after-warning-notice"], replayed) == ()


def test_of_the_stages_that_would_open_a_power_the_narrowest_are_told():
    budget = FRAMEWORK.rules["suspend-budget-after-inspection"]
    assert unrecorded_stages(budget, stands(GIVEN)) == ("eligible-by-inspection",)
    assert unrecorded_stages(budget, stands(GIVEN, kind="")) == ("maintained-school",)
    assert unrecorded_stages(budget, stands(INADEQUATE)) == ()
    intervene = FRAMEWORK.rules["right-to-intervene"]
    assert unrecorded_stages(intervene, stands(GIVEN, kind="")) == ("maintained-school",)
    issue = FRAMEWORK.rules["issue-warning-notice"]
    assert unrecorded_stages(issue, stands(kind="")) == ("maintained-school",)
    # Where it stands with its notice is known.
    consider = FRAMEWORK.rules["direct-authority-to-consider"]
    assert unrecorded_stages(consider, stands(GIVEN)) == ("warning-notice-window-passed",)


@pytest.mark.parametrize(
    ("rule", "kind", "facts"),
    [
        ("complain-to-secretary-of-state", "", ("school-type",)),
        ("complain-to-secretary-of-state", "community", ()),
        # Here the school would have to stand elsewhere too than where schools begin.
        ("suspend-budget-after-warning-notice", "", ()),
    ],
)
def test_the_kind_of_school_is_asked_for_where_nothing_else_is_open(rule, kind, facts):
    context = stands(GIVEN, kind=kind).context
    assert missing_of_the_beginning(FRAMEWORK.rules[rule], context) == facts


@pytest.mark.parametrize(
    ("entries", "rule", "events"),
    [
        ((INADEQUATE,), "suspend-budget-after-inspection", TAKEN_AWAY[2:]),
        ((INADEQUATE,), "appoint-governors-after-inspection", TAKEN_AWAY),
        ((INADEQUATE,), "appoint-governors-as-secretary-of-state", TAKEN_AWAY[:2]),
        # It is not open either if nothing else has happened.
        ((GIVEN,), "suspend-budget-after-inspection", ()),
    ],
)
def test_what_would_have_closed_a_power_is_told_where_it_is_open_otherwise(entries, rule, events):
    assert closing(FRAMEWORK.rules[rule], stands(*entries)) == events


def test_where_a_judgement_left_a_school_is_settled_by_what_it_rests_on_and_is_not_known():
    rests_on = ("overall-effectiveness", "capacity-self-evaluation", "capacity-performance-data",
                "capacity-planning", "capacity-monitoring", "capacity-impact")  # fmt: skip
    assert of_stage("qdd-programme", stands(INADEQUATE)) == rests_on
    answer = Entry("report-published", dt.date(2014, 11, 14), {"capacity-planning": "no"})
    left = tuple(fact for fact in rests_on if fact != "capacity-planning")
    assert of_stage("qdd-programme", stands(INADEQUATE, answer)) == left


def test_where_a_school_stands_that_is_known_nothing_settles_and_else_perhaps_its_kind():
    assert of_stage("warning-notice", stands(GIVEN, kind="")) == ()
    assert of_stage("warning-notice", stands(INADEQUATE)) == ()
    assert of_stage("warning-notice", stands(INADEQUATE, kind="")) == ("school-type",)


def test_a_power_whose_use_no_event_shows_can_always_be_used():
    assert usable((), (), Steps(Context.of(load()), Context.of(load()))) is True
