"""The list of steps in the answer: whose it is, what each is waiting for, and a tick for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from scc_model.cases.duties.duty import Duty
from scc_model.cases.ticked import shown_done_by
from scc_model.cases.whose import falls_to
from scc_model.dates import days_in_words
from scc_model.tables import pages
from scc_model.walks.controls import button, more_steps, steps_to_take, submit
from scc_model.walks.school.answer.view import View
from scc_model.walks.school.asked import CHOOSE, CORRECT, TICK, UNTICK, WALK
from scc_model.words import obligations, uncertain, wording
from scc_model.words.html import Attributes, Child, Html, h
from scc_model.words.pieces import status

FEW = 3
"""How many steps of a kind are told of everybody's; of one role's list, all."""


def to_do(view: View) -> list[Html]:
    """What is to be done by a day: what is late, what now, and what by a day to come.

    Args:
        view: the case.
    """
    late = [duty for duty in view.soon if duty.status == "overdue"]
    now = [duty for duty in view.soon if duty not in late and _is_for_now(duty, view.stands.as_at)]
    by_a_date = [duty for duty in view.soon if duty not in late and duty not in now]
    return [
        steps_to_take(f"{WALK}-{key}", title, steps(some, view))
        for key, title, some in (
            ("late", "Late", late), ("now", "Do now", now), ("by", "Due by a date", by_a_date)
        )
        if some
    ]  # fmt: skip


def _is_for_now(duty: Duty, day: dt.date) -> bool:
    """Whether a step is due today, or to be done straight away since a day that has come."""
    promptly = duty.deadline is not None and duty.deadline.limit.promptly
    return duty.status == "due" or (promptly and duty.due is not None and duty.due <= day)


def undated(view: View) -> Html | None:
    """What is to be done once and has no day, where something is: the first of it.

    Args:
        view: the case.
    """
    mine = view.mine
    lasting = [duty for duty in mine.dated if obligations.has_begun_for_good(duty)]
    lasting += [
        duty
        for duty in mine.lasting
        if duty.deadline is None or duty.deadline.limit.kind == "order-only"
    ]
    must = [
        duty for duty in lasting
        if (duty.rule.met_by or duty.rule.met_by_one_of) and duty.status == "open"
        and duty.rule.force in obligations.HAS_TO_BE
    ]  # fmt: skip
    if not must:
        return None
    most = _most(view, must)
    link = h("a", {"href": f"#{WALK}-lasting"}, f"All {len(must)} of them, and what lasts")
    unless = "" if view.stands.replayed.complete else ", if it has not been"
    title = f"To be done{unless}: no day is set ({len(must)})"
    more = link if len(must) > most else None
    return more_steps(f"{WALK}-undated", title, steps(must[:most], view), more)


def unrecorded(view: View) -> Html | None:
    """What was due by now and nobody recorded: what has to be done before what is only usual.

    Args:
        view: the case.
    """
    every = view.mine.unrecorded
    if not every:
        return None
    most = _most(view, every)
    link = h("a", {"href": f"#{WALK}-unrecorded"}, f"All {len(every)} of them, and why")
    more = link if len(every) > most else None
    few = steps(every[:most], view)
    return steps_to_take(f"{WALK}-not-recorded", obligations.UNRECORDED, few, more)


def waits(view: View) -> Html | None:
    """What waits for something to happen, by what: with what is to be done when it comes.

    Args:
        view: the case. Told is what waits in a procedure in which the school has moved.
    """
    framework, entered = view.stands.context.framework, view.stands.replayed.entered
    by_what: dict[tuple[str, ...], list[Duty]] = {}
    for duty in view.mine.waiting:
        dated = duty.deadline
        awaited = duty.rule.starts_with if dated is None else (dated.anchor.event,)
        if awaited and framework.home[duty.rule.id].id in entered:
            by_what.setdefault(tuple(awaited), []).append(duty)
    if not by_what:
        return None
    lines: list[Child] = []
    for events, some in by_what.items():
        titles = wording.titles(events, framework.events, "or")
        then = "; ".join(_when_it_comes(duty, view) for duty in some)
        has_come = [
            [" ", submit(WALK, "It has come: give the day", f"{CHOOSE}{event}",
                         key=f"has-come-{event}")]
            for event in events if len(events) == 1 and not framework.events[event].falls_on
        ]  # fmt: skip
        lines.append([h("strong", None, titles), f". When it comes: {then}.", has_come])
    title = f"Waits for something to happen ({len(lines)})"
    return more_steps(f"{WALK}-waits", title, lines, None)


def _when_it_comes(duty: Duty, view: View) -> str:
    """What is to be done when what it waits for comes, by whom and how soon."""
    who = wording.actors(duty.rule, view.stands.context)
    limit = duty.deadline.limit.as_written if duty.deadline is not None else ""
    return f"{wording.within(duty.rule.title)} ({', '.join(filter(None, (limit, who)))})"


def of_others(view: View) -> list[Html]:
    """What comes to a role and what others do, where one role's list is shown.

    Args:
        view: the case.
    """
    if not view.whose:
        return []
    name = wording.who([view.whose], view.stands.context.framework)
    parts = (
        ("to-them", f"What comes to: {name}", view.to_them),
        ("others", "What others do, that this counts from", view.of_others),
    )
    return [
        more_steps(f"{WALK}-{key}", f"{title} ({len(some)})", steps(some, view), None)
        for key, title, duties in parts
        if (some := [*duties.dated, *duties.unrecorded])
    ]


def done(view: View) -> Html | None:
    """The steps of which an entry says that they were done, each with a way to take that back.

    Args:
        view: the case.
    """
    entries = view.stands.case.events
    numbers = {x.event: n for n, x in enumerate(entries, 1) if not x.withdrawn}
    lines: list[Child] = []
    taken: set[int] = set()
    for duty in (*view.mine.over, *view.mine.done):
        shown = [name for name in shown_done_by(duty) if name in numbers]
        if not shown or duty.status == "no-longer-required" or numbers[shown[0]] in taken:
            continue
        number = numbers[shown[0]]
        taken.add(number)
        entry = entries[number - 1]
        when = days_in_words(entry.first, entry.last, on="")
        back = _marked("Take this back", f"{UNTICK}{number}", duty.rule.title)
        lines.append([h("strong", None, duty.rule.title), f": {when}. ", back])
    if not lines:
        return None
    return more_steps(f"{WALK}-done-list", f"Done, as is entered ({len(lines)})", lines, None)


def noted(number: int, rule: str, view: View) -> Html | None:
    """What was ticked last, with a way to take it back and to give the day, and to keep it.

    Args:
        number: the number of the entry; 0 where nothing was ticked.
        rule: id of the rule that asks for the step.
        view: the case.
    """
    if not number:
        return None
    entry, framework = view.stands.case.entry(number), view.stands.context.framework
    title, recorded = framework.rules[rule].title, framework.events[entry.event].title
    day = "Correct the day" if entry.date else "Give the day"
    when = days_in_words(entry.first, entry.last, on="")
    return h(
        "div",
        {"class": "scc-ticked", "id": f"{WALK}-ticked", "tabindex": -1, "autofocus": True},
        h("p", None, "Ticked: ", h("strong", None, title), f". Recorded: {recorded}, {when}."),
        h(
            "p",
            {"class": "scc-buttons"},
            submit(WALK, "Take the tick away", f"{UNTICK}{number}", key="undo-tick"),
            submit(WALK, day, f"{CORRECT}{number}", key="day-of-tick"),
            button("Keep on this device", {"data-keep": True, "hidden": True, **_QUIET}),
        ),
    )


_QUIET: Attributes = {"class": "scc-button scc-button--quiet", "id": f"{WALK}-keep-ticked"}


def steps(some: Iterable[Duty], view: View) -> list[Child]:
    """Steps as lines, each with a tick where a tick can say that it is done.

    Args:
        some: the steps.
        view: the case that they belong to.
    """
    return [
        [
            pages.step(duty, obligations.when(duty, briefly=True), view.stands.context),
            [" ", status(duty.status)] if duty.status in obligations.URGENT else None,
            f" {waits}"
            if (waits := uncertain.waits_for(duty, view.stands.context.framework))
            else None,
            _ticks(duty, view),
        ]
        for duty in some
    ]


_NOT_YET = ("waits", "not-started", "if")


def _ticks(duty: Duty, view: View) -> Html | None:
    """A tick for a step; where several events would each show it done, one for each of them."""
    events = shown_done_by(duty)
    if not events or duty.status in _NOT_YET:
        return None
    framework = view.stands.context.framework
    theirs = view.whose and not falls_to(duty.rule, view.whose, framework)
    label = "It has happened" if theirs else "Tick as done"
    return h(
        "span",
        {"class": "scc-ticks"},
        [
            _marked(
                framework.events[event].title if len(events) > 1 else label,
                f"{TICK}{duty.rule.id}~{event}",
                duty.rule.title,
                tick=True,
            )
            for event in events
        ],
    )


def _marked(label: str, wanted: str, about: str, *, tick: bool = False) -> Html:
    """A button of the list; what it is about is said to who cannot see it."""
    return h(
        "button",
        {"type": "submit", "class": "scc-tick" if tick else "scc-link", "name": "do",
         "value": wanted, "id": f"{WALK}-{wanted}", "form": f"{WALK}-form"},
        label,
        h("span", {"class": "scc-hidden"}, f": {about}"),
    )  # fmt: skip


def _most(view: View, some: list[Duty]) -> int:
    """How many steps of a kind are told."""
    return len(some) if view.whose else FEW
