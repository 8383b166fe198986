"""Who comes back to a kept case, or opens a link with one, sees nothing move while it comes."""

from __future__ import annotations

import json

import pytest

from your_school_page import KEPT

pytestmark = pytest.mark.browser

MOST_SHIFT = 0.02
WATCH = """globalThis.moved = 0;
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) globalThis.moved += shift.value;
}).observe({ type: "layout-shift", buffered: true });"""
CASE = (
    "fact-school-type=community&whose=governing-body"
    "&e=oral-feedback-given~2014-10-16~f.judgement-announced.special-measures"
)
DATES = "book/category_timelines.html"
LINKED = "#walk=category-timeline&category=special-measures&final-report-received=2014-11-07"


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    ("path", "is_kept"),
    [
        ("book/index.html", True),
        ("book/your_school.html", True),
        (DATES, True),
        ("book/index.html#walk=tonight&arrived=notice&on=2014-12-12", False),
        (DATES + LINKED, False),
    ],
)
def test_nothing_that_is_read_moves_while_what_is_the_readers_own_comes(
    visit, site, path, is_kept, width
):
    page = visit(site, "book/edition.html", width=width, new=True)
    if is_kept:
        record = json.dumps({"state": CASE, "since": "2014-10-16T21:00:00.000Z"})
        page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [KEPT, record])
    page.add_init_script(WATCH)
    page.goto(f"{site}{path}")
    page.locator(".scc-walk[data-live=ready]").first.wait_for()
    page.wait_for_timeout(300)  # the last shift is told a moment after
    assert page.evaluate("globalThis.moved") < MOST_SHIFT


WHERE = """globalThis.places = [];
(function look() {
  const tile = document.querySelectorAll(".scc-first > fieldset > .scc-choice")[1];
  if (tile) {
    const place = tile.getBoundingClientRect().y + scrollY;
    if (globalThis.places.at(-1) !== place) globalThis.places.push(place);
  }
  requestAnimationFrame(look);
})();"""


@pytest.mark.parametrize("width", [390, 1280])
def test_no_choice_of_the_first_page_moves_under_the_finger(visit, site, width):
    """From the first paint, while the form gets ready, until the first answer is there."""
    page = visit(site, "book/edition.html", width=width, new=True)
    page.add_init_script(WHERE)
    page.goto(f"{site}book/index.html")
    page.locator(".scc-walk[data-live=ready]").wait_for()
    page.get_by_role("radio", name="A report", exact=True).check()
    page.locator(".scc-card").wait_for()
    page.evaluate("new Promise(requestAnimationFrame)")
    places = page.evaluate("globalThis.places")
    assert len(places) == 1, places
