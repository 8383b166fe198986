"""What is said of a power: why it is closed, or what has to be known of it."""

from __future__ import annotations

import datetime as dt

import pytest

from scc_model.cases import journey
from scc_model.cases.case import Case, Entry
from scc_model.cases.powers.power import is_near
from scc_model.cases.powers.standing import powers
from scc_model.loading import load
from scc_model.words import permissions

FRAMEWORK = load()
NOTICE = (
    Entry("warning-notice-given", dt.date(2014, 12, 12)),
    Entry("representations-made", dt.date(2015, 1, 5)),
    Entry("warning-notice-confirmed", dt.date(2015, 1, 20)),
    Entry("non-compliance-found", dt.date(2015, 2, 11)),
    Entry("powers-notice-given", dt.date(2015, 2, 20)),
)
REPORT = (
    Entry("report-published", dt.date(2014, 11, 21), decided={"category": "special-measures"}),
)


def told(power: str, entries: tuple[Entry, ...], as_at: dt.date) -> str:
    facts = {"school-type": "voluntary-aided"}
    case = Case("A school", entries[0].date, facts, events=entries, complete=False)
    rule = FRAMEWORK.rules[power]
    [one] = powers(journey.journey(case, FRAMEWORK, as_at), [rule])
    return " ".join(permissions.why_closed(one, FRAMEWORK))


def test_a_general_power_says_until_when_it_was_open_where_the_parts_of_it_are_over():
    on_the_last_day, a_day_later = dt.date(2015, 4, 10), dt.date(2015, 4, 11)
    assert told("require-arrangements", NOTICE, on_the_last_day) == ""
    assert told("require-arrangements", NOTICE, a_day_later) == (
        "By what is recorded its time ended on Friday 10 April 2015. "
        "It is only for a school at this stage, of which nothing is recorded: "
        "'Eligible by inspection' (Eligibility after an inspection)."
    )


def test_a_power_whose_time_may_be_over_is_one_of_those_that_depend_on_something():
    """Known is only that the compliance period had ended when the notice of powers was given."""
    entries = (Entry("powers-notice-given", dt.date(2015, 2, 20)),)
    case = Case("A school", dt.date(2000, 1, 1), {}, events=entries, complete=False)
    seen = journey.journey(case, FRAMEWORK, dt.date(2015, 3, 2))
    rule = FRAMEWORK.rules["suspend-budget-after-warning-notice"]
    [power] = powers(seen, [rule])
    assert is_near(power, seen)
    assert permissions.why_closed(power, FRAMEWORK) == [
        "It is open, if its time is not over already. Last day: Sunday 19 April 2015 at the latest."
    ]


@pytest.mark.parametrize("entries", [NOTICE, REPORT], ids=["notice", "report"])
def test_of_every_power_something_is_said_that_tells_one_from_another(entries):
    """What it is for, what it waits for, or what has to be known: never that nothing is."""
    for rule in (x for x in FRAMEWORK.rules.values() if x.is_power):
        assert "Nothing that is recorded" not in told(rule.id, entries, dt.date(2015, 4, 13))
