"""Walks: any state gets an answer, text stays text, and an answer reopens as it stands."""

from __future__ import annotations

import json
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from page_parts import Page
from scc_model.errors import UnknownName
from scc_model.loading import load
from scc_model.walks.base import State
from scc_model.walks.site import Site

SITE = Site(load())

NAMES = st.sampled_from([
    "category", "inspection-ended", "report-published", "final-report-received", "as-at",
    "holiday-from", "holiday-to", "do", "reading-statement-of-action-days",
    *load().facts,
])  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=20),
    st.dates().map(str),
    st.sampled_from([
        "special-measures", "add-holiday", "remove-holiday-0", "yes", "no", "inadequate", "good",
        "<script>alert(1)</script>", "calendar-days", "2014-10-17", "17/10/2014", "2035-12-31",
    ]),
)  # fmt: skip
STATES = st.lists(st.tuples(NAMES, TEXTS), max_size=8).map(urlencode)


def reply(walk: str, state: str) -> dict[str, str]:
    return json.loads(SITE.respond(walk, state))


@pytest.mark.parametrize("walk", SITE.walks)
@given(state=STATES)
def test_any_state_gets_a_sound_answer_that_reopens_as_it_stands(walk, state):
    """One answer is looked at in every way, as another for each would cost four times as much."""
    answer = reply(walk, state)
    assert reply(walk, answer["state"])["state"] == answer["state"]
    page = Page(answer["body"])
    no_text_becomes_markup(page)
    every_control_has_a_label_and_every_id_stands_once(page)
    a_part_has_an_id_no_control_and_no_part_inside(answer["body"])


def no_text_becomes_markup(page):
    assert "script" not in {tag for tag, _ in page.tags}


def every_control_has_a_label_and_every_id_stands_once(page):
    every_id = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    ids = set(every_id)
    assert len(every_id) == len(ids)
    labels = {attributes.get("for") for tag, attributes in page.tags if tag == "label"}
    for tag, attributes in page.tags:
        if tag in ("input", "select") and attributes.get("type") != "hidden":
            assert attributes["id"] in labels
        for name in ("aria-describedby", "aria-labelledby"):
            assert set((attributes.get(name) or "").split()) <= ids


def a_part_has_an_id_no_control_and_no_part_inside(body):
    """What the script of a walk takes for granted."""
    pieces = body.split("<!--part-->")
    assert len(pieces) % 2 == 1
    for piece in pieces[1::2]:
        part = ET.fromstring(piece)  # noqa: S314  (one whole element, our own code wrote it)
        assert part.get("id")
        assert not {"input", "select", "textarea", "form"} & {inner.tag for inner in part.iter()}


def test_the_marks_of_parts_are_not_on_the_published_page():
    example = SITE.walk("your-school").example
    assert "<!--" in reply("your-school", example)["body"]
    assert "<!--" not in SITE.section("your-school", example)


def test_the_dates_of_the_page_are_the_dates_of_the_model():
    page = Page(reply(
        "category-timeline",
        "category=special-measures&final-report-received=2014-04-07"
        "&holiday-from=2014-04-14&holiday-to=2014-04-25",
    )["body"])  # fmt: skip
    assert page.rows()["statement-of-action"] == "2014-05-06"
    assert "Tuesday 6 May 2014" in page.text


def test_a_date_that_is_none_stays_in_view_with_its_error():
    answer = reply("category-timeline", "category=special-measures&inspection-ended=2014-02-30")
    assert "'2014-02-30' is not a date" in Page(answer["body"]).text
    assert "1 problem with what was entered. '2014-02-30' is not a date" in answer["announce"]
    assert "2014-02-30" in answer["state"]


def test_a_date_out_of_order_is_kept_and_explained():
    answer = reply(
        "category-timeline",
        "category=special-measures&inspection-ended=2014-10-17&report-published=2014-10-01",
    )
    assert "before 'The section 5 inspection ended' on 17 October 2014" in Page(answer["body"]).text
    assert "report-published=2014-10-01" in answer["state"]


def test_a_category_that_does_not_exist_gives_the_first_with_a_message():
    answer = reply("category-timeline", "category=special-measure")
    assert "Did you mean 'special-measures'?" in Page(answer["body"]).text
    assert Page(answer["body"]).rows()


def test_a_holiday_is_added_and_removed():
    state = "category=special-measures&holiday-from=2014-04-14&holiday-to=2014-04-25"
    added = Page(reply("category-timeline", f"{state}&do=add-holiday")["body"])
    names = [attributes.get("name") for tag, attributes in added.tags if tag == "input"]
    assert names.count("holiday-from") == 2
    removed = reply("category-timeline", f"{state}&do=remove-holiday-0")
    assert "holiday" not in removed["state"]


def test_half_a_holiday_is_kept():
    answer = reply(
        "category-timeline", "category=special-measures&holiday-from=2014-04-14&holiday-to="
    )
    assert State.of(answer["state"]).first("holiday-from") == "2014-04-14"


