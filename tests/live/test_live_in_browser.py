"""Walks in a real browser: brought to life, used, and when something they need is not there."""

import os
import shutil
import threading
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from serve import SiteServer
from waiting import until

pytestmark = pytest.mark.browser

TIMELINE = "#walk-category-timeline"
STATUS = f"{TIMELINE} .scc-walk__status"
ENDED = "#category-timeline-inspection-ended"
WEAKNESSES = "#category-timeline-category-serious-weaknesses"


def wait_until(page, stage, walk=TIMELINE):
    page.locator(f"{walk}[data-live={stage}]").wait_for(state="attached")


def status_says(page, text):
    expect(page.locator(STATUS)).to_contain_text(text)


def state_in_address(page):
    fragment = parse_qs(urlsplit(page.url).fragment)
    return {name: values[0] for name, values in fragment.items()}


@pytest.fixture
def live(visit, walks):
    """A page with one walk, up and running."""
    page = visit(walks, "one.html")
    wait_until(page, "ready")
    return page


# --- When all is well ---------------------------------------------------------------------------


def test_a_walk_comes_to_life_from_the_image(visit, live):
    """Neither the plain start's files nor another host are asked for; nothing else changes."""
    asked = {urlsplit(request.url).path.rpartition("/")[2] for request in visit.requests}
    assert "python.image.zst" in asked
    assert not asked & {"pyodide.asm.wasm", "python-stdlib.zip", "modules.zip"}
    assert "#" not in live.url
    # Said only where it took long enough to be mentioned.
    assert live.locator(STATUS).inner_text() in {"", "The form is ready."}


def test_starting_changes_nothing_that_is_on_the_page(visit, walks):
    page = visit(walks, "one.html")
    wait_until(page, "ready")
    still = visit(walks, "one.html", javascript=False)
    body = f"{TIMELINE} .scc-walk__body"
    assert page.locator(body).inner_text() == still.locator(body).inner_text()


def test_without_javascript_the_example_stands_with_a_word_about_it(visit, walks):
    page = visit(walks, "one.html", javascript=False)
    expect(page.locator(".scc-walk__note")).to_contain_text("switch JavaScript on")
    expect(page.locator(ENDED)).to_have_value("2014-10-17")
    expect(page.locator(TIMELINE)).to_have_attribute("data-live", "static")


def test_a_choice_is_answered_announced_and_in_the_address(live):
    live.check(WEAKNESSES)
    until(live, "location.hash.includes('serious-weaknesses')")
    expect(live.locator(STATUS)).not_to_be_empty()
    assert state_in_address(live)["walk"] == "category-timeline"
    assert live.evaluate("document.activeElement.id") == WEAKNESSES[1:]


def test_answers_come_at_once(live):
    """In less time than Python took to start; how fast an answer is, `make bench` measures."""
    for category in ("serious-weaknesses", "special-measures"):
        live.check(f"#category-timeline-category-{category}")
        until(live, f"location.hash.includes('{category}')")
    took = live.evaluate("performance.getEntriesByName('scc-live:answer').map(m => m.duration)")
    start, ready = (
        live.evaluate(f"performance.getEntriesByName('scc-live:{name}')[0].startTime")
        for name in ("start", "ready")
    )
    assert len(took) >= 3
    assert max(took[1:]) < ready - start


def test_a_link_reopens_a_walk_as_it_stood(visit, live):
    live.check(WEAKNESSES)
    live.fill(ENDED, "2014-11-20")
    until(live, "location.hash.includes('2014-11-20')")
    page = visit(live.url)
    wait_until(page, "ready")
    expect(page.locator(WEAKNESSES)).to_be_checked()
    expect(page.locator(ENDED)).to_have_value("2014-11-20")
    assert page.url == live.url


def test_a_nonsense_link_gives_the_walk_and_its_own_word_on_it(visit, walks):
    page = visit(walks, "one.html#walk=category-timeline&inspection-ended=the-day-before&x=%zz")
    wait_until(page, "ready")
    expect(page.locator(f"{TIMELINE} .scc-walk__body")).to_contain_text("is not a date")


def test_a_link_to_a_walk_that_is_elsewhere_leaves_this_one_alone(visit, walks):
    page = visit(walks, "one.html#walk=nowhere&category=x")
    wait_until(page, "ready")
    expect(page.locator(ENDED)).to_have_value("2014-10-17")


def test_going_back_is_to_the_page_before_and_forward_to_the_walk_as_it_was(visit, walks):
    page = visit(walks, "other.html")
    page.goto(f"{walks}one.html")
    wait_until(page, "ready")
    page.fill(ENDED, "2014-11-20")
    until(page, "location.hash.includes('2014-11-20')")
    page.check(WEAKNESSES)
    until(page, "location.hash.includes('serious-weaknesses')")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Elsewhere")
    page.go_forward()
    wait_until(page, "ready")
    expect(page.locator(ENDED)).to_have_value("2014-11-20")
    expect(page.locator(WEAKNESSES)).to_be_checked()


