"""The form of the first question: what has arrived, on which day, and what that depends on."""

from __future__ import annotations

import datetime as dt

from scc_model import model
from scc_model.cases.case import Case
from scc_model.dates import days_in_words
from scc_model.walks.controls import fold, hidden, radios, submit
from scc_model.walks.fields import NOT_SAID, calendar_fold
from scc_model.walks.school.asked import NEW_DECISIONS, NEW_FACTS, PAGE_LAST_VISIT
from scc_model.walks.school.asked import WALK as SCHOOL
from scc_model.walks.school.starting import BENEATH
from scc_model.walks.tonight.asked import ON, WALK, Asked, first_question, options
from scc_model.words import wording
from scc_model.words.account import answers_of
from scc_model.words.html import Child, Html, h, join, listed


def form(asked: Asked, title: str) -> Html:
    """The form as it stands, every fault beside its field.

    Args:
        asked: what was entered.
        title: names the form for a screen reader.
    """
    some, arrival, coming = asked.by, asked.arrival, asked.coming
    several = options(arrival, asked.framework) if arrival is not None else ()
    return asked.html(
        "scc-walk__form scc-first",
        title,
        _kept(asked),
        asked.draw(
            radios, some.arrived, some.arrived.name, some.arrived.name,
            first_question(asked.framework).text, tuple(some.arrived.these.items()),
            asked[some.arrived],
        ),
        asked.draw(
            radios, some.came_as, some.came_as.name, some.came_as.name,
            "Which of these?", several, coming.event if coming is not None else "",
        )
        if len(several) > 1
        else None,
        h("div", {"class": "scc-pair"}, ON.show(asked), _questions(asked, coming))
        if coming is not None
        else None,
        _more(asked) if coming is not None or asked.kept is not None else None,
        hidden(some.example.name, asked[some.example]) if asked[some.example] else None,
        hidden(some.seen.name, asked[some.seen]) if asked[some.seen] else None,
        starts=SCHOOL,
        as_case=asked.as_case() if arrival is not None and not asked.faults else "",
    )  # fmt: skip


def _questions(asked: Asked, coming: model.Coming) -> list[Html]:
    """What is asked with what arrived."""
    none = ("", "As before") if asked.kept is not None else NOT_SAID
    facts = (NEW_FACTS.show(asked, x, none, listed=True, hinted=False) for x in coming.asks)
    decided = (
        NEW_DECISIONS.show(asked, x, none, listed=True, hinted=False)
        for x in coming.asks_outcome_of
    )
    return [*facts, *decided]


def _more(asked: Asked) -> Html:
    """The kind of school, and the calendar; out of the way until somebody wants it."""
    kinds = asked.by.kinds
    return fold(
        asked.key("more"), "Our kind of school, and reminders", "",
        [kinds.show(asked, name, NOT_SAID, listed=True) for name in kinds.which or ()],
        calendar_fold(asked),
        h("p", {"class": "scc-buttons"}, submit(WALK, "Start again", "start-empty")),
        unfolded=False,
    )  # fmt: skip


def is_greeted(asked: Asked) -> bool:
    """Whether somebody comes back to a kept case and has told nothing new: its answer is first."""
    back = asked.kept is not None and asked[PAGE_LAST_VISIT] is not None
    return back and asked.coming is None and not _has_news(asked)


def _has_news(asked: Asked) -> bool:
    """Whether somebody who came back has just said that something new has arrived."""
    return asked.state.first("do") == NEWS


def greeting(asked: Asked) -> Html | None:
    """What somebody who comes back is told first: which case is kept on this device.

    Args:
        asked: what was entered.
    """
    if asked.kept is None or not is_greeted(asked):
        return None
    return h(
        "div",
        {"class": "scc-started", "id": asked.key("greeting")},
        h("p", None, f"Welcome back. You keep a case{_of(asked.kept.case)} on this device."),
        _what_is_kept(asked.kept.case, asked.framework),
        submit(asked.walk, "Something new has arrived", NEWS),
    )


NEWS = "news"
"""What the button asks for by which who comes back is asked the question again, and first."""


def _kept(asked: Asked) -> Html | None:
    """That the form goes on from a case that is kept, and a way to do without it."""
    if asked.kept is None:
        return None
    own = asked[PAGE_LAST_VISIT] is not None
    case = f"the case{_of(asked.kept.case)} that you keep on this device"
    said = f"This goes on from {case if own else 'a case that came with a link'}."
    return h(
        "div",
        {
            "class": "scc-started",
            "id": asked.key("started"),
            "tabindex": -1,
            "autofocus": _has_news(asked),
        },
        hidden(BENEATH.name, asked[BENEATH]),
        h("p", None, said),
        submit(asked.walk, "Begin without it", "start-empty"),
    )


def _of(case: Case) -> str:
    name = case.school.strip()
    return f" of {name}" if name else ""


def _what_is_kept(case: Case, framework: model.Framework) -> Html | None:
    """What the case says happened last, so that whoever comes back knows which case it is."""
    entries = [entry for entry in case.events if not entry.withdrawn]
    by_day = sorted(entries, key=lambda entry: entry.last or dt.date.max)
    lines: list[Child] = [
        [
            h("strong", None, framework.events[entry.event].title),
            f", {days_in_words(entry.first, entry.last, on='')}.",
            [f" {answer}" for answer in answers_of(entry, framework)],
        ]
        for entry in by_day[-_LAST:]
    ]
    if not lines:
        return None
    earlier = len(by_day) - len(lines)
    more = f"It holds {wording.counted(earlier, 'earlier event')}, and:" if earlier else None
    return join([h("p", None, more) if more else None, listed(lines)])


_LAST = 2
