"""A power or a right in a case: whether it is open, from when and until when."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import attrs

from scc_model import model
from scc_model.cases.journey import Journey
from scc_model.cases.powers.usable import Ahead
from scc_model.chart.steps import Step
from scc_model.dating.deadlines import Deadline

Standing = Literal["open", "closed", "unknown"]
Kept = Literal[
    "",  # nothing keeps it closed
    "conditions",  # a condition is not met
    "elsewhere",  # its use leads nowhere from where the school stands
    "waiting",  # what its time runs from has not happened, or is not known to have
    "early",  # its time has not come
    "over",  # its time is over
]

_STANDING: dict[bool | None, Standing] = {True: "open", False: "closed", None: "unknown"}


@attrs.frozen
class Power:
    """A power or a right, and how it stands.

    Args:
        rule: the rule that gives it; its actors hold it.
        open: whether it can be used; none while that is not known.
        unmet: for a power that is closed, the conditions that are not met.
        missing: for one of which it is not known, the facts that would settle it.
        window: its time limit, where it has one that has begun to run.
        first: what its holder has to do before it is used: consult, get consent, or talk.
        outstanding: what of that can be done now, and has not been.
        from_: the day from which it is open, or will be; none where that is not known.
        from_by: where it is not, the last day that it can have been; none where nothing is known.
        from_first: the first, where it was opened by what is presumed to have followed at once.
        from_seen: whether something recorded of that last day opened it, if it was not open before.
        stays: how it stands if what was announced stays so, where that settles it.
        given: whether its conditions are met, whatever keeps it from being used now.
        closes: the day with which the calendar takes away what it rests on; none where it does not,
            as far as is known.
        uses: what would show its use, as it can be recorded now.
        kept: what keeps it from being open.
        awaits: for one of which it is not known, the events that would open it and that nobody has
            recorded.
        unless: for one that is open if nothing happened that is not recorded, the events that would
            have closed it.
        rests_on: for one of which it is not known, the stages that would open it, in procedures of
            which nothing is recorded.
        was_until: for a general one, the last day of that in it which is over.
        was_until_exact: whether that day is known; else it is the last that it can be.
        general: whether it is made up of others, each with what comes before it.
        perhaps_over: whether its time may be over, since the day that it runs from is not known.
    """

    rule: model.Rule
    open: bool | None
    unmet: tuple[model.Condition, ...]
    missing: tuple[str, ...]
    window: Deadline | None
    first: tuple[model.Rule, ...]
    outstanding: tuple[model.Rule, ...] = ()
    from_: dt.date | None = None
    uses: tuple[Step, ...] = ()
    kept: Kept = ""
    awaits: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    was_until: dt.date | None = None
    was_until_exact: bool = True
    perhaps_over: bool = False
    general: bool = False
    from_by: dt.date | None = None
    from_first: dt.date | None = None
    from_seen: bool = False
    given: bool | None = None
    closes: Ahead | None = None
    stays: Power | None = None

    @property
    def standing(self) -> Standing:
        """Whether it is open, closed, or not known to be either."""
        return _STANDING[self.open]

    @property
    def until_exact(self) -> bool:
        """Whether its last day is known; else it is the last that it can be."""
        of_window = self.window is None or not self.window.counts_from
        return of_window and (self.closes is None or self.closes.exact)

    @property
    def until(self) -> dt.date | None:
        """Its last day; none where it has none."""
        latest = None if self.window is None else self.window.latest
        closes = None if self.closes is None else self.closes.day
        return min(filter(None, (latest, closes)), default=None)

    @property
    def until_at_the_earliest(self) -> dt.date | None:
        """The first that its last day can be; none where that is the same, or not known."""
        soonest = [x.soonest for x in (self.window, self.closes) if x is not None and x.soonest]
        first = min(soonest, default=None)
        return first if first != self.until else None


def is_near(power: Power, journey: Journey) -> bool:
    """Whether anything that is recorded bears on a power.

    Args:
        power: one of which it is not known whether it is open.
        journey: the case.
    """
    home = journey.context.framework.home[power.rule.id].id
    bears = (power.given and power.rule.applies_when is not None) or power.until is not None
    return bool(power.awaits or power.unless or bears) or home in journey.replayed.entered


def has_passed(power: Power, day: dt.date) -> bool:
    """Whether the last day of a power has passed, and nothing ended its time before.

    Args:
        power: the power.
        day: the day looked from.
    """
    window = power.window
    if power.kept != "over" or window is None or window.latest is None:
        return False
    ended = window.ended_on is not None and window.ended_on[0] <= window.latest
    return window.latest < day and not ended
