"""Another limit is another framework; the one it came from stays as it is."""

from __future__ import annotations

import datetime as dt

import pytest

from scc_model.cases.timelines import timeline
from scc_model.changes.limits import MOST, limit_of, with_limit
from scc_model.conditions import Context
from scc_model.errors import BadValue, DateOutOfRange, UnknownName
from scc_model.loading import checks, load

FRAMEWORK = load()
RECEIVED = dt.date(2014, 11, 10)
# Told by their data: a rule has a number where it has a span or a count.
NUMBERED = [
    rule.id
    for rule in FRAMEWORK.rules.values()
    if rule.time_limit
    and (rule.time_limit.latest or rule.time_limit.earliest or rule.time_limit.at_least)
]


def last_day(framework, **readings):
    context = Context.of(framework, decided={"category": "special-measures"}, readings=readings)
    dates = timeline(context, {"final-report-received": RECEIVED}, RECEIVED)
    return dates.row("statement-of-action").deadline.latest


def test_the_date_moves_and_the_handbook_keeps_its_own():
    longer = with_limit(FRAMEWORK, "statement-of-action", 15)
    # Monday 10 November and three weeks, or two.
    assert last_day(longer) == dt.date(2014, 12, 1)
    assert last_day(FRAMEWORK) == dt.date(2014, 11, 24)
    assert last_day(longer) == dt.date(2014, 12, 1)


def test_a_reading_that_counts_the_same_number_otherwise_counts_the_new_one():
    longer = with_limit(FRAMEWORK, "statement-of-action", 15)
    assert last_day(longer, A55="calendar-days") == RECEIVED + dt.timedelta(days=15)
    assert last_day(FRAMEWORK, A55="calendar-days") == RECEIVED + dt.timedelta(days=10)


def test_a_reading_with_a_number_of_its_own_keeps_it():
    later = with_limit(FRAMEWORK, "re-inspection", 20)
    variations = later.rules["re-inspection"].time_limit.variations
    changed_spans = [variation.set.latest for variation in variations]
    assert {span.amount for span in changed_spans if span} == {2, 24}
    assert limit_of(later, "re-inspection") == (20, "months")


@pytest.mark.parametrize("rule", NUMBERED)
def test_every_number_can_be_changed_and_nothing_else_is(rule):
    now, unit = limit_of(FRAMEWORK, rule)
    changed = with_limit(FRAMEWORK, rule, now + 1)
    assert limit_of(changed, rule) == (now + 1, unit)
    assert {name for name in FRAMEWORK.rules
            if changed.rules[name] != FRAMEWORK.rules[name]} == {rule}  # fmt: skip
    assert changed.rules[rule] in changed.home[rule].rules
    assert [rule.id for rule in changed.home[rule].rules] == [
        rule.id for rule in FRAMEWORK.home[rule].rules
    ]
    assert with_limit(changed, rule, now).rules[rule] == FRAMEWORK.rules[rule]


def test_what_is_changed_can_be_checked_like_any_other():
    """That its words take another figure is then found."""
    faults = checks.run(with_limit(FRAMEWORK, "comply-in-initial-period", 20))
    told = [fault.message for fault in faults]
    assert all("the rule 'comply-in-initial-period'" in message for message in told)
    assert any("counts 20, and its 'as_written' does not say so" in message for message in told)


@pytest.mark.parametrize(
    ("rule", "amount", "message"),
    [
        ("recipient-governing-body", 5, "has no time limit to change. Of "),
        ("alert-local-authority", 5, "has no limit in numbers: the procedures say"),
        ("write-leader-reviews", 7, "asked for 6 times at most. Accepted: up to 6."),
        *(("oral-feedback", amount, f"Accepted: a whole number from 0 to {MOST}.")
          for amount in (-1, 1000, 1.5, "4", None, float("nan"))),
    ],
)  # fmt: skip
def test_what_cannot_be_a_limit_is_refused_in_words(rule, amount, message):
    if rule not in FRAMEWORK.rules:
        rule = next(name for name, other in FRAMEWORK.rules.items() if other.time_limit is None)
    with pytest.raises(BadValue) as raised:
        with_limit(FRAMEWORK, rule, amount)
    assert message in str(raised.value)
    assert rule in str(raised.value)


def test_a_misspelt_rule_is_told_with_what_was_meant():
    with pytest.raises(UnknownName, match="Did you mean 'statement-of-action'"):
        with_limit(FRAMEWORK, "statement-of-acton", 5)


def test_a_limit_that_leaves_the_calendar_is_told_in_words():
    context = Context.of(
        with_limit(FRAMEWORK, "statement-of-action", MOST), decided={"category": "special-measures"}
    )
    received = {"final-report-received": dt.date(2033, 11, 10)}
    with pytest.raises(DateOutOfRange, match="outside the dates"):
        timeline(context, received, dt.date(2033, 11, 10))


def test_what_comes_round_is_asked_for_once_at_least():
    with pytest.raises(BadValue, match="Accepted: a whole number from 1 to"):
        with_limit(FRAMEWORK, "annual-evaluation", 0)
