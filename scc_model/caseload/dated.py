"""The dates of one event or rule, for many schools at once."""

from __future__ import annotations

import datetime as dt

import attrs
import numpy as np

from scc_model import model
from scc_model.caseload.days import Days, Flags, Numbers
from scc_model.dating.deadlines import Dated, Deadline, Status
from scc_model.dating.working_days import ONE_DAY


@attrs.frozen(eq=False)
class Dates:
    """An event's date for every school, and how it is known.

    Args:
        days: the dates.
        estimated: which of them are estimates, or worked out from one.
        lost: for which schools the way to the date leaves the days that can be counted.
    """

    days: Days
    estimated: Flags
    lost: Flags

    def take(self, rows: Numbers) -> Dates:
        """The dates of some schools."""
        return Dates(self.days[rows], self.estimated[rows], self.lost[rows])


@attrs.frozen(eq=False)
class Deadlines:
    """The dates of a rule for some schools, as a :class:`~scc_model.dating.deadlines.Deadline`.

    Args:
        rule: the rule.
        limit: its time limit for these schools.
        rows: which schools.
        anchor: the event from which time runs.
        waits: for which it cannot be done yet, or need not be.
        estimated: for which a date that it rests on is estimated.
        lost: for which the count leaves the days that can be counted.
    """

    rule: model.Rule
    limit: model.TimeLimit
    rows: Numbers
    anchor: Dates
    earliest: Days
    latest: Days
    met_on: Days
    ended_on: Days
    waits: Flags
    estimated: Flags
    lost: Flags

    def status(self, as_at: dt.date) -> tuple[tuple[Status, ...], Numbers]:
        """How the rule stands on a day.

        Returns:
            The words, and for each school which of them.
        """
        day = np.datetime64(as_at)
        words, (met, met_late, ended_first, on_the_day, after) = _words(self.rule, self.limit)
        comes_round = self.limit.kind == "cadence"
        first = np.where(np.isnat(self.earliest), self.anchor.days, self.earliest)
        fulfilled = (self.met_on <= day) & (not comes_round)
        late = fulfilled & (self.met_on > self.latest) & ~self.estimated
        right = np.bool_(self.rule.is_permission)
        # A comparison with a date that is not known is false.
        which = np.select(
            [
                late & (self.ended_on <= self.latest),
                late,
                fulfilled,
                right & ~self.estimated & (self.ended_on <= day) & (self.latest < self.ended_on),
                self.ended_on <= day,
                self.waits,
                first > day,
                np.isnat(self.latest) | self.estimated | (self.latest > day) | comes_round,
                self.latest == day,
            ],
            [ended_first, met_late, met, after, _ENDED, _WAITS, _NOT_STARTED, _OPEN, on_the_day],
            default=after,
        )
        return words, which


_ENDED, _WAITS, _NOT_STARTED, _OPEN = range(4)
_FIXED: tuple[Status, ...] = ("no-longer-required", "waits", "not-started", "open")


def _words(rule: model.Rule, limit: model.TimeLimit) -> tuple[tuple[Status, ...], tuple[int, ...]]:
    """The words for how a rule can stand, and which of them stand for what the limit decides.

    The scalar way is asked on a made-up last day: what the rule is when done, when done a day
    late, when done a day late though it had ended by then, on the day itself, and the day after.
    """
    day = dt.date(2014, 9, 1)
    anchor = Dated(limit.from_, day)
    plain = Deadline(rule, attrs.evolve(limit, before=None, capped=None), anchor, None, day, day)
    done = attrs.evolve(plain, met_on=day)
    late = attrs.evolve(plain, met_on=day + ONE_DAY)
    ended_first = attrs.evolve(late, ended_on=(day, limit.from_))
    asked: list[Status] = [
        done.status(day),
        late.status(day + ONE_DAY),
        ended_first.status(day + ONE_DAY),
        plain.status(day),
        plain.status(day + ONE_DAY),
    ]
    words = list(dict.fromkeys([*_FIXED, *asked]))
    return tuple(words), tuple(words.index(status) for status in asked)
