"""Rules, duties, powers and dated rows as tables: one set of columns, days as days."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from places import CASE_FILES
from scc_model import Context, journey, load, powers, timeline, to_frame
from scc_model.cases import files
from scc_model.errors import BadValue, UnknownName
from scc_model.notebook import COLUMNS, contradictions, positions, table
from scc_model.tables import duty_records

FRAMEWORK = load()
SEEN = journey(
    files.read(CASE_FILES / "warning_notice.json", FRAMEWORK), FRAMEWORK, dt.date(2014, 10, 8)
)
DATES = timeline(
    Context.of(FRAMEWORK, decided={"category": "special-measures"}),
    {"final-report-received": dt.date(2014, 11, 10)},
    dt.date(2014, 11, 12),
)
FRAMES = {
    "rules": to_frame(FRAMEWORK.rules.values(), FRAMEWORK),
    "rows": to_frame(DATES),
    "duties": to_frame(SEEN.duties(), SEEN),
    "powers": to_frame(powers(SEEN), SEEN),
    "nothing": to_frame([], SEEN),
}


@pytest.mark.parametrize("name", FRAMES)
def test_the_columns_are_those_documented_whatever_is_given(name):
    frame = FRAMES[name]
    assert {column: str(kind) for column, kind in frame.dtypes.items()} == COLUMNS
    assert all(f"``{column}``" in to_frame.__doc__ for column in COLUMNS)
    assert not frame["title"].isna().any()


def test_tables_of_two_kinds_can_stand_under_one_another():
    both = pd.concat([FRAMES["duties"], FRAMES["powers"]])
    assert {*both["status"]} >= {"open", "closed"}
    assert str(both["latest"].dtype) == COLUMNS["latest"]


def test_a_day_is_the_day_of_the_record():
    for frame, wanted in (
        (FRAMES["duties"], [duty_records.duty_record(duty, SEEN) for duty in SEEN.duties()]),
        (FRAMES["rows"], [duty_records.row_record(row, DATES) for row in DATES.rows]),
    ):
        assert list(frame["id"]) == [record["id"] for record in wanted]
        for column in ("earliest", "latest"):
            days = [None if pd.isna(day) else day.date().isoformat() for day in frame[column]]
            assert days == [record[column] for record in wanted]
        assert list(frame["owner"]) == [record["owner"] for record in wanted]
        assert list(frame["source"]) == [record["source"] for record in wanted]


def test_a_power_says_what_keeps_it_closed():
    frame = FRAMES["powers"]
    assert {*frame["status"]} <= {"open", "closed", "not-known"}
    closed = frame[frame["status"] == "closed"]
    assert len(closed)
    assert closed["why"].str.len().gt(0).all()


def test_what_it_belongs_to_has_to_be_said():
    with pytest.raises(BadValue, match=r"to_frame\(seen.duties\(\), seen\)"):
        to_frame(SEEN.duties())
    with pytest.raises(BadValue, match="A str makes no row of a table"):
        to_frame(["x"], FRAMEWORK)


def test_a_table_writes_days_for_readers_and_heads_its_rows():
    shown = table(FRAMES["rows"], {"title": "Step", "latest": "Last day"})
    assert shown.columns.name == "Step"
    assert "Monday 24 November 2014" in set(shown["Last day"])
    assert "none set" in set(shown["Last day"])
    with pytest.raises(UnknownName, match="Did you mean 'latest'"):
        table(FRAMES["rows"], {"lattest": "Last day"})
    assert table([]).empty


def test_where_a_school_stands_and_what_contradicts_are_tables_too():
    assert list(positions(SEEN).columns) == ["procedure", "stage", "since"]
    assert list(contradictions(SEEN).columns) == ["id", "title", "date", "why"]
