"""Profiles of a browser: each comes as if new, and one that was emptied is used again.

Making another profile and its first page takes longer than many a test. So a profile that a test
is done with is emptied of all that a site can keep in it, and the next test goes on in its page.
Not so where service workers are allowed: one may come up when its page has gone.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Request

from waiting import LIMIT_S, LOOK_AGAIN_MS

BLANK = "about:blank"
QUIET_WITHIN_S = 2
FITTED_ANEW = ("width", "height", "dark")


class Profiles:
    """Hands out pages, each the only one of its profile."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self._idle: dict[tuple[bool, str], list[Page]] = {}
        self._asked: dict[BrowserContext, set[Request]] = {}

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

        One to whose pages scripts are added is to be `new`, and is closed after use as those are to
        which such options were given.
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
        self._count_requests(context)
        return context.new_page()

    def _count_requests(self, context: BrowserContext) -> None:
        asked: set[Request] = set()
        self._asked[context] = asked
        # Playwright marks the functions that it is given, which a method of a set cannot be.
        context.on("request", lambda request: asked.add(request))  # noqa: PLW0108
        for end in ("requestfinished", "requestfailed"):
            context.on(end, lambda request: asked.discard(request))  # noqa: PLW0108

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
        can_work_on = javascript and service_workers == "allow"
        if new or can_work_on or not page_at_home or {*options} - {*FITTED_ANEW}:
            self._close(context)
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
        if self._is_quiet(page):
            self._idle.setdefault((javascript, service_workers), []).append(page)
        else:
            self._close(context)

    def _is_quiet(self, page: Page) -> bool:
        """Wait until nothing of what was left asks for anything; say whether that has come."""
        context, ends = page.context, time.monotonic() + QUIET_WITHIN_S
        while self._asked[context]:
            if time.monotonic() > ends:
                return False
            page.wait_for_timeout(LOOK_AGAIN_MS)
        return True

    def _close(self, context: BrowserContext) -> None:
        del self._asked[context]
        context.close()

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
                self._close(page.context)
        self._idle.clear()
