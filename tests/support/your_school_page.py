"""The page "Your school" in a browser, and what is kept of its case on the device."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlencode

from playwright.sync_api import Page, expect

from waiting import until

PAGE = "book/your_school.html"
WALK = "#walk-your-school"
KEY = "#your-school-"
KEPT = "scc-kept:your-school"
NOTE = ".scc-walk__note"


def name_of(page: Page) -> str:
    """Give the name of the school in the form."""
    return page.locator(KEY + "school").input_value()


def rename(page: Page, name: str) -> None:
    """Give the school another name."""
    page.locator(KEY + "school").evaluate("field => field.closest('details').open = true")
    page.locator(KEY + "school").fill(name)


def answered(page: Page, words: str) -> None:
    """Wait until the walk has answered a state with some words in it."""
    until(page, f"document.querySelector('{WALK}').dataset.state.includes({json.dumps(words)})")


def kept(page: Page) -> str:
    """Give the name of the school that is kept on the device; none where nothing is kept."""
    state = page.evaluate(f"JSON.parse(localStorage.getItem('{KEPT}'))?.state ?? ''")
    return parse_qs(state).get("school", [""])[0]


def until_kept(page: Page, name: str) -> None:
    """Wait until a page sees that a name is kept: what another tab keeps takes a moment."""
    parameter = urlencode({"school": name})
    until(page, f"localStorage.getItem('{KEPT}')?.includes({json.dumps(parameter + '&')})")


def choose(page: Page, event: str) -> None:
    """Choose what happened, wherever in the form it stands: a group that holds it is opened."""
    button = page.locator(f"button[value='choose-{event}']").first
    group = page.locator("details", has=button)
    if group.count() and not button.is_visible():
        group.last.locator("> summary").click()
    button.click()
    expect(page.locator(KEY + "adding")).to_be_visible()
