"""Many schools at once: the same dates as one at a time, and what falls due among them."""

from __future__ import annotations

import datetime as dt
import random

import attrs
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseload_makers import in_category, schools
from scc_model import model
from scc_model.caseload import caseloads, days, selection
from scc_model.caseload.dating import Dating
from scc_model.caseload.days import WorkingDays
from scc_model.caseload.days import add_months as add_months_to_column
from scc_model.conditions import Context
from scc_model.dating.applying import applying, check_events
from scc_model.dating.counting import date_of, deadline
from scc_model.dating.time_limits import in_force, period_end
from scc_model.dating.working_days import Calendar, SchoolHoliday, add_months
from scc_model.errors import BadValue, DateOutOfRange, SccError, UnknownName
from scc_model.loading import load
from strategies import answers, day_kinds, ordered_events, readings, school_holidays, standing

FRAMEWORK = load()
DAY = dt.date.fromisoformat
LIMITED = [rule for rule in FRAMEWORK.rules.values() if rule.time_limit is not None]
GIVEN = [event.id for event in FRAMEWORK.events.values() if not event.falls_on]
OUTCOMES = [outcome.id for outcome in FRAMEWORK.decisions["category"].outcomes]
KNOWN = FRAMEWORK.bank_holidays


def day_of(value):
    return None if pd.isna(value) else value.date()


def found_in(rows):
    """The rows of a table by school and rule, as plain values."""
    return {
        (row.urn, row.rule): (
            row.anchor, day_of(row.anchor_date), bool(row.estimated), day_of(row.earliest),
            day_of(row.latest), row.status,
        )
        for row in rows.itertuples()
    }  # fmt: skip


def scalar(many, as_at):
    """The same the other way: one school after the other, one rule after the other."""
    rows, faulty = {}, set()
    for number, urn in enumerate(many.urns):
        events = {
            name: days[number].item()
            for name, days in many.events.items()
            if not np.isnat(days[number])
        }
        context = many.contexts[many.groups[number]]
        calendar = Calendar(KNOWN, many.holidays[many.holidays_of[number]])
        of_school = {}
        try:
            check_events(FRAMEWORK, events, calendar)
            for rule, _ in applying(context, FRAMEWORK.strands):
                alone = deadline(rule, events, calendar, context)
                strand = FRAMEWORK.strand_of[FRAMEWORK.home[rule.id].id].id
                if strand == FRAMEWORK.category_strand or alone.anchor.date is not None:
                    of_school[urn, rule.id] = (
                        alone.anchor.event, alone.anchor.date, alone.estimated, alone.earliest,
                        alone.latest, alone.status(as_at),
                    )  # fmt: skip
        except SccError:
            faulty.add(int(many.lines[number]))
        else:
            rows |= of_school
    return rows, faulty


@st.composite
def lists_of_schools(draw):
    """Up to six schools in up to three situations, some at the end of the days covered."""
    chosen = draw(readings(FRAMEWORK))
    contexts = [
        Context.of(
            FRAMEWORK,
            draw(answers(FRAMEWORK)),
            chosen,
            {"category": draw(st.sampled_from(OUTCOMES))} if draw(st.booleans()) else {},
            draw(standing(FRAMEWORK)).values(),
        )
        for _ in range(draw(st.integers(1, 3)))
    ]
    holidays = [(), draw(school_holidays(st.dates(DAY("2014-01-01"), DAY("2015-12-31"))))]
    situations = []
    for _ in range(draw(st.integers(1, 6))):
        events = draw(ordered_events(FRAMEWORK))
        last = max(events.values(), default=None)
        if last and draw(st.booleans()):  # near the holidays, or near the end
            wanted = draw(st.sampled_from([DAY("2015-06-30"), DAY("2035-12-20")]))
            events = {name: date + (wanted - last) for name, date in events.items()}
        situations.append(
            (events, draw(st.integers(0, len(contexts) - 1)), draw(st.integers(0, 1)))
        )
    return schools(situations, contexts, holidays), draw(
        st.dates(DAY("2005-01-01"), DAY("2035-12-31"))
    )


