"""The answer of the walk through a school's case: what happens now, and everything behind it."""

from __future__ import annotations

import datetime as dt
import functools
from collections import Counter
from collections.abc import Collection

import attrs

from scc_model import model
from scc_model.cases.journey import Duty, Journey
from scc_model.cases.offers import Offer
from scc_model.cases.powers import Power
from scc_model.dates import long_date
from scc_model.dating.deadlines import Status
from scc_model.tables import pages
from scc_model.walks.base import button, with_faults
from scc_model.walks.school.asked import WALK, key
from scc_model.words import account, html, wording
from scc_model.words.html import Html, h, table

_NEXT_HEADS = ("What", "Who brings it about", "Leads to")
_SOON = 3
_URGENT: tuple[Status, ...] = ("overdue", "due")
_NO_DAY_TO_ACT = ("maximum", "not-before")  # kinds of limit by whose last day nobody has to act


@attrs.frozen
class View:
    """A case looked at on a day, everything worked out once.

    Args:
        made: the case on that day.
        to_do: the duties still to be done, in the order in which they matter.
        over: the duties that are met, or no longer required.
        powers: every power.
        offered: the events that may come next.
    """

    made: Journey
    to_do: tuple[Duty, ...]
    over: tuple[Duty, ...]
    powers: tuple[Power, ...]
    offered: tuple[Offer, ...]

    @functools.cached_property
    def dated(self) -> list[Duty]:
        """Those to be done that have a day, estimated or not: what is late first, then by day."""
        found = [(_day(one), one) for one in self.to_do]
        days = [(one.status not in _URGENT, day, one) for day, one in found if day is not None]
        return [one for _, _, one in sorted(days, key=lambda each: each[:2])]

    @functools.cached_property
    def lasting(self) -> list[Duty]:
        """Those asked for without a day, most of them as long as the school stands there."""
        return [one for one in self.to_do if _day(one) is None and one.status != "waits"]

    @functools.cached_property
    def waiting(self) -> list[Duty]:
        """Those without a day that wait for something to happen."""
        return [one for one in self.to_do if _day(one) is None and one.status == "waits"]

    @functools.cached_property
    def soon(self) -> list[Duty]:
        """What to do first."""
        return [
            one
            for one in self.dated
            if one.deadline is not None and one.deadline.limit.kind not in _NO_DAY_TO_ACT
        ][:_SOON]


def _day(one: Duty) -> dt.date | None:
    return one.due if one.deadline is not None else None


def announced(view: View, done: str, faults: Collection[str]) -> str:
    """The answer in a sentence or two, for a screen reader."""
    if faults:
        return with_faults(counts(view), faults)
    told = [done] if done else []
    told.append(counts(view))
    if view.soon:
        first = view.soon[0]
        told.append(f"Next: {first.rule.title}, {account.when(first)}.")
    return " ".join(told)


def counts(view: View) -> str:
    """How much is to be done, in a sentence."""
    if not view.made.replayed.happened:
        return "Nothing has happened yet in this case."
    found = Counter(one.status for one in view.dated)
    late, due = found["overdue"], found["due"]
    to_come = len(view.dated) - late - due
    open_ones = f"{wording.counted(to_come, 'step')} with a date open or still to come."
    if not late and not due:
        return f"Nothing is overdue. {open_ones}"
    return f"{late} overdue, {due} due today, {open_ones}"


def result(name: str, shown: Html) -> Html:
    """The answer as a section of the page.

    Args:
        name: what the school is called; empty where that is not said.
        shown: from :func:`what_follows`.
    """
    heading = key("result")
    return h(
        "section",
        {"class": "scc-walk__result", "aria-labelledby": heading},
        h("h2", {"id": heading}, f"What happens now{f': {name}' if name else ''}"),
        shown,
        h(
            "p",
            {"class": "scc-buttons"},
            button("Add the dates to a calendar (.ics)", {"data-download": "ics"}),
            button("Save the duties as a table (.csv)", {"data-download": "csv"}),
            button("Print", {"data-print": True}),
            button("Copy a link to this case", {"data-copy-link": True}),
        ),
    )


def what_follows(view: View) -> Html:
    """Everything that follows from a case, whatever the school is called."""
    made = view.made
    return html.join([
        h("p", {"class": "scc-as-at"}, f"How things stand on {long_date(made.as_at)}."),
        _now(view),
        pages.standing(WALK, made),
        h("h3", {"id": key("duties-title")}, "Who has to do what, by when"),
        pages.duties(WALK, "Duties with a date", view.dated, made)
        if view.dated
        else h("p", None, "No duty has a date yet."),
        pages.folded_duties(
            WALK, "lasting", "As long as the school stands there", view.lasting, made
        ),
        pages.folded_duties(
            WALK, "waiting", "Waiting for something to happen", view.waiting, made
        ),
        pages.folded_duties(WALK, "over", "Done, or no longer asked for", view.over, made),
        h("h3", {"id": key("powers-title")}, "What each body may do"),
        pages.powers(WALK, view.powers, made),
        _next(view),
    ])  # fmt: skip


def _now(view: View) -> Html:
    soon = ((duty, account.when(duty)) for duty in view.soon)
    framework = view.made.context.framework
    return h(
        "div",
        {"class": "scc-next", "id": key("now")},
        h("p", {"class": "scc-next__title"}, counts(view)),
        pages.first_steps(soon, framework, _URGENT)
        if view.soon and view.made.replayed.happened
        else None,
    )


def _next(view: View) -> Html | None:
    moving = [one for one in view.offered if one.leads_to and not one.if_changed]
    if not moving:
        return None
    rows = [_coming(view.made.context.framework, one) for one in moving]
    return h(
        "details",
        {"id": key("next")},
        h("summary", None, f"What may come next ({len(moving)})"),
        table("What may come next", _NEXT_HEADS, rows),
    )


@functools.lru_cache(maxsize=512)
def _coming(framework: model.Framework, one: Offer) -> Html:
    titles = [framework.stages[name].title for name in one.leads_to]
    cells = (
        one.event.title,
        wording.capital(wording.roles(one.event.by, framework)) or "Nobody in particular",
        wording.listed(titles) if one.certain else f"Perhaps {wording.listed(titles, 'or')}",
    )
    return html.table_row(_NEXT_HEADS, html.Row(cells, {"data-event": one.event.id}))
