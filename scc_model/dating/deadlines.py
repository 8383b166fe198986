"""When a rule has to be carried out, with everything that went into saying so.

A :class:`Deadline` keeps the anchor and how its date is known, the limit as it stands under the
readings in use, the days passed over and why. :mod:`scc_model.words` puts it into words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal

import attrs

from scc_model import model
from scc_model.dating.working_days import Skipped

Status = Literal[
    "waits",  # what it is counted from has not happened, so any date is an estimate
    "not-started",  # its first day is still to come
    "open",  # it can be done now
    "due",  # today is its last day
    "overdue",  # its last day has passed, and it was still to do
    "not-recorded",  # its last day has passed, and nobody recorded whether it was done
    "if",  # it is not known whether it is asked for
    "later-than-usual",  # the usual time has passed, which is no breach
    "closed",  # the time for it is over
    "met",
    "met-late",
    "no-longer-required",
    "more-than-allowed",  # done more often than the rule lets it be
]

_NOT_A_BREACH: tuple[model.LimitKind, ...] = ("usual-target", "usual-window")
_OVER_WHEN_PAST: tuple[model.LimitKind, ...] = ("maximum", "minimum-period")


@attrs.frozen
class Dated:
    """An event's date, and how it is known.

    Args:
        event: id of the event.
        date: its date; none while it cannot even be estimated.
        basis: the date it was estimated from; none for a date that was given.
        estimate: the rule by which it was estimated.
        held_back_by: a later event that has happened and that it cannot follow.
        end_of: the rule whose last day it is, for a day that the calendar brings.
        exact: whether its date is known exactly; else it is the last day that it can have been.
        since: for one that is not, the first day that it can have been; none where any day before
            is possible.
        happened: for one that is not, that event.
        expected: for one that is not, whether it can have been later, too.
    """

    event: str
    date: dt.date | None
    basis: Dated | None = None
    estimate: model.Estimate | None = None
    held_back_by: str | None = None
    end_of: model.Rule | None = None
    exact: bool = True
    since: dt.date | None = None
    happened: model.Event | None = None
    expected: bool = False

    @property
    def estimated(self) -> bool:
        """Whether the date is an estimate, or worked out from one."""
        worked_out = self.end_of is not None and self.basis is not None
        return self.estimate is not None or (worked_out and self.basis.estimated)  # type: ignore[union-attr]


@attrs.frozen
class Deadline:
    """When a rule has to be carried out, and everything that went into saying so.

    Args:
        rule: the rule.
        limit: its time limit under the readings in use.
        anchor: the event from which time runs.
        before: the event it has to come before, if there is one.
        by_choice: whether that comes only if somebody chooses so, such as the use of a power.
        earliest: first day; none where the rule sets none or it is not known.
        latest: last day; none where the rule sets none or it is not known.
        skipped: the days passed over in counting to the last day.
        capped: whether a second limit made the last day earlier.
        readings: the readings that bore on it, with the choice used.
        met_on: the day of the event that discharged it.
        met_with: that event.
        ended_on: the day from which it was no longer required, and by which event.
        soonest: for a last day that counts from a day which is not known exactly, the last day if
            that was the first that it can have been.
        opens_by: for a first day that counts from such a day, the first day if that was the last
            that it can have been.
    """

    rule: model.Rule
    limit: model.TimeLimit
    anchor: Dated
    before: Dated | None
    earliest: dt.date | None
    latest: dt.date | None
    skipped: tuple[Skipped, ...] = ()
    capped: Dated | None = None
    readings: tuple[tuple[str, str], ...] = ()
    met_on: dt.date | None = None
    met_with: str | None = None
    ended_on: tuple[dt.date, str] | None = None
    by_choice: bool = False
    soonest: dt.date | None = None
    opens_by: dt.date | None = None

    @property
    def estimated(self) -> bool:
        """Whether a date rests on an event that has not happened yet."""
        return any(dated.estimated for dated in self._rests_on)

    @property
    def may_be_later(self) -> bool:
        """Whether its days may turn out later than they are put: they are an estimate."""
        return self.estimated or any(dated.expected for dated in self.counts_from)

    @property
    def at_the_latest(self) -> bool:
        """Whether its last day may be earlier, and is not later."""
        return bool(self.counts_from) and not self.may_be_later

    @property
    def counts_from(self) -> tuple[Dated, ...]:
        """The events that its days are counted from and whose day is not known exactly."""
        every = [basis for dated in self._rests_on for basis in _with_bases(dated)]
        return tuple(dict.fromkeys(dated for dated in every if not dated.exact))

    @property
    def waiting(self) -> bool:
        """Whether the event that it is counted from has not happened yet."""
        return self.anchor.date is None or self.anchor.estimated

    def begun(self, as_at: dt.date) -> bool:
        """Whether the event that it is counted from has happened by a day, and is not planned."""
        return not self.waiting and self.anchor.date is not None and self.anchor.date <= as_at

    def without_plans(self, as_at: dt.date) -> Deadline:
        """The same without what is planned, after a day, to meet or to end it."""
        met, ended = self.met_on, self.ended_on
        met_on = met if met is not None and met <= as_at else None
        ended_on = ended if ended is not None and ended[0] <= as_at else None
        if met_on == met and ended_on == ended:
            return self
        return attrs.evolve(self, met_on=met_on, ended_on=ended_on)

    @property
    def _rests_on(self) -> tuple[Dated, ...]:
        """The events that its days are counted from; the order of things alone counts nothing."""
        counted = self.limit.earliest or self.limit.latest or self.limit.promptly
        anchor = (self.anchor,) if counted else ()
        return (*anchor, *filter(None, (self.before, self.capped)))

    def status(self, as_at: dt.date) -> Status:
        """How it stands on a day.

        Args:
            as_at: the day. Events after it are known to come but have not happened.
        """
        comes_round = self.limit.kind == "cadence"  # once is not enough
        if self.met_on is not None and self.met_on <= as_at and not comes_round:
            late = self.latest is not None and not self.estimated and self.met_on > self.latest
            if not late or self.rule.met_by_then or self.limit.kind in _NOT_A_BREACH:
                return "met"
            return "no-longer-required" if self._ended_in_time else "met-late"
        if self.ended_on is not None and self.ended_on[0] <= as_at:
            return "closed" if self._went_by else "no-longer-required"
        if self._waits:
            return "waits"
        first = self.earliest or self.anchor.date
        if first is not None and as_at < first:
            return "not-started"
        if self.opens_by is not None and as_at < self.opens_by:
            return "waits"
        if self.latest is None or self.estimated or as_at < self.latest or comes_round:
            return "open"
        if as_at == self.latest:
            return "open" if self.limit.kind in _OVER_WHEN_PAST else "due"
        return self._past()

    @property
    def _waits(self) -> bool:
        """Whether it cannot be done yet, or need not be.

        What has to come before something can be done from the day its own time runs, whenever that
        comes; what comes before somebody's choice is asked for only if it is made.
        """
        unknown = [dated for dated in self._rests_on if dated.date is None or dated.estimated]
        if self.before in unknown and not self.waiting and not self.by_choice:
            unknown.remove(self.before)
        return bool(unknown)

    @property
    def _went_by(self) -> bool:
        """Whether it was a right that nobody used by its last day, before something ended it."""
        if not self.rule.is_permission or self.estimated or self.ended_on is None:
            return False
        return self.latest is not None and self.latest < self.ended_on[0]

    @property
    def _ended_in_time(self) -> bool:
        """Whether it was no longer required before its last day had passed."""
        return None not in (self.ended_on, self.latest) and self.ended_on[0] <= self.latest  # type: ignore[index, operator]

    def _past(self) -> Status:
        if self.limit.kind in _OVER_WHEN_PAST or self.rule.force == "may":
            return "closed"
        usual = self.limit.kind in _NOT_A_BREACH or self.rule.force == "expected"
        return "later-than-usual" if usual else "overdue"


def _with_bases(dated: Dated) -> Iterator[Dated]:
    """A date, and what it was estimated or worked out from."""
    yield dated
    if dated.basis is not None:
        yield from _with_bases(dated.basis)
