"""The answer of the walk through a school's case: what happens now, and everything behind it."""

from __future__ import annotations

import datetime as dt
import functools
from collections import Counter
from collections.abc import Iterable

import attrs

from scc_model import framework as fw
from scc_model.journey import Duty, Journey
from scc_model.powers import Power
from scc_model.time_limits import Status
from scc_model.views import html, journey_rows, school_picture, wording
from scc_model.views.html import Child, Html, h, table
from scc_model.views.school_offers import Offer
from scc_model.views.school_state import key
from scc_model.views.walk import button

_DUTY_HEADS = ("When", "What", "Who", "How it stands", "Why?")
_NEXT_HEADS = ("What", "Who brings it about", "Leads to")
_CLOSED_HEADS = ("Who", "What", "Why")
_SOON = 3
_URGENT = ("overdue", "due")
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

    @property
    def dated(self) -> list[Duty]:
        """Those to be done that have a day, estimated or not: what is late first, then by day."""
        found = [(_day(one), one) for one in self.to_do]
        days = [(one.status not in _URGENT, day, one) for day, one in found if day is not None]
        return [one for _, _, one in sorted(days, key=lambda each: each[:2])]

    @property
    def lasting(self) -> list[Duty]:
        """Those asked for without a day, most of them as long as the school stands there."""
        return [one for one in self.to_do if _day(one) is None and one.status != "waits"]

    @property
    def waiting(self) -> list[Duty]:
        """Those without a day that wait for something to happen."""
        return [one for one in self.to_do if _day(one) is None and one.status == "waits"]

    @property
    def soon(self) -> list[Duty]:
        """What to do first."""
        return [
            one
            for one in self.dated
            if one.deadline is not None and one.deadline.limit.kind not in _NO_DAY_TO_ACT
        ][:_SOON]


def _day(one: Duty) -> dt.date | None:
    return one.due if one.deadline is not None else None


def announced(view: View, done: str, faults: int) -> str:
    """The answer in a sentence or two, for a screen reader."""
    if faults:
        return f"{wording.counted(faults, 'problem')} with what was entered. {counts(view)}"
    told = [done] if done else []
    told.append(counts(view))
    if view.soon:
        first = view.soon[0]
        told.append(f"Next: {first.rule.title}, {journey_rows.when(first)}.")
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
        h("p", {"class": "scc-as-at"}, f"How things stand on {wording.long_date(made.as_at)}."),
        _now(view),
        _standing(made),
        h("h3", {"id": key("duties-title")}, "Who has to do what, by when"),
        _duties("duties", view.dated, made)
        if view.dated
        else h("p", None, "No duty has a date yet."),
        _folded("lasting", "As long as the school stands there", view.lasting, made),
        _folded("waiting", "Waiting for something to happen", view.waiting, made),
        _folded("over", "Done, or no longer asked for", view.over, made),
        h("h3", {"id": key("powers-title")}, "What each body may do"),
        _powers(view),
        _next(view),
    ])  # fmt: skip


def _now(view: View) -> Html:
    framework = view.made.context.framework
    return h(
        "div",
        {"class": "scc-next", "id": key("now")},
        h("p", {"class": "scc-next__title"}, counts(view)),
        h(
            "ol",
            None,
            [
                h(
                    "li",
                    None,
                    h("strong", None, one.rule.title),
                    f": {journey_rows.when(one)}. "
                    f"Who: {wording.roles(one.rule.actors, framework)}.",
                    [" ", _status(one)] if one.status in _URGENT else None,
                )
                for one in view.soon
            ],
        )
        if view.soon and view.made.replayed.happened
        else None,
    )


# --- Where the school stands ---------------------------------------------------------------------


def _standing(made: Journey) -> Html:
    framework = made.context.framework
    moved = [one for one in journey_rows.positions(made) if one.since is not None]
    if not moved:
        return h("p", None, "The school stands where every school begins.")
    stands = tuple((one.procedure.id, one.stage.id) for one in moved)
    return html.join([
        h("h3", {"id": key("standing-title")}, "Where the school stands"),
        h("dl", {"class": "scc-standing"}, [
            h("div", {"data-procedure": one.procedure.id, "data-stage": one.stage.id},
              h("dt", None, one.procedure.title),
              h("dd", None, h("strong", None, one.stage.title),
                f", since {wording.long_date(one.since)}" if one.since else None))
            for one in moved
        ]),
        h("details", {"id": key("picture"), "class": "scc-picture"},
          h("summary", None, "Show this on a picture of all stages"),
          h("div", {"class": "scc-graph-wrap", "role": "region", "tabindex": "0",
                    "aria-label": "Picture of the stages"},
            school_picture.picture(framework, stands)),
          school_picture.legend(framework, tuple(name for name, _ in stands))),
    ])  # fmt: skip


# --- Duties --------------------------------------------------------------------------------------


def _folded(name: str, title: str, duties: Iterable[Duty], made: Journey) -> Html | None:
    found = list(duties)
    if not found:
        return None
    return h(
        "details",
        {"id": key(name)},
        h("summary", None, f"{title} ({len(found)})"),
        _duties(name, found, made),
    )


