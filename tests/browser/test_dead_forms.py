"""A form that cannot work says why, keeps what was typed, and offers to load the page again."""

import itertools
import re
import time

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from browser_harness import SITE, axe_violations
from faulty_server import faulty
from waiting import LIMIT_S, LOOK_AGAIN_MS, until

pytestmark = pytest.mark.browser

DATES = "book/category_timelines.html"
ROLE = "book/roles/governing_body.html"
WALK = "#walk-category-timeline"
STATUS = f"{WALK} .scc-walk__status"
ENDED = "#category-timeline-inspection-ended"
DAY = "2014-11-20"

# What is said of a fault of a script, whichever it is.
SAID = {
    "missing": "the website does not have {} (status 404)",
    "a web page": "in place of {} came a web page",
    "a web page called a script": "in place of {} came a web page",
    "half": "{} came incomplete or damaged",
    "empty": "{} came incomplete or damaged",
    "mislabelled": "the website sends {} as “text/plain”",
    "broken off": "{} came incomplete or damaged",
    "cut off": "the website answers, but {} does not come through",
}
IN_FULL = ("live-page.mjs", "live-worker.mjs")
MODULES = [
    *((name, kind) for name in IN_FULL for kind in SAID),
    *((name, "empty") for name in ("live-python.mjs", "live-assets.mjs", "pyodide.mjs")),
]
QUICK = [
    ("python.image.zst", "missing"),
    ("python.image.zst", "broken off"),
    ("pyodide.asm.wasm.zst", "a web page"),
    ("pyodide.asm.mjs.zst", "half"),
    ("zstddec.mjs", "mislabelled"),
]
PLAIN = [
    ("pyodide.asm.wasm", "a web page"),
    ("pyodide.asm.wasm", "missing"),
    ("modules.zip", "half"),
    ("framework.pickle", "broken off"),
    ("python-stdlib.zip", "cut off"),
    ("pyodide.asm.mjs", "missing"),
]


@pytest.fixture
def open_page(profiles):
    """Open a page of a server with faults; nothing else is expected of its console.

    No service worker stands between: what it keeps comes without the server, faults or not.
    """
    opened = []

    def open_page(server, path=DATES, **going):
        page = profiles.take(service_workers="block")
        opened.append((page, server.address))
        page.goto(server.address + path, **going)
        return page

    yield open_page
    for page, address in opened:
        profiles.give_back(page, address, service_workers="block")


def fault(name, kind):
    return {rf"/{re.escape(name)}$": kind}


def assert_dead(page, said):
    """The form on the page of dates says this, and what was typed is still there."""
    expect(page.locator(STATUS)).to_contain_text(said)
    expect(page.locator(STATUS)).to_contain_text("What you entered is still here")
    expect(page.locator(ENDED)).to_have_value(DAY)


def assert_live_with_what_was_typed(page):
    page.locator(f"{WALK}[data-live=ready]").wait_for(state="attached")
    expect(page.locator(ENDED)).to_have_value(DAY)
    until(page, f"location.hash.includes('inspection-ended={DAY}')")


@pytest.mark.parametrize(("name", "kind"), MODULES)
def test_any_module_of_page_or_worker_that_cannot_be_used_is_named_at_once(open_page, name, kind):
    with faulty(SITE, fault(name, kind)) as server:
        page = open_page(server)
        page.locator(ENDED).fill(DAY)
        assert_dead(page, SAID[kind].format(name))


def test_half_a_worker_that_runs_until_it_misses_its_other_half_is_named_as_well(open_page):
    with faulty(SITE, {}) as server:
        page = open_page(server, "book/reference/privacy.html")
        page.context.route(
            "**/live-worker.mjs",
            lambda route: route.fulfill(body="later();", content_type="text/javascript"),
        )
        page.goto(server.address + DATES)
        page.locator(ENDED).fill(DAY)
        assert_dead(page, SAID["half"].format("live-worker.mjs"))


# Each module once.
MENDED = [
    ("live-page.mjs", "cut off"),
    ("live-worker.mjs", "a web page"),
    ("live-python.mjs", "missing"),
    ("live-assets.mjs", "half"),
    ("pyodide.mjs", "missing"),
]


@pytest.mark.parametrize(("name", "kind"), MENDED)
def test_once_a_module_is_there_the_page_loaded_again_works_out_what_was_typed(
    open_page, name, kind
):
    with faulty(SITE, fault(name, kind)) as server:
        page = open_page(server)
        page.locator(ENDED).fill(DAY)
        assert_dead(page, SAID[kind].format(name))
        server.faults.clear()
        page.locator(STATUS).get_by_role("button", name="Reload the page").click()
        assert_live_with_what_was_typed(page)


@pytest.mark.parametrize(("name", "kind"), QUICK)
def test_what_the_quick_start_lacks_the_plain_start_does_without(open_page, name, kind):
    with faulty(SITE, fault(name, kind)) as server:
        page = open_page(server)
        page.locator(ENDED).fill(DAY)
        assert_live_with_what_was_typed(page)


