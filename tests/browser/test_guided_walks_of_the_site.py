"""The walks of the data as readers meet them: live, by keyboard, by link, from a kept case."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from browser_harness import axe_violations, live
from waiting import until

pytestmark = pytest.mark.browser

NOTICE = "book/procedures/warning_notice.html"
REVIEWS = "book/monitoring/progress_reviews.html"
SUPPORT = "book/support/partnerships.html"
GOVERNORS = "book/support/governors.html"
CONCERN = "book/procedures/case_of_concern.html"
START = "book/index.html"
SCHOOL = "book/your_school.html"


def test_the_notice_is_dated_in_the_browser_as_in_the_model(visit, site):
    page = live(visit(site, NOTICE))
    page.locator("#warning-notice-warning-notice-given").fill("2014-12-15")
    until(page, "location.hash.includes('warning-notice-given=2014-12-15')")
    row = page.locator("#warning-notice-row-comply-in-initial-period")
    expect(row).to_have_attribute("data-latest", "2015-01-08")
    expect(row).to_contain_text("Thursday 8 January 2015")


def test_a_notice_that_is_not_complete_is_told_beside_its_day(visit, site):
    page = live(visit(site, NOTICE))
    page.get_by_label("Does the warning notice name the matters").uncheck()
    why = page.locator("#warning-notice-warning-notice-given-why")
    expect(why).to_contain_text("This does not count yet.")
    expect(page.locator("#warning-notice-warning-notice-given")).to_have_value("2014-10-17")
    assert axe_violations(page) == []


def test_an_answer_is_announced(visit, site):
    page = live(visit(site, SUPPORT))
    page.get_by_role("checkbox", name="behaviour and attitudes").check()
    expect(page.locator(".scc-walk__status")).to_contain_text("behaviour and attitudes to learning")


def test_a_checklist_is_ticked_by_keyboard_and_kept_on_the_device(visit, site):
    page = live(visit(site, GOVERNORS))
    first = page.locator("#governors-checklist-list-checklist input").first
    first.focus()
    page.keyboard.press("Space")
    until(page, "location.hash.includes('done=')")
    expect(page.locator("#governors-checklist-list-answer")).to_contain_text("1 of 11 ticked")
    page.get_by_role("button", name="Keep on this device").click()
    expect(page.locator(".scc-walk__status")).to_contain_text("Kept on this device")
    page.goto(site + GOVERNORS)
    live(page)
    expect(page.locator("#governors-checklist-list-checklist input").first).to_be_checked()
    page.get_by_role("button", name="Forget it on this device").click()
    expect(page.locator(".scc-walk__status")).to_contain_text("Forgotten")


def test_a_link_reopens_a_walk_and_a_broken_one_says_so(visit, site):
    page = live(visit(site, f"{REVIEWS}#walk=progress-review&programme-begun=1/9/2014"))
    expect(page.locator("#progress-review-programme-begun")).to_have_value("2014-09-01")
    page = live(visit(site, f"{REVIEWS}#walk=progress-review&so=nonsense"))
    expect(page.locator(".scc-error-summary")).to_contain_text("Nothing in the link")
    expect(page.locator("#progress-review-programme-begun")).to_have_value("2014-09-22")


def test_a_walk_starts_from_the_case_that_is_kept(visit, site):
    page = live(visit(site, SCHOOL))
    page.get_by_role("button", name="Keep on this device").click()
    expect(page.locator(".scc-walk__status")).to_contain_text("Kept on this device")
    page.goto(site + CONCERN)
    live(page)
    expect(page.locator("#follow-a-concern-started")).to_contain_text("Your school")
    page.get_by_role("button", name="Start without it").click()
    expect(page.locator("#follow-a-concern-started")).to_have_count(0)


def test_printed_a_walk_shows_what_follows(visit, site):
    page = live(visit(site, NOTICE))
    page.emulate_media(media="print")
    expect(page.locator("#warning-notice-row-comply-in-initial-period")).to_be_visible()
    expect(page.get_by_role("button", name="Copy a link to this")).not_to_be_visible()


def test_the_dated_list_after_special_measures_is_three_clicks_and_one_form_away(visit, site):
    """From the front page: a link, then the form, in which one answer and one day are given."""
    page = visit(site, START)
    page.locator("main summary", has_text="I am a governor").click()
    page.locator("main").get_by_role("link", name="dated list").first.click()
    live(page)
    page.get_by_role("radio", name="Special measures").check()
    page.locator("#category-timeline-inspection-ended").fill("2014-11-14")
    until(page, "location.hash.includes('inspection-ended=2014-11-14')")
    expect(page.locator(".scc-next li")).to_have_count(3)
    page.locator("#category-timeline-every > summary").click()
    expect(page.locator("tr[data-rule]").first).to_be_visible()


def test_what_is_left_of_an_example_is_said_until_nothing_is(visit, site):
    page = live(visit(site, "book/category_timelines.html"))
    note = page.locator(".scc-walk__example")
    expect(note).to_have_text("This is an example, until you put in something of your own.")
    page.get_by_label("On which day did the lead inspector say").fill("2014-10-16")
    page.keyboard.press("Tab")
    expect(note).to_contain_text("Some of these days are still the example's")
    page.get_by_label("On which day did the section 5 inspection end?").fill("2014-10-20")
    page.keyboard.press("Tab")
    page.locator("#category-timeline-as-at").fill("2014-10-21")
    page.keyboard.press("Tab")
    expect(note).to_be_hidden()
