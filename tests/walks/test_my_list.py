"""The list of steps in the answer of the walk through a school's case: whose it is, and ticks."""

from __future__ import annotations

import json
import re

import pytest

from page_parts import Page
from scc_model.cases import ticked
from scc_model.loading import load
from scc_model.walks.site import Site
from scc_model.words import obligations, wording

WALK = "your-school"
FRAMEWORK = load()
SITE = Site(FRAMEWORK)
KNOWN = "fact-school-type=community&complete=yes&begins=2014-09-01"
JUDGED = "e=judgement-final~2014-11-05~d.category.special-measures"
RECEIVED = f"{KNOWN}&{JUDGED}&e=final-report-received~2014-11-07"
ON_10 = f"{RECEIVED}&as-at=2014-11-10"
STATEMENT = FRAMEWORK.rules["statement-of-action"].title
PLAN = FRAMEWORK.rules["improvement-plan"].title
TICK_STATEMENT = "tick-statement-of-action~statement-of-action-submitted"


def ask(state):
    return json.loads(SITE.respond(WALK, state))


def press(state, wanted):
    """Press a button that is there, and give the answer."""
    assert f'value="{wanted}"' in ask(state)["body"], wanted
    return ask(f"{ask(state)['state']}&do={wanted}")


def box(body, name):
    """The words of a part of the list; none where it is not there."""
    _, found, rest = body.partition(f'id="{WALK}-{name}"')
    return Page(f"<div {found}{re.split('</div>|</details>', rest)[0]}").text if found else ""


def test_a_step_that_is_ticked_leaves_the_list_and_stands_among_those_done():
    before = ask(f"{ON_10}&whose=local-authority")
    assert STATEMENT in box(before["body"], "by")
    after = press(before["state"], TICK_STATEMENT)
    assert STATEMENT not in box(after["body"], "by")
    assert f"{STATEMENT}: between Friday 7 November 2014 and Monday 10 November 2014." in box(
        after["body"], "done-list"
    )
    assert "e=statement-of-action-submitted~2014-11-07..2014-11-10" in after["state"]
    assert f'id="{WALK}-ticked"' in after["body"]
    assert after["announce"].startswith("Recorded: ")


def test_a_tick_is_taken_away_and_leaves_no_trace():
    before = ask(f"{ON_10}&whose=local-authority")
    ticked = press(before["state"], TICK_STATEMENT)
    number = ticked["state"].count("&e=") + ticked["state"].startswith("e=")
    after = press(ticked["state"], f"untick-{number}")
    assert STATEMENT in box(after["body"], "by")
    assert "statement-of-action-submitted~2014-11-07..2014-11-10" not in re.sub(
        "&undone=[^&]*", "", after["state"]
    )


def test_an_earlier_tick_is_withdrawn_and_stays_in_the_record():
    ticked = press(ON_10, TICK_STATEMENT)
    later = ask(f"{ticked['state']}&e=progress-review-convened~2014-11-10")
    entered = re.findall("(?:^|&)e=([^~]*)", later["state"])
    number = entered.index("statement-of-action-submitted") + 1
    after = press(later["state"], f"untick-{number}")
    assert f'data-entry="{number}" data-entry-status="withdrawn"' in after["body"]
    assert STATEMENT in box(after["body"], "by")


def test_the_day_of_a_tick_can_be_given():
    ticked = press(ON_10, TICK_STATEMENT)
    number = ticked["body"].partition('value="correct-')[2].partition('"')[0]
    asked = press(ticked["state"], f"correct-{number}")
    assert asked["announce"].startswith("To be corrected: ")
    assert 'name="new-span"' in asked["body"]


@pytest.mark.parametrize(
    "wanted",
    [
        "tick-nonsense~x",
        "tick-statement-of-action~nonsense",
        "tick-statement-of-action",
        "untick-99",
    ],
)
def test_a_tick_that_a_changed_page_asks_for_changes_nothing(wanted):
    before = ask(ON_10)["state"]
    assert ask(f"{before}&do={wanted}")["state"] == before


def test_what_was_not_recorded_can_be_ticked_and_what_waits_cannot():
    state = RECEIVED.replace("complete=yes&", "") + "&as-at=2015-01-12&whose=governing-body"
    body = ask(state)["body"]
    assert PLAN in box(body, "not-recorded")
    assert 'value="tick-improvement-plan~improvement-plan-revised"' in body
    after = press(state, "tick-improvement-plan~improvement-plan-revised")
    assert PLAN not in box(after["body"], "not-recorded")
    assert obligations.UNRECORDED.startswith("Not recorded")
    waiting = ask(f"{ON_10}&whose=governing-body")["body"]
    assert FRAMEWORK.rules["report-to-parents"].title in box(waiting, "by")
    assert "tick-report-to-parents" not in waiting


def test_a_tick_that_would_not_say_enough_asks_for_the_day(monkeypatch):
    monkeypatch.setattr(ticked, "is_done", lambda *_: False)
    asked = press(ON_10, TICK_STATEMENT)
    assert "e=statement-of-action-submitted" not in asked["state"]
    assert "new-event=statement-of-action-submitted" in asked["state"]
    assert "give the day" in asked["announce"]


@pytest.mark.parametrize("role", ["governing-body", "headteacher", "local-authority", "ofsted"])
def test_a_roles_list_holds_what_it_does_and_folds_what_others_do(role):
    every = ask(f"{ON_10}&whose={role}")["body"]
    told = {
        rule for key in ("late", "now", "by") for rule in re.findall(
            r"<strong>([^<]+)</strong>", _part(every, key)
        )
    }  # fmt: skip
    titles = {rule.title: rule for rule in FRAMEWORK.rules.values()}
    named = wording.who([role], FRAMEWORK)
    for title in told:
        actors = {*titles[title].actors}
        bodies = {role, *FRAMEWORK.bodies(role)}
        parts = {x for x in FRAMEWORK.roles if role in FRAMEWORK.bodies(x)}
        assert not actors.isdisjoint(bodies | parts), (role, title)
    if f'id="{WALK}-to-them"' in every:
        assert f"What comes to: {named}" in Page(every).text


def _part(body, name):
    _, _, rest = body.partition(f'id="{WALK}-{name}"')
    return re.split("</div>|</details>", rest)[0]


def test_what_waits_says_for_what_and_what_is_to_be_done_when_it_comes():
    body = ask(ON_10)["body"]
    removed, then = FRAMEWORK.events["category-removed"], FRAMEWORK.rules["post-removal-support"]
    assert f"'{removed.title}'. When it comes: {then.title}" in box(body, "waits")
    assert 'value="choose-category-removed"' in _part(body, "waits")


def test_nothing_is_told_to_a_role_as_its_own_that_has_no_day():
    body = ask(f"{ON_10}&whose=parents")["body"]
    assert "No step of theirs has a day by which it has to be done." in Page(body).text
