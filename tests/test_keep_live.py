"""Publishing anew keeps the live folder that pages of the last build ask for."""

import hashlib
import json
import threading
from contextlib import contextmanager

import pytest

from keep_live import FOLDERS, MANIFEST, NothingToKeepError, keep
from serve import SiteServer


def make_site(folder, name, **files):
    """A built site, as far as the live layer goes."""
    live = folder / FOLDERS / name
    live.mkdir(parents=True)
    for file, text in files.items():
        (live / file).write_text(text, "utf-8")
    hashes = {file: {"sha256": hashlib.sha256(text.encode()).hexdigest()}
              for file, text in files.items()}  # fmt: skip
    (folder / MANIFEST).write_text(json.dumps({"folder": name, "files": hashes}), "utf-8")
    return folder


@contextmanager
def published(folder):
    with SiteServer(folder, base="/handbook/") as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.address
        server.shutdown()


def folders(site):
    return {place.name for place in (site / FOLDERS).iterdir()}


@pytest.fixture
def old(tmp_path):
    return make_site(tmp_path / "old", "0ld", page="the old page", worker="the old worker")


@pytest.fixture
def new(tmp_path):
    return make_site(tmp_path / "new", "4ew", page="the new page")


def test_the_last_builds_folder_goes_along_and_it_is_said(old, new):
    with published(old) as address:
        said = keep(address.removesuffix("/"), new)
    assert folders(new) == {"0ld", "4ew"}
    assert (new / FOLDERS / "0ld" / "worker").read_text("utf-8") == "the old worker"
    assert "Kept the live folder of the published site, 0ld" in said


def test_the_build_before_the_last_does_not_go_along(old, new, tmp_path):
    newest = make_site(tmp_path / "newest", "4ewest", page="the newest page")
    with published(old) as address:
        keep(address, new)
    with published(new) as address:
        keep(address, newest)
    assert folders(newest) == {"4ew", "4ewest"}


def test_the_same_folder_is_not_fetched(new):
    with published(new) as address:
        assert "nothing to keep" in keep(address, new)
    assert folders(new) == {"4ew"}


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda site: (site / MANIFEST).unlink(), "404"),
        (lambda site: (site / MANIFEST).write_text("<html>", "utf-8"), "no list of a live folder"),
        (lambda site: (site / MANIFEST).write_text("[]", "utf-8"), "no list of a live folder"),
        (lambda site: (site / FOLDERS / "0ld" / "worker").unlink(), "404"),
        (lambda site: (site / FOLDERS / "0ld" / "worker").write_text("x"), "is not what it was"),
        (lambda site: (site / MANIFEST).write_text(json.dumps(
            {"folder": "..", "files": {}})), "outside the live folder"),
        (lambda site: (site / MANIFEST).write_text(json.dumps(
            {"folder": "0ld", "files": {"../../index.html": {}}})), "outside the live folder"),
    ],
)  # fmt: skip
def test_where_nothing_whole_is_published_nothing_is_kept_and_it_is_said_why(old, new, spoil, why):
    spoil(old)
    with published(old) as address, pytest.raises(NothingToKeepError, match=why):
        keep(address, new)
    assert folders(new) == {"4ew"}


def test_where_no_site_answers_nothing_is_kept(new, old):
    with published(old) as address:
        pass
    with pytest.raises(NothingToKeepError):
        keep(address, new)
