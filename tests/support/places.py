"""Where the tests find what they look at."""

from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
ROOT = TESTS.parent
BOOK = ROOT / "book"
PACKAGE = ROOT / "scc_model"
SITE = ROOT / "_build" / "html"
SMALL_DATA = TESTS / "small_data"
CASE_FILES = TESTS / "case_files"
