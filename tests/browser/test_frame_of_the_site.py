"""What stands around the content of a page: the way here and on, the search, the policy."""

import json
import re
from functools import cache
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from browser_harness import SITE, built_pages

pytestmark = pytest.mark.browser

DASH = "\N{EN DASH}"
START = "book/index.html"
PAGES = [page for page in built_pages() if page not in {"index.html", "404.html"}]

every_page = pytest.mark.parametrize("path", PAGES)


@cache
def soup(path):
    return BeautifulSoup((SITE / path).read_text(encoding="utf-8"), "html.parser")


def target(path, link):
    """The page that a link leads to, by its path from the root of the site."""
    return urlsplit(urljoin(f"http://site/{path}", link["href"])).path.removeprefix("/")


def words(element):
    return " ".join(element.get_text().split())


# ---- Breadcrumbs and neighbours ------------------------------------------------------------------


def crumbs(path):
    return [words(step) for step in soup(path).select(".breadcrumbs li")]


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("book/procedures/warning_notice.html", ["Start", "The procedures", "The warning notice"]),
        ("book/roles/governing_body.html", ["Start", "Role by role", "Governing body"]),
        ("book/your_school.html", ["Start", "Your school"]),
    ],
)
def test_breadcrumbs_tell_the_way_to_a_page(path, way):
    found = crumbs(path)
    assert found[:-1] == way[:-1]
    assert found[-1].startswith(way[-1])


@every_page
def test_every_page_but_the_first_tells_the_way_from_the_start(path):
    found = soup(path).select(".breadcrumbs li")
    if path == START:
        assert found == []
        return
    first, last = found[0], found[-1]
    assert target(path, first.a) == START
    assert last["aria-current"] == "page"
    assert words(last) == words(soup(path).title).split(f" {DASH} ")[0]


def test_next_leads_through_all_the_contents_and_previous_back():
    path, seen = START, [START]
    while link := soup(path).select_one("a[rel=next]"):
        after = target(path, link)
        assert target(after, soup(after).select_one("a[rel=prev]")) == path
        seen.append(path := after)
    listed = {target(START, link) for link in soup(START).select(".site-nav nav a")}
    assert set(seen) == listed
    assert len(seen) == len(listed)


def test_the_roles_follow_one_another_from_their_list():
    index = "book/roles/index.html"
    path, seen = min(p for p in PAGES if p.startswith("book/roles/") and p != index), []
    while (back := target(path, soup(path).select_one("a[rel=prev]"))) != index:
        path = back
    while True:
        seen.append(path)
        link = soup(path).select_one("a[rel=next]")
        if link is None:
            break
        path = target(path, link)
    assert sorted(seen) == sorted(p for p in PAGES if p.startswith("book/roles/") and p != index)


def test_between_parts_the_neighbours_name_the_part():
    link = soup("book/procedures/academies.html").select_one("a[rel=next]")
    assert "in Support and challenge" in words(link)


@every_page
def test_the_contents_stand_open_at_the_part_of_the_page_and_nowhere_else(path):
    nav = soup(path).select_one(".site-nav")
    open_parts = [part for part in nav.select("details.part") if part.has_attr("open")]
    current = nav.select_one("a[aria-current]")
    if current is None:
        assert open_parts == []
        assert path in {"search.html", "genindex.html"}
        return
    home = current.find_parent("details", class_="part")
    assert open_parts == ([] if home is None else [home])


def test_another_part_of_the_contents_unfolds_by_keyboard(visit, site):
    page = visit(site, START)
    part = page.locator("details.part", has_text="Support and challenge")
    assert not part.locator("a").first.is_visible()
    part.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(part.locator("a").first).to_be_visible()


# ---- Every page ----------------------------------------------------------------------------------


@every_page
def test_a_page_says_which_edition_it_describes_and_where_the_changes_stand(path):
    banner = soup(path).select_one("aside.edition")
    assert "2014" in words(banner)
    assert target(path, banner.a) == "book/edition.html"


