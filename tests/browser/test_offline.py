"""The handbook on a reader's device: without a network, updated whole, never broken for long."""

import os
import re
import shutil
import threading
import time
from collections import Counter
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from browser_harness import SITE, axe_violations, built_pages, has_walk, live, loaded
from live_layer.assets import built_folder
from offline import BUILT, RETIRED
from offline.listing import WORKER, worker_script
from waiting import LIMIT_S, until

pytestmark = pytest.mark.browser

BASE = "/repo/"
START = "book/index.html"
DATES = "book/category_timelines.html"
PANEL = "book/how_it_works.html"
STYLE = "_static/handbook.css"
PAGES = [page for page in built_pages() if page not in {"index.html", "404.html"}]

MOST_BYTES_FOR_A_FIRST_VISIT = 50_000

KEPT = """async (page) => {
    const registration = await navigator.serviceWorker.getRegistration();
    const worker = registration?.active;
    return Boolean(worker) && Boolean(await caches.match(page));
}"""
NEWS = ".handbook-news"
QUIET_MS = 4_000
NOT_KEPT = "This page is not on your device"


class Handler(SimpleHTTPRequestHandler):
    """Serves a build under a path, as GitHub Pages does, and no header of ours."""

    def do_GET(self):
        host = self.server.host
        path = self.path.partition("?")[0].removeprefix(BASE)
        host.asked[path] += 1
        if path in host.answers:
            status, kind, body = host.answers[path]
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            return
        super().do_GET()

    def translate_path(self, path):
        inside = path.removeprefix(BASE) if path.startswith(BASE) else "nowhere"
        self.directory = str(self.server.host.folder)
        return super().translate_path("/" + inside)

    def copyfile(self, source, outputfile):
        with self.server.host.counting:  # browsers ask for several files at once
            self.server.host.sent += os.fstat(source.fileno()).st_size
        super().copyfile(source, outputfile)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    """Takes all that a browser asks at once."""

    daemon_threads = True
    request_queue_size = 128


class Host:
    """A host whose build can be changed, spoilt and taken off the network."""

    def __init__(self, folder):
        self.folder = folder
        self.answers = {}
        self.asked = Counter()
        self.sent = 0
        self.counting = threading.Lock()
        self.port = 0
        self.start()

    def start(self):
        self.server = Server(("127.0.0.1", self.port), partial(Handler))
        self.server.host = self
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}{BASE}"


@pytest.fixture
def host():
    host = Host(SITE)
    yield host
    host.stop()


@pytest.fixture
def visit(host, visit):  # noqa: ARG001  (pages are left before their host stops)
    """Open pages in profiles that kept nothing before, by whichever way."""
    visit.options = {"new": True}
    return visit


def replaced(file, text):
    """Write a file anew; it may be linked to one of another folder."""
    file.unlink()
    file.write_bytes(text if isinstance(text, bytes) else text.encode())


@pytest.fixture
def newer(tmp_path):
    """A later build: every page and the style sheet say that they are new."""
    folder = tmp_path / "newer"
    shutil.copytree(SITE, folder, copy_function=os.link)
    for page in PAGES:
        text = (
            (folder / page).read_text("utf-8").replace("<article>", '<article data-build="newer">')
        )
        # As Sphinx names a style sheet that has changed.
        replaced(folder / page, re.sub(r"(handbook\.css\?v=)\w+", r"\1newer", text))
    style = (folder / STYLE).read_text("utf-8")
    replaced(folder / STYLE, style + ":root { --build: newer; }\n")
    list_files(folder)
    return folder


def list_files(folder):
    script = (BUILT / WORKER).read_text("utf-8")
    replaced(folder / WORKER, worker_script(script, folder, built_folder()))


def is_newer(page):
    """Whether the page and its style sheet are of the later build; never one of them only."""
    loaded(page)
    of_page, of_style = page.evaluate(
        """() => [
            document.querySelector("article[data-build=newer]") !== null,
            getComputedStyle(document.documentElement).getPropertyValue("--build") === "newer",
        ]"""
    )
    assert of_page == of_style, "half of one build and half of another"
    return of_page


def read(visit, host, path, **options):
    """Open a page for the first time, and wait until it is kept."""
    page = visit(host.address, path, **options)
    wait_until_kept(page)
    return page


