"""What is likely to be asked next is worked out before it is asked."""

import json

import pytest

from scc_model.loading import load
from scc_model.walks.site import Site
from waiting import until

SITE = Site(load())

pytestmark = pytest.mark.browser

# Every state that one real choice leads to from a form, and those that are foreseen.
CHOICES = """async ([html, script, form]) => {
    const { nextStates } = await import(script);
    const { serialise } = await import(form);
    const body = document.createElement("div");
    document.body.replaceChildren(body);
    const anew = () => { body.innerHTML = html; return [...body.querySelector("form").elements]; };
    const reached = [];
    anew().forEach((control, at) => {
        const { type, options } = control;
        if (type === "radio" || type === "checkbox") {
            if (type === "radio" && control.checked) return;
            anew()[at].click();
            reached.push(serialise(body));
        }
        for (let index = 0; index < (options?.length ?? 0); index++) {
            const select = anew()[at];
            if (index === select.selectedIndex) continue;
            select.selectedIndex = index;
            reached.push(serialise(body));
        }
    });
    anew();
    return { reached, foreseen: nextStates(body, null, null) };
}"""

# Listens to what passes between the page and its worker.
LISTEN = """window.asked = [];
window.foreseen = [];
window.Worker = class extends Worker {
    constructor(...args) {
        super(...args);
        this.addEventListener("message", ({ data }) => {
            if (data.foreseen) window.foreseen.push(data.foreseen.state);
        });
    }
    postMessage(message) {
        if (message.call) window.asked.push(message.args);
        super.postMessage(message);
    }
};"""


@pytest.mark.parametrize("walk", SITE.walks)
def test_what_is_foreseen_is_what_one_choice_leads_to(visit, walks, walk):
    page = visit(walks, "other.html")
    for state in (SITE.walk(walk).example, SITE.walk(walk).golden(SITE.framework)[-1]):
        body = json.loads(SITE.respond(walk, state))["body"]
        scripts = [f"/handbook/walk/{name}.mjs" for name in ("next-states", "form")]
        states = page.evaluate(CHOICES, [body, *scripts])
        assert states["foreseen"]
        assert set(states["foreseen"]) <= set(states["reached"])


def test_an_answer_that_was_foreseen_is_there_without_asking(visit, walks):
    page = visit(walks, "other.html", new=True)
    page.add_init_script(LISTEN)
    page.goto(f"{walks}one.html")
    section = page.locator("section.scc-walk")
    until(page, "document.querySelector('[data-live=ready]') && window.foreseen.length > 0")
    choice = section.locator("input[type=radio]:not(:checked)").first
    name, value = choice.evaluate("({ name, value }) => [name, value]")
    until(page, f"foreseen.some((state) => state.includes('{name}={value}'))")
    before, asked = section.get_attribute("data-state"), page.evaluate("asked")

    choice.click()
    until(page, f"document.querySelector('section.scc-walk').dataset.state !== '{before}'")

    assert page.evaluate("asked") == asked, "nothing was asked of Python"
    reply = json.loads(SITE.respond("category-timeline", section.get_attribute("data-state")))
    shown = section.locator(".scc-walk__result").all_inner_texts()
    page.set_content(reply["body"])
    assert page.locator(".scc-walk__result").all_inner_texts() == shown
    assert shown
    assert value in reply["state"]
