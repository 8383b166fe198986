"""One page that goes from page to page of the built site, and watches each as `visit` does.

Much is spared where there are a hundred pages to look at. The server is one that sends no header of
ours, so each page has the security policy that stands in it and no other.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bare_server import bare_server
from browser_harness import Visit
from places import SITE
from profiles import Profiles

WATCH = """addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    (window.violations ??= []).push(`${effectiveDirective} ${blockedURI}`);
});"""
VIOLATIONS = "window.violations ?? []"


class Look:
    """Goes from page to page of one site, in one page with scripts and one without."""

    def __init__(self, profiles: Profiles, site: str) -> None:
        self.visit = Visit(profiles)
        self.site = site
        self.pages = {
            javascript: self.visit(site, "404.html", javascript=javascript, new=True)
            for javascript in (True, False)
        }
        self.pages[True].context.add_init_script(WATCH)

    def __call__(self, path: str, *, width: int = 1280, javascript: bool = True) -> Page:
        """Go to a page of the site, shown as to a reader who has just come."""
        page = self.pages[javascript]
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(media="screen", color_scheme="light")
        page.evaluate("[localStorage, sessionStorage].forEach((kept) => kept.clear())")
        self.visit.requests.clear()
        page.goto(self.site + path)
        return page

    def bytes_compressed(self) -> int:
        """Give the bytes of the page it is at, and of all that the page asked for, compressed."""
        return self.visit.bytes_compressed(self.site)


def refused(page: Page) -> Any:
    """Give what the policy of a page refused it so far, and when it turns dark, and on paper.

    The page stays dark, as its reader has chosen; so this comes last.
    """
    page.emulate_media(media="screen", color_scheme="light")
    for button in page.locator(".theme-button").all():
        button.click()
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.emulate_media(media="print")
    return page.evaluate(VIOLATIONS)


@pytest.fixture(scope="session")
def bare() -> Iterator[str]:
    """The address of the site on a server that sends no policy."""
    with bare_server(SITE) as address:
        yield address


@pytest.fixture(scope="session")
def looking(profiles: Profiles, bare: str) -> Iterator[Look]:
    """What `look` hands out."""
    look = Look(profiles, bare)
    yield look
    look.visit.close()


@pytest.fixture
def look(looking: Look) -> Iterator[Look]:
    """Look at pages of the site, and fail the test in the end if anything went wrong on them."""
    looking.visit.faults.clear()
    yield looking
    assert not looking.visit.faults, "\n".join(looking.visit.faults)
