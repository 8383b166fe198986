"""A timeline drawn: one strip for each rule, on one scale of dates.

Positions are percentages, so the drawing fits a phone and a poster alike while the words keep
their size. The table beside it is its text twin; the strips themselves are hidden from screen
readers.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from scc_model.dates import short_date
from scc_model.dating.timelines import Row, Timeline
from scc_model.dating.working_days import ONE_DAY, add_months
from scc_model.words import wording
from scc_model.words.html import Html, h

_MOST_TICKS = 7
_HEIGHT = 22


def drawing(made: Timeline, title: str) -> Html | None:
    """The timeline as a figure, or nothing while no rule has a date.

    Args:
        made: the timeline.
        title: what the figure shows, in a sentence.
    """
    dated = [row for row in made.rows if _first(row) is not None]
    if not dated:
        return None
    scale = _Scale(made, dated)
    strips = [_strip(row, scale) for row in dated]
    return h(
        "figure",
        {"class": "scc-timeline"},
        h("figcaption", None, title, " The table that follows says the same in words."),
        h("div", {"class": "scc-timeline__scale", "aria-hidden": "true"}, scale.axis()),
        h("ol", {"class": "scc-timeline__rows"}, strips),
        h(
            "p",
            {"class": "scc-timeline__key"},
            "Key: a bar is the time in which it can be done; a diamond is a first or last day; "
            "an outline is an estimate; the broken line is the day asked about "
            f"({short_date(made.as_at)}).",
        ),
    )


class _Scale:
    """Dates to percentages of the width."""

    def __init__(self, made: Timeline, dated: list[Row]) -> None:
        days = [day for row in dated for day in (_first(row), _last(row)) if day]
        days += [made.as_at, *made.events.values()]
        self.first, self.last = min(days), max(*days, min(days) + 7 * ONE_DAY)
        self.as_at = made.as_at

    def at(self, day: dt.date) -> float:
        span = (self.last - self.first).days
        return round(2 + 96 * (day - self.first).days / span, 2)

    def axis(self) -> Html:
        """Marks for the starts of months, as many as can be read side by side."""
        month = self.first.replace(day=1)
        months = []
        while (month := add_months(month, 1)) <= self.last:
            months.append(month)
        step = max(1, -(-len(months) // _MOST_TICKS))
        marks = [
            h(
                "text",
                {"x": f"{self.at(month)}%", "y": 14, "text-anchor": "middle"},
                f"{month:%b} {month:%y}",
            )
            for month in months[step - 1 :: step]
        ]
        return h("svg", {"width": "100%", "height": 20, "focusable": "false"}, marks)


def _strip(row: Row, scale: _Scale) -> Html:
    first, last = _first(row), _last(row)
    assert first is not None and last is not None  # noqa: S101, PT018  (only dated rows are drawn)
    kind = "estimate" if row.deadline.estimated else row.status
    middle = _HEIGHT // 2
    today = f"{scale.at(scale.as_at)}%"
    return h(
        "li",
        {"class": f"scc-strip scc-strip--{kind}"},
        h("span", {"class": "scc-strip__title"}, row.rule.title),
        h("span", {"class": "scc-strip__when"}, f" {wording.when(row)}"),
        h(
            "svg",
            {"width": "100%", "height": _HEIGHT, "aria-hidden": "true", "focusable": "false"},
            h(
                "line",
                {"class": "scc-strip__track", "x1": "2%", "x2": "98%", "y1": middle, "y2": middle},
            ),
            h(
                "line",
                {"class": "scc-strip__today", "x1": today, "x2": today, "y1": 0, "y2": _HEIGHT},
            ),
            h(
                "rect",
                {
                    "class": "scc-strip__bar",
                    "x": f"{scale.at(first)}%",
                    "y": middle - 4,
                    "width": f"{round(scale.at(last) - scale.at(first), 2)}%",
                    "height": 8,
                },
            ),
            list(_marks(row, scale)),
        ),
    )


def _marks(row: Row, scale: _Scale) -> Iterator[Html]:
    """Diamonds: a nested svg gives percentages an origin that a path can use."""
    found = row.deadline
    for day in dict.fromkeys(day for day in (found.earliest, found.latest) if day):
        yield h(
            "svg",
            {
                "x": f"{scale.at(day)}%",
                "y": 0,
                "overflow": "visible",
                "width": 1,
                "height": _HEIGHT,
            },
            h("path", {"class": "scc-strip__mark", "d": f"M0 4 L7 {_HEIGHT // 2} L0 18 L-7 11 Z"}),
        )


def _first(row: Row) -> dt.date | None:
    """Where a row's bar begins: its first day, or the anchor where none is set."""
    found = row.deadline
    days = [day for day in (found.earliest, found.latest) if day]
    if not days:
        return None
    if found.earliest is None and found.anchor.date is not None:
        return min(found.anchor.date, *days)
    return min(days)


def _last(row: Row) -> dt.date | None:
    found = row.deadline
    return found.latest or found.earliest
