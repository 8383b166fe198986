"""No form of the site is ever sent, whatever of its scripts has not come; nothing typed is lost.

That no form has anywhere to be sent as it is written: `tests/book/test_pages_as_written.py`.
"""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import TimeoutError as Failed
from playwright.sync_api import expect

from browser_harness import SITE, built_pages, live
from faulty_server import faulty
from your_school_page import answered

pytestmark = pytest.mark.browser

PAGES = [page for page in built_pages() if page != "index.html"]
# One page of each kind that has a form.
KINDS = {
    "the dates": "book/category_timelines.html",
    "your school": "book/your_school.html",
    "a walk of the data": "book/procedures/warning_notice.html",
    "a role": "book/roles/governing_body.html",
    "the search": "search.html",
    "keeping the handbook": "book/how_it_works.html",
    "plain": "book/index.html",
}
TYPED = "Oak Lane Primary"
DAY = "2014-12-05"


# ---- Enter in every field ------------------------------------------------------------------------

UNFOLD = "document.querySelectorAll('details').forEach((details) => { details.open = true; })"
FIELDS = "main :is(input, select):visible, .site-search input:visible"
IDS_AND_TYPES = "fields => fields.map(({ id, type }) => [id, type])"
SOON_MS = 5_000  # a field that stands there can be typed into at once
HOLDS = "field => field.type === 'checkbox' ? String(field.checked) : field.value"


def type_and_enter(page):
    """Type into every field, and press Enter in it; give what stands in each by then."""
    page.evaluate(UNFOLD)
    typed = {}
    for key, kind in page.locator(FIELDS).evaluate_all(IDS_AND_TYPES):
        field = page.locator(f'[id="{key}"]')
        if not field.is_visible():  # a form that is live after all asks what it needs, no more
            continue
        try:
            held = enter(field, kind)
        except Failed:
            if field.is_visible():
                raise
            continue
        if kind != "radio":  # the next of its group takes its mark away
            typed[key] = held
    return typed


def enter(field, kind):
    """Type into a field of a type and press Enter in it; give what stands in it then."""
    if kind in {"radio", "checkbox"}:
        field.check(timeout=SOON_MS)
    elif kind == "select-one":
        last = field.evaluate("field => field.options.length - 1", timeout=SOON_MS)
        field.select_option(index=last, timeout=SOON_MS)
    else:
        field.fill(DAY if kind == "date" else TYPED, timeout=SOON_MS)
    field.press("Enter", timeout=SOON_MS)
    return field.evaluate(HOLDS, timeout=SOON_MS)


def assert_nothing_was_sent_or_lost(page, server, *, everything=True):
    here, before = page.url, len(server.asked)
    typed = type_and_enter(page)
    assert urlsplit(page.url)[:4] == urlsplit(here)[:4]
    for key, entered in typed.items():
        waiting = page.locator(f'[data-waiting] [id="{key}"]')
        if waiting.count():
            assert waiting.evaluate(HOLDS) == entered, key
    if everything:
        late = "/_static/"  # an icon may come after the page has loaded
        assert [target for target in server.asked[before:] if not target.startswith(late)] == []
    assert [target for target in server.asked if "?" in target and "v=" not in target] == []
    return typed


def test_without_javascript_enter_sends_nothing_on_any_kind_of_page(profiles):
    with faulty(SITE, {}) as server, profiles.lent(server.address, javascript=False) as page:
        typed = 0
        for path in KINDS.values():
            page.goto(server.address + path)
            page.wait_for_load_state()
            typed += len(assert_nothing_was_sent_or_lost(page, server))
        assert typed > 50


def test_with_every_script_gone_enter_sends_nothing_on_any_kind_of_page(profiles):
    with faulty(SITE, {r"\.m?js$": "missing"}) as server, profiles.lent(server.address) as page:
        for path in KINDS.values():
            page.goto(server.address + path)
            expect(page.locator("[data-waiting]:not([data-dead])")).to_have_count(0)
            assert assert_nothing_was_sent_or_lost(page, server)


NAMED = re.compile(r"""<script[^>]* src="[^"]*?([^/"?]+)(?:\?[^"]*)?\"""")


def scripts_of(path):
    """The scripts of a page, and those that its worker asks for, by a pattern of their names."""
    named = NAMED.findall((SITE / path).read_text("utf-8"))
    if "live-page.mjs" in named:
        named += ["live-worker.mjs", "live-python.mjs", "pyodide.mjs"]
    return named


def each_script_once():
    """Every script of any kind of page, each on the first kind that has it; each kind has one."""
    seen = set()
    for kind, path in KINDS.items():
        own = [script for script in scripts_of(path) if script not in seen]
        for script in own or scripts_of(path)[-1:]:
            yield pytest.param(path, script, id=f"{kind}-{script}")
        seen |= {*own}


