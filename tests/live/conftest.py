"""A small site with walks on it: the built live layer and the markup that the book's pages have."""

import json
import shutil
import threading

import pytest

from places import BOOK
from scc_model.loading import load
from scc_model.walks.site import Site
from serve import SiteServer

BUILT = BOOK / "_live" / "dist" / "live"
SOURCES = BOOK / "_live" / "src"

PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8"><title>Walks</title><link rel="icon" href="data:,">
<script type="module" src="{live}/live-page.mjs"></script>
</head>
<body><h1>Walks</h1><p><a href="other.html">Elsewhere</a></p>{before}{walks}</body>
</html>
"""

EXAMPLE = "category=special-measures&inspection-ended=2014-10-17"
# Taller than any window, so that what follows it is out of sight.
TALL = '<svg width="1" height="5000" role="presentation"></svg>'


@pytest.fixture(scope="session")
def manifest():
    """What the live layer's build says that it made."""
    path = BUILT / "manifest.json"
    if not path.exists():
        pytest.fail("The live layer is not built. Run `make live`, or `make test`.")
    return json.loads(path.read_text("utf-8"))


@pytest.fixture(scope="session")
def built(manifest):
    """The folder of the built live layer."""
    return BUILT / manifest["folder"]


@pytest.fixture(scope="session")
def walk_site(manifest, built, tmp_path_factory):
    """A folder of static files: pages with walks, the live layer, and the modules of a walk."""
    site = tmp_path_factory.mktemp("site")
    live = f"_static/live/{manifest['folder']}"
    shutil.copytree(built, site / live)
    shutil.copytree(SOURCES / "walk", site / "walk")
    walks = Site(load())
    timeline = walks.section("category-timeline", EXAMPLE)
    classify = walks.section("classify", "")
    pages = {
        "one": {"before": "", "walks": timeline},
        "two": {"before": "", "walks": timeline + classify},
        "far": {"before": TALL, "walks": timeline},
    }
    for name, parts in pages.items():
        (site / f"{name}.html").write_text(PAGE.format(live=live, **parts), "utf-8")
    (site / "other.html").write_text("<!doctype html><title>Elsewhere</title><h1>Elsewhere</h1>")
    return site


@pytest.fixture(scope="session")
def walks(walk_site):
    """The address of the small site, in a folder of its host as GitHub Pages has it."""
    with SiteServer(walk_site, base="/handbook/") as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.address
        server.shutdown()


@pytest.fixture
def visit(visit):
    """Open pages, and fail the test in the end if anything went wrong on them.

    No page of the small site has a service worker, so none needs to be allowed.
    """
    visit.options = {"service_workers": "block"}
    return visit
