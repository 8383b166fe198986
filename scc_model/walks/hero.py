"""The date that an answer is about: large, with its day of the week and how many days are left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from scc_model.cases.duties.duty import SETTLED, Duty
from scc_model.conditions import Context
from scc_model.dates import long_date
from scc_model.words import wording
from scc_model.words.html import Html, h

_SOON = 7

Ahead = tuple[dt.date, str, str]
"""A last day, what has to be done by then, and by whom; empty where that is told already."""


def last_days(duties: Iterable[Duty], day: dt.date, who: Context | None = None) -> list[Ahead]:
    """The last days that are still to come; none that is only estimated, or means "at once".

    Args:
        duties: what is asked for.
        day: the day looked from.
        who: what is known of the school, to say who has to do it; none where that is told already.
    """
    return [
        (
            duty.deadline.latest,
            duty.rule.title,
            wording.actors(duty.rule, who) if who is not None and duty.rule.actors else "",
        )
        for duty in duties
        if duty.status not in SETTLED
        and duty.deadline is not None
        and duty.deadline.latest is not None
        and duty.deadline.latest >= day
        and not (duty.deadline.estimated or is_prompt(duty))
    ]


def is_prompt(duty: Duty) -> bool:
    """Whether it is done straight away, so that it has no last day of its own."""
    return duty.deadline is not None and bool(duty.deadline.limit.promptly)


def hero(ahead: Iterable[Ahead], day: dt.date) -> Html | None:
    """The first of some last days, large; nothing where there is none.

    Args:
        ahead: the last days, each with what has to be done by then, the weightiest first.
        day: the day looked from.
    """
    every = list(ahead)
    if not every:
        return None
    last = min(last for last, _, _ in every)
    (what, who), *others = ((what, who) for other, what, who in every if other == last)
    more = f", and {len(others)} more" if others else f", by {who}" if who else ""
    left = (last - day).days
    urgency = "today" if not left else "soon" if left <= _SOON else "later"
    words = "today" if not left else f"{wording.counted(left, 'day')} left"
    return h(
        "p",
        {"class": f"scc-hero scc-hero--{urgency}"},
        h("span", {"class": "scc-hero__what"}, f"Next deadline: {wording.uncapital(what)}{more}"),
        h("strong", {"class": "scc-hero__date"}, long_date(last)),
        h("span", {"class": "scc-hero__left"}, words),
    )
