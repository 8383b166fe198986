"""Profiles of a browser: each comes as if new, and one that was emptied is used again.

Starting a browser for another profile takes longer than most tests do. So a profile that a test is
done with is emptied of all that a site can keep in it, and the next test goes on in its page.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from waiting import LIMIT_S

BLANK = "about:blank"
FITTED_ANEW = ("width", "height", "dark")


class Profiles:
    """Hands out pages, each the only one of its profile."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self._idle: dict[tuple[bool, str], list[Page]] = {}

    def take(
        self,
        *,
        width: int = 1280,
        height: int = 900,
        dark: bool = False,
        javascript: bool = True,
        service_workers: str = "allow",
        new: bool = False,
        **options: Any,
    ) -> Page:
        """Give a page of a profile that holds nothing; more `options` are Playwright's own.

        One with such options, or with scripts added to its pages, is `new` and is closed after use.
        """
        idle = self._idle.get((javascript, service_workers))
        scheme = "dark" if dark else "light"
        if idle and not options and not new:
            page = idle.pop()
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(media="null", color_scheme=scheme)
            return page
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=javascript,
            service_workers=service_workers,
            locale="en-GB",
            **options,
        )
        context.set_default_timeout(LIMIT_S * 1_000)
        return context.new_page()

    def give_back(
        self,
        page: Page,
        address: str,
        *,
        javascript: bool = True,
        service_workers: str = "allow",
        new: bool = False,
        **options: Any,
    ) -> None:
        """Empty a profile that holds what pages of one host have kept, for another to take."""
        context = page.context
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(address))
        page_at_home = not page.is_closed() and page.url.startswith(f"{origin}/")
        if new or not page_at_home or {*options} - {*FITTED_ANEW}:
            context.close()
            return
        for other in context.pages:
            if other is not page:
                other.close()
        context.unroute_all(behavior="ignoreErrors")
        page.unroute_all(behavior="ignoreErrors")
        page.evaluate("sessionStorage.clear()")
        page.goto(BLANK)
        session = context.new_cdp_session(page)
        session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        session.detach()
        self._idle.setdefault((javascript, service_workers), []).append(page)

    @contextmanager
    def lent(self, address: str, **options: Any) -> Iterator[Page]:
        """Lend a page for one host, and have it back."""
        page = self.take(**options)
        yield page
        self.give_back(page, address, **options)

    def close(self) -> None:
        """Close every profile that nobody uses."""
        for pages in self._idle.values():
            for page in pages:
                page.context.close()
        self._idle.clear()
