"""What a rule rests on that has come only if something unrecorded has not happened."""

from __future__ import annotations

import attrs

from scc_model import model
from scc_model.cases.duties.duty import Duty
from scc_model.cases.replay.happened import Happened, Replayed
from scc_model.dating.time_limits import in_force


def unless(rule: model.Rule, replayed: Replayed) -> tuple[str, ...]:
    """The events that nobody recorded, with one of which the time of a rule has not come as said.

    Args:
        rule: the rule.
        replayed: what became of the case.
    """
    return tuple(dict.fromkeys(x for ring in _begun_by(rule, replayed) for x in ring.unless))


def _begun_by(rule: model.Rule, replayed: Replayed) -> list[Happened]:
    """The days of the calendar in doubt with which the time of a rule begins."""
    if rule.time_limit is not None:
        begins: tuple[str, ...] = (in_force(rule.time_limit, replayed.context).from_,)
    else:
        begins = rule.starts_with
    within = [replayed.within[name] for name in begins if name in replayed.within]
    if not begins:
        homes = {replayed.context.framework.stage_home[stage].id for stage in rule.holds_in}
        within = [replayed.entered[home] for home in homes if home in replayed.entered]
    return [happened for happened in within if happened.in_doubt]


def perhaps_lifted(duty: Duty, replayed: Replayed) -> Duty:
    """A duty that nobody recorded, with what lifted it if it happened, and nobody recorded either.

    Args:
        duty: the duty as it stands.
        replayed: what became of the case.
    """
    if duty.status != "not-recorded" or duty.done:
        return duty
    doubted = (name for x in replayed.happened if x.in_doubt for name in x.unless)
    lifts = tuple(name for name in dict.fromkeys(doubted) if name in duty.rule.ends_with)
    return attrs.evolve(duty, unless=lifts) if lifts else duty