@pytest.mark.parametrize(("name", "kind"), PLAIN)
def test_where_both_starts_fail_the_file_is_named_at_once(open_page, name, kind):
    faults = fault("python.image.zst", "missing") | fault(name, kind)
    with faulty(SITE, faults) as server:
        page = open_page(server)
        page.locator(ENDED).fill(DAY)
        assert_dead(page, SAID[kind].format(name))
        server.faults.clear()
        page.locator(STATUS).get_by_role("button", name="Try again").click()
        assert_live_with_what_was_typed(page)


def test_a_policy_that_forbids_webassembly_is_named_at_once(open_page):
    # The worker has the policy of its page.
    policy = "script-src 'self' 'unsafe-inline' blob:"
    with faulty(SITE, {r"timelines\.html$": policy}) as server:
        page = open_page(server)
        page.locator(ENDED).fill(DAY)
        assert_dead(page, "a security policy of this website, or of your network, forbids Web")


def test_a_browser_without_webassembly_is_told_that_at_once(open_page):
    """As with the Lockdown Mode of Apple's devices."""
    with faulty(SITE, {}) as server:
        page = open_page(server, "book/reference/privacy.html")
        page.context.route(
            "**/live-worker.mjs",
            lambda route: route.fulfill(
                response=(answer := route.fetch()),
                body="delete globalThis.WebAssembly;" + answer.text(),
            ),
        )
        page.goto(server.address + DATES)
        page.locator(ENDED).fill(DAY)
        assert_dead(page, "features of a browser (WebAssembly and module workers)")


@pytest.mark.parametrize(
    ("name", "kind"), [("live-page.mjs", "a web page"), ("live-worker.mjs", "missing")]
)
def test_a_page_older_than_the_site_says_that_and_not_that_something_is_missing(
    open_page, name, kind
):
    """As after a deployment that took the live folder of the page away."""
    with faulty(SITE, fault(name, kind)) as server:
        page = open_page(server, "book/reference/privacy.html")
        html = (SITE / DATES).read_text("utf-8")
        anew = re.sub(r"_static/live/[0-9a-f]+/", "_static/live/0123456789ab/", html)
        # The page itself comes as it was; asked for again, it is the new one.
        asked = []

        def answer(route):
            asked.append(route.request.url)
            route.fulfill(body=html if len(asked) == 1 else anew, content_type="text/html")

        page.context.route(f"**/{DATES}", answer)
        page.goto(server.address + DATES)
        page.locator(ENDED).fill(DAY)
        assert_dead(page, "was published anew after you opened this page")
        page.context.unroute(f"**/{DATES}", answer)
        server.faults.clear()
        page.locator(STATUS).get_by_role("button", name="Reload the page").click()
        assert_live_with_what_was_typed(page)


def test_a_website_that_cannot_be_reached_is_not_blamed_for_a_missing_file(open_page):
    with faulty(SITE, {}) as server:
        page = open_page(server)
        page.locator(f"{WALK}[data-live=ready]").wait_for(state="attached")
        page.goto("about:blank")
        server.faults = {r"/live-worker\.mjs$": "slow"}
        page.goto(server.address + DATES)
        page.locator(ENDED).fill(DAY)
        server.faults = {".": "cut off"}
        server.held.set()
        assert_dead(page, "this website cannot be reached at the moment")


def test_what_was_entered_after_python_stopped_is_there_when_the_page_is_loaded_again(open_page):
    """Also in rows that the page did not come with."""
    with faulty(SITE, {}) as server:
        page = open_page(server)
        page.locator(f"{WALK}[data-live=ready]").wait_for(state="attached")
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        rows = page.locator(f"{WALK} [name=holiday-from]")
        count = rows.count()
        page.locator("#category-timeline-add-holiday").click()
        expect(rows).to_have_count(count + 1)
        server.faults = fault("live-worker.mjs", "missing")
        link = page.url
        page.goto("about:blank")
        page.goto(link)
        page.locator(ENDED).fill(DAY)
        assert_dead(page, "the website does not have live-worker.mjs")
        server.faults.clear()
        page.locator(STATUS).get_by_role("button", name="Reload the page").click()
        assert_live_with_what_was_typed(page)


# ---- Whatever never comes ------------------------------------------------------------------------

PAGES = ("book/index.html", "book/your_school.html", DATES, ROLE, "search.html",
         "book/how_it_works.html", "book/reference/state_graphs.html",
         "notebooks/powers.html")  # fmt: skip
NAMED = re.compile(r"""<script[^>]* src="[^"]*?([^/"?]+)(?:\?[^"]*)?\"""")
NAMES = {path: NAMED.findall((SITE / path).read_text("utf-8")) for path in PAGES}
# Each script on the last of those pages that has it, and each page without its last script.
SCRIPTS = sorted(
    {*{name: (path, name) for path, names in NAMES.items() for name in names}.values()}
    | {(path, names[-1]) for path, names in NAMES.items()}
)


