"""What a change saves of what was said before: kept for these cases and no others, or refused."""

from __future__ import annotations

import datetime as dt
import itertools

import attrs
import pytest

from places import SMALL_DATA
from scc_model.conditions import Context, holds
from scc_model.dating.time_limits import in_force
from scc_model.loading import data_dir, load, load_from
from scc_model.loading.overlays.files import chosen, parsed
from small_changes import HEAD, change, faults, made

SMALL = load_from(SMALL_DATA)
DAY = dt.date(2015, 1, 12)
SAVES = f"""
    saves:
      when: {{happened: announced, before: {DAY}}}
      text: A visit that was announced before keeps what it had.
"""
EVE = DAY - dt.timedelta(days=1)
NEW, OLD = "as it is now", "as it was"


def context(framework, day, **readings):
    return Context.of(framework, {}, readings, happened={"announced": day})


def limit(framework, rule, day, **readings):
    """A time limit as it is in force, without what varies it."""
    known = context(framework, day, **readings)
    return attrs.evolve(in_force(framework.rules[rule].time_limit, known), variations=())


LIMITS = {
    "a figure": "set: [{kind: quantity, id: time, to: {value: 6 days}}]",
    "the figure of a variation": "set: [{kind: quantity, id: longer, to: {value: 10 days}}]",
    "two figures": "set: [{kind: quantity, id: time, to: {value: 6 days}}, "
                   "{kind: quantity, id: longest, to: {value: 30 days}}]",
    "a limit": "set: [{kind: rule, id: reply, to: {time_limit.latest: 8 days}}]",
    "a first day": "set: [{kind: rule, id: reply, to: {time_limit.kind: window, "
                   "time_limit.earliest: 1 day}}]",
    "the first counted day": "set: [{kind: rule, id: reply, to: "
                             "{time_limit.first_counted_day: anchor-day}}]",
    "a figure and a limit": "set: [{kind: quantity, id: time, to: {value: 6 days}}, "
                            "{kind: rule, id: reply, to: {time_limit.day_kind: working, "
                            "time_limit.latest: <time:number> working days}}]",
}  # fmt: skip


@pytest.mark.parametrize("what", LIMITS)
@pytest.mark.parametrize("choice", ["few", "many", "most"])
def test_a_time_limit_is_as_it_was_for_those_who_are_saved_and_for_them_alone(what, choice):
    for_all, saving = made(change(LIMITS[what])), made(change(LIMITS[what], saves=SAVES))
    was = limit(SMALL, "reply", EVE, days=choice)
    is_ = limit(for_all, "reply", DAY, days=choice)
    assert limit(saving, "reply", EVE, days=choice) == was
    assert limit(saving, "reply", DAY, days=choice) == is_


def test_each_of_these_changes_moves_a_time_limit():
    for does in LIMITS.values():
        after = made(change(does))
        assert any(
            limit(after, "reply", DAY, days=choice) != limit(SMALL, "reply", DAY, days=choice)
            for choice in ("few", "many", "most")
        )


def test_the_note_of_a_rule_says_who_is_saved_and_the_text_says_what_holds_now():
    after = made(change(LIMITS["a figure"], saves=SAVES))
    assert after.rules["reply"].note == "A visit that was announced before keeps what it had."
    kept = after.quantities["time-before-a-change"]
    assert (kept.value, kept.title) == ("5 days", "How long the head has to reply, as it was")
    assert kept.place.file == "a-change.yaml"
    assert after.quantities["time"].value == "6 days"


def test_both_the_old_and_the_new_figure_in_the_handbook_itself():
    [layer] = chosen(["twenty-days-to-comply"], data_dir())
    after, before = load_from(data_dir(), [layer]), load()
    nobody = attrs.evolve(layer.overlay, saves=None)
    raw = layer.raw.copy()
    del raw["saves"]
    for_all = load_from(data_dir(), [attrs.evolve(layer, overlay=nobody, raw=raw)])
    rules = ("comply-in-initial-period", "comply-after-confirmation", "make-representations")
    counts, periods = ("day-after", "anchor-day"), ("fresh-period", "one-period")
    notices = {
        "directed-notice-given": "notice-given-as-directed",
        "warning-notice-given": "no-direction",
    }

    def at(framework, rule, day, choices, notice):
        readings = dict(zip(("initial-period-count", "compliance-period"), choices, strict=True))
        known = Context.of(
            framework, {}, readings, stages=[notices[notice]], happened={notice: day}
        )
        found = in_force(framework.rules[rule].time_limit, known)
        return attrs.evolve(found, variations=())

    for rule, *choices, notice in itertools.product(rules, counts, periods, notices):
        assert at(after, rule, EVE, choices, notice) == at(before, rule, EVE, choices, notice)
        now = at(after, rule, DAY, choices, notice)
        assert now == at(for_all, rule, DAY, choices, notice)
        assert now != at(before, rule, DAY, choices, notice)


