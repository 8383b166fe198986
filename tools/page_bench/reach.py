"""How long a page is, and how far its reader has to reach, as it stands in a browser on a phone.

None of this is timed, so tests ask for it too.
"""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page, ViewportSize

from waiting import until

PHONE: ViewportSize = {"width": 390, "height": 844}
NARROW: ViewportSize = {"width": 320, "height": 844}
TWICE = "200%"

LOOK = Path(__file__).with_name("reach.js").read_text(encoding="utf-8")
ASKED_FOR = """["navigation", "resource"]
    .flatMap((kind) => performance.getEntriesByType(kind)).map((entry) => entry.name)"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# A walk that is folded away starts when its fold is opened, which nobody has done.
FIRST_WALK_IN_SIGHT = """() => {
    const walks = [...document.querySelectorAll("section.scc-walk")];
    const walk = walks.find((one) => one.checkVisibility());
    walk?.scrollIntoView({ behavior: "instant" });
    return !!walk;
}"""
WALK_ENDED = """[...document.querySelectorAll("section.scc-walk")]
    .filter((one) => one.checkVisibility()).slice(0, 1)
    .every((one) => ["ready", "failed"].includes(one.dataset.live))"""


def with_walk_live(page: Page) -> bool:
    """Go to the first walk in sight and wait until it is live; say whether the page has one."""
    if not page.evaluate(FIRST_WALK_IN_SIGHT):
        return False
    until(page, WALK_ENDED)
    return True


def reach_of(page: Page) -> tuple[dict[str, float | None], dict[str, str]]:
    """Measure a page that stands open at the size of a phone.

    Args:
        page: as its reader finds it, its walk live if it has one in sight.

    Returns:
        What was measured, by name; and what stands for a number that a thing of the page set.
    """
    found: dict[str, Any] = page.evaluate(LOOK)
    named: dict[str, str] = found.pop("named")
    page.set_viewport_size(NARROW)
    found["narrow"] = page.evaluate(TOO_WIDE)
    page.set_viewport_size(PHONE)
    page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", TWICE)
    found["enlarged"] = page.evaluate(TOO_WIDE)
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found, named


def weight_of(page: Page, folder: Path) -> int:
    """Count the bytes of a page and of all that it has asked for, compressed as hosts send them.

    Args:
        page: as it stands open, loaded.
        folder: of the built site, which is served at the root of its host.
    """
    asked = {unquote(urlsplit(address).path).lstrip("/") for address in page.evaluate(ASKED_FOR)}
    return sum(_compressed(folder / path) for path in asked if path)


@cache
def _compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes())) if path.is_file() else 0