def wait_until_kept(page):
    address = page.url.partition("#")[0]
    until(page, f"({KEPT})({address!r})")
    page.evaluate("navigator.serviceWorker.ready")


def wait_until_python_is_kept(page):
    """All of the three files from which it starts."""
    folder = f"{BASE}_static/live/{built_folder()}/"
    for name in ("python.image.zst", "pyodide.asm.wasm.zst", "pyodide.asm.mjs.zst"):
        until(page, f"caches.match('{folder}{name}').then(Boolean)")


def until_nothing_is_asked(page, host):
    """Wait until a page and its workers have all that they want for the moment."""
    ends, sent = time.monotonic() + LIMIT_S, -1
    while sent != host.sent and time.monotonic() < ends:
        sent = host.sent
        page.wait_for_timeout(QUIET_MS)


def caches_of(page):
    return page.evaluate("caches.keys()")


def panel(page):
    return page.locator("[data-offline]")


# ---- Without a network ---------------------------------------------------------------------------


def test_a_page_read_once_can_be_read_without_a_network(visit, host):
    page = read(visit, host, START)
    host.stop()
    page.goto(host.address + START)
    expect(page.locator("main h1")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.skip-link')).position") == (
        "absolute"
    )
    assert page.evaluate("document.querySelector('.theme-button').dataset.ready") == ""
    page.goto(host.address)  # the root leads on to it
    page.wait_for_url(f"**/{START}")
    host.start()


def test_a_form_used_once_works_without_a_network(visit, host):
    page = live(read(visit, host, DATES))
    wait_until_python_is_kept(page)
    host.stop()
    page.goto(host.address + DATES)
    live(page)
    page.check("#category-timeline-category-serious-weaknesses")
    until(page, "location.hash.includes('serious-weaknesses')")
    host.start()


def test_a_page_that_was_not_read_says_so_and_which_were(visit, host):
    page = read(visit, host, START)
    host.stop()
    page.goto(host.address + "book/edition.html")
    expect(page.locator("h1")).to_have_text(NOT_KEPT)
    kept = page.locator("main li a")
    expect(kept).to_have_count(1)
    assert axe_violations(page) == []
    kept.click()
    page.wait_for_url(f"**/{START}")
    host.start()
    visit.faults.clear()


def test_python_is_fetched_once_and_kept_from_what_the_browser_has(visit, host):
    page = live(read(visit, host, DATES))
    wait_until_python_is_kept(page)
    for _ in range(2):
        page.goto(host.address + DATES)
        live(page)
    large = {path: times for path, times in host.asked.items() if path.endswith(".zst")}
    assert len(large) == 3
    assert set(large.values()) == {1}


def test_a_first_visit_is_hardly_heavier(visit, host):
    """Than one of a browser that has no service workers."""
    until_nothing_is_asked(live(visit(host.address, DATES, service_workers="block")), host)
    without, host.sent = host.sent, 0
    until_nothing_is_asked(live(read(visit, host, DATES)), host)
    script = (SITE / "_static/offline-page.mjs").stat().st_size  # fetched by both
    assert 0 < host.sent - without + script < MOST_BYTES_FOR_A_FIRST_VISIT


def test_nothing_is_asked_before_the_form_has_started(visit, host):
    page = visit(host.address, DATES)
    ready = page.locator("[data-live=ready]").first
    ends = time.monotonic() + LIMIT_S
    while not ready.count():
        assert not host.asked[WORKER]
        assert time.monotonic() < ends
        page.wait_for_timeout(20)
    wait_until_kept(page)


# ---- All of it -----------------------------------------------------------------------------------


@pytest.fixture
def everything(visit, host):
    """A page with the panel, once the reader has asked for everything."""
    page = read(visit, host, PANEL, width=390)
    panel(page).get_by_role("button", name="Keep this handbook on this device").click()
    expect(panel(page).get_by_role("status")).to_contain_text("whole handbook is kept")
    return page


def test_the_panel_says_what_is_kept_and_how_much_the_rest_is(visit, host):
    page = read(visit, host, PANEL, width=320)
    page.reload()
    status = panel(page).get_by_role("status")
    expect(status).to_contain_text(re.compile(r"kept: \d+ of \d+ pages\. The rest is \d+\.\d MB"))
    assert axe_violations(page) == []


