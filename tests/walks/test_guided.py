"""The walks that the data describes: what each asks, shows and says on each side of a boundary."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

import page_parts
from places import BOOK, SMALL_DATA
from scc_model import model
from scc_model.conditions.leaves import leaves
from scc_model.errors import DataError
from scc_model.loading import load, load_from
from scc_model.walks.guided.asked import understand
from scc_model.walks.guided.view import look
from scc_model.walks.site import Site

SITE = Site(load())
PLANS = load().walks

each_plan = pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)


ABOUT = ("data-definition", "data-rule", "data-power", "data-procedure", "data-event")


class Page(page_parts.Page):
    """The data of an answer's elements, by what they are about."""

    def __init__(self, body):
        super().__init__(body)
        self.elements = {
            (name, marks[name]): marks for _, marks in self.tags for name in ABOUT if name in marks
        }

    def holds(self, definition):
        return self.elements["data-definition", definition]["data-holds"]

    def latest(self, rule):
        return self.elements["data-rule", rule].get("data-latest")

    def stage(self, procedure):
        return self.elements["data-procedure", procedure]["data-stage"]


def ask(walk, **answers):
    pairs = [
        (name.replace("_", "-"), value)
        for name, given in answers.items()
        for value in (given if isinstance(given, list) else [given])
    ]
    reply = json.loads(SITE.respond(walk, urlencode(pairs)))
    return Page(reply["body"]), reply


GROUNDS = {"school_type": "community", "standards_unacceptably_low": "yes"}
CONTENTS = {
    name.replace("-", "_"): "yes"
    for step in PLANS["warning-notice"].steps if step.id == "contents" for name in step.tick
}  # fmt: skip


# ---- What the data says of them ------------------------------------------------------------------


@each_plan
def test_every_word_of_an_example_is_understood(plan):
    state = json.loads(SITE.respond(plan.id, plan.example_state))["state"]
    assert set(parse_qsl(plan.example_state)) <= set(parse_qsl(state))


@each_plan
def test_everything_in_an_example_counts(plan):
    view = look(understand(load(), plan, plan.example_state))
    assert view is not None
    shown = {event.event for step in plan.steps for event in step.events}
    assert shown.isdisjoint(view.refused)


@each_plan
def test_whatever_its_answer_depends_on_is_asked_or_said_to_be_taken_for_granted(plan):
    framework = load()
    view = look(understand(framework, plan, plan.example_state))
    missing = {fact for duty in view.duties for fact in duty.missing}
    for power in (x for step in plan.steps if step.powers for x in view.powers[step.powers]):
        missing |= {*power.missing}
        whens = (task.when for rule in power.first for task in rule.tasks)
        parts = (leaf for when in whens for leaf in leaves(when, framework))
        missing |= {leaf.fact for leaf in parts if isinstance(leaf, model.FactIs)}
    asked = {fact for step in plan.steps for fact in (*step.ask, *step.tick)}
    assert missing - asked - {fact.fact for fact in plan.assumes} == set()


@each_plan
def test_a_walk_stands_on_a_page(plan):
    fence = f"```{{walk}} {plan.id}\n"
    assert [page for page in BOOK.rglob("*.md") if fence in page.read_text("utf-8")]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("ask: [kind]", "ask: [knid]", "Did you mean 'kind'"),
        ("ask: [kind]", "ask: [kind, ready]", "asks for 'ready' twice"),
        ("tick: [ready]", "tick: [kind]", "'kind' cannot be ticked"),
        ("event: visit-held}", "event: reply-time-over}", "'reply-time-over' is worked out"),
        ("stands: [visits]", "rounds: reply", "'reply' does not come round"),
        ("id: days", "id: asks", "two steps called 'asks'"),
        ("stands: [visits]", "stand: [visits]", "Did you mean 'stands'"),
    ],
)
def test_a_walk_that_cannot_be_made_is_refused(tmp_path, old, new, message):
    folder = tmp_path / "data"
    shutil.copytree(SMALL_DATA, folder)
    file = folder / "walks.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(DataError) as refused:
        load_from(folder)
    assert message in str(refused.value)
    assert "walks.yaml:" in str(refused.value)


# ---- The warning notice --------------------------------------------------------------------------


