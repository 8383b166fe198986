"""A real Chromium on the built site, and a watch on everything a page does.

A test asks for `visit`, and opens pages with it:

    def test_something(visit, site):
        page = visit(site, "book/index.html", width=390, dark=True)
        assert not axe_violations(page)

When the test ends, it fails if any page it opened wrote an error to the console, threw, asked for
something missing, or asked another host for anything. A test that provokes such a fault reads it
from places import SITE
from `visit.faults` and clears it.
"""

import gzip
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright

from ensure_chromium import find_chromium
from places import SITE
from serve import SiteServer

NOT_BUILT = f"The site is not built: there is no {SITE}. Run `make site`, or `make test`."

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def built_pages() -> list[str]:
    """Give every page of the built site, by its path from the site's root."""
    return sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))


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
        )
        yield browser
        browser.close()


class Visit:
    """Opens pages, each in a browser profile of its own, and notes what goes wrong on them."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.faults: list[str] = []
        self.requests: list[Request] = []

    def __call__(
        self,
        address: str,
        path: str = "",
        *,
        width: int = 1280,
        height: int = 900,
        dark: bool = False,
        javascript: bool = True,
        **options: Any,
    ) -> Page:
        """Open a page and wait until it has loaded; more `options` are Playwright's own."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            locale="en-GB",
            **options,
        )
        page = context.new_page()
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

        # On the context, so that a worker's requests are seen too.
        page.context.on("request", on_request)
        page.context.on("response", on_response)
        page.context.on("requestfailed", on_request_failed)
        page.on("console", on_console)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url} threw: {error}"))

    def bytes_compressed(self) -> int:
        """Give the bytes of every answer body so far, as a host that compresses would send them."""
        answered = [request for request in self.requests if request.failure is None]
        bodies = (request.response().body() for request in answered if request.response())
        return sum(len(gzip.compress(body)) for body in bodies)

    def close(self) -> None:
        """Close every page opened."""
        for context in self.browser.contexts:
            context.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Open pages, and fail the test in the end if anything went wrong on them."""
    visit = Visit(browser)
    yield visit
    visit.close()
    assert not visit.faults, "\n".join(visit.faults)


def axe_violations(page: Page, *, only: list[str] = WCAG) -> list[str]:
    """Give what axe-core finds on the page as it stands: a line for each rule broken and place.

    `only` names the rules to try, or tags of them.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
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