@given(lists_of_schools())
@settings(max_examples=150)
def test_many_schools_have_the_dates_of_each_alone(drawn):
    many, as_at = drawn
    caseload = caseloads.time_limits(many, FRAMEWORK, as_at)
    rows, faulty = scalar(many, as_at)
    assert found_in(caseload.rows) == rows
    assert {problem.line for problem in caseload.problems} == faulty
    assert caseload.schools == len(many) - len(faulty)


@pytest.mark.parametrize("category", OUTCOMES)
@pytest.mark.parametrize("rule", LIMITED, ids=lambda rule: rule.id)
def test_every_time_limit_under_every_choice_of_a_reading_agrees(rule, category):
    """Whether it applies or not: each with random dates, most of what it looks at among them."""
    chance = random.Random(f"{rule.id} {category}")  # noqa: S311  (the same at every run)
    names = {limit.reading for limit in rule.time_limit.variations if limit.reading}
    names |= {"statement-of-action-days"}
    chosen = [{name: choice.id} for name in sorted(names)
              for choice in FRAMEWORK.readings[name].choices]  # fmt: skip
    contexts = [
        Context.of(FRAMEWORK, readings=choices, decided={"category": category})
        for choices in chosen
    ]
    near = {
        rule.met_by, *rule.ends_with,
        *(name for context in contexts for limit in [in_force(rule.time_limit, context)]
          for name in (limit.from_, limit.before, limit.capped and limit.capped.from_)),
        "inspection-ended", "report-published", "warning-notice-given", "pay-notice-given",
    } & {*GIVEN}  # fmt: skip
    holidays = [(), (SchoolHoliday(DAY("2014-04-14"), DAY("2014-04-25")),)]
    situations = [
        (
            {
                name: DAY("2014-01-01") + dt.timedelta(days=chance.randrange(700))
                for name in sorted(near)
                if chance.random() < 0.6
            },
            number,
            chance.randrange(2),
        )
        for number in range(len(contexts))
        for _ in range(6)
    ]
    many = schools(situations, contexts, holidays)
    calendars = [Calendar(KNOWN, days) for days in holidays]
    working = WorkingDays(calendars, many.holidays_of)
    dating = Dating(FRAMEWORK, many.events, contexts, many.groups, working)
    as_at = DAY("2015-01-01")
    for number, context in enumerate(contexts):
        rows = np.flatnonzero(many.groups == number)
        deadlines = dating.deadlines(rule, in_force(rule.time_limit, context), rows)
        words, which = deadlines.status(as_at)
        for at, row in enumerate(rows):
            alone = deadline(rule, situations[row][0], calendars[situations[row][2]], context)
            assert deadlines.anchor.days[at].item() == alone.anchor.date
            assert deadlines.earliest[at].item() == alone.earliest
            assert deadlines.latest[at].item() == alone.latest
            assert bool(deadlines.estimated[at]) == alone.estimated
            assert words[which[at]] == alone.status(as_at)


@given(
    day_kinds,
    st.lists(st.dates(DAY("2014-01-01"), DAY("2016-12-31")), min_size=1, max_size=20),
    st.integers(0, 40),
    st.booleans(),
    school_holidays(st.dates(DAY("2014-01-01"), DAY("2016-12-31"))),
)
def test_counting_on_columns_is_counting(kind, anchors, count, anchor_counts, holidays):
    calendar = Calendar(KNOWN, holidays)
    working = WorkingDays([calendar], np.zeros(len(anchors), dtype=np.intp))
    ends, lost = working.add(
        np.array(anchors, dtype="datetime64[D]"), np.arange(len(anchors)), count, kind,
        anchor_counts=anchor_counts,
    )  # fmt: skip
    assert not lost.any()
    assert ends.tolist() == [
        calendar.add(anchor, count, kind, anchor_counts=anchor_counts)[0] for anchor in anchors
    ]


@pytest.mark.parametrize("kind", [kind for kind in FRAMEWORK.day_kinds.values()
                                  if not kind.weekends and not kind.bank_holidays])  # fmt: skip
