"""What stands around the content of a page, used: the contents, the search, a lost reader."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

START = "book/index.html"


def test_another_part_of_the_contents_unfolds_by_keyboard(visit, site):
    page = visit(site, START)
    part = page.locator("details.part", has_text="Support and challenge")
    assert not part.locator("a").first.is_visible()
    part.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(part.locator("a").first).to_be_visible()


# ---- Search --------------------------------------------------------------------------------------


def search(page, words):
    box = page.get_by_label("Search the handbook")
    box.fill(words)
    box.press("Enter")
    expect(page.locator("#search-status")).to_contain_text("For “")


@pytest.mark.parametrize(
    ("looked_for", "first_pages", "meaning"),
    [
        ("IEB", {"Interim executive board", "Powers of the local authority"},
         "interim executive board"),
        ("RI", {"Requires improvement"}, "requires improvement"),
        ("sponsor", {"The academy order"}, "sponsor"),
        ("NLE", {"Leaders of education"}, "national leader of education"),
    ],
)  # fmt: skip
def test_the_search_at_the_head_of_a_page_finds_by_synonyms(
    visit, site, looked_for, first_pages, meaning
):
    page = visit(site, "book/procedures/exit.html")
    search(page, looked_for)
    found = [words.strip() for words in page.locator("#search-results .found").all_inner_texts()]
    assert any(one.startswith(tuple(first_pages)) for one in found[:6]), found
    expect(page.locator("#search-results .meaning").first).to_contain_text(
        re.compile(meaning, re.IGNORECASE)
    )


def test_the_search_at_the_head_says_that_it_answers_on_enter(visit, site):
    page = visit(site, "book/procedures/exit.html")
    assert page.get_by_placeholder("Words, then Enter").is_visible()


def test_on_a_phone_the_way_to_the_search_is_a_link(visit, site):
    page = visit(site, "book/procedures/exit.html", width=390)
    assert page.locator("main h1").bounding_box()["y"] < 120
    page.locator("header").get_by_role("link", name="Search").click()
    expect(page.locator("#query")).to_be_visible()


def test_a_page_found_by_another_name_opens_at_a_click(visit, site):
    page = visit(site, START)
    search(page, "RI")
    page.locator("#search-results .found a", has_text="Requires improvement").first.click()
    expect(page.locator("h1")).to_contain_text("equires improvement")


def test_what_is_searched_for_is_shown_as_text(visit, site):
    page = visit(site, START)
    box = page.get_by_label("Search the handbook")
    box.fill("<img src=x onerror=alert(1)>")
    box.press("Enter")
    expect(page.locator("#search-status")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator("main img").count() == 0


def test_a_search_that_finds_nothing_says_what_to_try(visit, site):
    page = visit(site, "search.html?q=zyxwv")
    expect(page.locator("#search-status")).to_have_text("Nothing was found for “zyxwv”.")
    expect(page.locator("#search-results")).to_contain_text("What you can try")


# ---- Addresses that lead nowhere -----------------------------------------------------------------


@pytest.mark.parametrize("path", ["nowhere", "book/procedures/deep/er/nowhere.html"])
def test_a_lost_reader_of_a_site_in_a_folder_finds_the_start_and_the_search(
    visit, site_under_path, path
):
    page = visit(site_under_path, path)
    # One fault for the page, and one for each folder in which the site was looked for in vain.
    link = page.get_by_role("link", name="Go to the start of the handbook")
    link.wait_for()
    assert all("404 for" in fault for fault in visit.faults)
    visit.faults.clear()
    page.get_by_label("Or search it").fill("IEB")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#search-status")).to_contain_text("For “IEB”")
    page.go_back()
    link.click()
    page.wait_for_url(f"**/handbook/{START}")
    visit.faults.clear()


def test_a_lost_reader_without_scripts_is_told_what_to_do(visit, site_under_path):
    page = visit(site_under_path, "book/nowhere.html", javascript=False)
    assert page.get_by_text("shorten the address").is_visible()
    assert not page.locator("#ways-on").is_visible()
    visit.faults.clear()
