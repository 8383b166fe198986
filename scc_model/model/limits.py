"""Time limits: from which event time runs, for how long, in which days, and what varies them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any, Literal

import attrs

from scc_model.model.conditions import Condition
from scc_model.model.days import Span
from scc_model.model.names import DayKindId, EventId, ReadingId, YearKindId

LimitKind = Literal[
    "limit",  # done on or before the latest day
    "usual-target",  # normally done by the latest day; later is not a breach
    "window",  # between the earliest and the latest day
    "usual-window",  # normally between them
    "maximum",  # no more than a number of times, up to the latest day
    "minimum-period",  # goes on from the earliest day until at least the latest
    "not-before",  # on or after the earliest day; no last day is set
    "cadence",  # comes round: so many times in each year or other period
    "order-only",  # before, after or straight after an event; no number of days
]
FirstCountedDay = Literal["day-after", "anchor-day"]


@attrs.frozen
class Cap:
    """A second limit: no later than so long after another event.

    Args:
        from_: the other event.
        latest: how long after it the last day is.
    """

    from_: EventId
    latest: Span


@attrs.frozen
class Changed:
    """What a time limit becomes under another reading; only what is set here changes.

    Args:
        from_: the event from which time runs then.
        kind: what sort of limit it is then.
        latest: how long after the anchor the last day is then.
        earliest: how long after the anchor the first day is then; ``none`` takes it away.
        day_kind: which days count then.
        first_counted_day: which day counting starts on then.
        at_least: how many times in each period then.
        at_most: how many times at most then.
        per: the period of a cadence then.
        year_kind: which year is meant then.
        as_written: the figure that speaks for this, in a few words.
        capped: the second limit then.
    """

    from_: EventId | None = None
    kind: LimitKind | None = None
    latest: Span | None = None
    earliest: Span | Literal["none"] | None = None
    day_kind: DayKindId | None = None
    first_counted_day: FirstCountedDay | None = None
    at_least: int | None = None
    at_most: int | None = None
    per: Span | None = None
    year_kind: YearKindId | None = None
    as_written: str | None = None
    capped: Cap | None = None

    @functools.cached_property
    def fields(self) -> Mapping[str, Any]:
        """What changes, by the field of a time limit; none takes its value away."""
        given = attrs.asdict(self, recurse=False)
        return {
            name: None if value == "none" else value
            for name, value in given.items()
            if value is not None
        }


@attrs.frozen
class Variation:
    """Under this choice of a reading, or on this condition, the time limit is changed so.

    Args:
        set: what changes.
        reading: the reading that switches it, together with ``is``.
        is_: the choice of the reading under which it applies.
        when: the condition on which it applies; with a reading, both have to hold.
    """

    set: Changed
    reading: ReadingId | None = None
    is_: str | None = None
    when: Condition | None = None


@attrs.frozen
class TimeLimit:
    """When a rule has to be carried out.

    Args:
        from_: the anchor, the event from which time runs.
        kind: what sort of limit this is.
        as_written: the figure as the source gives it, in a few words.
        latest: how long after the anchor the last day is.
        earliest: how long after the anchor the first day is.
        day_kind: which days count, for a span in working days.
        first_counted_day: whether counting starts on the day after the anchor or on that day.
        promptly: straight after the anchor, with no number of days.
        before: the event before which it has to be done.
        at_least: how many times in each period, for a cadence.
        at_most: how many times, for a maximum; in each period, for a cadence.
        per: the period of a cadence.
        year_kind: which year is meant, for a period in years.
        capped: a second limit; the earlier of the two dates counts.
        variations: what changes under other readings or conditions, applied in order.
    """

    from_: EventId
    kind: LimitKind
    as_written: str
    latest: Span | None = None
    earliest: Span | None = None
    day_kind: DayKindId = "calendar"
    first_counted_day: FirstCountedDay = "day-after"
    promptly: bool = False
    before: EventId | None = None
    at_least: int | None = None
    at_most: int | None = None
    per: Span | None = None
    year_kind: YearKindId | None = None
    capped: Cap | None = None
    variations: tuple[Variation, ...] = ()

    @property
    def anchors(self) -> tuple[EventId, ...]:
        """The events from which time may run, whichever variations apply."""
        varied = (variation.set.from_ for variation in self.variations)
        return tuple(dict.fromkeys(filter(None, (self.from_, *varied))))
