"""The pages of roles in a browser: the filter, its address, and the page without its script."""

import gzip
import re

import pytest

from browser_harness import SITE, axe_violations, sideways_overflow
from waiting import until

GOVERNORS = "book/roles/governing_body.html"
LONGEST = "book/roles/local_authority.html"

pytestmark = pytest.mark.browser


def shown(page):
    """The ids of the rules that are shown, folded or not, in order."""
    return page.locator("[data-order]:not([hidden]) tr[data-rule]:not([hidden])").evaluate_all(
        "rows => rows.map(row => row.dataset.rule)"
    )


def news(page):
    return page.get_by_role("status").inner_text()


def test_choosing_shows_what_fits_says_how_many_and_the_address_reopens_it(visit, site):
    page = visit(site, GOVERNORS)
    everything = shown(page)
    assert news(page) == f"All of {len(everything)} rules shown."
    page.get_by_label("Kind of rule").select_option("right")
    rights = shown(page)
    assert page.locator("tr[data-rule]:visible").count() == len(rights)
    assert 0 < len(rights) < len(everything)
    assert news(page) == f"{len(rights)} of {len(everything)} rules shown."
    page.get_by_role("radio", name="In the order of time").check()
    assert sorted(shown(page)) == sorted(rights)
    assert page.url.endswith(".html#sort=right&order=time")
    again = visit(page.url)
    assert shown(again) == shown(page)
    assert again.get_by_role("radio", name="In the order of time").is_checked()
    page.get_by_role("button", name="Show everything").click()
    until(page, "!location.hash")
    assert shown(page) == everything


def test_a_word_is_found_by_another_word_for_the_same(visit, site):
    page = visit(site, LONGEST)
    words = page.get_by_label("Words")
    words.fill("academisation")
    assert shown(page)
    for row in page.locator("tr[data-rule]:visible").all_inner_texts():
        assert re.search("academy order|conver", row, re.IGNORECASE), row


def test_a_group_without_a_rule_that_fits_goes_with_its_heading(visit, site):
    page = visit(site, f"{GOVERNORS}?procedure=warning-notice")
    headings = page.locator("[data-group] h3:visible").all_inner_texts()
    assert [heading.partition(" (")[0] for heading in headings] == ["Warning notice"]


def test_an_address_that_makes_no_sense_shows_everything_and_says_so(visit, site):
    everything = shown(visit(site, GOVERNORS))
    page = visit(site, f"{GOVERNORS}?procedure=%3Cscript%3E&sort=right&order=sideways")
    assert shown(page) == everything
    assert "no such procedure or order as the address asks for" in news(page)


def test_what_is_typed_is_shown_as_text(visit, site):
    page = visit(site, f"{GOVERNORS}?words=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    assert shown(page) == []
    assert "“<img src=x onerror=alert(1)>”" in news(page)
    assert page.locator("main img").count() == 0


def test_a_link_to_the_order_of_time_opens_it(visit, site):
    page = visit(site, f"{GOVERNORS}#in-the-order-of-time")
    assert page.get_by_role("heading", name="In the order of time").is_visible()


def test_without_the_script_both_orders_are_shown_and_no_controls(visit, site):
    page = visit(site, GOVERNORS, javascript=False)
    assert not page.get_by_label("Kind of rule").is_visible()
    assert page.get_by_role("link", name="The same rules in the order of time").is_visible()
    rows = page.locator("tr[data-rule]")
    assert rows.count() == 2 * page.locator("[data-order=time] tr[data-rule]").count()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", [GOVERNORS, "book/roles/index.html", LONGEST])
def test_the_pages_are_accessible_and_fit_a_phone(visit, site, path, width):
    page = visit(site, path, width=width)
    assert axe_violations(page) == []
    assert sideways_overflow(page) == []


def test_every_page_of_a_role_is_light_enough_for_a_phone():
    for page in (SITE / "book/roles").glob("*.html"):
        assert len(gzip.compress(page.read_bytes())) < 100_000, page.name


def test_the_search_finds_the_page_of_a_role(visit, site):
    page = visit(site, "search.html?q=headteacher+duties")
    page.locator("#search-results a", has_text="Headteacher: duties").first.wait_for()
