"""The directive that puts a walk on a page."""

import re
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from sphinx.application import Sphinx

GOOD = "category=special-measures&inspection-ended=2014-10-17"


@pytest.fixture
def build(tmp_path, built):  # noqa: ARG001 -- the extension looks for what is built
    """Build a site of these pages; gives what each page holds, and the warnings."""

    def build_pages(**pages):
        source, out = tmp_path / "source", tmp_path / "out"
        source.mkdir()
        for name, text in pages.items():
            (source / f"{name}.rst").write_text(f"{name}\n{'=' * len(name)}\n\n{text}\n", "utf-8")
        warnings = StringIO()
        settings = {"extensions": ["live_layer"], "html_theme": "basic"}
        places = [source, None, out, tmp_path / "doctrees", "html"]
        app = Sphinx(*places, confoverrides=settings, status=None, warning=warnings)
        app.build()
        read = {
            name: BeautifulSoup((out / f"{name}.html").read_text("utf-8"), "html.parser")
            for name in pages
        }
        return out, read, warnings.getvalue()

    return build_pages


def test_a_page_with_a_walk_is_whole_and_loads_the_live_layer(build, manifest):
    out, pages, warnings = build(
        index=f".. toctree::\n\n   plain\n\n.. walk:: category-timeline\n   :state: {GOOD}",
        plain="No walk here.",
    )
    assert warnings == ""
    walk = pages["index"].select_one("section.scc-walk")
    assert walk["id"] == "walk-category-timeline"
    assert walk["data-live"] == "static"
    assert GOOD in walk["data-state"]
    assert walk.select_one(".scc-walk__status[role=status]")
    assert walk.select_one(".scc-walk__body form.scc-walk__form")
    assert "JavaScript" in walk.select_one("noscript").text

    script = pages["index"].select_one("script[src*='live-page.mjs']")
    assert script["type"] == "module"
    assert (out / script["src"].partition("?")[0]).is_file()
    assert {file.name for file in (out / "_static" / "live").iterdir()} == {manifest["folder"]}
    assert not pages["plain"].select("script[src*='live']")


@pytest.mark.parametrize(
    ("directive", "telling"),
    [
        (".. walk:: category-timelime", "category-timeline"),
        (".. walk:: category-timeline\n   :state: category=special-mesures", "special-mesures"),
        (".. walk:: category-timeline\n   :state: colour=red", "colour=red"),
    ],
)
def test_a_mistake_is_a_warning_with_its_place_and_what_would_do(build, directive, telling):
    _, _, warnings = build(index=directive)
    assert re.search(r"index\.rst:4: WARNING: ", warnings)
    assert telling in warnings
