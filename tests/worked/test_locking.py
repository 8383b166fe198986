"""No invariant is weakened or taken out without a line that says so."""

import shutil

import attrs
import pytest

from scc_model.loading import data_dir, load
from scc_model.worked import locking
from scc_model.worked.checking import check


@pytest.fixture
def own_data(tmp_path):
    """A copy of the data that may be changed."""
    return shutil.copytree(data_dir(), tmp_path / "data")


def with_invariants(change):
    """The procedures with other invariants."""
    framework = load()
    return attrs.evolve(framework, invariants=change(dict(framework.invariants)))


def told(folder, framework):
    return [str(fault) for fault in locking.faults(folder, framework)]


def test_what_was_agreed_is_found_as_it_is(own_data):
    assert told(own_data, load()) == []


def test_one_that_is_gone_is_named(own_data):
    less = with_invariants(
        lambda x: {name: one for name, one in x.items() if name != "copy-to-the-diocese"}
    )
    [fault] = told(own_data, less)
    assert "the invariant 'copy-to-the-diocese' was agreed, and is gone" in fault
    assert fault in map(str, check(own_data, less, with_cases=False)[0])


def test_one_that_demands_less_is_named_with_the_line_that_would_say_that_it_is_meant(own_data):
    name = "no-power-without-eligibility"
    weaker = attrs.evolve(load().invariants[name], on=load().invariants[name].on[1:])
    framework = with_invariants(lambda x: {**x, name: weaker})
    [fault] = told(own_data, framework)
    assert fault.startswith("invariants.yaml:")
    assert f"the invariant '{name}' demands something else than was agreed" in fault
    assert f"'{name}: {locking.strength(weaker)}' in invariants.lock" in fault


def test_one_that_is_new_is_named_and_other_words_are_no_change(own_data):
    one = next(iter(load().invariants.values()))
    [fault] = told(own_data, with_invariants(lambda x: {**x, "new": attrs.evolve(one, id="new")}))
    assert "the invariant 'new' is not locked" in fault
    other = attrs.evolve(one, title="Other words", text="Other words.")
    assert told(own_data, with_invariants(lambda x: {**x, one.id: other})) == []


def test_a_lock_that_is_not_there_is_said_where_there_is_something_to_lock(own_data):
    (own_data / locking.LOCK).unlink()
    [fault] = told(own_data, load())
    assert fault.startswith("invariants.lock: the file cannot be read")
    assert told(own_data, with_invariants(lambda _: {})) == []
