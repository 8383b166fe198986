"""The search page, used: it answers while one types, by keyboard, and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from browser_harness import axe_violations, sideways_overflow
from faulty_server import faulty
from places import SITE

pytestmark = pytest.mark.browser

QUESTION = "may I tell anyone"
FOUND = "#search-results .found a"
STATUS = "#search-status"


def type_in(page, words):
    """Type without Enter, and wait for the answer to be counted."""
    page.locator("#query").press_sequentially(words)
    expect(page.locator(STATUS)).to_contain_text(f"or “{words}”")  # for, or nothing for


def test_an_answer_comes_while_one_types_and_leads_into_the_fold_that_holds_it(visit, site):
    page = visit(site, "search.html")
    type_in(page, QUESTION)
    expect(page.locator(STATUS)).to_have_text(re.compile(r"anyone”: \d+ places, the best first\."))
    first = page.locator("#search-results .found-places > li").first
    expect(first.locator(".found a")).to_have_text(re.compile("Who may know$"))
    assert first.locator("mark").count()
    first.locator(".found a").click()
    fold = page.locator("#who-may-know > details")
    expect(fold).to_have_attribute("open", "")
    expect(page.locator("#who-may-know")).to_be_in_viewport()
    page.go_back()
    expect(page.locator("#query")).to_have_value(QUESTION)
    expect(page.locator(STATUS)).to_contain_text(QUESTION)


def test_a_long_sentence_that_stands_once_on_its_page_is_itself_where_the_link_leads(visit, site):
    page = visit(site, "search.html", width=390)
    type_in(page, "how do we get our budget back")
    found = page.locator(".found-places > li", has_text="Suspending the delegated budget").first
    link = found.locator(".found a")
    assert ":~:text=" in link.get_attribute("href")
    said = found.locator(".found-sentence").inner_text()
    link.click()
    fold = page.locator("#suspending-the-delegated-budget > details")
    expect(fold).to_have_attribute("open", "")
    expect(fold.get_by_text(said[:40]).first).to_be_in_viewport()


def test_arrows_lead_to_what_was_found_and_back_and_escape_clears(visit, site):
    page = visit(site, "search.html")
    type_in(page, "warning notice")
    links = page.locator(FOUND)
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#query")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("#query")).to_be_focused()
    expect(page.locator("#query")).to_have_value("")
    expect(page.locator("#search-results")).to_be_empty()
    expect(page.locator(STATUS)).to_be_empty()


@pytest.mark.parametrize("words", ["warning notice", "IEB", "academy order", "special measures"])
def test_as_many_places_are_said_to_be_found_as_are_shown(visit, site, words):
    """Of a term of the glossary the meaning stands apart, and is none of the places."""
    page = visit(site, "search.html")
    type_in(page, words)
    said = int(re.search(r"(\d+) place", page.locator(STATUS).inner_text())[1])
    more = page.get_by_role("button", name=f"Show all {said} places")
    if more.count():
        more.click()
    expect(page.locator("#search-results .found-places > li")).to_have_count(said)
    expect(page.get_by_role("button", name="Show all")).to_have_count(0)


def test_what_matches_nothing_well_says_so_and_offers_the_contents(visit, site):
    page = visit(site, "search.html")
    type_in(page, "swimming lessons")
    expect(page.locator(STATUS)).to_contain_text(
        re.compile("nothing matches well|Nothing was found")
    )
    part = page.locator("#search-results details", has_text="The procedures").first
    part.locator("summary").click()
    expect(part.get_by_role("link", name="The warning notice", exact=True)).to_be_visible()
    assert axe_violations(page) == []


@pytest.mark.parametrize("width", [320, 390])
def test_what_is_found_fits_a_phone_and_is_marked_by_more_than_colour(visit, site, width):
    page = visit(site, "search.html", width=width)
    type_in(page, "school action plan")
    assert sideways_overflow(page) == []
    marked = page.locator("#search-results mark").first
    look = marked.evaluate(
        "e => [getComputedStyle(e).fontWeight, getComputedStyle(e).textDecorationLine]"
    )
    assert look == ["700", "underline"]
    assert axe_violations(page) == []


def test_nothing_moves_while_answers_come(visit, site):
    page = visit(site, "search.html")
    page.evaluate("""() => {
      globalThis.moved = 0;
      new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) {
          if (!shift.hadRecentInput) globalThis.moved += shift.value;
        }
      }).observe({ type: "layout-shift", buffered: true });
    }""")
    type_in(page, "headteacher")
    assert page.evaluate("globalThis.moved") < 0.05


def test_who_waits_for_the_index_is_told_and_answered_when_it_is_there(profiles):
    slow = {r"/search-index\.mjs$": "slow"}
    with faulty(SITE, slow) as server, profiles.lent(server.address) as page:
        page.goto(f"{server.address}search.html", wait_until="commit")
        expect(page.locator(".search-waits")).to_be_visible()
        page.locator("#query").fill("IEB")
        server.held.set()
        expect(page.locator(STATUS)).to_contain_text("For “IEB”")
        expect(page.locator(".search-waits")).not_to_be_visible()


def test_no_other_page_loads_what_the_search_knows(visit, site):
    page = visit(site, "book/index.html")
    asked = page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    assert not [
        address for address in asked if re.search(r"search[-/]|searchindex|language_data", address)
    ]
