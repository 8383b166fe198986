"""Since when a rule without a time limit is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from scc_model import model
from scc_model.cases.replay.happened import Replayed
from scc_model.conditions.leaves import waited_for


def since_of(rule: model.Rule, replayed: Replayed) -> tuple[dt.date, bool] | None:
    """From when an undated rule is asked for: its event, or the entering of its stage.

    With it, whether that day is known exactly.
    """
    happened, within = replayed.occurrences, replayed.within
    if rule.starts_with:
        began = [(happened[name][-1], True) for name in rule.starts_with if name in happened]
        began += [(within[name].last, False) for name in rule.starts_with if name in within]
        since = max(began, default=None)
        if since is None:
            return None
        # A day of the calendar has to be over first.
        brought = {x.from_day for x in replayed.happened if x.event in rule.starts_with
                   and x.standing == "worked-out" and x.date == since[0]}  # fmt: skip
        return max(brought, default=since[0]), since[1]
    entered = [*_entered_each(rule, replayed), *_come_to_pass(rule, replayed)]
    begun = replayed.case.begins, True
    return max((since or begun for since in entered), default=None)


def _come_to_pass(rule: model.Rule, replayed: Replayed) -> Iterator[tuple[dt.date, bool]]:
    """Since when what the condition of a rule waits for has happened."""
    waited = waited_for(rule.when, replayed.context.framework)
    latest = {x.event: x for x in replayed.happened if x.event in waited} if waited else {}
    yield from ((x.from_day, x.exact) for x in latest.values())


def is_said_since(rule: model.Rule, replayed: Replayed) -> bool:
    """Whether the record says since when an undated rule is asked for.

    Where not everything is recorded, nobody says that it began with the record.
    """
    if replayed.complete or rule.starts_with:
        return True
    return any((*_entered_each(rule, replayed), *_come_to_pass(rule, replayed)))


def _entered_each(rule: model.Rule, replayed: Replayed) -> Iterator[tuple[dt.date, bool] | None]:
    """Since when the school has been in each stage of a rule in which it is."""
    homes = replayed.context.framework.stage_home
    for stage in rule.holds_in:
        if replayed.context.stands.get(homes[stage].id) == stage:
            yield _entered(replayed, homes[stage].id, rule.holds_in)


def _entered(
    replayed: Replayed, procedure: str, stages: Collection[str]
) -> tuple[dt.date, bool] | None:
    """Since when a procedure has been in some stages, however it went from one to another.

    Nothing, where that is since the record began.
    """
    entered = replayed.entered.get(procedure)
    if entered is None:
        return None
    if entered.left.get(procedure) not in stages:
        return entered.from_day, entered.exact
    for earlier in reversed(replayed.happened):
        stood = earlier.left.get(procedure)
        if stood is not None and stood not in stages:
            return earlier.from_day, earlier.exact
    return None
