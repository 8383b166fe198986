"""Waiting for something to be so in a page, and how long anything is waited for.

A wait ends as soon as what is waited for is so. `LIMIT_S` is for what never comes, so it is several
times what a slow and busy machine needs; it stands here and nowhere else.

Playwright's own ``wait_for_function`` makes code of text in the page each time it looks, which the
security policy of the site forbids; ``evaluate`` goes past the page.
"""

import time
from typing import Any

from playwright.sync_api import Page

LIMIT_S = 60
LOOK_AGAIN_MS = 20


def until(page: Page, expression: str) -> Any:
    """Wait until an expression is true in a page.

    Args:
        page: the page.
        expression: in JavaScript.

    Returns:
        What the expression came to.

    Raises:
        TimeoutError: when it has not become true in time.
    """
    ends = time.monotonic() + LIMIT_S
    while not (value := page.evaluate(expression)):
        if time.monotonic() > ends:
            raise TimeoutError(f"not so within {LIMIT_S} seconds on {page.url}: {expression}")
        page.wait_for_timeout(LOOK_AGAIN_MS)
    return value
