"""The live layer's scripts: what is made of them, and how the worker passes its time."""

import json
import re
import subprocess

import pytest

from live_build.node import bundle, node_folder
from places import BOOK, PACKAGE, ROOT

SOURCES = BOOK / "_live" / "src"

pytestmark = pytest.mark.usefixtures("built")  # and with it, what bundles them is installed


def test_the_widgets_script_is_what_its_modules_make(tmp_path):
    """It is committed, so that whoever installs the package needs no Node.js."""
    anew = tmp_path / "walk.mjs"
    bundle(SOURCES / "walk" / "widget.mjs", anew)
    committed = PACKAGE / "walks" / "static" / "walk.mjs"
    assert committed.read_text("utf-8") == anew.read_text("utf-8"), "`make live` writes it anew"


def test_no_page_waits_for_one_script_to_hear_of_the_next(built):
    """What is fetched first imports nothing but what it asks for later, by `import()`."""
    for name in ("live-page.mjs", "live-worker.mjs"):
        script = (built / name).read_text("utf-8")
        assert not re.search(r'\bimport\s*[{*"]', script)


def test_every_script_imports_files_that_are_there():
    """Also those of `tools`, which no page runs and no other test starts."""
    scripts = [*SOURCES.rglob("*.mjs"), *(BOOK / "_live" / "bake").glob("*.mjs"),
               *(ROOT / "tools").glob("*.mjs"), *(BOOK / "_static").rglob("*.mjs")]  # fmt: skip
    named = [
        (script, script.parent / path)
        for script in scripts
        for path in re.findall(r'(?:from|import)\(?\s*"(\.[^"]+)"', script.read_text("utf-8"))
    ]
    assert any(script.parent.name == "tools" for script, _ in named)
    made_when_built = {
        "search-index.mjs",
        "live-assets.mjs",
        "pyodide.mjs",
        "pyodide.asm.mjs",
        "zstddec.mjs",
    }
    lost = [f"{script.name}: {path.name}" for script, path in named
            if not path.exists() and path.name not in made_when_built]  # fmt: skip
    assert lost == []


FORESEE = """
import { Foresight } from "%s";
const foresight = new Foresight();
const heard = [];
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
foresight.begin(["a", "b", "c", "d"], (state) => {
  heard.push(state);
  if (state === "b") queueMicrotask(() => foresight.stop());  // as if a question came in between
});
await wait(400);
const stopped = heard.length;
foresight.begin(["e", "f"], (state) => heard.push(state));
const atOnce = heard.length;
while (heard.length < 4) await wait(20);
await wait(100);
foresight.begin(["wrong", "g", "slow", "never"], (state) => {
  heard.push(state);
  if (state === "wrong") throw new Error("as Python may");
  for (const began = performance.now(); state === "slow" && performance.now() - began < 100; );
});
await wait(500);
console.log(JSON.stringify({ heard, stopped, atOnce }));
"""


def test_what_is_foreseen_makes_way_for_a_question_and_keeps_nobody_waiting():
    script = FORESEE % (SOURCES / "worker" / "foresight.mjs").as_uri()
    run = subprocess.run(
        [node_folder() / "node", "--input-type=module", "--eval", script],
        check=True, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    foreseen = json.loads(run.stdout)
    assert foreseen["heard"] == ["a", "b", "e", "f", "wrong", "g", "slow"]
    assert foreseen["stopped"] == foreseen["atOnce"] == 2
