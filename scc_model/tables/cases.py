"""Tables of a journey for a walk: where the school stands, duties, powers.

Every function takes the id of the walk, which begins the ids of its parts on the page.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Sequence

from scc_model import model
from scc_model.cases.journey import Duty, Journey
from scc_model.cases.powers import Power
from scc_model.dates import long_date
from scc_model.dating.deadlines import Status
from scc_model.pictures import states
from scc_model.words import account, html, wording
from scc_model.words.html import Child, Html, h, table

_DUTY_HEADS = ("When", "What", "Who", "How it stands", "Why?")
_CLOSED_HEADS = ("Who", "What", "Why")


def standing(walk: str, made: Journey) -> Html:
    """Where the school stands in the procedures in which it has moved, with a picture."""
    moved = [one for one in account.positions(made) if one.since is not None]
    if not moved:
        return h("p", None, "The school stands where every school begins.")
    return html.join([
        h("h3", {"id": f"{walk}-standing-title"}, "Where the school stands"),
        positions(moved),
        pictured(walk, made.context.framework,
                 tuple((one.procedure.id, one.stage.id) for one in moved)),
    ])  # fmt: skip


def positions(found: Iterable[account.Position]) -> Html:
    """Procedures, each with the stage in which the school stands."""
    return h("dl", {"class": "scc-standing"}, [
        h("div", {"data-procedure": one.procedure.id, "data-stage": one.stage.id},
          h("dt", None, one.procedure.title),
          h("dd", None, h("strong", None, one.stage.title),
            f", since {long_date(one.since)}" if one.since else None))
        for one in found
    ])  # fmt: skip


def pictured(walk: str, framework: model.Framework, stands: tuple[tuple[str, str], ...]) -> Html:
    """A picture to unfold: the stages of procedures, those marked where the school stands.

    Args:
        walk: begins the ids of its parts.
        framework: the procedures.
        stands: the stage to mark, by procedure.
    """
    return html.part(h(
        "details",
        {"id": f"{walk}-picture", "class": "scc-picture"},
        h("summary", None, "Show this on a picture of all stages"),
        h("div", {"class": "scc-graph-wrap", "role": "region", "tabindex": "0",
                  "aria-label": "Picture of the stages"},
          states.standing(framework, stands)),
        states.legend(walk, framework, tuple(name for name, _ in stands)),
    ))  # fmt: skip


def duties(walk: str, label: str, found: Iterable[Duty], made: Journey) -> Html:
    """Duties as a table.

    Args:
        walk: id of the walk.
        label: names the table.
        found: the duties.
        made: the journey that they belong to.
    """
    return table(label, _DUTY_HEADS, [_duty(walk, one, made) for one in found])


def folded(walk: str, name: str, title: str, found: Sequence[Duty], made: Journey) -> Html | None:
    """Duties that the reader unfolds; nothing where there are none."""
    if not found:
        return None
    return h(
        "details",
        {"id": f"{walk}-{name}"},
        h("summary", None, f"{title} ({len(found)})"),
        duties(walk, title, found, made),
    )


def status(one: Duty) -> Html:
    """How a duty stands."""
    return _status(one.status)


def _status(one: Status) -> Html:
    return h("span", {"class": f"scc-status scc-status--{one}"}, wording.STATUS[one])


def _duty(walk: str, one: Duty, made: Journey) -> Html:
    latest = one.deadline.latest if one.deadline is not None else None
    told = tuple(account.duty_explained(one, made))
    when = account.when(one)
    return _row(walk, made.context.framework, one.rule.id, when, latest, one.status, told)


# Most of what an answer says of a rule it said in the one before.


@functools.lru_cache(maxsize=2_000)
def _row(  # noqa: PLR0917
    walk: str,
    framework: model.Framework,
    name: str,
    when: str,
    latest: dt.date | None,
    stands: Status,
    told: tuple[str, ...],
) -> Html:
    rule = framework.rules[name]
    cells = (
        wording.capital(when),
        h("strong", None, rule.title),
        wording.capital(wording.roles(rule.actors, framework)),
        _status(stands),
        h(
            "details",
            {"id": f"{walk}-why-{name}"},
            h("summary", None, "Why?", h("span", {"class": "scc-hidden"}, f" {rule.title}")),
            h("p", None, rule.text),
            h("ul", None, [h("li", None, one) for one in told]) if told else None,
            h("ul", None, [h("li", None, task.text) for task in rule.tasks])
            if rule.tasks
            else None,
            h("p", {"class": "scc-note"}, rule.note) if rule.note else None,
            source(rule, framework),
        ),
    )
    attributes: dict[str, str | int | bool | None] = {
        "id": f"{walk}-row-{name}",
        "data-rule": name,
        "data-status": stands,
        "data-latest": latest.isoformat() if latest else None,
    }
    return html.part(html.table_row(_DUTY_HEADS, html.Row(cells, attributes)))


def source(rule: model.Rule, framework: model.Framework) -> Html:
    """Where a rule comes from."""
    return h("p", {"class": "scc-source"}, f"Source: {wording.citations(rule.cite, framework)}.")


def powers(walk: str, found: Sequence[Power], made: Journey) -> Html:
    """Powers: those that are open, those that depend on something, those that are closed."""
    opened = [one for one in found if one.open]
    unsure = [one for one in found if one.open is None]
    closed = [one for one in found if one.open is False]
    return html.join([
        table("Powers that are open", ("Who", "What", "Until", "Before it is used"),
              [_open_power(walk, one, made) for one in opened])
        if opened
        else h("p", None, "No power is open."),
        _closed(walk, "unsure", "Powers that depend on something not known yet", unsure, made),
        _closed(walk, "closed", "Powers that are closed", closed, made),
    ])  # fmt: skip


def _open_power(walk: str, one: Power, made: Journey) -> html.Row:
    framework = made.context.framework
    last = one.window.latest if one.window is not None else None
    cells: tuple[Child, ...] = (
        account.held_by(one, framework),
        _power(framework, one.rule.id),
        long_date(last) if last else "No last day",
        wording.capital("; ".join(first.title for first in one.first)) or "Nothing",
    )
    return html.Row(cells, {"id": f"{walk}-power-{one.rule.id}", "data-power": one.rule.id})


def _closed(walk: str, name: str, title: str, found: Sequence[Power], made: Journey) -> Html | None:
    framework = made.context.framework
    if not found:
        return None
    rows = [
        _closed_power(walk, framework, one.rule.id, tuple(account.why_closed(one, framework)))
        for one in found
    ]
    return h(
        "details",
        {"id": f"{walk}-{name}"},
        h("summary", None, f"{title} ({len(found)})"),
        table(title, _CLOSED_HEADS, rows),
    )


@functools.lru_cache(maxsize=1_024)
def _closed_power(walk: str, framework: model.Framework, name: str, told: tuple[str, ...]) -> Html:
    cells = (
        wording.capital(wording.roles(framework.rules[name].actors, framework)),
        _power(framework, name),
        h("ul", {"class": "scc-plain"}, [h("li", None, one) for one in told]),
    )
    row = html.Row(cells, {"id": f"{walk}-power-{name}", "data-power": name})
    return html.part(html.table_row(_CLOSED_HEADS, row))


@functools.lru_cache(maxsize=512)
def _power(framework: model.Framework, name: str) -> Html:
    rule = framework.rules[name]
    return html.join([h("strong", None, rule.title), source(rule, framework)])
