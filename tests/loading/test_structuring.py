"""A value of the data has the one form that its schema says, whatever else Python would take."""

from __future__ import annotations

import datetime as dt

import pytest

from scc_model import model
from scc_model.loading import placed_yaml
from scc_model.loading.structuring import Structurer


def structured(text: str, kind: type):
    value, faults = placed_yaml.parse(f"key: {text}\n", "x.yaml")
    assert faults == []
    return Structurer().structure(value["key"], kind)


@pytest.mark.parametrize(("text", "kind", "expected"), [
    ("2014-11-07", dt.date, dt.date(2014, 11, 7)),
    ("10 working days", model.Span, model.Span(10, "working day")),
    ("4", int, 4),
])  # fmt: skip
def test_the_form_of_the_schema_is_read(text, kind, expected):
    assert structured(text, kind) == (expected, [])


@pytest.mark.parametrize(("text", "kind"), [
    ("20141107", dt.date), ("2014-W45-5", dt.date), ("2014-02-30", dt.date),
    ("\uff12\uff10\uff11\uff14-11-07", dt.date), ("\uff11\uff10 working days", model.Span),
    ("\u0661 day", model.Span), ("\uff14", int), ("\u0664", int),
])  # fmt: skip
def test_another_form_is_refused_with_its_line(text, kind):
    value, faults = structured(text, kind)
    assert value is None
    assert [(fault.place.line, bool(fault.hint)) for fault in faults] == [(1, True)]
