"""The house stays one to find one's way in: small modules, folders that fit a screen."""

import re
from collections import Counter

import pytest

from places import BOOK, PACKAGE, ROOT, TESTS

MOST_LINES = 350
MOST_MODULES = 14  # in one folder: what fits a screen
OURS = sorted(
    path
    for folder in (PACKAGE, TESTS, ROOT / "tools", BOOK / "_ext", BOOK / "_live" / "src")
    for pattern in ("*.py", "*.mjs")
    for path in folder.rglob(pattern)
)
PAGES = sorted(
    {ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "data" / "README.md"}
    | {path for path in BOOK.rglob("*.md") if "_live" not in path.parts}
)
A_FILE_OF_OURS = re.compile(r"\b(?:tests|scc_model|tools|notebooks)/[\w./-]+\.(?:py|mjs|ipynb|cfg)")


def test_no_module_is_too_long_to_be_read_at_once():
    walks_as_they_are_built = PACKAGE / "walks" / "static"
    long = {
        str(path.relative_to(ROOT)): lines
        for path in OURS
        if walks_as_they_are_built not in path.parents and TESTS not in path.parents
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }  # fmt: skip
    assert long == {}


def test_no_folder_of_the_model_holds_more_than_fits_a_screen():
    folders = Counter(
        path.parent for path in OURS if PACKAGE in path.parents and path.stem != "__init__"
    )
    assert {str(folder): many for folder, many in folders.items() if many > MOST_MODULES} == {}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_file_that_a_page_names_is_there(page):
    named = set(A_FILE_OF_OURS.findall(page.read_text(encoding="utf-8")))
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