@every_page
def test_a_page_can_be_previewed_where_a_link_to_it_is_shared(path):
    meta = {
        one.get("property") or one.get("name"): one["content"]
        for one in soup(path).select("meta[content]")
    }
    assert meta["og:title"]
    assert meta["og:description"] == meta["description"] == meta["twitter:description"]
    assert 20 <= len(meta["description"]) <= 201
    # Where the build knows the address of the site, it is whole.
    here = meta.get("og:url", f"http://site/{path}")
    assert urljoin(here, meta["og:image"]) == here.removesuffix(path) + "_static/social.png"


def test_the_picture_of_a_preview_has_the_size_that_pages_say():
    header = (SITE / "_static/social.png").read_bytes()[16:24]
    assert [int.from_bytes(header[:4]), int.from_bytes(header[4:])] == [1200, 630]


def test_the_manifest_names_icons_that_are_there():
    manifest = SITE / "_static/site.webmanifest"
    icons = json.loads(manifest.read_text("utf-8"))["icons"]
    assert icons
    for icon in icons:
        assert (manifest.parent / icon["src"]).is_file()


# ---- Search --------------------------------------------------------------------------------------


def search(page, words):
    box = page.get_by_label("Search the handbook")
    box.fill(words)
    box.press("Enter")
    expect(page.locator("#search-status")).to_contain_text("For “")


@pytest.mark.parametrize(
    ("looked_for", "first_pages", "meaning"),
    [
        ("IEB", {"Interim executive board", "Powers of the local authority"},
         "interim executive board"),
        ("RI", {"Requires improvement"}, "requires improvement"),
        ("sponsor", {"The academy order"}, "sponsor"),
        ("NLE", {"Leaders of education"}, "national leader of education"),
    ],
)  # fmt: skip
def test_the_search_at_the_head_of_a_page_finds_by_synonyms(
    visit, site, looked_for, first_pages, meaning
):
    page = visit(site, "book/procedures/exit.html", width=390)
    search(page, looked_for)
    found = [words.strip() for words in page.locator("#search-results .found").all_inner_texts()]
    assert any(one.startswith(tuple(first_pages)) for one in found[:6]), found
    expect(page.locator("#search-results .meaning").first).to_contain_text(
        re.compile(meaning, re.IGNORECASE)
    )


def test_a_page_found_by_another_name_opens_at_a_click(visit, site):
    page = visit(site, START)
    search(page, "RI")
    page.locator("#search-results .found a", has_text="Requires improvement").first.click()
    expect(page.locator("h1")).to_contain_text("equires improvement")


def test_what_is_searched_for_is_shown_as_text(visit, site):
    page = visit(site, START)
    box = page.get_by_label("Search the handbook")
    box.fill("<img src=x onerror=alert(1)>")
    box.press("Enter")
    expect(page.locator("#search-status")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator("main img").count() == 0


def test_a_search_that_finds_nothing_says_what_to_try(visit, site):
    page = visit(site, "search.html?q=zyxwv")
    expect(page.locator("#search-status")).to_have_text("Nothing was found for “zyxwv”.")
    expect(page.locator("#search-results")).to_contain_text("What you can try")


# ---- Addresses that lead nowhere -----------------------------------------------------------------


@pytest.mark.parametrize("path", ["nowhere", "book/procedures/deep/er/nowhere.html"])
def test_a_lost_reader_of_a_site_in_a_folder_finds_the_start_and_the_search(
    visit, site_under_path, path
):
    page = visit(site_under_path, path)
    # One fault for the page, and one for each folder in which the site was looked for in vain.
    link = page.get_by_role("link", name="Go to the start of the handbook")
    link.wait_for()
    assert all("404 for" in fault for fault in visit.faults)
    visit.faults.clear()
    page.get_by_label("Or search it").fill("IEB")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#search-status")).to_contain_text("For “IEB”")
    page.go_back()
    link.click()
    page.wait_for_url(f"**/handbook/{START}")
    visit.faults.clear()


def test_a_lost_reader_without_scripts_is_told_what_to_do(visit, site_under_path):
    page = visit(site_under_path, "book/nowhere.html", javascript=False)
    assert page.get_by_text("shorten the address").is_visible()
    assert not page.locator("#ways-on").is_visible()
    visit.faults.clear()
