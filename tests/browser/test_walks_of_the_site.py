"""The walks as readers meet them, live in the pages of the built site."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections import Counter
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from browser_harness import (
    SITE,
    axe_violations,
    built_pages,
    has_walk,
    live,
    sideways_overflow,
)
from looking import refused
from scc_model import Context, SchoolHoliday, load, timeline
from waiting import until

pytestmark = pytest.mark.browser

DATES = "book/category_timelines.html"
CLASSIFY = "book/classify_a_school.html"
WALKS = [path for path in built_pages() if has_walk(path)]
KEY = "#category-timeline-"


def shown(page: Page) -> dict[str, tuple[str | None, str | None]]:
    """First and last day of every rule, read from the page."""
    return {
        row.get_attribute("data-rule"): (
            row.get_attribute("data-earliest"),
            row.get_attribute("data-latest"),
        )
        for row in page.locator("tr[data-rule]").all()
    }


def expected(category, as_at, holidays=(), chosen=None, **events):
    """The same days, worked out by the model here."""
    framework = load()
    context = Context.of(
        framework, readings=chosen, decided={framework.category_decision: category}
    )
    dates = {name.replace("_", "-"): dt.date.fromisoformat(day) for name, day in events.items()}
    made = timeline(context, dates, dt.date.fromisoformat(as_at), holidays)
    return {
        row.rule.id: tuple(
            day.isoformat() if day else None for day in (row.deadline.earliest, row.deadline.latest)
        )
        for row in made.rows
    }


def enter(page: Page, event: str, day: str) -> None:
    """Give a date as a reader would, opening what hides its field."""
    field = page.locator(KEY + event)
    if not field.is_visible():
        page.locator("details", has=field).locator("> summary").click()
    field.fill(day)


def answered(page: Page, **wanted: str) -> None:
    """Wait until the address says what was entered, which it does when the answer is there."""
    for name, value in wanted.items():
        until(page, f"location.hash.includes('{name.replace('_', '-')}={value}')")


def test_every_walk_of_the_data_stands_on_one_page_of_the_book():
    stand = Counter(
        walk
        for path in WALKS if path.startswith("book/")
        for walk in re.findall(r'data-walk="([^"]+)"', (SITE / path).read_text("utf-8"))
    )  # fmt: skip
    assert {walk: stand[walk] for walk in load().walks} == dict.fromkeys(load().walks, 1)


def test_the_days_on_the_page_are_the_days_of_the_model(visit, site):
    """Special measures, the dates of the issue's own example, school holiday 14-25 April 2014."""
    page = live(visit(site, DATES))
    page.get_by_role("radio", name="Special measures").check()
    enter(page, "inspection-ended", "2014-03-14")
    enter(page, "final-report-received", "2014-04-07")
    page.locator(f"{KEY}holidays > summary").click()
    enter(page, "holiday-from-0", "2014-04-14")
    enter(page, "holiday-to-0", "2014-04-25")
    enter(page, "as-at", "2014-04-08")
    answered(page, final_report_received="2014-04-07", holiday_to="2014-04-25", as_at="2014-04-08")
    holiday = SchoolHoliday(dt.date(2014, 4, 14), dt.date(2014, 4, 25))
    days = expected(
        "special-measures", "2014-04-08", [holiday],
        inspection_ended="2014-03-14", final_report_received="2014-04-07",
    )  # fmt: skip
    assert shown(page) == days
    assert days["statement-of-action"] == (None, "2014-05-06")
    page.locator(f"{KEY}every > summary").click()
    why = page.locator(f"{KEY}why-statement-of-action")
    why.locator("summary").click()
    expect(why).to_contain_text("Monday 5 May 2014")


def test_another_reading_gives_its_own_day(visit, site):
    page = live(visit(site, DATES))
    enter(page, "final-report-received", "2014-11-07")
    page.locator(f"{KEY}readings > summary").click()
    page.locator(f"{KEY}reading-statement-of-action-days").select_option("calendar-days")
    answered(page, reading_statement_of_action_days="calendar-days")
    assert shown(page)["statement-of-action"] == (None, "2014-11-17")


def test_without_javascript_the_example_is_whole(visit, site):
    page = visit(site, DATES, javascript=False)
    assert shown(page) == expected("special-measures", "2014-10-17", inspection_ended="2014-10-17")
    expect(page.locator(".scc-walk__note")).to_be_visible()


MOST_SHIFT = 0.05
SHIFT = """new Promise(tell => {
    const opened = performance.getEntriesByName("folds-opened").at(-1);
    const after = opened ? opened.startTime + 100 : 0; // what is unfolded moves what is below it
    new PerformanceObserver(list => tell(list.getEntries().reduce(
        (sum, entry) => sum + (entry.startTime > after ? entry.value : 0), 0
    ))).observe({type: "layout-shift", buffered: true});
    setTimeout(tell, 300, 0);
})"""


