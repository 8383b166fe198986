"""Small things that a record keeps account of, each of which a change of the model once hid."""

from __future__ import annotations

import datetime as dt

import pytest

from scc_model.cases.case import Case, Entry
from scc_model.cases.files import read
from scc_model.cases.journey import journey
from scc_model.errors import DataError
from scc_model.loading import load

FRAMEWORK = load()
BEGINS = dt.date(2014, 9, 1)
FEEDBACK = Entry(
    "oral-feedback-given", dt.date(2014, 10, 16), {"judgement-announced": "special-measures"}
)


def seen(as_at, *entries):
    case = Case("A school", BEGINS, {"school-type": "community"}, events=entries, complete=False)
    return journey(case, FRAMEWORK, as_at)


def test_what_comes_round_is_asked_for_since_the_day_from_which_it_is_counted():
    held = dt.date(2014, 9, 15)
    known = seen(dt.date(2014, 12, 1), Entry("annual-evaluation-held", held))
    (duty,) = known.duties([FRAMEWORK.rules["annual-evaluation"]])
    assert duty.since == held


def test_what_is_presumed_after_an_announcement_does_not_hide_it():
    notified = Entry("final-judgement-notified", dt.date(2014, 11, 5))
    known = seen(dt.date(2014, 11, 10), FEEDBACK, notified)
    presumed = [x.event for x in known.replayed.happened[3:] if x.entry is None]
    assert "judgement-final" in presumed
    assert [said.outcome for said in known.announced] == ["special-measures"]


@pytest.mark.parametrize(("version", "faults"), [(1, True), (2, False)])
def test_an_entry_without_a_day_is_one_of_the_second_version_only(tmp_path, version, faults):
    path = tmp_path / "case.yaml"
    path.write_text(
        f"version: {version}\nschool: A school\nbegins: 2014-09-01\n"
        "events:\n- event: oral-feedback-given\n",
        encoding="utf-8",
    )
    if faults:
        with pytest.raises(DataError):
            read(path, FRAMEWORK)
    else:
        assert read(path, FRAMEWORK).events[0].date is None


def test_a_step_that_may_be_asked_for_is_past_once_what_comes_after_it_has_happened():
    """Nobody said what the judgement is; the draft was sent before the final report came."""
    inspected = Entry("inspection-ended", dt.date(2014, 10, 17))
    received = Entry("final-report-received", dt.date(2014, 11, 10))
    draft = [FRAMEWORK.rules["send-draft-report"]]
    day = dt.date(2014, 11, 12)
    (before,), (after,) = (
        seen(day, *x).duties(draft) for x in ([inspected], [inspected, received])
    )
    assert (before.status, before.done) == ("if", False)
    assert (after.status, after.done) == ("if", True)
    assert (after.done_by, after.overtaken_by) == (received.date, received.event)


def test_what_shows_a_step_and_may_have_come_before_it_is_named():
    """The visit that shows the review was before Christmas; the statement came on 12 December."""
    known = seen(
        dt.date(2015, 1, 12),
        Entry("report-published", dt.date(2014, 11, 21), decided={"category": "special-measures"}),
        Entry("statement-of-action-submitted", dt.date(2014, 12, 12)),
        Entry("first-monitoring-inspection-held", by=dt.date(2014, 12, 24)),
    )
    (review,) = known.duties([FRAMEWORK.rules["review-statement-with-hmi"]])
    assert review.status == "not-recorded"
    assert review.overtaken_by == "first-monitoring-inspection-held"
    assert not review.done
