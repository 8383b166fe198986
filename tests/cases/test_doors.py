"""Whichever way a reader comes in, the same facts have the same answer."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import json

import attrs
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from caseload_makers import schools
from scc_model import model, to_frame
from scc_model.caseload import caseloads
from scc_model.cases import files
from scc_model.cases import format as case_format
from scc_model.cases.case import Case, Entry
from scc_model.cases.journey import Journey, journey
from scc_model.cases.timelines import timeline
from scc_model.cli import main
from scc_model.conditions import Context, applies
from scc_model.conditions.leaves import leaves
from scc_model.dating.applying import limited
from scc_model.loading import load
from scc_model.tables import entries
from scc_model.tables.duty_records import duty_record, row_record
from scc_model.walks.base import query
from scc_model.walks.guided.asked import understand as read_walk
from scc_model.walks.guided.view import View as GuidedView
from scc_model.walks.guided.view import look as look_at_walk
from scc_model.walks.school.record import written
from scc_model.walks.school.walk import SchoolWalk
from scc_model.walks.timeline.walk import TimelineWalk
from scc_model.words import obligations, timing

FRAMEWORK = load()
DECISION = FRAMEWORK.category_decision
WRITTEN = dt.datetime(2014, 9, 1, tzinfo=dt.UTC)
SCHOOL = entries.School("case of the test")
CAPACITY = [
    leaf.fact
    for leaf in leaves(FRAMEWORK.definitions["capacity-shown"].when, FRAMEWORK)
    if isinstance(leaf, model.FactIs)
]
INADEQUATE = {"overall-effectiveness": "inadequate"}
OUTCOMES = {
    "special-measures": {**INADEQUATE, **dict.fromkeys(CAPACITY, "no")},
    "serious-weaknesses": {**INADEQUATE, **dict.fromkeys(CAPACITY, "yes")},
    "requires-improvement": {"overall-effectiveness": "requires-improvement"},
}
RULES = {rule.id for rule, _ in limited(FRAMEWORK, (FRAMEWORK.category_strand,))}
EVENTS = [
    event.id
    for procedure in FRAMEWORK.strands[FRAMEWORK.category_strand].procedures
    for event in FRAMEWORK.procedures[procedure].events
    if not event.falls_on
]


@attrs.frozen
class Known:
    """What a reader knows: an outcome, the days of some events, and the day looked from."""

    category: str
    events: dict[str, dt.date]
    as_at: dt.date

    @property
    def context(self) -> Context:
        return Context.of(FRAMEWORK, decided={DECISION: self.category})

    @property
    def case(self) -> Case:
        """The same as a record, with the answers from which the outcome follows."""
        told = tuple(Entry(name, day) for name, day in self.events.items())
        begins, facts = min(self.events.values()), OUTCOMES[self.category]
        return Case("A school", begins, facts, events=told, complete=False)

    @property
    def journey(self) -> Journey:
        return journey(self.case, FRAMEWORK, self.as_at)


@st.composite
def known(draw) -> Known:
    """Days in an order that is possible; the day looked from is one of them or lies after them."""
    names = draw(st.lists(st.sampled_from(EVENTS), unique=True, min_size=1, max_size=6))
    start = draw(st.dates(dt.date(2010, 1, 1), dt.date(2020, 1, 1)))
    days: dict[str, dt.date] = {}
    for name in sorted(names, key=EVENTS.index):
        days[name] = start + dt.timedelta(days=draw(st.integers(0, 200)))
    for _ in names:
        for name, day in days.items():
            before = [days[x] for x in FRAMEWORK.events[name].not_before if x in days]
            days[name] = max([day, *before])
    as_at = max(days.values()) + dt.timedelta(days=draw(st.integers(0, 400)))
    return Known(draw(st.sampled_from([*OUTCOMES])), days, as_at)


def answers(records):
    """By rule, how it stands and its last day."""
    return {
        record["id"]: (record["status"], record["latest"] or None)
        for record in records
        if record["id"] in RULES
    }


def engine(case: Known):
    seen = case.journey
    return answers(duty_record(duty, seen) for duty in seen.duties())


def printed(*words: str) -> str:
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(out):
        assert main([*words]) == 0
    out.seek(0)
    return out.read()


@given(known())
@settings(max_examples=25, deadline=None)
def test_a_timeline_says_what_the_record_says(case):
    dated = timeline(case.context, case.events, case.as_at)
    assert answers(row_record(row, dated) for row in dated.rows) == engine(case)


@given(known())
@settings(max_examples=25, deadline=None)
def test_the_dates_page_says_what_the_record_says(case):
    pairs = [(DECISION, case.category), ("as-at", str(case.as_at))]
    pairs += [(name, str(day)) for name, day in case.events.items()]
    dates = {x.id for x in FRAMEWORK.events.values()}
    walk = TimelineWalk()
    asked = query((name, value) for name, value in pairs)
    page = BeautifulSoup(walk.respond(FRAMEWORK, asked).body, "html.parser")
    fields = {field["name"] for field in page.select("input[type=date]")} & dates
    if not fields.issuperset(case.events):
        return  # the page asks for no such date, and the reader could not give it
    shown = {row["data-rule"]: row.get("data-latest") for row in page.select("tr[data-rule]")}
    assert shown == {rule: latest for rule, (_, latest) in engine(case).items()}
    table = walk.download(FRAMEWORK, asked, "csv", WRITTEN).text
    assert answers(csv.DictReader(io.StringIO(table))) == engine(case)


@given(known())
@settings(max_examples=8, deadline=None)
def test_the_command_line_says_what_the_record_says(tmp_path_factory, case):
    days = [f"--event={name}={day}" for name, day in case.events.items()]
    asked = ("--as-at", str(case.as_at), "--format", "json")
    told = json.loads(printed("timeline", case.category, *days, *asked))
    assert answers(told) == engine(case)
    path = tmp_path_factory.mktemp("doors") / "case.json"
    files.write(path, case.case)
    due = json.loads(printed("case", "due", str(path), "--all", *asked))
    owed = {x: said for x, said in engine(case).items() if not FRAMEWORK.rules[x].is_permission}
    assert answers(due) == owed  # what somebody may do stands among the powers


@given(known())
@settings(max_examples=25, deadline=None)
def test_your_school_says_what_the_record_says(case):
    pairs = [("begins", str(case.case.begins)), ("as-at", str(case.as_at))]
    pairs += [(f"fact-{name}", answer) for name, answer in case.case.facts.items()]
    pairs += [("e", written(entry)) for entry in case.case.events]
    walk, state = SchoolWalk(), query(pairs)
    kept = case_format.parse(walk.download(FRAMEWORK, state, "json", WRITTEN).text, FRAMEWORK)
    assert [attrs.evolve(x, note="") for x in kept.events] == [*case.case.events]
    seen = journey(attrs.evolve(case.case, complete=kept.complete), FRAMEWORK, case.as_at)
    table = csv.DictReader(io.StringIO(walk.download(FRAMEWORK, state, "csv", WRITTEN).text))
    assert answers(table) == answers(duty_record(duty, seen) for duty in obligations.to_do(seen))


@st.composite
def told_to_a_walk(draw) -> tuple[model.WalkPlan, Case, dt.date]:
    """A walk that lists duties, days of some events that its form asks for, and a later day."""
    plans = [x for x in FRAMEWORK.walks.values() if any(step.duties for step in x.steps)]
    plan = draw(st.sampled_from(plans))
    asked = [event for step in plan.steps for event in step.events]
    some = draw(st.lists(st.sampled_from(asked), unique=True, min_size=1, max_size=5))
    day, told = draw(st.dates(dt.date(2013, 1, 1), dt.date(2016, 1, 1))), []
    for event in sorted(some, key=asked.index):
        day += dt.timedelta(days=draw(st.integers(0, 40)))
        told.append(Entry(event.event, day))
    boxes = {name: "yes" for step in plan.steps for name in step.tick}
    kinds = [option.id for option in FRAMEWORK.facts["school-type"].options]
    facts = {"school-type": draw(st.sampled_from(kinds)), **boxes}
    case = Case("A school", told[0].date, facts, events=tuple(told), complete=False)
    return plan, case, day + dt.timedelta(days=draw(st.integers(0, 90)))


def in_a_walk(plan: model.WalkPlan, pairs: list[tuple[str, str]]) -> GuidedView:
    view = look_at_walk(read_walk(FRAMEWORK, plan, query(pairs)))
    assert view is not None
    return view


def listed(duties, seen: Journey):
    """By rule, how it stands and its last day."""
    records = (duty_record(duty, seen) for duty in duties)
    return {record["id"]: (record["status"], record["latest"]) for record in records}


@given(told_to_a_walk())
@settings(max_examples=40, deadline=None)
def test_a_walk_that_starts_from_a_case_says_what_the_record_says(told):
    plan, case, as_at = told
    ours = [("begins", str(case.begins)), ("as-at", str(as_at))]
    ours += [(f"fact-{name}", answer) for name, answer in case.facts.items()]
    ours += [("e", written(entry)) for entry in case.events]
    walk = in_a_walk(plan, [("case", query(ours))])
    if walk.asked.by_the_way or walk.asked.assumed:
        return  # it is about one of several ways, or takes something for granted
    record = journey(case, FRAMEWORK, as_at)
    assert dict(walk.context.stands) == dict(record.context.stands)
    every = listed(record.duties(), record)
    assert listed(walk.listed, walk.stands) == {x.rule.id: every[x.rule.id] for x in walk.listed}


@given(told_to_a_walk())
@settings(max_examples=40, deadline=None)
def test_a_walk_contradicts_nothing_that_the_record_is_certain_of(told):
    """What it was not told it takes not to have happened: so it says more, and nothing else."""
    plan, case, as_at = told
    days = [(entry.event, str(entry.date)) for entry in case.events]
    walk = in_a_walk(plan, [*days, *case.facts.items(), ("as-at", str(as_at))])
    known = journey(walk.asked.case(), FRAMEWORK, as_at).context.stands
    assert {name: walk.context.stands[name] for name in known} == dict(known)


@given(known())
@settings(max_examples=25, deadline=None)
def test_tables_of_notebooks_say_what_the_record_says(case):
    seen = case.journey
    dated = timeline(case.context, case.events, case.as_at)
    for frame in (to_frame(seen.duties(), seen), to_frame(dated)):
        told = (
            {
                "id": row.id,
                "status": row.status,
                "latest": None if pd.isna(row.latest) else row.latest.date().isoformat(),
            }
            for row in frame.itertuples()
        )
        assert answers(told) == engine(case)


@given(known())
@settings(max_examples=25, deadline=None)
def test_calendars_hold_the_days_of_the_record(case):
    seen = case.journey
    dated = timeline(case.context, case.events, case.as_at)
    of_case = entries.items((x for x in seen.duties() if x.rule.id in RULES), seen, SCHOOL)
    of_dates = entries.items(dated.rows, dated, SCHOOL)
    assert {(x.uid, x.day, x.status) for x in of_case} == {
        (x.uid, x.day, x.status) for x in of_dates
    }


@given(st.lists(known(), min_size=1, max_size=8))
@settings(max_examples=25, deadline=None)
def test_a_list_of_schools_says_of_each_what_its_record_says_where_it_stands(some):
    """Of a list it is taken where each school stands; nothing that is in no column is presumed.

    What depends on more than its columns say is not listed.
    """
    as_at = max(case.as_at for case in some)
    contexts = [Context.of(FRAMEWORK, decided={DECISION: name}) for name in OUTCOMES]
    places = [[*OUTCOMES].index(case.category) for case in some]
    many = schools([(x.events, place, 0) for x, place in zip(some, places, strict=True)], contexts)
    rows = caseloads.time_limits(many, FRAMEWORK, as_at).rows
    for number, case in enumerate(some):
        listed = {
            row.rule: (row.status, None if pd.isna(row.latest) else row.latest.date())
            for row in rows[rows["urn"] == many.urns[number]].itertuples()
            if row.rule in RULES
        }
        dated = timeline(case.context, case.events, as_at, followed=False)
        assert listed == {
            x.rule.id: (x.status, x.deadline.latest)
            for x in dated.rows
            if applies(x.rule, dated.context)
        }


@pytest.mark.parametrize("status", ["not-recorded", "overdue"])
def test_what_nobody_recorded_is_overdue_only_where_everything_is(status):
    events = {"inspection-ended": dt.date(2014, 10, 17)}
    dated = timeline(
        Context.of(FRAMEWORK, decided={DECISION: "special-measures"}),
        events,
        dt.date(2015, 3, 2),
        followed=status != "overdue",
    )
    assert dated.row("notify-final-judgement").status == status


@pytest.mark.parametrize("backwards", [False, True])
def test_events_of_one_day_happen_in_whatever_order_they_can(backwards):
    """A concern that was identified on the day it was signalled was signalled first."""
    day, weighed = (
        dt.date(2014, 9, 22),
        {"factor-severity": "yes", "factors-weighed-together": "yes"},
    )
    told = [Entry("concern-signalled", day), Entry("concern-identified", day, weighed)]
    events = tuple(reversed(told) if backwards else told)
    case = Case("A school", day, {"school-type": "community"}, events=events, complete=True)
    seen = journey(case, FRAMEWORK, day)
    assert [x.event for x in seen.replayed.happened] == [x.event for x in told]
    assert seen.replayed.contradictions == ()


def test_a_step_counts_from_the_day_that_is_planned_for_what_it_follows():
    """The report is to be received on 10 November: ten working days end on 24 November."""
    dated = timeline(
        Context.of(FRAMEWORK, decided={DECISION: "special-measures"}),
        {"inspection-ended": dt.date(2014, 10, 17), "final-report-received": dt.date(2014, 11, 10)},
        dt.date(2014, 10, 20),
    )
    row = dated.row("statement-of-action")
    assert (row.status, row.deadline.latest) == ("not-started", dt.date(2014, 11, 24))


def test_what_counts_from_a_day_that_is_only_expected_is_an_estimate():
    """The report was published, so the authority is expected to have received it by then."""
    dated = timeline(
        Context.of(FRAMEWORK, decided={DECISION: "special-measures"}),
        {"report-published": dt.date(2014, 11, 14)},
        dt.date(2014, 11, 17),
    )
    row = dated.row("statement-of-action")
    assert "final-report-received" in {x.event for x in dated.presumed}
    assert row.deadline.may_be_later
    assert not row.deadline.at_the_latest
    assert row.deadline.latest == dt.date(2014, 11, 28)
    assert timing.when(row) == (
        "by Friday 28 November 2014 (estimate): it counts from when the final report was received "
        "by the local authority, which is expected to have been some day on or before "
        "Friday 14 November 2014"
    )


def test_what_counts_from_a_day_that_is_not_known_is_due_at_the_latest_then():
    """The report was published, so the inspection had ended by then."""
    dated = timeline(
        Context.of(FRAMEWORK, decided={DECISION: "special-measures"}),
        {"report-published": dt.date(2014, 11, 14)},
        dt.date(2014, 11, 17),
    )
    row = dated.row("re-inspection")
    assert row.deadline.at_the_latest
    assert timing.when(row) == (
        "by Saturday 14 May 2016 at the latest: it counts from when the section 5 inspection "
        "ended, which was some day on or before Friday 14 November 2014"
    )
