"""Wait for something to be so in a page.

Playwright's own ``wait_for_function`` makes code of text in the page each time it looks, which the
security policy of the site forbids; ``evaluate`` goes past the page.
"""

import time
from typing import Any

from playwright.sync_api import Page

LOOK_AGAIN_MS = 20


def until(page: Page, expression: str, *, seconds: float = 30) -> Any:
    """Wait until an expression is true in a page.

    Args:
        page: the page.
        expression: in JavaScript.
        seconds: how long to wait at most.

    Returns:
        What the expression came to.

    Raises:
        TimeoutError: when it has not become true in time.
    """
    ends = time.monotonic() + seconds
    while not (value := page.evaluate(expression)):
        if time.monotonic() > ends:
            raise TimeoutError(f"not so within {seconds} seconds on {page.url}: {expression}")
        page.wait_for_timeout(LOOK_AGAIN_MS)
    return value