CONDITIONS = {
    "a rule that goes": (
        "remove: [{kind: rule, id: thank}]", "rule", "thank", {OLD: True, NEW: False},
    ),
    "a rule that comes": (
        ("add: [{kind: rule, in: visits, thing: {id: smile, kind: advice, force: should, title: "
        'Smile, text: The head smiles., actors: [head], cite: [book: "Part 1"]}}]'),
        "rule", "smile", {OLD: False, NEW: True},
    ),
    "a condition that comes": (
        "set: [{kind: rule, id: thank, to: {when: {fact: ready, is: 'yes'}}}]",
        "rule", "thank", {OLD: True, NEW: None},
    ),
    "a condition that goes": (
        "set: [{kind: transition, id: found-well, without: [when]}]",
        "transition", "found-well", {OLD: False, NEW: True},
    ),
    "a condition that is another": (
        "set: [{kind: definition, id: is-ready, to: {when: {happened: announced}}}]",
        "definition", "is-ready", {OLD: None, NEW: True},
    ),
    "a transition that goes": (
        "remove: [{kind: transition, id: found-well}]",
        "transition", "found-well", {OLD: False, NEW: False},
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", CONDITIONS)
def test_a_condition_is_as_it_was_for_those_who_are_saved_and_for_them_alone(what):
    does, kind, name, wanted = CONDITIONS[what]
    after = made(change(does, saves=SAVES))
    thing = getattr(after, f"{kind}s")[name]
    for day, when in ((EVE, OLD), (DAY, NEW)):
        known = Context.of(after, {}, decided={"grade": "bad"}, happened={"announced": day})
        assert holds(thing.when, known) is wanted[when], when


def test_a_transition_that_goes_is_there_for_those_who_are_saved():
    after = made(change(CONDITIONS["a transition that goes"][0], saves=SAVES))
    for day, wanted in ((EVE, True), (DAY, False)):
        known = Context.of(after, {}, decided={"grade": "good"}, happened={"announced": day})
        assert holds(after.transitions["found-well"].when, known) is wanted


NOT_COVERED = {
    "an actor": ("set: [{kind: rule, id: reply, to: {actors: [visitor]}}]", "'actors' of the rule"),
    "a recipient": ("set: [{kind: rule, id: thank, more: {to: [head]}}]", "'to' of the rule"),
    "a force": ("set: [{kind: rule, id: reply, to: {force: should}}]", "'force' of the rule"),
    "a name": ("set: [{kind: role, id: head, to: {name: headteacher}}]", "'name' of the role"),
    "a default": ("set: [{kind: reading, id: days, to: {default: many}}]", "'default' of the read"),
    "what is replaced": (
        "replace: [{kind: role, thing: {id: head, name: headteacher}}]", "a role that is replaced",
    ),
    "a stage that goes": ("remove: [{kind: stage, id: visited}]", "a stage that goes"),
    "an invariant that comes": (
        ("add: [{kind: invariant, thing: {id: x, title: x, text: x, cite: [], never: "
        "{in: visited}}}]"),
        "an invariant cannot come",
    ),
    "a limit that goes": (
        "set: [{kind: rule, id: reply, without: [time_limit]}]", "what is not there before or",
    ),
    "a limit that comes": (
        ("set: [{kind: rule, id: announce, to: {time_limit: {from: judged, kind: order-only, "
        "promptly: true, as_written: soon}}}]"),
        "what is not there before or after of the time limit of 'announce'",
    ),
    "variations": (
        "set: [{kind: rule, id: reply, without: [time_limit.variations]}]", "'variations' of the",
    ),
    "a key that no variation takes away": (
        "set: [{kind: rule, id: reply, to: {time_limit.at_most: 3}}]", "'at_most' of the time",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", NOT_COVERED)
def test_what_cannot_be_kept_for_some_is_refused(what):
    does, message = NOT_COVERED[what]
    found = faults(change(does, saves=SAVES))
    assert any(fault.startswith("a-change.yaml:7: ") and message in fault for fault in found), found
    assert all("without 'saves'" in fault for fault in found)


@pytest.mark.parametrize(
    "asked", ["{over: reply}", "{happened: reply-time-over, before: 2015-01-12}"]
)
def test_a_saving_that_rests_on_what_changes_is_refused(asked):
    saves = f"saves: {{when: {{any: [{asked}]}}, text: So.}}"
    [fault] = faults(change(LIMITS["a figure"], saves=saves))
    assert "which falls on the last day of 'reply', and that is what changes" in fault
    assert made(change("set: [{kind: quantity, id: time-to-thank, to: {value: 4 working days}}]",
                       saves=saves))  # fmt: skip


def test_a_figure_that_is_counted_elsewhere_is_refused(data):
    path = data / "procedures" / "visits.yaml"
    text = path.read_text("utf-8")
    estimate = (
        "    estimates: [{from: announced, after: <time>, why: So it is., "
        'cite: [book: "Part 1"]}]\n'
    )
    path.write_text(
        text.replace("    not_before: [announced]\n", f"    not_before: [announced]\n{estimate}")
    )
    [fault] = faults(change(LIMITS["a figure"], saves=SAVES), folder=data)
    assert "'time' is counted in 'after' of 'visit-held' at procedures/visits.yaml:" in fault
    assert made(change(LIMITS["a figure"]), folder=data)


def test_what_one_change_keeps_and_another_sets_is_refused_with_both_places():
    one = change(LIMITS["a figure"], "first", saves=SAVES)
    other = change(LIMITS["a limit"], "second")
    [fault] = faults(one, other)
    assert fault.startswith("first.yaml:8: 'time_limit.latest' of the rule 'reply' is changed here")
    assert "by 'second' at second.yaml:7" in fault
    assert faults(other, one) == [fault]


def test_two_savings_of_one_limit_go_together():
    """One keeps the figure, the other the days that count; each for its own cases."""
    later = "saves: {when: {happened: announced, before: 2015-02-02}, text: Later.}"
    one = change(LIMITS["a figure"], "first", saves=SAVES)
    other = change(LIMITS["the first counted day"], "second", saves=later)
    for layers in ((one, other), (other, one)):
        after = made(*layers)
        between = limit(after, "reply", DAY)
        assert (str(between.latest), between.first_counted_day) == ("6 days", "day-after")
        before = limit(after, "reply", EVE)
        assert (str(before.latest), before.first_counted_day) == ("5 days", "day-after")
        late = limit(after, "reply", dt.date(2015, 2, 2))
        assert (str(late.latest), late.first_counted_day) == ("6 days", "anchor-day")


def test_law_needs_a_day():
    text = HEAD.format(name="x").replace("proposal", "law")
    with pytest.raises(Exception, match="a change that is law says from which day it holds"):
        parsed(text.lstrip(), "x.yaml")


def test_a_change_upon_another_keeps_what_the_other_said_and_so_on():
    """Three texts, one after another, each for the visits that were announced in its time."""
    later = dt.date(2016, 4, 18)
    one = change(LIMITS["a figure"], "first", saves=SAVES)
    other = change(
        "upon: [first]\nset: [{kind: quantity, id: time, to: {value: 7 days}}]", "second",
        saves=f"saves: {{when: {{happened: announced, before: {later}}}, text: Later.}}",
    )  # fmt: skip
    after = made(other, one)
    days = {EVE: "5 days", DAY: "6 days", later - dt.timedelta(days=1): "6 days", later: "7 days"}
    for day, wanted in days.items():
        found = limit(after, "reply", day)
        assert (str(found.latest), found.as_written.split()[1]) == (
            wanted, {"5": "five", "6": "six", "7": "seven"}[wanted[0]],
        )  # fmt: skip
