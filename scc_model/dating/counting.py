"""From what has happened to dates: of events, and of the rules that count from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import attrs

from scc_model import model
from scc_model.conditions import Context
from scc_model.conditions.leaves import events_in
from scc_model.conditions.times import LastTime, asked_for, periods
from scc_model.dating.deadlines import Dated, Deadline
from scc_model.dating.time_limits import calendar_end, in_force, period_end, readings_of
from scc_model.dating.working_days import ONE_DAY, Calendar, Skipped


@attrs.frozen
class Dating:
    """What dates are worked out from.

    Args:
        known: dates by event.
        calendar: bank holidays and the school's holidays.
        context: the readings, facts and decisions known.
        asked: the events whose date is being asked for, which can rest on itself.
        dated: the dates worked out so far; many rules count from the same event.
        within: for an event that has happened on a day that is not known exactly, the first that it
            can have been, none where any day before is possible, and the last.
        expected: those of them that are only expected to have happened by then.
    """

    known: Mapping[str, dt.date]
    calendar: Calendar
    context: Context
    asked: frozenset[str] = frozenset()
    dated: dict[tuple[str, frozenset[str]], Dated] = attrs.field(factory=dict, repr=False)
    within: Mapping[str, tuple[dt.date | None, dt.date]] = attrs.field(factory=dict)
    expected: frozenset[str] = frozenset()

    def date_of(self, event: str) -> Dated:
        """The date of an event: as given, worked out, or estimated from what is known.

        An estimate prefers an event whose date is known to one that is itself estimated. It never
        falls before a known event that has to come first.

        Args:
            event: id of the event.

        Returns:
            The date, or none while nothing it could be estimated from is known.

        Raises:
            DateOutOfRange: when counting leaves the dates for which bank holidays are known.
        """
        if event in self.known:
            return Dated(event, self.known[event])
        if event in self.within:
            first, last = self.within[event]
            happened = self.context.framework.events[event]
            return Dated(
                event, last, exact=False, since=first, happened=happened,
                expected=event in self.expected,
            )  # fmt: skip
        if event in self.asked:
            return Dated(event, None)
        key = event, self.asked
        if key not in self.dated:
            inner = attrs.evolve(self, asked=self.asked | {event})
            described = self.context.framework.events[event]
            self.dated[key] = (
                inner.last_day(event, described.falls_on)
                if described.falls_on
                else inner.estimate(described)
            )
        return self.dated[key]

    def last_day(self, event: str, rules: tuple[str, ...]) -> Dated:
        """The last day of the rule whose time began last; of several together, the first.

        A period that began earlier belongs to an earlier round, such as an earlier notice.
        """
        known = (self.deadline(self.context.framework.rules[name]) for name in rules)
        running = [
            dated for dated in known
            if dated.latest is not None
            and (dated.ended_on is None or dated.ended_on[0] > dated.latest)
        ]  # fmt: skip
        if not running:
            return Dated(event, None)
        last = max(
            running,
            key=lambda dated: (not dated.anchor.estimated, dated.anchor.date or dt.date.min),
        )
        return Dated(event, last.latest, last.anchor, end_of=last.rule)

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
        expected = calendar_end(basis.date, estimate.after)
        held = max(
            ((self.known[first], first) for first in event.not_before if first in self.known),
            default=None,
        )
        if held is not None and held[0] > expected:
            return Dated(event.id, held[0], basis, estimate, held_back_by=held[1])
        return Dated(event.id, expected, basis, estimate)

    def deadline(self, rule: model.Rule) -> Deadline:
        """When a rule has to be carried out.

        Args:
            rule: a rule with a time limit.

        Returns:
            The dates, with everything that went into them.

        Raises:
            DateOutOfRange: when counting leaves the dates for which bank holidays are known.
            ValueError: when the rule has no time limit.
        """
        if rule.time_limit is None:
            raise ValueError(f"the rule '{rule.id}' has no time limit")
        dated = self._deadline(rule, rule.time_limit)
        apart = [*self._told_apart(dated.anchor, rule.time_limit)]
        if not apart or dated.latest is None:
            return dated
        last = (self._if_on(end, dated).latest for _, end in apart)
        first = (self._if_on(begin, dated).latest for begin, _ in apart if begin is not None)
        soonest = None if dated.anchor.since is None else min(filter(None, first), default=None)
        return attrs.evolve(dated, latest=max(filter(None, last)), soonest=soonest)

    def _told_apart(
        self, anchor: Dated, limit: model.TimeLimit
    ) -> Iterator[tuple[dt.date | None, dt.date]]:
        """The days on which an anchor can have been, a span for each way its time can run then.

        A span has its first day, if there is one, and its last. There is none for an anchor whose
        day is known, or whose time runs alike whenever it was.
        """
        if anchor.exact or anchor.date is None or anchor.event not in self._events_of(limit):
            return
        for period in periods(anchor.event, self.context.framework).values():
            since = dt.date.min if anchor.since is None else anchor.since
            if period is not None and period.last >= since and period.first <= anchor.date:
                first = max(since, period.first)
                yield None if first == dt.date.min else first, min(anchor.date, period.last)

    def _if_on(self, day: dt.date, dated: Deadline) -> Deadline:
        """The same deadline if its anchor was on a certain day."""
        anchor = dated.anchor.event
        within = {name: days for name, days in self.within.items() if name != anchor}
        inner = attrs.evolve(self, known={**self.known, anchor: day}, within=within, dated={})
        assert dated.rule.time_limit is not None  # noqa: S101  (it is one)
        return inner._deadline(dated.rule, dated.rule.time_limit)  # noqa: SLF001

    def _deadline(self, rule: model.Rule, given: model.TimeLimit) -> Deadline:
        limit = in_force(given, self.seen(given))
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
        met = [(day, event) for day, event in ended if event in rule.met_by_one_of]
        if rule.met_by is not None and rule.met_by in known:
            met.append((known[rule.met_by], rule.met_by))
        met_on, met_with = min(met, default=(None, None))
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
            met_on=met_on,
            met_with=met_with,
            ended_on=ended[0] if ended else None,
            by_choice=limit.before in self.context.framework.by_choice,
            soonest=self._soonest(limit, anchor),
            opens_by=self._opens_by(limit, anchor),
        )

    def seen(self, limit: model.TimeLimit) -> Context:
        """What is known, with the days of the events at whose days a time limit looks.

        An event that is only expected counts as of the day on which it is.

        Args:
            limit: as the data gives it.
        """
        seen = self.context
        days = {event: self.date_of(event) for event in self._events_of(limit) - self.asked}
        times = {
            event: LastTime(_first(dated), dated.date)
            for event, dated in days.items()
            if dated.date is not None and not _is_exact(seen.happened.get(event))
        }
        return seen.standing(seen.stands, {**seen.happened, **times}) if times else seen

    def _events_of(self, limit: model.TimeLimit) -> frozenset[str]:
        """The events at whose days the variations of a time limit look."""
        framework = self.context.framework
        if not asked_for(framework):
            return frozenset()
        whens = (variation.when for variation in limit.variations)
        return frozenset(event for when in whens for event in events_in(when, framework))

    def _soonest(self, limit: model.TimeLimit, anchor: Dated) -> dt.date | None:
        """The last day if its anchor was on the first day that it can have been."""
        counted = limit.latest is not None and limit.capped is None and limit.before is None
        if anchor.exact or anchor.since is None or not counted:
            return None
        assert limit.latest is not None  # noqa: S101  (counted says so)
        soonest, _ = self.span_end(limit, limit.latest, anchor.since)
        return soonest

    def _opens_by(self, limit: model.TimeLimit, anchor: Dated) -> dt.date | None:
        """The first day if its anchor was on the last day that it can have been."""
        if anchor.exact or anchor.date is None or limit.earliest is None:
            return None
        opens, _ = self.span_end(limit, limit.earliest, anchor.date)
        return opens

    def dates(
        self, limit: model.TimeLimit, anchor: Dated, before: Dated | None
    ) -> tuple[dt.date | None, dt.date | None, tuple[Skipped, ...]]:
        """First day, last day, and the days passed over in counting to the last one."""
        earliest = latest = None
        skipped: tuple[Skipped, ...] = ()
        if anchor.date is not None:
            begun = anchor.date if anchor.exact else anchor.since
            if limit.kind == "cadence":
                framework = self.context.framework
                earliest, latest = begun, period_end(limit, anchor.date, framework)
            elif limit.earliest is not None and begun is not None:
                earliest, _ = self.span_end(limit, limit.earliest, begun)
            elif limit.promptly:
                earliest = begun
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
        end = calendar_end(anchor, span)
        return (end - ONE_DAY if anchor_counts and span.amount else end), ()


def _first(dated: Dated) -> dt.date:
    """The first day that something can have been."""
    known = dated.date if dated.exact else dated.since
    return known or dt.date.min


def _is_exact(time: LastTime | None) -> bool:
    return time is not None and time.first == time.last


def date_of(
    event: str, known: Mapping[str, dt.date], context: Context, calendar: Calendar
) -> Dated:
    """The date of one event; see :meth:`Dating.date_of`."""
    return Dating(known, calendar, context).date_of(event)


def deadline(
    rule: model.Rule, known: Mapping[str, dt.date], calendar: Calendar, context: Context
) -> Deadline:
    """When one rule has to be carried out; see :meth:`Dating.deadline`."""
    return Dating(known, calendar, context).deadline(rule)
