"""Whom a rule concerns: who carries it out, whom it is owed to, and the bodies they belong to."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator

from scc_model import model


def concerns(rule: model.Rule, role: str, framework: model.Framework) -> bool:
    """Whether a rule is something for a role: it, its body or a part of it acts or is acted for.

    Args:
        rule: the rule.
        role: id of the role.
        framework: the procedures.

    >>> from scc_model.loading import load
    >>> rules, which = load().rules, ("alert-local-authority", "improvement-plan")
    >>> [concerns(rules[name], "governing-body", load()) for name in which]
    [False, True]
    >>> [concerns(rules[name], "school", load()) for name in which]
    [True, True]
    """
    return not _kin(role, framework).isdisjoint((*rule.actors, *rule.to))


def falls_to(rule: model.Rule, role: str, framework: model.Framework) -> bool:
    """Whether a rule is something that a role carries out, or its body, or a part of it.

    Args:
        rule: the rule.
        role: id of the role.
        framework: the procedures.

    >>> from scc_model.loading import load
    >>> rules, which = load().rules, ("statement-of-action", "report-to-parents")
    >>> [falls_to(rules[name], "governing-body", load()) for name in which]
    [False, True]
    """
    return not _kin(role, framework).isdisjoint(rule.actors)


def bears_on(rule: model.Rule, role: str, framework: model.Framework) -> bool:
    """Whether a rule is something for a role, or brings a day from which something of theirs runs.

    Args:
        rule: the rule.
        role: id of the role.
        framework: the procedures.

    >>> from scc_model.loading import load
    >>> published = load().rules["inspection-reported"]
    >>> concerns(published, "governing-body", load()), bears_on(published, "governing-body", load())
    (False, True)
    """
    return concerns(rule, role, framework) or rule.met_by in _counted_from(role, framework)


def is_a_day_of(rule: model.Rule, role: str, framework: model.Framework) -> bool:
    """Whether the day of a rule is one to keep in the calendar of a role.

    It is if the role does it or it comes to the role. What others do for others is only a day that
    steps of the role's own are counted from; not if something beside it that comes to the role
    brings the same day.

    Args:
        rule: the rule.
        role: id of the role.
        framework: the procedures.

    >>> from scc_model.loading import load
    >>> rules = load().rules
    >>> [is_a_day_of(rules[name], "governing-body", load())
    ...  for name in ("improvement-plan", "send-draft-report", "first-moderation")]
    [True, True, False]
    >>> [is_a_day_of(rules["inspection-reported"], role, load())
    ...  for role in ("governing-body", "local-authority")]
    [False, True]
    """
    if concerns(rule, role, framework):
        return True
    return rule.met_by in _own_counted_from(role, framework) and not any(
        beside.met_by == rule.met_by and concerns(beside, role, framework)
        for beside in framework.home[rule.id].rules
    )


@functools.lru_cache(maxsize=128)
def _counted_from(role: str, framework: model.Framework) -> frozenset[str]:
    """The events from which the time of something for a role runs, or before which it has to be."""
    return _named_by(x for x in framework.rules.values() if concerns(x, role, framework))


@functools.lru_cache(maxsize=128)
def _own_counted_from(role: str, framework: model.Framework) -> frozenset[str]:
    """The same, of what the role carries out."""
    return _named_by(x for x in framework.rules.values() if falls_to(x, role, framework))


def _named_by(rules: Iterable[model.Rule]) -> frozenset[str]:
    limits = (rule.time_limit for rule in rules)
    return frozenset(event for limit in limits if limit is not None for event in _events_of(limit))


def _events_of(limit: model.TimeLimit) -> Iterator[str]:
    """The events that a time limit names, however it is varied."""
    yield from limit.anchors
    if limit.before is not None:
        yield limit.before
    if limit.capped is not None:
        yield limit.capped.from_


def concerned(rules: Iterable[model.Rule], framework: model.Framework) -> tuple[str, ...]:
    """The roles that some rules name, with the bodies they belong to, in the order of the data.

    Args:
        rules: the rules.
        framework: the procedures.
    """
    named = {role for rule in rules for role in (*rule.actors, *rule.to)}
    named |= {body for role in named for body in framework.bodies(role)}
    return tuple(role for role in framework.roles if role in named)


@functools.lru_cache(maxsize=128)
def _kin(role: str, framework: model.Framework) -> frozenset[str]:
    """A role with the bodies that it belongs to, and all that belongs to it."""
    parts = (name for name in framework.roles if role in framework.bodies(name))
    return frozenset({role, *framework.bodies(role), *parts})
