"""The list of a case in the built site: one role's, ticked, kept on the device and taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser_harness import axe_violations, live, sideways_overflow
from your_school_page import KEY, PAGE, answered

pytestmark = pytest.mark.browser

PLAN = "tick-improvement-plan~improvement-plan-revised"
ENTRY = "e=improvement-plan-revised"


def with_the_list_of(page: Page, role: str) -> Page:
    page.locator(KEY + "whose").select_option(role)
    answered(page, f"whose={role}")
    return page


def test_a_tick_is_kept_on_the_device_and_taken_back(visit, site):
    page = with_the_list_of(live(visit(site, PAGE, width=390, new=True)), "governing-body")
    page.locator(KEY + "keep").click()
    tick = page.locator(f"button[value='{PLAN}']")
    box = tick.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    tick.click()
    answered(page, ENTRY)
    expect(page.locator(KEY + "ticked")).to_be_focused()
    expect(page.locator(KEY + "ticked")).to_be_in_viewport()
    expect(tick).to_have_count(0)
    assert not sideways_overflow(page)
    assert not axe_violations(page)

    page.goto("about:blank")
    page = live(visit_again(page, site))
    expect(page.locator(KEY + "whose")).to_have_value("governing-body")
    expect(page.locator(f"button[value='{PLAN}']")).to_have_count(0)
    done = page.locator(KEY + "done-list")
    done.locator("> summary").click()
    done.get_by_role("button", name="Take this back").click()
    expect(page.locator(f"button[value='{PLAN}']")).to_be_visible()


def visit_again(page: Page, site: str) -> Page:
    page.goto(f"{site}{PAGE}")
    return page


def test_a_tick_is_pressed_with_the_keyboard(visit, site):
    page = with_the_list_of(live(visit(site, PAGE, width=390)), "governing-body")
    page.locator(f"button[value='{PLAN}']").focus()
    page.keyboard.press("Space")
    answered(page, ENTRY)
    expect(page.locator(KEY + "ticked")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(f"button[value='{PLAN}']")).to_be_visible()


def test_without_javascript_no_walk_shows_a_button(visit, site):
    page = visit(site, PAGE, javascript=False)
    assert page.locator(".scc-walk button").count()
    assert not any(button.is_visible() for button in page.locator(".scc-walk button").all())
