"""Time limits: the issue's own examples, and what has to hold for every case."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scc_model.cases.timelines import timeline
from scc_model.conditions import Context, evaluate
from scc_model.dating.working_days import SchoolHoliday
from scc_model.errors import EventsOutOfOrder, UnknownName
from scc_model.loading import load
from strategies import ordered_events, readings, school_holidays

FRAMEWORK = load()
CATEGORIES = st.sampled_from(["serious-weaknesses", "special-measures", "requires-improvement"])
DAY = dt.date.fromisoformat


def made(category="special-measures", as_at="2014-04-07", holidays=(), chosen=None, **events):
    context = Context.of(FRAMEWORK, readings=chosen, decided={"category": category})
    dates = {name.replace("_", "-"): DAY(text) for name, text in events.items()}
    return timeline(context, dates, DAY(as_at), holidays, followed=False)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (None, "2014-05-06"),
        ("inspection-working-days", "2014-05-06"),
        ("part-4-working-days", "2014-04-23"),
        ("calendar-days", "2014-04-17"),
    ],
)
def test_the_statement_of_action_has_three_dates_by_three_readings_of_one_rule(choice, expected):
    """Received on Monday 7 April 2014, with a school holiday from 14 to 25 April 2014."""
    easter = SchoolHoliday(DAY("2014-04-14"), DAY("2014-04-25"))
    chosen = {"statement-of-action-days": choice} if choice else None
    row = made(holidays=[easter], chosen=chosen, final_report_received="2014-04-07").row(
        "statement-of-action"
    )
    assert str(row.deadline.latest) == expected


@pytest.mark.parametrize(
    ("category", "months_later"),
    [
        ("serious-weaknesses", "2016-04-17"),
        ("special-measures", "2016-04-17"),
        ("requires-improvement", "2016-10-17"),
    ],
)
def test_re_inspection_runs_from_the_end_of_the_inspection(category, months_later):
    row = made(category, as_at="2014-10-17", inspection_ended="2014-10-17").row("re-inspection")
    assert str(row.deadline.latest) == months_later


@pytest.mark.parametrize("category", ["serious-weaknesses", "special-measures"])
def test_the_first_monitoring_inspection_is_a_window(category):
    found = (
        made(category, as_at="2014-11-14", report_published="2014-11-14")
        .row("first-monitoring-inspection")
        .deadline
    )
    assert (str(found.earliest), str(found.latest)) == ("2014-12-12", "2014-12-26")
    assert not found.estimated


def test_the_november_2014_position_is_offered_but_not_the_default():
    events = {"inspection_ended": "2014-10-17", "report_published": "2014-11-14"}
    published = made(as_at="2014-11-14", **events)
    later = made(as_at="2014-11-14", chosen={"special-measures-timetable": "november-2014"},
                 **events)  # fmt: skip
    assert str(published.row("re-inspection").deadline.latest) == "2016-04-17"
    assert str(later.row("re-inspection").deadline.latest) == "2016-10-17"
    assert str(later.row("first-monitoring-inspection").deadline.latest) == "2015-02-14"


def test_a_date_that_rests_on_an_estimate_says_so_and_waits():
    row = made(as_at="2014-10-18", inspection_ended="2014-10-17").row("first-monitoring-inspection")
    assert row.deadline.anchor.estimated
    assert str(row.deadline.anchor.date) == "2014-11-14"
    assert row.status == "waits"


def test_without_any_event_there_is_no_date():
    assert all(row.deadline.latest is None and row.status == "waits" for row in made().rows)


def test_an_estimate_never_falls_before_what_has_happened():
    """The draft came six weeks after the inspection: the report cannot be four weeks after it."""
    found = made(inspection_ended="2014-10-17", draft_report_received="2014-11-28")
    anchor = found.row("first-monitoring-inspection").deadline.anchor
    assert anchor.estimated
    assert anchor.date >= DAY("2014-11-28")


@pytest.mark.parametrize(
    ("as_at", "status"),
    [
        ("2014-04-06", "not-started"),
        ("2014-04-07", "open"),
        ("2014-04-22", "open"),
        ("2014-04-23", "due"),
        ("2014-04-24", "overdue"),
    ],
)
def test_how_the_statement_stands_on_each_side_of_its_days(as_at, status):
    """Received on Monday 7 April 2014; without a school holiday the last day is 23 April."""
    row = made(as_at=as_at, final_report_received="2014-04-07").row("statement-of-action")
    assert row.status == status


@pytest.mark.parametrize(("day", "status"), [("2014-04-23", "met"), ("2014-04-24", "met-late")])
def test_a_statement_sent_on_its_last_day_is_in_time(day, status):
    row = made(as_at="2014-06-01", final_report_received="2014-04-07",
               statement_of_action_submitted=day).row("statement-of-action")  # fmt: skip
    assert row.status == status


def test_what_is_usual_is_never_overdue():
    row = made("requires-improvement", as_at="2016-10-18", inspection_ended="2014-10-17").row(
        "re-inspection"
    )
    assert row.status == "later-than-usual"


def test_removal_of_the_category_ends_what_it_ends():
    found = made(as_at="2015-07-01", inspection_ended="2014-10-17", category_removed="2015-06-15")
    assert found.row("re-inspection").status == "no-longer-required"
    support = found.row("post-removal-support").deadline
    assert (str(support.earliest), str(support.latest)) == ("2015-06-15", "2016-06-15")


def test_published_before_the_inspection_ended_is_refused():
    with pytest.raises(EventsOutOfOrder, match="'The report was published' is dated 1 October"):
        made(inspection_ended="2014-10-17", report_published="2014-10-01")


def test_an_event_that_does_not_exist_is_refused():
    with pytest.raises(UnknownName, match="Did you mean 'report-published'"):
        made(report_publshed="2014-10-01")


@given(CATEGORIES, ordered_events(FRAMEWORK), readings(FRAMEWORK), st.data())
def test_dates_do_not_depend_on_the_order_of_events(category, events, chosen, data):
    context = Context.of(FRAMEWORK, readings=chosen, decided={"category": category})
    shuffled = dict(data.draw(st.permutations(list(events.items()))))
    as_at = dt.date(2015, 1, 1)
    assert timeline(context, events, as_at).rows == timeline(context, shuffled, as_at).rows


@given(CATEGORIES, ordered_events(FRAMEWORK), readings(FRAMEWORK),
       school_holidays(st.dates(dt.date(2005, 1, 1), dt.date(2028, 1, 1))))  # fmt: skip
def test_every_row_holds_together(category, events, chosen, holidays):
    """First days come before last days, working-day limits end on a day that counts, a date is
    an estimate exactly when an event it rests on is not known, and waiting rows have no status
    that needs a date."""
    context = Context.of(FRAMEWORK, readings=chosen, decided={"category": category})
    found = timeline(context, events, dt.date(2015, 1, 1), holidays, followed=False)
    for row in found.rows:
        deadline = row.deadline
        if deadline.earliest and deadline.latest and deadline.before is None:
            assert deadline.earliest <= deadline.latest
        if deadline.latest and not deadline.before and not deadline.capped:
            kind = FRAMEWORK.day_kinds[deadline.limit.day_kind]
            assert found.calendar.closed(deadline.latest, kind) is None
        if deadline.anchor.date is not None:
            assert deadline.anchor.estimated == (deadline.anchor.event not in events)
        if deadline.anchor.date is None and deadline.before is None:
            assert row.status in ("waits", "met", "no-longer-required")


@given(CATEGORIES, ordered_events(FRAMEWORK), readings(FRAMEWORK), st.data())
def test_one_more_event_never_removes_a_date(category, events, chosen, data):
    context = Context.of(FRAMEWORK, readings=chosen, decided={"category": category})
    if not events:
        return
    kept = dict(events)
    del kept[data.draw(st.sampled_from(list(events)))]
    as_at = dt.date(2015, 1, 1)
    fewer, more = timeline(context, kept, as_at), timeline(context, events, as_at)
    for row in fewer.rows:
        if row.deadline.latest is not None:
            assert more.row(row.rule.id).deadline.latest is not None


@pytest.mark.parametrize(
    ("as_at", "status"),
    [("2016-06-14", "open"), ("2016-06-15", "open"), ("2016-06-16", "closed")],
)
def test_a_minimum_period_is_open_to_its_last_day_and_then_over(as_at, status):
    """Removed on Monday 15 June 2015: support goes on until at least Wednesday 15 June 2016."""
    found = made(as_at=as_at, inspection_ended="2014-10-17", category_removed="2015-06-15")
    assert found.row("post-removal-support").status == status


def test_what_only_has_to_come_before_an_event_does_not_wait_for_another():
    """The report was published on Friday 14 November 2014: the first actions were due before it."""
    found = made(as_at="2014-11-10", report_published="2014-11-14").row("first-actions")
    assert (str(found.deadline.latest), found.status) == ("2014-11-13", "open")


def test_what_is_only_expected_is_never_overdue():
    found = made(as_at="2014-11-20", report_published="2014-11-14").row("first-actions")
    assert found.status == "later-than-usual"


@pytest.mark.parametrize(("category", "most"), [("serious-weaknesses", 2), ("special-measures", 4)])
def test_further_monitoring_inspections_have_a_highest_number(category, most):
    limit = made(category, inspection_ended="2014-03-14").row("further-monitoring-inspections")
    assert (limit.deadline.limit.at_most, limit.deadline.limit.kind) == (most, "maximum")


@pytest.mark.parametrize(
    ("category", "tasks"), [("serious-weaknesses", 7), ("special-measures", 8)]
)
def test_the_first_monitoring_inspection_has_its_tasks(category, tasks):
    context = Context.of(FRAMEWORK, decided={"category": category})
    rule = FRAMEWORK.rules["first-monitoring-inspection"]
    assert sum(evaluate(task.when, context).value is True for task in rule.tasks) == tasks
