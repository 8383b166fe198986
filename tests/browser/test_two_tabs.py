"""Two tabs with the kept case: neither overwrites what the other has kept, and readers are told."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from browser_harness import axe_violations, live
from your_school_page import (
    KEPT,
    KEY,
    NOTE,
    PAGE,
    answered,
    choose,
    kept,
    name_of,
    rename,
    until_kept,
)

pytestmark = pytest.mark.browser


@pytest.fixture
def tabs(visit, site):
    """Two tabs that show the kept case."""
    first = live(visit(site, PAGE))
    rename(first, "Kept")
    answered(first, "Kept")
    first.locator(KEY + "keep").click()
    second = first.context.new_page()
    second.goto(site + PAGE)
    live(second)
    answered(second, "Kept")
    return first, second


def test_the_other_tab_is_told_and_overwrites_nothing(tabs):
    first, second = tabs
    rename(first, "First")
    answered(first, "First")
    expect(second.locator(NOTE)).to_contain_text("Another tab has changed what is kept")
    expect(second.locator(KEY + "kept")).to_contain_text("What is shown here is not kept")
    rename(second, "Second")
    answered(second, "Second")
    assert kept(second) == "First"
    assert name_of(second) == "Second"
    expect(second.locator(NOTE)).to_be_visible()
    assert axe_violations(second) == []
    # It stays so after a reload, and is nobody's until the reader says so.
    second.reload()
    live(second)
    answered(second, "Second")
    rename(second, "Second again")
    answered(second, "Second+again")
    assert kept(second) == "First"
    second.locator(KEY + "keep").click()
    expect(second.locator(".scc-walk__status")).to_contain_text("Choose again to replace it")
    assert kept(second) == "First"
    second.locator(KEY + "keep").click()
    until_kept(first, "Second again")
    expect(first.locator(NOTE)).to_contain_text("Another tab has changed")
    first.get_by_role("button", name="Show what is kept now").click()
    answered(first, "Second+again")
    expect(first.locator(NOTE)).to_have_count(0)
    rename(first, "Third")
    answered(first, "Third")
    assert kept(first) == "Third"
    expect(second.locator(NOTE)).to_contain_text("Another tab has changed")


def test_what_is_half_entered_in_the_other_tab_stays(tabs):
    first, second = tabs
    choose(second, "report-sent-to-parents")
    second.locator(KEY + "new-date").fill("2014-12-01")
    answered(second, "new-date=2014-12-01")  # and so it is this tab's that is kept
    expect(first.locator(NOTE)).to_contain_text("Another tab has changed")
    second.locator(KEY + "as-at").focus()
    second.keyboard.type("1212")
    answered(second, "as-at=2014-12-12")
    first.get_by_role("button", name="Show what is kept now").click()
    answered(first, "new-date=2014-12-01")
    rename(first, "First")
    answered(first, "First")
    expect(second.locator(NOTE)).to_contain_text("Another tab has changed")
    second.keyboard.type("2015")
    answered(second, "as-at=2015-12-12")
    assert kept(second) == "First"
    assert "as-at=2015-12-12" not in second.evaluate(f"localStorage.getItem('{KEPT}')")
    expect(second.locator(KEY + "new-date")).to_have_value("2014-12-01")


def test_what_one_tab_forgets_the_other_does_not_bring_back(tabs):
    first, second = tabs
    first.locator(KEY + "forget").click()
    expect(second.locator(NOTE)).to_contain_text("has been forgotten in another tab")
    rename(second, "Second")
    answered(second, "Second")
    assert kept(second) == ""
    assert second.evaluate("localStorage.length") == 0
    second.locator(KEY + "keep").click()
    until_kept(first, "Second")
    rename(first, "First")
    answered(first, "First")
    assert kept(first) == "Second"


def test_both_change_at_once_and_one_is_told(tabs):
    first, second = tabs
    both = "document.querySelector('#your-school-school')"
    for page, name in ((first, "First"), (second, "Second")):
        page.evaluate(
            f"""name => {{
                const field = {both};
                field.value = name;
                field.dispatchEvent(new Event("input", {{ bubbles: true }}));
            }}""",
            name,
        )
    answered(first, "First")
    answered(second, "Second")
    loser = second if kept(first) == "First" else first
    expect(loser.locator(NOTE)).to_contain_text("Another tab has changed")
    assert {name_of(first), name_of(second)} == {"First", "Second"}


def test_a_tab_that_heard_of_nothing_writes_over_nothing(visit, site):
    """One that slept, or was frozen when it was left: it looks before it writes."""
    first = live(visit(site, PAGE))
    first.locator(KEY + "keep").click()
    second = first.context.new_page()
    second.add_init_script(
        "for (const kind of ['storage', 'focus', 'pageshow', 'visibilitychange'])"
        " addEventListener(kind, (event) => event.stopImmediatePropagation(), true);"
    )
    second.goto(site + PAGE)
    live(second)
    rename(first, "First")
    answered(first, "First")
    expect(second.locator(NOTE)).to_have_count(0)
    until_kept(second, "First")
    rename(second, "Second")
    answered(second, "Second")
    expect(second.locator(NOTE)).to_contain_text("Another tab has changed")
    assert kept(second) == "First"
    # Nor does a button, which says what it would have replaced.
    rename(first, "First again")
    answered(first, "First+again")
    until_kept(second, "First again")
    second.locator(KEY + "keep").click()
    expect(second.locator(".scc-walk__status")).to_contain_text("nothing was replaced")
    assert kept(second) == "First again"
    rename(first, "First at last")
    answered(first, "First+at+last")
    until_kept(second, "First at last")
    second.locator(KEY + "forget").click()
    expect(second.locator(".scc-walk__status")).to_contain_text("it was not forgotten")
    assert kept(second) == "First at last"
    second.locator(KEY + "keep").click()
    assert kept(second) == "Second"


def test_coming_back_to_a_page_shows_that_another_tab_has_changed_what_is_kept(tabs, site):
    first, second = tabs
    second.goto(site + "book/index.html")
    rename(first, "First")
    answered(first, "First")
    second.go_back()
    live(second)
    rename(second, "Second")
    answered(second, "Second")
    assert kept(second) == ("First" if second.locator(NOTE).count() else "Second")
    assert kept(first) != "Kept"


def test_what_the_browser_cannot_keep_is_told(visit, site):
    page = live(visit(site, PAGE))
    page.locator(KEY + "keep").click()
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('no room'); }; }")
    rename(page, "No room")
    answered(page, "No+room")
    expect(page.locator(NOTE)).to_contain_text("could not keep your last change")
    assert kept(page) == "Hill View Primary School"
    assert name_of(page) == "No room"


def test_opening_what_is_kept_changes_nothing_of_it(visit, site):
    """A part of it that this handbook cannot use stays as it was kept."""
    page = visit(site, PAGE)
    text = json.dumps(
        {"state": "school=Old&begins=2014-09-01&fact-gone=x", "since": "2026-01-01T00:00:00Z"}
    )
    page.evaluate(f"text => localStorage.setItem('{KEPT}', text)", text)
    page.reload()
    live(page)
    answered(page, "Old")
    expect(page.locator(".scc-error-summary")).to_contain_text("fact-gone")
    assert page.evaluate(f"localStorage.getItem('{KEPT}')") == text
