"""The first question in a browser: one answer, one day, one card, kept and gone on from."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from browser_harness import axe_violations, live, sideways_overflow
from waiting import until

START = "book/index.html"
KEPT = "localStorage.getItem('scc-kept:your-school')"

pytestmark = pytest.mark.browser


def tell(page, what, day, told=""):
    """Answer the first question, with a day."""
    page.get_by_role("radio", name=what, exact=True).check()
    expect(page.locator(".scc-card")).to_be_visible()
    page.locator("#tonight-on").fill(day)
    page.locator("#tonight-on").press("Tab")
    if told:
        page.locator(".scc-first select").first.select_option(label=told)


def go_deeper(page):
    """Follow the link to the page of the case; it waits for the answer that it takes along."""
    page.get_by_role("link", name="Go deeper").click()
    page.wait_for_url("**/your_school.html*")
    live(page)


def test_one_answer_and_a_day_give_the_card_at_once(visit, site):
    page = live(visit(site, START, width=390, height=844))
    assert page.locator(".scc-card").count() == 0
    tell(page, "Inspection feedback", "2014-10-16", "Special measures")
    hero = page.locator(".scc-hero")
    expect(hero).to_contain_text("Thursday 13 November 2014")
    expect(hero).to_contain_text("28 days left")
    page.evaluate("scrollTo(0, 0)")
    date = page.locator(".scc-hero__date").bounding_box()
    assert date["y"] + date["height"] <= 844
    assert sideways_overflow(page) == []
    assert axe_violations(page) == []


def test_it_is_kept_as_the_case_and_the_next_thing_goes_on_from_it(visit, site):
    page = live(visit(site, START))
    tell(page, "Inspection feedback", "2014-10-16", "Special measures")
    expect(page.locator(".scc-hero")).to_contain_text("28 days left")
    page.get_by_role("button", name="Keep on this device").click()
    expect(page.locator(".scc-said")).to_contain_text("Kept on this device")
    page.reload()
    live(page)
    page.goto("about:blank")
    page.goto(site + START)
    live(page)
    expect(page.locator("#tonight-greeting")).to_contain_text("Welcome back")
    date = page.locator(".scc-hero__date").bounding_box()
    assert date["y"] + date["height"] <= 844
    page.get_by_role("button", name="Something new has arrived").click()
    expect(page.get_by_role("radio", name="A report", exact=True)).to_be_in_viewport()
    tell(page, "A report", "2014-11-03")
    expect(page.locator("#tonight-on")).to_be_in_viewport()
    expect(page.locator(".scc-hero")).to_contain_text("Monday 10 November 2014")
    page.get_by_role("button", name="Keep it in our case").click()
    expect(page.locator(".scc-said")).to_contain_text("Kept on this device")
    state = json.loads(page.evaluate(KEPT))["state"]
    assert "oral-feedback-given~2014-10-16" in state
    assert "draft-report-received~2014-11-03" in state
    go_deeper(page)
    expect(page.locator("[data-entry]")).to_have_count(2)


def test_the_way_deeper_takes_along_what_was_told(visit, site):
    page = live(visit(site, START))
    tell(page, "A warning notice", "2014-12-12")
    go_deeper(page)
    expect(page.locator("[data-entry]")).to_have_count(1)
    assert page.evaluate(KEPT) is None


# An answer that takes its time, as on an old phone.
SLOWED = """() => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (...sent) {
        setTimeout(() => post.apply(this, sent), 1500);
    };
}"""


def test_what_is_pressed_before_the_answer_is_there_takes_along_what_was_told_last(visit, site):
    page = live(visit(site, START))
    tell(page, "A warning notice", "2014-12-12")
    expect(page.locator(".scc-hero")).to_contain_text("Wednesday 7 January 2015")
    page.evaluate(SLOWED)
    page.locator("#tonight-on").fill("2014-12-15")
    page.get_by_role("button", name="Keep on this device").click()
    expect(page.locator(".scc-said")).to_contain_text("Kept on this device")
    assert "warning-notice-given~2014-12-15" in json.loads(page.evaluate(KEPT))["state"]
    page.locator("#tonight-on").fill("2014-12-16")
    go_deeper(page)
    expect(page.locator("[data-entry]")).to_contain_text("16 December 2014")


def test_a_link_shows_nobody_elses_dates_before_its_own(visit, site):
    page = visit(
        site, "book/index.html#walk=tonight&link=begins&arrived=notice&on=2014-12-12&link=ends"
    )
    live(page)
    expect(page.locator(".scc-hero")).to_contain_text("Wednesday 7 January 2015")
    held = []
    other = page.context.new_page()
    other.route("**/live-page.mjs", lambda route: held.append(route))  # noqa: PLW0108
    address = f"{site}book/category_timelines.html#walk=category-timeline"
    with other.expect_request("**/live-page.mjs"):
        other.goto(address, wait_until="commit")
    until(other, "document.querySelector('.scc-walk__result') !== null")
    assert not other.locator(".scc-walk__result").first.is_visible()
    other.close()


def test_without_scripts_the_answers_are_pages(visit, site):
    page = visit(site, START, javascript=False)
    page.get_by_role("link", name="A warning notice").first.click()
    expect(page.locator("h1")).to_contain_text("A warning notice: what now?")
    expect(page.locator(".scc-hero")).to_contain_text("Wednesday 7 January 2015")
    expect(page.locator(".scc-card h2")).to_contain_text("(an example)")