@given(
    anchors=st.lists(st.dates(DAY("2001-01-01"), DAY("2034-12-31")), min_size=1, max_size=30),
    count=st.integers(0, 60),
    anchor_counts=st.booleans(),
)
def test_counting_agrees_with_numpy(kind, anchors, count, anchor_counts):
    """numpy counts working days on its own: an oracle, where there is no school holiday."""
    days = np.array(anchors, dtype="datetime64[D]")
    working = WorkingDays([Calendar(KNOWN)], np.zeros(len(anchors), dtype=np.intp))
    last, lost = working.add(
        days, np.arange(len(anchors)), count, kind, anchor_counts=anchor_counts
    )
    assert not lost.any()
    begins = days - 1 if anchor_counts and count else days
    expected = np.busday_offset(begins, count, roll="backward", holidays=list(KNOWN.by_date))
    assert last.tolist() == (expected if count else days).tolist()


@given(st.dates(KNOWN.last - dt.timedelta(days=40), KNOWN.last), st.integers(1, 40), st.booleans())
def test_a_count_that_leaves_the_days_covered_is_lost(anchor, count, anchor_counts):
    kind, calendar = FRAMEWORK.day_kinds["part-4"], Calendar(KNOWN)
    working = WorkingDays([calendar], np.zeros(1, dtype=np.intp))
    [end], [lost] = working.add(
        np.array([anchor], dtype="datetime64[D]"), np.arange(1), count, kind,
        anchor_counts=anchor_counts,
    )  # fmt: skip
    try:
        alone = calendar.add(anchor, count, kind, anchor_counts=anchor_counts)[0]
    except DateOutOfRange:
        assert lost
    else:
        assert not lost
        assert end.item() == alone


@given(st.lists(st.dates(), min_size=1), st.integers(0, 60))
def test_months_on_columns_end_as_months_do(days, months):
    some = [day for day in days if day.year < 9990]
    ends = add_months_to_column(np.array(some, dtype="datetime64[D]"), months)
    assert ends.tolist() == [add_months(day, months) for day in some]


@pytest.mark.parametrize("choice", ["academic-year", "calendar-year", "rolling-year"])
@given(day=st.dates(DAY("2001-01-01"), DAY("2030-12-31")))
def test_a_period_ends_on_columns_as_alone(choice, day):
    context = Context.of(FRAMEWORK, readings={"counting-year": choice})
    limit = in_force(FRAMEWORK.rules["annual-evaluation"].time_limit, context)
    column = np.array([day, "NaT"], dtype="datetime64[D]")
    ends = days.period_end(limit, column, FRAMEWORK).tolist()
    assert ends == [period_end(limit, day, FRAMEWORK), None]


def test_many_sets_of_holidays_are_kept_apart():
    """More sets than tables are kept."""
    context = Context.of(FRAMEWORK, decided={"category": "special-measures"})
    received = {"final-report-received": DAY("2014-04-07")}
    sets = [()] + [
        (SchoolHoliday(DAY("2014-04-08"), DAY("2014-04-08") + dt.timedelta(days=9 + n % 60)),)
        for n in range(200)
    ]
    situations = [(received, 0, number) for number in range(len(sets))]
    many = schools(situations, [context], sets)
    rows = caseloads.time_limits(many, FRAMEWORK, DAY("2014-04-07")).rows
    assert found_in(rows) == scalar(many, DAY("2014-04-07"))[0]
    assert rows.loc[rows["rule"] == "statement-of-action", "latest"].nunique() > 20


def test_an_event_that_is_worked_out_or_unknown_is_refused():
    with pytest.raises(BadValue, match="worked out"):
        caseloads.time_limits(
            in_category(compliance_period_ended="2014-10-17"), FRAMEWORK, DAY("2014-10-17")
        )
    with pytest.raises(UnknownName, match="inspection-ended"):
        caseloads.time_limits(
            in_category(inspection_endet="2014-10-17"), FRAMEWORK, DAY("2014-10-17")
        )


def test_no_schools_give_no_rows():
    none = schools([], [Context.of(FRAMEWORK)])
    caseload = caseloads.time_limits(none, FRAMEWORK, DAY("2014-10-17"))
    assert list(caseload.rows.columns) == [*caseloads.COLUMNS]
    assert len(caseload.rows) == 0
    assert len(selection.due(caseload, DAY("2014-10-17"), DAY("2014-10-17"))) == 0


