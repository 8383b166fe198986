"""The rules with a time limit that apply, and the events whose dates matter to them."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Collection, Mapping

from scc_model import model
from scc_model.conditions import Context, applies
from scc_model.dates import short_date
from scc_model.dating.time_limits import in_force
from scc_model.dating.working_days import Calendar
from scc_model.errors import BadValue, EventsOutOfOrder, UnknownName


def applying(
    context: Context, strands: Collection[str] | None = None
) -> list[tuple[model.Rule, model.TimeLimit]]:
    """The rules with a time limit that apply, each with its limit under the readings in use.

    They stand in the order of the data.

    Args:
        context: what is known.
        strands: the strands whose rules are wanted; none for those of the category.
    """
    framework = context.framework
    wanted = (framework.category_strand,) if strands is None else tuple(strands)
    return [
        (rule, in_force(limit, context))
        for rule, limit in limited(framework, wanted)
        if applies(rule, context)
    ]


@functools.lru_cache(maxsize=8)
def limited(
    framework: model.Framework, strands: tuple[str, ...]
) -> tuple[tuple[model.Rule, model.TimeLimit], ...]:
    """The rules of some strands that have a time limit, which is the same in every answer."""
    return tuple(
        (rule, rule.time_limit)
        for rule in framework.rules.values()
        if rule.time_limit is not None
        and framework.strand_of[framework.home[rule.id].id].id in strands
    )


def events_that_matter(context: Context) -> tuple[model.Event, ...]:
    """The events whose dates move or discharge a rule that applies, in the data's order."""
    names: set[str | None] = set()
    for rule, limit in applying(context):
        names |= {rule.met_by, *rule.ends_with, limit.from_, limit.before}
        names.add(limit.capped.from_ if limit.capped else None)
    return tuple(event for event in context.framework.events.values() if event.id in names)


def check_events(
    framework: model.Framework, events: Mapping[str, dt.date], calendar: Calendar
) -> None:
    """Make sure that events exist, can be dated and stand in a possible order.

    Raises:
        UnknownName: for an event that does not exist.
        BadValue: for an event whose day is worked out and not given.
        EventsOutOfOrder: when an event is dated before one that has to come first.
        DateOutOfRange: for a date for which bank holidays are not known.
    """
    for name, date in events.items():
        if name not in framework.events:
            raise UnknownName("event", name, framework.events)
        event = framework.events[name]
        if event.falls_on:
            raise BadValue(
                f"'{event.title}' is dated {short_date(date)}, but its day is worked out from the "
                f"time limit of '{framework.rules[event.falls_on[0]].title}'. Leave it out."
            )
        calendar.check(date)
    for name, date in events.items():
        for first in framework.events[name].not_before:
            if first in events and date < events[first]:
                earlier, limit = framework.events[first].title, short_date(events[first])
                raise EventsOutOfOrder(
                    f"'{framework.events[name].title}' is dated {short_date(date)}, before "
                    f"'{earlier}' on {limit}. Accepted: {limit} or later, or an earlier date for "
                    f"'{earlier}'."
                )
