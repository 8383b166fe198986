"""What comes round, such as the reviews of a year: one period after the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from scc_model import model
from scc_model.dating.deadlines import Status
from scc_model.dating.time_limits import period_end
from scc_model.dating.working_days import ONE_DAY


@attrs.frozen
class Round:
    """One period of what comes round: a year, with what was done in it.

    Args:
        first: its first day.
        last: its last day.
        done: the days on which it was done.
        status: how the period stands.
    """

    first: dt.date
    last: dt.date
    done: tuple[dt.date, ...]
    status: Status


def rounds(
    limit: model.TimeLimit,
    done: Sequence[dt.date],
    between: tuple[dt.date, dt.date | None],
    as_at: dt.date,
    framework: model.Framework,
) -> tuple[Round, ...]:
    """The periods of what comes round, up to a day.

    Args:
        limit: how often it comes round.
        done: the days on which it was done.
        between: the day from which it was asked for, and the one from which it no longer was.
        as_at: the day, included.
        framework: the procedures.

    Returns:
        The periods in order; none where the first begins after the day.
    """
    first, over = between
    until = min(as_at, over or as_at)
    past: list[Round] = []
    while first <= until:
        last = period_end(limit, first, framework)
        held = tuple(day for day in done if first <= day <= last)
        past.append(Round(first, last, held, _stands(limit, held, last, over, as_at)))
        first = last + ONE_DAY
    return tuple(past)


def _stands(
    limit: model.TimeLimit,
    held: tuple[dt.date, ...],
    last: dt.date,
    over: dt.date | None,
    as_at: dt.date,
) -> Status:
    if limit.at_most is not None and len(held) > limit.at_most:
        return "more-than-allowed"
    if len(held) >= (limit.at_least or 0):
        return "met"
    if over is not None and over <= last:
        return "no-longer-required"
    return "overdue" if last < as_at else "due" if last == as_at else "open"