def special_measures():
    many = schools(
        [
            ({"inspection-ended": "2014-10-17", "report-published": "2014-11-14"}, 0, 0),
            ({"inspection-ended": "2014-09-05"}, 0, 0),
            ({"warning-notice-given": "2014-11-10"}, 1, 0),
        ],
        [Context.of(FRAMEWORK, decided={"category": "special-measures"}), Context.of(FRAMEWORK)],
    )
    return caseloads.time_limits(many, FRAMEWORK, DAY("2014-11-20"))


def test_other_strands_are_dated_from_their_own_events():
    rows = special_measures().rows
    notice = rows[rows["urn"] == "100002"].set_index("rule")["latest"]
    assert str(notice["comply-in-initial-period"].date()) == "2014-12-01"
    # A school without a category has nothing of the strand of the category.
    assert "re-inspection" not in notice.index


def test_what_is_due_begins_with_what_is_overdue():
    due = selection.due(special_measures(), DAY("2014-11-20"), DAY("2014-12-31"))
    overdue = due["status"] == "overdue"
    assert overdue.any()
    assert not overdue.all()
    assert overdue.tolist() == sorted(overdue, reverse=True)
    for part in (due[overdue], due[~overdue]):
        assert part["latest"].is_monotonic_increasing
    assert due.loc[~overdue, "latest"].between("2014-11-20", "2014-12-31").all()
    assert (due["week"].dt.day_of_week == 0).all()
    assert ((due["latest"] - due["week"]).dt.days.between(0, 6)).all()


def test_both_ends_of_the_time_belong_to_it():
    caseload = special_measures()
    day = DAY("2014-12-01")
    due = selection.due(caseload, day, day)
    on_the_day = due[due["status"] != "overdue"]
    assert {"comply-in-initial-period", "make-representations"} <= {*on_the_day["rule"]}
    assert not {"comply-in-initial-period"} & {
        *selection.due(caseload, DAY("2014-12-02"), DAY("2014-12-31"))["rule"]
    }


def test_what_is_done_or_over_is_not_due():
    many = in_category(inspection_ended="2014-10-17", oral_feedback_given="2014-10-20")
    caseload = caseloads.time_limits(many, FRAMEWORK, DAY("2014-11-20"))
    due = selection.due(caseload, DAY("2014-10-01"), DAY("2016-12-31"))
    assert "oral-feedback" in {*caseload.rows["rule"]}
    assert "oral-feedback" not in {*due["rule"]}


@pytest.mark.parametrize("role", ["hmi", "HMI"])
def test_by_role(role):
    due = selection.due(special_measures(), DAY("2014-11-20"), DAY("2016-12-31"), role=role)
    assert {*due["rule"]} == {"first-monitoring-inspection", "further-monitoring-inspections"} & {
        *due["rule"]
    }
    assert len(due) > 0


def test_an_unknown_role_and_a_time_that_ends_before_it_begins_are_refused():
    with pytest.raises(UnknownName, match="link-adviser"):
        selection.due(special_measures(), DAY("2014-11-20"), DAY("2014-12-31"), role="link-advisor")
    with pytest.raises(BadValue, match="ends before it begins"):
        selection.due(special_measures(), DAY("2014-12-20"), DAY("2014-11-30"))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [("100001", {"100001"}), ("school 1", {"100001"}), ("chool", {"100000", "100001", "100002"})],
)
def test_by_school(wanted, expected):
    due = selection.due(special_measures(), DAY("2014-11-20"), DAY("2016-12-31"), school=wanted)
    assert {*due["urn"]} == expected


def test_by_local_authority():
    caseload = special_measures()
    first, last = DAY("2014-11-20"), DAY("2016-12-31")
    assert len(selection.due(caseload, first, last, authority="derbyshire")) > 0
    assert len(selection.due(caseload, first, last, authority="Derby")) == 0


def test_counts_add_up():
    due = selection.due(special_measures(), DAY("2014-11-20"), DAY("2014-12-31"))
    overdue = int((due["status"] == "overdue").sum())
    for by in ("school", "week"):
        totals = selection.counts(due, by, FRAMEWORK)
        assert (int(totals["due"].sum()), int(totals["overdue"].sum())) == (len(due), overdue)
    actors = sum(len(FRAMEWORK.rules[rule].actors) for rule in due["rule"])
    assert int(selection.counts(due, "role", FRAMEWORK)["due"].sum()) == actors
    none = due[:0]
    assert [len(selection.counts(none, by, FRAMEWORK)) for by in ("role", "school", "week")] == [
        0
    ] * 3


