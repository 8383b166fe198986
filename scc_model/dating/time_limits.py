"""From a time limit and what has happened to dates that can explain themselves.

A :class:`Deadline` keeps everything that went into it: the anchor and how its date is known,
the limit as it stands under the readings in use, the days passed over and why. Wording belongs
to the views.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

import attrs

from scc_model import model
from scc_model.conditions import Context, holds
from scc_model.dating.working_days import ONE_DAY, Calendar, Skipped, add_months

Status = Literal[
    "waits",  # its anchor has not happened, so any date is an estimate
    "not-started",  # its first day is still to come
    "open",  # it can be done now
    "due",  # today is its last day
    "overdue",  # its last day has passed
    "later-than-usual",  # the usual time has passed, which is no breach
    "closed",  # the time for it is over
    "met",
    "met-late",
    "no-longer-required",
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
    """

    event: str
    date: dt.date | None
    basis: Dated | None = None
    estimate: model.Estimate | None = None
    held_back_by: str | None = None
    end_of: model.Rule | None = None

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
        earliest: first day; none where the rule sets none or it is not known.
        latest: last day; none where the rule sets none or it is not known.
        skipped: the days passed over in counting to the last day.
        capped: whether a second limit made the last day earlier.
        readings: the readings that bore on it, with the choice used.
        met_on: the day of the event that discharged it.
        ended_on: the day from which it was no longer required, and by which event.
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
    ended_on: tuple[dt.date, str] | None = None

    @property
    def estimated(self) -> bool:
        """Whether a date rests on an event that has not happened yet."""
        return any(one.estimated for one in self._rests_on)

    @property
    def _rests_on(self) -> tuple[Dated, ...]:
        """The events that its days are counted from; the order of things alone counts nothing."""
        counted = self.limit.earliest or self.limit.latest or self.limit.promptly
        anchor = (self.anchor,) if counted else ()
        return (*anchor, *(one for one in (self.before, self.capped) if one))

    def status(self, as_at: dt.date) -> Status:
        """How it stands on a day.

        Args:
            as_at: the day. Events after it are known to come but have not happened.
        """
        comes_round = self.limit.kind == "cadence"  # once is not enough
        if self.met_on is not None and self.met_on <= as_at and not comes_round:
            late = self.latest is not None and not self.estimated and self.met_on > self.latest
            return "met-late" if late and self.limit.kind not in _NOT_A_BREACH else "met"
        if self.ended_on is not None and self.ended_on[0] <= as_at:
            return "no-longer-required"
        if any(one.date is None or one.estimated for one in self._rests_on):
            return "waits"
        first = self.earliest or self.anchor.date
        if first is not None and as_at < first:
            return "not-started"
        if self.latest is None or as_at < self.latest or comes_round:
            return "open"
        if as_at == self.latest:
            return "open" if self.limit.kind in _OVER_WHEN_PAST else "due"
        return self._past()

    def _past(self) -> Status:
        if self.limit.kind in _OVER_WHEN_PAST or self.rule.force == "may":
            return "closed"
        usual = self.limit.kind in _NOT_A_BREACH or self.rule.force == "expected"
        return "later-than-usual" if usual else "overdue"


def in_force(limit: model.TimeLimit, context: Context) -> model.TimeLimit:
    """The time limit as it stands under the readings in use.

    Args:
        limit: as the data gives it.
        context: the readings, facts and decisions known.

    Returns:
        The limit with every variation that applies, in their order.
    """
    for variation in limit.variations:
        if not _applies(variation, context):
            continue
        given = attrs.asdict(variation.set, recurse=False)
        changes: dict[str, Any] = {
            name: None if value == "none" else value
            for name, value in given.items()
            if value is not None
        }
        limit = attrs.evolve(limit, **changes)
    return limit


