"""The name of a school stands in a link only where its reader has ticked that it may."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from browser_harness import axe_violations, live, one_page_of_each_walk
from waiting import until
from your_school_page import KEPT, KEY, PAGE, answered, name_of, rename

pytestmark = pytest.mark.browser

WALKS = dict.fromkeys(one_page_of_each_walk().values())
OF_A_CASE = "school=St+Secret&begins=2014-09-01&e=concern-signalled~2014-09-08"


def test_the_code_of_an_answer_is_copied_by_keyboard_and_holds_no_name(visit, site):
    page = live(visit(site, PAGE, permissions=["clipboard-read", "clipboard-write"]))
    rename(page, "St Secret")
    answered(page, "St+Secret")
    fold = page.locator(".scc-python")
    assert not fold.locator("pre").is_visible()
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    fold.get_by_role("button", name="Copy the code").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".scc-walk__status")).to_contain_text("The code is copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == fold.locator("pre").text_content()
    assert copied.startswith("import datetime as dt\n\nfrom scc_model import Case, Entry")
    assert "Secret" not in copied
    assert fold.get_by_role("link").get_attribute("href").endswith("reference/python_api.html")


def test_the_name_goes_into_a_link_only_where_that_is_ticked(visit, site):
    page = live(visit(site, PAGE, permissions=["clipboard-read", "clipboard-write"]))
    box = page.get_by_label("Put the name into links")
    rename(page, "St Secret")
    answered(page, "St+Secret")
    until(page, "location.hash.includes('e=')")

    def links() -> list[str]:
        page.locator("[data-copy-link]").click()
        expect(page.locator(".scc-walk__status")).to_contain_text("The link is copied")
        expect(page.locator(".scc-said")).to_be_in_viewport()  # beside the button that was pressed
        return [page.url, page.evaluate("navigator.clipboard.readText()")]

    assert not any("Secret" in link or "&school=" in link for link in links())
    unnamed = page.url
    page.goto(site + "book/index.html")
    page.go_back()
    live(page)
    assert name_of(page) == "St Secret"
    page.reload()
    live(page)
    assert name_of(page) == "St Secret"
    assert page.url == unnamed

    rename(page, "St Secret")
    box.check()
    until(page, "location.hash.includes('school=St+Secret')")
    assert all("school=St+Secret" in link for link in links())
    # Whoever opens it has the name, and is asked anew.
    other = live(visit(page.url))
    assert name_of(other) == "St Secret"
    expect(other.get_by_label("Put the name into links")).not_to_be_checked()
    other.locator(KEY + "as-at").fill("2014-11-12")
    until(other, "location.hash.includes('as-at=2014-11-12')")
    assert "Secret" not in other.url
    box.uncheck()
    until(page, "!location.hash.includes('Secret')")
    assert axe_violations(page) == []


@pytest.mark.parametrize("path", WALKS)
def test_the_name_of_a_kept_case_is_in_no_link_of_any_walk(visit, site, path):
    page = visit(site, "404.html")
    record = json.dumps({"state": OF_A_CASE, "since": "2026-01-01T00:00:00Z"})
    page.evaluate(f"record => localStorage.setItem('{KEPT}', record)", record)
    page.goto(site + path)
    live(page)
    for section in page.locator(".scc-walk").all():
        walk = section.get_attribute("data-walk")
        section.evaluate("it => it.querySelectorAll('details').forEach(x => { x.open = true; })")
        choice = section.locator("[type=radio]:not(:checked), [type=checkbox]:not([name=in-links])")
        if choice.count():
            choice.first.click()
        else:
            options = section.locator("select").first.locator("option").count()
            section.locator("select").first.select_option(index=options - 1)
        until(page, f"location.hash.startsWith('#walk={walk}')")
        assert "Secret" not in page.url
