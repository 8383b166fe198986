"""The powers open to each body where a school stands, and what keeps the others closed."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from scc_model import model
from scc_model.cases.journey import Journey
from scc_model.chart.steps import unsettled
from scc_model.conditions import Context, applies, evaluate, holds
from scc_model.dating.deadlines import Deadline

_FIRST: frozenset[model.RuleKind] = frozenset({"consultation", "consent"})


@attrs.frozen
class Power:
    """A power, and how it stands.

    Args:
        rule: the rule that gives it; its actors hold it.
        open: whether it can be used; none while that is not known.
        unmet: for a power that is closed, the conditions that are not met.
        missing: for one of which it is not known, the facts that would settle it.
        window: its time limit, where it has one that has begun to run.
        first: what its holder has to do before it is used: consult, or get consent.
    """

    rule: model.Rule
    open: bool | None
    unmet: tuple[model.Condition, ...]
    missing: tuple[str, ...]
    window: Deadline | None
    first: tuple[model.Rule, ...]


def powers(journey: Journey, rules: Iterable[model.Rule] | None = None) -> list[Power]:
    """The powers the procedures know, in their order.

    Args:
        journey: the case as it stands on a day.
        rules: the rules to look at; all of them where none are given.

    Returns:
        A power for each rule of that kind. One whose last day has passed is closed.
    """
    framework = journey.context.framework
    first: dict[str, tuple[model.Rule, ...]] = {}
    listed = []
    for rule in framework.rules.values() if rules is None else rules:
        if rule.kind == "power":
            home = framework.home[rule.id]
            if home.id not in first:
                first[home.id] = _first(home, journey.context)
            steps = tuple(step for step in first[home.id] if {*step.actors} & {*rule.actors})
            listed.append(_power(rule, journey, steps))
    return listed


def unmet(condition: model.Condition | None, context: Context) -> tuple[model.Condition, ...]:
    """The parts of a condition that keep it from holding, as few and as plain as can be.

    >>> from scc_model.loading import load
    >>> good, bad = (model.FactIs("overall-effectiveness", (x,)) for x in ("good", "inadequate"))
    >>> context = Context.of(load(), {"overall-effectiveness": "good"})
    >>> unmet(model.AllOf((good, bad)), context) == (bad,)
    True
    """
    if condition is None or holds(condition, context) is not False:
        return ()
    if isinstance(condition, model.AllOf):
        return tuple(inner for part in condition.all for inner in unmet(part, context))
    return (condition,)


def _first(home: model.Procedure, context: Context) -> tuple[model.Rule, ...]:
    """What has to be done before a power of a procedure is used."""
    rules = (rule for rule in home.rules if rule.kind in _FIRST)
    return tuple(rule for rule in rules if applies(rule, context) is not False)


def _power(rule: model.Rule, journey: Journey, first: tuple[model.Rule, ...]) -> Power:
    context = journey.context
    given = applies(rule, context)
    window = journey.dating.deadline(rule) if rule.time_limit is not None and given else None
    missing: tuple[str, ...] = ()
    if given is None:
        missing = evaluate(rule.applies_when, context).missing or unsettled(context)
    over = (
        window is not None
        and window.latest is not None
        and not window.estimated
        and window.latest < journey.as_at
    )
    return Power(
        rule=rule,
        open=False if over else given,
        unmet=unmet(rule.applies_when, context) if given is False else (),
        missing=missing,
        window=window,
        first=first,
    )
