"""Large pictures in a browser: smaller, larger, whole, moved; and without their script."""

import pytest
from playwright.sync_api import expect

from browser_harness import axe_violations, loaded
from page_bench.reach import PHONE
from waiting import until

pytestmark = pytest.mark.browser

GRAPHS = "book/reference/state_graphs.html"
READY = "document.querySelector('.picture').dataset.ready !== undefined"
SEEN = """region => {
    const { width, height } = region.querySelector("svg").getBoundingClientRect();
    return { width, height, wide: region.clientWidth, high: region.clientHeight,
             left: region.scrollLeft, top: region.scrollTop };
}"""


@pytest.fixture
def page(visit, site):
    page = loaded(visit(site, GRAPHS, width=PHONE["width"], height=PHONE["height"]))
    until(page, READY)
    return page


@pytest.fixture
def region(page):
    region = page.get_by_role("region", name="Picture: every procedure")
    region.scroll_into_view_if_needed()
    return region


def size(region):
    return region.evaluate(SEEN)["width"]


def test_the_buttons_change_the_size_and_say_it(page, region):
    natural = size(region)
    expect(page.locator("output")).to_have_text("100 %")
    page.get_by_role("button", name="Larger").click()
    assert size(region) == pytest.approx(1.3 * natural, rel=0.01)
    expect(page.locator("output")).to_have_text("130 %")
    page.get_by_role("button", name="Smaller").click()
    assert size(region) == pytest.approx(natural, rel=0.01)


def test_the_whole_picture_can_be_seen_at_once(page, region):
    page.get_by_role("button", name="The whole picture").click()
    seen = region.evaluate(SEEN)
    assert seen["width"] <= seen["wide"] + 1
    assert seen["height"] <= seen["high"] + 1


def test_keys_change_the_size_and_move_the_picture(page, region):
    natural = size(region)
    region.focus()
    page.keyboard.press("+")
    assert size(region) == pytest.approx(1.3 * natural, rel=0.01)
    page.keyboard.press("-")
    assert size(region) == pytest.approx(natural, rel=0.01)
    before = region.evaluate(SEEN)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    moved = "document.querySelector('.scc-graph-wrap')"
    until(page, f"{moved}.scrollTop > {before['top']} && {moved}.scrollLeft > {before['left']}")
    page.keyboard.press("0")
    assert size(region) < natural / 2


def test_what_is_in_the_middle_stays_there(page, region):
    region.evaluate("region => region.scrollTo(500, 700)")
    before = region.evaluate(SEEN)
    page.get_by_role("button", name="Larger").click()
    after = region.evaluate(SEEN)
    for edge, length in (("left", "wide"), ("top", "high")):
        middle = before[edge] + before[length] / 2
        assert after[edge] + after[length] / 2 == pytest.approx(1.3 * middle, abs=2)


def test_a_mouse_drags_it(page, region):
    box = region.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 60, y - 40)
    page.mouse.up()
    page.mouse.move(x, y)
    seen = region.evaluate(SEEN)
    assert (seen["left"], seen["top"]) == (60, 40)


def test_two_fingers_change_the_size(region):
    natural = size(region)
    region.evaluate(
        """region => {
            const { left, top } = region.getBoundingClientRect();
            const two = (apart) => [0, apart].map((along, identifier) => new Touch(
                { identifier, target: region, clientX: left + 100 + along, clientY: top + 100 }));
            for (const [type, apart] of [["touchstart", 60], ["touchmove", 120], ["touchend", 120]])
                region.dispatchEvent(new TouchEvent(
                    type, { touches: type === "touchend" ? [] : two(apart), cancelable: true }));
        }"""
    )
    assert size(region) == pytest.approx(2 * natural, rel=0.01)


def test_a_part_can_be_gone_to_and_read(page, region):
    select = page.get_by_label("Part of the picture")
    page.get_by_role("button", name="The whole picture").click()
    for part, first in (("Warning notice", "No warning notice"), ("Secondment", "No secondment")):
        select.select_option(part)
        stage = region.locator("g", has=page.locator("title", has_text=first)).last
        expect(stage).to_be_in_viewport()
        assert stage.locator("text").first.bounding_box()["height"] > 9


def test_without_the_script_it_scrolls_and_has_no_controls(visit, site):
    page = visit(site, GRAPHS, javascript=False)
    region = page.get_by_role("region", name="Picture: every procedure")
    assert region.is_visible()
    assert region.evaluate("region => region.scrollWidth > region.clientWidth")
    assert not page.get_by_role("button", name="Larger").is_visible()


def test_on_paper_the_picture_is_whole(page):
    page.emulate_media(media="print")
    picture, paper = page.evaluate(
        """() => [document.querySelector(".picture svg").getBoundingClientRect().right,
                  document.documentElement.clientWidth]"""
    )
    assert picture <= paper + 1


@pytest.mark.parametrize("look", [{}, {"dark": True}, {"forced_colors": "active"}])
def test_it_is_accessible_in_every_look(visit, site, look):
    page = loaded(visit(site, GRAPHS, width=PHONE["width"], **look))
    until(page, READY)
    page.get_by_role("button", name="The whole picture").click()
    assert axe_violations(page) == []
