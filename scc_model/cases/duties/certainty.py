"""What of a duty is known for certain, where not everything that happened is recorded."""

from __future__ import annotations

import datetime as dt

import attrs

from scc_model.cases.duties.duty import Duty
from scc_model.cases.duties.endings import overtaken
from scc_model.cases.duties.rounds import Round
from scc_model.cases.replay.happened import Happened, Replayed
from scc_model.dating.deadlines import Deadline, Status

_DONE: frozenset[Status] = frozenset({"met", "met-late"})
_UNLESS_DONE_BEFORE: frozenset[Status] = frozenset({"met-late", "no-longer-required", "overdue"})
_TO_DO: frozenset[Status] = frozenset({"waits", "not-started", "open", "due", "overdue"})
_PAST: frozenset[Status] = frozenset({"overdue", "later-than-usual"})


def as_far_as_known(duty: Duty, replayed: Replayed, as_at: dt.date) -> Duty:
    """A duty as it stands, no more being said of it than is known.

    What nobody recorded is not overdue for that: it may have been done. It is overdue where the
    record is complete, or shows that it was still to do when its last day had passed. So it is with
    what is to be done straight away, from the day after that on which it begins. It is not late
    either where its time may have begun later than is expected.

    Args:
        duty: the duty, as if everything that happened were recorded.
        replayed: what became of the case.
        as_at: the day looked from.
    """
    if (known := as_late_as_known(duty)) is not duty:
        return known
    first = _first_done(duty, replayed)
    if first is not None and duty.status in _UNLESS_DONE_BEFORE:
        return carried_out(duty, first)
    done = replayed.within.get(duty.rule.met_by) if duty.rule.met_by else None
    if done is not None and _may_be_of_before(duty, done):
        return attrs.evolve(
            duty, status="not-recorded", met_on=None, ended_on=None, ended_by=False,
            overtaken_by=done.event,
        )  # fmt: skip
    if done is not None and duty.status not in _DONE and _is_of(duty, done):
        return carried_out(duty, done)
    if replayed.complete or _still_to_do(duty, replayed):
        return duty
    if duty.status in _TO_DO and (over := past_by_now(duty, replayed)) is not duty:
        return attrs.evolve(over, status="not-recorded")
    rounds = tuple(map(_round, duty.rounds))
    past = duty.status in _PAST or _was_to_be_done_straight_away(duty, as_at)
    status: Status = "not-recorded" if past else duty.status
    return attrs.evolve(duty, status=status, rounds=rounds)


def past_by_now(duty: Duty, replayed: Replayed) -> Duty:
    """A duty that was done by a certain day or not at all, where what comes after has happened.

    Args:
        duty: one that is still to be done, or may be.
        replayed: what became of the case.
    """
    if replayed.complete or duty.rounds:
        return duty
    over = overtaken(duty.rule, replayed, duty.since)
    return duty if over is None else attrs.evolve(duty, done_by=over[0], overtaken_by=over[1])


def as_late_as_known(duty: Duty) -> Duty:
    """A duty that was met, and not late where its time may have begun later than is expected.

    Args:
        duty: the duty.
    """
    if duty.status == "met-late" and duty.deadline and duty.deadline.may_be_later:
        return attrs.evolve(duty, status="met")
    return duty


def _is_of(duty: Duty, done: Happened) -> bool:
    """Whether something happened to what is asked for now, and not to an earlier round of it."""
    return not duty.rounds and (duty.since is None or done.last >= duty.since)


def _first_done(duty: Duty, replayed: Replayed) -> Happened | None:
    """The first time that it was done, where the day of that is not known and it was done again."""
    begins = duty.since if duty.deadline is None else duty.deadline.anchor.date
    for happened in replayed.happened:
        if happened.event == duty.rule.met_by and begins is not None and happened.last >= begins:
            return None if happened.exact else happened
    return None


def _may_be_of_before(duty: Duty, done: Happened) -> bool:
    """Whether what is recorded to have met a duty may have happened before it was asked for."""
    begins = duty.since if duty.deadline is None else duty.deadline.anchor.date
    if begins is None or duty.rounds or done.standing != "recorded":
        return False
    return done.first < begins <= done.date


def carried_out(duty: Duty, done: Happened) -> Duty:
    """A duty that was carried out on a day that is not known exactly.

    Args:
        duty: the duty, as it stood before.
        done: what met it.
    """
    dated = duty.deadline
    last = dated.latest if dated is not None else None
    late = dated is not None and last is not None and _is_late(dated, done.first, last, duty)
    if late and duty.ended_on is not None and last is not None and duty.ended_on[0] <= last:
        return duty
    presumed = done.standing == "presumed"
    status: Status = "not-recorded" if presumed else "met-late" if late else "met"
    return attrs.evolve(
        duty, status=status, met_on=None, ended_on=None, ended_by=False,
        done_by=done.last if presumed else None,
    )  # fmt: skip


def _is_late(dated: Deadline, first: dt.date, last: dt.date, duty: Duty) -> bool:
    """Whether what was carried out on a certain day or later was late, whenever it was."""
    return first > last and not duty.rule.met_by_then and not dated.may_be_later


def _still_to_do(duty: Duty, replayed: Replayed) -> bool:
    """Whether the record shows that it was done only after its last day."""
    last = duty.deadline.latest if duty.deadline is not None else None
    return last is not None and any(
        entry.event == duty.rule.met_by and entry.first is not None and entry.first > last
        for entry in replayed.planned
    )


def _was_to_be_done_straight_away(duty: Duty, as_at: dt.date) -> bool:
    """Whether it was to be done straight away, and the day on which it began has passed."""
    dated = duty.deadline
    if dated is None or not dated.limit.promptly or duty.status != "open":
        return False
    return dated.anchor.date is not None and dated.anchor.date < as_at


def _round(period: Round) -> Round:
    past = period.status == "overdue"
    return attrs.evolve(period, status="not-recorded") if past else period