def test_keeping_everything_shows_how_far_it_is_and_can_be_stopped(visit, host):
    page = read(visit, host, PANEL)
    button = panel(page).get_by_role("button", name="Keep this handbook on this device")
    button.focus()
    page.keyboard.press("Enter")
    until(page, "document.querySelector('[data-offline] progress').value > 0")
    assert axe_violations(page) == []
    assert page.evaluate("document.activeElement.textContent") == "Stop"
    page.keyboard.press("Enter")
    expect(panel(page).get_by_role("status")).to_contain_text("Stopped.")
    button.click()
    expect(panel(page).get_by_role("status")).to_contain_text("whole handbook is kept")
    assert axe_violations(page) == []


READ_ALL = """async (addresses) => {
    const titles = [];
    for (const address of addresses) {
        const text = await (await fetch(address)).text();
        titles.push(new DOMParser().parseFromString(text, "text/html").title);
    }
    return titles;
}"""


def title_of(path):
    text = (SITE / path).read_text("utf-8")
    return unescape(re.search("<title>(.*?)</title>", text, re.DOTALL)[1]).strip()


def test_kept_whole_every_page_and_every_form_works_without_a_network(host, everything):
    host.stop()
    page = everything
    page.goto(host.address + PANEL)  # the first visit was before the worker
    assert page.evaluate(READ_ALL, [host.address + path for path in PAGES]) == [
        title_of(path) for path in PAGES
    ]
    for path in PAGES[::16]:
        page.goto(host.address + path)
        assert page.locator("h1").inner_text() != NOT_KEPT, path
        assert page.locator(".site-header").is_visible(), path
    for path in [path for path in PAGES if has_walk(path)][::8]:
        page.goto(host.address + path)
        live(page)
    page.set_viewport_size({"width": 1280, "height": 900})  # a phone has a link in its place
    page.get_by_label("Search the handbook").fill("IEB")
    page.get_by_label("Search the handbook").press("Enter")
    expect(page.locator("#search-status")).to_contain_text("For “IEB”")
    host.start()


def test_when_the_network_goes_while_it_is_kept_it_says_so_and_goes_on_later(visit, host):
    page = read(visit, host, PANEL)
    button = panel(page).get_by_role("button", name="Keep this handbook on this device")
    button.click()
    until(page, "document.querySelector('[data-offline] progress').value > 0.05")
    host.stop()
    expect(panel(page).get_by_role("status")).to_contain_text("could not be reached")
    host.start()
    button.click()
    expect(panel(page).get_by_role("status")).to_contain_text("whole handbook is kept")
    visit.faults.clear()


def test_removed_it_is_gone_stays_gone_and_can_be_kept_again(host, everything):
    page = everything
    page.evaluate("caches.open('of another site')")
    panel(page).get_by_role("button", name="Remove it from this device").click()
    expect(panel(page).get_by_role("status")).to_contain_text("Nothing of the handbook is kept")
    assert page.evaluate("document.activeElement.textContent").startswith("Keep")
    assert caches_of(page) == ["of another site"]
    for path in (START, PANEL):
        page.goto(host.address + path)
        page.wait_for_timeout(1_500)
        assert caches_of(page) == ["of another site"]
        assert page.evaluate("navigator.serviceWorker.getRegistration()") is None
    panel(page).get_by_role("button", name="Keep this handbook on this device").click()
    expect(panel(page).get_by_role("status")).to_contain_text("whole handbook is kept")


def test_removed_and_kept_again_on_one_page_all_of_it_is_there(host, everything):
    page = everything
    panel(page).get_by_role("button", name="Remove it from this device").click()
    expect(panel(page).get_by_role("status")).to_contain_text("Nothing of the handbook is kept")
    panel(page).get_by_role("button", name="Keep this handbook on this device").click()
    expect(panel(page).get_by_role("status")).to_contain_text("whole handbook is kept")
    page.wait_for_timeout(500)
    host.stop()
    page.goto(host.address + "book/edition.html")
    assert page.locator("h1").inner_text() != NOT_KEPT
    host.start()


# ---- Without a worker ----------------------------------------------------------------------------


def test_without_service_workers_all_is_as_it_was_and_the_panel_says_so(visit, host):
    page = visit(host.address, PANEL)
    page.context.add_init_script("delete Navigator.prototype.serviceWorker")
    page.goto(host.address + PANEL)
    expect(panel(page).get_by_role("status")).to_contain_text("cannot keep the handbook")
    assert panel(page).get_by_role("button").count() == 0
    page.goto(host.address + DATES)
    live(page)


