"""What somebody may do, in the answer: rights by a day, powers, and what opens them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import attrs

from scc_model import model
from scc_model.cases.duties.duty import Duty
from scc_model.cases.journey import Journey
from scc_model.cases.powers.awaited import missing_of_the_beginning
from scc_model.cases.powers.power import Power
from scc_model.conditions import is_for_another_kind, kinds_of
from scc_model.dates import long_date
from scc_model.dating.deadlines import Deadline
from scc_model.tables import pages
from scc_model.walks.controls import more_steps, steps_to_take
from scc_model.walks.school.asked import WALK
from scc_model.words import obligations, permissions, timing, wording
from scc_model.words.html import Child, Html, h

_FEW = 3
_MOST_EVENTS = 2
_EVERY = h("a", {"href": f"#{WALK}-powers"}, "Every power and right, and what comes before it")
_ORDER = "What weighs most stands first."
_NOT_KNOWN = "It is not known yet whether this applies."


def rights(some: list[Power], journey: Journey) -> Html | None:
    """What somebody may do by a day that has not passed, such as comment on a draft report.

    Where it is not known whether they may, that is said.
    """
    lines: list[Child] = []
    for power in some:
        if power.rule.kind != "right" or power.open is False or power.rule.time_limit is None:
            continue
        window = journey.dating.deadline(power.rule)
        last = None if window.estimated else window.latest
        given = power if power.given else power.stays
        awaited = given is not None and given.kept == "waiting" and window.limit.latest
        if awaited or (last is not None and last >= journey.as_at):
            right = Duty(power.rule, "open", window, None)
            days = (
                _once_begun(window, journey)
                if awaited and window.waiting
                else obligations.when(right, briefly=True)
            )
            told = pages.step(right, days, journey.context)
            to = wording.roles(power.rule.to, journey.context.framework)
            stays = "If what was announced stays so." if journey.announced else _NOT_KNOWN
            lines.append([told, f" To: {to}." if to else None,
                          f" {stays}" if power.given is None else None])  # fmt: skip
    return steps_to_take(f"{WALK}-may", "May be done", lines) if lines else None


@attrs.frozen
class Right:
    """A right that can be used by a day.

    Args:
        as_step: it, as something to be done.
        last: that day.
    """

    as_step: Duty
    last: dt.date


def rights_by_a_day(some: list[Power], journey: Journey) -> list[Right]:
    """The rights whose last day is known and has not passed, the soonest over first.

    Args:
        some: powers and rights.
        journey: the case that they belong to.
    """
    found = []
    for power in some:
        window = power.window
        if power.rule.kind != "right" or not power.open or window is None or window.estimated:
            continue
        if window.latest is not None and window.latest >= journey.as_at:
            found.append(Right(Duty(power.rule, "open", window, None), window.latest))
    return sorted(found, key=lambda right: right.last)


def _once_begun(window: Deadline, journey: Journey) -> str:
    """How long there will be, and from what."""
    begins = journey.context.framework.events[window.anchor.event].title
    return f"{window.limit.as_written}, once this has happened: {wording.within(begins)}"


def intervention(some: list[Power], journey: Journey, *, all_of_them: bool = True) -> Html | None:
    """The powers that are open, the heaviest first, and what would open others.

    Nothing is said where nothing that is recorded bears on any power.

    Args:
        some: powers and rights.
        journey: the case that they belong to.
        all_of_them: whether every power stands further down, so that a link leads there.
    """
    every = _EVERY if all_of_them else None
    weight = journey.context.framework.weight
    of_power = sorted(
        (power for power in some if power.rule.kind == "power"),
        key=lambda power: (weight(power.rule.id), power.until or dt.date.max),
    )
    opened = [power for power in of_power if power.open]
    waiting = _by_what_opens_them(of_power)
    unsure = any(power.unless or power.perhaps_over for power in of_power)
    asked = _by_question(of_power, journey)
    if not (opened or waiting or unsure or asked):
        return _none_for_it(of_power, journey, every)
    lines = [_opened(power, journey) for power in opened[:_FEW]]
    if others := opened[_FEW:]:
        more = h("strong", None, f"{len(others)} more")
        lines.append([more, " open: ", "; ".join(map(_named, others)), "."])
    perhaps = [power for power in of_power if power.unless]
    if perhaps:
        lines.append([
            h("strong", None, f"{len(perhaps)} more" if opened else f"{len(perhaps)}"),
            " open unless something has happened that nobody has recorded: ",
            "; ".join(_named(power) for power in perhaps), ".",
        ])  # fmt: skip
    over = [power for power in of_power if power.perhaps_over and not power.unless]
    if over:
        lines.append([
            h("strong", None, f"{len(over)}"), " open, if the time is not over already: ",
            "; ".join(_named(power) for power in over), ".",
        ])  # fmt: skip
    lines += [_waiting(events, powers, journey) for events, powers in waiting[:_MOST_EVENTS]]
    lines += [_depending(fact, powers) for fact, powers in asked]
    if every is None:
        return steps_to_take(f"{WALK}-may-be-used", _how_many(opened, journey), lines)
    hint = _ORDER if len(opened) > 1 else ""
    return more_steps(f"{WALK}-may-be-used", _how_many(opened, journey), lines, every, hint)


def _none_for_it(of_power: list[Power], journey: Journey, every: Html | None) -> Html | None:
    """That most powers are not for a school of this kind, where something is recorded of one."""
    others = sum(is_for_another_kind(power.rule, journey.context) for power in of_power)
    if 2 * others <= len(of_power) or not journey.case.events:
        return None
    kind = " and ".join(stage.title for stage in kinds_of(journey.context))
    line = f"{wording.counted(others, 'power')} not for a school of this kind: {kind}."
    return steps_to_take(f"{WALK}-may-be-used", _how_many([], journey), [line], every)


def how_many_open(some: list[Power]) -> str:
    """How many powers and rights are open, each kind by itself."""
    opened = [power.rule.kind for power in some if power.open]
    numbers = (opened.count("power"), "power"), (len(opened) - opened.count("power"), "right")
    return wording.listed(wording.counted(number, kind) for number, kind in numbers)


def _how_many(opened: list[Power], journey: Journey) -> str:
    if not opened:
        return "No power is known to be open"
    as_far = "" if journey.replayed.complete else ", as far as is recorded"
    return f"{wording.capital(wording.counted(len(opened), 'power'))} open{as_far}"


def _named(power: Power) -> str:
    """A power by its title, with its last day where it has one."""
    until = f" (until {permissions.last_day(power)})" if power.until is not None else ""
    return f"{power.rule.title}{until}"


def _opened(power: Power, journey: Journey) -> Child:
    last = permissions.last_day(power)
    until = f"until {last}" if last else "no last day"
    holder = wording.roles(power.rule.actors, journey.context.framework)
    first = " ".join(permissions.first_done(power, journey.context))
    before = f" First: {first}" if first else ""
    return [h("strong", None, power.rule.title), f": {until}. Who: {holder}.{before}"]


def _by_what_opens_them(some: list[Power]) -> list[tuple[tuple[str, ...], list[Power]]]:
    """Powers by the events that would open them, the most powers first."""
    waiting: dict[tuple[str, ...], list[Power]] = {}
    for power in some:
        if power.open is None and power.awaits and not power.missing:
            waiting.setdefault(power.awaits, []).append(power)
    return sorted(waiting.items(), key=lambda group: -len(group[1]))


def _by_question(some: list[Power], journey: Journey) -> list[tuple[model.Fact, list[Power]]]:
    """Powers that are open or not by what kind of school it is, by the question that tells."""
    context = journey.context
    asked: dict[str, list[Power]] = {}
    for power in some:
        unsure = power.open is None and not power.kept and power.missing
        if unsure and power.missing == missing_of_the_beginning(power.rule, context):
            asked.setdefault(power.missing[0], []).append(power)
    return [(context.framework.facts[name], powers) for name, powers in asked.items()]


def _depending(fact: model.Fact, some: list[Power]) -> Child:
    names = "; ".join(power.rule.title for power in some[:_FEW])
    such_as = ", such as" if len(some) > _FEW else ""
    depend = "depends" if len(some) == 1 else "depend"
    how_many = wording.capital(wording.counted(len(some), "power"))
    return [h("strong", None, fact.question), f" {how_many} {depend} on it{such_as}: {names}."]


def _waiting(events: tuple[str, ...], some: list[Power], journey: Journey) -> Child:
    """The powers that an event would open, some of them by name."""
    titles = wording.titles(events, journey.context.framework.events, "or")
    names = "; ".join(power.rule.title for power in some[:_FEW])
    such_as = ", such as" if len(some) > _FEW else ""
    how_many = wording.capital(wording.counted(len(some), "power"))
    would = f": not recorded. {how_many} would open with it{such_as}: {names}."
    return [h("strong", None, titles), would, *_running(some)]


def _running(some: list[Power]) -> Iterator[str]:
    """Until when powers can be used that nothing has opened yet, and whose time runs already."""
    windows = [x.window for x in some if x.window is not None and not x.window.estimated]
    by_day: dict[dt.date, list[Deadline]] = {}
    for window in windows:
        if window.latest is not None:
            by_day.setdefault(window.latest, []).append(window)
    for day, alike in sorted(by_day.items()):
        doubt = timing.doubt(alike[0])
        yield f" The time of {len(alike)} of them runs already, until {long_date(day)}{doubt}."
