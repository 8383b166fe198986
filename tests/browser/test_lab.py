"""JupyterLab as `make lab` starts it: a notebook is run, a control moved, the answer follows."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import subprocess
import time

import pytest
from playwright.sync_api import expect

import lab as jupyterlab
from places import ROOT

pytestmark = pytest.mark.browser

# JupyterLab and its kernel start in 10 seconds here, and in minutes elsewhere.
PATIENCE = 300_000  # milliseconds, as Playwright counts


@pytest.fixture
def lab(tmp_path):
    """The address of a JupyterLab on a copy of a notebook, and what it writes to its log."""
    notebooks, kept, runtime = (tmp_path / name for name in ("notebooks", "kept", "runtime"))
    notebooks.mkdir()
    shutil.copy(ROOT / "notebooks" / "progress_reviews.ipynb", notebooks)
    key = secrets.token_hex()
    own = {name: str(tmp_path / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR",
                                                   "IPYTHONDIR", "MPLCONFIGDIR")}  # fmt: skip
    environment = os.environ | own | {"JUPYTER_RUNTIME_DIR": str(runtime), "JUPYTER_TOKEN": key}
    log = tmp_path / "log"
    words = jupyterlab.command(notebooks, kept, 0, "--no-browser")
    with log.open("wb") as written, subprocess.Popen(
        words, env=environment, stdin=subprocess.DEVNULL, stdout=written, stderr=written
    ) as process:  # fmt: skip
        try:
            yield f"{address_of(process, runtime, log)}lab/tree/progress_reviews.ipynb?token={key}"
        finally:
            process.terminate()


def address_of(process, runtime, log):
    """Where it listens, once it says so."""
    ends = time.monotonic() + PATIENCE / 1000
    while process.poll() is None and time.monotonic() < ends:
        for said in runtime.glob("jpserver-*.json"):
            try:
                return json.loads(said.read_text("utf-8"))["url"]
            except ValueError:  # it is being written
                pass
        time.sleep(0.05)
    pytest.fail(f"JupyterLab did not start: {log.read_text('utf-8', 'replace')}")


def run_all(page):
    """Run every cell by the menu, once the notebook has its kernel."""
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


def test_a_control_is_moved_and_table_and_picture_follow(lab, visit):
    page = visit(lab)
    page.set_default_timeout(PATIENCE)
    run_all(page)
    form = page.locator(".widget-vbox")
    table, picture = form.get_by_role("table"), form.get_by_role("img")
    expect(table).to_contain_text("Overdue", timeout=PATIENCE)
    drawn = picture.get_attribute("src")

    form.get_by_role("slider").press("ArrowLeft")
    expect(table).not_to_contain_text("Overdue", timeout=PATIENCE)
    expect(picture).to_have_attribute("alt", re.compile("Of 2 reviews"), timeout=PATIENCE)
    assert picture.get_attribute("src") != drawn

    form.get_by_label("Which year is meant").select_option("The calendar year.")
    expect(table).to_contain_text("Thursday 31 December 2015", timeout=PATIENCE)

    held = form.get_by_label("A School Progress Review was held")
    held.fill("")
    expect(form.get_by_role("alert")).to_contain_text("There is no day for", timeout=PATIENCE)
    held.fill("2016-01-11")
    # And what was set before the day was taken away is as it was.
    last = re.compile("Of 2 reviews .* 1 by Saturday 31 December 2016")
    expect(picture).to_have_attribute("alt", last, timeout=PATIENCE)