def test_a_notice_given_on_17_october_2014_runs_until_7_november():
    page, reply = ask(
        "warning-notice", **GROUNDS, **CONTENTS, religious_character="none",
        warning_notice_given="2014-10-17",
    )  # fmt: skip
    assert page.stage("warning-notice") == "initial-period"
    assert page.latest("comply-in-initial-period") == "2014-11-07"
    assert page.holds("warning-notice-complete") == "yes"
    assert "Friday 7 November 2014" in page.text
    assert reply["announce"].startswith("There is ground for a warning notice: yes.")


@pytest.mark.parametrize(
    ("day", "stage"), [("2014-11-07", "initial-period"), ("2014-11-08", "compliance-period-over")]
)
def test_the_compliance_period_is_over_on_the_day_after_its_last(day, stage):
    page, _ = ask(
        "warning-notice", **GROUNDS, **CONTENTS, warning_notice_given="2014-10-17", as_at=day
    )
    assert page.stage("warning-notice") == stage


SHOULD = {"notice_states_circumstances"}


def test_a_notice_that_does_not_go_into_detail_counts():
    kept = {name: answer for name, answer in CONTENTS.items() if name not in SHOULD}
    page, _ = ask("warning-notice", **GROUNDS, **kept, warning_notice_given="2014-10-17")
    assert page.holds("warning-notice-complete") == "yes"
    assert page.holds("warning-notice-detailed") == "no"
    assert page.stage("warning-notice") == "initial-period"


@pytest.mark.parametrize("left_out", sorted({*CONTENTS} - SHOULD))
def test_a_notice_that_leaves_anything_out_does_not_count(left_out):
    kept = {name: answer for name, answer in CONTENTS.items() if name != left_out}
    page, _ = ask("warning-notice", **GROUNDS, **kept, warning_notice_given="2014-10-17")
    assert page.holds("warning-notice-complete") == "no"
    assert page.stage("warning-notice") != "initial-period"
    assert ("data-event", "warning-notice-given") in page.elements
    assert "The warning notice is complete" in page.text


@pytest.mark.parametrize(
    ("kind", "religion", "wanted", "others"),
    [
        ("community", "none", set(), {"recipient-diocese", "recipient-appointer"}),
        ("community", "church-of-england", {"recipient-diocese"}, {"recipient-appointer"}),
        ("voluntary-aided", "roman-catholic", {"recipient-diocese", "recipient-appointer"}, set()),
        ("foundation", "other-faith", {"recipient-appointer"}, {"recipient-diocese"}),
    ],
)
def test_the_recipients_are_those_of_this_kind_of_school(kind, religion, wanted, others):
    _, reply = ask("warning-notice", school_type=kind, religious_character=religion)
    step = re.search(r'id="warning-notice-recipients-answer".*?</section>', reply["body"])[0]
    gets, _, does_not = step.partition("<details")
    assert {"recipient-governing-body", "recipient-headteacher", "recipient-chief-inspector",
            *wanted} <= set(re.findall(r'data-rule="([^"]+)"', gets))  # fmt: skip
    assert others <= set(re.findall(r'data-rule="([^"]+)"', does_not))


def test_what_must_have_come_before_is_said_and_makes_nothing_late():
    """The talk before the notice was not given a day: that it was held in time is not recorded."""
    page, _ = ask("warning-notice", **GROUNDS, **CONTENTS, warning_notice_given="2014-10-17")
    duty = page.elements["data-rule", "discuss-before-warning-notice"]
    assert duty["data-status"] == "not-recorded"
    assert "Must have happened already: 3 events" in page.text


def test_a_notice_of_powers_shows_that_the_warning_notice_was_not_complied_with():
    told = {"warning_notice_given": "2014-10-17", "powers_notice_given": "2014-11-12"}
    page, _ = ask("local-authority-powers", **GROUNDS, **told, as_at="2014-12-01")
    assert page.holds("eligible-for-intervention") == "yes"


def test_what_only_shows_by_which_way_a_walk_comes_to_an_event_dates_and_discharges_nothing():
    page, _ = ask("progress-review", programme_begun="2014-09-22", as_at="2014-10-01")
    assert "2014-09-22" not in page.elements["data-rule", "convene-progress-review"].values()
    told = understand(load(), PLANS["follow-a-concern"], "programme-begun=2014-09-22")
    way = {entry.event for entry in told.by_the_way}
    assert way == {"concern-identified", "support-agreed"}
    assert not [x for x in look(told).duties if x.rule.met_by in way]


# ---- Powers --------------------------------------------------------------------------------------


