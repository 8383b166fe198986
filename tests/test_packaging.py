"""What is installed is whole: the wheel holds every package, the data and what the walks show."""

import json
import subprocess
import sys
import zipfile

import pytest

from places import PACKAGE, ROOT
from scc_model.loading import load


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("*.whl")))


@pytest.mark.parametrize(
    ("folder", "pattern", "place"),
    [
        (ROOT / "data", "*.yaml", "scc_model/_data"),
        (PACKAGE, "*.py", "scc_model"),
        (PACKAGE, "*.pyi", "scc_model"),
        (PACKAGE / "walks" / "static", "*.*", "scc_model/walks/static"),
    ],
    ids=["the data", "every package", "the list of public names", "what walks show"],
)
def test_the_wheel_holds(wheel, folder, pattern, place):
    files = {f"{place}/{path.relative_to(folder).as_posix()}" for path in folder.rglob(pattern)}
    assert files
    assert files - set(wheel.namelist()) == set()


def test_the_wheel_says_that_it_is_typed(wheel):
    assert "scc_model/py.typed" in wheel.namelist()


def test_what_is_installed_works_where_there_is_nothing_else(wheel, tmp_path):
    """The wheel alone, unpacked, in a folder that knows nothing of this one."""
    wheel.extractall(tmp_path)
    command = [sys.executable, "-m", "scc_model.cli", "roles", "--format", "json"]
    found = subprocess.run(
        command, cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, check=True, capture_output=True
    )
    assert {role["id"] for role in json.loads(found.stdout)} == set(load().roles)
