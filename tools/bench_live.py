"""Measure the live layer in a built site: `python tools/bench_live.py [SITE] [--before SITE]`.

Every start stands beside that of a page that does nothing but `loadPyodide()` from the same
Pyodide, taken in turn with it, and beside the bar that it is to meet. Chromium is headless, its
cache empty for a first visit. "Live" is when the first answer is on the page. Bytes are counted on
a server that compresses nothing.

With `--before`, the built site of another version is measured in the same rounds, and its answers
in turn with this one's: on a machine that others use too, only such pairs can be compared.
"""

import argparse
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from ensure_chromium import find_chromium
from live_bench.figures import Bar, Figure
from live_bench.link import served
from live_bench.visits import (
    HAND_MS,
    answer_times,
    bytes_fetched,
    first_choice,
    first_visit,
    visits,
)

ROOT = Path(__file__).parent.parent
PYODIDE = ROOT / "book" / "_live" / "node_modules" / "pyodide"

FIRST_CHOICE_MS = 80
NO_WORSE = 1.05  # two runs of the same version differ by as much
OF_BEFORE = 0.6

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


def write_bare_site(folder: Path) -> None:
    """Write a page that starts Pyodide and does nothing else."""
    for file in PYODIDE.iterdir():
        shutil.copy(file, folder)
    (folder / BARE).write_text(BARE_PAGE, "utf-8")
    (folder / "bare.mjs").write_text(BARE_SCRIPT, "utf-8")
    (folder / "worker.mjs").write_text(BARE_WORKER, "utf-8")


@contextmanager
def all_served(folders: Sequence[Path], *, over_link: bool = False) -> Iterator[list[str]]:
    """Serve folders, each by itself; give their addresses."""
    with ExitStack() as stack:
        yield [stack.enter_context(served(folder, over_link=over_link)) for folder in folders]


def measure_starts(
    browser: Browser, sites: Sequence[Path], path: str, bare: Path, rounds: int
) -> list[Bar]:
    """Measure how soon a walk is live, and what it fetches until then.

    Args:
        browser: what to open pages in.
        sites: this version's, and the one before where there is one.
        path: the page in both.
        bare: the site of a page that starts Pyodide and does nothing else.
        rounds: how often.
    """
    places = [*[(site, path) for site in sites], (bare, BARE)]
    folders = [folder for folder, _ in places]
    near: list[list[tuple[float, float]]] = [[] for _ in places]
    linked: list[list[float]] = [[] for _ in places]
    with all_served(folders) as hosts, all_served(folders, over_link=True) as linked_hosts:
        for turn in range(rounds):
            print(f"==> Starts, round {turn + 1} of {rounds}", flush=True)
            in_turn = [*enumerate(places)]
            # Whoever comes first in one round comes last in the next.
            for at, (_, page) in in_turn[:: -1 if turn % 2 else 1]:
                near[at].append(visits(browser, hosts[at] + page))
                linked[at].append(first_visit(browser, linked_hosts[at] + page))
        fetched = [bytes_fetched(browser, host + path) / 1e6 for host in hosts[: len(sites)]]
    firsts, seconds = ([[pair[at] for pair in times] for times in near] for at in (0, 1))
    bars = []
    print(f"\nIn milliseconds, medians of {rounds}:")
    for what, times, most in (
        ("first visit, localhost", firsts, 0.28),
        ("second visit, localhost", seconds, 0.20),
        ("first visit, 20 Mbit/s and 30 ms", linked, 0.60),
    ):
        figure = Figure(times[0], times[1] if len(sites) > 1 else ())
        print(f"  {what:<34} {figure}   bare Pyodide {median(times[-1]):6.0f}")
        bars.append(
            Bar(f"{what}, of a bare start", Figure(times[0], times[-1]).ratio, most, "{:.2f}")
        )
        if figure.before:
            bars.append(Bar(f"{what}, of before", figure.ratio, NO_WORSE, "{:.2f}"))
    bars.append(Bar("bytes to a live walk, first visit", fetched[0], 6.4, "{:.2f} MB"))
    if len(sites) > 1:
        bars.append(Bar("bytes, beside before", fetched[0], fetched[1], "{:.2f} MB"))
    return bars


def measure_answers(
    browser: Browser, sites: Sequence[Path], pages: Mapping[str, Sequence[str]], rounds: int
) -> list[Bar]:
    """Measure how soon walks answer.

    Args:
        browser: what to open pages in.
        sites: this version's, and the one before where there is one.
        pages: for each walk its page, in each of the sites.
        rounds: how often a page is opened for a first choice.
    """
    print(
        "\n==> A first choice as soon as the form is ready, until its answer is drawn; "
        f"then answers, a choice {HAND_MS} ms after each\n"
        f"  {'in milliseconds':<28} {'first choice':<24} {'half of the answers':<24} 95 of 100",
        flush=True,
    )
    firsts, answers = {}, {}
    with all_served(sites) as hosts:
        for walk, paths in pages.items():
            addresses = [host + path for host, path in zip(hosts, paths, strict=True)]
            choices = [[first_choice(browser, each) for each in addresses] for _ in range(rounds)]
            firsts[walk] = Figure(*zip(*choices, strict=True))
            answers[walk] = Figure(*answer_times(browser, addresses))
            print(
                f"  {walk:<28} {firsts[walk]!s:<24} {answers[walk]!s:<24} "
                f"{answers[walk].most_in_words()}",
                flush=True,
            )
    slowest = max(figure.most for figure in answers.values())
    first = max(figure.middle for figure in firsts.values())
    bars = [
        Bar("an answer of the slowest walk, 95 of 100", slowest, 50, "{:.0f} ms"),
        Bar("a first choice of the slowest walk", first, FIRST_CHOICE_MS, "{:.0f} ms"),
    ]
    if len(sites) > 1:
        ratios = [figure.ratio for figure in answers.values()]
        bars += [
            Bar("answers of before, the walk in the middle", median(ratios), OF_BEFORE, "{:.2f}"),
            Bar("answers of before, the least improved walk", max(ratios), OF_BEFORE, "{:.2f}"),
        ]
    return bars


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description="Measure the live layer in a built site.")
    parser.add_argument("site", type=Path, nargs="?", default=ROOT / "_build" / "html")
    parser.add_argument("--before", type=Path, help="the built site of the version before")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--walk", action="append", help="one of the walks to measure; may be repeated"
    )
    arguments = parser.parse_args()
    sites = [arguments.site, *([arguments.before] if arguments.before else [])]
    of_sites = [pages_with_walks(site) for site in sites]
    pages = {
        walk: [each[walk] for each in of_sites]
        for walk in of_sites[0]
        if all(walk in each for each in of_sites) and (not arguments.walk or walk in arguments.walk)
    }
    if not pages:
        sys.exit(f"No walk to measure. There are: {', '.join(of_sites[0])}.")
    path = next(iter(of_sites[0].values()))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        write_bare_site(Path(folder))
        browser = playwright.chromium.launch(
            executable_path=find_chromium(),
            args=["--disable-background-networking", "--disable-component-update"],
        )
        bars = measure_starts(browser, sites, path, Path(folder), arguments.rounds)
        bars += measure_answers(browser, sites, pages, arguments.rounds)
        print("\n" + "\n".join(map(str, bars)))
        browser.close()


if __name__ == "__main__":
    main()
