"""A case file opened in the page is read whole, or refused in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser_harness import live
from scc_model.limits import LARGEST_FILE
from your_school_page import KEY, PAGE, WALK, answered, name_of, rename

pytestmark = pytest.mark.browser


def open_file(page: Page, file: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.locator(KEY + "open").click()
    chooser.value.set_files(file)


def case_of(size: int) -> str:
    """Give a case file of so many bytes, nearly all of them in its notes."""
    days = [f"{2014 + number // 336}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
            for number in range(480)]  # fmt: skip
    events = [{"event": "concern-signalled", "date": day, "note": "é~" * 650} for day in days]
    case = {"version": 1, "school": "Full", "begins": "2014-01-01", "events": events}
    text = json.dumps(case, ensure_ascii=False)
    return text + " " * (size - len(text.encode()))


def test_a_file_of_the_largest_size_is_opened_whole(visit, site, tmp_path):
    page, file = live(visit(site, PAGE)), tmp_path / "full.json"
    file.write_text(case_of(LARGEST_FILE), "utf-8")
    assert file.stat().st_size == LARGEST_FILE
    open_file(page, file)
    answered(page, "school=Full")
    entries = json.loads(file.read_text("utf-8"))["events"]
    expect(page.locator("[data-entry]")).to_have_count(len(entries))
    with page.expect_download() as saved:
        page.locator(KEY + "save").click()
    again = json.loads(Path(saved.value.path()).read_text("utf-8"))["events"]
    assert [event.get("note", "") for event in again] == [event["note"] for event in entries]


REFUSED = {
    "too large": (
        b"{}" + b" " * (LARGEST_FILE - 1),
        "has 1,000,001 bytes. Accepted: up to 1,000,000",
    ),
    "not text": ("é".encode("latin-1"), "is not text in UTF-8"),
    "brackets": (b"[" * 100_000, "is not a case file: the file nests"),
    "brackets that close": (b"[" * 100_000 + b"]" * 100_000, "is not a case file: the file nests"),
    "mappings": (b'{"a":' * 100_000, "is not a case file: the file nests"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_is_no_case_is_refused_and_nothing_is_lost(visit, site, tmp_path, what):
    page, (content, words) = live(visit(site, PAGE)), REFUSED[what]
    rename(page, "Here before")
    answered(page, "Here+before")
    file = tmp_path / "case.json"
    file.write_bytes(content)
    open_file(page, file)
    expect(page.locator(WALK)).to_contain_text(words)
    expect(page.locator(WALK)).to_contain_text("what was here before is kept", ignore_case=True)
    assert name_of(page) == "Here before"
    expect(page.locator("[data-entry]")).to_have_count(8)
