"""The calendar of what comes round: the months of each period, with what was done in them."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator

from scc_model import model
from scc_model.cases.journey import Duty, Journey, Round
from scc_model.dates import long_date
from scc_model.dating.working_days import add_months
from scc_model.tables import cases
from scc_model.words import html
from scc_model.words.html import Html, h


def year(rule: model.Rule, duty: Duty | None, made: Journey) -> Html:
    """Every period so far, month by month; a sentence where none has begun.

    The months are a list, so that they are read out in order, and drawn as a calendar.

    Args:
        rule: the rule that comes round.
        duty: how it stands; none while it is not asked for.
        made: the case.
    """
    if duty is None or not duty.rounds:
        return h("p", None, f"{rule.title}: no year has begun, because nothing starts it yet.")
    return html.join([
        h("p", {"class": "scc-next__title"}, f"{rule.title}. ", cases.status(duty)),
        [_round(one, duty, made) for one in reversed(duty.rounds)],
    ])  # fmt: skip


def _round(one: Round, duty: Duty, made: Journey) -> Html:
    wanted = duty.deadline.limit.at_least if duty.deadline is not None else None
    held = len(one.done)
    period = f"{long_date(one.first)} to {long_date(one.last)}"
    left = max(0, (wanted or 0) - held)
    more = (
        f"{left} more by {long_date(one.last)}." if left and one.status != "overdue"
        else f"{left} too few." if left
        else "That is enough."
    )  # fmt: skip
    return h(
        "div",
        {"class": "scc-year", "data-from": one.first.isoformat(), "data-held": held},
        h("p", None, f"{period}: {held} of {wanted or held} held. {more}"),
        h("ol", {"class": "scc-year__months"}, [
            _month(first, last, one, made.as_at) for first, last in _months(one)
        ]),
    )  # fmt: skip


def _months(one: Round) -> Iterator[tuple[dt.date, dt.date]]:
    first = one.first
    while first <= one.last:
        end = dt.date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])
        yield first, min(end, one.last)
        first = add_months(first.replace(day=1), 1)


def _month(first: dt.date, last: dt.date, one: Round, as_at: dt.date) -> Html:
    numbered = [
        (number, day) for number, day in enumerate(one.done, 1) if first <= day <= last
    ]  # fmt: skip
    now = first <= as_at <= last
    return h(
        "li",
        {"class": f"scc-year__month{' scc-year__month--now' if now else ''}"},
        h("span", {"class": "scc-year__name"}, f"{first:%B} {first:%Y}"),
        [
            h("span", {"class": "scc-year__held"}, f"{number}: {day:%A} {day.day}")
            for number, day in numbered
        ],
        h("span", {"class": "scc-year__now"}, f"day looked from: {as_at.day}") if now else None,
    )
