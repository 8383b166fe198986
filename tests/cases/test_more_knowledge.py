"""More knowledge never contradicts: what is said of a record with gaps stands when they are filled.

A full history is replayed; then any of its entries are dropped and the rest is shuffled. Whatever
is said of what is left, the full history must not show to be wrong.
"""

from __future__ import annotations

import datetime as dt
import random

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaps_in_histories import contradictions, full_history, with_gaps, wrongly_presumed
from scc_model.cases.case import Case, Entry
from scc_model.cases.journey import journey
from scc_model.cases.powers.standing import powers
from scc_model.loading import data_dir, load
from scc_model.words import uncertain
from scc_model.worked import cases

FRAMEWORK = load()
SEEDS = st.integers(0, 2**32 - 1)
WORKED = {case.id: case for case in cases.read(data_dir() / "cases")}
IN_FULL = [name for name in WORKED if name.endswith("-in-full")]


@given(SEEDS)
def test_what_is_said_of_a_record_with_gaps_is_not_wrong(seed):
    chance = seeded(seed)
    full, day = full_history(chance, FRAMEWORK)
    part = with_gaps(full, chance)
    said = contradictions(full, part, day, FRAMEWORK)
    assert said == [] or wrongly_presumed(said), seed


@given(SEEDS)
def test_in_any_order_the_same_facts_give_the_same_view(seed):
    chance = seeded(seed)
    full, day = full_history(chance, FRAMEWORK)
    part = with_gaps(full, chance)
    events = list(part.events)
    chance.shuffle(events)
    other = attrs.evolve(part, events=tuple(events))
    assert view(other, day) == view(part, day), seed


@pytest.mark.parametrize("name", IN_FULL)
def test_what_an_outsider_is_told_the_full_record_does_not_contradict(name):
    full = WORKED[name]
    part = WORKED[name.replace("-in-full", "-as-an-outsider-knows-it")]
    records = (cases.case_file_of(case, FRAMEWORK) for case in (full, part))
    assert contradictions(*records, full.given.as_at, FRAMEWORK) == []


def seeded(seed):
    return random.Random(seed)  # noqa: S311  (the same history for a seed, and nothing secret)


def view(case, day):
    """All that is said of a case on a day, whatever the order of its entries."""
    seen = journey(case, FRAMEWORK, day)
    happened = [(x.event, x.first, x.date, x.standing) for x in seen.replayed.happened]
    wrong = sorted((x.entry.event, x.why) for x in seen.replayed.contradictions)
    duties = sorted((x.rule.id, x.status, str(x.due)) for x in seen.duties())
    may = [(power.rule.id, power.open) for power in powers(seen)]
    return dict(seen.context.stands), happened, wrong, duties, may


@pytest.mark.parametrize(
    "late", ["final-report-received-by-school", "intervention-powers-notified"]
)
@pytest.mark.parametrize(
    ("before", "on"),
    [
        ("final-judgement-notified", dt.date(2014, 11, 14)),
        ("report-published", dt.date(2014, 11, 14)),
        ("report-published", dt.date(2014, 11, 21)),
    ],
)
def test_what_comes_late_is_of_the_same_inspection(late, before, on):
    """The procedures give the usual order; a letter may be on its way longer than another."""
    known = (
        Entry(before, on, decided={"category": "special-measures"}),
        Entry(late, dt.date(2014, 11, 17)),
    )
    case = Case("", dt.date(2014, 9, 1), {"school-type": "community"}, events=known, complete=False)
    seen = journey(case, FRAMEWORK, dt.date(2015, 1, 12)).replayed
    names = [happened.event for happened in seen.happened]
    assert names.count("inspection-ended") == 1
    assert names.count("report-published") <= 1
    assert seen.contradictions == ()


def test_what_leads_back_to_a_stage_does_not_begin_it():
    """The report was published on the first day, and reached the school on the second."""
    known = (
        Entry("report-published", dt.date(2014, 11, 14), decided={"category": "special-measures"}),
        Entry("final-report-received-by-school", dt.date(2014, 11, 17)),
    )
    case = Case("", dt.date(2014, 9, 1), {"school-type": "community"}, events=known, complete=False)
    entered = journey(case, FRAMEWORK, dt.date(2015, 1, 12)).replayed.entered
    assert entered["inspection-report"].date == dt.date(2014, 11, 14)


NOTICE = (
    Entry("warning-notice-given", dt.date(2014, 12, 12)),
    Entry("representations-made", dt.date(2015, 1, 5)),
    Entry("warning-notice-confirmed", dt.date(2015, 1, 20)),
)
PUBLISHED = Entry(
    "report-published", dt.date(2014, 11, 21), decided={"category": "special-measures"}
)


