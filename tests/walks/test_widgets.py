"""The walks as widgets: questions and answers over the traits, as their script asks them."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re

import pytest
from playwright.sync_api import expect

from places import BOOK
from scc_model.cases.case import Case, Entry
from scc_model.errors import UnknownName
from scc_model.loading import load
from scc_model.walks.site import Site
from scc_model.walks.widgets import WalkWidget, walk

SITE = Site(load())

STATE = "category=special-measures&inspection-ended=2014-10-17&as-at=2014-10-17"


@pytest.fixture
def widget():
    widget = WalkWidget(walk="category-timeline", state=STATE)
    yield widget
    widget.close()


class Page:
    """What the script does in a browser: one question at a time, numbered, the answer awaited."""

    def __init__(self, widget: WalkWidget) -> None:
        self.widget = widget
        self.asked = 0
        self.heard: list[dict] = []
        widget.observe(self._hear, "reply")
        widget.observe(self._hear, "download_reply")

    def _hear(self, change):
        if change["new"]:
            self.heard.append(json.loads(change["new"]))

    def _send(self, trait: str, **question: object) -> dict:
        self.asked += 1
        self.heard.clear()
        # As a message from the browser, which ipywidgets takes in its own way.
        self.widget.set_state({trait: json.dumps({"id": self.asked, **question})})
        (answer,) = self.heard
        assert answer["id"] == self.asked
        return answer

    def ask(self, state: object) -> dict:
        return self._send("request", state=state)

    def download(self, state: str, kind: str) -> dict:
        return self._send("download_request", state=state, format=kind)


@pytest.mark.parametrize("walk_id", SITE.walks)
def test_a_request_is_answered_with_the_walks_own_answer(walk_id):
    widget = WalkWidget(walk=walk_id)
    for state in ("", "category=requires-improvement", "overall-effectiveness=good"):
        message = Page(widget).ask(state)
        assert message["reply"] == json.loads(SITE.respond(walk_id, state))
        assert set(message["reply"]) == {"body", "announce", "state", "link"}
    widget.close()


def test_the_first_request_of_a_page_is_about_the_state_it_was_given(widget):
    # The script asks about `state` as soon as it is shown.
    message = Page(widget).ask(widget.state)
    assert message["reply"]["state"] == STATE
    assert "Friday 14 November 2014" in message["reply"]["body"]


def test_the_state_moves_with_the_answers(widget):
    Page(widget).ask("category=serious-weaknesses&as-at=17 October 2014")
    assert widget.state == "category=serious-weaknesses&as-at=2014-10-17"


def test_a_view_opened_later_hears_answers_although_it_counts_from_one_again(widget):
    first = Page(widget).ask(STATE)
    # The page was loaded again, or the cell was shown twice: the same question, the same answer.
    assert Page(widget).ask(STATE) == first
    file = Page(widget).download(STATE, "csv")
    assert Page(widget).download(STATE, "csv") == file


def test_a_state_that_makes_no_sense_is_answered_in_words(widget):
    message = Page(widget).ask("category=nonsense&inspection-ended=2014-02-30&holiday-from=x")
    assert "error" not in message
    assert "2014-02-30" in message["reply"]["body"]
    assert "is none of the answers" in message["reply"]["body"]


@pytest.mark.parametrize(("kind", "media_type"), [("ics", "text/calendar"), ("csv", "text/csv")])
def test_a_download_is_answered_with_a_file(widget, kind, media_type):
    file = Page(widget).download(STATE, kind)["reply"]
    assert file["filename"] == f"special-measures-dates.{kind}"
    assert file["media_type"].startswith(media_type)
    assert "2014" in file["text"]


def test_a_file_of_no_kind_is_refused_in_words(widget):
    message = Page(widget).download(STATE, "docx")
    assert message == {"id": 1, "error": "There is no kind of file 'docx'. Accepted: csv, ics."}


@pytest.mark.parametrize("garbage", ["x", "[]", "{}", '{"id": 7}', '{"id": 7, "state": 5}', "null"])
def test_what_is_no_request_is_answered_in_words_and_logged(widget, garbage, caplog):
    widget.request = garbage
    message = json.loads(widget.reply)
    assert message["error"].startswith("Something went wrong")
    assert message["id"] == (7 if "7" in garbage else None)
    assert "Traceback" not in widget.reply
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


def test_a_fault_of_ours_is_answered_in_words_and_the_next_question_as_ever(
    widget, monkeypatch, caplog
):
    def fail(*_: object) -> str:
        raise ZeroDivisionError

    page = Page(widget)
    with monkeypatch.context() as patched:
        patched.setattr(Site, "respond", fail)
        assert page.ask(STATE)["error"].startswith("Something went wrong")
    assert "ZeroDivisionError" in caplog.text
    assert page.ask(STATE)["reply"]["state"] == STATE


def test_it_is_shown_live_in_words_and_as_html(widget):
    data, _ = widget._repr_mimebundle_()
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == widget.model_id
    reply = json.loads(SITE.respond("category-timeline", STATE))
    assert data["text/plain"] == f"Work out the dates. {reply['announce']}"
    assert reply["body"] in data["text/html"]


def test_shown_twice_the_words_are_the_same(widget):
    twin = walk("category-timeline", category="special-measures", inspection_ended="2014-10-17",
                as_at="2014-10-17")  # fmt: skip
    for kind in ("text/plain", "text/html"):
        assert twin._repr_mimebundle_()[0][kind] == widget._repr_mimebundle_()[0][kind]
    twin.close()


@pytest.mark.parametrize("walk_id", SITE.walks)
def test_its_html_is_what_a_page_of_the_handbook_holds(walk_id):
    widget = WalkWidget(walk=walk_id)
    page = SITE.section(walk_id, "")
    assert widget._repr_mimebundle_()[0]["text/html"] == re.sub(r"\n(?=<)|\n$", "", page)
    widget.close()


def test_it_starts_where_it_is_told_to():
    widget = walk("category-timeline", category="special-measures",
                  inspection_ended=dt.date(2014, 10, 17), as_at="2014-10-17")  # fmt: skip
    assert widget.state == STATE
    assert widget.walk == "category-timeline"
    widget.close()


def test_it_starts_with_a_case():
    case = Case("A school", dt.date(2014, 9, 1), {"school-type": "community"})
    widget = walk("your-school", case=case.added(Entry("concern-signalled", dt.date(2014, 9, 8))))
    assert "Monday 8 September 2014" in Page(widget).ask(widget.state)["reply"]["body"]
    widget.close()


def test_a_question_that_the_walk_does_not_ask_is_refused():
    with pytest.raises(UnknownName, match=r"Did you mean 'inspection-ended'\?"):
        walk("category-timeline", inspection_end="2014-10-17")
    with pytest.raises(UnknownName, match=r"There is no walk 'clasify'"):
        walk("clasify")
    # Once the judgement is good, nobody asks about planning.
    with pytest.raises(UnknownName, match="capacity-planning"):
        walk("classify", overall_effectiveness="good", capacity_planning="yes")


def test_the_browser_gets_the_script_and_the_styles(widget):
    state = widget.get_state()
    assert "as default" in state["_esm"]
    assert ".scc-walk" in state["_css"]
    # Every trait that the script reads or writes reaches it.
    source = (BOOK / "_live" / "src" / "walk" / "widget.mjs").read_text("utf-8")
    named = set(re.findall(r'model\.get\("(\w+)"\)|channel\(model, "(\w+)", "(\w+)"\)', source))
    traits = {name for group in named for name in group if name}
    assert traits == {
        "walk", "state", "request", "reply", "download_request", "download_reply",
    }  # fmt: skip
    assert traits <= set(state)


# A notebook's page, as far as a widget sees it: a model whose traits reach Python, and an element.
# Like ipywidgets' own model, it says nothing when a trait is set to what it holds.
NOTEBOOK = """async ([source, traits]) => {
    const held = traits;
    const listeners = {};
    const changed = new Set();
    const take = (name, value) => {
        if (held[name] === value) return false;
        held[name] = value;
        for (const listener of [...(listeners[`change:${name}`] ?? [])]) listener();
        return true;
    };
    const model = {
        get: name => held[name],
        set: (name, value) => { if (take(name, value)) changed.add(name); },
        save_changes: async () => {
            const names = [...changed];
            changed.clear();
            for (const name of names) {
                const said = await toPython(name, held[name]);
                for (const [trait, value] of said) take(trait, value);
            }
        },
        on: (event, listener) => (listeners[event] ??= []).push(listener),
        off: (event, listener) => {
            listeners[event] = listeners[event].filter(other => other !== listener);
        },
    };
    const script = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    const { default: widget } = await import(script);
    globalThis.show = () => {
        document.body.innerHTML = "<main></main>";
        return void widget.render({ model, el: document.querySelector("main") });
    };
    show();
}"""


@pytest.fixture
def notebook(browser, widget, monkeypatch):
    """A page with the widget in it, in a real browser."""
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    thrown = []
    page.on("pageerror", lambda error: thrown.append(error))  # noqa: PLW0108 -- as Playwright asks
    said = []

    def send(message, buffers=None):
        assert not buffers
        if message["method"] == "update":  # and not an echo of what the page said
            said.extend(message["state"].items())

    def to_python(name, value):
        said.clear()
        widget.set_state({name: value})
        return said

    traits = {
        name: getattr(widget, name) for name in widget.get_state() if not name.startswith("_")
    }
    traits = {name: value for name, value in traits.items() if isinstance(value, str)}
    monkeypatch.setattr(widget, "_send", send)
    page.expose_function("toPython", to_python)
    page.evaluate(NOTEBOOK, [widget.get_state()["_esm"], traits])
    yield page
    context.close()
    assert not thrown


@pytest.mark.browser
def test_in_a_notebook_it_shows_where_it_starts_and_answers_a_change(notebook):
    row = notebook.locator("[data-rule=re-inspection]").first
    expect(row).to_have_attribute("data-latest", "2016-04-17")
    notebook.locator("input[name=inspection-ended]").fill("2014-11-07")
    expect(row).to_have_attribute("data-latest", "2016-05-07")
    # There is no address to copy in a notebook.
    expect(notebook.locator("[data-copy-link]").first).to_be_hidden()


@pytest.mark.browser
def test_in_a_notebook_a_file_is_handed_over(notebook):
    with notebook.expect_download() as download:
        notebook.locator("[data-download=ics]").click()
    assert download.value.suggested_filename == "special-measures-dates.ics"


@pytest.mark.browser
def test_in_a_notebook_it_can_be_shown_again(notebook):
    rows = notebook.locator("[data-rule]")
    expect(rows.first).to_be_attached()
    notebook.evaluate("show()")
    expect(rows.first).to_be_attached()