def _duties(name: str, duties: list[Duty], made: Journey) -> Html:
    labels = {
        "duties": "Duties with a date",
        "lasting": "Duties as long as the school stands there",
        "waiting": "Duties that wait for something to happen",
        "over": "Duties done or no longer asked for",
    }
    return table(labels[name], _DUTY_HEADS, [_duty(one, made) for one in duties])


def _duty(one: Duty, made: Journey) -> Html:
    latest = one.deadline.latest if one.deadline is not None else None
    told = tuple(journey_rows.duty_explained(one, made))
    when = journey_rows.when(one)
    return _row(made.context.framework, one.rule.id, when, latest, one.status, told)


def _status(one: Duty) -> Html:
    return h("span", {"class": f"scc-status scc-status--{one.status}"}, wording.STATUS[one.status])


# Most of what an answer says of a rule it said in the one before.


@functools.lru_cache(maxsize=2_000)
def _row(  # noqa: PLR0917
    framework: fw.Framework,
    name: str,
    when: str,
    latest: dt.date | None,
    status: Status,
    told: tuple[str, ...],
) -> Html:
    rule = framework.rules[name]
    cells = (
        wording.capital(when),
        h("strong", None, rule.title),
        wording.capital(wording.roles(rule.actors, framework)),
        h("span", {"class": f"scc-status scc-status--{status}"}, wording.STATUS[status]),
        h(
            "details",
            {"id": key(f"why-{name}")},
            h("summary", None, "Why?", h("span", {"class": "scc-hidden"}, f" {rule.title}")),
            h("p", None, rule.text),
            h("ul", None, [h("li", None, one) for one in told]) if told else None,
            h("ul", None, [h("li", None, task.text) for task in rule.tasks])
            if rule.tasks
            else None,
            h("p", {"class": "scc-note"}, rule.note) if rule.note else None,
            h("p", {"class": "scc-source"}, f"Source: {wording.citations(rule.cite, framework)}."),
        ),
    )
    attributes: dict[str, str | int | bool | None] = {
        "id": key(f"row-{name}"),
        "data-rule": name,
        "data-status": status,
        "data-latest": latest.isoformat() if latest else None,
    }
    return html.table_row(_DUTY_HEADS, html.Row(cells, attributes))


# --- Powers, and what may come -------------------------------------------------------------------


def _powers(view: View) -> Html:
    opened = [one for one in view.powers if one.open]
    unsure = [one for one in view.powers if one.open is None]
    closed = [one for one in view.powers if one.open is False]
    made = view.made
    return html.join([
        table("Powers that are open", ("Who", "What", "Until", "Before it is used"),
              [_open_power(one, made) for one in opened])
        if opened
        else h("p", None, "No power is open."),
        _closed("unsure", "Powers that depend on something not known yet", unsure, made),
        _closed("closed", "Powers that are closed", closed, made),
    ])  # fmt: skip


def _open_power(one: Power, made: Journey) -> html.Row:
    framework = made.context.framework
    last = one.window.latest if one.window is not None else None
    cells: tuple[Child, ...] = (
        journey_rows.held_by(one, framework),
        _power(framework, one.rule.id),
        wording.long_date(last) if last else "No last day",
        wording.capital("; ".join(first.title for first in one.first)) or "Nothing",
    )
    return html.Row(cells, {"id": key(f"power-{one.rule.id}"), "data-power": one.rule.id})


def _closed(name: str, title: str, powers: list[Power], made: Journey) -> Html | None:
    framework = made.context.framework
    if not powers:
        return None
    rows = [
        _closed_power(framework, one.rule.id, tuple(journey_rows.why_closed(one, framework)))
        for one in powers
    ]
    return h(
        "details",
        {"id": key(name)},
        h("summary", None, f"{title} ({len(powers)})"),
        table(title, _CLOSED_HEADS, rows),
    )


@functools.lru_cache(maxsize=512)
def _closed_power(framework: fw.Framework, name: str, told: tuple[str, ...]) -> Html:
    cells = (
        wording.capital(wording.roles(framework.rules[name].actors, framework)),
        _power(framework, name),
        h("ul", {"class": "scc-plain"}, [h("li", None, one) for one in told]),
    )
    row = html.Row(cells, {"id": key(f"power-{name}"), "data-power": name})
    return html.table_row(_CLOSED_HEADS, row)


@functools.lru_cache(maxsize=512)
def _power(framework: fw.Framework, name: str) -> Html:
    rule = framework.rules[name]
    return html.join([
        h("strong", None, rule.title),
        h("p", {"class": "scc-source"}, f"Source: {wording.citations(rule.cite, framework)}."),
    ])  # fmt: skip


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
def _coming(framework: fw.Framework, one: Offer) -> Html:
    titles = [framework.stages[name].title for name in one.leads_to]
    cells = (
        one.event.title,
        wording.capital(wording.roles(one.event.by, framework)) or "Nobody in particular",
        wording.listed(titles) if one.certain else f"Perhaps {wording.listed(titles, 'or')}",
    )
    return html.table_row(_NEXT_HEADS, html.Row(cells, {"data-event": one.event.id}))
