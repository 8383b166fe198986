"""A real Chromium on the built site, and a watch on everything a page does.

A test asks for `visit`, and opens pages with it:

    def test_something(visit, site):
        page = visit(site, "book/index.html", width=390, dark=True)
        assert not axe_violations(page)

When the test ends, it fails if any page it opened wrote an error to the console, threw, asked for
something missing, or asked another host for anything. A test that provokes such a fault reads it
from `visit.faults` and clears it.

A test that only looks at a page asks for `look` instead, of `looking`.
"""

import gzip
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Request,
    Response,
    expect,
    sync_playwright,
)

from ensure_chromium import find_chromium
from places import SITE
from profiles import Profiles
from serve import SiteServer
from waiting import LIMIT_S

NOT_BUILT = f"The site is not built: there is no {SITE}. Run `make site`, or `make test`."

LIMIT_MS = LIMIT_S * 1_000
expect.set_options(timeout=LIMIT_MS)

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def built_pages() -> list[str]:
    """Give every page of the built site, by its path from the site's root."""
    return sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))


def has_walk(path: str) -> bool:
    """Say whether a page of the built site has a walk on it."""
    return 'class="scc-walk"' in (SITE / path).read_text(encoding="utf-8")


def one_page_of_each_walk() -> dict[str, str]:
    """Give the first page of the built site that each walk stands on, by the walk."""
    first: dict[str, str] = {}
    for path in built_pages():
        for walk in re.findall(r'data-walk="([^"]+)"', (SITE / path).read_text("utf-8")):
            first.setdefault(walk, path)
    return first


@contextmanager
def served(base: str) -> Iterator[str]:
    """Serve the built site under a base path; give its address."""
    if not (SITE / "index.html").exists():
        pytest.fail(NOT_BUILT)
    with SiteServer(SITE, base=base) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.address
        server.shutdown()


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of the site, served at the root of its host."""
    with served("/") as address:
        yield address


@pytest.fixture(scope="session")
def site_under_path() -> Iterator[str]:
    """The address of the site, served in a folder of its host, as GitHub Pages does."""
    with served("/handbook/") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all the tests."""
    chromium = find_chromium()
    if chromium is None:
        pytest.fail("There is no Chromium here. `make test` installs one.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--disable-background-networking", "--disable-component-update"],
            timeout=LIMIT_MS,
        )
        yield browser
        browser.close()


class Visit:
    """Opens pages, each in a browser profile of its own, and notes what goes wrong on them."""

    def __init__(self, profiles: Profiles) -> None:
        self.profiles = profiles
        self.options: dict[str, Any] = {}
        self.faults: list[str] = []
        self.requests: list[Request] = []
        self._opened: list[tuple[Page, str, dict[str, Any]]] = []
        self._watches: list[tuple[BrowserContext | Page, str, Callable[[Any], None]]] = []

    def __call__(self, address: str, path: str = "", **options: Any) -> Page:
        """Open a page and wait until it has loaded; `options` are what `Profiles.take` knows."""
        options = self.options | options
        page = self.profiles.take(**options)
        self._opened.append((page, address, options))
        self._watch(page, urlsplit(address).netloc)
        page.goto(address + path)
        return page

    def _watch(self, page: Page, host: str) -> None:
        def on_request(request: Request) -> None:
            self.requests.append(request)
            asked = urlsplit(request.url)
            if asked.scheme not in {"data", "blob"} and asked.netloc != host:
                self.faults.append(f"{page.url} asked another host: {request.url}")

        def on_response(response: Response) -> None:
            if not response.ok and response.status != 304:
                self.faults.append(f"{page.url}: {response.status} for {response.url}")

        def on_request_failed(request: Request) -> None:
            if request.failure != "net::ERR_ABORTED":  # the page was left, or changed its mind
                self.faults.append(f"{page.url}: {request.failure} for {request.url}")

        def on_console(message: ConsoleMessage) -> None:
            # What failed to load is noted above, with its address.
            if message.type == "error" and not message.text.startswith("Failed to load resource"):
                self.faults.append(f"{page.url} console: {message.text}")

        def on_error(error: Error) -> None:
            self.faults.append(f"{page.url} threw: {error}")

        # On the context, so that a worker's requests are seen too.
        for place, event, note in (
            (page.context, "request", on_request),
            (page.context, "response", on_response),
            (page.context, "requestfailed", on_request_failed),
            (page, "console", on_console),
            (page, "pageerror", on_error),
        ):
            place.on(event, note)
            self._watches.append((place, event, note))

    def bytes_compressed(self, site: str) -> int:
        """Give the bytes of every file asked for so far, as a host that compresses sends them."""
        asked = {request.url.partition("#")[0].partition("?")[0] for request in self.requests}
        return sum(_compressed(url.removeprefix(site)) for url in asked if url.startswith(site))

    def close(self) -> None:
        """Leave every page opened."""
        for place, event, note in self._watches:
            place.remove_listener(event, note)
        for page, address, options in self._opened:
            self.profiles.give_back(page, address, **options)


