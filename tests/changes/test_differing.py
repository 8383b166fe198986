"""In what two frameworks differ: each kind of change is told, and nothing else."""

from __future__ import annotations

import shutil

import attrs
import pytest

from scc_model import model
from scc_model.changes.differing import KINDS, differing
from scc_model.changes.limits import with_limit
from scc_model.loading import data_dir, load, load_from
from small_copy import swap

FRAMEWORK = load()
RULE = FRAMEWORK.rules["comply-in-initial-period"]


def with_rule(**changed):
    rules = {**FRAMEWORK.rules, RULE.id: attrs.evolve(RULE, **changed)}
    return attrs.evolve(FRAMEWORK, rules=rules)


def test_the_same_data_differ_in_nothing():
    assert differing(FRAMEWORK, FRAMEWORK) == ()
    assert differing(FRAMEWORK, load_from(data_dir())) == ()


@pytest.mark.parametrize(
    ("changed", "field", "after", "only_words"),
    [
        ({"to": ("diocese",)}, "to", ("diocese",), False),
        ({"title": "Comply"}, "title", "Comply", True),
        ({"when": model.StandsIn(("complied",))}, "when", model.StandsIn(("complied",)), False),
        ({"force": "should"}, "force", "should", False),
        ({"note": "A note."}, "note", "A note.", True),
        ({"ends_with": ()}, "ends_with", None, False),
    ],
    ids=["recipient", "title", "condition", "force", "new words", "left out"],
)
def test_a_field_that_says_something_else(changed, field, after, only_words):
    [change] = differing(FRAMEWORK, with_rule(**changed))
    assert (change.kind, change.id, change.what) == ("rule", RULE.id, "changed")
    told = next(one for one in change.fields if one.name == field)
    assert told.before == (getattr(RULE, field) or None)
    assert told.after == after
    assert change.only_words is only_words


def test_a_limit_is_told_by_the_field_within_it():
    [change] = differing(FRAMEWORK, with_limit(FRAMEWORK, RULE.id, 20))
    [field] = change.fields
    assert (field.name, str(field.before), str(field.after)) == (
        "time_limit.latest", "15 working days", "20 working days",
    )  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_new_and_what_is_gone_of_every_kind(kind):
    where = KINDS[kind]
    every = getattr(FRAMEWORK, where)
    name, *_ = every
    fewer = attrs.evolve(FRAMEWORK, **{where: {k: x for k, x in every.items() if k != name}})
    [gone] = differing(FRAMEWORK, fewer)
    [added] = differing(fewer, FRAMEWORK)
    assert (gone.kind, gone.id, gone.what) == (kind, name, "gone")
    assert (added.kind, added.id, added.what) == (kind, name, "added")
    assert gone.title
    assert not gone.only_words


def test_what_is_told_of_the_whole_and_of_the_calendar():
    other = attrs.evolve(FRAMEWORK, edition="2015-16")
    [change] = differing(FRAMEWORK, other)
    assert (change.kind, [field.name for field in change.fields]) == ("framework", ["edition"])
    days = attrs.evolve(FRAMEWORK.bank_holidays, days=FRAMEWORK.bank_holidays.days[1:])
    [change] = differing(FRAMEWORK, attrs.evolve(FRAMEWORK, bank_holidays=days))
    first = FRAMEWORK.bank_holidays.days[0].date
    assert change.kind == "days"
    # One day that is gone is no change of all that come after it.
    assert {field.name for field in change.fields} == {f"days.{first}.date", f"days.{first}.name"}


def test_what_is_told_of_the_places_of_the_source(tmp_path):
    folder = shutil.copytree(data_dir(), tmp_path / "data")
    line = next(
        x for x in (folder / "outline.yaml").read_text("utf-8").splitlines() if "narrative: " in x
    )
    swap(folder, "outline.yaml", line, line.replace('narrative: "', 'narrative: "Now '))
    [change] = differing(FRAMEWORK, load_from(folder))
    assert change.kind == "outline"


def test_every_kind_that_a_framework_holds_is_compared():
    held = {
        field.name
        for field in attrs.fields(model.Framework)
        if isinstance(getattr(FRAMEWORK, field.name), dict)
    }
    assert held - {"example_of_a_school"} == set(KINDS.values())
