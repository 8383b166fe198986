"""A rule that depends on when something happened, or on whether a period is over."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from changed_law import COMPLY, GIVEN, JUDGE, law_by_date
from scc_model import model
from scc_model.caseload.caseloads import time_limits
from scc_model.caseload.schools import Schools
from scc_model.cases.case import Case, Entry
from scc_model.cases.journey import journey
from scc_model.conditions import Context

FOUND = "non-compliance-found"
NEW = dt.date(2015, 1, 12)  # a Monday


@pytest.fixture(scope="module")
def framework(tmp_path_factory):
    """From 12 January 2015 a notice gives 20 working days."""
    return law_by_date(tmp_path_factory.mktemp("changed") / "data", NEW)


FACTS = {"school-type": "community", "serious-breakdown": "yes"} | dict.fromkeys(
    (
        f"notice-states-{what}"
        for what in ("matters", "circumstances", "action-required", "initial-period",
                     "action-minded", "representations")
    ),
    "yes",
)  # fmt: skip


def seen(framework, as_at, *entries, complete=True):
    """A record of everything, in which each notice was considered, recommended and discussed."""
    every = list(entries)
    for entry in entries if complete else ():
        if entry.event == GIVEN:
            for number, before in enumerate(("considered", "recommended", "discussed")):
                day = entry.date - dt.timedelta(days=5 - number)
                every.append(Entry(f"warning-notice-{before}", day))
    case = Case("A", dt.date(2014, 9, 1), FACTS, events=tuple(every), complete=complete)
    known = journey(case, framework, as_at)
    assert not known.replayed.contradictions
    return known


def comply(journey):
    (duty,) = journey.duties([journey.context.framework.rules[COMPLY]])
    return duty.deadline


@pytest.mark.parametrize(
    ("given", "latest"),
    [
        (dt.date(2015, 1, 9), dt.date(2015, 1, 30)),  # Friday; 15 working days
        (NEW, dt.date(2015, 2, 9)),  # 20 working days
    ],
)
def test_each_notice_is_under_the_law_of_its_day(framework, given, latest):
    assert comply(seen(framework, given, Entry(GIVEN, given))).latest == latest


def test_a_second_notice_is_under_the_new_law_and_the_first_stays_under_the_old(framework):
    first, second = Entry(GIVEN, dt.date(2014, 12, 1)), Entry(GIVEN, dt.date(2015, 1, 26))
    found = Entry(FOUND, dt.date(2015, 1, 14))
    between = seen(framework, dt.date(2015, 1, 20), first, found)
    assert comply(between).latest == dt.date(2014, 12, 22)
    after = seen(framework, dt.date(2015, 1, 27), first, found, second)
    assert comply(after).latest == dt.date(2015, 2, 23)


def test_the_period_ends_on_the_last_day_of_the_law_of_its_day(framework):
    for given, last in ((dt.date(2015, 1, 9), (2015, 1, 30)), (NEW, (2015, 2, 9))):
        stages = [
            seen(framework, day, Entry(GIVEN, given)).context.stands["warning-notice"]
            for day in (dt.date(*last), dt.date(*last) + dt.timedelta(days=1))
        ]
        assert stages == ["initial-period", "compliance-period-over"]


def test_a_notice_that_is_planned_is_under_the_law_of_the_day_it_is_planned_for(framework):
    ahead = seen(framework, dt.date(2015, 1, 7), Entry(GIVEN, NEW))
    assert comply(ahead).latest == dt.date(2015, 2, 9)


def test_of_a_notice_whose_day_is_not_known_the_last_day_is_the_later_one(framework):
    """It was given on 9 January and ends on 30 January, or on 12 January and ends on 9 February."""
    between = Entry(GIVEN, since=dt.date(2015, 1, 9), by=NEW)
    dated = comply(seen(framework, dt.date(2015, 1, 20), between, complete=False))
    assert (dated.soonest, dated.latest) == (dt.date(2015, 1, 30), dt.date(2015, 2, 9))


def test_what_is_asked_for_once_a_period_is_over_is_asked_for_the_day_after(framework):
    rule = framework.rules[JUDGE]
    given = Entry(GIVEN, dt.date(2014, 12, 1))
    last = dt.date(2014, 12, 22)
    on_it, after = (
        seen(framework, day, given).duties([rule]) for day in (last, last + dt.timedelta(days=1))
    )
    assert not on_it
    assert [duty.status for duty in after] == ["open"]


def test_a_second_notice_begins_a_period_that_is_not_over(framework):
    entries = (
        Entry(GIVEN, dt.date(2014, 12, 1)), Entry(FOUND, dt.date(2015, 1, 14)),
        Entry(GIVEN, dt.date(2015, 1, 26)),
    )  # fmt: skip
    duties = seen(framework, dt.date(2015, 2, 2), *entries).duties([framework.rules[JUDGE]])
    assert [duty.status for duty in duties] == []


def test_where_nobody_recorded_that_the_time_did_not_begin_anew_it_is_if(framework):
    """Representations may have been made, and nobody entered them."""
    given = Entry(GIVEN, dt.date(2014, 12, 1))
    known = seen(framework, dt.date(2015, 1, 20), given, complete=False)
    (duty,) = known.duties([framework.rules[JUDGE]])
    assert (duty.status, duty.needs) == ("if", (model.PeriodOver(COMPLY),))


def test_of_a_notice_that_nobody_recorded_nothing_is_known(framework):
    held = Entry("concern-signalled", dt.date(2014, 12, 1))
    known = seen(framework, dt.date(2015, 1, 20), held, complete=False)
    assert known.context.happened == {}
    assert known.duties([framework.rules[JUDGE]]) == []


def test_a_list_of_schools_dates_each_by_the_law_of_its_day(framework):
    context = Context.of(framework, {"school-type": "community"})
    days = np.array(["2015-01-09", "2015-01-12", "2014-12-01"], dtype="datetime64[D]")
    schools = Schools(
        names=["A", "B", "C"], urns=["1", "2", "3"], authorities=[""] * 3,
        lines=np.array([2, 3, 4]), events={GIVEN: days}, contexts=[context],
        groups=np.array([0, 0, 0]), holidays=[()], holidays_of=np.array([0, 0, 0]),
    )  # fmt: skip
    rows = time_limits(schools, framework, dt.date(2015, 1, 20)).rows
    latest = rows.loc[rows["rule"] == COMPLY].set_index("school")["latest"]
    assert [str(latest[name].date()) for name in "ABC"] == [
        "2015-01-30",
        "2015-02-09",
        "2014-12-22",
    ]
