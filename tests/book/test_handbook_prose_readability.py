"""How a page reads: what is measured, and what is said of it."""

from functools import partial

import pytest

from handbook_prose import readability
from handbook_prose.readability import Figures
from small_book import build_page

PLAIN = "The dog ran to the gate. It saw a man and a cat. The cat sat still. " * 6
HARD = (
    "Notwithstanding considerable organisational complexity, accountability arrangements "
    "necessitate comprehensive documentation throughout institutional reorganisation. "
)


@pytest.fixture
def build(tmp_path):
    return partial(build_page, tmp_path)


def reads(page):
    return page.select_one("p.reads").get_text()


def test_easy_words_in_short_sentences_read_easily():
    easy, hard = readability.measure(PLAIN), readability.measure(HARD * 4)
    assert easy.ease > 90
    assert hard.ease < 10
    assert easy.grade < hard.grade


def test_a_few_words_say_nothing():
    assert readability.measure("The dog ran to the gate.") is None


def test_only_prose_is_measured(build):
    page, _ = build(
        f"# {HARD}\n\n{PLAIN}\n\n```\n{HARD}\n```\n\n<p>{HARD}</p>\n\n"
        f"| a | b |\n|---|---|\n| {HARD} | {HARD} |\n"
    )
    made = readability.measure(PLAIN)
    assert f"ease {made.ease:.0f} of 100" in reads(page)
    assert "easy to read" in reads(page)


def test_a_line_of_a_list_is_a_sentence(build):
    lines = "\n".join(["- a dog at the gate"] * 12)
    page, _ = build(f"# Page\n\n{lines}\n")
    assert "5 words to a sentence" in reads(page)


def test_a_mark_does_not_count_as_a_word(build):
    from scc_model.loading import load

    rule = next(iter(load().rules))
    marked = PLAIN.replace("gate.", f"gate.{{rule}}`{rule}`")
    page, _ = build(f"# Page\n\n{marked}\n\n```{{citations}}\n```\n")
    assert f"ease {readability.measure(PLAIN).ease:.0f} of 100" in reads(page)


def test_the_table_lists_every_page_measured(build):
    page, _ = build(
        f"# How pages read\n\n{PLAIN}\n\n```{{readability}}\n```\n",
        page="book/reference/readability",
    )
    row = page.select_one("table.scc-table tbody tr")
    assert row.a.get_text() == "How pages read"
    assert row.select("td")[-1].get_text() == "None"


def test_the_words_for_an_ease_agree_with_the_figure_shown():
    """59.6 is shown as 60, which is called plain English."""
    assert Figures(words=1, ease=59.6, grade=1, words_a_sentence=1).band == "plain English"
    assert Figures(words=1, ease=12, grade=1, words_a_sentence=1).band == "very hard to read"


def test_pages_for_governors_are_known_by_name():
    assert readability.is_for_governors("book/index")
    assert readability.is_for_governors("book/categories/special_measures")
    assert not readability.is_for_governors("book/procedures/warning_notice")
