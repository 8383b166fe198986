"""What the search reads of a page: what a reader sees, block by block, each with the way to it."""

import pytest

from handbook_search.reading import Block, read_page

PAGE = """<nav><p>Contents</p></nav><article><section id="notice">
<h1>The notice<a class="headerlink">#</a></h1>
<p>Said first.<sup class="marks">1</sup></p>{}</section></article><footer><p>Foot</p></footer>"""


def read(inside=""):
    return [*read_page(PAGE.format(inside))]


def test_what_stands_around_the_article_is_left_out_and_so_are_marks():
    assert read() == [Block("", (), "notice", "Said first.")]


def test_a_block_in_a_fold_has_the_headings_above_it_and_the_nearest_anchor():
    fold = """<section id="who"><details><summary><h2>Who gets it</h2></summary><p>All.</p>
      <section id="copies"><h3>Copies</h3><ul><li id="step-2"><p>The diocese.</p></li></ul>
      </section></details></section>"""
    assert read(fold)[1:] == [
        Block("who", ("Who gets it",), "who", "All."),
        Block("copies", ("Who gets it", "Copies"), "step-2", "The diocese."),
    ]


def test_a_row_is_one_block_led_by_its_first_cell_without_what_says_how_it_came_about():
    row = """<table><tr><th>Rule</th></tr><tr id="rule-x">
      <td data-label="Rule"><strong>Tell them</strong><p>In a week.</p></td>
      <td data-label="Who">School</td><td data-label="Source">Act</td></tr></table>"""
    assert read(row)[1:] == [Block("", (), "rule-x", "In a week. · School", "Tell them")]


@pytest.mark.parametrize(
    "left_out",
    ["<form><p>Day</p></form>", "<script>x</script>", "<pre>x = 1</pre>",
     "<svg><text>Way</text></svg>",
     '<details class="scc-on-paper scc-otherwise"><p>Only by another reading.</p></details>',
     '<section class="scc-walk"><p>17 October 2014</p></section>',
     '<table><tr data-rule="x"><td>Tell</td><td>Them</td></tr></table>'],
)  # fmt: skip
def test_forms_code_pictures_examples_and_rows_of_the_rules_are_left_out(left_out):
    assert read(f"{left_out}<p>Last.</p>")[1:] == [Block("", (), "notice", "Last.")]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [("One. Two? Three", ["One.", "Two?", "Three"]),
     ("He said “go.” They went.", ["He said “go.”", "They went."]),
     ("Terms, e.g. Easter, count. 5 do not.", ["Terms, e.g. Easter, count.", "5 do not."])],
)  # fmt: skip
def test_a_text_ends_its_sentences_where_the_next_begins(text, sentences):
    assert Block("", (), "", text).sentences == sentences