def test_a_date_half_typed_is_left_alone_by_an_answer(live):
    live.focus(ENDED)
    live.keyboard.type("11")
    live.evaluate(
        """() => {
            const other = document.querySelector("#category-timeline-category-serious-weaknesses");
            other.checked = true;
            other.dispatchEvent(new Event("change", { bubbles: true }));
        }"""
    )
    until(live, "location.hash.includes('serious-weaknesses')")
    assert live.evaluate("document.activeElement.id") == ENDED[1:]
    live.keyboard.type("112014")
    assert live.input_value(ENDED) == "2014-11-11"


def test_a_year_half_typed_is_no_error_until_it_is_left(live):
    """A screen reader would read an error out for 0002, 0020 and 0201, over the next key."""
    answers = "performance.getEntriesByName('scc-live:answer').length"
    live.focus(ENDED)
    live.keyboard.type("1211")
    until(live, "location.hash.includes('2014-11-12') || location.hash.includes('2014-12-11')")
    before = live.evaluate(answers)
    live.keyboard.type("201", delay=60)
    assert live.input_value(ENDED).startswith("0201-")
    assert live.evaluate(answers) == before
    live.keyboard.type("5")
    until(live, "location.hash.includes('2015-1')")
    assert live.evaluate(answers) == before + 1
    live.fill(ENDED, "0201-11-11")
    live.focus(WEAKNESSES)
    expect(live.locator(STATUS)).to_contain_text("11 November 201 is outside the dates")


def test_rows_come_and_go_and_the_focus_stays_in_the_walk(live):
    live.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    rows = live.locator(f"{TIMELINE} [name=holiday-from]")
    before = rows.count()
    live.click("#category-timeline-add-holiday")
    expect(rows).to_have_count(before + 1)
    live.fill(f"#category-timeline-holiday-from-{before}", "2014-10-27")
    live.fill(f"#category-timeline-holiday-to-{before}", "2014-10-31")
    until(live, "location.hash.includes('2014-10-31')")
    live.click(f"{TIMELINE} button[value='remove-holiday-{before}']")
    expect(rows).to_have_count(before)
    assert live.evaluate(f"document.querySelector('{TIMELINE}').contains(document.activeElement)")


def test_the_enter_key_in_a_field_adds_no_row(live):
    rows = live.locator(f"{TIMELINE} [name=holiday-from]")
    before = rows.count()
    live.fill(ENDED, "2014-11-20")
    live.press(ENDED, "Enter")
    until(live, "location.hash.includes('2014-11-20')")
    assert rows.count() == before


def test_details_stay_as_the_reader_left_them(live):
    details = live.locator("#category-timeline-readings")
    details.locator("summary").first.click()
    live.check(WEAKNESSES)
    until(live, "location.hash.includes('serious-weaknesses')")
    expect(details).to_have_attribute("open", "")


def test_a_file_can_be_saved(live):
    with live.expect_download() as saved:
        live.click(f"{TIMELINE} [data-download=ics]")
    assert saved.value.suggested_filename.endswith(".ics")
    assert saved.value.path().stat().st_size > 0
    status_says(live, "handed to your browser")


def test_the_link_can_be_copied(visit, walks):
    page = visit(walks, "one.html", permissions=["clipboard-read", "clipboard-write"])
    wait_until(page, "ready")
    page.click(f"{TIMELINE} [data-copy-link]")
    status_says(page, "The link is copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{walks}one.html#walk=category-timeline&link=begins&category=")
    assert copied.endswith("&link=ends")


def test_two_walks_on_a_page_share_one_python(visit, walks):
    page = visit(walks, "two.html")
    wait_until(page, "ready")
    page.locator("#walk-classify").scroll_into_view_if_needed()
    wait_until(page, "ready", "#walk-classify")
    assert len(page.workers) == 1


# --- When to start ------------------------------------------------------------------------------


def test_a_walk_out_of_sight_loads_nothing_until_it_comes_near(visit, walks):
    page = visit(walks, "far.html")
    page.wait_for_timeout(300)
    wait_until(page, "static")
    assert not any("zst" in request.url for request in visit.requests)
    page.locator(TIMELINE).scroll_into_view_if_needed()
    wait_until(page, "ready")


