"""Measure the live layer in a built site: `python tools/bench_live.py [SITE]`.

Every figure stands beside the same figure of a page that does nothing but `loadPyodide()` from the
same Pyodide, taken in turn with it, and beside the bar that it is to meet. Chromium is headless,
its cache empty for a first visit. "Live" is when the first answer is on the page.

The link is modelled by the server, since Chromium's own throttling leaves workers out: all
connections share 20 Mbit/s, each request waits 30 ms, and text and WebAssembly are sent gzipped, as
the usual static hosts do. Bytes are counted on a server that compresses nothing.
"""

import argparse
import gzip
import re
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from http import HTTPStatus
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from ensure_chromium import find_chromium
from serve import SiteHandler, SiteServer
from waiting import until

ROOT = Path(__file__).parent.parent
PYODIDE = ROOT / "book" / "_live" / "node_modules" / "pyodide"

LINK_BYTES_PER_SECOND = 20_000_000 / 8
LINK_DELAY_S = 0.030
PIECE = 16_384
COMPRESSED_BY_HOSTS = {".css", ".html", ".js", ".json", ".mjs", ".svg", ".wasm"}

ANSWERS = 40
HAND_MS = 200  # how soon a hand follows an answer with the next choice

BARE = "bare.html"
BARE_PAGE = """<!doctype html>
<meta charset="utf-8"><title>Bare</title><link rel="icon" href="data:,">
<script type="module" src="bare.mjs"></script>
"""
BARE_SCRIPT = """const worker = new Worker("worker.mjs", { type: "module" });
worker.onmessage = () => performance.mark("scc-live:ready");
"""
BARE_WORKER = """import { loadPyodide } from "./pyodide.mjs";
await loadPyodide();
postMessage("ready");
"""

FIRST_WALK = re.compile(r'<section class="scc-walk"[^>]*data-walk="(?P<id>[^"]+)"')

READY = "performance.getEntriesByName('scc-live:ready')[0]?.startTime ?? 0"

# Makes one choice after another, of every kind that the form has. Before each it waits as long as
# it is told, with the last answer on the page; after each, until the reply is there.
ANSWER_TIMES = """async ({ count, pause }) => {
    const section = document.querySelector("section.scc-walk");
    const form = section.querySelector("form");
    const taken = () => performance.getEntriesByName("scc-live:answer");
    const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    performance.clearMeasures();
    for (let turn = 0; turn < count; turn += 1) {
        await sleep(pause);
        const choices = [...form.querySelectorAll(
            "input[type=radio]:not(:checked), input[type=checkbox], select")];
        const choice = choices[(turn * 7) % choices.length];
        const before = taken().length;
        if (choice instanceof HTMLSelectElement) {
            choice.selectedIndex = (choice.selectedIndex + 1) % choice.options.length;
            choice.dispatchEvent(new Event("change", { bubbles: true }));
        } else choice.click();
        for (let waited = 0; taken().length === before; waited += 1) {
            if (waited > 2000) throw new Error(`no answer to ${choice.name}`);
            await sleep(1);
        }
    }
    return taken().map((measure) => measure.duration);
}"""


@dataclass(frozen=True)
class Bar:
    """A figure, what it may be at most, and how to write both."""

    what: str
    figure: float
    most: float
    form: str

    def __str__(self) -> str:
        """A line of the report."""
        verdict = "met" if self.figure <= self.most else "NOT MET"
        figure, most = self.form.format(self.figure), self.form.format(self.most)
        return f"  {self.what:<52} {figure:>9}   at most {most:>9}   {verdict}"


class Link:
    """A link of limited speed, shared by everything that is sent over it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._free_at = 0.0

    def send(self, size: int) -> None:
        """Wait as long as the link takes for so many bytes."""
        with self._lock:
            start = max(self._free_at, time.monotonic())
            self._free_at = start + size / LINK_BYTES_PER_SECOND
            until = self._free_at
        time.sleep(max(0.0, until - time.monotonic()))


@cache
def gzipped(path: Path) -> bytes:
    """A file as a host sends it."""
    return gzip.compress(path.read_bytes(), 6)


class LinkedHandler(SiteHandler):
    """Sends files over a link."""

    link: Link

    def do_GET(self) -> None:  # noqa: N802 -- as inherited
        """Answer after the delay, in pieces, at the speed of the link."""
        time.sleep(LINK_DELAY_S)
        path = Path(self.translate_path(self.path.partition("?")[0]))
        if not path.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        small = path.suffix in COMPRESSED_BY_HOSTS
        content = gzipped(path) if small else path.read_bytes()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(content)))
        if small:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        for start in range(0, len(content), PIECE):
            piece = content[start : start + PIECE]
            self.link.send(len(piece))
            self.wfile.write(piece)


@contextmanager
def served(folder: Path, *, over_link: bool = False) -> Iterator[str]:
    """Serve a folder; give its address."""
    with SiteServer(folder) as server:
        if over_link:
            handler = type("Handler", (LinkedHandler,), {"link": Link()})
            server.RequestHandlerClass = partial(handler, directory=str(folder), base="/")
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.address
        server.shutdown()


def pages_with_walks(site: Path) -> dict[str, str]:
    """The address of a page with each walk of a site, by the walk's id."""
    pages: dict[str, str] = {}
    for page in sorted(site.rglob("*.html")):
        # The first on a page is the one that is measured there.
        if found := FIRST_WALK.search(page.read_text("utf-8")):
            pages.setdefault(found["id"], page.relative_to(site).as_posix())
    if not pages:
        sys.exit(f"No page in {site} has a walk. `make site` builds the handbook.")
    return pages


