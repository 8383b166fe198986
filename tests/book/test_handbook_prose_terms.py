"""Words of the glossary in the prose: which are linked, where, and what goes with them."""

from functools import partial

import pytest

from handbook_prose.words import words
from scc_model.loading import load
from small_book import build_page

FRAMEWORK = load()
NOTICE = FRAMEWORK.terms["warning-notice"]


@pytest.fixture
def build(tmp_path):
    return partial(build_page, tmp_path)


def linked(page):
    return [(link.get_text(), link["data-note"]) for link in page.select("a.term")]


def found(text):
    return [(text[start:end], term) for start, end, term in words(FRAMEWORK).find(text)]


def test_the_first_of_a_term_on_a_page_is_linked_in_prose_only(build):
    page, warnings = build(
        "# The warning notice\n\n## A warning notice\n\n`warning notice` and "
        "[warning notice](https://example.org).\n\n```\nwarning notice\n```\n\n"
        "<p>warning notice</p>\n\nThis **warning notice** is linked, the next warning notice not.\n"
    )
    assert warnings == ""
    assert linked(page) == [("warning notice", "term-warning-notice")]
    assert page.select_one("strong > a.term")["href"] == (
        "../reference/glossary.html#term-warning-notice"
    )


def test_a_term_is_linked_once_under_all_its_names(build):
    page, _ = build("# Page\n\nA headteacher leads. Headteachers meet.\n\n- The headteacher.\n")
    assert linked(page) == [("headteacher", "term-headteacher")]


def test_the_meaning_stands_hidden_in_the_page(build):
    page, _ = build("# Page\n\nA warning notice comes.\n")
    meaning = page.find(id=page.select_one("a.term")["aria-describedby"])
    assert meaning.get_text() == NOTICE.meaning
    assert meaning.find_parent(hidden=True)
    assert [one["id"] for one in page.select(".meanings > div")] == ["note-term-warning-notice"]


def test_the_glossary_links_to_nothing_in_itself(build):
    page, _ = build("# Glossary\n\nA warning notice.\n", page="book/reference/glossary")
    assert linked(page) == []


def test_cards_that_are_links_all_over_hold_no_link_to_the_glossary(build):
    page, _ = build("# Page\n\n::::{container} doors\n- A warning notice.\n::::\n")
    assert linked(page) == []


def test_the_longest_word_that_fits_is_taken():
    assert found("a teachers' pay and conditions warning notice") == [
        ("teachers' pay and conditions warning notice", "pay-notice")
    ]


def test_words_are_whole_and_may_be_plural_or_begin_a_sentence():
    assert found("Governing bodies and local authorities") == [
        ("Governing bodies", "governing-body"),
        ("local authorities", "local-authority"),
    ]
    assert found("prewarning notices, non-academy, academyish") == []


def test_capitals_matter_to_abbreviations():
    assert found("IEB") == [("IEB", "ieb")]
    assert found("When it is en route in the ses.") == []


def test_apostrophes_may_be_curly():
    curly = "Director of Children\N{RIGHT SINGLE QUOTATION MARK}s Services"
    assert found(curly) == [(curly, "director")]


@pytest.mark.parametrize("said", ["15 working days", "a new head", "English", "to be confirmed"])
def test_everyday_words_are_no_terms(said):
    assert {term for _, term in found(said)} <= {"working-day"}