def test_who_saves_data_loads_it_by_using_it(visit, walks):
    page = visit(walks, "other.html", new=True)
    page.context.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
    )
    page.goto(f"{walks}one.html")
    status_says(page, "set to save data")
    page.wait_for_timeout(300)
    wait_until(page, "static")
    page.check(WEAKNESSES)
    wait_until(page, "ready")
    until(page, "location.hash.includes('serious-weaknesses')")


# --- When something is not there ----------------------------------------------------------------


@pytest.fixture
def damaged(walk_site, tmp_path):
    """Serve the site with some of its live layer's files gone or spoilt; gives its folder too."""

    @contextmanager
    def serve(*, gone=(), spoilt=()):
        site = tmp_path / "site"
        shutil.copytree(walk_site, site, copy_function=os.link)
        folder = next((site / "_static" / "live").iterdir())
        for name in gone:
            (folder / name).unlink()
        for name in spoilt:
            content = bytearray((folder / name).read_bytes())
            content[len(content) // 2] ^= 0xFF
            (folder / name).unlink()  # linked to the whole one
            (folder / name).write_bytes(content)
        with SiteServer(site) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield server.address, folder
            server.shutdown()

    return serve


@pytest.mark.parametrize("name", ["python.image.zst", "pyodide.asm.mjs.zst"])
@pytest.mark.parametrize("fault", ["gone", "spoilt"])
def test_without_the_image_python_starts_plainly(visit, damaged, name, fault):
    with damaged(**{fault: [name]}) as (address, _):
        page = visit(address, "one.html")
        page.check(WEAKNESSES)  # while it is loading
        wait_until(page, "ready")
        until(page, "location.hash.includes('serious-weaknesses')")
        expect(page.locator(WEAKNESSES)).to_be_checked()
    visit.faults.clear()


def test_when_nothing_can_be_fetched_the_page_stands_and_says_so(visit, damaged, built):
    names = ["python.image.zst", "pyodide.asm.wasm", "modules.zip"]
    with damaged(gone=names) as (address, folder):
        page = visit(address, "one.html")
        result = page.locator(f"{TIMELINE} .scc-walk__body").inner_text()
        page.fill(ENDED, "2014-11-20")
        wait_until(page, "failed")
        status_says(page, "the website does not have")
        status_says(page, "What you entered is still here")
        assert page.input_value(ENDED) == "2014-11-20"
        assert page.locator(f"{TIMELINE} .scc-walk__body").inner_text() == result

        for name in names:
            shutil.copy(built / name, folder)
        page.click("text=Try again")
        wait_until(page, "ready")
        until(page, "location.hash.includes('2014-11-20')")
    visit.faults.clear()


def test_when_the_worker_cannot_be_loaded_the_page_stands_and_says_so(visit, damaged):
    with damaged(gone=["live-worker.mjs"]) as (address, _):
        page = visit(address, "one.html")
        wait_until(page, "failed")
        status_says(page, "the website does not have live-worker.mjs")
        expect(page.locator(ENDED)).to_have_value("2014-10-17")
    visit.faults.clear()


def test_a_browser_without_webassembly_is_told_what_it_lacks(visit, damaged):
    with damaged() as (address, folder):
        script = (folder / "live-worker.mjs").read_text("utf-8")
        (folder / "live-worker.mjs").unlink()  # linked to the whole one
        (folder / "live-worker.mjs").write_text(f"delete globalThis.WebAssembly;{script}", "utf-8")
        page = visit(address, "one.html")
        wait_until(page, "failed")
        status_says(page, "WebAssembly")
        expect(page.locator(ENDED)).to_have_value("2014-10-17")
    visit.faults.clear()


def test_when_python_stumbles_over_one_question_the_walk_goes_on(visit, walks, walk_site):
    text = (walk_site / "one.html").read_text("utf-8")
    unknown = text.replace('data-walk="category-timeline"', 'data-walk="unknown"')
    (walk_site / "unknown.html").write_text(unknown, "utf-8")
    page = visit(walks, "unknown.html")
    wait_until(page, "ready")
    status_says(page, "Something went wrong")
    expect(page.locator(ENDED)).to_have_value("2014-10-17")
    visit.faults.clear()


def test_what_nobody_foresaw_can_still_be_imported(visit, walks, walk_site):
    """The image's file system is empty; an import fetches the library then."""
    folder = next((walk_site / "_static" / "live").iterdir())
    shutil.copy(Path(__file__).with_name("late_import_worker.mjs"), folder)
    page = visit(walks, "other.html")
    said = page.evaluate(
        """folder => new Promise((resolve) => {
            const url = new URL(`_static/live/${folder}/late_import_worker.mjs`, location.href);
            const worker = new Worker(url, { type: "module" });
            worker.onmessage = ({ data }) => resolve(data);
        })""",
        folder.name,
    )
    assert said == "colorsys imported"
