"""How a walk puts an answer on the page: changed in place, as if it were put there anew."""

import json
import random

import pytest

from scc_model.loading import load
from scc_model.walks.site import Site
from scc_model.words import html
from scc_model.words.html import h
from waiting import until

SITE = Site(load())

pytestmark = pytest.mark.browser

# Mounts a walk whose answers are given one after another, and shows each by asking for it.
MOUNT = """async (script) => {
    const { mount } = await import(script);
    document.body.innerHTML = '<section class="scc-walk" data-walk="w">'
        + '<p class="scc-walk__status"></p><div class="scc-walk__body"></div></section>';
    const section = document.querySelector("section");
    window.body = section.querySelector(".scc-walk__body");
    let shown;
    const walk = mount(section, {
        respond: async (_, state) => {
            window.onAsked?.(state);
            return { body: window.next, announce: "", state: "" };
        },
        download: async () => { throw new Error("nothing to save"); },
        onAnswer: () => shown(),
    });
    window.show = (html) => new Promise((resolve) => {
        window.next = html;
        shown = resolve;
        walk.refresh();
    });
}"""

# Whether the body holds what it would hold had the answer been put there anew, but for what is the
# reader's (open details) and what `mount` itself says of keeping.
SAME = """async (html) => {
    await show(html);
    const anew = document.createElement("div");
    anew.innerHTML = html.replaceAll("<!--part-->", "");
    const plain = (root) => {
        const copy = root.cloneNode(true);
        for (const one of copy.querySelectorAll("details")) one.removeAttribute("open");
        for (const one of copy.querySelectorAll("[hidden]")) one.removeAttribute("hidden");
        for (const one of copy.querySelectorAll("[data-kept]")) one.replaceChildren();
        return [...copy.childNodes];
    };
    const [found, wanted] = [plain(body), plain(anew)];
    return found.length === wanted.length && found.every((one, at) => one.isEqualNode(wanted[at]));
}"""

WALKS = ("your-school", "category-timeline", "follow-a-concern", "local-authority-powers")
MANY = 25


@pytest.fixture
def page(visit, walks):
    """A page with an empty walk, and `show` to put an answer into it."""
    page = visit(walks, "other.html")
    page.evaluate(MOUNT, "/handbook/walk/walk.mjs")
    return page


def body(walk, state):
    return json.loads(SITE.respond(walk, state))["body"]


@pytest.mark.parametrize("walk", WALKS)
def test_an_answer_changed_in_place_is_the_answer_put_there_anew(page, walk):
    """One state of a walk after another, in an order that no reader would think of."""
    states = [SITE.walk(walk).example]
    states += [state for name, state in SITE.golden_requests() if name == walk]
    order = random.Random(walk)  # noqa: S311  (no secret)
    for state in order.choices(states, k=MANY):
        assert page.evaluate(SAME, body(walk, state)), state


def row(name, more=""):
    """A row of a table, as a part: with a "Why?" to open."""
    why = h("details", {"id": f"why-{name}"}, h("summary", None, "Why?"), h("p", None, more))
    return html.part(h("tr", {"id": f"row-{name}"}, h("td", None, why)))


def tables(first, second):
    return h(
        "div",
        None,
        *(
            h("div", {"class": "wrap"}, h("table", None, h("tbody", None, rows)))
            for rows in (first, second)
        ),
    )


def test_a_part_that_is_as_it_was_is_left_alone(page):
    """What the reader opened in it stays open, and the element itself stays."""
    page.evaluate("html => show(html)", tables([row("a"), row("b")], [row("c")]))
    page.evaluate("window.b = body.querySelector('#row-b')")
    page.locator("#why-b summary").click()
    page.evaluate("html => show(html)", tables([row("b")], [row("c", "new"), row("d")]))
    assert page.evaluate("body.querySelector('#row-b') === window.b")
    assert page.evaluate("body.querySelector('#why-b').open")
    assert page.locator("#row-c").text_content() == "Why?new"
    assert page.locator("tr").count() == 3


@pytest.mark.parametrize("moved", [row("b"), row("b", "new")], ids=["as it was", "changed"])
def test_a_row_that_comes_to_another_table_keeps_the_reader_near(page, moved):
    page.evaluate("html => show(html)", tables([row("a"), row("b")], [row("c")]))
    page.locator("#why-b summary").focus()
    page.evaluate("html => show(html)", tables([row("a")], [moved, row("c")]))
    assert page.locator("tbody").nth(1).locator("tr").count() == 2
    focused = page.evaluate("document.activeElement.closest('tr')?.id")
    # A row whose words changed is another element; then the row before it has the focus.
    assert focused == ("row-b" if moved == row("b") else "row-a")


def test_a_row_can_move_into_a_list_that_is_new(page):
    page.evaluate("html => show(html)", tables([row("a"), row("b")], []))
    fold = h("details", {"id": "over"}, h("table", None, h("tbody", None, row("b"), row("c"))))
    page.evaluate("html => show(html)", h("div", None, tables([row("a")], []), fold))
    assert page.locator("#over tr").evaluate_all("rows => rows.map(row => row.id)") == [
        "row-b", "row-c"
    ]  # fmt: skip
    assert page.locator("template").count() == 0


def test_a_part_that_was_changed_and_comes_back_is_shown_as_it_comes(page):
    for more in ("one", "two", "one"):
        page.evaluate("html => show(html)", tables([row("a", more)], []))
        assert page.locator("#row-a").text_content() == f"Why?{more}"


def test_a_year_half_typed_is_asked_about_when_it_is_left_whatever_came_between(page):
    """An answer to something earlier arrives while the year is typed; leaving still asks."""
    date = h("input", {"type": "date", "name": "on", "id": "on", "min": "2000-01-01"})
    form = h("form", None, date, h("button", {"type": "button", "id": "next"}, "Next"))
    page.evaluate("html => show(html)", form)
    page.fill("#on", "0201-11-11")
    page.evaluate("html => show(html)", form)
    page.evaluate("() => { window.onAsked = (state) => { window.asked = state; }; }")
    page.focus("#next")
    assert until(page, "window.asked") == "on=0201-11-11"