@pytest.mark.parametrize(("path", "script"), [*each_script_once()])
def test_with_any_script_gone_enter_sends_nothing(profiles, path, script):
    gone = {rf"/{re.escape(script)}$": "missing"}
    with faulty(SITE, gone) as server, profiles.lent(server.address) as page:
        page.goto(server.address + path)
        search = page.locator("form.site-search[data-waiting]")
        if script != "handbook.mjs" and path != "search.html":
            # The search at the head of the page works: Enter would lead on to it.
            expect(search).to_have_count(0)
            page.locator("form.site-search").evaluate("form => form.remove()")
        assert_nothing_was_sent_or_lost(page, server, everything=False)
        assert not [target for target in server.asked if "Oak" in target or DAY in target]


def test_every_script_of_the_site_is_among_them():
    tried = {one.values[1] for one in each_script_once()}
    assert {script for path in PAGES for script in scripts_of(path)} == tried


@pytest.mark.parametrize("path", [KINDS[kind] for kind in ("your school", "the search", "a role")])
def test_what_is_typed_while_a_script_is_slow_is_taken_over_by_it(profiles, path):
    slow = r"/(live-page|handbook-search|handbook-filter)\.mjs$"
    with faulty(SITE, {slow: "slow"}) as server, profiles.lent(server.address) as page:
        commit(page, server.address + path)
        field = page.locator("main input:is([type=text], [type=search]):visible").first
        field.fill(TYPED)
        field.press("Enter")
        status = page.locator("main [data-waiting]").locator("[role=status]").first
        expect(status).to_contain_text(re.compile("not ready yet", re.IGNORECASE))
        server.held.set()
        expect(page.locator("main [data-waiting]")).to_have_count(0)
        expect(field).to_have_value(TYPED)
        if path == "book/your_school.html":
            answered(page, "Oak")
        assert not [target for target in server.asked if "Oak" in target]


def test_what_is_typed_stands_against_a_link_and_against_what_was_kept(profiles):
    path = "book/your_school.html"
    with faulty(SITE, {}) as server, profiles.lent(server.address) as page:
        page.goto(server.address + path)
        live(page)
        page.evaluate(UNFOLD)
        page.locator("#your-school-school").fill("Kept School")
        answered(page, "Kept")
        page.locator("[data-keep]:visible").click()
        link = f"{server.address}{path}#walk=your-school&begins=2014-09-01&school=Linked"
        for address in (link, server.address + path):
            server.faults = {r"/live-page\.mjs$": "slow"}
            server.held.clear()
            page.goto("about:blank")
            commit(page, address)
            page.locator("#your-school-school").fill(TYPED)
            server.held.set()
            answered(page, "Oak")
            expect(page.locator("#your-school-school")).to_have_value(TYPED)


def commit(page, address):
    """Go to a page some of whose scripts never come, so that it never finishes to load."""
    page.goto(address, wait_until="commit")
    page.locator("footer").wait_for(state="attached")
    page.evaluate(UNFOLD)


# ---- The search ----------------------------------------------------------------------------------


@pytest.mark.parametrize("start", ["book/index.html", "search.html", "nowhere.html"])
def test_no_host_gets_to_see_what_is_searched_for(profiles, start):
    with faulty(SITE, {}) as server, profiles.lent(server.address) as page:
        page.goto(server.address + start)
        box = page.locator("input[type=search]:visible").first
        box.fill("Oak & IEB")
        box.press("Enter")
        expect(page.locator("#search-status")).to_contain_text("For “Oak & IEB”")
        page.reload()
        expect(page.locator("#search-status")).to_contain_text("For “Oak & IEB”")
        expect(page.locator("#query")).to_have_value("Oak & IEB")
        assert not [target for target in server.asked if "IEB" in target]
        assert page.evaluate("localStorage.length") == 0


def test_an_old_link_to_a_search_works_and_hides_its_words_from_then_on(visit, site):
    page = visit(site, "search.html?q=headteacher+duties")
    expect(page.locator("#search-status")).to_contain_text("For “headteacher duties”")
    assert page.url == f"{site}search.html#q=headteacher+duties"
    page.locator("#query").fill("IEB")
    page.locator("#query").press("Enter")
    expect(page.locator("#search-status")).to_contain_text("For “IEB”")
    page.go_back()
    expect(page.locator("#search-status")).to_contain_text("For “headteacher duties”")


def test_an_old_link_to_some_rules_works_and_hides_its_words_from_then_on(visit, site):
    role = "book/roles/governing_body.html"
    page = visit(site, f"{role}?sort=right&words=school")
    status = page.locator(".handbook-filter [role=status]")
    expect(status).to_contain_text("rules shown")
    assert page.url == f"{site}{role}#sort=right&words=school"
    said = status.inner_text()
    page.reload()
    expect(status).to_have_text(said)
