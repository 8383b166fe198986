"""What is installed is whole: the wheel holds the data and what the views show."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from places import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


def files(folder, pattern):
    return {path.relative_to(folder) for path in folder.rglob(pattern)}


def held(wheel, folder):
    return {Path(name).relative_to(folder) for name in wheel.namelist() if name.startswith(folder)}


def test_the_wheel_holds_every_data_file(wheel):
    expected = files(ROOT / "data", "*.yaml")
    assert expected
    assert expected <= held(wheel, "scc_model/_data/")


def test_the_wheel_holds_what_the_views_show(wheel):
    shown = files(ROOT / "scc_model" / "walks" / "static", "*.*")
    assert {path.suffix for path in shown} == {".css", ".mjs"}
    assert shown <= held(wheel, "scc_model/walks/static/")


def test_the_wheel_says_that_it_is_typed(wheel):
    assert "scc_model/py.typed" in wheel.namelist()