NOTICE = {
    **GROUNDS, "warning_notice_given": "2014-10-17", "non_compliance_found": "2014-11-10",
    "powers_notice_given": "2014-11-12",
}  # fmt: skip


@pytest.mark.parametrize(("day", "is_open"), [("2015-01-07", True), ("2015-01-08", False)])
def test_the_two_months_after_the_compliance_period_close_a_power(day, is_open):
    """The compliance period ended on 7 November 2014."""
    page, reply = ask("local-authority-powers", **NOTICE, as_at=day)
    opened = reply["body"].partition('id="local-authority-powers-closed"')[0]
    shown = 'id="local-authority-powers-power-suspend-budget-after-warning-notice"' in opened
    assert shown is is_open
    assert page.holds("eligible-for-intervention") == "yes"


def test_without_a_notice_no_power_is_open_and_the_reason_is_told():
    page, reply = ask("local-authority-powers", school_type="community", as_at="2014-12-01")
    assert page.holds("eligible-for-intervention") == "no"
    assert "0 powers open" in reply["announce"]
    assert "only where this is so: the school is eligible" in page.text.casefold()


@pytest.mark.parametrize(
    ("answers", "case"),
    [
        ({}, "direction-case-no-notice"),
        ({"warning_notice_given": "2014-10-17", "notice_in_inadequate_terms": "yes"},
         "direction-case-inadequate-terms"),
        ({"warning_notice_given": "2014-10-17", "representations_made": "2014-10-24",
          "warning_notice_not_confirmed": "2014-11-03"}, "direction-case-not-confirmed"),
        ({**NOTICE, "improved_since_compliance_period": "no", "as_at": "2015-01-08"},
         "direction-case-two-months"),
    ],
)  # fmt: skip
def test_each_of_the_four_cases_opens_a_direction(answers, case):
    page, _ = ask("secretary-of-state-powers", **{**GROUNDS, "as_at": "2014-12-01", **answers})
    every = [name for kind, name in page.elements if kind == "data-definition" and "-case-" in name]
    assert [name for name in every if page.holds(name) == "yes"] == [case]
    assert page.holds("case-for-direction") == "yes"


# ---- Reviews, support, checklists ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("held", "message"),
    [
        ([], "0 of 3 held. 3 more by Monday 31 August 2015"),
        (["2014-11-20"], "1 of 3 held. 2 more by Monday 31 August 2015"),
        (["2014-11-20", "2015-02-12", "2015-06-18"], "3 of 3 held. That is enough."),
    ],
)
def test_the_calendar_of_reviews_says_how_many_are_still_to_come(held, message):
    page, _ = ask(
        "progress-review", programme_begun="2014-09-22", progress_review_held=held,
        as_at="2015-07-01",
    )  # fmt: skip
    assert message in page.text


WHOLE_CASE = urlencode([
    ("begins", "2014-09-01"), ("fact-school-type", "community"), ("complete", "yes"),
    ("e", "concern-signalled~2014-09-02"), ("e", "concern-identified~2014-09-03"),
    ("e", "discussions-begun~2014-09-04"), ("e", "support-agreed~2014-09-05"),
    ("e", "programme-begun~2014-09-22"), ("as-at", "2015-09-01"),
])  # fmt: skip


@pytest.mark.parametrize(
    ("told", "status", "shown"),
    [
        ({"programme_begun": "2014-09-22", "as_at": "2015-09-01"}, "not-recorded",
         "3 of which nobody recorded the day."),
        ({"case": WHOLE_CASE}, "overdue", "3 too few."),
    ],
    ids=["form", "whole case"],
)  # fmt: skip
def test_too_few_reviews_are_overdue_only_where_everything_is_recorded(told, status, shown):
    page, _ = ask("progress-review", **told)
    assert shown in page.text
    assert page.elements["data-rule", "progress-reviews-three-a-year"]["data-status"] == status


def test_a_step_left_empty_is_not_overdue():
    """Who does not know when the copies were given does not say that they were not."""
    notice = {"warning_notice_given": "2014-10-17", "as_at": "2014-11-03"}
    page, _ = ask("warning-notice", **GROUNDS, **CONTENTS, **notice)
    copies = page.elements["data-rule", "copy-warning-notice"]
    assert copies["data-status"] == "not-recorded"


