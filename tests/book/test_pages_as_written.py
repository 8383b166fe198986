"""Every page of the built site, as its file says."""

import re
from collections import Counter
from functools import cache
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from browser_harness import NOT_BUILT, SITE, built_pages
from scc_model.loading import load
from scc_model.walks.site import Site
from site_pages import soup

PAGES = built_pages()
# The root only leads on to the book; the page for lost readers is asked for by no link.
BOOK_PAGES = [page for page in PAGES if page not in {"index.html", "404.html"}]

every_page = pytest.mark.parametrize("path", PAGES)


@cache
def ids_in(path):
    return {element["id"] for element in soup(path).find_all(id=True)}


def ids_of(file):
    return ids_in(file.resolve().relative_to(SITE.resolve()).as_posix())


def test_the_site_is_built():
    assert BOOK_PAGES, NOT_BUILT


@every_page
def test_a_page_has_one_heading_a_title_and_a_language(path):
    page = soup(path)
    assert len(page.find_all("h1")) == 1
    assert page.title.get_text(strip=True)
    assert page.html["lang"] == "en-GB"


@every_page
def test_a_page_is_as_wide_as_the_screen_of_a_phone(path):
    views = [meta["content"] for meta in soup(path).select("meta[name=viewport]")]
    assert len(views) == 1
    assert "width=device-width" in views[0]


def test_no_two_pages_share_a_title():
    titles = Counter(soup(path).title.get_text() for path in BOOK_PAGES)
    assert [title for title, count in titles.items() if count > 1] == []


@every_page
def test_links_within_the_site_lead_somewhere(path):
    dead = []
    for link in soup(path).find_all(href=True):
        target = urlsplit(link["href"])
        if target.scheme or target.netloc:
            continue
        file = (SITE / path).parent / unquote(target.path) if target.path else SITE / path
        if not file.is_file() or (target.fragment and target.fragment not in ids_of(file)):
            dead.append(link["href"])
    assert dead == []


@pytest.mark.parametrize(
    "strand", [x for x in load().strands.values() if x.road], ids=lambda x: x.id
)
def test_every_stop_of_a_road_is_described_where_it_says(strand):
    for stop in strand.road:
        page, anchor = stop.at.split("#")
        assert anchor in ids_in(f"book/{page}.html"), stop.at


@every_page
def test_ids_on_a_page_are_unique(path):
    ids = Counter(element["id"] for element in soup(path).find_all(id=True))
    assert [name for name, count in ids.items() if count > 1] == []


@every_page
def test_addresses_hold_wherever_the_site_is_published(path):
    """An address from the root of the host would break under a path such as /handbook/."""
    rooted = [
        address
        for element in soup(path).find_all(True)
        for name in ("href", "src", "action")
        if (address := element.get(name, "")).startswith("/")
    ]
    assert rooted == []


FETCHED_FROM_ELSEWHERE = {
    ".html": re.compile(
        r"""<(?!a\b|link rel="canonical")[^>]*"""
        r"""\b(?:src|srcset|href|data|action)=["']?(?:https?:)?//"""
    ),
    ".css": re.compile(r"""(?:url\(|@import)\s*["']?(?:https?:)?//"""),
    ".js": re.compile(r"""\b(?:from|import|import\(|fetch\(|importScripts\()\s*["'`]https?://"""),
}
FETCHED_FROM_ELSEWHERE[".mjs"] = FETCHED_FROM_ELSEWHERE[".js"]


def test_no_file_of_the_site_names_another_host_to_fetch_from():
    """What pages do when run is watched by every browser test; this reads what they hold."""
    found = [
        f"{file.relative_to(SITE)}: {match.group()}"
        for file in SITE.rglob("*")
        if (pattern := FETCHED_FROM_ELSEWHERE.get(file.suffix))
        for match in pattern.finditer(file.read_text(encoding="utf-8"))
    ]
    assert found == []


# ---- Forms ---------------------------------------------------------------------------------------


def could_be_sent(html):
    """Every form that a browser could send by itself, and every button that could make it so."""
    return [
        str(element)[:200]
        for element in html.select("form, [action], [formaction], [formmethod]")
        if element.name != "form" or element.get("method") != "dialog" or element.has_attr("action")
    ]


@pytest.mark.parametrize("path", [page for page in PAGES if page != "index.html"])
def test_no_form_of_a_page_has_anywhere_to_be_sent(path):
    assert could_be_sent(soup(path)) == []


def test_no_form_of_an_answer_has_anywhere_to_be_sent():
    site = Site(load())
    forms = 0
    for walk, state in site.golden_requests():
        html = BeautifulSoup(site.section(walk, state), "html.parser")
        assert could_be_sent(html) == []
        forms += len(html.select("form"))
    assert forms


def test_every_form_of_a_page_says_that_it_waits_and_for_whom():
    """Its script takes the mark away; where that never happens, the page tells why."""
    for path in BOOK_PAGES:  # the form of 404.html is hidden until the script in it has run
        for form in soup(path).select("form"):
            waiting = form.find_parent(attrs={"data-waiting": True}) or form
            assert waiting.get("data-waiting"), f"{path}: {form.attrs}"
            assert waiting.select_one("[role=status], [aria-live]"), path
