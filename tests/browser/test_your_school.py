"""The walk through a school's case as readers meet it, in the built site."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser_harness import axe_violations, live, sideways_overflow
from waiting import until
from your_school_page import KEY, PAGE, answered, choose, rename

pytestmark = pytest.mark.browser

DATES = "book/category_timelines.html"
CLASSIFY = "book/classify_a_school.html"
KEPT = "scc-kept:your-school"


def rows(page: Page) -> dict[str, str]:
    """The last day of every duty that has one."""
    return {
        str(row.get_attribute("data-rule")): str(row.get_attribute("data-latest"))
        for row in page.locator("tr[data-rule][data-latest]").all()
    }


def add(page: Page, day: str, event: str) -> None:
    """Add an event that needs no further answer."""
    choose(page, event)
    add_here(page, day)


def add_here(page: Page, day: str) -> None:
    """Add the event that is chosen."""
    before = page.locator("[data-entry]").count()
    page.locator(KEY + "new-date").fill(day)
    until(page, f"location.hash.includes('new-date={day}')")
    page.locator(KEY + "add").click()
    expect(page.locator("[data-entry]")).to_have_count(before + 1)


def test_the_page_begins_with_our_school_or_an_example(visit, site):
    page = live(visit(site, PAGE))
    begin = page.locator(KEY + "begin")
    expect(begin).to_contain_text("This is an example")
    begin.get_by_role("button", name="Our school").click()
    expect(page.locator("[data-entry]")).to_have_count(0)
    expect(page.locator(KEY + "begin")).not_to_contain_text("This is an example")
    page.locator(KEY + "begin").get_by_role("button", name="See an example").click()
    expect(page.locator("[data-entry]")).to_have_count(8)
    expect(page.locator(KEY + "result")).to_contain_text("(an example)")


def test_the_answer_leads_to_the_question_about_the_day_that_most_others_count_from(visit, site):
    said = "e=oral-feedback-given~2014-10-16~f.judgement-announced.special-measures"
    state = f"fact-school-type=community&as-at=2014-10-16&{said}"
    page = live(visit(site, f"{PAGE}#walk=your-school&{state}"))
    page.locator(KEY + "add-the-day").click()
    expect(page.locator(KEY + "adding")).to_contain_text("The section 5 inspection ended")
    add_here(page, "2014-10-16")
    expect(page.locator(KEY + "add-the-day")).to_have_count(0)


def test_an_event_is_added_by_keyboard_alone(visit, site):
    """From the search on, every step is a key; the focus is never lost, and ends at the answer."""
    page = live(visit(site, PAGE))
    count = page.locator("[data-entry]").count()
    page.locator(KEY + "search").focus()
    page.keyboard.type("given to par")
    expect(page.locator(KEY + "found")).to_contain_text("1 event found.")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "choose-report-sent-to-parents"
    page.keyboard.press("Enter")
    until(page, "document.activeElement.name === 'new-date'")
    page.keyboard.type("11112014")  # the same day, whichever way round the browser writes dates
    until(page, "location.hash.includes('new-date=2014-11-11')")
    for _ in range(6):
        if page.evaluate("document.activeElement.value") == "add":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-entry]")).to_have_count(count + 1)
    expect(page.locator(".scc-walk__status")).to_contain_text("Recorded: The report was given")
    assert page.evaluate("document.activeElement.id") == "your-school-result"
    row = page.locator(f"{KEY}row-report-to-parents")
    expect(row).to_have_attribute("data-status", "met")


def test_a_press_of_a_button_counts_wherever_the_focus_is(visit, site):
    """An answer that comes while a button is being pressed can put the focus into a field."""
    page = live(visit(site, PAGE))
    page.locator(KEY + "start-again").click()
    expect(page.locator("[data-entry]")).to_have_count(0)
    page.get_by_label("What type of school is it?").focus()
    page.evaluate("addEventListener('mousedown', (event) => event.preventDefault(), true)")
    choose(page, "judgement-final")


def test_a_judgement_is_chosen_and_its_dates_appear(visit, site):
    page = live(visit(site, PAGE))
    page.locator(KEY + "start-again").click()
    expect(page.locator("[data-entry]")).to_have_count(0)
    page.get_by_label("What type of school is it?").select_option("community")
    choose(page, "judgement-final")
    page.locator(KEY + "new-date").fill("2014-11-05")
    until(page, "location.hash.includes('new-date=2014-11-05')")
    page.get_by_role("radio", name="Special measures").check()
    until(page, "location.hash.includes('new-decision-category=special-measures')")
    page.locator(KEY + "add").click()
    expect(page.locator("[data-entry]")).to_have_count(1)
    add(page, "2014-11-07", "final-report-received")
    assert rows(page)["statement-of-action"] == "2014-11-21"
    stands = page.locator("[data-procedure=ofsted-category]")
    expect(stands).to_have_attribute("data-stage", "special-measures")
    page.locator(KEY + "standing").locator("> summary").click()
    page.locator(KEY + "picture").locator("> summary").click()
    expect(page.locator(".scc-graph__current").first).to_be_visible()


def test_an_outsider_enters_the_report_and_the_day_of_what_must_have_happened(visit, site):
    """The day looked from is today, which the browser knows."""
    page = live(visit(site, PAGE))
    page.locator(KEY + "start-again").click()
    expect(page.locator("[data-entry]")).to_have_count(0)
    page.get_by_label("What type of school is it?").select_option("community")
    choose(page, "report-published")
    page.locator(KEY + "new-date").fill("2014-11-21")
    page.get_by_role("radio", name="Special measures").check()
    until(page, "location.hash.includes('new-decision-category=special-measures')")
    page.locator(KEY + "add").click()
    expect(page.locator("[data-entry]")).to_have_count(1)
    year = page.evaluate("String(new Date().getFullYear())")
    expect(page.locator(".scc-as-at")).to_contain_text(year)
    assert page.locator("[data-status=overdue]").count() == 0
    page.locator(KEY + "presumed").locator("> summary").click()
    ended = page.locator("[data-presumed=inspection-ended]")
    expect(ended).to_contain_text("Must have happened")
    ended.get_by_role("button", name="Add the day, if you know it").click()
    until(page, "document.activeElement.name === 'new-date'")
    page.locator(KEY + "new-date").fill("2014-10-16")
    until(page, "location.hash.includes('new-date=2014-10-16')")
    page.locator(KEY + "add").click()
    expect(page.locator("[data-entry]")).to_have_count(2)
    expect(ended).to_have_count(0)


def test_an_entry_is_corrected_in_its_place(visit, site):
    page = live(visit(site, PAGE))
    page.locator(f"{KEY}correct-8").click()
    until(page, "document.activeElement.name === 'new-date'")
    page.locator(KEY + "new-date").fill("2014-11-06")
    until(page, "location.hash.includes('new-date=2014-11-06')")
    page.locator(KEY + "add").click()
    expect(page.locator("[data-entry='8']")).to_contain_text("It said before: on Friday 7 November")
    assert rows(page)["statement-of-action"] == "2014-11-20"


def test_undo_and_withdraw(visit, site):
    page = live(visit(site, PAGE))
    last = page.locator("[data-entry='8']")
    page.locator(f"{KEY}withdraw-8").click()
    expect(last).to_have_attribute("data-entry-status", "withdrawn")
    page.locator(KEY + "undo").click()
    expect(last).to_have_attribute("data-entry-status", "counted")
    page.locator(KEY + "undo").click()
    expect(last).to_have_count(0)


def test_what_an_empty_case_took_the_place_of_is_put_back(visit, site):
    page = live(visit(site, PAGE))
    add(page, "2014-11-12", "report-sent-to-parents")
    page.locator(KEY + "start-again").click()
    expect(page.locator("[data-entry]")).to_have_count(0)
    assert "former" not in page.evaluate("location.hash")
    rename(page, "Another School")
    answered(page, "school=Another")
    page.locator(KEY + "put-back").click()
    expect(page.locator("[data-entry]")).to_have_count(9)
    expect(page.locator(KEY + "put-back")).to_have_count(0)


def test_what_is_kept_stays_kept_when_an_empty_case_is_started(visit, site):
    page = live(visit(site, PAGE))
    page.locator(KEY + "keep").click()
    expect(page.locator(KEY + "kept")).to_contain_text("Kept on this device")
    add(page, "2014-11-12", "report-sent-to-parents")
    page.locator(KEY + "start-again").click()
    expect(page.locator("[data-entry]")).to_have_count(0)
    expect(page.locator(KEY + "kept")).to_contain_text("Another one is kept on this device")
    expect(page.locator(".scc-walk__note")).to_contain_text("stays as it was")
    rename(page, "Another School")
    answered(page, "school=Another")
    assert "report-sent-to-parents" in page.evaluate(f"localStorage.getItem('{KEPT}')")
    # What is put back is what is kept.
    page.locator(KEY + "put-back").click()
    expect(page.locator("[data-entry]")).to_have_count(9)
    expect(page.locator(KEY + "kept")).to_contain_text("What you change is kept too")


def test_a_link_reopens_the_case(visit, site):
    page = live(visit(site, PAGE))
    add(page, "2014-11-12", "report-sent-to-parents")
    until(page, "location.hash.includes('e=report-sent-to-parents~2014-11-12')")
    again = live(visit(page.url))
    expect(again.locator("[data-entry]")).to_have_count(9)
    assert rows(again) == rows(page)
    assert "Hill" not in page.url  # its name goes along only where the reader says so


def test_what_is_typed_while_a_link_loads_loses_nothing_of_it(visit, site):
    """The form holds the linked case before Python has said anything."""
    page = visit(site, PAGE)
    page.evaluate(
        "location.hash = 'walk=your-school&begins=2014-09-01&school=Linked'"
        "+ '&e=concern-signalled~2014-09-08&e=discussions-begun~2014-09-09'"
    )
    page.locator(KEY + "as-at").fill("2014-10-01")
    live(page)
    expect(page.locator("[data-entry]")).to_have_count(2)
    expect(page.locator(KEY + "as-at")).to_have_value("2014-10-01")


def test_a_case_is_saved_and_opened_again(visit, site, tmp_path):
    page = live(visit(site, PAGE))
    with page.expect_download() as waiting:
        page.locator(KEY + "save").click()
    file = Path(tmp_path / waiting.value.suggested_filename)
    waiting.value.save_as(file)
    saved = json.loads(file.read_text("utf-8"))
    assert saved["complete"] is True
    assert len(saved["events"]) == 8
    days = rows(page)

    page.locator(KEY + "start-again").click()
    expect(page.locator("[data-entry]")).to_have_count(0)
    open_file(page, file)
    expect(page.locator("[data-entry]")).to_have_count(8)
    page.locator(KEY + "as-at").fill("2014-11-10")
    until(page, "location.hash.includes('as-at=2014-11-10')")
    assert rows(page) == days

    broken = tmp_path / "broken.json"
    broken.write_text(file.read_text("utf-8")[:200], "utf-8")
    open_file(page, broken)
    expect(page.locator(".scc-error-summary")).to_contain_text("what was here before is kept")
    expect(page.locator("[data-entry]")).to_have_count(8)
    assert axe_violations(page) == []


def open_file(page: Page, file: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.locator(KEY + "open").click()
    chooser.value.set_files(file)


def test_a_case_is_kept_only_when_asked_and_can_be_forgotten(visit, site):
    page = live(visit(site, PAGE))
    add(page, "2014-11-12", "report-sent-to-parents")
    assert page.evaluate("localStorage.length") == 0
    expect(page.locator(KEY + "forget")).to_be_hidden()
    page.locator(KEY + "keep").click()
    expect(page.locator(KEY + "kept")).to_contain_text("Kept on this device, last on")
    assert page.evaluate("Object.keys(localStorage)") == [KEPT]

    # The page by itself, without the link: the kept case is there, and changes are kept too.
    page.goto(page.url.partition("#")[0])
    page.reload()
    live(page)
    expect(page.locator("[data-entry]")).to_have_count(9)
    page.locator(KEY + "school").evaluate("field => field.closest('details').open = true")
    page.locator(KEY + "school").fill("Kept School")
    until(page, f"localStorage.getItem('{KEPT}').includes('Kept+School')")

    # Another case, from a link, leaves it alone.
    link = page.url.partition("#")[0] + "#walk=your-school&school=Another&begins=2014-09-01"
    page.goto("about:blank")
    page.goto(link)
    live(page)
    expect(page.locator(KEY + "kept")).to_contain_text("Another one is kept on this device")
    page.locator(KEY + "as-at").fill("2014-12-01")
    until(page, "location.hash.includes('as-at=2014-12-01')")
    assert "Kept+School" in page.evaluate(f"localStorage.getItem('{KEPT}')")
    # Whoever would keep it in its place is asked first.
    page.locator(KEY + "keep").click()
    expect(page.locator(".scc-walk__status")).to_contain_text("Choose again to replace it")
    assert "Kept+School" in page.evaluate(f"localStorage.getItem('{KEPT}')")
    page.locator(KEY + "open-kept").click()
    expect(page.locator("[data-entry]")).to_have_count(9)
    expect(page.locator(KEY + "put-back")).to_be_visible()
    # Put back and chosen twice, it takes the place of the other.
    page.locator(KEY + "put-back").click()
    expect(page.locator("[data-entry]")).to_have_count(0)
    page.locator(KEY + "keep").click()
    page.locator(KEY + "keep").click()
    expect(page.locator(KEY + "kept")).to_contain_text("Kept on this device")
    assert "school=Another" in page.evaluate(f"localStorage.getItem('{KEPT}')")

    page.locator(KEY + "forget").click()
    expect(page.locator(KEY + "kept")).to_contain_text("Nothing of this is kept")
    assert page.evaluate("localStorage.length") == 0
    assert page.evaluate("document.activeElement !== document.body")


def test_other_walks_start_from_the_kept_case(visit, site):
    page = live(visit(site, PAGE))
    page.locator(KEY + "keep").click()
    expect(page.locator(KEY + "kept")).to_contain_text("Kept on this device")
    page.goto(f"{site}{DATES}")
    live(page)
    expect(page.locator("#category-timeline-started")).to_contain_text("taken from the case")
    expect(page.locator("#category-timeline-final-report-received")).to_have_value("2014-11-07")
    expect(page.get_by_role("radio", name="Special measures")).to_be_checked()
    assert rows(page)["statement-of-action"] == "2014-11-21"
    assert axe_violations(page) == []
    page.locator("#category-timeline-start-empty").click()
    expect(page.locator("#category-timeline-started")).to_have_count(0)
    expect(page.locator("#category-timeline-final-report-received")).to_have_value("")


def test_without_javascript_the_example_is_whole(visit, site):
    page = visit(site, PAGE, javascript=False)
    assert rows(page)["statement-of-action"] == "2014-11-21"
    assert page.locator("[data-entry]").count() == 8
    expect(page.locator(".scc-walk__note")).to_be_visible()


def test_on_paper_a_cell_is_left_out_only_where_it_holds_nothing_but_a_fold(visit, site):
    page = visit(site, PAGE, javascript=False)
    page.locator(KEY + "dated").locator("> summary").click()
    table = page.get_by_role("region", name="Duties with a date").locator("tbody")
    why, what = table.locator("td.scc-folded"), table.locator("td:nth-child(2)").first
    expect(why.first).to_be_visible()
    what.evaluate("cell => cell.append(document.createElement('details'))")
    page.emulate_media(media="print")
    assert not any(cell.is_visible() for cell in why.all())
    expect(what.locator("strong")).to_be_visible()
    expect(what.locator("details")).to_be_hidden()


@pytest.mark.parametrize("dark", [False, True])
def test_a_full_case_is_accessible_and_fits(visit, site, dark):
    """With questions asked, an error shown and everything unfolded."""
    page = live(visit(site, PAGE, dark=dark))
    choose(page, "warning-notice-considered")
    page.locator(KEY + "earlier").locator("> summary").click()
    page.locator(f"{KEY}withdraw-2").click()
    page.locator(KEY + "as-at").fill("2014-12-10")
    until(page, "location.hash.includes('as-at=2014-12-10')")
    page.locator(KEY + "add").click()
    page.evaluate("document.querySelectorAll('.scc-walk details').forEach(d => d.open = true)")
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert sideways_overflow(page) == []
    assert axe_violations(page) == []
