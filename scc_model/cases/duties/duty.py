"""What somebody has to do, and how it stands: a rule in a school's case on a day."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping

import attrs

from scc_model import model
from scc_model.cases.duties.rounds import Round
from scc_model.cases.replay.announced import Announced
from scc_model.conditions.leaves import waited_for
from scc_model.dating.deadlines import Deadline, Status

# The kinds of rule that somebody carries out, and that a journey keeps account of.
_DONE_BY_SOMEBODY: frozenset[model.RuleKind] = frozenset({
    "duty", "responsibility", "cadence", "expectation", "support", "right", "exit",
    "consultation", "time-limit",
})  # fmt: skip

SETTLED: tuple[Status, ...] = ("met", "met-late", "no-longer-required")


@attrs.frozen
class Duty:
    """A rule that somebody carries out, and how it stands.

    Args:
        rule: the rule.
        status: how it stands on the day asked about.
        deadline: its dates, where it has a time limit.
        since: the day from which it is asked for; none while that has not come, and where it may
            have been asked for before the record began.
        met_on: the day of the event that met it.
        rounds: its periods so far, for what comes round.
        ended_on: for one that is no longer required, the day from which, and by which event.
        ended_by: whether that day is only the last that it can have been.
        needs: for one of which it is not known whether it is asked for, what has to be so.
        missing: the facts that would settle that, in the order to ask for them.
        announced: for one that is asked for if what was announced stays so, what that was.
        since_exact: whether the day since which it is asked for is known; else it is the last that
            it can have been.
        done_by: for one that nobody recorded and that must have been carried out, or never will be,
            the last day on which that can have been.
        overtaken_by: for one that may not have been carried out by that day, the event that has
            happened and comes after it; without such a day, the event that shows it carried out
            and may have come before it was asked for.
        unless: for one whose time has come only if none of them happened, or that one of them
            lifted, the events that nobody recorded.
    """

    rule: model.Rule
    status: Status
    deadline: Deadline | None
    since: dt.date | None
    met_on: dt.date | None = None
    rounds: tuple[Round, ...] = ()
    ended_on: tuple[dt.date, str] | None = None
    ended_by: bool = False
    needs: tuple[model.Condition, ...] = ()
    missing: tuple[str, ...] = ()
    announced: tuple[Announced, ...] = ()
    since_exact: bool = True
    done_by: dt.date | None = None
    overtaken_by: str = ""
    unless: tuple[str, ...] = ()

    @property
    def done(self) -> bool:
        """Whether it was carried out on a day that nobody entered, or never will be."""
        return self.done_by is not None

    @property
    def due(self) -> dt.date | None:
        """The day by which it is placed among others: its last day, or else its first."""
        if self.rounds:
            return self.rounds[-1].last
        dated = self.deadline
        if dated is None:
            return self.since
        # What is to be done straight away is so from the last day its beginning can have been.
        begun = dated.anchor.date if dated.limit.promptly and not dated.waiting else None
        return dated.latest or dated.earliest or begun or dated.opens_by


@functools.lru_cache(maxsize=8)
def owed_rules(framework: model.Framework) -> Mapping[str, model.Rule]:
    """The rules of which a journey keeps account, by id and in the order of the data."""
    return {
        name: rule for name, rule in framework.rules.items() if _is_kept_account_of(rule, framework)
    }


def met_by(duty: Duty, day: dt.date, event: str) -> Duty:
    """A duty met by what also ended it, such as the next inspection."""
    if duty.deadline is None:
        return attrs.evolve(duty, status="met", met_on=day)
    met = attrs.evolve(duty.deadline, met_on=day, met_with=event)
    return attrs.evolve(duty, status=met.status(day), deadline=met, met_on=day)


def end_of(status: Status, ended: tuple[dt.date, str] | None) -> tuple[dt.date, str] | None:
    """What ended a duty, where it is that by which it stands as it does."""
    return ended if status == "no-longer-required" else None


def _is_kept_account_of(rule: model.Rule, framework: model.Framework) -> bool:
    """Whether a journey keeps account of a rule: it has a limit, a beginning or a stage.

    A rule begins too with an event that its own condition waits for.
    """
    if rule.time_limit is not None or rule.kind not in _DONE_BY_SOMEBODY:
        return rule.time_limit is not None
    return bool(rule.starts_with or rule.holds_in) or bool(waited_for(rule.when, framework))
