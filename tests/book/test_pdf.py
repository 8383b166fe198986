"""The handbook as one PDF, tried on three pages."""

import io

import pytest
from pypdf import PdfReader

from make_pdf import bound, contents, listed, printed

PAGES = [
    ("", "book/index.html"),
    ("Start", "book/category_timelines.html"),
    ("The procedures", "book/categories/special_measures.html"),
]


def test_the_pages_come_in_the_order_of_the_contents():
    toc = {
        "root": "book/index",
        "parts": [{"caption": "One", "chapters": [
            {"file": "book/a", "sections": [{"file": "book/b"}]}, {"file": "book/c"},
        ]}],
    }  # fmt: skip
    assert list(contents(toc)) == [
        ("", "book/index.html"), ("One", "book/a.html"), ("One", "book/b.html"),
        ("One", "book/c.html"),
    ]  # fmt: skip


@pytest.mark.browser
def test_three_pages_are_bound_with_contents_numbers_answers_and_links(browser, site):
    pages = list(printed(browser, site, PAGES))
    writer = bound(listed(browser, pages), pages, site)
    saved = io.BytesIO()
    writer.write(saved)
    made = PdfReader(saved)
    assert made.metadata.title.startswith("Schools causing concern")
    assert [one.title for one in made.outline if not isinstance(one, list)] == [
        "Contents", "What happens when a school causes concern?", "Start", "The procedures",
    ]  # fmt: skip
    assert made.page_labels[:2] == ["i", "1"]
    dates = 1 + pages[0].sheets
    assert f"Work out the dates {dates}" in made.pages[0].extract_text().replace("\n", "")
    assert f"Work out the dates \N{EN DASH} {dates}" in made.pages[dates].extract_text()
    assert made.page_labels[dates] == str(dates)
    text = " ".join(page.extract_text() for page in made.pages)
    assert "Friday 14 November 2014" in text  # the worked example of a form
    notes = [note.get_object() for page in made.pages for note in page.get("/Annots", [])]
    assert any("/Dest" in note for note in notes)
    addresses = [str(note.get("/A", {}).get("/URI", "")) for note in notes]
    assert f"{site}book/category_timelines.html" not in addresses
