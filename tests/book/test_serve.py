"""The server of static files, as `make handbook` and the browser tests use it."""

import threading
from contextlib import contextmanager
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from serve import SiteServer, serve_on_first_free_port


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "index.html").write_text("start")
    (tmp_path / "404.html").write_text("no such page here")
    for name in ("page.mjs", "python.wasm", "dates.ics", "image.gz"):
        (tmp_path / name).write_bytes(b"")
    return tmp_path


@contextmanager
def serving(folder, **options):
    with SiteServer(folder, **options) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.address
        server.shutdown()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("page.mjs", "text/javascript; charset=utf-8"),
        ("python.wasm", "application/wasm"),
        ("dates.ics", "text/calendar; charset=utf-8"),
        ("image.gz", "application/octet-stream"),
    ],
)
def test_a_file_has_the_type_that_a_browser_insists_on(folder, name, expected):
    with serving(folder) as address, urlopen(address + name) as answer:
        assert answer.headers["Content-Type"] == expected
        assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("base", ["/", "/handbook/", "handbook"])
def test_the_site_answers_under_its_base(folder, base):
    with serving(folder, base=base) as address, urlopen(address) as answer:
        assert answer.read() == b"start"


@pytest.mark.parametrize("path", ["nowhere.html", "../../etc/passwd"])
def test_an_address_that_leads_nowhere_or_outside_shows_the_sites_own_page(folder, path):
    with serving(folder, base="/handbook/") as address, pytest.raises(HTTPError) as error:
        urlopen(address + path)
    assert error.value.code == 404
    assert error.value.read() == b"no such page here"


def test_a_taken_port_is_passed_over_in_words(folder, capsys):
    with SiteServer(folder) as first:
        taken = first.server_port
        with serve_on_first_free_port(folder, taken, "/") as second:
            assert second.server_port > taken
    assert f"Port {taken} is taken" in capsys.readouterr().out