def seen(events, day=dt.date(2015, 3, 2), kind="community", complete=False):
    case = Case("", min(filter(None, (x.first for x in events))), {"school-type": kind})
    return journey(attrs.evolve(case, events=tuple(events), complete=complete), FRAMEWORK, day)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("compliance-accepted", "non-compliance-found"),
        ("non-compliance-found", "compliance-accepted"),
        ("warning-notice-confirmed", "warning-notice-not-confirmed"),
    ],
)
def test_of_two_ways_to_go_on_one_is_said_to_contradict_the_other_and_no_second_round_is_made_up(
    first, second
):
    before = [x for x in NOTICE if x.event != first][: 2 if "confirmed" in first else 3]
    one, other = Entry(first, dt.date(2015, 2, 11)), Entry(second, dt.date(2015, 2, 13))
    replayed = seen([*before, one, other]).replayed
    (told,) = replayed.contradictions
    assert (told.entry, told.against) == (other, (one,))
    presumed = {x.event for x in replayed.happened if x.standing == "presumed"}
    assert not {name for name in presumed if name.startswith("direct")}


@pytest.mark.parametrize("confirmed", [NOTICE[2:], ()])
def test_a_finding_without_a_day_is_where_a_dated_one_is_though_representations_came_late(
    confirmed,
):
    """What does not fit leaves open where the school stands; the later entries place it again."""
    late = (NOTICE[0], Entry("representations-made", dt.date(2015, 1, 8)), *confirmed)
    used = Entry("powers-notice-given", dt.date(2015, 2, 20))
    dated, undated = (
        seen([*late, Entry("non-compliance-found", day), used])
        for day in (dt.date(2015, 2, 11), None)
    )
    assert undated.context.stands == dated.context.stands
    assert [x.open for x in powers(undated)] == [x.open for x in powers(dated)]
    (told,) = undated.replayed.contradictions
    assert told.entry.event == "representations-made"
    # What does not fit lifts nothing whose last day had passed.
    (comply,) = dated.duties([FRAMEWORK.rules["comply-in-initial-period"]])
    assert comply.ended_on == (dt.date(2015, 2, 11), "non-compliance-found")


def test_a_power_of_which_it_is_not_known_whether_it_is_open_is_open_since_no_day():
    undated = Entry("non-compliance-found")
    stands = seen([*NOTICE, undated, Entry("powers-notice-given", dt.date(2015, 2, 20))])
    unknown = [power for power in powers(stands) if power.open is None]
    assert any(power.unless and power.until for power in unknown)
    assert {(power.from_, power.from_by) for power in unknown} == {(None, None)}


def test_an_undated_entry_came_before_what_it_has_to_come_before():
    undated = seen([PUBLISHED, Entry("inspection-ended")], dt.date(2015, 1, 12))
    presumed = seen([PUBLISHED], dt.date(2015, 1, 12))
    ended = [x.date for x in undated.replayed.happened if x.event == "inspection-ended"]
    assert ended == [PUBLISHED.date]
    due = [
        {x.rule.id: x.due for x in stands.duties() if x.deadline} for stands in (undated, presumed)
    ]
    assert due[0] == due[1]


def test_what_must_have_happened_opens_nothing_that_waits_for_it():
    used = Entry("powers-notice-given", dt.date(2015, 2, 20))
    stands = seen([*NOTICE, Entry("non-compliance-found"), used])
    presumed = {x.event for x in stands.replayed.happened if x.standing == "presumed"}
    assert "warning-notice-considered" in presumed
    assert not any(presumed.intersection(power.awaits) for power in powers(stands))


@pytest.mark.parametrize(
    ("published", "status"), [(6, "no-longer-required"), (7, "no-longer-required"), (8, "closed")]
)
def test_a_right_that_nobody_used_in_time_went_by_and_was_not_ended(published, status):
    """The draft came on 31 October 2014, so that comments could be made until 7 November."""
    draft = Entry("draft-report-received", dt.date(2014, 10, 31))
    report = attrs.evolve(PUBLISHED, date=dt.date(2014, 11, published))
    stands = seen([draft, report], dt.date(2014, 11, 24))
    duties = stands.final.duties([FRAMEWORK.rules["comment-on-draft-report"]])
    assert [duty.status for duty in duties] == [status]


@pytest.mark.parametrize(("day", "status"), [(16, "open"), (17, "not-recorded")])
def test_what_was_to_be_done_straight_away_is_not_recorded_from_the_day_after(day, status):
    said = {"judgement-announced": "special-measures"}
    feedback = Entry("oral-feedback-given", dt.date(2014, 10, 16), said)
    stands = seen([feedback], dt.date(2014, 10, day))
    duties = stands.duties([FRAMEWORK.rules["act-at-once"]])
    assert [duty.status for duty in duties] == [status]


def test_a_record_said_to_be_whole_names_what_is_missing_in_it():
    (told, *_) = seen(NOTICE, complete=True).replayed.contradictions
    lacking = FRAMEWORK.events["warning-notice-discussed"].title
    assert "leads nowhere without what has to come before it and is not there" in told.why
    assert lacking in told.why
    assert FRAMEWORK.events["warning-notice-given"].title not in told.why


