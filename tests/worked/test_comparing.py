"""Two folders of data compared: what depends on a change, what moves, and what says the old."""

from __future__ import annotations

import shutil

import attrs
import pytest

from scc_model.loading import data_dir, load, load_from
from scc_model.tables import comparisons
from scc_model.worked import outdated
from scc_model.worked.comparing import compare
from small_copy import swap

NOTICE = "procedures/warning_notice.yaml"


def compared(folder):
    return compare(data_dir(), folder, load(), load_from(folder))


@pytest.fixture(scope="module")
def longer(tmp_path_factory):
    """Twenty working days to comply, and another name for the link adviser; with two pages."""
    root = tmp_path_factory.mktemp("proposal")
    folder = shutil.copytree(data_dir(), root / "data")
    swap(folder, "quantities.yaml", "value: 15 working", "value: 20 working")
    swap(folder, "roles.yaml", "name: link adviser\n", "name: school partner\n")
    swap(folder, "cases/README.md", "A case says", "A case tells")  # it is no data
    book = root / "book"
    book.mkdir()
    (book / "notice.md").write_text(
        "# Notice\n\nComply within 15 working days.{rule}`comply-in-initial-period`\n"
        "Ask within 15 working days.{rule}`something-else`\nThe link adviser helps.\n"
        "Whoever asks the link\nadviser is helped.\nThe <link-adviser> does.\n", "utf-8",
    )  # fmt: skip
    return compared(folder)


def test_nothing_differs_from_itself():
    same = compare(data_dir(), data_dir(), load(), load())
    assert (same.changes, same.moved, same.failing, same.outdated) == ((), (), (), ())
    assert comparisons.text(same).startswith("Nothing differs")


def test_what_changed_and_what_depends_on_it(longer):
    assert [(change.kind, change.id) for change in longer.changes] == [
        ("quantity", "time-to-comply"), ("role", "link-adviser"),
    ]  # fmt: skip
    assert "comply-in-initial-period" in longer.taken_by["time-to-comply"]
    assert longer.depending["rule"][0] == "comply-in-initial-period"
    assert "compliance-period-ended" in longer.depending["event"]
    assert "powers-within-two-months" in longer.depending["rule"]
    assert "governing-body" in longer.depending["role"]
    # Another name moves nothing.
    assert comparisons.summary(longer).startswith("1 thing is changed, and 1 thing only in words.")


def test_worked_cases_move_with_the_days(longer):
    moved = {x.case.id: x for x in longer.moved}
    told = [
        comparisons.told_of(difference, longer.after)
        for difference in moved["complaint-does-not-stop-the-clock"].differences
    ]
    assert told[0] == (
        "Comply within the initial period: last day 1 December 2014, not 24 November 2014 "
        "(7 days later)"
    )
    assert moved.keys() <= {x.case.id for x in longer.failing}
    assert longer.tried > 900
    assert longer.last_days[7] > 20
    assert "Last days move: 7 days later in" in comparisons.summary(longer)
    assert (longer.added, longer.gone) == ((), ())


def test_words_that_still_say_the_old_thing(longer):
    where = {(old.place.file, old.place.line, old.because[1]) for old in longer.outdated}
    assert ("book/notice.md", 3, "time-to-comply") in where
    assert ("book/notice.md", 5, "link-adviser") in where
    assert ("book/notice.md", 6, "link-adviser") in where  # broken over the end of a line
    assert not [x for x in where if x[0] == "book/notice.md" and x[1] in (4, 8)]
    # What takes the figure or the name follows by itself.
    assert {old.place.file for old in longer.outdated} == {"book/notice.md"}


@pytest.fixture(scope="module")
def apart(tmp_path_factory):
    """A rule that comes to count by another quantity, and a text with a figure of its own."""
    folder = shutil.copytree(data_dir(), tmp_path_factory.mktemp("apart") / "data")
    swap(folder, NOTICE, "      latest: <time-to-comply>\n", "      latest: <statement-period>\n")
    swap(folder, NOTICE, "    title: Initial period\n", "    title: The first 15 working days\n")
    swap(folder, "quantities.yaml", "value: 15 working", "value: 20 working")
    return compared(folder)


def test_words_that_take_the_quantity_that_was_counted_before(apart):
    told = {(old.what, old.because[1]) for old in apart.outdated}
    assert ("'text' of the stage 'initial-period'", "comply-in-initial-period") in told
    assert ("'title' of the stage 'initial-period'", "time-to-comply") in told


def test_without_a_book_the_data_alone_are_looked_through(longer):
    assert not [*outdated.find(longer.changes, longer.before, longer.after, None)]
    without = attrs.evolve(longer, with_pages=False)
    assert "Pages were not looked through" in comparisons.text(without)
    assert "Pages were not looked through" not in comparisons.text(longer)


def test_what_must_hold_and_no_longer_does(tmp_path):
    folder = shutil.copytree(data_dir(), tmp_path / "data")
    when = "- {fact: religious-character, is: [church-of-england, roman-catholic]}"
    swap(folder, NOTICE, when, "- {fact: religious-character, is: church-of-england}")
    found = compared(folder)
    assert [(proof.before, proof.after) for proof in found.proofs] == [("proved", "refuted")]


def test_cases_that_are_new_and_cases_that_are_gone(tmp_path):
    folder = shutil.copytree(data_dir(), tmp_path / "data")
    name = "cases/warning_notice_initial_period.yaml"
    text = (folder / name).read_text("utf-8")
    first = text.partition("  - id: ")[2].partition("\n")[0]
    (folder / name).write_text(text.replace(f"- id: {first}\n", "- id: another\n"), "utf-8")
    found = compared(folder)
    assert (found.added, found.gone) == (("another",), (first,))
    text = comparisons.text(found)
    assert "Nothing differs" not in text
    assert f"New: another. Gone: {first}." in text


def test_all_forms_say_the_same(longer):
    page, plain = comparisons.page(longer), comparisons.record(longer)
    assert page.startswith("<!DOCTYPE html>")
    assert 'lang="en-GB"' in page
    assert "http" not in page
    assert "A worked case is an example of a school" in page
    assert "Those that stand above are not listed again." in page
    assert all(folder in page for folder in longer.folders)
    assert plain["folders"] == [*longer.folders]
    assert len(plain["cases"]["moved"]) == len(longer.moved)
    assert plain["changes"][0]["fields"] == [
        {"field": "value", "before": "15 working days", "after": "20 working days"}
    ]
    assert "comply-in-initial-period" in plain["changes"][0]["taken_by"]
    assert plain["outdated"][0]["because"] == "time-to-comply"
    text = comparisons.text(longer)
    for heading in ("WHAT DIFFERS", "WHAT DEPENDS ON THAT", "WORDS THAT STILL SAY THE OLD THING"):
        assert heading in text
