"""What is entered in a walk is there after a reload, and on the way back."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Locator, expect

from browser_harness import SITE, live, one_page_of_each_walk
from waiting import until
from your_school_page import KEY, PAGE, answered, choose, kept, name_of, rename

pytestmark = pytest.mark.browser

WALKS = [*dict.fromkeys(one_page_of_each_walk().values())]
FIELD = ".scc-walk :is(input[type=date], input[type=radio], input[type=checkbox], select)"
HOLDS = "field => /^(radio|checkbox)$/.test(field.type) ? field.checked : field.value"


def kind_of_first_field(path: str) -> str:
    field = BeautifulSoup((SITE / path).read_text("utf-8"), "html.parser").select_one(FIELD)
    return field.get("type", field.name)


ONE_OF_EACH_KIND = [*{kind_of_first_field(path): path for path in WALKS}.values()]


@pytest.fixture
def enter_in_vain(visit, site):
    """Enter something in the first field of a page whose script does not come; give the field."""

    def enter_in_vain(path: str) -> Locator:
        page = visit(site, "404.html")
        page.context.route("**/live-page.mjs", lambda route: route.abort())
        page.goto(site + path)
        field = page.locator(FIELD).first
        key, kind = field.get_attribute("id"), field.evaluate("field => field.type")
        field = page.locator(f"[id='{key}']")
        field.evaluate(
            "it => { for (; it; it = it.parentElement) if (it.open === false) it.open = true; }"
        )
        if kind == "date":
            field.fill("2014-11-21")
        elif kind == "radio":
            field = page.locator(f"[name='{field.get_attribute('name')}']:not(:checked)").last
            field.check()
            field = page.locator(f"[id='{field.get_attribute('id')}']")
        elif kind == "checkbox":
            field.set_checked(not field.is_checked())
        else:
            field.select_option(index=field.locator("option").count() - 1)
        return field

    yield enter_in_vain
    visit.faults.clear()


def test_what_was_entered_in_this_tab_is_there_when_the_page_is_opened_anew(visit, site):
    """By way of the front page, with no way back; another tab shows the example."""
    page = live(visit(site, PAGE))
    rename(page, "Typed")
    answered(page, "Typed")
    page.goto(site + "book/index.html")
    page.goto(site + PAGE)
    live(page)
    assert name_of(page) == "Typed"
    other = live(visit(site, PAGE))
    assert name_of(other) != "Typed"


@pytest.mark.parametrize("place", ["#your-school-dated", "#how-to-use-this-page"])
def test_a_link_to_a_place_of_the_page_takes_nothing_from_the_address(visit, site, place):
    """Within the answer, and beside the form: phones load a page again by themselves."""
    page = live(visit(site, PAGE))
    rename(page, "Typed")
    answered(page, "Typed")
    choose(page, "report-sent-to-parents")
    until(page, "location.hash.includes('new-event=report-sent-to-parents')")
    page.locator(f"a[href='{place}']").first.dispatch_event("click")  # some show when pointed at
    expect(page.locator(place)).to_be_in_viewport()
    assert page.evaluate("place => document.activeElement.closest(place) !== null", place)
    until(page, "location.hash.includes('new-event=report-sent-to-parents')")
    page.reload()
    live(page)
    assert name_of(page) == "Typed"
    expect(page.locator(KEY + "adding")).to_be_visible()


@pytest.mark.parametrize("path", WALKS)
def test_what_is_entered_before_a_form_is_ready_is_there_after_a_reload(enter_in_vain, path):
    field = enter_in_vain(path)
    entered = field.evaluate(HOLDS)
    field.page.reload()
    assert field.evaluate(HOLDS) == entered


@pytest.mark.parametrize("path", ONE_OF_EACH_KIND)
def test_what_is_entered_before_a_form_is_ready_is_in_it_when_it_is(enter_in_vain, path):
    """The script does not come; the page is loaded again, once in vain, and then it comes."""
    field = enter_in_vain(path)
    page, entered = field.page, field.evaluate(HOLDS)
    page.reload()
    page.context.unroute("**/live-page.mjs")
    page.reload()
    live(page)
    assert field.evaluate(HOLDS) == entered
    walk = field.evaluate("field => field.closest('.scc-walk').dataset.walk")
    until(page, f"location.hash.startsWith('#walk={walk}')")


def test_what_is_entered_before_a_form_is_ready_is_in_it_though_python_did_not_come(enter_in_vain):
    """The script has taken it, and the page is loaded again before it is answered."""
    field = enter_in_vain(PAGE)
    page, entered = field.page, field.evaluate(HOLDS)
    page.context.unroute("**/live-page.mjs")
    page.context.route("**/*.zst", lambda _: None)  # it never comes
    page.reload()
    page.locator(".scc-walk[data-live=loading]").wait_for()
    page.context.unroute("**/*.zst")
    # Not every browser fills a form in again by itself.
    page.evaluate(
        "document.querySelectorAll('form').forEach(form => { form.autocomplete = 'off'; })"
    )
    page.reload()
    live(page)
    assert field.evaluate(HOLDS) == entered


def test_what_is_entered_before_the_form_is_ready_is_not_lost_to_a_link_or_to_what_is_kept(
    visit, site
):
    # What a service worker has kept comes without the route that holds it back.
    page = live(visit(site, PAGE, service_workers="block"))
    page.locator(KEY + "keep").click()
    for fragment, entries in (
        ("#walk=your-school&begins=2014-09-02&e=concern-signalled~2014-09-08", 1),
        ("", 8),
    ):
        tab = page.context.new_page()
        held = []
        tab.route("**/live-page.mjs", lambda route, _, held=held: held.append(route))
        with tab.expect_request("**/live-page.mjs"):
            tab.goto(site + PAGE + fragment, wait_until="commit")
        tab.locator(KEY + "as-at").fill("2014-10-01")
        rename(tab, "Typed early")
        held[0].continue_()
        live(tab)
        answered(tab, "Typed+early")
        expect(tab.locator(KEY + "as-at")).to_have_value("2014-10-01")
        expect(tab.locator("[data-entry]")).to_have_count(entries)
        tab.close()
        # What was typed goes on from what is kept; a link is another case.
        assert kept(page) == ("Hill View Primary School" if fragment else "Typed early")


def test_what_has_just_been_entered_is_there_after_a_reload(visit, site):
    page = live(visit(site, PAGE))
    rename(page, "Just entered")
    choose(page, "report-sent-to-parents")
    page.locator(KEY + "new-date").fill("2014-11-11")
    page.reload()
    assert live(page)
    answered(page, "Just+entered")
    answered(page, "new-date=2014-11-11")
    expect(page.locator(KEY + "new-date")).to_have_value("2014-11-11")
    expect(page.locator("[data-entry]")).to_have_count(8)


def test_what_is_entered_while_python_starts_is_there_after_a_reload(visit, site):
    page = visit(site, "404.html")
    page.context.route("**/*.zst", lambda _: None)  # it never comes
    page.goto(site + PAGE)
    until(page, "document.documentElement.classList.contains('scc-live')")
    rename(page, "While it starts")
    page.context.unroute("**/*.zst")
    page.reload()
    live(page)
    answered(page, "While+it+starts")
    assert name_of(page) == "While it starts"


def test_a_link_is_not_shadowed_by_what_was_entered_before(visit, site):
    page = live(visit(site, PAGE))
    rename(page, "Entered")
    answered(page, "Entered")
    link = site + PAGE + "#walk=your-school&begins=2014-09-01&school=Linked"
    page.goto(link)
    answered(page, "Linked")
    page.go_back()
    answered(page, "Entered")
    page.goto(link)
    answered(page, "Linked")
