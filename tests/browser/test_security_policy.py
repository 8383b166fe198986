"""The policy in the pages themselves, on a server that sends none.

That it refuses no page what it needs is seen where every page is looked at: in `test_site.py` and,
with every walk of the page live, in `test_walks_of_the_site.py`.
"""

import re
import threading
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from bare_server import bare_server
from browser_harness import SITE, built_pages, live
from looking import VIOLATIONS, WATCH, refused
from serve import HEADER_FILE, headers_for
from waiting import until

pytestmark = pytest.mark.browser

PAGES = built_pages()
START = "book/index.html"
DATES = "book/category_timelines.html"


class Answering(SimpleHTTPRequestHandler):
    """Another host, which lets anybody ask and notes that somebody did."""

    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()

    def log_message(self, *_):
        pass


@contextmanager
def another_host():
    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        server.asked = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", server.asked
        server.shutdown()


@pytest.fixture
def watched(visit, bare):
    """Open pages that note what their policy refuses them."""
    blank = visit(bare, "_static/favicon.svg", new=True)
    blank.context.add_init_script(WATCH)

    def open_page(path):
        blank.goto(bare + path)
        return blank

    return open_page


def test_every_page_carries_a_policy_and_the_server_sends_none(visit, bare):
    page = visit(bare, START)
    for path in PAGES:
        assert "content-security-policy" not in page.request.get(bare + path).headers
        text = (SITE / path).read_text("utf-8")
        before, policy, _ = re.split(
            r'http-equiv="Content-Security-Policy" content="([^"]+)"', text
        )
        assert "<script" not in before, path
        assert "<link" not in before, path
        assert "default-src 'none'" in policy, path
        assert "unsafe-inline" not in policy, path
        assert "'unsafe-eval'" not in policy, path


def test_the_policy_that_hosts_are_to_send_allows_no_page_less_than_its_own():
    sent = headers_for(SITE, "/")["Content-Security-Policy"]
    by_host = {name: set(allowed) for name, *allowed in map(str.split, sent.split(";"))}
    for path in PAGES:
        [policy] = re.findall(
            r'"Content-Security-Policy" content="([^"]+)"', (SITE / path).read_text("utf-8")
        )
        for name, *allowed in map(str.split, policy.split(";")):
            assert set(allowed) <= by_host[name], (path, name)
    assert by_host["frame-ancestors"] == {"'none'"}


def test_the_server_for_trying_out_sends_what_the_site_asks_hosts_to_send(visit, site):
    page = visit(site, START)
    sent = page.request.get(site + START).headers["content-security-policy"]
    assert f"  Content-Security-Policy: {sent}\n" in (SITE / HEADER_FILE).read_text("utf-8")


def test_the_page_for_lost_readers_is_refused_nothing_that_it_needs(look):
    assert refused(look("404.html")) == []


def test_the_root_leads_on_a_search_finds_and_a_lost_reader_is_led_back(watched):
    page = watched("")
    page.wait_for_url(f"**/{START}")
    page.get_by_label("Search the handbook").fill("IEB")
    page.get_by_label("Search the handbook").press("Enter")
    expect(page.locator("#search-status")).to_contain_text("For “IEB”")
    page.locator("#query").fill("sponsor")
    page.locator("#query").press("Enter")
    expect(page.locator("#search-status")).to_contain_text("For “sponsor”")
    assert page.evaluate(VIOLATIONS) == []
    page = watched("404.html")
    page.get_by_label("Or search it").fill("IEB")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#search-status")).to_contain_text("For “IEB”")
    assert page.evaluate(VIOLATIONS) == []


@pytest.mark.parametrize("kind", ["ics", "csv", "json"])
def test_what_a_form_gives_is_saved(watched, kind):
    page = live(watched("book/your_school.html"))
    buttons = page.locator(f"[data-download={kind}]")
    if not buttons.count():
        pytest.fail(f"Your school gives no {kind}")
    with page.expect_download() as saved:
        buttons.first.click()
    assert saved.value.path().stat().st_size > 0
    assert page.evaluate(VIOLATIONS) == []


INJECTED = {
    "script-src-elem inline": "const s = document.createElement('script');"
    " s.textContent = 'window.ran = 1'; document.head.append(s)",
    "script-src-attr inline": "document.body.insertAdjacentHTML('beforeend',"
    ' \'<img src="data:," onerror="window.ran = 1">\')',
    "style-src-attr inline": "document.body.insertAdjacentHTML('beforeend',"
    " '<p style=\"color: red\">x</p>')",
    "base-uri": "const b = document.createElement('base'); b.href = 'http://127.0.0.1:9/';"
    " document.head.prepend(b)",
    "form-action": "const f = document.createElement('form'); f.action = 'search.html';"
    " document.body.append(f); f.submit()",
    "frame-src": "const f = document.createElement('iframe'); f.src = 'index.html';"
    " document.body.append(f)",
    "object-src": "const o = document.createElement('object'); o.data = 'index.html';"
    " document.body.append(o)",
}


@pytest.mark.parametrize("directive", INJECTED)
@pytest.mark.parametrize("path", [START, DATES])
def test_what_is_slipped_into_a_page_is_refused(visit, watched, path, directive):
    page = watched(path)
    page.evaluate(INJECTED[directive])
    until(page, "window.violations?.length")
    assert page.evaluate(VIOLATIONS)[0].startswith(directive)
    assert page.evaluate("window.ran") is None
    visit.faults.clear()


ASK = {
    "fetch": "address => fetch(address).catch(() => {})",
    "beacon": "address => navigator.sendBeacon(address, 'x')",
    "picture": "address => { new Image().src = address; }",
    "socket": "address => { try { new WebSocket(address.replace('http', 'ws')); } catch {} }",
    "script": "address => { const s = document.createElement('script'); s.src = address;"
    " document.head.append(s); }",
    "module": "address => import(address).catch(() => {})",
    "worker": "address => { try { new Worker(address); } catch {} }",
}


@pytest.mark.parametrize("how", ASK)
def test_no_other_host_is_asked_by_a_page(visit, watched, how):
    with another_host() as (address, asked):
        page = watched(DATES)
        page.evaluate(ASK[how], address)
        page.wait_for_timeout(200)
        assert asked == []
    visit.faults.clear()


SEND_AT_ONCE = """address => {
    const request = new XMLHttpRequest();
    request.open("GET", address, false);
    try { request.send(); return "answered"; } catch { return "refused"; }
}"""


def test_no_other_host_is_asked_by_the_worker_in_which_python_runs(visit, watched):
    """It has the page's policy, though the server sends none with its script."""
    with another_host() as (address, asked):
        [worker] = live(watched(DATES)).workers
        for ask in (
            "address => fetch(address).then(() => 'answered', () => 'refused')",
            SEND_AT_ONCE,
        ):
            assert worker.evaluate(ask, address) == "refused"
        assert asked == []
    visit.faults.clear()


def test_what_is_asked_is_asked_where_no_policy_forbids_it(visit, tmp_path):
    """So that the tests above can fail: the other host hears a page that has no policy."""
    (tmp_path / "bare.html").write_text("<!doctype html><title>x</title>", "utf-8")
    with another_host() as (address, asked), bare_server(tmp_path) as bare:
        page = visit(bare, "bare.html")
        page.evaluate(ASK["fetch"], address)
        assert asked == ["/"]
    visit.faults.clear()