def time_to_ready(page: Page, address: str) -> float:
    """Open an address; give the milliseconds until Python has answered."""
    page.goto(address)
    milliseconds: float = until(page, READY)
    return milliseconds


def visits(browser: Browser, address: str) -> tuple[float, float]:
    """Time a first and a second visit."""
    with fresh(browser) as context:
        page = context.new_page()
        first = time_to_ready(page, address)
        page.wait_for_timeout(500)  # the browser puts what it has fetched in its cache
        return first, time_to_ready(page, address)


def first_visit(browser: Browser, address: str) -> float:
    """Time a first visit."""
    with fresh(browser) as context:
        return time_to_ready(context.new_page(), address)


def bytes_fetched(browser: Browser, address: str) -> int:
    """Count the bytes of everything that a first visit fetches, workers included."""
    with fresh(browser) as context:
        requests: list[Request] = []
        # Playwright marks what it is given, and a built-in cannot be marked.
        context.on("requestfinished", lambda request: requests.append(request))  # noqa: PLW0108
        page = context.new_page()
        time_to_ready(page, address)
        page.wait_for_timeout(200)
        return sum(request.sizes()["responseBodySize"] for request in requests)


def answer_times(browser: Browser, address: str, *, pause: int) -> list[float]:
    """Time answers, from the choice to the reply on the page, in milliseconds.

    Args:
        browser: what to open the page in.
        address: a page whose first walk is asked.
        pause: milliseconds between an answer and the next choice.
    """
    with fresh(browser) as context:
        page = context.new_page()
        page.goto(address)
        page.locator("section.scc-walk").first.scroll_into_view_if_needed()
        until(page, READY)
        times: list[float] = page.evaluate(ANSWER_TIMES, {"count": ANSWERS, "pause": pause})
        return times


@contextmanager
def fresh(browser: Browser) -> Iterator[BrowserContext]:
    """A browser profile with nothing in its cache."""
    context = browser.new_context()
    yield context
    context.close()


def of_100(times: list[float]) -> float:
    """What 95 of 100 stay within."""
    return quantiles(times, n=20)[-1]


def write_bare_site(folder: Path) -> None:
    """Write a page that starts Pyodide and does nothing else."""
    for file in PYODIDE.iterdir():
        shutil.copy(file, folder)
    (folder / BARE).write_text(BARE_PAGE, "utf-8")
    (folder / "bare.mjs").write_text(BARE_SCRIPT, "utf-8")
    (folder / "worker.mjs").write_text(BARE_WORKER, "utf-8")


def measure(browser: Browser, site: Path, bare: Path, rounds: int) -> list[Bar]:
    """Take all figures."""
    pages = pages_with_walks(site)
    path = next(iter(pages.values()))
    ours, theirs = [], []
    with served(site) as site_address, served(bare) as bare_address:
        for turn in range(rounds):
            print(f"==> Localhost, round {turn + 1} of {rounds}", flush=True)
            ours.append(visits(browser, site_address + path))
            theirs.append(visits(browser, bare_address + BARE))
        fetched = bytes_fetched(browser, site_address + path)
        answers = {}
        print(f"==> Answers of {len(pages)} walks, a choice {HAND_MS} ms after each", flush=True)
        for walk, its_page in pages.items():
            times = answer_times(browser, site_address + its_page, pause=HAND_MS)
            answers[walk] = of_100(times)
            print(f"  {walk:<28} {median(times):4.0f} ms, 95 of 100 within {answers[walk]:4.0f} ms")
        rushed = of_100(answer_times(browser, site_address + path, pause=0))
    ours_linked, theirs_linked = [], []
    with (
        served(site, over_link=True) as site_address,
        served(bare, over_link=True) as bare_address,
    ):
        for turn in range(rounds):
            print(f"==> 20 Mbit/s and 30 ms, round {turn + 1} of {rounds}", flush=True)
            ours_linked.append(first_visit(browser, site_address + path))
            theirs_linked.append(first_visit(browser, bare_address + BARE))

    cold, again = (median(times) for times in zip(*ours, strict=True))
    bare_cold, bare_again = (median(times) for times in zip(*theirs, strict=True))
    linked, bare_linked = median(ours_linked), median(theirs_linked)
    print(f"""
In milliseconds, medians of {rounds}:    a walk   bare Pyodide
  first visit, localhost           {cold:7.0f}   {bare_cold:7.0f}
  second visit, localhost          {again:7.0f}   {bare_again:7.0f}
  first visit, 20 Mbit/s, 30 ms    {linked:7.0f}   {bare_linked:7.0f}

With no pause at all, before the last answer is drawn, 95 of 100 within {rushed:.0f} ms (no bar).
""")
    return [
        Bar("first visit, localhost, of a bare start", cold / bare_cold, 0.4, "{:.2f}"),
        Bar("second visit, localhost, of a bare start", again / bare_again, 0.3, "{:.2f}"),
        Bar("first visit, 20 Mbit/s, of a bare start", linked / bare_linked, 1.1, "{:.2f}"),
        Bar("an answer of the slowest walk, 95 of 100", max(answers.values()), 50, "{:.0f} ms"),
        Bar("bytes to a live walk, first visit", fetched / 1e6, 9, "{:.2f} MB"),
    ]


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description="Measure the live layer in a built site.")
    parser.add_argument("site", type=Path, nargs="?", default=ROOT / "_build" / "html")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        write_bare_site(Path(folder))
        browser = playwright.chromium.launch(
            executable_path=find_chromium(),
            args=["--disable-background-networking", "--disable-component-update"],
        )
        for bar in measure(browser, arguments.site, Path(folder), arguments.rounds):
            print(bar)
        browser.close()


if __name__ == "__main__":
    main()
