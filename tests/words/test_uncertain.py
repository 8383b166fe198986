"""What is not certain is said so, in every place where it shows."""

from __future__ import annotations

import csv
import datetime as dt
import io

import attrs
import pytest

from scc_model.cases.case import Case, Entry
from scc_model.cases.journey import journey
from scc_model.conditions import applies
from scc_model.loading import load
from scc_model.pictures.days import drawing
from scc_model.pictures.stays import lanes, stays
from scc_model.tables import duty_records, entries, explained, pages, records, terminal
from scc_model.walks.duties import Sorted
from scc_model.words import explaining, obligations, timing, uncertain
from scc_model.words.positions import positions_of

FRAMEWORK = load()
BEGINS, BY = dt.date(2014, 9, 1), dt.date(2014, 11, 21)
JANUARY = dt.date(2015, 1, 8)
LATEST = "Friday 19 December 2014 at the latest"
COUNTS_FROM = (
    "it counts from when the section 5 inspection ended, which was some day on or before "
    "Friday 21 November 2014"
)
STATEMENT = "statement-of-action"
TOLD_OF_POWERS = "inform-of-intervention-powers"


def seen(*events, day=JANUARY, complete=False, **facts):
    known = {"school-type": "community", **facts}
    case = Case("A school", BEGINS, known, events=events, complete=complete)
    return journey(case, FRAMEWORK, day)


def duty(stands, rule):
    return next(x for x in stands.duties() if x.rule.id == rule)


@pytest.fixture(scope="module")
def chair():
    """Only this is known: published by 21 November, special measures, and it is January."""
    return seen(Entry("report-published", by=BY, decided={"category": "special-measures"}))


def test_a_last_day_that_may_be_earlier_says_so_and_what_it_counts_from(chair):
    owed = duty(chair, TOLD_OF_POWERS)

    assert timing.when(owed) == f"by {LATEST}: {COUNTS_FROM}"
    assert "at the latest" in terminal.explained_text(TOLD_OF_POWERS, chair)
    assert COUNTS_FROM in str(pages.duties("x", "Duties", [owed], chair))
    assert "on some day on or before Friday 21 November 2014" in " ".join(
        explaining.explanation(owed, chair)
    )
    assert any(f"By {LATEST}" in line for _, told in explained.explained(TOLD_OF_POWERS, chair)
               for line in told)  # fmt: skip


def test_records_give_the_days_that_a_last_day_counts_from(chair):
    owed = duty(chair, TOLD_OF_POWERS)
    span = {"event": "inspection-ended", "first": None, "last": "2014-11-21"}
    rows = list(csv.DictReader(io.StringIO(duty_records.duties_csv([owed], chair))))

    assert duty_records.duty_record(owed, chair)["counts_from"] == [span]
    assert duty_records.duty_record(owed, chair)["at_the_latest"] is True
    assert rows[0]["counts_from"] == "inspection-ended ..2014-11-21"


def test_no_day_that_is_not_certain_stands_in_a_calendar_as_confirmed(chair):
    for owed in chair.duties():
        for item in entries.items([owed], chair, entries.School("x")):
            assert owed.status != "if"  # nobody announced anything
            doubtful = owed.deadline.at_the_latest or owed.status == "not-recorded"
            assert (item.status == "TENTATIVE") == (doubtful or owed.deadline.may_be_later)
            if owed.deadline.at_the_latest:
                assert item.title.startswith(f"{owed.rule.title}: ")
                end = "earliest" if ": first day (" in item.title else "latest"
                assert f"at the {end})" in item.title
                assert "which was some day on or before" in item.description


def test_pictures_mark_what_is_not_certain_and_say_it_in_words(chair):
    drawn = str(drawing([duty(chair, TOLD_OF_POWERS)], chair, "Dates"))

    assert "scc-strip--unsure" in drawn
    assert COUNTS_FROM in drawn
    assert "Nobody recorded if it was." in drawn


def test_what_nobody_recorded_is_neither_late_nor_hidden(chair):
    owed, sorted_ = duty(chair, TOLD_OF_POWERS), Sorted.of(chair.duties())
    told = f"It was to be done by {LATEST}. Nobody recorded if it was."

    assert owed.status == "not-recorded"
    assert uncertain.doubts(owed, FRAMEWORK) == [told]
    assert told in str(pages.duties("x", "Duties", [owed], chair))
    assert [x.rule.id for x in sorted_.unrecorded].count(TOLD_OF_POWERS) == 1
    assert all(x.status not in obligations.NOT_CERTAIN for x in sorted_.dated)
    assert "overdue: 0 things; not recorded:" in terminal.case_text(chair)


