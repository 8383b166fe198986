"""How soon a page is painted, and how much of it moves until its walk is live."""

from __future__ import annotations

from playwright.sync_api import Browser

from page_bench.reach import PHONE, with_walk_live

SLOWDOWN = 4
SETTLED_MS = 300  # after load, and after a walk has gone live

WATCH = """
window.measured = { paint: 0, shift: 0 };
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) measured.paint = entry.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) measured.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


def pace_of(browser: Browser, address: str) -> dict[str, float | None]:
    """Open a page for the first time, with nothing in the cache, and measure it.

    Args:
        browser: what to open it in.
        address: of the page.

    Returns:
        The milliseconds to its largest paint with the processor slowed, and how much of it moved.
    """
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.add_init_script(WATCH)
    slowly = context.new_cdp_session(page)
    slowly.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.goto(address)
    page.wait_for_timeout(SETTLED_MS)
    paint: float = page.evaluate("measured.paint")
    # Without slowdown from here: what moves is asked now, not how fast.
    slowly.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    if with_walk_live(page):
        page.wait_for_timeout(SETTLED_MS)
    shift: float = page.evaluate("measured.shift")
    context.close()
    return {"paint": round(paint), "shift": round(shift, 3)}
