"""More knowledge never contradicts: what is said of a record with gaps stands when they are filled.

A full history is replayed; then any of its entries are dropped and the rest is shuffled. Whatever
is said of what is left, the full history must not show to be wrong.
"""

from __future__ import annotations

import datetime as dt
import random

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gaps_in_histories import contradictions, full_history, with_gaps, wrongly_presumed
from scc_model.cases.case import Case, Entry
from scc_model.cases.journey import journey
from scc_model.cases.powers import powers
from scc_model.loading import data_dir, load
from scc_model.worked import cases

FRAMEWORK = load()
SEEDS = st.integers(0, 2**32 - 1)
WORKED = {case.id: case for case in cases.read(data_dir() / "cases")}
IN_FULL = [name for name in WORKED if name.endswith("-in-full")]


@given(SEEDS)
def test_what_is_said_of_a_record_with_gaps_is_not_wrong(seed):
    chance = seeded(seed)
    full, day = full_history(chance, FRAMEWORK)
    part = with_gaps(full, chance)
    said = contradictions(full, part, day, FRAMEWORK)
    assert said == [] or wrongly_presumed(said), seed


@given(SEEDS)
def test_in_any_order_the_same_facts_give_the_same_view(seed):
    chance = seeded(seed)
    full, day = full_history(chance, FRAMEWORK)
    part = with_gaps(full, chance)
    events = list(part.events)
    chance.shuffle(events)
    other = attrs.evolve(part, events=tuple(events))
    assert view(other, day) == view(part, day), seed


@pytest.mark.parametrize("name", IN_FULL)
def test_what_an_outsider_is_told_the_full_record_does_not_contradict(name):
    full = WORKED[name]
    part = WORKED[name.replace("-in-full", "-as-an-outsider-knows-it")]
    records = (cases.case_file_of(case, FRAMEWORK) for case in (full, part))
    assert contradictions(*records, full.given.as_at, FRAMEWORK) == []


def seeded(seed):
    return random.Random(seed)  # noqa: S311  (the same history for a seed, and nothing secret)


def view(case, day):
    """All that is said of a case on a day, whatever the order of its entries."""
    seen = journey(case, FRAMEWORK, day)
    happened = [(x.event, x.first, x.date, x.standing) for x in seen.replayed.happened]
    wrong = sorted((x.entry.event, x.why) for x in seen.replayed.contradictions)
    duties = sorted((x.rule.id, x.status, str(x.due)) for x in seen.duties())
    may = [(power.rule.id, power.open) for power in powers(seen)]
    return dict(seen.context.stands), happened, wrong, duties, may


@pytest.mark.parametrize(
    "late", ["final-report-received-by-school", "intervention-powers-notified"]
)
@pytest.mark.parametrize(
    ("before", "on"),
    [
        ("final-judgement-notified", dt.date(2014, 11, 14)),
        ("report-published", dt.date(2014, 11, 14)),
        ("report-published", dt.date(2014, 11, 21)),
    ],
)
def test_what_comes_late_is_of_the_same_inspection(late, before, on):
    """The procedures give the usual order; a letter may be on its way longer than another."""
    known = (
        Entry(before, on, decided={"category": "special-measures"}),
        Entry(late, dt.date(2014, 11, 17)),
    )
    case = Case("", dt.date(2014, 9, 1), {"school-type": "community"}, events=known, complete=False)
    seen = journey(case, FRAMEWORK, dt.date(2015, 1, 12)).replayed
    names = [happened.event for happened in seen.happened]
    assert names.count("inspection-ended") == 1
    assert names.count("report-published") <= 1
    assert seen.contradictions == ()


def test_what_leads_back_to_a_stage_does_not_begin_it():
    """The report was published on the first day, and reached the school on the second."""
    known = (
        Entry("report-published", dt.date(2014, 11, 14), decided={"category": "special-measures"}),
        Entry("final-report-received-by-school", dt.date(2014, 11, 17)),
    )
    case = Case("", dt.date(2014, 9, 1), {"school-type": "community"}, events=known, complete=False)
    entered = journey(case, FRAMEWORK, dt.date(2015, 1, 12)).replayed.entered
    assert entered["inspection-report"].date == dt.date(2014, 11, 14)
