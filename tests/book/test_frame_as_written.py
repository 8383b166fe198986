"""What stands around the content of every page: the way here and on, the edition, previews."""

import json
from urllib.parse import urljoin, urlsplit

import pytest

from browser_harness import SITE, built_pages
from site_pages import soup

DASH = "\N{EN DASH}"
START = "book/index.html"
PAGES = [page for page in built_pages() if page not in {"index.html", "404.html"}]

every_page = pytest.mark.parametrize("path", PAGES)


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
