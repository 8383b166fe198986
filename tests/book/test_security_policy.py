"""The security policy in each page, and the header files for hosts: made of what pages hold."""

import base64
import hashlib
import re
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup

from security_policy.hosts import HEADER_FILES, apache, headers, iis, netlify_and_cloudflare, nginx
from security_policy.policy import Held, as_text, policy, with_policy
from serve import headers_for
from small_book import build_book

PAGE = '<!DOCTYPE html><html><head>\n  <meta charset="utf-8">\n{}</head><body>{}</body></html>'


def hash_of(text):
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def allowed(page):
    return policy(Held.of(page))


def test_a_page_of_files_only_may_run_and_ask_its_own_site_and_nothing_else():
    sources = allowed(PAGE.format('<script src="a.js"></script>', "<p>x</p>"))
    assert sources["default-src"] == "'none'"
    assert {sources[kind] for kind in ("object-src", "base-uri", "form-action")} == {"'none'"}
    assert {sources[kind] for kind in ("script-src", "style-src", "img-src", "connect-src")} == {
        "'self'"
    }


@pytest.mark.parametrize("text", ["a()", "\n  é = `</p>` && 1 &amp; 2\n"])
def test_a_script_and_a_style_in_the_page_are_named_by_their_hashes(text):
    page = PAGE.format(f"<script>{text}</script>", f"<style>{text}</style>")
    assert allowed(page)["script-src"] == f"'self' {hash_of(text)}"
    assert allowed(page)["style-src"] == f"'self' {hash_of(text)}"


@pytest.mark.parametrize("kind", ["application/json", "application/ld+json", "text/plain"])
def test_what_no_browser_runs_needs_no_hash(kind):
    page = PAGE.format(f'<script type="{kind}">{{"a": 1}}</script>', "")
    assert allowed(page)["script-src"] == "'self'"


def test_only_a_page_that_starts_python_may_run_webassembly_and_what_it_unpacks():
    live = PAGE.format('<script type="module" src="../_static/live/0a/live-page.mjs?v=1">', "")
    assert allowed(live)["script-src"] == "'self' 'wasm-unsafe-eval' blob:"
    assert allowed(live)["worker-src"] == "'self' blob:"
    assert allowed(PAGE.format("", ""))["worker-src"] == "'self'"


@pytest.mark.parametrize(
    "picture", ['<link rel="icon" href="data:,">', '<img src="data:image/png,">']
)
def test_only_a_page_with_a_picture_in_it_may_show_one(picture):
    assert allowed(PAGE.format(picture, ""))["img-src"] == "'self' data:"
    assert allowed(PAGE.format("", ""))["img-src"] == "'self'"


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ('<p style="color: red">x</p>', "a style on <p>"),
        ('<button onclick="a()">x</button>', "onclick on <button>"),
        ('<a href=" JavaScript:a()">x</a>', "a script as the address of <a>"),
        ('<base href="/">', "<base>"),
        ('<svg><rect style="fill: red"/></svg>', "a style on <rect>"),
    ],
)
def test_what_no_policy_so_strict_allows_fails_the_build_with_its_page_and_a_way_out(
    tmp_path, held, said
):
    [fault] = Held.of(PAGE.format("", held)).forbidden
    assert fault.startswith(said)
    page = f"# Title\n\n```{{raw}} html\n{held}\n```\n"
    _, warnings = build_book(tmp_path, {"page": page}, "security_policy", html_theme="basic",
                             templates_path=[], html_use_index=False)  # fmt: skip
    assert f"page.html holds {fault}" in warnings


def test_the_policy_stands_before_anything_that_it_binds_and_is_written_once():
    page = PAGE.format("<script>a()</script>", "")
    once = with_policy(page, as_text(allowed(page)))
    assert with_policy(once, as_text(allowed(once))) == once
    head = BeautifulSoup(once, "html.parser").head.find_all(True)
    assert [element.name for element in head] == ["meta", "meta", "script"]
    assert head[1]["content"] == as_text(allowed(page))


def test_a_page_written_anew_gets_the_policy_of_what_it_holds_now():
    before = with_policy(PAGE.format("", ""), as_text(allowed(PAGE.format("", ""))))
    after = before.replace("<body>", "<body><script>b()</script>")
    assert hash_of("b()") in with_policy(after, as_text(allowed(after)))


def test_a_page_without_its_character_set_is_no_page_of_the_site():
    with pytest.raises(ValueError, match="charset"):
        with_policy("<html><head></head></html>", "x")


# ---- For hosts -----------------------------------------------------------------------------------

SENT = headers(Held(scripts=frozenset({"a()"}), live=True))


def test_what_a_page_cannot_say_is_said_by_the_host():
    assert SENT["Content-Security-Policy"].endswith("frame-ancestors 'none'")
    assert hash_of("a()") in SENT["Content-Security-Policy"]
    assert SENT["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("write", [netlify_and_cloudflare, nginx, apache, iis])
def test_every_header_stands_in_the_file_of_every_host(write):
    text = write(SENT)
    for name, value in SENT.items():
        assert name in text
        assert value in text


def test_the_file_for_iis_can_be_read_and_the_one_for_nginx_repeats_what_a_location_drops():
    root = ET.fromstring(iis(SENT).split("?>", 1)[1].strip())  # noqa: S314 -- our own
    assert {add.get("name"): add.get("value") for add in root.iter("add")} == SENT
    inside = re.search(r"location [^{]+\{(.*?)\n\}", nginx(SENT), re.DOTALL)[1]
    assert all(f"add_header {name} " in inside for name in SENT)


def test_the_server_for_trying_out_sends_what_the_header_file_asks_for(tmp_path):
    (tmp_path / "_headers").write_text(netlify_and_cloudflare(SENT), "utf-8")
    assert headers_for(tmp_path, "/book/index.html") == SENT
    assert "immutable" in headers_for(tmp_path, "/_static/live/0a/x.mjs")["Cache-Control"]
    assert headers_for(tmp_path / "elsewhere", "/book/index.html") == {}


def test_a_site_is_built_with_a_policy_in_every_page_and_the_files_for_hosts(tmp_path):
    out, _ = build_book(tmp_path, {"index": "# One\n", "two": "# Two\n"}, "security_policy",
                        html_theme="basic")  # fmt: skip
    for page in out.rglob("*.html"):
        assert page.read_text("utf-8").count("Content-Security-Policy") == 1, page
    assert all((out / name).is_file() for name in HEADER_FILES)