WIDTHS = (1280, 390, 320)


def said(page: Page) -> list[str]:
    """All that the walks say, folded or not, but for what can be used only when they are live."""
    return page.locator(".scc-walk__body").evaluate_all(
        """bodies => bodies.map((body) => {
            const copy = body.cloneNode(true);
            const live = "button, [hidden], [data-kept], .scc-deeper, a[data-page]";
            for (const control of copy.querySelectorAll(live))
                control.remove();
            return copy.textContent.split(/\\s+/).join(" ");
        })"""
    )


@pytest.mark.parametrize("path", WALKS)
def test_a_walk_goes_live_in_its_place_as_its_example_accessible_and_fitting(look, path):
    """The page keeps still; then, with everything unfolded, nothing is hidden from the look.

    No policy refuses it anything that it needs; `look` sees to the console.
    """
    example = said(look(path, javascript=False))
    page = live(look(path))
    assert said(page) == example
    page.wait_for_timeout(200)
    assert page.evaluate(SHIFT) < MOST_SHIFT
    faults = []
    for state in ("folded", "unfolded"):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            faults += [f"{state}, {width} px: too wide: {one}" for one in sideways_overflow(page)]
        page.evaluate("document.querySelectorAll('.scc-walk details').forEach(d => d.open = true)")
    faults += [f"light: {fault}" for fault in axe_violations(page)]
    page.emulate_media(color_scheme="dark")  # which changes the colours alone
    faults += [f"dark: {fault}" for fault in axe_violations(page, only=["color-contrast"])]
    faults += [f"refused: {one}" for one in refused(page)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("path", [DATES, CLASSIFY])
def test_walks_work_under_a_path(visit, site_under_path, path):
    live(visit(site_under_path, path))


def test_a_school_is_classified_by_keyboard_alone(visit, site):
    """Skip to the form, arrow to an answer; the focus stays, the next question comes."""
    page = live(visit(site, CLASSIFY))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the form"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "overall-effectiveness"
    for _ in range(4):  # Outstanding to Inadequate
        page.keyboard.press("ArrowDown")
        chosen = page.evaluate("document.activeElement.value")
        answered(page, overall_effectiveness=chosen)
        if chosen == "inadequate":
            break
    assert page.evaluate("document.activeElement.id") == (
        "classify-overall-effectiveness-inadequate"
    )
    for _ in range(5):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name")
        assert name.startswith("capacity-"), name
        page.keyboard.press("Space")  # the first answer: yes
        answered(page, **{name: "yes"})
    expect(page.locator("[data-decision=category]")).to_have_attribute(
        "data-outcome", "serious-weaknesses"
    )
    expect(page.locator("[data-decision=programme]")).to_have_attribute(
        "data-outcome", "schools-causing-concern"
    )


def test_a_link_reopens_the_walk_as_it_stood(visit, site):
    page = live(visit(site, DATES))
    page.get_by_role("radio", name="Requires improvement").check()
    answered(page, category="requires-improvement")
    again = live(visit(page.url))
    expect(again.get_by_role("radio", name="Requires improvement")).to_be_checked()
    assert shown(again) == shown(page)


def test_a_date_out_of_order_is_kept_and_explained_beside_its_field(visit, site):
    page = live(visit(site, DATES))
    enter(page, "report-published", "2014-10-01")
    error = page.locator(f"{KEY}report-published-error")
    expect(error).to_contain_text("before")
    expect(page.locator(f"{KEY}report-published")).to_have_value("2014-10-01")
    expect(page.locator(f"{KEY}report-published")).to_have_attribute("aria-invalid", "true")
    assert axe_violations(page) == []


@pytest.mark.parametrize("kind", ["ics", "csv"])
def test_a_file_saved_holds_the_days_of_the_page(visit, site, tmp_path, kind):
    page = live(visit(site, DATES))
    days = {rule: last for rule, (_, last) in shown(page).items() if last}
    with page.expect_download() as waiting:
        page.locator(f"[data-download={kind}]").click()
    file = Path(tmp_path / waiting.value.suggested_filename)
    waiting.value.save_as(file)
    text = file.read_bytes().decode("utf-8")
    if kind == "csv":
        found = {row["id"]: row["latest"] for row in csv.DictReader(io.StringIO(text))}
        assert {rule: found[rule] for rule in days} == days
    else:
        events = Calendar.from_ical(text).walk("VEVENT")
        found_days = {str(event.decoded("DTSTART")) for event in events}
        assert set(days.values()) <= found_days


def test_on_a_phone_the_answer_comes_soon_after_the_first_question(visit, site):
    """What happens next begins within three screens of a phone, and is a list of dated steps."""
    page = live(visit(site, DATES, width=390, height=844))
    box = page.locator(".scc-next").bounding_box()
    assert box is not None
    assert box["y"] < 3 * 844
    assert page.locator(".scc-next li").count() == 3
