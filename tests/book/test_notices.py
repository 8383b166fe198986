"""What others wrote is named on a page, with its licence in full and the place of its source."""

import html
import importlib.metadata
import json
import re
import zipfile

import pytest

from notices.parts import NODE_MODULES, NoticesError, read
from places import BOOK, SITE

INVENTORY = read()
NAMES = [part.id for part in INVENTORY.parts]
PAGE = "book/reference/notices.html"
LIVE = SITE / "_static" / "live"
OF_MODULES = {"scc_model": "ours", "attr": "attrs", "attrs": "attrs"}


def files_of_the_site():
    found = [path.relative_to(SITE).as_posix() for path in SITE.rglob("*") if path.is_file()]
    assert "index.html" in found
    return found


def the(pattern):
    [file] = LIVE.glob(f"*/{pattern}")
    return file


def modules(archive):
    """The first names of what an archive of modules holds."""
    return {
        name.partition("/")[0].partition(".")[0] for name in zipfile.ZipFile(archive).namelist()
    }


def test_every_file_of_the_site_is_ours_or_is_attributed():
    assert INVENTORY.unexplained(files_of_the_site()) == []


def test_nothing_is_attributed_that_the_site_does_not_hold():
    assert INVENTORY.missing(files_of_the_site()) == []


@pytest.mark.parametrize(
    "file",
    [
        "_static/jquery.js",
        "_static/fonts/lato.woff2",
        "_static/live/0123456789ab/networkx.zip",
        "_static/live/0123456789ab/zstddec-stream.mjs",
    ],
)
def test_a_file_that_nobody_named_is_noticed(file):
    assert INVENTORY.unexplained(["index.html", file]) == [file]


def test_the_modules_that_the_browser_runs_are_attributed():
    assert modules(the("modules.zip")) == set(OF_MODULES)
    assert set(OF_MODULES.values()) - {"ours"} <= set(NAMES)
    of_pyodide = modules(NODE_MODULES / "pyodide" / "python_stdlib.zip")
    assert modules(the("python-stdlib.zip")) <= of_pyodide


def test_whoever_claims_a_copyright_in_the_compiled_python_is_named_in_the_texts():
    """A library that came in with a new Pyodide would mostly say whose it is."""
    compiled = the("pyodide.asm.wasm").read_bytes()
    said = re.findall(rb"Copyright (?:\(c\) )?[\d-]+(?:, )? ?(?:by )?([A-Z][^\0\n]{3,})", compiled)
    holders = {line.decode("latin-1").strip(" .") for line in said}
    assert len(holders) >= 4
    texts = " ".join(" ".join(part.text.split()) for part in INVENTORY.parts)
    assert {name for name in holders if name.split(",")[0] not in texts} == set()


@pytest.mark.parametrize("part", INVENTORY.parts, ids=NAMES)
def test_a_part_is_named_on_the_page_with_its_text_and_its_source(part):
    page = (SITE / PAGE).read_text("utf-8")
    assert f"<strong>{html.escape(part.name)}</strong>" in page
    assert f'href="../../_static/notices/{part.id}.txt"' in page
    assert f'href="{part.source}"' in page
    assert part.source.startswith("https://")
    text = (SITE / "_static" / "notices" / f"{part.id}.txt").read_text("utf-8")
    assert text.startswith(f"{part.name}, {part.version}\n{part.licence}\nSource: {part.source}\n")
    assert part.text in text
    assert re.search(r"copyright|licen[cs]e|public\s+domain", part.text, re.IGNORECASE)


def test_every_page_leads_to_the_notices():
    for page in ("book/index.html", "notebooks/powers.html", PAGE):
        assert re.search(
            r'href="[^"]*(notices\.html|#)">What others wrote</a>', (SITE / page).read_text("utf-8")
        )


@pytest.mark.parametrize("name", ["attrs", "sphinx", "pygments", "myst-nb", "snowballstemmer"])
def test_what_is_installed_says_its_version_and_its_licence_itself(name):
    metadata = importlib.metadata.metadata(name)
    [part] = [part for part in INVENTORY.parts if part.id in (name, name.removesuffix("stemmer"))]
    assert part.version == metadata["Version"]
    assert part.licence == (metadata["License-Expression"] or metadata["License"] or part.licence)


@pytest.mark.parametrize("name", ["pyodide", "zstddec"])
def test_a_node_package_says_its_version_and_its_licence_itself(name):
    package = json.loads((NODE_MODULES / name / "package.json").read_text("utf-8"))
    [part] = [part for part in INVENTORY.parts if part.id == name]
    assert (part.version, part.licence) == (package["version"], package["license"])


def test_another_pyodide_stops_the_build_until_its_parts_are_looked_through(tmp_path):
    parts = tmp_path / "parts.yaml"
    parts.write_text("looked_through: {pyodide: 0.1.0}\nours: []\nparts: []\n")
    with pytest.raises(NoticesError, match=r"pyodide \d+.* listed for 0\.1\.0\. Look through"):
        read(parts)


def test_a_part_without_a_licence_text_stops_the_build(tmp_path):
    parts = tmp_path / "parts.yaml"
    entry = "{id: a, name: A, version: 1, licence: MIT, source: 'https://a', files: [a]}"
    parts.write_text(f"looked_through: {{}}\nours: []\nparts: [{entry}]\n")
    with pytest.raises(NoticesError, match="A ships no licence text"):
        read(parts)


def test_our_scripts_for_the_browser_and_the_wheel_take_in_nothing_of_others():
    """What is bundled into them is theirs and ours; what they fetch is a file of its own."""
    imported = {
        name
        for script in (BOOK / "_live" / "src").rglob("*.mjs")
        for name in re.findall(
            r'^\s*(?:import|export)\b[^;]*?from "([^"]+)"', script.read_text("utf-8"), re.MULTILINE
        )
    }
    assert imported
    assert {name for name in imported if not name.startswith(".")} == set()