def test_every_duty_stands_in_one_group(chair):
    groups = Sorted.of(chair.duties())
    every = [owed.rule.id for group in attrs.astuple(groups, recurse=False) for owed in group]

    assert sorted(every) == sorted(x.rule.id for x in chair.duties() if not x.rule.is_permission)


def test_a_duty_of_which_it_is_not_known_whether_it_is_asked_for_carries_its_question():
    stands = seen(Entry("oral-feedback-given", dt.date(2014, 10, 16)), day=dt.date(2014, 10, 16))
    unsure = [x for x in stands.duties() if x.status == "if"]

    assert unsure
    for owed in unsure:
        assert applies(owed.rule, stands.context) is None
        (said,) = uncertain.doubts(owed, FRAMEWORK)
        assert said.startswith("If ")
        assert said.endswith(FRAMEWORK.facts[owed.missing[0]].question)
        assert duty_records.duty_record(owed, stands)["missing"] == [*owed.missing]


def test_what_is_asked_for_stands_before_what_perhaps_is():
    stands = seen(
        Entry(
            "oral-feedback-given",
            dt.date(2014, 10, 16),
            {"judgement-announced": "special-measures"},
        ),
        day=dt.date(2014, 10, 16),
    )
    order = [x.status == "if" for x in obligations.to_do(stands)]

    assert order == sorted(order)
    assert True in order
    assert "If it stays so." in uncertain.doubts(obligations.to_do(stands)[-1], FRAMEWORK)[0]
    assert "marked 'if it stays so'" in terminal.case_text(stands)


def test_a_stage_entered_on_a_day_that_is_not_known_is_on_or_before_it(chair):
    position = next(x for x in positions_of(chair) if x.procedure.id == "ofsted-category")
    (stay, *_) = stays("ofsted-category", chair)
    drawn = str(lanes([position], chair))

    assert not position.exact
    assert "on or before Friday 21 November 2014" in position.since_said
    assert "on or before Friday 21 November 2014" in stay.since
    assert "scc-lane__bar--unsure" in drawn
    assert stay.since in drawn
    assert position.since_said in str(pages.positions([position]))
    assert records.position_record(position)["exact"] is False


def test_where_it_is_one_of_two_stages_both_are_named_and_marked_everywhere():
    """A notice some day in October: on 10 November its initial period may be over, or not."""
    given = Entry("warning-notice-given", since=dt.date(2014, 10, 1), by=dt.date(2014, 10, 31))
    stands = seen(given, day=dt.date(2014, 11, 10))
    position = next(x for x in positions_of(stands) if x.procedure.id == "warning-notice")
    (*_, stay) = stays("warning-notice", stands)

    assert [stage.id for stage in position.stages] == ["initial-period", "compliance-period-over"]
    assert position.named == "Initial period or Compliance period over"
    assert stay.stage == "initial-period"
    record = records.position_record(position)
    assert (record["stage"], record["perhaps"]) == (
        None,
        ["initial-period", "compliance-period-over"],
    )
    assert position.named in terminal.case_text(stands)
    shown = str(pages.standing("walk", stands))
    assert f"<strong>{position.named}</strong>" in shown
    assert shown.count("Perhaps here") == 2
    assert f"<strong>{position.named}</strong>" in str(lanes([position], stands))


def test_a_record_in_which_every_day_is_known_is_said_without_a_doubt():
    stands = seen(
        Entry("inspection-ended", dt.date(2014, 10, 16)),
        Entry("judgement-final", dt.date(2014, 11, 7), decided={"category": "special-measures"}),
        Entry("final-report-received", dt.date(2014, 11, 7)),
        day=dt.date(2014, 11, 10),
        complete=True,
    )
    owed = duty(stands, STATEMENT)

    assert timing.when(owed) == "by Friday 21 November 2014"
    assert uncertain.doubts(owed, FRAMEWORK) == []
    assert not duty_records.duty_record(owed, stands)["at_the_latest"]


def test_a_calendar_holds_what_was_announced_as_tentative_and_nothing_that_is_only_perhaps():
    evening = dt.date(2014, 10, 16)
    ended = Entry("inspection-ended", evening)
    said = {"judgement-announced": "special-measures"}
    heard = seen(ended, Entry("oral-feedback-given", evening, said), day=evening)
    silent = seen(ended, Entry("oral-feedback-given", evening), day=evening)
    re_inspection = [[*entries.items([duty(x, "re-inspection")], x, entries.School("x"))]
                     for x in (heard, silent)]  # fmt: skip

    assert [item.status for item in re_inspection[0]] == ["TENTATIVE"]
    assert re_inspection[0][0].title == "Re-inspect the school: last day (if it stays so), Ofsted"
    assert re_inspection[1] == []
