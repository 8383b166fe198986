"""The calendar of what comes round: the months of each period, with what was done in them."""

from __future__ import annotations

import datetime as dt

from scc_model import model
from scc_model.cases.duties.duty import Duty
from scc_model.cases.duties.rounds import Round
from scc_model.cases.journey import Journey
from scc_model.dates import long_date
from scc_model.pictures.scale import months
from scc_model.words import html
from scc_model.words.html import Html, h
from scc_model.words.pieces import status


def year(rule: model.Rule, duty: Duty | None, journey: Journey) -> Html:
    """Every period so far, month by month; a sentence where none has begun.

    The months are a list, so that they are read out in order, and drawn as a calendar.

    Args:
        rule: the rule that comes round.
        duty: how it stands; none while it is not asked for.
        journey: the case.
    """
    if duty is None or not duty.rounds:
        return h("p", None, f"{rule.title}: no year has begun, because nothing starts it yet.")
    wanted = duty.deadline.limit.at_least if duty.deadline is not None else None
    return html.join([
        h("p", {"class": "scc-next__title"}, f"{rule.title}. ", status(duty.status)),
        [_period(period, wanted, journey.as_at) for period in reversed(duty.rounds)],
    ])  # fmt: skip


def _period(period: Round, wanted: int | None, as_at: dt.date) -> Html:
    held = len(period.done)
    first, last = long_date(period.first), long_date(period.last)
    left = max(0, (wanted or 0) - held)
    more = (
        "That is more than is allowed." if period.status == "more-than-allowed"
        else f"{left} of which nobody recorded the day." if left and period.status == "not-recorded"
        else f"{left} more by {last}." if left and period.status != "overdue"
        else f"{left} too few." if left
        else "That is enough."
    )  # fmt: skip
    return h(
        "div",
        {"class": "scc-year", "data-from": period.first.isoformat(), "data-held": held},
        h("p", None, f"{first} to {last}: {held} of {wanted or held} held. {more}"),
        h("ol", {"class": "scc-year__months"}, [
            _month(*month, period, as_at) for month in months(period.first, period.last)
        ]),
    )  # fmt: skip


def _month(first: dt.date, last: dt.date, period: Round, as_at: dt.date) -> Html:
    now = first <= as_at <= last
    return h(
        "li",
        {"class": f"scc-year__month{' scc-year__month--now' if now else ''}"},
        h("span", {"class": "scc-year__name"}, f"{first:%B} {first:%Y}"),
        [
            h("span", {"class": "scc-year__held"}, f"{number}: {day:%A} {day.day}")
            for number, day in enumerate(period.done, 1)
            if first <= day <= last
        ],
        h("span", {"class": "scc-year__now"}, f"day looked from: {as_at.day}") if now else None,
    )