def test_what_rests_on_an_entry_that_lacks_something_names_only_that_entry_and_what_else_lacks():
    used = Entry("powers-notice-given", dt.date(2015, 2, 20))
    (first, *others) = seen([*NOTICE, used], complete=True).replayed.contradictions
    assert len(others) == len(NOTICE)
    given = FRAMEWORK.events[first.entry.event].title
    assert all(f"It rests on this, which does not fit either: {given}." in x.why for x in others)
    assert FRAMEWORK.events["warning-notice-discussed"].title not in others[-1].why
    assert FRAMEWORK.events["non-compliance-found"].title in others[-1].why
    ended = [event.title for event in FRAMEWORK.events.values() if event.falls_on]
    assert not [x.why for x in (first, *others) if any(title in x.why for title in ended)]


def test_a_power_that_only_something_unrecorded_could_have_closed_says_what():
    proposed = Entry("powers-notice-given", dt.date(2015, 2, 20))
    found = Entry("non-compliance-found", dt.date(2015, 2, 12))
    every = {x.rule.id: x for x in powers(seen([*NOTICE, found, proposed]))}
    budget = every["suspend-budget-after-warning-notice"]
    assert budget.standing == "unknown"
    assert budget.unless == ("additional-governors-appointed-by-secretary-of-state",)
    assert not every["require-federation-after-warning-notice"].unless  # it is open


def test_of_a_power_whose_beginning_has_no_day_the_last_it_can_have_been_is_known():
    every = {x.rule.id: x for x in powers(seen([PUBLISHED], dt.date(2015, 1, 12)))}
    board = every["appoint-interim-board"]
    assert (board.open, board.from_, board.from_by) == (True, None, dt.date(2014, 11, 21))


def test_a_power_is_seen_to_open_where_the_day_is_recorded_on_which_it_did_at_the_latest():
    final = attrs.evolve(PUBLISHED, event="judgement-final", date=dt.date(2014, 11, 7))
    recorded = (
        Entry("inadequate-indicated", dt.date(2014, 10, 16)),
        Entry("draft-report-received", dt.date(2014, 10, 31)),
        final,
    )
    day = dt.date(2015, 1, 12)
    every = {x.rule.id: x for x in powers(seen(recorded, day))}
    support, board = every["choose-support"], every["appoint-interim-board"]
    assert (support.from_, support.from_by, support.from_seen) == (None, final.date, True)
    # The Chief Inspector's notice followed, nobody knows when.
    assert (board.from_, board.from_by, board.from_seen) == (None, day, False)


def test_what_is_recorded_without_a_day_is_not_waited_for():
    held = Entry("first-monitoring-inspection-held", by=dt.date(2014, 12, 24))
    for power in powers(seen([PUBLISHED, held], dt.date(2015, 1, 12))):
        waits = power.window is not None and power.kept == "waiting"
        assert not (waits and power.window.anchor.event == held.event), power.rule.id


def test_the_time_for_a_right_is_over_when_what_ends_it_has_happened_on_any_day():
    every = {x.rule.id: x for x in powers(seen([PUBLISHED], dt.date(2015, 1, 12)))}
    assert every["comment-on-draft-report"].open is False


def test_a_duty_of_before_the_record_has_no_invented_beginning():
    case = Case("", dt.date(2000, 1, 1), {"school-type": "community"}, events=(PUBLISHED,))
    view = journey(attrs.evolve(case, complete=False), FRAMEWORK, dt.date(2015, 1, 12))
    assert [x.rule.id for x in view.duties() if x.since == case.begins] == []
    assert any(x.since is None and x.status == "open" for x in view.duties())


def test_a_duty_that_begins_on_the_first_day_of_the_record_says_so():
    feedback = Entry("oral-feedback-given", dt.date(2014, 10, 16),
                     facts={"judgement-announced": "special-measures"})  # fmt: skip
    view = seen([feedback], dt.date(2014, 10, 16))
    assert view.case.begins == feedback.date
    duties = {x.rule.id: x for x in view.duties()}
    assert duties["help-with-improvement-plan"].since == feedback.date


def test_whether_something_was_done_in_time_is_not_said_where_its_last_day_may_be_earlier():
    sent = Entry("statement-of-action-submitted", dt.date(2014, 12, 4))
    received = Entry("final-report-received", dt.date(2014, 11, 20))
    for known, sure in (((PUBLISHED, sent), False), ((PUBLISHED, received, sent), True)):
        duties = {x.rule.id: x for x in seen(known, dt.date(2015, 1, 12)).duties()}
        statement = duties["statement-of-action"]
        assert statement.status == "met"
        assert uncertain.is_in_time_unknown(statement) is not sure


def test_what_may_be_done_by_a_day_though_the_judgement_is_not_final_is_among_the_dates():
    feedback = Entry("oral-feedback-given", dt.date(2014, 10, 16),
                     facts={"judgement-announced": "special-measures"})  # fmt: skip
    draft = Entry("draft-report-received", dt.date(2014, 10, 30))
    duties = {x.rule.id: x for x in seen([feedback, draft], dt.date(2014, 10, 30)).duties()}
    comment = duties["comment-on-draft-report"]
    assert (comment.status, comment.due) == ("open", dt.date(2014, 11, 6))
