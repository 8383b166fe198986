"""Build the handbook into _build/html, doing no more than what has changed asks for.

Sphinx rebuilds a page when its own file changes, but cannot know that a page or a notebook shows
what the model and the data say, and repeats no warning about a page it leaves alone. So:

- nothing changed since the last good build: nothing is done;
- only the text of pages or notebooks changed: Sphinx rebuilds those;
- anything else, or the last build failed: everything is built afresh, notebooks executed.

Each build says when the bank holidays in the data are certain for less than a year.
"""

import datetime as dt
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from scc_model.dates import long_date
from scc_model.dating.working_days import add_months
from scc_model.loading import load
from scc_model.loading.kinds import HOLIDAYS
from scc_model.model import BankHolidays
from scc_model.words import wording

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "_build"
RECORD = BUILD / "site_inputs.json"

SOURCES = ("_config.yml", "locks/book.txt", "book", "data", "notebooks", "scc_model")
NOT_SOURCES = {"__pycache__", "node_modules", "cache", ".ipynb_checkpoints"}
PAGES = {".md", ".ipynb"}
SETTINGS = ("HANDBOOK_BASEURL", "HANDBOOK_OFFLINE")  # of the environment; see publish.md
# The build itself writes the pages of this folder from the data, but for its index.
WRITTEN_BY_THE_BUILD = ROOT / "book" / "roles"


def fingerprints() -> dict[str, str]:
    """Give the hash of every file that the site is made from, by path from the root.

    What the environment sets counts as files do.
    """
    files = [
        path
        for source in SOURCES
        for path in ([ROOT / source] if (ROOT / source).is_file() else (ROOT / source).rglob("*"))
        if path.is_file() and not NOT_SOURCES.intersection(path.parts)
        if path.parent != WRITTEN_BY_THE_BUILD or path.stem == "index"
    ]
    return {name: os.environ.get(name, "") for name in SETTINGS} | {
        path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(files)
    }


def running_out(known: BankHolidays, today: dt.date) -> str | None:
    """Warn, when less than a year of certain bank holidays is left, of what there is to do."""
    if known.certain_to >= add_months(today, 12):
        return None
    days = max(0, known.certain_days_left(today))
    left = wording.counted(days, "day") if days else "none"
    return (
        f"Warning: bank holidays are certain to {long_date(known.certain_to)} only ({left} left). "
        f"Compare data/{HOLIDAYS} with https://www.gov.uk/bank-holidays, and set its 'certain_to' "
        "and 'as_of'."
    )


def today() -> dt.date:
    """Give the day of the build, which SOURCE_DATE_EPOCH can set."""
    return dt.datetime.fromtimestamp(
        int(os.environ.get("SOURCE_DATE_EPOCH", time.time())), dt.UTC
    ).date()


def is_page(path: str) -> bool:
    """Say whether Sphinx itself notices a change to this file."""
    return path.startswith(("book/", "notebooks/")) and Path(path).suffix in PAGES


def main() -> int:
    """Build what needs building; give the exit code."""
    started = time.perf_counter()
    if warning := running_out(load().bank_holidays, today()):
        print(warning, file=sys.stderr)
    before = json.loads(RECORD.read_text()) if RECORD.exists() else {}
    now = fingerprints()
    changed = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
    if not changed:
        print("==> The site is up to date in _build/html")
        return 0

    # A page that came or went changes the contents list on every other page.
    if not all(is_page(path) and path in before and path in now for path in changed):
        for stale in ("html", ".doctrees", ".jupyter_cache"):
            shutil.rmtree(BUILD / stale, ignore_errors=True)
    RECORD.unlink(missing_ok=True)

    print("==> Building the site into _build/html", flush=True)
    jupyter_book = Path(sys.executable).with_name("jupyter-book")
    strictly = ["--warningiserror", "--nitpick", "--keep-going"]
    what = ["build", str(ROOT), "--toc", str(ROOT / "book/_toc.yml")]
    code = subprocess.run([jupyter_book, *what, *strictly], cwd=ROOT, check=False).returncode
    if code:
        print("The site did not build; see the warnings above.", file=sys.stderr)
        return code

    RECORD.write_text(json.dumps(now, indent=1))
    print(f"==> Built in {time.perf_counter() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
