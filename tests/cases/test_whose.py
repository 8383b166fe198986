"""Whom a rule concerns: a role itself, its body, and whatever belongs to it."""

import pytest

from scc_model.cases.whose import bears_on, concerns, falls_to
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
