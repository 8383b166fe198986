"""Gaps before an event: what fills them, what does not, and what is known on the far side."""

from __future__ import annotations

import datetime as dt

from scc_model.cases.case import Case, Entry
from scc_model.cases.journey import journey
from scc_model.chart.bridging import bridge
from scc_model.chart.steps import start, step
from scc_model.conditions import Context
from scc_model.loading import load

FRAMEWORK = load()
NOTICE = {f"notice-states-{name}": "yes" for name in (
    "matters", "circumstances", "action-required", "initial-period", "action-minded",
    "representations",
)}  # fmt: skip
COMMUNITY = {"school-type": "community"}
GROUND = {**COMMUNITY, "serious-breakdown": "yes", **NOTICE}
INADEQUATE = {**COMMUNITY, "overall-effectiveness": "inadequate", "capacity-planning": "no"}


def beginning(facts):
    """A school at the start of every procedure."""
    known = Context.of(FRAMEWORK, facts)
    return known.standing(start(known))


def events_before(event, facts, **more):
    return bridge(event, beginning(facts), **more).events


def test_what_can_happen_as_it_is_has_no_gap():
    assert events_before("warning-notice-considered", GROUND) == ()


def test_the_fewest_events_fill_a_gap():
    before = events_before("warning-notice-given", GROUND)
    assert before == (
        "warning-notice-considered", "warning-notice-recommended", "warning-notice-discussed",
    )  # fmt: skip


def test_every_event_of_a_bridge_can_happen_after_the_one_before_it():
    for name in FRAMEWORK.events:
        way = bridge(name, beginning(INADEQUATE))
        for taken in way.steps if way is not None else ():
            assert step(taken.event.id, taken.context).allowed is not False, (name, taken.event.id)


def test_an_event_that_no_other_way_goes_without_is_certain():
    way = bridge("warning-notice-given", beginning(GROUND))
    assert way.certain == {*way.events}


def test_an_event_is_not_certain_where_another_way_goes_without_it():
    """An answer of an academy trust follows confirmed causes, or a word to the department."""
    way = bridge("academy-response-received", beginning({"school-type": "academy"}))
    assert "academy-causes-confirmed" in way.events
    assert "academy-causes-confirmed" not in way.certain
    assert bridge(
        "academy-response-received",
        beginning({"school-type": "academy"}),
        frozenset({"academy-causes-confirmed"}),
    )


def test_of_ways_as_long_the_one_through_the_procedure_of_the_event_is_usual():
    """A notice is discussed by way of its own procedure, not by way of another's direction."""
    homes = FRAMEWORK.event_home
    for name in events_before("warning-notice-discussed", GROUND):
        assert homes[name] is homes["warning-notice-discussed"]


def test_a_guard_that_is_false_closes_the_way():
    assert bridge("warning-notice-given", beginning({"school-type": "academy"})) is None
    good = {**COMMUNITY, "overall-effectiveness": "good", "capacity-planning": "yes"}
    assert bridge("chief-inspector-notice-given", beginning(good)) is None


def test_a_guard_that_is_not_known_is_taken_to_hold():
    assert bridge("chief-inspector-notice-given", beginning(COMMUNITY)) is not None


def test_a_way_does_without_what_cannot_have_happened():
    without = frozenset({"warning-notice-considered"})
    assert bridge("warning-notice-recommended", beginning(GROUND), without) is None


def case(facts, *entries):
    events = tuple(Entry(name, dt.date.fromisoformat(day)) for name, day in entries)
    return Case("A school", dt.date(2014, 9, 1), facts, events=events, complete=False)


def presumed(case, day):
    replayed = journey(case, FRAMEWORK, dt.date.fromisoformat(day)).replayed
    return [happened.event for happened in replayed.happened if happened.standing == "presumed"]


def test_the_closure_of_a_school_is_presumed_of_nothing():
    """Nor its conversion, but for what can only happen to an academy."""
    for name, event in FRAMEWORK.events.items():
        if name != "school-closed" and not event.falls_on:
            record = case(INADEQUATE, (name, "2015-03-02"))
            seen = presumed(record, "2015-03-02")
            assert "school-closed" not in seen, name
            if "academy-converted" in seen:
                without = frozenset({"academy-converted"})
                assert bridge(name, beginning(INADEQUATE), without) is None, name


def test_what_was_presumed_gives_way_to_what_is_entered():
    given = ("warning-notice-given", "2014-09-22")
    assert "warning-notice-discussed" in presumed(case(GROUND, given), "2014-10-01")
    both = case(GROUND, given, ("warning-notice-discussed", "2014-09-19"))
    assert "warning-notice-discussed" not in presumed(both, "2014-10-01")


def test_a_day_of_the_calendar_is_undone_that_came_only_because_something_was_not_recorded():
    """A confirmed notice starts a fresh period, so the first cannot have run out."""
    entries = ("warning-notice-given", "2014-09-22"), ("warning-notice-confirmed", "2014-10-20")
    replayed = journey(case(GROUND, *entries), FRAMEWORK, dt.date(2014, 10, 27)).replayed
    happened = [known.event for known in replayed.happened]
    assert "representations-made" in happened
    assert "compliance-period-ended" not in happened
    assert replayed.context.stands["warning-notice"] == "fresh-compliance-period"
    early = journey(case(GROUND, entries[0]), FRAMEWORK, dt.date(2014, 10, 19)).replayed
    assert "compliance-period-ended" in [known.event for known in early.happened]
