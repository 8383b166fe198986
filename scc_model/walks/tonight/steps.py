"""What is to be done, by who has to do it and when: the reader's side, and those it waits for."""

from __future__ import annotations

import datetime as dt

import attrs

from scc_model import model
from scc_model.cases.duties.duty import Duty
from scc_model.conditions import binds
from scc_model.walks.hero import is_prompt
from scc_model.walks.school.answer.view import View
from scc_model.words import wording

_FEW_LATE = 2
"""How much is told of what should have come: no more than leaves room for what is ahead."""


@attrs.frozen
class Steps:
    """What is to be done, by who has to do it and when.

    Args:
        now: what the reader's side does at once, or by today.
        after: what it does after that, the soonest first.
        others: what others do that it is concerned with, the soonest first; before it what comes to
            the reader's side and has not been entered though its time has passed, the latest of it.
    """

    now: list[Duty]
    after: list[Duty]
    others: list[Duty]

    @classmethod
    def of(cls, view: View) -> Steps:
        """Sort what is known to be to do, or is if what was announced stays so."""
        side, day = side_of(view.whose, view.stands.context.framework), view.stands.as_at
        every = [*view.duties.dated, *view.duties.announced]
        dated = sorted(every, key=lambda duty: duty.due or dt.date.max)
        own = [duty for duty in dated if not side.isdisjoint(duty.rule.actors)]
        now = [duty for duty in own if _is_for_now(duty, day)]
        others = [x for x in dated if x not in own and _is_awaited(x, view, side)]
        late = [x for x in (*dated, *view.duties.unrecorded) if _has_not_come(x, view, side)]
        late.sort(key=lambda duty: duty.due or dt.date.max)
        # Of several steps that one event shows, the last says it best.
        coming = {duty.rule.met_by: duty for duty in (*late[-_FEW_LATE:], *others)}
        return cls(
            now,
            [duty for duty in own if duty not in now and duty.due],
            list(coming.values()),
        )


def _is_for_now(duty: Duty, day: dt.date) -> bool:
    return is_prompt(duty) or (duty.due is not None and duty.due <= day)


def _is_awaited(duty: Duty, view: View, side: frozenset[str]) -> bool:
    """Whether the reader's side waits for it: it is addressed to them, or time runs from it.

    What has no day by which it comes is none of it: nobody can wait for that.
    """
    due = duty.due if duty.deadline is not None else None
    ahead = due is not None and due >= view.stands.as_at and not is_prompt(duty)
    return ahead and (not side.isdisjoint(duty.rule.to) or bool(then(duty, view)))


def _has_not_come(duty: Duty, view: View, side: frozenset[str]) -> bool:
    """Whether somebody else had to do it for the reader's side by now, and nobody entered it."""
    to_them = duty.rule.actors and side.isdisjoint(duty.rule.actors)
    return bool(
        to_them
        and not side.isdisjoint(duty.rule.to)
        and duty.deadline is not None
        and has_passed(duty, view.stands.as_at)
        and not is_prompt(duty)
    )


def has_passed(duty: Duty, day: dt.date) -> bool:
    """Whether the last day of a step, or what it is estimated to be, has passed.

    Args:
        duty: the step.
        day: the day looked from.
    """
    return duty.due is not None and duty.due < day


def side_of(role: str, framework: model.Framework) -> frozenset[str]:
    """A role, the bodies it belongs to, and whoever else belongs to them or to it.

    >>> from scc_model.loading import load
    >>> "headteacher" in side_of("governing-body", load())
    True
    """
    ours = {role, *framework.bodies(role)}
    return frozenset(name for name in framework.roles if ours & {name, *framework.bodies(name)})


def then(duty: Duty, view: View) -> str:
    """What the reader's side has to do once somebody else has done something, and how soon."""
    side = side_of(view.whose, view.stands.context.framework)
    context = view.stands.context
    return "; ".join(
        f"{wording.uncapital(rule.title)}, {rule.time_limit.as_written}"
        for rule in context.framework.rules.values()
        if rule.time_limit is not None and rule.time_limit.from_ == duty.rule.met_by
        and not side.isdisjoint(rule.actors) and binds(rule, context) is not False
        and rule.time_limit.kind == "limit"
    )  # fmt: skip
