"""Several rows of one school: the latest inspection counts, and no contradiction is silent."""

from __future__ import annotations

import itertools

import pytest

from scc_model.caseload.reading import read
from scc_model.loading import load

FRAMEWORK = load()
HEAD = "URN,School name,Inspection start date,Inspection end date,Category of concern\n"
OWN = "URN,School,category,inspection-ended\n"
SM, SW = "special-measures", "serious-weaknesses"


@pytest.fixture
def listed(tmp_path):
    def reading(text):
        path = tmp_path / "list.csv"
        path.write_text(text, encoding="utf-8")
        return read(path, FRAMEWORK)

    return reading


def states(read_list):
    """By the name of each school that is used, its category."""
    schools = read_list.schools
    contexts = [schools.contexts[group] for group in schools.groups]
    return {
        name: context.decided.get("category")
        for name, context in zip(schools.names, contexts, strict=True)
    }


def row(category, day="16/10/2014", urn="900001"):
    return f"{urn},Hill Top,{day},{day},{category}\n"


@pytest.mark.parametrize(
    ("categories", "state"),
    [(("SWK", "SM"), SM), (("SM", "NULL"), SM), (("NULL", "SWK"), SW), (("SWK", "None"), SW),
     (("NULL", "SWK", "SM"), SM), (("XX", "SWK"), SW)],
)  # fmt: skip
def test_two_rows_of_one_day_that_disagree_are_both_told_and_the_more_serious_is_used(
    listed, categories, state
):
    for order in itertools.permutations(categories):
        read_list = listed(HEAD + "".join(map(row, order)))
        assert states(read_list) == {"Hill Top": state}
        used = read_list.schools.lines.tolist()
        others = {*range(2, 2 + len(order))} - {*used}
        assert {problem.line for problem in read_list.problems} == others
        for problem in read_list.problems:
            assert "contradicts line" in problem.reason
            assert f"Line {used[0]} was used" in problem.reason
        notes = " ".join(read_list.notes)
        assert f"Hill Top, line {used[0]}" in notes
        assert "so that no school in a category is missed" in notes


def test_a_row_of_one_day_whose_category_is_not_known_hides_no_school(listed):
    for order in itertools.permutations(("XX", "NULL")):
        read_list = listed(HEAD + "".join(map(row, order)))
        assert read_list.passed_over == 0
        assert {problem.line for problem in read_list.problems} == {2, 3}
        assert "cannot be used either" in " ".join(one.reason for one in read_list.problems)
        assert any("stands for nothing known" in one.reason for one in read_list.problems)


def test_two_rows_of_an_inspection_that_no_longer_counts_disturb_nothing(listed):
    old = row("SWK", "16/10/2012") + row("SM", "16/10/2012")
    for text in (old + row("SWK"), row("SWK") + old):
        read_list = listed(HEAD + text)
        assert states(read_list) == {"Hill Top": SW}
        assert read_list.problems == ()
        assert len(read_list.left_out) == 2


def test_two_rows_of_one_day_with_other_dates_are_told(listed):
    head = HEAD.replace("Category", "Publication date,Category")
    rows = "".join(
        f"900001,Hill Top,16/10/2014,17/10/2014,{day},SM\n" for day in ("14/11/2014", "15/11/2014")
    )
    read_list = listed(head + rows)
    [problem] = read_list.problems
    assert "15 November 2014, where line 2 says 14 November 2014" in problem.reason
    assert any("Line 3 says otherwise" in note for note in read_list.notes)


def test_a_row_that_says_less_of_the_same_day_contradicts_nothing(listed):
    head = HEAD.replace("Category", "Publication date,Category")
    fuller = "900001,Hill Top,16/10/2014,17/10/2014,14/11/2014,SM\n"
    less = "900001,Hill Top,16/10/2014,17/10/2014,NULL,SM\n"
    for rows in (fuller + less, less + fuller):
        read_list = listed(head + rows)
        assert read_list.problems == ()
        assert str(read_list.schools.events["report-published"][0]) == "2014-11-14"


@pytest.mark.parametrize("undated", ["NULL", "SWK", "None", "XX"])
def test_a_row_without_a_date_may_be_later_and_is_told_as_a_doubt(listed, undated):
    for text in (row("SM") + row(undated, ""), row(undated, "") + row("SM")):
        read_list = listed(HEAD + text)
        assert states(read_list) == {"Hill Top": SM}
        [problem] = read_list.problems
        assert "gives no date of an inspection" in problem.reason
        assert "(16 October 2014) is not known" in problem.reason


def test_a_row_without_a_date_that_puts_a_school_into_a_category_is_used(listed):
    for text in (row("NULL") + row("SM", ""), row("SM", "") + row("NULL")):
        read_list = listed(HEAD + text)
        assert states(read_list) == {"Hill Top": SM}
        assert len(read_list.problems) + len(read_list.left_out) == 1
        assert read_list.passed_over == 0


def test_a_row_without_a_date_that_says_nothing_else_is_left_out(listed):
    read_list = listed(HEAD + row("SM") + row("SM", ""))
    assert read_list.problems == ()
    assert "says the same as line 2" in read_list.left_out[0].reason


def test_rows_of_a_list_of_our_own_that_disagree_are_told(listed):
    rows = [f"900001,Hill Top,{state},17/10/2014\n" for state in (SW, SM)]
    for order in (rows, rows[::-1]):
        read_list = listed(OWN + "".join(order))
        assert states(read_list) == {"Hill Top": SM}
        assert "'Serious weaknesses', where line" in read_list.problems[0].reason


def test_a_number_that_two_schools_have_is_told_with_both_names(listed):
    read_list = listed(f"{OWN}900001,Hill Top,{SM},17/10/2014\n900001,Vale,{SM},17/10/2014\n")
    assert "URN 900001 is on line 2 already, for 'Hill Top'" in read_list.problems[0].reason
