"""Notes on words and rules, as readers with a mouse, a keyboard or a finger meet them."""

import pytest

from browser_harness import axe_violations, sideways_overflow

pytestmark = pytest.mark.browser

PAGE = "book/procedures/warning_notice.html"
NOTE = ".note:popover-open"


@pytest.fixture(params=["a.mark", "a.term"])
def kind(request):
    """The two kinds of link that have a note."""
    return request.param


def link_of(page, kind):
    link = page.locator(f"main {kind}").first
    link.scroll_into_view_if_needed()
    return link


def reach(page, link):
    """Come to a link as a reader does who uses the keyboard."""
    page.keyboard.press("Shift")
    link.focus()


def text_in_page(link):
    return link.evaluate(
        "link => document.getElementById(`note-${link.dataset.note}`)"
        ".querySelector('.note-text').textContent"
    )


def test_pointing_shows_the_note_and_the_pointer_may_move_into_it(visit, site, kind):
    page = visit(site, PAGE)
    link = link_of(page, kind)
    link.hover()
    note = page.locator(NOTE)
    note.wait_for()
    assert text_in_page(link) in note.text_content()
    note.hover()
    page.wait_for_timeout(600)
    assert note.is_visible()
    page.mouse.move(0, 0)
    note.wait_for(state="detached")


def test_the_keyboard_shows_the_note_and_reaches_the_link_in_it(visit, site, kind):
    page = visit(site, PAGE)
    link = link_of(page, kind)
    reach(page, link)
    page.locator(NOTE).wait_for()
    page.keyboard.press("Tab")
    onwards = page.locator(f"{NOTE} a")
    assert onwards.evaluate("link => link === document.activeElement")
    assert onwards.get_attribute("href") == link.evaluate("link => link.href")
    page.keyboard.press("Tab")
    page.locator(f"{NOTE}:has(:focus)").wait_for(state="detached")


def test_escape_closes_the_note_and_the_focus_stays(visit, site, kind):
    page = visit(site, PAGE)
    link = link_of(page, kind)
    reach(page, link)
    page.locator(NOTE).wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.locator(NOTE).count() == 0
    assert link.evaluate("link => link === document.activeElement")


def test_escape_closes_a_note_that_the_pointer_has_opened(visit, site, kind):
    page = visit(site, PAGE)
    link_of(page, kind).hover()
    page.locator(NOTE).wait_for()
    page.keyboard.press("Escape")
    page.wait_for_timeout(400)
    assert page.locator(NOTE).count() == 0


def test_a_tap_shows_the_note_and_its_link_leads_on(visit, site, kind):
    page = visit(site, PAGE, width=390, height=800, has_touch=True, is_mobile=True)
    link = link_of(page, kind)
    leads_to = link.evaluate("link => link.href")
    link.tap()
    page.locator(NOTE).wait_for()
    assert page.url == site + PAGE
    page.locator(f"{NOTE} a").tap()
    page.wait_for_url(leads_to)


def test_a_second_tap_or_a_tap_elsewhere_closes_the_note(visit, site, kind):
    page = visit(site, PAGE, width=390, height=800, has_touch=True, is_mobile=True)
    link = link_of(page, kind)
    link.tap()
    page.locator(NOTE).wait_for()
    link.tap()
    assert page.locator(NOTE).count() == 0
    link.tap()
    page.locator(NOTE).wait_for()
    page.touchscreen.tap(4, 4)
    assert page.locator(NOTE).count() == 0


def test_a_click_of_the_mouse_follows_the_link(visit, site, kind):
    page = visit(site, PAGE)
    link = link_of(page, kind)
    leads_to = link.evaluate("link => link.href")
    link.click()
    page.wait_for_url(leads_to)


def test_the_link_works_without_javascript(visit, site, kind):
    page = visit(site, PAGE, javascript=False)
    link = link_of(page, kind)
    target = link.get_attribute("href").partition("#")[2]
    link.click()
    page.wait_for_url(f"**#{target}")
    assert page.locator(f"#{target}").is_visible()


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_while_a_note_is_open(visit, site, kind, dark):
    page = visit(site, PAGE, dark=dark)
    reach(page, link_of(page, kind))
    page.locator(NOTE).wait_for()
    assert axe_violations(page) == []


def test_a_note_fits_a_small_phone_and_moves_nothing(visit, site, kind):
    page = visit(site, PAGE, width=320, height=568)
    page.evaluate("document.querySelectorAll('.fold').forEach(fold => { fold.open = true; })")
    for link in page.locator(f"main {kind}").all()[:8]:
        link.scroll_into_view_if_needed()
        before = page.evaluate("[document.documentElement.scrollHeight, scrollY]")
        reach(page, link)
        page.locator(NOTE).wait_for()
        box = page.locator(NOTE).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 568
        assert sideways_overflow(page) == []
        after = page.evaluate("[document.documentElement.scrollHeight, scrollY]")
        assert after[0] == before[0]
        page.keyboard.press("Escape")


def test_nothing_of_a_note_is_printed(visit, site, kind):
    page = visit(site, PAGE)
    reach(page, link_of(page, kind))
    page.locator(NOTE).wait_for()
    page.emulate_media(media="print")
    assert not page.locator(NOTE).is_visible()


def test_a_note_asks_for_nothing(visit, site, kind):
    # What keeps pages for want of a network asks for them when it likes.
    page = visit(site, PAGE, service_workers="block")
    page.wait_for_load_state("networkidle")
    visit.requests.clear()
    reach(page, link_of(page, kind))
    page.locator(NOTE).wait_for()
    # The browser asks for the icon of the page when it has nothing else to do.
    assert {request.url for request in visit.requests} <= {f"{site}_static/favicon.svg"}


def test_marks_lead_on_under_a_path(visit, site_under_path):
    page = visit(site_under_path, PAGE)
    link = link_of(page, "a.mark")
    link.click()
    page.wait_for_url(f"{site_under_path}book/reference/rules.html#*")
