"""Calendar files as readers save them: the page knows its school again, and no other."""

from __future__ import annotations

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from browser_harness import axe_violations, live
from calendar_program import Program
from waiting import until

pytestmark = pytest.mark.browser

DATES = "book/category_timelines.html"
KEY = "#category-timeline-"
RULE = "statement-of-action-last"


@pytest.fixture
def page(visit, site):
    page = live(visit(site, DATES))
    received(page, "2014-11-07")
    return page


def received(page: Page, day: str) -> None:
    """Give the day of the final report."""
    give(page, "final-report-received", day)


def give(page: Page, event: str, day: str) -> None:
    """Give the day of an event, opening what hides its field."""
    field = page.locator(f"{KEY}{event}")
    if not field.is_visible():
        page.locator("details", has=field).locator("> summary").click()
    field.fill(day)
    until(page, f"location.hash.includes('{event}={day}')")


def saved(page: Page) -> bytes:
    """Save the calendar file, at least a second after the one before."""
    page.wait_for_timeout(1_100)
    with page.expect_download() as waiting:
        page.locator("[data-download=ics]").click()
    return waiting.value.path().read_bytes()


def test_a_day_that_moves_moves_its_entry_even_after_the_page_was_left(page):
    program = Program()
    assert program.add(saved(page)) == program.holding.keys()
    received(page, "2014-11-10")
    assert program.add(saved(page)) == program.holding.keys()
    assert program.days[RULE] == ["2014-11-24"]
    page.reload()
    live(page)
    received(page, "2014-11-11")
    assert program.add(saved(page)) == program.holding.keys()
    assert program.days[RULE] == ["2014-11-25"]


def statuses(file: bytes) -> set[str]:
    return {str(event["STATUS"]) for event in Calendar.from_ical(file).walk("VEVENT")}


def test_a_first_file_cancels_nothing_and_the_next_what_it_held_before(visit, site):
    """The statement of action is sent after the first file, and is in no later one."""
    page = live(visit(site, DATES))
    page.get_by_role("button", name="Start again").click()
    received(page, "2014-11-07")
    assert "CANCELLED" not in statuses(saved(page))
    give(page, "statement-of-action-submitted", "2014-11-20")
    assert "CANCELLED" in statuses(saved(page))
    page.reload()
    assert "CANCELLED" in statuses(saved(live(page)))


def test_a_file_that_is_saved_twice_cancels_nothing_that_was_in_neither(visit, site):
    """The statement of action has been sent, so that its day was over in the first."""
    page = live(visit(site, DATES))
    page.get_by_role("button", name="Start again").click()
    received(page, "2014-11-07")
    give(page, "statement-of-action-submitted", "2014-11-20")
    for _ in range(2):
        assert "CANCELLED" not in statuses(saved(page))


def test_a_first_file_after_a_reload_cancels_nothing_either(visit, site):
    page = live(visit(site, DATES))
    page.get_by_role("button", name="Start again").click()
    received(page, "2014-11-07")
    give(page, "statement-of-action-submitted", "2014-11-20")
    page.reload()
    assert "CANCELLED" not in statuses(saved(live(page)))
    until(page, "document.querySelector('[name=calendar-before]').checked")


def test_another_school_has_entries_of_its_own(page):
    one = Program().add(saved(page))
    page.get_by_role("button", name="Start again").click()
    until(page, "!location.hash.includes('final-report-received')")
    received(page, "2014-11-07")
    other = Program().add(saved(page))
    assert one
    assert one.isdisjoint(other)


def test_a_file_of_a_form_that_nobody_has_changed_keeps_its_entries(visit, site):
    page = live(visit(site, DATES))
    one = Program().add(saved(page))
    until(page, "location.hash.includes('known-as=')")
    assert Program().add(saved(page)) == one
    page.reload()
    assert Program().add(saved(live(page))) == one


def test_a_form_that_nobody_has_changed_leaves_its_address_until_a_file_is_saved(visit, site):
    page = live(visit(site, DATES))
    assert not page.evaluate("location.hash")
    saved(page)
    until(page, "location.hash.includes('known-as=')")


def test_reminders_are_chosen_with_boxes_that_everybody_can_use(page):
    events = Calendar.from_ical(saved(page)).walk("VEVENT")
    assert not any(event.walk("VALARM") for event in events)
    page.locator(f"{KEY}ics > summary").click()
    box = page.get_by_role("group", name="Remind me").get_by_role("checkbox", name="1 week before")
    box.check()
    until(page, "location.hash.includes('remind=7')")
    assert axe_violations(page) == []
    events = Calendar.from_ical(saved(page)).walk("VEVENT")
    assert all(len(event.walk("VALARM")) == 1 for event in events)


def test_a_file_with_nothing_in_it_is_not_saved_and_it_is_said_why(page):
    page.get_by_role("button", name="Start again").click()
    until(page, "!location.hash.includes('final-report-received')")
    page.locator("[data-download=ics]").click()
    expect(page.locator(".scc-walk__status").first).to_contain_text("No calendar file was made")