def readings_of(rule: model.Rule, context: Context) -> tuple[str, ...]:
    """The readings that bear on a rule: on its time limit, and those it names."""
    switches = [
        variation.reading
        for variation in (rule.time_limit.variations if rule.time_limit else ())
        if variation.reading is not None and holds(variation.when, context) is not False
    ]
    return tuple(dict.fromkeys([*switches, *rule.readings]))


def date_of(
    event: str, known: Mapping[str, dt.date], context: Context, calendar: Calendar
) -> Dated:
    """The date of an event: as given, worked out, or estimated from what is known.

    An estimate prefers an event whose date is known to one that is itself estimated. It never
    falls before a known event that has to come first.

    Args:
        event: id of the event.
        known: dates by event.
        context: where estimates are looked up.
        calendar: bank holidays and the school's holidays.

    Returns:
        The date, or none while nothing it could be estimated from is known.
    """
    return _Dating(known, calendar, context).date_of(event)


def deadline(
    rule: model.Rule, known: Mapping[str, dt.date], calendar: Calendar, context: Context
) -> Deadline:
    """When a rule has to be carried out.

    Args:
        rule: a rule with a time limit.
        known: dates by event.
        calendar: bank holidays and the school's holidays.
        context: the readings, facts and decisions known.

    Returns:
        The dates, with everything that went into them.

    Raises:
        DateOutOfRange: when counting leaves the dates for which bank holidays are known.
        ValueError: when the rule has no time limit.
    """
    return _Dating(known, calendar, context).deadline(rule)


def period_end(limit: model.TimeLimit, day: dt.date, framework: model.Framework) -> dt.date:
    """The last day of the period of a cadence in which a day lies.

    Args:
        limit: a cadence.
        day: the day; a period that is no year of its own begins on it.
        framework: where the kinds of year are looked up.
    """
    assert limit.per is not None  # noqa: S101  (the loader says so)
    kind = framework.year_kinds[limit.year_kind] if limit.year_kind else None
    if kind is None or kind.first_month is None:
        return _calendar_end(day, limit.per) - ONE_DAY
    year = day.year + (day.month >= kind.first_month) + limit.per.amount - 1
    return dt.date(year, kind.first_month, 1) - ONE_DAY


def _applies(variation: model.Variation, context: Context) -> bool:
    if variation.reading is not None and context.readings[variation.reading] != variation.is_:
        return False
    return holds(variation.when, context) is True