def test_a_missing_chair_is_noted_and_under_another_reading_undoes_the_review():
    present = ("headteacher", "link_adviser", "senior_adviser")
    here = {f"review_{role}_present": "yes" for role in present}
    held = {"programme_begun": "2014-09-22", "progress_review_held": "2014-11-20", **here}
    page, _ = ask("progress-review", **held)
    assert page.holds("minimum-attendance") == "no"
    assert page.holds("progress-review-counts") == "yes"
    page, _ = ask("progress-review", **held, reading_review_attendance="quorum")
    assert page.holds("progress-review-counts") == "no"


def test_support_is_found_by_need():
    page, reply = ask("find-support", need=["teaching", "staffing"])
    assert ("data-rule", "support-teaching") in page.elements
    assert ("data-rule", "seek-locum") in page.elements
    assert ("data-rule", "support-behaviour") not in page.elements
    assert "teaching and a post that cannot be filled soon" in reply["announce"]


def test_a_checklist_counts_what_is_ticked_and_keeps_it():
    page, reply = ask("governors-checklist", done=["governors-share-work", "no-such-rule"])
    assert "1 of 11 ticked" in page.text
    assert reply["state"] == "done=governors-share-work"


# ---- Whatever is given ---------------------------------------------------------------------------


def test_a_link_that_makes_no_sense_shows_the_example_and_says_so():
    page, reply = ask("warning-notice", nonsense="<script>")
    assert "Nothing in the link" in page.text
    assert page.latest("comply-in-initial-period") == "2014-11-07"
    assert "script" not in reply["body"].casefold()


def test_a_date_in_another_form_is_understood_and_one_that_is_none_is_kept():
    page, reply = ask("warning-notice", **GROUNDS, **CONTENTS, warning_notice_given="17/10/2014")
    assert "warning-notice-given=2014-10-17" in reply["state"]
    page, reply = ask("warning-notice", warning_notice_given="31/2/2014")
    assert "'31/2/2014' is not a date: there is no such day" in page.text
    assert "31%2F2%2F2014" in reply["state"]


def test_it_starts_from_the_case_that_was_kept():
    case = urlencode([
        ("school", "Hill <b>View"), ("begins", "2014-09-01"), ("fact-school-type", "foundation"),
        ("e", "concern-signalled~2014-09-08"), ("as-at", "2014-09-10"),
    ])  # fmt: skip
    page, reply = ask("follow-a-concern", case=case)
    assert page.stage("concern-case") == "signals-of-concern"
    assert "school-type=foundation" in reply["state"]
    assert "base=" in reply["state"]
    assert "<b>View" not in reply["body"]
    again = json.loads(SITE.respond("follow-a-concern", reply["state"]))
    assert again["state"] == reply["state"]
    without = json.loads(SITE.respond("follow-a-concern", reply["state"] + "&do=start-empty"))
    assert without["state"] == ""


CASE = [
    ("begins", "2014-09-01"), ("fact-school-type", "foundation"),
    ("fact-review-headteacher-present", "yes"), ("reading-review-attendance", "quorum"),
    ("e", "programme-begun~2014-09-22"), ("e", "progress-review-held~2014-11-20"),
]  # fmt: skip
WHOLE = ("complete", "yes")


def test_what_the_case_says_is_not_called_taken_for_granted():
    """The walk takes a community school for granted; the case is of a foundation school."""
    without, _ = ask("progress-review", programme_begun="2014-09-22")
    assert "Community" in without.text
    page, _ = ask("progress-review", case=urlencode(CASE))
    assert "Community" not in page.text


def test_a_reading_of_the_case_is_shown_and_can_be_switched_back():
    _, reply = ask("progress-review", case=urlencode([*CASE, WHOLE]))
    assert "reading-review-attendance=quorum" in reply["state"]
    assert Page(reply["body"]).holds("progress-review-counts") == "no"
    usual = re.sub(r"&reading-review-attendance=quorum", "", reply["state"])
    back = Page(json.loads(SITE.respond("progress-review", usual))["body"])
    assert back.holds("progress-review-counts") == "yes"


def test_what_rests_on_what_a_case_does_not_say_is_not_known_until_the_case_is_whole():
    """Whether the four are a quorum depends on the school being in a category."""
    held = {
        parts: ask("progress-review", case=urlencode([*CASE, *parts]))[0].holds(
            "progress-review-counts"
        )
        for parts in ((), (WHOLE,))
    }
    assert held == {(): "unknown", (WHOLE,): "no"}


