"""Pages on a phone: how long they are and how far their reader has to reach, against the limits.

`make bench` measures every page; here are a few of each kind.
"""

import pytest

from browser_harness import loaded
from page_bench.limits import limits_of, sample
from page_bench.reach import PHONE, reach_of, weight_of, with_walk_live
from places import SITE

pytestmark = pytest.mark.browser

WALKS = ["book/category_timelines.html"]
OTHERS = [
    "book/procedures/exit.html",
    "book/roles/governing_body.html",
    "book/roles/local_authority.html",
    "book/reference/documents.html",
    "book/reference/readability.html",
    "book/reference/readings.html",
    "book/reference/roles.html",
    "book/reference/rules.html",
    "book/reference/sources.html",
    "book/reference/state_graphs.html",
]


def on_a_phone(look, path):
    page = look(path, width=PHONE["width"])
    page.set_viewport_size(PHONE)
    return page


def over(path, values, named):
    return {
        name: (values[name], named.get(name)) for name in limits_of(path).over(values)
    }  # fmt: skip


@pytest.mark.parametrize("path", OTHERS)
def test_a_page_is_short_and_within_reach_on_a_phone(look, path):
    page = on_a_phone(look, path)
    values, named = reach_of(page)
    values["weight"] = weight_of(page, SITE)
    assert over(path, values, named) == {}


@pytest.mark.parametrize("path", WALKS)
def test_a_page_with_a_live_walk_is_short_and_within_reach_on_a_phone(visit, site, path):
    page = loaded(visit(site, path, width=PHONE["width"], height=PHONE["height"]))
    assert with_walk_live(page)
    assert over(path, *reach_of(page)) == {}


def test_what_is_out_of_reach_is_found(look):
    """A page made worse in every way that is measured."""
    path = "book/procedures/exit.html"
    page = on_a_phone(look, path)
    page.evaluate(
        """() => {
            const main = document.querySelector("main");
            const tiny = '<button type="button">a</button>'.repeat(2);
            main.insertAdjacentHTML("afterbegin", '<a href="#">a link</a>'.repeat(20)
                + `<div class="bad">${tiny}</div><div class="wide"></div>`);
            for (const one of main.querySelectorAll(".bad button")) {
                one.style.cssText = "min-height: 0; width: 9px; height: 9px; padding: 0";
            }
            main.querySelector(".wide").style.cssText = "width: 400px; height: 6000px";
            // The first action is what a form has, and nothing skips to it.
            document.querySelector("article").insertAdjacentHTML(
                "beforeend", '<form method="dialog"><input></form>');
            document.querySelectorAll(".skip-link").forEach((link) => link.remove());
        }"""
    )
    values, named = reach_of(page)
    values["weight"] = None
    assert set(over(path, values, named)) == {
        "height", "title", "stops", "target", "action", "narrow", "enlarged",
    }  # fmt: skip


def test_the_presses_of_tab_that_are_counted_lead_to_the_first_action(look):
    """By the link that skips to the content, which is the first stop and the shortest way."""
    page = on_a_phone(look, "book/roles/governing_body.html")
    stops = reach_of(page)[0]["stops"]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(stops - 1):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "procedure"


def test_every_page_that_is_measured_against_the_clock_is_there():
    assert [page for page in sample() if not (SITE / page).exists()] == []
