"""Dates drawn: one strip for each thing to be done, on one scale of days.

The table beside it is its text twin; the strips themselves are hidden from screen readers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from scc_model.dates import short_date
from scc_model.dating.deadlines import Deadline
from scc_model.pictures.scale import CUT, Scale
from scc_model.words import obligations, uncertain, wording
from scc_model.words.html import Attributes, Html, h
from scc_model.words.wording import Looked, Owed

_HEIGHT = 22
_THICK, _THIN = 8, 2
_NARROW = 1.5  # percent: what is over has no mark, and one day has no width


def drawing(some: Iterable[Owed], looked: Looked, title: str) -> Html | None:
    """What has to be done as a figure, or nothing while none of it has a date.

    Args:
        some: rows of a timeline, or duties of a case.
        looked: what they were worked out in.
        title: what the figure shows, in a sentence.
    """
    dated = [(owed, bar) for owed in some if owed.deadline and (bar := _bar(owed, owed.deadline))]
    if not dated:
        return None
    days = [*looked.events.values(), *(day for _, bar in dated for day in bar)]
    scale = Scale.of(days, looked.as_at)
    return h(
        "figure",
        {"class": "scc-timeline"},
        h("figcaption", None, title, " The table that follows says the same in words."),
        scale.axis(),
        h("ol", {"class": "scc-timeline__rows"}, [
            _strip(owed, *bar, scale, _doubts(owed, looked)) for owed, bar in dated
        ]),
        h(
            "p",
            {"class": "scc-timeline__key"},
            "Key: a bar is the time in which it can be done; a diamond is a first or last day; "
            "a thin line without one is over: done, or to be done no longer, as its words say; "
            "an outline is an estimate; a broken outline is not certain, as its words say; the "
            "broken line is the day asked about "
            f"({short_date(looked.as_at)}).{CUT if scale.cuts else ''}",
        ),
    )  # fmt: skip


def _bar(owed: Owed, deadline: Deadline) -> tuple[dt.date, dt.date] | None:
    """Where a bar begins and ends; it begins at the anchor where no first day is set.

    That of what is done ends where it was, or by when it must have been.
    """
    last = deadline.latest or deadline.earliest
    if last is None:
        return None
    done = owed.done_by or owed.met_on
    last = min(last, done) if done is not None else last
    first = deadline.earliest or deadline.anchor.date or last
    return min(first, last), last


def _is_over(owed: Owed) -> bool:
    """Whether nobody can do it any more: it was done, must have been, or is not asked for."""
    return owed.done or owed.status not in obligations.TO_DO


def _doubts(owed: Owed, looked: Looked) -> list[str]:
    return uncertain.doubts(owed, looked.context.framework)


def _strip(owed: Owed, first: dt.date, last: dt.date, scale: Scale, doubts: list[str]) -> Html:
    deadline, over = owed.deadline, _is_over(owed)
    kind = "estimate" if deadline and deadline.may_be_later else owed.status
    unsure = owed.status in obligations.NOT_CERTAIN or (deadline and deadline.counts_from)
    look = f"{kind}{' scc-strip--unsure' if unsure else ''}"
    high = _THIN if over else _THICK
    bar: Attributes = {
        "class": "scc-strip__bar",
        "x": f"{scale.at(first)}%",
        "y": (_HEIGHT - high) // 2,
        "width": f"{max(round(scale.at(last) - scale.at(first), 2), _NARROW if over else 0)}%",
        "height": high,
    }
    if over:
        look = "over"
        doubts = doubts or [f"{uncertain.stands(owed)[1] or wording.STATUS[owed.status]}."]
    return h(
        "li",
        {"class": f"scc-strip scc-strip--{look}"},
        h("span", {"class": "scc-strip__title"}, owed.rule.title),
        h("span", {"class": "scc-strip__when"}, " ", obligations.when(owed), "." * bool(doubts)),
        [h("span", {"class": "scc-strip__when"}, f" {sentence}") for sentence in doubts],
        scale.strip(_HEIGHT, h("rect", bar), None if over else _marks(deadline, scale)),
    )


def _marks(deadline: Deadline | None, scale: Scale) -> Iterator[Html]:
    """Diamonds: a nested svg gives percentages an origin that a path can use."""
    if deadline is None:
        return
    place: Attributes = {"y": 0, "overflow": "visible", "width": 1, "height": _HEIGHT}
    diamond = f"M0 4 L7 {_HEIGHT // 2} L0 18 L-7 11 Z"
    for day in dict.fromkeys(day for day in (deadline.earliest, deadline.latest) if day):
        yield h("svg", {"x": f"{scale.at(day)}%", **place},
                h("path", {"class": "scc-strip__mark", "d": diamond}))  # fmt: skip