@cache
def _compressed(path: str) -> int:
    """Give the bytes of a file of the site, compressed."""
    return len(gzip.compress((SITE / path).read_bytes()))


@pytest.fixture(scope="session")
def profiles(browser: Browser) -> Iterator[Profiles]:
    """The profiles that the tests take pages from."""
    profiles = Profiles(browser)
    yield profiles
    profiles.close()


@pytest.fixture
def visit(profiles: Profiles) -> Iterator[Visit]:
    """Open pages, and fail the test in the end if anything went wrong on them."""
    visit = Visit(profiles)
    yield visit
    visit.close()
    assert not visit.faults, "\n".join(visit.faults)


def loaded(page: Page) -> Page:
    """Wait until a page of the handbook is there, whole; what opens a newer version is none."""
    page.locator("article").first.wait_for(state="attached")
    page.wait_for_load_state("load")
    return page


OPEN_AND_GO_THERE = """walk => {
    const outer = (of) => of.parentElement.closest("details.fold");
    for (let fold = outer(walk); fold; fold = outer(fold)) {
        fold.open = true;
        performance.mark("folds-opened");
    }
    walk.scrollIntoView();
}"""


def live(page: Page) -> Page:
    """Open and go to every walk of a page, since none starts out of sight, and wait for answers."""
    loaded(page)
    walks = page.locator(".scc-walk")
    for number in range(walks.count()):
        walk = walks.nth(number)
        walk.evaluate(OPEN_AND_GO_THERE)
        ended = walk.and_(page.locator("[data-live=ready], [data-live=failed]"))
        ended.wait_for(state="attached")
        assert walk.get_attribute("data-live") == "ready", page.url
    return page


# What axe is slowest at is contrast, which rests on the colour and the size of a text and on the
# grounds it stands on. A few texts of each look stand for all that look the same.
MARK_A_FEW_OF_EACH_LOOK = """({ few, mark }) => {
    const numbers = new Map(), grounds = new Map(), looks = new Map();
    const number = (key) => numbers.get(key) ?? (numbers.set(key, numbers.size), numbers.size - 1);
    const groundOf = (element) => {
        if (!element) return "";
        if (!grounds.has(element)) {
            const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
            const own = `${backgroundColor} ${backgroundImage} ${opacity}`;
            const below = groundOf(element.parentElement);
            const clear = own === "rgba(0, 0, 0, 0) none 1";
            grounds.set(element, clear ? below : number(`${below} ${own}`));
        }
        return grounds.get(element);
    };
    const hasText = (element) => element.matches("input, select, textarea")
        || [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    for (const element of document.body.querySelectorAll("*")) {
        element.removeAttribute(mark);
        if (!hasText(element)) continue;
        const { width, height } = element.getBoundingClientRect();
        if (width < 2 || height < 2) continue;
        if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
        const { color, fontSize, fontWeight } = getComputedStyle(element);
        const look = [
            groundOf(element), color, fontSize, fontWeight, element.matches(":disabled"),
        ].join(" ");
        if (!looks.has(look)) looks.set(look, []);
        looks.get(look).push(element);
    }
    for (const alike of looks.values())
        for (const element of [...alike.slice(0, few / 2), ...alike.slice(-few / 2)])
            element.setAttribute(mark, "");
    axe.configure({ rules: [{ id: "color-contrast", selector: `[${mark}]` }] });
}"""
TEXTS_OF_A_LOOK = 4
MARK = "data-looked-at-by-axe"


def axe_violations(page: Page, *, only: list[str] = WCAG) -> list[str]:
    """Give what axe-core finds on the page as it stands: a line for each rule broken and place.

    `only` names the rules to try, or tags of them.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    page.evaluate(MARK_A_FEW_OF_EACH_LOOK, {"few": TEXTS_OF_A_LOOK, "mark": MARK})
    options = json.dumps({"runOnly": only, "resultTypes": ["violations"]})
    violations = page.evaluate(f"axe.run(document, {options}).then(found => found.violations)")
    return [
        f"{violation['id']} ({violation['impact']}): {' '.join(map(str, node['target']))} "
        f"- {node['failureSummary']}"
        for violation in violations
        for node in violation["nodes"]
    ]


def sideways_overflow(page: Page) -> list[str]:
    """Give what makes the page itself scroll sideways; empty where nothing does."""
    return page.evaluate(
        """() => {
            const root = document.documentElement;
            if (root.scrollWidth <= root.clientWidth) return [];
            const scrollsByItself = element => element !== document.body && element !== root
                && (getComputedStyle(element).overflowX !== "visible"
                    || scrollsByItself(element.parentElement));
            return [...document.body.querySelectorAll("*")]
                .filter(element => element.getBoundingClientRect().right > root.clientWidth + 1
                    && !scrollsByItself(element))
                .map(element => element.outerHTML.slice(0, 120));
        }"""
    )
