"""Every page of the built site, as a reader's browser finds it.

What their files say: `tests/book/test_pages_as_written.py`.
"""

import re

import pytest
from playwright.sync_api import expect

from browser_harness import (
    WCAG,
    axe_violations,
    built_pages,
    has_walk,
    sideways_overflow,
)
from looking import refused

pytestmark = pytest.mark.browser

PAGES = built_pages()
# The root only leads on to the book; the page for lost readers is asked for by no link.
BOOK_PAGES = [page for page in PAGES if page not in {"index.html", "404.html"}]
START = "book/index.html"
ROLES = "book/roles/"  # made by one function, all but their index
ROLE_PAGES = [page for page in BOOK_PAGES if page.startswith(ROLES)]
OTHER_PAGES = [page for page in BOOK_PAGES if not page.startswith(ROLES)]

BYTES_WITHOUT_A_WALK = 400_000  # compressed, as any public host sends them

# Hundreds of rows made by one function are alike to axe, and each costs it as much as the first.
ROWS_KEPT = 16
# The theme changes nothing that axe looks at but the colours, and the width no colour.
LOOKS = (("light", 1280, WCAG), ("light", 320, WCAG), ("dark", 320, ["color-contrast"]))
THIN_OUT = """kept => {
    for (const body of document.querySelectorAll("tbody"))
        [...body.rows].slice(kept / 2, -kept / 2).forEach(row => row.remove());
}"""


@pytest.mark.parametrize("path", [path for path in BOOK_PAGES if not has_walk(path)])
def test_a_page_is_light_accessible_and_fits_its_screen(look, path):
    """A page with a walk is looked at once its walk is live, in the tests of the walks.

    No policy refuses it anything that it needs; `look` sees to the console.
    """
    page = look(path)
    assert look.bytes_compressed() < BYTES_WITHOUT_A_WALK
    faults = []
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        faults += [f"{width} px: too wide: {one}" for one in sideways_overflow(page)]
    page.evaluate(THIN_OUT, ROWS_KEPT)
    # The pages of the roles are all alike, and a phone is the harder look.
    for theme, width, rules in LOOKS[1:] if path.startswith(ROLES) else LOOKS:
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 900})
        found = axe_violations(page, only=rules)
        faults += [f"{theme}, {width} px: {fault}" for fault in found]
    faults += [f"refused: {one}" for one in refused(page)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("path", [*OTHER_PAGES, *ROLE_PAGES[:2]])
def test_without_javascript_a_page_shows_its_content_and_the_contents(look, path):
    page = look(path, javascript=False)
    assert page.locator("main h1").is_visible()
    assert page.locator("main").inner_text().strip()
    assert page.locator(".site-nav > nav a").first.is_visible()


@pytest.mark.parametrize("path", BOOK_PAGES[:1] + BOOK_PAGES[-1:])
def test_the_site_works_under_a_path(visit, site_under_path, path):
    page = visit(site_under_path, path)
    page.wait_for_load_state("networkidle")
    assert page.locator("main h1").is_visible()


def test_the_root_of_the_site_leads_to_the_first_page(visit, site_under_path):
    page = visit(site_under_path)
    page.wait_for_url(f"**/handbook/{START}")


def test_the_skip_link_is_first_and_leads_past_the_contents(visit, site):
    page = visit(site, START)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("width", [1280, 320])
def test_everything_reached_by_keyboard_shows_that_it_is(visit, site, width):
    page = visit(site, START, width=width)
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        name, shown = page.evaluate(
            """() => {
                const here = document.activeElement;
                const seen = here.checkVisibility({opacityProperty: true});
                return [here.outerHTML.slice(0, 80),
                        seen && getComputedStyle(here).outlineStyle !== "none"];
            }"""
        )
        if name.startswith("<body"):
            break
        assert shown, f"no sign of the focus on {name}"
        reached.append(name)
    assert len(reached) > 4


def test_on_a_phone_the_contents_are_folded_and_open_by_keyboard(visit, site):
    page = visit(site, START, width=320)
    contents = page.locator(".site-nav > nav a").first
    assert not contents.is_visible()
    page.locator(".site-nav > summary").focus()
    page.keyboard.press("Enter")
    assert contents.is_visible()


def test_the_theme_button_turns_the_page_dark_and_the_next_page_remembers(visit, site):
    page = visit(site, START)
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Dark theme").click()
    dark = page.evaluate(paper)
    assert dark != light
    assert axe_violations(page) == []
    page.goto(f"{site}search.html")
    assert page.evaluate(paper) == dark
    assert page.get_by_role("button", name="Light theme").is_visible()


def test_paper_shows_the_page_without_what_only_a_screen_can_use(visit, site):
    page = visit(site, START, dark=True)
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator(".site-nav").is_visible()
    assert page.locator("main h1").is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == (
        "rgb(27, 36, 41)"
    )


def test_nothing_glides_for_a_reader_who_asks_for_less_motion(visit, site):
    page = visit(site, START, reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_search_finds_a_page_and_says_how_many(visit, site):
    page = visit(site, "search.html?q=handbook")
    page.locator("#search-results li a").first.wait_for()
    expect(page.locator("#search-status")).to_contain_text(re.compile(r"handbook”: \d+ places"))
    assert axe_violations(page) == []


def test_an_address_that_leads_nowhere_gets_a_page_that_says_so(visit, site):
    page = visit(site, "book/no-such-page.html")
    assert page.get_by_role("heading", name="Page not found").is_visible()
    assert axe_violations(page) == []
    assert len(visit.faults) == 1
    assert "404 for" in visit.faults.pop()
