"""Links to every walk of the site: mangled ones are mended, what cannot be read is told."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable
from html import unescape
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Locator, Page, expect

from browser_harness import axe_violations, live, one_page_of_each_walk
from mangled_links import MANGLED
from scc_model import load
from scc_model.walks.site import Site
from waiting import until

pytestmark = pytest.mark.browser

WALKS = Site(load())
ONE_PLACE_EACH = [(path, walk) for walk, path in one_page_of_each_walk().items()]
# For a walk that asks nothing that a link could answer.
CASE = {"begins": "2014-09-01", "e": "concern-signalled~2014-09-08"}
FROM_A_CASE = urlencode({"base": urlencode(CASE)})
# `tests/live/test_mangled_links.py` reads every mangled link to every walk. Here each walk is seen
# once, and each way of mangling once.
MANGLED_AT = [
    (path, walk, [*MANGLED][at :: len(ONE_PLACE_EACH)])
    for at, (path, walk) in enumerate(ONE_PLACE_EACH)
]


def link_of(walk: str) -> str:
    """The longest link without a fault to a walk, of those that are tried in every Python."""
    replies = [
        json.loads(WALKS.respond(walk, state))
        for name, state in WALKS.golden_requests()
        if name == walk
    ]
    sound = [reply for reply in replies if "There is a problem" not in reply["body"]]
    state = max((reply["link"] or reply["state"] for reply in sound), key=len)
    return f"walk={walk}&{state or FROM_A_CASE}"


def state_of(page: Page, walk: str, fragment: str) -> str:
    """What a walk makes of a link, once it has answered."""
    answers = "performance.getEntriesByName('scc-live:answer').length"
    before = page.evaluate(answers)
    page.evaluate("hash => { location.hash = hash; }", f"#{fragment}")
    address = page.url
    until(page, f"{answers} > {before}")
    assert page.url == address
    return str(page.locator(f"#walk-{walk}").get_attribute("data-state"))


def change_something(section: Locator) -> None:
    """Change something as a reader would."""
    section.evaluate("it => it.querySelectorAll('details').forEach(x => { x.open = true; })")
    choice = section.locator("[type=radio]:not(:checked), [type=checkbox]")
    if choice.count():
        choice.first.click()
        return
    options = section.locator("select").first.locator("option")
    values = [option.get_attribute("value") for option in options.all()]
    section.locator("select").first.select_option(values[-1])


def note(page: Page, walk: str) -> Locator:
    return page.locator(f"#walk-{walk} > .scc-walk__note")


@pytest.fixture
def visit(visit):
    """Open pages without a service worker, which has no part in what a link says."""
    visit.options = {"service_workers": "block"}
    return visit


def test_every_walk_stands_on_a_page():
    assert {walk for _, walk in ONE_PLACE_EACH} == {*WALKS.walks}


@pytest.mark.parametrize(("path", "walk", "names"), MANGLED_AT)
def test_a_mangled_link_shows_what_the_whole_one_shows_and_stays_in_the_address(
    visit, site, path, walk, names
):
    page, link = live(visit(site, path)), link_of(walk)
    meant = state_of(page, walk, link)
    expect(note(page, walk)).to_have_count(0)
    other = state_of(page, walk, f"walk={walk}")
    assert other != meant
    for name in names:
        mangled = MANGLED[name](link)
        assert state_of(page, walk, mangled) == meant, name
        if mangled != link:
            expect(note(page, walk)).to_contain_text("was changed on its way")
        assert state_of(page, walk, f"walk={walk}") == other
    assert axe_violations(page) == []


def test_each_way_of_mangling_and_each_walk_is_among_them():
    assert {name for _, _, names in MANGLED_AT for name in names} == {*MANGLED}
    assert {walk for _, walk, _ in MANGLED_AT} == {*WALKS.walks}


HASH_ENCODED: tuple[Callable[[str], str], ...] = (
    lambda link: f"%23{link}",
    lambda link: f"%23{quote(link, safe='')}",
    lambda link: f"%2523{quote(link, safe='')}",
)


def test_the_page_for_lost_readers_puts_back_the_hash_of_a_link_to_any_walk(visit, site_under_path):
    page = visit(site_under_path, "404.html")
    page.context.route(
        re.compile(r"\.html$"),
        lambda route: route.fulfill(body="<title>Found</title>", content_type="text/html"),
    )
    for path, walk in ONE_PLACE_EACH:
        for mangle in HASH_ENCODED:
            mangled = mangle(link_of(walk))
            page.goto("about:blank")
            page.goto(f"{site_under_path}{path}{mangled}")
            page.wait_for_url(f"**/handbook/{path}#**")
            behind = re.sub("^%(25)?23", "", mangled)
            assert page.evaluate("location.hash") == f"#{behind}"
    visit.faults.clear()


@pytest.mark.parametrize(
    ("place", "mangle"), list(zip(ONE_PLACE_EACH[::5], HASH_ENCODED, strict=False))
)
def test_a_link_with_its_hash_encoded_opens_its_walk(visit, site_under_path, place, mangle):
    path, walk = place
    link = link_of(walk)
    meant = json.loads(WALKS.respond(walk, link.partition("&")[2]))["state"]
    page = visit(site_under_path, f"{path}{mangle(link)}")
    page.wait_for_url(f"**/handbook/{path}#**")
    live(page)
    expect(page.locator(f"#walk-{walk}")).to_have_attribute("data-state", meant)
    visit.faults.clear()


@pytest.mark.parametrize(
    "behind", [".", ">", ").", "%3E", "&num;your-school", "&%2335;your-school"]
)
def test_the_page_for_lost_readers_mends_what_stood_behind_a_link(visit, site_under_path, behind):
    page = visit(site_under_path, f"book/your_school.html{behind}")
    page.wait_for_url(re.compile(r"/handbook/book/your_school\.html(#your-school)?$"))
    visit.faults.clear()


def test_the_page_for_lost_readers_leads_to_no_other_host(visit, site):
    page = visit(site, "/elsewhere.example/a.html%23b")
    page.wait_for_url("**/a.html#b")
    assert page.url.startswith(site)
    visit.faults.clear()


# `tests/live/test_links.py` cuts a link to every walk, and anywhere.
@pytest.mark.parametrize(("path", "walk"), ONE_PLACE_EACH[::5])
def test_a_link_whose_end_is_missing_is_told_until_something_is_changed(visit, site, path, walk):
    parts = link_of(walk).split("&")
    cut = "&".join([parts[0], "link=begins", *parts[1:]])[:-1]
    page = live(visit(site, f"{path}#{cut}"))
    expect(note(page, walk)).to_contain_text("The end of the link that brought you here is missing")
    shown = page.locator(f"#walk-{walk}").get_attribute("data-state")
    assert axe_violations(page) == []
    assert page.evaluate("location.hash") == f"#{cut}"
    before = "&".join([parts[0], "link=begins", *parts[1:-1], "link=ends"])
    assert state_of(page, walk, f"walk={walk}") is not None
    assert state_of(page, walk, before) == shown
    expect(note(page, walk)).to_have_count(0)
    state_of(page, walk, cut)
    change_something(page.locator(f"#walk-{walk}"))
    until(page, "location.hash.includes('&link=begins&') && location.hash.includes('&link=ends')")
    expect(note(page, walk)).to_have_count(0)


UNREADABLE = {
    "nothing of the form": ("walk={walk}&what=ever", "Nothing in the link", ".scc-error-summary"),
    "a part of it": ("{link}&categry=x&sdata=y", "'categry', 'sdata'", ".scc-error-summary"),
    "a walk that is elsewhere": ("walk=nowhere&category=x", "not on this page", ".scc-walk__note"),
    "no link at all": ("wlk~{walk}+x=y", "could not be read", ".scc-walk__note"),
}


UNREADABLE_AT = [
    (path, walk, what)
    for (path, walk), what in zip(ONE_PLACE_EACH, itertools.cycle(UNREADABLE), strict=False)
]


def test_what_of_a_link_answers_nothing_is_named_by_every_walk():
    for walk in WALKS.walks:
        for what in ("nothing of the form", "a part of it"):
            text, words, _ = UNREADABLE[what]
            state = text.format(walk=walk, link=link_of(walk)).partition("&")[2]
            body = unescape(json.loads(WALKS.respond(walk, state))["body"])
            assert words in body, walk


@pytest.mark.parametrize(("path", "walk", "what"), UNREADABLE_AT)
def test_what_cannot_be_read_is_told_and_the_address_stays_until_something_is_changed(
    visit, site, path, walk, what
):
    text, words, where = UNREADABLE[what]
    fragment = "#" + text.format(walk=walk, link=link_of(walk))
    page = live(visit(site, path + fragment))
    told = page.locator(".scc-walk").first.locator(where) if "__note" in where else (
        page.locator(f"#walk-{walk} {where}")
    )  # fmt: skip
    expect(told).to_contain_text(words)
    assert page.evaluate("location.hash") == fragment
    page.reload()
    live(page)
    expect(told).to_contain_text(words)
    assert page.evaluate("location.hash") == fragment
    first = page.locator(".scc-walk").first if "__note" in where else page.locator(f"#walk-{walk}")
    change_something(first)
    until(page, f"location.hash !== {json.dumps(fragment)}")
    expect(page.locator(".scc-walk > .scc-walk__note")).to_have_count(0)


WRONG = {
    "classify": "overall-effectiveness",  # radio buttons
    "your-school": "as-at",  # a date
    "find-support": "need",  # boxes to tick
    "governors-checklist": "done",
}


@pytest.mark.parametrize("walk", WRONG)
def test_a_wrong_answer_in_a_link_is_told_and_stays_in_the_address(visit, site, walk):
    """Which of its questions is meant, each walk says: see `tests/walks/test_forms.py`."""
    path = one_page_of_each_walk()[walk]
    fragment = f"#walk={walk}&{WRONG[walk]}=no-such-answer"
    page = live(visit(site, path + fragment))
    expect(page.locator(f"#walk-{walk} .scc-error-summary")).to_contain_text("no-such-answer")
    assert page.evaluate("location.hash") == fragment