@pytest.mark.parametrize(("path", "name"), SCRIPTS)
def test_a_page_can_be_read_whichever_of_its_scripts_never_comes(open_page, path, name):
    with faulty(SITE, fault(name, "slow")) as server:
        page = open_page(server, path, wait_until="commit")
        expect(page.locator("h1").first).to_be_visible()
        until(page, "performance.getEntriesByName('first-contentful-paint').length > 0")
        expect(page.locator("footer a").first).to_be_visible()
        ends = time.monotonic() + LIMIT_S  # a script at the end may be asked for after that
        while not any(name in asked for asked in server.asked):
            assert time.monotonic() < ends, server.asked
            page.wait_for_timeout(LOOK_AGAIN_MS)


def test_every_script_of_a_page_is_among_those_that_are_held_back():
    every = {
        name for path in SITE.rglob("*.html") for name in NAMED.findall(path.read_text("utf-8"))
    }
    assert {name for _, name in SCRIPTS} == every


# ---- The search and the filter -------------------------------------------------------------------


def scripts_of_the_search():
    soup = BeautifulSoup((SITE / "search.html").read_text("utf-8"), "html.parser")
    named = [re.sub(r".*/|\?.*", "", one["src"]) for one in soup.select("script[src]")]
    needless = {"handbook-guard.js", "handbook.mjs", "offline-page.mjs"}
    return [name for name in named if name not in needless]


@pytest.mark.parametrize(
    ("name", "kind"), [*zip(scripts_of_the_search(), itertools.cycle(["missing", "half"]))]
)
def test_a_search_without_one_of_its_scripts_says_so(open_page, name, kind):
    with faulty(SITE, fault(name, kind)) as server:
        page = open_page(server, "search.html#q=IEB")
        page.locator("#query").fill("academy order")
        status = page.locator("#search-status")
        expect(status).to_contain_text("The search could not start: ")
        expect(status).to_contain_text("What you entered is still here")
        server.faults.clear()
        status.get_by_role("button", name="Reload the page").click()
        expect(status).to_contain_text("For “")
        expect(page.locator("#query")).to_have_value("academy order")


HEAD = (DATES, "handbook.mjs", "#site-search-words", ".site-search")
FILTER = (ROLE, "handbook-filter.mjs", "#filter-words", ".handbook-filter form")


@pytest.mark.parametrize(
    ("which", "kind"), [(HEAD, "missing"), (FILTER, "half"), (HEAD, "mislabelled")]
)
def test_the_search_at_the_head_and_the_filter_say_when_they_are_dead(open_page, which, kind):
    path, name, field, form = which
    with faulty(SITE, fault(name, kind)) as server:
        page = open_page(server, path)
        page.set_viewport_size({"width": 1280, "height": 900})  # a phone has a link in its place
        page.locator(field).fill("academy")
        status = page.locator(form).locator("[role=status], [aria-live]")
        expect(status).to_contain_text(SAID[kind].format(name))
        expect(page.locator(field)).to_have_value("academy")
        assert axe_violations(page) == []
        server.faults.clear()
        status.get_by_role("button", name="Reload the page").click()
        expect(page.locator(form).and_(page.locator("[data-waiting]"))).to_have_count(0)
        expect(page.locator(field)).to_have_value("academy")


def test_with_the_filter_dead_no_rule_is_hidden(open_page):
    """Its style makes room for what the script would show; both orders are shown without it."""
    with faulty(SITE, fault("handbook-filter.mjs", "missing")) as server:
        page = open_page(server, ROLE)
        expect(page.locator("form[data-dead]")).to_have_count(1)
        assert page.locator("[data-order=time]").is_visible()
        assert page.locator("[data-order=procedure]").is_visible()


# ---- Where what watches is not there itself ------------------------------------------------------


@pytest.mark.parametrize("kind", ["missing", "half"])
def test_without_the_script_that_watches_the_page_itself_says_that_a_form_is_dead(open_page, kind):
    with faulty(SITE, fault("handbook-guard.js", kind) | fault("live-page.mjs", kind)) as server:
        page = open_page(server)
        page.locator(ENDED).fill(DAY)
        assert_dead(page, "This form could not start: parts of this website did not come")
        assert page.locator(STATUS).get_by_role("button", name="Reload the page").is_visible()


def test_where_a_host_forbids_all_else_the_page_still_says_that_its_form_is_not_ready(open_page):
    with faulty(SITE, {r"timelines\.html$": "script-src 'none'"}) as server:
        page = open_page(server)
        page.locator(ENDED).fill(DAY)
        page.locator(ENDED).press("Enter")
        expect(page.locator(STATUS)).to_have_text("This form is not ready yet.")
        expect(page.locator(ENDED)).to_have_value(DAY)