def test_classify_asks_one_question_more_at_a_time():
    first = Page(reply("classify", "")["body"])
    assert len({a["name"] for t, a in first.tags if t == "input"}) == 1
    second = Page(reply("classify", "overall-effectiveness=inadequate")["body"])
    assert len({a["name"] for t, a in second.tags if t == "input"}) == 2


def test_an_answer_that_no_longer_matters_is_dropped():
    answer = reply("classify", "overall-effectiveness=good&capacity-planning=yes")
    assert "capacity-planning" not in answer["state"]


@pytest.mark.parametrize("kind", ["ics", "csv"])
def test_files_hold_the_dates_of_the_page(kind):
    state = "category=special-measures&final-report-received=2014-04-07"
    file = json.loads(SITE.download("category-timeline", state, kind))
    assert file["filename"] == f"special-measures-dates.{kind}"
    assert ("2014-04-23" if kind == "csv" else "20140423") in file["text"]


def test_a_file_of_no_kind_is_refused():
    with pytest.raises(UnknownName, match="Accepted: csv, ics"):
        SITE.download("category-timeline", "", "docx")


def test_a_walk_that_does_not_exist_is_refused():
    with pytest.raises(UnknownName, match=r"Did you mean 'classify'\?"):
        SITE.respond("clasify-me", "")


@pytest.mark.parametrize("walk", SITE.walks)
@pytest.mark.parametrize(
    "link", ["so=nonsense", "%%%", "<b>=1&catgory=special-measures", "so=nonsense&today=2015-03-02"]
)
def test_a_link_that_says_nothing_gives_the_walk_and_a_message(walk, link):
    answer = reply(walk, link)
    assert "Nothing in the link to this form could be understood" in Page(answer["body"]).text
    assert "problem with what was entered" in answer["announce"]
    assert "<b>=1" not in answer["body"]
    # The next answer has nothing more to say of it.
    again = reply(walk, answer["state"])
    assert "could be understood" not in Page(again["body"]).text


@pytest.mark.parametrize("walk", SITE.walks)
def test_an_empty_form_is_no_nonsense(walk):
    for state in ("", "do=start-again"):
        assert "could be understood" not in reply(walk, state)["body"]


def test_the_dates_page_asks_what_kind_of_school_it_is():
    """The statement of an academy is its proprietor's, from the day that it has the report."""
    days = "final-report-received=2014-11-07&final-report-received-by-school=2014-11-10"
    state = f"category=special-measures&inspection-ended=2014-10-17&{days}"
    own, theirs = "statement-of-action-of-proprietor", "statement-of-action"
    for kind, rule, day in (("academy", own, "2014-11-24"), ("community", theirs, "2014-11-21")):
        rows = Page(reply("category-timeline", f"{state}&school-type={kind}")["body"]).rows()
        assert rows[rule] == day
        assert {own, theirs} & rows.keys() == {rule}
    case = "begins=2014-09-01&fact-school-type=academy&e=final-report-received~2014-11-07"
    case += "&e=final-report-received-by-school~2014-11-10~d.category.special-measures"
    started = reply("category-timeline", urlencode({"case": case}))
    assert "school-type=academy" in started["state"]
    assert Page(started["body"]).rows()[own] == "2014-11-24"


def test_a_case_without_a_judgement_leaves_the_dates_page_as_it_is():
    example = "category=serious-weaknesses&inspection-ended=2014-10-17"
    case = urlencode({"case": "fact-school-type=community&e=warning-notice-given~2014-12-12"})
    asked = reply("category-timeline", f"{example}&{case}")
    assert "nothing of it is used here" in asked["body"]
    assert Page(asked["body"]).rows() == Page(reply("category-timeline", example)["body"]).rows()
    assert reply("category-timeline", asked["state"]) == reply("category-timeline", example)


def test_dates_of_which_none_is_known_are_looked_at_from_today():
    body = reply("category-timeline", "category=serious-weaknesses&today=2015-03-02")["body"]
    assert "Monday 2 March 2015" in Page(body).text


def test_what_came_before_something_that_has_happened_has_no_bar_to_do_it_in():
    """The report is published: the feedback and the draft were before it, on whatever day."""
    state = (
        "category=special-measures&final-report-received=2014-11-07&report-published=2014-11-21"
        "&as-at=2015-01-15"
    )
    body = BeautifulSoup(reply("category-timeline", state)["body"], "html.parser")
    strips = {x.select_one(".scc-strip__title").get_text(): x for x in body.select(".scc-strip")}
    rules = load().rules
    for name in ("oral-feedback", "send-draft-report", "notify-final-judgement"):
        strip = strips[rules[name].title]
        row = body.select_one(f'[data-rule="{name}"]')
        assert "scc-strip--over" in strip["class"]
        assert not strip.select(".scc-strip__mark")
        for told in (strip, row):
            assert "on or before Friday 21 November 2014" in told.get_text(" ")
            assert "by Friday 5 December 2014" not in told.get_text(" ")
    assert strips[rules["re-inspection"].title].select(".scc-strip__mark")
    assert "a thin line without one is over" in body.select_one(".scc-timeline__key").get_text()
