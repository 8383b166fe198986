"""When things last happened, as far as a record says, and what conditions ask of that."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Mapping

import attrs

from scc_model import model
from scc_model.conditions.leaves import parts_of
from scc_model.dates import short_date
from scc_model.model import parts

NEVER = "never"
"""The answer to when something happened that has not."""


@attrs.frozen
class LastTime:
    """The latest time that something happened.

    Args:
        first: the first day that it can have been.
        last: the last day that it can have been.
        number: its place among all that happened, which tells the order within a day.
        sure: whether it is certain that it has happened.
    """

    first: dt.date
    last: dt.date
    number: int = 0
    sure: bool = True

    def lies(self, from_: dt.date | None, before: dt.date | None) -> bool | None:
        """Whether it lies within some days; none where that is not known.

        Args:
            from_: the first of the days; none for no such bound.
            before: the day after the last of them; none for no such bound.

        >>> in_november = LastTime(dt.date(2014, 11, 1), dt.date(2014, 11, 30))
        >>> day = dt.date(2014, 11, 7)
        >>> in_november.lies(day, None), in_november.lies(None, dt.date(2014, 12, 1))
        (None, True)
        """
        first, end = from_ or dt.date.min, before or dt.date.max
        none = before is not None and (self.first >= end or first >= end)
        if self.last < first or none:
            return False
        inside = self.first >= first and (before is None or self.last < end)
        return True if inside and self.sure else None

    def is_after(self, other: LastTime) -> bool | None:
        """Whether it came after something else; none where that is not known."""
        if self.last < other.first:
            return False
        if self.first > other.last:
            return True if self.sure and other.sure else None
        alone = self.first == self.last == other.first == other.last
        if not alone or not (self.sure and other.sure):
            return None
        return self.number > other.number


Times = Mapping[str, LastTime | None]
"""By event, its latest time; none where it has not happened. Of any other, nothing is known."""


def is_since(event: str, other: str, times: Times) -> bool | None:
    """Whether something has happened since something else; none where that is not known.

    Args:
        event: id of an event.
        other: id of the other event.
        times: what is known of them.
    """
    for name in (event, other):
        if name in times and times[name] is None:
            return False
    one, before = times.get(event), times.get(other)
    return None if one is None or before is None else one.is_after(before)


@functools.lru_cache(maxsize=8)
def asked_for(framework: model.Framework) -> frozenset[str]:
    """The events of which some condition asks when they happened.

    >>> from scc_model.loading import load
    >>> "warning-notice-given" in asked_for(load())
    False
    """
    asked = _conditions(framework)
    return frozenset(name for x in asked for name in (x.happened, x.since) if name is not None)


@functools.lru_cache(maxsize=1_000)
def periods(event: str, framework: model.Framework) -> Times:
    """The answers to when an event happened, as far as any condition tells them apart.

    Args:
        event: id of the event.
        framework: the procedures.

    >>> from scc_model.loading import load
    >>> list(periods("warning-notice-given", load()))
    ['never', 'some day']
    """
    own = [x for x in _conditions(framework) if x.happened == event]
    days = sorted({day for x in own for day in (x.from_, x.before) if day is not None})
    if not days:
        return {NEVER: None, "some day": LastTime(dt.date.min, dt.date.max)}
    answers: dict[str, LastTime | None] = {NEVER: None}
    answers[f"before {short_date(days[0])}"] = LastTime(dt.date.min, _eve(days[0]))
    for first, end in zip(days, [*days[1:], None], strict=True):
        last = dt.date.max if end is None else _eve(end)
        until = "" if end is None else f", before {short_date(end)}"
        answers[f"from {short_date(first)}{until}"] = LastTime(first, last)
    return answers


def _eve(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=1)


@functools.lru_cache(maxsize=8)
def _conditions(framework: model.Framework) -> tuple[model.HasHappened, ...]:
    """Every condition of a framework that asks when something happened."""
    conditioned = (
        framework.procedures, framework.documents, framework.roles, framework.invariants,
    )  # fmt: skip
    # A framework as a page has it is without invariants.
    things = tuple(thing for by_id in conditioned if by_id for thing in by_id.values())
    asked = (x for part in parts.parts(things) for x in _asked(part, framework))
    return tuple(dict.fromkeys(asked))


def _asked(part: object, framework: model.Framework) -> Iterator[model.HasHappened]:
    if isinstance(part, model.HasHappened):
        yield part
    elif isinstance(part, model.PeriodOver):
        yield from (x for x in parts_of(part, framework) if isinstance(x, model.HasHappened))