def test_a_day_of_the_case_that_was_cleared_dates_nothing():
    """Once the day of an event is taken out, a later event only shows that it has happened."""
    case = urlencode([
        ("begins", "2014-09-01"), ("fact-school-type", "community"),
        ("e", "warning-notice-discussed~2014-10-13"),
    ])  # fmt: skip
    contents = [(name.replace("_", "-"), answer) for name, answer in CONTENTS.items()]
    state = urlencode([("base", case), ("warning-notice-given", "2014-10-17"), *contents])
    asked = understand(load(), PLANS["warning-notice"], state)
    [seen] = [
        x for x in look(asked).stands.replayed.happened if x.event == "warning-notice-discussed"
    ]
    assert (seen.standing, seen.exact) == ("presumed", False)


def states(plan):
    """States such as a reader's browser could send to a walk, sensible and not."""
    names = [name for step in plan.steps for name in (*step.ask, *step.judge, *step.tick)]
    events = [event.event for step in plan.steps for event in step.events]
    days = st.dates().map(str) | st.sampled_from(["", "1/1/2015", "soon", "2014-02-30"])
    answers = st.sampled_from(["yes", "no", "community", "academy", "<i>", ""])
    pairs = st.tuples(st.sampled_from([*names, "need", "done", "do", "base", "x"]), answers)
    if events:
        pairs |= st.tuples(st.sampled_from([*events, "as-at"]), days)
    return st.lists(pairs, max_size=10).map(urlencode)


@each_plan
@given(data=st.data())
def test_any_state_is_answered_and_its_answer_reopens(plan, data):
    reply = json.loads(SITE.respond(plan.id, data.draw(states(plan))))
    assert reply["announce"]
    assert "<i>" not in reply["body"]
    ids = re.findall(r' id="([^"]+)"', reply["body"])
    assert len(ids) == len(set(ids))
    again = json.loads(SITE.respond(plan.id, reply["state"]))
    assert again["state"] == reply["state"]
    if "scc-error-summary" not in reply["body"]:  # what was wrong is told once
        assert again["body"] == reply["body"]


@each_plan
@pytest.mark.parametrize("start", [{"do": "start-again"}, {"case": urlencode(CASE)}], ids=str)
def test_however_a_walk_starts_its_state_shows_the_same(plan, start):
    reply = json.loads(SITE.respond(plan.id, urlencode(start)))
    assert json.loads(SITE.respond(plan.id, reply["state"]))["body"] == reply["body"]


@each_plan
def test_a_walk_that_is_started_again_can_be_put_back(plan):
    given = "as-at=2014-11-12" if plan.dated else urlencode({"case": urlencode(CASE)})
    begun = json.loads(SITE.respond(plan.id, given))["state"]
    again = json.loads(SITE.respond(plan.id, f"{begun}&do=start-again"))
    [former] = re.findall(r'name="former" value="([^"]+)"', again["body"])
    asked = f"{again['state']}&do=put-back&{urlencode({'former': unescape(former)})}"
    assert json.loads(SITE.respond(plan.id, asked))["state"] == begun


@pytest.mark.parametrize("kind", ["ics", "csv"])
def test_its_dates_can_be_saved(kind):
    plan = PLANS["warning-notice"]
    saved = json.loads(SITE.download(plan.id, plan.example_state, kind))
    assert saved["filename"].endswith(f".{kind}")
    assert ("20141107" if kind == "ics" else "2014-11-07") in saved["text"]


def test_boxes_of_which_none_is_ticked_say_nothing():
    """Who knows only the day of a notice does not say that it leaves everything out."""
    page, _ = ask("warning-notice", school_type="community", warning_notice_given="2014-10-17")
    assert page.holds("warning-notice-complete") == "unknown"
    assert page.latest("comply-in-initial-period") == "2014-11-07"
    page, _ = ask(
        "warning-notice", school_type="community", notice_states_matters="yes",
        warning_notice_given="2014-10-17",
    )  # fmt: skip
    assert page.holds("warning-notice-complete") == "no"


def test_a_category_without_the_day_of_its_notice_is_not_left_out():
    known = "school-type=voluntary-aided&category=special-measures&as-at=2015-01-12"
    told = json.loads(SITE.respond("local-authority-powers", known))["announce"]
    assert told.startswith("The school is eligible for intervention: yes.")
