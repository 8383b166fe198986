"""Hypothesis strategies: dates, holidays, conditions and what is known about a school."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from scc_model import model
from scc_model.dating.working_days import SchoolHoliday
from scc_model.loading import load

FIRST, LAST = dt.date(2003, 1, 1), dt.date(2031, 12, 31)

dates = st.dates(FIRST, LAST)
counts = st.integers(0, 40)
day_kinds = st.sampled_from(list(load().day_kinds.values()))


@st.composite
def school_holidays(draw, near: st.SearchStrategy[dt.date] = dates) -> tuple[SchoolHoliday, ...]:
    """Up to four holidays of up to seven weeks each, which may overlap."""
    starts = draw(st.lists(near, max_size=4))
    lengths = st.integers(0, 48)
    return tuple(SchoolHoliday(start, start + dt.timedelta(days=draw(lengths))) for start in starts)


def answers(framework: model.Framework) -> st.SearchStrategy[dict[str, str]]:
    """Any facts of the framework, each with one of its answers."""
    every = {
        name: st.sampled_from([option.id for option in fact.options])
        for name, fact in framework.facts.items()
    }
    return st.fixed_dictionaries({}, optional=every)


def readings(framework: model.Framework) -> st.SearchStrategy[dict[str, str]]:
    """A choice for any of the readings."""
    every = {
        name: st.sampled_from([choice.id for choice in reading.choices])
        for name, reading in framework.readings.items()
    }
    return st.fixed_dictionaries({}, optional=every)


def conditions(framework: model.Framework) -> st.SearchStrategy[model.Condition]:
    """Conditions of any shape over the framework's facts."""
    facts = list(framework.facts.values())[:5]
    leaves = st.sampled_from(facts).flatmap(
        lambda fact: st.lists(
            st.sampled_from([option.id for option in fact.options]), min_size=1, unique=True
        ).map(lambda values: model.FactIs(fact.id, tuple(values)))
    )

    def wider(inner: st.SearchStrategy[model.Condition]) -> st.SearchStrategy[model.Condition]:
        several = st.lists(inner, min_size=1, max_size=4).map(tuple)
        return st.one_of(
            several.map(model.AllOf),
            several.map(model.AnyOf),
            inner.map(model.Not),
            st.builds(model.Exactly, st.integers(0, 3), several),
        )

    return st.recursive(leaves, wider, max_leaves=12)


@st.composite
def ordered_events(draw, framework: model.Framework) -> dict[str, dt.date]:
    """Dates for some of the events, in an order that is possible."""
    given = [name for name, event in framework.events.items() if not event.falls_on]
    names = draw(st.lists(st.sampled_from(given), unique=True, max_size=6))
    start = draw(st.dates(dt.date(2005, 1, 1), dt.date(2026, 1, 1)))
    found: dict[str, dt.date] = {}
    for name in sorted(names, key=list(framework.events).index):
        found[name] = start + dt.timedelta(days=draw(st.integers(0, 500)))
    for _ in names:
        for name, date in found.items():
            firsts = [found[f] for f in framework.events[name].not_before if f in found]
            found[name] = max([date, *firsts])
    return found


def standing(framework: model.Framework) -> st.SearchStrategy[dict[str, str]]:
    """A stage of most procedures; the stage of the others is not known."""
    every = {
        name: st.sampled_from([stage.id for stage in procedure.stages])
        for name, procedure in framework.procedures.items()
        if procedure.stages
    }
    return st.fixed_dictionaries({}, optional=every)
