"""The catalogue of mistakes holds what it says, and the check finds some of it.

`make mistakes` tries all of them.
"""

from collections import Counter

import pytest

import mistakes
from scc_model.loading import data_dir

CATALOGUE = mistakes.read()
A_FEW = ("a period is another", "another recipient", "leads to another stage",
         "an invariant taken out", "as_written has another figure")  # fmt: skip


def test_there_are_a_hundred_over_many_kinds():
    kinds = Counter(mistake.kind for mistake in CATALOGUE)
    assert len(CATALOGUE) >= 100
    assert len(kinds) >= 30


@pytest.mark.parametrize("mistake", CATALOGUE, ids=lambda x: f"{x.kind}: {x.thing}")
def test_each_changes_its_file_in_one_place(mistake):
    text = (data_dir() / mistake.file).read_text(encoding="utf-8")
    changed, lines = mistake.made_in(text)
    assert changed != text
    assert len(lines) > 0


@pytest.mark.parametrize("kind", A_FEW)
def test_a_mistake_is_found_and_named(kind):
    outcome = mistakes.tried(next(mistake for mistake in CATALOGUE if mistake.kind == kind))
    assert outcome.broke == ""
    assert outcome.named, outcome.faults


def test_data_that_break_the_check_are_told(monkeypatch):
    def breaks(_):
        raise ZeroDivisionError

    monkeypatch.setattr(mistakes, "faults_of", breaks)
    outcome = mistakes.tried(CATALOGUE[0])
    assert (outcome.named, outcome.broke) == (False, "ZeroDivisionError()")
    [shown, why] = mistakes.told([outcome], every=False)
    assert shown.startswith("BROKE")
    assert "ZeroDivisionError" in why
