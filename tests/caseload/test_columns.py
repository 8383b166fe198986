"""The columns that the data lists: what they can say, and that each can be read."""

from __future__ import annotations

import shutil

import pytest

from places import SMALL_DATA
from scc_model.caseload.columns import Headings
from scc_model.caseload.values import known_as
from scc_model.errors import DataError
from scc_model.loading import load, load_from

SMALL = SMALL_DATA
COLUMN = "caseload_columns:\n  - {{id: x, headers: [X], cite: [book: 'Part 1, paragraph 2'], {}}}\n"


@pytest.fixture
def loaded(tmp_path):
    def loading(keys):
        folder = tmp_path / "data"
        shutil.copytree(SMALL, folder)
        text = COLUMN.format(keys)
        (folder / "caseload_columns.yaml").write_text(text, encoding="utf-8")
        return load_from(folder)

    return loading


@pytest.mark.parametrize(
    ("keys", "kind", "name"),
    [
        ("event: judged", "date", "judged"),
        ("holds: urn, empty: ['-']", "holds", "urn"),
        ("decision: grade, codes: [{code: '4', is: bad}], picks: true", "outcome", "grade"),
    ],
)
def test_a_column_that_says_one_thing_is_sound(loaded, keys, kind, name):
    column = Headings(loaded(keys)).column("x")
    assert (column.kind, column.name) == (kind, name)


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ("note: nothing", "does not say exactly one thing"),
        ("event: judged, holds: urn", "does not say exactly one thing"),
        ("event: jugded", "there is no event 'jugded'. Did you mean 'judged'"),
        ("event: reply-time-over", "the day of 'reply-time-over' is worked out"),
        ("event: judged, codes: [{code: '4', is: bad}]", "can stand for nothing"),
        ("decision: grade, codes: [{code: '4', is: badd}]", "Did you mean 'bad'?"),
        ("holds: pupils", "Accepted"),
        ("decision: grade, like: y", "there is no column 'y' to be like"),
        ("holds: urn, stands_in: true", "the column 'x' can stand in for nothing"),
    ],
)
def test_a_column_that_says_something_else_is_refused(loaded, keys, reason):
    with pytest.raises(DataError) as refused:
        loaded(keys)
    assert reason in str(refused.value)


def test_every_column_of_the_data_is_found_by_each_of_its_headings():
    framework = load()
    headings = Headings(framework)
    for column in framework.caseload_columns.values():
        for heading in column.headers:
            read = headings.column(f" {heading.upper()}: ")
            assert read.name in {column.holds, column.event, column.fact, column.decision}
            assert {known_as(code.code) for code in column.codes} <= {*read.values}


def test_every_event_that_is_given_has_a_heading():
    framework = load()
    headings = Headings(framework)
    for event in framework.events.values():
        column = headings.column(event.id)
        assert (column is None) == bool(event.falls_on)