@attrs.frozen
class _Dating:
    """What dates are worked out from; ``asked`` holds the events whose date is being asked for."""

    known: Mapping[str, dt.date]
    calendar: Calendar
    context: Context
    asked: frozenset[str] = frozenset()

    def date_of(self, event: str) -> Dated:
        """The date of an event."""
        if event in self.known:
            return Dated(event, self.known[event])
        if event in self.asked:
            return Dated(event, None)
        inner = _Dating(self.known, self.calendar, self.context, self.asked | {event})
        described = self.context.framework.events[event]
        if described.falls_on:
            return inner.last_day(event, described.falls_on)
        return inner.estimate(described)

    def last_day(self, event: str, rules: tuple[str, ...]) -> Dated:
        """The last day of the rule whose time began last; of several together, the first.

        A period that began earlier belongs to an earlier round, such as an earlier notice.
        """
        known = (self.deadline(self.context.framework.rules[name]) for name in rules)
        running = [
            one for one in known
            if one.latest is not None
            and (one.ended_on is None or one.ended_on[0] > one.latest)
        ]  # fmt: skip
        if not running:
            return Dated(event, None)
        found = max(
            running,
            key=lambda one: (not one.anchor.estimated, one.anchor.date or dt.date.min),
        )
        return Dated(event, found.latest, found.anchor, end_of=found.rule)

    def estimate(self, event: model.Event) -> Dated:
        """The date on which to expect an event that has not happened."""
        bases = [
            (estimate, self.date_of(estimate.from_))
            for estimate in event.estimates
            if estimate.from_ not in self.asked
        ]
        usable = [(estimate, basis) for estimate, basis in bases if basis.date is not None]
        if not usable:
            return Dated(event.id, None)
        estimate, basis = min(usable, key=lambda pair: pair[1].estimated)  # the first, if several
        assert basis.date is not None  # noqa: S101  (usable says so)
        expected = _calendar_end(basis.date, estimate.after)
        held = max(
            ((self.known[first], first) for first in event.not_before if first in self.known),
            default=None,
        )
        if held is not None and held[0] > expected:
            return Dated(event.id, held[0], basis, estimate, held_back_by=held[1])
        return Dated(event.id, expected, basis, estimate)

    def deadline(self, rule: model.Rule) -> Deadline:
        """When a rule has to be carried out."""
        if rule.time_limit is None:
            raise ValueError(f"the rule '{rule.id}' has no time limit")
        limit = in_force(rule.time_limit, self.context)
        anchor = self.date_of(limit.from_)
        before = self.date_of(limit.before) if limit.before else None
        earliest, latest, skipped = self.dates(limit, anchor, before)
        capped = self.date_of(limit.capped.from_) if limit.capped else None
        if limit.capped is not None and capped is not None and capped.date is not None:
            cap, cap_skipped = self.span_end(limit, limit.capped.latest, capped.date)
            if latest is None or cap < latest:
                latest, skipped = cap, cap_skipped
            else:
                capped = None
        known, readings = self.known, self.context.readings
        # What came before the anchor ended an earlier round, such as an earlier notice.
        since = dt.date.min if anchor.date is None or anchor.estimated else anchor.date
        ended = sorted(
            (known[event], event)
            for event in rule.ends_with
            if event in known and known[event] >= since
        )
        return Deadline(
            rule=rule,
            limit=limit,
            anchor=anchor,
            before=before,
            earliest=earliest,
            latest=latest,
            skipped=skipped,
            capped=capped,
            readings=tuple((name, readings[name]) for name in readings_of(rule, self.context)),
            met_on=known.get(rule.met_by) if rule.met_by else None,
            ended_on=ended[0] if ended else None,
        )

    def dates(
        self, limit: model.TimeLimit, anchor: Dated, before: Dated | None
    ) -> tuple[dt.date | None, dt.date | None, tuple[Skipped, ...]]:
        """First day, last day, and the days passed over in counting to the last one."""
        earliest = latest = None
        skipped: tuple[Skipped, ...] = ()
        if anchor.date is not None:
            if limit.kind == "cadence":
                framework = self.context.framework
                earliest, latest = anchor.date, period_end(limit, anchor.date, framework)
            elif limit.earliest is not None:
                earliest, _ = self.span_end(limit, limit.earliest, anchor.date)
            elif limit.promptly:
                earliest = anchor.date
            if limit.latest is not None:
                latest, skipped = self.span_end(limit, limit.latest, anchor.date)
        if before is not None and before.date is not None:
            eve = before.date - ONE_DAY
            latest = eve if latest is None else min(latest, eve)
        return earliest, latest, skipped

    def span_end(
        self, limit: model.TimeLimit, span: model.Span, anchor: dt.date
    ) -> tuple[dt.date, tuple[Skipped, ...]]:
        """The day a span ends on: the last day counted."""
        anchor_counts = limit.first_counted_day == "anchor-day"
        if span.unit == "working day":
            kind = self.context.framework.day_kinds[limit.day_kind]
            return self.calendar.add(anchor, span.amount, kind, anchor_counts=anchor_counts)
        end = _calendar_end(anchor, span)
        return (end - ONE_DAY if anchor_counts and span.amount else end), ()


def _calendar_end(anchor: dt.date, span: model.Span) -> dt.date:
    match span.unit:
        case "day":
            return anchor + dt.timedelta(days=span.amount)
        case "week":
            return anchor + dt.timedelta(weeks=span.amount)
        case "month":
            return add_months(anchor, span.amount)
        case "year":
            return add_months(anchor, 12 * span.amount)
        case "working day":
            raise ValueError("an estimate is not counted in working days")
