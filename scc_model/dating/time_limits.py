"""Time limits as they stand under the readings, facts and decisions of a case."""

from __future__ import annotations

import datetime as dt

import attrs

from scc_model import model
from scc_model.conditions import Context, holds
from scc_model.dating.working_days import ONE_DAY, add_months


def in_force(limit: model.TimeLimit, context: Context) -> model.TimeLimit:
    """The time limit as it stands under the readings in use.

    Args:
        limit: as the data gives it.
        context: the readings, facts and decisions known.

    Returns:
        The limit with every variation that applies, in their order.
    """
    for variation in limit.variations:
        if _applies(variation, context):
            limit = attrs.evolve(limit, **variation.set.fields)
    return limit


def readings_of(rule: model.Rule, context: Context) -> tuple[str, ...]:
    """The readings that bear on a rule: on its time limit, and those it names."""
    switches = [
        variation.reading
        for variation in (rule.time_limit.variations if rule.time_limit else ())
        if variation.reading is not None and holds(variation.when, context) is not False
    ]
    return tuple(dict.fromkeys([*switches, *rule.readings]))


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
        return calendar_end(day, limit.per) - ONE_DAY
    year = day.year + (day.month >= kind.first_month) + limit.per.amount - 1
    return dt.date(year, kind.first_month, 1) - ONE_DAY


def _applies(variation: model.Variation, context: Context) -> bool:
    if variation.reading is not None and context.readings[variation.reading] != variation.is_:
        return False
    return holds(variation.when, context) is True


def calendar_end(anchor: dt.date, span: model.Span) -> dt.date:
    """The day so long after another, counted in days, weeks, months or years.

    Args:
        anchor: the day counted from.
        span: how long after it.

    Raises:
        ValueError: for an amount in working days, which need a calendar.

    >>> calendar_end(dt.date(2014, 10, 17), model.Span(18, "month"))
    datetime.date(2016, 4, 17)
    """
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
