"""The list of the site's files by which a device keeps the handbook."""

import base64
import hashlib
import json

import pytest

import offline
from live_layer.assets import built_folder
from offline.listing import WORKER, worker_script
from places import BOOK
from small_book import build_book, build_page

LIVE = "_static/live/0a"
HEAD = (
    '<script src="{up}_static/a.js?v=1"></script><link rel="stylesheet" href="{up}_static/a.css">'
)
FILES = {
    "index.html": '<meta http-equiv="refresh" content="0; url=book/index.html">',
    "404.html": "<p>gone</p>",
    "book/index.html": HEAD.format(up="../"),
    "book/deep/page.html": HEAD.format(up="../../") + '<script src="../../_static/b.js"></script>',
    "_static/a.js": "a()",
    "_static/a.css": "p {}",
    "_static/b.js": "b()",
    f"{LIVE}/live-page.mjs": "",
    f"{LIVE}/pyodide.asm.wasm": "",
    f"{LIVE}/modules.zip": "",
    "_static/live/older/live-page.mjs": "",
    "_headers": "/*",
    "_hosts/nginx.conf": "",
    ".buildinfo": "",
    WORKER: "of the build before",
}


@pytest.fixture
def site(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def listed(site, script="work()"):
    text = worker_script(script, site, "0a")
    first, rest = text.split(";\n", 1)
    assert rest == script
    return json.loads(first.removeprefix("const BUILD = "))


def test_every_file_is_listed_but_what_is_for_hosts_and_of_builds_before(site):
    assert set(listed(site)["files"]) == {
        name for name in FILES if not name.startswith(("_h", ".", WORKER, "_static/live/older"))
    }


def test_a_file_is_listed_with_its_digest_and_its_size(site):
    digest = base64.b64encode(hashlib.sha256(b"a()").digest()[:15]).decode()
    assert listed(site)["files"]["_static/a.js"] == [digest, 3]


def test_the_frame_is_what_every_page_has_as_pages_ask_for_it(site):
    assert listed(site)["frame"] == [
        ["_static/a.css", "_static/a.css"],
        ["_static/a.js", "_static/a.js?v=1"],
        ["index.html", "index.html"],
    ]


def test_what_only_a_plain_start_or_a_late_import_fetches_is_told_apart(site):
    assert listed(site)["spare"] == [f"{LIVE}/pyodide.asm.wasm"]
    assert listed(site)["late"] == [f"{LIVE}/modules.zip"]


@pytest.mark.parametrize("change", [{"book/deep/page.html": "x"}, {"_static/new.png": "y"}])
def test_a_build_has_another_name_as_soon_as_anything_in_it_is_different(site, change):
    before = listed(site)["id"]
    assert listed(site)["id"] == before
    for name, text in change.items():
        (site / name).write_text(text, "utf-8")
    assert listed(site)["id"] != before
    assert listed(site, "work(2)")["id"] != listed(site)["id"]


PAGES = {"index": "# One\n\n```{offline-panel}\n```\n"}


def test_a_site_is_built_with_the_worker_the_scripts_and_the_place_of_the_panel(tmp_path):
    out, _ = build_book(tmp_path, PAGES, "offline", html_theme="basic")
    text = (out / WORKER).read_text("utf-8")
    assert "_static/offline-page.mjs" in text
    page = (out / "index.html").read_text("utf-8")
    assert "data-offline" in page
    assert page.count("offline-page.mjs") == page.count("offline-panel.mjs") == 1


def test_a_page_without_the_panel_loads_no_script_for_it(tmp_path):
    page, _ = build_page(tmp_path, "# One\n", "index", "offline", html_theme="basic")
    assert page.select("script[src*=offline-page]")
    assert not page.select("script[src*=offline-panel]")


def test_a_site_is_built_without_it_where_that_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.setenv("HANDBOOK_OFFLINE", "off")
    out, _ = build_book(tmp_path, PAGES, "offline", html_theme="basic")
    assert (out / WORKER).read_bytes() == (offline.BUILT / offline.RETIRED).read_bytes()
    page = (out / "index.html").read_text("utf-8")
    assert "published without that" in page
    assert "offline-page.mjs" not in page


def test_the_scripts_of_pages_stay_small():
    """Every page fetches the one; only the page with the panel the other."""
    sizes = {file.name: file.stat().st_size for file in offline.BUILT.iterdir()}
    assert sizes["offline-page.mjs"] < 4_000
    assert sizes["offline-panel.mjs"] < 5_000
    assert sizes[WORKER] < 10_000


def test_the_digests_are_as_long_as_the_worker_works_them_out():
    shelf = (BOOK / "_live/src/offline/worker/shelf.mjs").read_text("utf-8")
    assert f"DIGEST_BYTES = {offline.listing.DIGEST_BYTES};" in shelf
    assert built_folder()