def test_where_the_browser_refuses_a_worker_all_is_as_it_was(visit, host):
    page = visit(host.address, DATES, service_workers="block")
    live(page)
    page.goto(host.address + PANEL)
    panel(page).get_by_role("button", name="Keep this handbook on this device").click()
    expect(panel(page).get_by_role("status")).to_contain_text("does not keep it")


def test_without_scripts_the_place_of_the_panel_says_what_is_missing(visit, host):
    page = visit(host.address, PANEL, javascript=False)
    expect(panel(page)).to_have_text("Keeping the handbook on a device needs JavaScript.")


# ---- Updates -------------------------------------------------------------------------------------


def test_an_update_is_announced_and_used_when_the_reader_says_so(visit, host, newer):
    page = read(visit, host, START)
    host.folder = newer
    page.goto(host.address + START)
    assert not is_newer(page)
    expect(page.locator(NEWS)).to_contain_text("A newer version of this handbook is ready")
    assert axe_violations(page) == []
    page.locator(NEWS).get_by_role("button", name="Use it now").click()
    page.locator("article[data-build=newer]").wait_for()
    assert is_newer(page)
    assert len(caches_of(page)) == 1
    host.stop()
    page.goto(host.address + START)
    assert is_newer(page)
    host.start()


def test_what_was_typed_is_there_when_an_update_is_used(visit, host, newer):
    page = read(visit, host, START)
    host.folder = newer
    page.goto(host.address + START)
    page.locator("#site-search-words").fill("academy order")
    page.locator(NEWS).get_by_role("button", name="Use it now").click()
    page.locator("article[data-build=newer]").wait_for()
    expect(page.locator("#site-search-words")).to_have_value("academy order")


def test_left_alone_an_update_comes_with_the_next_page_and_the_fragment_stays(visit, host, newer):
    page = read(visit, host, START)
    host.folder = newer
    page.goto(host.address + START)
    page.locator(NEWS).get_by_role("button", name="Later").click()
    page.goto(host.address + PANEL + "#dates")
    page.locator("article[data-build=newer]").wait_for()
    assert page.url.endswith("#dates")
    assert is_newer(page)
    assert page.locator(NEWS).count() == 0


def test_what_was_read_before_an_update_can_be_read_without_a_network_after_it(visit, host, newer):
    page = live(read(visit, host, DATES))
    wait_until_python_is_kept(page)
    page.goto(host.address + START)
    host.folder = newer
    page.goto(host.address + START)
    page.locator(NEWS).get_by_role("button", name="Use it now").click()
    page.locator("article[data-build=newer]").wait_for()
    assert sum(times for path, times in host.asked.items() if path.endswith(".zst")) == 3
    host.stop()
    page.goto(host.address + DATES)
    live(page)
    assert is_newer(page)
    host.start()


def test_kept_whole_it_is_kept_whole_after_an_update(host, newer, everything):
    page = everything
    host.folder = newer
    host.asked.clear()
    page.goto(host.address + START)
    page.locator(NEWS).get_by_role("button", name="Use it now").click()
    page.locator("article[data-build=newer]").wait_for()
    # What is the same is taken from the device.
    assert sum(times for path, times in host.asked.items() if path.startswith("_images")) == 0
    host.stop()
    page.goto(host.address + PANEL)
    expect(panel(page).get_by_role("status")).to_contain_text("whole handbook is kept")
    assert is_newer(page)
    host.start()


def test_a_page_that_is_not_kept_is_shown_as_the_host_has_it_with_its_own_parts(visit, host, newer):
    page = read(visit, host, START)
    host.folder = newer
    page.goto(host.address + DATES)
    assert is_newer(page)


def test_another_tab_is_told_when_the_newer_version_is_in_use(visit, host, newer):
    page = read(visit, host, START)
    other = page.context.new_page()
    other.goto(host.address + START)
    other.wait_for_timeout(1_000)
    host.folder = newer
    page.goto(host.address + START)
    page.locator(NEWS).get_by_role("button", name="Use it now").click()
    page.locator("article[data-build=newer]").wait_for()
    expect(other.locator(NEWS)).to_contain_text("is in use now")
    other.locator(NEWS).get_by_role("button", name="Use it now").click()
    other.locator("article[data-build=newer]").wait_for()
    assert is_newer(other)