def test_the_bank_holidays_can_be_those_known_on_a_day():
    """The bank holiday for the State Funeral of 19 September 2022 was proclaimed days before."""
    many = in_category("special-measures", warning_notice_given="2022-09-05")
    before = FRAMEWORK.bank_holidays.as_known_on(DAY("2022-09-05"))
    days = [
        caseloads.time_limits(
            many, FRAMEWORK, DAY("2022-09-05"), bank_holidays=known
        ).rows.set_index("rule")["latest"]["comply-in-initial-period"]
        for known in (None, before)
    ]
    assert [str(day.date()) for day in days] == ["2022-09-27", "2022-09-26"]


@pytest.mark.parametrize("event", ["compliance-period-ended", "warning-notice-window-ended"])
def test_a_day_that_is_worked_out_agrees_around_the_last_day_of_a_rule(event):
    """A period that ends early, on its last day or after it, and one that begins again."""
    last = DAY("2014-12-01")
    names = ["representations-made", "non-compliance-found", "compliance-accepted",
             "warning-notice-confirmed"]  # fmt: skip
    situations = [({"warning-notice-given": DAY("2014-11-10")}, 0, 0)]
    situations += [
        ({"warning-notice-given": DAY("2014-11-10"), name: last + dt.timedelta(days=days)}, 0, 0)
        for name in names
        for days in range(-21, 22)
    ]
    context = Context.of(FRAMEWORK)
    many = schools(situations, [context])
    calendar = Calendar(KNOWN)
    working = WorkingDays([calendar], many.holidays_of)
    dates = Dating(FRAMEWORK, many.events, [context], many.groups, working).date_of(event)
    alone = [date_of(event, events, context, calendar) for events, _, _ in situations]
    assert dates.days.tolist() == [dated.date for dated in alone]
    assert dates.estimated.tolist() == [dated.estimated for dated in alone]
    assert None in dates.days.tolist()
    assert len({*dates.days.tolist()}) > 5


@pytest.mark.parametrize(
    "changes",
    [
        {"latest": model.Span(0, "day"), "first_counted_day": "anchor-day"},
        {"latest": model.Span(7, "day"), "first_counted_day": "anchor-day"},
        {
            "latest": model.Span(4, "week"),
            "capped": model.Cap("report-published", model.Span(0, "day")),
        },
        {"latest": None, "capped": model.Cap("report-published", model.Span(5, "working day"))},
        {"from_": "compliance-period-ended", "before": "report-published"},
    ],
    ids=str,
)
def test_time_limits_of_forms_that_the_data_lacks_agree(changes):
    """Also where the second limit ends on the very day of the first."""
    plain = FRAMEWORK.rules["send-draft-report"]
    limit = attrs.evolve(plain.time_limit, day_kind="part-4", **changes)
    rule = attrs.evolve(plain, time_limit=limit)
    first, given = DAY("2014-10-17"), DAY("2035-12-14")
    situations = [
        ({"inspection-ended": first}, 0, 0),
        ({"warning-notice-given": given}, 0, 0),
        ({}, 0, 0),
    ]
    situations += [
        ({"inspection-ended": first, "report-published": first + dt.timedelta(days=days)}, 0, 0)
        for days in range(30)
    ]
    context = Context.of(FRAMEWORK)
    many = schools(situations, [context])
    calendar = Calendar(KNOWN)
    working = WorkingDays([calendar], many.holidays_of)
    dating = Dating(FRAMEWORK, many.events, [context], many.groups, working)
    deadlines = dating.deadlines(rule, limit, np.arange(len(situations)))
    for as_at in (first, DAY("2014-10-31"), DAY("2014-11-10")):
        words, which = deadlines.status(as_at)
        for row, (events, _, _) in enumerate(situations):
            try:
                alone = deadline(rule, events, calendar, context)
            except DateOutOfRange:
                assert deadlines.lost[row]
                continue
            assert not deadlines.lost[row]
            assert deadlines.latest[row].item() == alone.latest
            assert bool(deadlines.estimated[row]) == alone.estimated
            assert words[which[row]] == alone.status(as_at)
    assert deadlines.lost.any() == (limit.from_ == "compliance-period-ended")
