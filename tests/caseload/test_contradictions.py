"""Two columns for one thing: what contradicts itself is told, with what was used and what not."""

from __future__ import annotations

import pytest

from scc_model.caseload.reading import read
from scc_model.loading import load

FRAMEWORK = load()
SM, SW = "special-measures", "serious-weaknesses"
HEADINGS = ("URN", "School name", "Inspection end date", "Category of concern")
VALUES = ("900001", "Hill Top", "17/10/2014", "SM")
TODAY, OEIF = "Most recent category of concern", "Latest OEIF category of concern"


@pytest.fixture
def listed(tmp_path):
    def reading(headings, *rows):
        path = tmp_path / "list.csv"
        path.write_text("\n".join(map(",".join, [headings, *rows])) + "\n", encoding="utf-8")
        return read(path, FRAMEWORK)

    return reading


def state(read_list):
    schools = read_list.schools
    return [schools.contexts[group].decided["category"] for group in schools.groups]


def told(read_list):
    return [row.reason for row in (*read_list.problems, *read_list.left_out)]


SUFFIXES = (".1", "_2", ".12", "...5", "_x", ".y", "2", "_1 ")
SECOND = [
    (heading, heading + suffix)
    for heading in ("Category of concern", TODAY, OEIF, "category")
    for suffix in (*SUFFIXES, *((" (2)", " 2") if heading != "category" else ()))
]


def two_categories(headings, cells):
    return (
        ("URN", "School name", "Publication date", *headings),
        ("900001", "Hill Top", "14/11/2014", *cells),
    )


@pytest.mark.parametrize("headings", SECOND)
@pytest.mark.parametrize("cells", [("SWK", "swk"), ("NULL", "SWK"), ("SWK", ""), ("", "SM")])
def test_a_heading_with_a_number_is_a_second_column_of_that_name(listed, headings, cells):
    read_list = listed(*two_categories(headings, cells))
    assert state(read_list) == [SM if "SM" in cells else SW]
    assert read_list.problems == ()
    notes = " ".join(read_list.notes)
    assert f"'{headings[1].strip()}' is read as a second '{headings[0]}'" in notes
    assert "nothing here" not in notes
    assert "contradicts itself" not in notes


@pytest.mark.parametrize("headings", SECOND)
@pytest.mark.parametrize(
    ("used", "not_used"), [("SM", "SWK"), ("SM", "None"), ("SWK", "No"), ("SM", "N/A")]
)
def test_of_two_columns_the_more_serious_category_is_used_and_both_are_told(
    listed, headings, used, not_used
):
    for cells in ((used, not_used), (not_used, used)):
        read_list = listed(*two_categories(headings, cells))
        assert state(read_list) == [SM if used == "SM" else SW]
        assert read_list.problems == ()
        [note] = [one for one in read_list.notes if "contradicts itself" in one]
        assert f"'{used}' was used, the more serious" in note
        assert f"'{not_used}' was not used" in note


@pytest.mark.parametrize("number", [0, 2])
def test_a_second_column_that_says_otherwise_of_a_date_or_a_number_is_told(listed, number):
    other = {0: "900009", 2: "18/10/2014"}[number]
    read_list = listed((*HEADINGS, f"{HEADINGS[number]}.1"), (*VALUES, other))
    [reason] = told(read_list)
    assert f"'{HEADINGS[number]}' says '{VALUES[number]}'" in reason
    assert f"'{HEADINGS[number]}.1', which is for the same thing, says '{other}'" in reason
    assert "Neither was used" in reason
    same = listed((*HEADINGS, f"{HEADINGS[number]}.1"), (*VALUES, VALUES[number]))
    assert len(same.schools) == 1


def test_a_second_column_that_says_otherwise_of_a_name_is_told_and_the_school_is_used(listed):
    read_list = listed((*HEADINGS, "School name_y"), (*VALUES, "Vale"))
    assert read_list.schools.names == ["Hill Top"]
    assert any(
        "'School name' and 'School name_y' say different things (line 2). What 'School name' says "
        "was used" in note for note in read_list.notes
    )  # fmt: skip


@pytest.mark.parametrize("heading", ["Review 2", "Number of visitors.1", "Year 7", "SEN12 (name)"])
def test_a_number_in_a_heading_of_something_else_makes_no_second_column(listed, heading):
    read_list = listed((*HEADINGS, heading), (*VALUES, "SWK"))
    assert state(read_list) == [SM]
    assert not any("second" in note for note in read_list.notes)


def test_what_was_used_beside_a_word_that_is_not_known_is_said(listed):
    read_list = listed((*HEADINGS, "OfstedRating (name)"), (*VALUES, "Inadequate"))
    assert state(read_list) == [SM]
    [note] = [one for one in read_list.notes if "Inadequate" in one]
    assert "That was not used. Used was 'Special measures', which another column says." in note


@pytest.mark.parametrize("word", ["No", "None", "N/A", "no category", "Nil", "0", "-", "FALSE"])
@pytest.mark.parametrize("heading", ["Category of concern", TODAY, OEIF])
def test_a_word_for_no_category_means_so_in_every_column_of_ofsteds(listed, heading, word):
    read_list = listed(
        ("URN", "School name", heading), ("900001", "Hill Top", word), ("900002", "Vale", "SM")
    )
    assert (read_list.passed_over, read_list.problems) == (1, ())
    assert read_list.schools.names == ["Vale"]


@pytest.mark.parametrize("word", ["No", "None", "N/A", "no category", "Nil"])
def test_a_word_for_no_category_means_so_in_a_column_of_our_own(listed, word):
    read_list = listed(("URN", "School name", "category"), ("900001", "Hill Top", word))
    assert read_list.problems == ()
    assert state(read_list) == ["no-category"]


@pytest.mark.parametrize(
    ("word", "says"),
    [("None", "says 'None'"), ("No", "says 'No'"), ("N/A", "says 'N/A'"), ("", "is empty"),
     ("NULL", "is empty")],
)  # fmt: skip
def test_a_word_for_no_category_is_not_called_empty(listed, word, says):
    read_list = listed((*HEADINGS, TODAY), (*VALUES, word))
    [reason] = told(read_list)
    assert f"'{TODAY}' {says}, so the school counts as in no category" in reason