# ---- Broken updates ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fault",
    [
        (200, "text/css", b":root {"),  # cut short
        (404, "text/html", b"<h1>gone</h1>"),
        (200, "text/html", b"<h1>Sign in</h1>"),
        (500, "text/plain", b""),
    ],
    ids=["cut", "gone", "foreign", "failing"],
)
def test_an_update_with_a_broken_part_is_not_taken_until_it_is_mended(visit, host, newer, fault):
    page = read(visit, host, START)
    host.folder = newer
    host.answers[STYLE] = fault
    for _ in range(2):
        page.goto(host.address + START)
        page.wait_for_timeout(2_000)
        assert not is_newer(page)
        assert page.locator(NEWS).count() == 0
    host.answers.clear()
    page.goto(host.address + START)
    page.locator(NEWS).get_by_role("button", name="Use it now").click()
    page.locator("article[data-build=newer]").wait_for()
    assert is_newer(page)
    visit.faults.clear()


@pytest.mark.parametrize(
    "fault",
    [
        (200, "text/javascript", b"const BUILD = {"),
        (200, "text/javascript", b"throw new Error('broken')"),
        (200, "text/html", b"<h1>Sign in</h1>"),
        (404, "text/html", b"gone"),
        (500, "text/plain", b""),
    ],
    ids=["cut", "throwing", "foreign", "gone", "failing"],
)
def test_a_broken_worker_is_not_taken(visit, host, fault):
    page = read(visit, host, START)
    host.answers[WORKER] = fault
    for _ in range(2):
        page.goto(host.address + START)
        page.wait_for_timeout(1_500)
        expect(page.locator("main h1")).to_be_visible()
    host.stop()
    page.goto(host.address + START)
    expect(page.locator("main h1")).to_be_visible()
    host.start()
    visit.faults.clear()


def test_a_page_whose_python_is_gone_with_an_update_is_had_from_the_host_when_reloaded(
    visit, host, newer
):
    """It was kept, but its form never used, and then the folder of its Python went."""
    page = read(visit, host, "book/edition.html")
    page.reload()  # the first visit was before the worker
    page.evaluate(  # as on a device whose reader saves data
        "page => fetch(page).then((response) => response.text())", host.address + DATES
    )
    until(page, f"caches.match({host.address + DATES!r}).then(Boolean)")
    folder = newer / "_static/live" / built_folder()
    folder.rename(folder.with_name("0123456789ab"))
    for path in PAGES:
        text = (newer / path).read_text("utf-8")
        if built_folder() in text:
            replaced(newer / path, text.replace(built_folder(), "0123456789ab"))
    script = (BUILT / WORKER).read_text("utf-8")
    replaced(newer / WORKER, worker_script(script, newer, "0123456789ab"))
    host.folder = newer
    # The update itself does not come through: what has changed cannot be had.
    host.answers[STYLE] = (500, "text/plain", b"")
    page.goto(host.address + DATES)
    page.wait_for_timeout(4_000)
    host.answers.clear()
    page.reload()
    live(page)
    assert is_newer(page)
    visit.faults.clear()


def test_published_without_it_the_worker_removes_itself_and_what_was_kept(visit, host):
    page = read(visit, host, START)
    host.answers[WORKER] = (200, "text/javascript", (BUILT / RETIRED).read_bytes())
    page.goto(host.address + START)
    until(page, "caches.keys().then((names) => !names.length)")
    until(page, "navigator.serviceWorker.getRegistration().then((it) => !it)")
    expect(page.locator("main h1")).to_be_visible()


# ---- Neighbours ----------------------------------------------------------------------------------


def test_what_other_sites_of_the_host_keep_is_left_alone(visit, host, newer):
    page = read(visit, host, START)
    page.evaluate("caches.open('handbook /repo2/ 123')")
    host.folder = newer
    page.goto(host.address + START)
    page.locator(NEWS).get_by_role("button", name="Use it now").click()
    page.locator("article[data-build=newer]").wait_for()
    names = caches_of(page)
    assert len(names) == 2
    assert "handbook /repo2/ 123" in names
    scope = page.evaluate("navigator.serviceWorker.ready.then((ready) => ready.scope)")
    assert scope == host.address
