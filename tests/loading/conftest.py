"""The small framework, to change."""

import shutil

import pytest

from places import SMALL_DATA


@pytest.fixture
def data(tmp_path):
    """A copy of the small framework, to change."""
    folder = tmp_path / "data"
    shutil.copytree(SMALL_DATA, folder)
    return folder
