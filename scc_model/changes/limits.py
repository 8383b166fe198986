"""A framework in which one thing is changed: a new value; the one it came from stays as it is."""

from __future__ import annotations

from typing import Any

import attrs

from scc_model.errors import BadValue, UnknownName
from scc_model.model import Framework, Rule, Span, TimeLimit, Variation

MOST = 999
"""The largest number that a limit can be set to."""

_TIMES = "times"


def limit_of(framework: Framework, rule: str) -> tuple[int, str]:
    """The number on which the time limit of a rule turns, and what it counts.

    Args:
        framework: the procedures.
        rule: id of a rule.

    Returns:
        The amount and its unit: of the last day, or of the first where no last day is set; for
        what comes round, how many times at least.

    Raises:
        UnknownName: when there is no such rule.
        BadValue: when the rule has no limit in numbers.

    >>> from scc_model.loading import load
    >>> limit_of(load(), "comply-in-initial-period"), limit_of(load(), "annual-evaluation")
    ((15, 'working days'), (1, 'times'))
    """
    limit = _limit(framework, rule)
    if limit.at_least is not None and limit.latest is None:
        return limit.at_least, _TIMES
    span = limit.latest or limit.earliest
    if span is None:
        raise BadValue(
            f"The rule '{rule}' has no limit in numbers: the procedures say '{limit.as_written}'."
        )
    return span.amount, f"{span.unit}s"


def with_limit(framework: Framework, rule: str, amount: int) -> Framework:
    """The procedures with another number in the time limit of one rule.

    A reading that counts the same number in another way, such as days of the calendar and not
    working days, counts the new number; one with a number of its own keeps it.

    Args:
        framework: the procedures, which stay as they are.
        rule: id of a rule that has a time limit in numbers.
        amount: the number that takes the place of :func:`limit_of`, in the same unit.

    Returns:
        A new framework. What the procedures say in words, as the source gives it, is not changed.

    Raises:
        UnknownName: when there is no such rule.
        BadValue: when the rule has no limit in numbers, or for a number that cannot be one.

    >>> from scc_model.loading import load
    >>> longer = with_limit(load(), "comply-in-initial-period", 20)
    >>> str(longer.rules["comply-in-initial-period"].time_limit.latest)
    '20 working days'
    >>> limit_of(load(), "comply-in-initial-period")[0]
    15
    >>> with_limit(load(), "oral-feedbak", 5)
    Traceback (most recent call last):
    ...
    scc_model.errors.UnknownName: There is no rule 'oral-feedbak'. Did you mean 'oral-feedback'?
    """
    now, unit = limit_of(framework, rule)
    limit = _limit(framework, rule)
    least = 1 if unit == _TIMES else 0
    if amount not in range(least, MOST + 1):
        raise BadValue(
            f"{amount!r} cannot be the limit of '{rule}', which is {now} {unit}. "
            f"Accepted: a whole number from {least} to {MOST}."
        )
    if unit == _TIMES:
        if limit.at_most is not None and amount > limit.at_most:
            raise BadValue(
                f"'{rule}' cannot be asked for {amount} times at least, because it is asked for "
                f"{limit.at_most} times at most. Accepted: up to {limit.at_most}."
            )
        changed = attrs.evolve(limit, at_least=amount)
    else:
        field = "latest" if limit.latest is not None else "earliest"
        counted: dict[str, Any] = {field: attrs.evolve(getattr(limit, field), amount=amount)}
        variations = tuple(_counting(way, field, now, amount) for way in limit.variations)
        changed = attrs.evolve(limit, variations=variations, **counted)
    return _with_rule(framework, attrs.evolve(framework.rules[rule], time_limit=changed))


def _limit(framework: Framework, rule: str) -> TimeLimit:
    if rule not in framework.rules:
        raise UnknownName("rule", rule, framework.rules)
    limit = framework.rules[rule].time_limit
    if limit is None:
        timed = sorted(name for name, other in framework.rules.items() if other.time_limit)
        raise BadValue(
            f"The rule '{rule}' has no time limit to change. Of {len(framework.rules)} rules "
            f"{len(timed)} have one, such as '{timed[0]}'."
        )
    return limit


def _counting(variation: Variation, field: str, before: int, after: int) -> Variation:
    """A variation that counts the new number, if it counted the old one."""
    span = getattr(variation.set, field)
    if not isinstance(span, Span) or span.amount != before:
        return variation
    counted: dict[str, Any] = {field: attrs.evolve(span, amount=after)}
    return attrs.evolve(variation, set=attrs.evolve(variation.set, **counted))


def _with_rule(framework: Framework, rule: Rule) -> Framework:
    home = framework.home[rule.id]
    rules = tuple(rule if old.id == rule.id else old for old in home.rules)
    return attrs.evolve(
        framework,
        rules={**framework.rules, rule.id: rule},
        procedures={**framework.procedures, home.id: attrs.evolve(home, rules=rules)},
    )
