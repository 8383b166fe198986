"""Long lists of the reference pages in a browser: folded, chosen from, and every place reached."""

import pytest
from playwright.sync_api import expect

from browser_harness import axe_violations
from waiting import until

pytestmark = pytest.mark.browser

DOCUMENTS = "book/reference/documents.html"
READINGS = "book/reference/readings.html"
LISTS = [
    DOCUMENTS,
    READINGS,
    "book/reference/roles.html",
    "book/reference/sources.html",
    "book/reference/time_limits.html",
]
READY = "document.querySelector('[data-filtering]') !== null"


@pytest.mark.parametrize(
    ("page", "place"),
    [
        (DOCUMENTS, "document-warning-notice-document"),
        (DOCUMENTS, "document-warning-notice"),  # as it was called in an earlier edition
        (READINGS, "reading-criteria-not-listed"),
        ("book/reference/roles.html", "role-headteacher"),
        ("book/reference/sources.html", "source-education-act-2005"),
        ("book/reference/proofs.html", "invariant-no-power-without-eligibility"),
        ("book/reference/rules.html", "strand-warning-notice"),
        ("book/reference/trace.html", "section-S1"),
    ],
)
def test_a_link_to_a_place_in_a_fold_opens_it(visit, site, page, place):
    opened = visit(site, f"{page}#{place}")
    there = opened.locator(f"[id='{place}']")
    until(opened, f"document.getElementById('{place}').checkVisibility()")
    expect(
        there.locator("xpath=ancestor-or-self::*[@data-group or self::section]").first
    ).to_be_in_viewport()


@pytest.mark.parametrize("path", LISTS)
def test_what_is_looked_for_is_shown_and_the_rest_hidden(visit, site, path):
    page = visit(site, path)
    until(page, READY)
    status = page.get_by_role("status")
    everything = page.locator("[data-thing]").count()
    expect(status).to_contain_text(f"All of {everything} ")
    assert page.locator("[data-thing]:visible").count() == 0
    group = page.locator("select[name=procedure] option").nth(1).get_attribute("value")
    page.locator("select[name=procedure]").select_option(group)
    within = page.locator(f"[data-procedure='{group}'] [data-thing]").count()
    assert page.locator("[data-thing]:visible").count() == within
    expect(status).to_contain_text(f"{within} of {everything} ")
    page.get_by_role("button", name="Show everything").click()
    until(page, "!location.hash")
    assert page.locator("[data-thing]:visible").count() == 0


def test_words_are_looked_for_in_every_group_and_the_address_reopens_them(visit, site):
    page = visit(site, DOCUMENTS)
    until(page, READY)
    page.get_by_label("Words").fill("budget")
    found = page.locator("[data-thing]:visible").all_inner_texts()
    assert found
    assert all("budget" in text.lower() for text in found)
    again = visit(page.url)
    until(again, READY)
    assert again.locator("[data-thing]:visible").all_inner_texts() == found


def test_a_list_is_accessible_with_its_folds_open(visit, site):
    page = visit(site, DOCUMENTS, width=320)
    until(page, READY)
    page.evaluate("document.querySelectorAll('details.fold').forEach((fold) => fold.open = true)")
    assert axe_violations(page) == []


def test_without_the_script_every_group_opens_and_no_controls_are_there(visit, site):
    page = visit(site, DOCUMENTS, javascript=False)
    assert not page.get_by_label("Words").is_visible()
    page.locator("details.fold > summary").first.click()
    assert page.locator("[data-thing]").first.is_visible()
