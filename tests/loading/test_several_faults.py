"""Of several faults in one mapping, all are reported, each with its own line."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from places import SMALL_DATA
from scc_model.errors import DataError
from scc_model.loading import load_from, tokens
from scc_model.worked import cases

VISITS = "procedures/visits.yaml"
RULE = (SMALL_DATA / VISITS).read_text(encoding="utf-8").partition("  - id: reply\n")[2]
RULE = RULE.partition("  - id: letter-says\n")[0]

# Faults of the rule `reply`, each in a place of its own: what stands there, what stands there
# instead, and the words of the one fault that follows.
FAULTS = [
    ("kind: responsibility", "kind: responsability", "'responsability' is not allowed here"),
    ("force: must", "force: shall", "'shall' is not allowed here"),
    ("    title: Reply\n", "", "the key 'title' is missing"),
    ("    text: The", "    nonsense: x\n    text: The", "there is no key 'nonsense' here"),
    ("actors: [head]", "actors: [hed]", "there is no role 'hed'"),
    ("from: announced", "from: anounced", "there is no event 'anounced'"),
    ("kind: limit", "kind: limmit", "'limmit' is not allowed here"),
    ("latest: <time>", "latest: five days", "'five days' is not an amount of time"),
    ("reading: days\n          is: many", "reading: dais\n          is: many",
     "there is no reading 'dais'"),
    ("is: most", "is: mosst", "there is no choice for 'days' called 'mosst'"),
    ("met_by: visit-held", "met_by: visit-hold", "there is no event 'visit-hold'"),
    ("paragraph 2", "paragraph 9", "There is no place in the procedures 'Part 1, paragraph 9'"),
]  # fmt: skip


@given(chosen=st.sets(st.sampled_from(FAULTS), min_size=1))
def test_so_many_faults_in_a_rule_are_so_many_in_the_report(chosen):
    broken = RULE
    for old, new, _ in chosen:
        assert broken.count(old) == 1
        broken = broken.replace(old, new)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        shutil.copytree(SMALL_DATA, folder)
        path = folder / VISITS
        path.write_text(path.read_text(encoding="utf-8").replace(RULE, broken), encoding="utf-8")
        with pytest.raises(DataError) as caught:
            load_from(folder)
        lines = path.read_text(encoding="utf-8").splitlines()
    faults = caught.value.faults
    assert len(faults) == len(chosen), caught.value
    for _, new, message in chosen:
        [fault] = [fault for fault in faults if message in fault.message]
        shown = lines[fault.place.line - 1]
        assert not new or any(part.strip() in shown for part in new.split("\n")), fault


def test_every_wrong_date_of_a_worked_case_is_reported(tmp_path):
    (tmp_path / "x.yaml").write_text(
        "cases:\n"
        "  - id: a\n"
        "    title: b\n"
        "    about: c\n"
        "    given:\n"
        "      events:\n"
        "        visit-held: 2024-02-30\n"
        "        announced: soon\n"
        "      facts: {ready: [one]}\n"
        "    expect: {}\n",
        encoding="utf-8",
    )
    with pytest.raises(DataError) as caught:
        cases.read(tmp_path)
    assert [(fault.place.line, fault.message) for fault in caught.value.faults] == [
        (7, "'2024-02-30' is not a date"),
        (8, "'soon' is not a date"),
        (9, "a list stands here"),
    ]


def test_a_thing_with_a_fault_is_still_something_that_others_name(tmp_path):
    """And what it names itself is looked at, as if it had none."""
    folder = tmp_path / "data"
    shutil.copytree(SMALL_DATA, folder)
    path = folder / VISITS
    text = path.read_text(encoding="utf-8")
    text = text.replace("question: On which day was the visit held?", "qestion: When?")
    text = text.replace("    not_before: [announced]", "    not_before: [anounced]")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_from(folder)
    assert sorted(fault.message for fault in caught.value.faults) == [
        "the key 'question' is missing",
        "there is no event 'anounced'",
        "there is no key 'qestion' here",
    ]


@pytest.mark.parametrize("broken", tokens.FILES)
def test_a_file_of_which_texts_take_words_hides_no_fault_and_makes_none(tmp_path, broken):
    folder = tmp_path / "data"
    shutil.copytree(SMALL_DATA, folder)
    (folder / broken).write_text("x: [", encoding="utf-8")
    (folder / "glossary.yaml").unlink()
    with pytest.raises(DataError) as caught:
        load_from(folder)
    assert [fault.place.file for fault in caught.value.faults] == ["glossary.yaml", broken]
