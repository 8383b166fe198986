"""Whom a rule concerns: a role itself, its body, and whatever belongs to it."""

import pytest

from scc_model.cases.whose import bears_on, concerns, falls_to, is_a_day_of
from scc_model.loading import load

FRAMEWORK = load()


@pytest.mark.parametrize(
    ("rule", "role", "does", "is_concerned"),
    [
        ("statement-of-action", "senior-adviser", True, True),
        ("statement-of-action", "local-authority", True, True),  # the senior adviser is of it
        ("statement-of-action", "chief-inspector", False, True),
        ("statement-of-action", "headteacher", False, False),
        ("copy-warning-notice", "headteacher", False, True),
        ("copy-warning-notice", "pupils", False, False),
    ],
)
def test_a_rule_concerns_who_does_it_and_who_gets_it(rule, role, does, is_concerned):
    given = FRAMEWORK.rules[rule]
    assert falls_to(given, role, FRAMEWORK) is does
    assert concerns(given, role, FRAMEWORK) is is_concerned


def test_what_brings_a_day_that_a_role_counts_from_bears_on_it():
    published = FRAMEWORK.rules["inspection-reported"]
    assert not concerns(published, "governing-body", FRAMEWORK)
    assert bears_on(published, "governing-body", FRAMEWORK)
    assert not bears_on(FRAMEWORK.rules["copy-warning-notice"], "pupils", FRAMEWORK)


@pytest.mark.parametrize(
    ("rule", "role", "kept"),
    [
        ("improvement-plan", "governing-body", True),  # it does it
        ("first-monitoring-inspection", "governing-body", True),  # it comes to it
        ("first-moderation", "governing-body", False),  # the draft that is sent to it has the day
        ("inspection-reported", "governing-body", False),  # only what others do counts from it
        ("inspection-reported", "link-adviser", True),
    ],
)
def test_the_calendar_of_a_role_keeps_of_others_only_days_that_its_own_steps_count_from(
    rule, role, kept
):
    assert is_a_day_of(FRAMEWORK.rules[rule], role, FRAMEWORK) is kept
