"""The numbers of readings in the prose: they lead to the reading, and show it in place."""

from functools import partial

import pytest

from scc_model.loading import load
from small_book import build_page

FRAMEWORK = load()
READING = next(x for x in FRAMEWORK.readings.values() if x.ref == "A44")


@pytest.fixture
def build(tmp_path):
    return partial(build_page, tmp_path)


def test_a_number_leads_to_its_reading_and_says_what_it_is_about(build):
    page, warnings = build("# Page\n\nThey were open then (A44), as before (A44).\n")
    assert warnings == ""
    first, second = page.select("a.term")
    assert first["href"] == second["href"] == f"../reference/readings.html#reading-{READING.id}"
    assert first.get_text() == "A44"
    assert READING.title in first["aria-label"]
    notes = page.select(f"#note-{first['data-note']}")
    assert len(notes) == 1
    assert READING.choice(READING.default).text in notes[0].get_text()


@pytest.mark.parametrize(
    "text", ["A4 paper and A445", "`A44` in code", "[A44](https://example.org)"]
)
def test_what_only_looks_like_a_number_or_is_a_link_stays_as_it_is(build, text):
    page, _ = build(f"# Page\n\n{text}\n")
    assert page.select("a.term") == []


def test_every_reading_that_the_procedures_number_is_known(build):
    numbers = [reading.ref for reading in FRAMEWORK.readings.values() if reading.ref]
    page, _ = build(f"# Page\n\n{', '.join(numbers)}\n")
    assert [link.get_text() for link in page.select("a.term")] == numbers
