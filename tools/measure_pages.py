"""Measure how fast and how steady each built page is: `python tools/measure_pages.py [PAGE...]`.

For each page: when its largest part was painted (LCP), with the processor slowed four times, and
how much of it moved (layout shift) until its walk was live, if it has one. Chromium is headless
and has nothing in its cache. The page is that of a phone.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from ensure_chromium import find_chromium
from live_bench.link import served
from live_bench.visits import READY
from waiting import until

SITE = Path(__file__).parent.parent / "_build" / "html"
NOT_PAGES = {"index.html", "404.html"}  # the one leads on at once, the other has no frame

SLOWDOWN = 4
PHONE = (390, 844)
MOST_LCP_MS = 1500
MOST_SHIFT = 0.05
SETTLED_MS = 300  # after load, and after a walk has gone live

WATCH = """
window.measured = { lcp: 0, shift: 0 };
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) measured.lcp = entry.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) measured.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@dataclass(frozen=True)
class Measured:
    """What was measured of a page."""

    page: str
    lcp: float
    shift: float

    @property
    def holds(self) -> bool:
        """Whether it meets both bars."""
        return self.lcp <= MOST_LCP_MS and self.shift <= MOST_SHIFT

    def __str__(self) -> str:
        """A line of the report."""
        verdict = "met" if self.holds else "NOT MET"
        return f"  {self.page:<56} {self.lcp:7.0f} ms   {self.shift:6.3f}   {verdict}"


def measure(browser: Browser, address: str, page: str) -> Measured:
    """Open a page for the first time and measure it."""
    width, height = PHONE
    context = browser.new_context(viewport={"width": width, "height": height})
    tab = context.new_page()
    tab.add_init_script(WATCH)
    slowly = context.new_cdp_session(tab)
    slowly.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    tab.goto(address + page)
    tab.wait_for_timeout(SETTLED_MS)
    # Without slowdown from here: what moves is asked now, not how fast.
    slowly.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    walk = tab.locator("section.scc-walk").first
    lcp: float = tab.evaluate("measured.lcp")
    if walk.count():
        walk.scroll_into_view_if_needed()  # a walk starts when it is come near to
        until(tab, READY)
        tab.wait_for_timeout(SETTLED_MS)
    shift: float = tab.evaluate("measured.shift")
    context.close()
    return Measured(page, lcp, shift)


def main() -> None:
    """Measure the pages named, or all."""
    parser = argparse.ArgumentParser(description="Measure the pages of the built site.")
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="such as book/index.html")
    every = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
    pages = parser.parse_args().pages or [page for page in every if page not in NOT_PAGES]
    if not pages:
        sys.exit("The site is not built. `make site` builds it.")

    print(
        f"==> {len(pages)} pages, processor slowed {SLOWDOWN} times: largest paint at most "
        f"{MOST_LCP_MS} ms, layout shift at most {MOST_SHIFT}"
    )
    with sync_playwright() as playwright, served(SITE) as address:
        browser = playwright.chromium.launch(executable_path=find_chromium())
        measure(browser, address, pages[0])  # the first page ever opened pays for the browser
        measured = []
        for page in pages:
            measured.append(measure(browser, address, page))
            print(measured[-1], flush=True)
        browser.close()
    slowest = max(measured, key=lambda one: one.lcp)
    least_steady = max(measured, key=lambda one: one.shift)
    print(f"  slowest: {slowest.page}, {slowest.lcp:.0f} ms")
    print(f"  moves most: {least_steady.page}, {least_steady.shift:.3f}")
    print(f"  {sum(one.holds for one in measured)} of {len(measured)} pages meet both")


if __name__ == "__main__":
    main()
