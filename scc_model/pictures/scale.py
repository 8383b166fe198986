"""One scale of days for every picture that has one, and the strips that are drawn on it.

Positions are percentages, so a drawing fits a phone and a poster alike while the words keep their
size.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import attrs

from scc_model.dating.working_days import ONE_DAY, add_months
from scc_model.words.html import Attributes, Child, Html, h

_MOST_MARKS = 7  # months that can be read side by side on a phone
_MARGIN = 2  # room, in percent of the width, for a mark on the first or last day


@attrs.frozen
class Scale:
    """Days to percentages of the width.

    Args:
        first: the first day of the picture.
        last: its last day.
        as_at: the day looked from, which every strip shows.

    >>> day = dt.date(2014, 11, 7)
    >>> Scale.of([day, dt.date(2014, 11, 21)], day).at(dt.date(2014, 11, 14))
    50.0
    """

    first: dt.date
    last: dt.date
    as_at: dt.date

    @classmethod
    def of(cls, days: Iterable[dt.date], as_at: dt.date) -> Scale:
        """The scale that holds some days and the day looked from; it is a week long at least."""
        every = [*days, as_at]
        return cls(min(every), max(*every, min(every) + 7 * ONE_DAY), as_at)

    def at(self, day: dt.date) -> float:
        """How far from the left a day is, in percent of the width."""
        passed, every = (day - self.first).days, (self.last - self.first).days
        return round(_MARGIN + (100 - 2 * _MARGIN) * passed / every, 2)

    def axis(self) -> Html:
        """Marks for the starts of months, as many as can be read side by side."""
        starts = [first for first, _ in months(self.first, self.last)][1:]
        step = max(1, -(-len(starts) // _MOST_MARKS))
        marks = [
            h("text", {"x": f"{self.at(day)}%", "y": 14, "text-anchor": "middle"},
              f"{day:%b} {day:%y}")
            for day in starts[step - 1 :: step]
        ]  # fmt: skip
        drawn = h("svg", {"width": "100%", "height": 20, "focusable": "false"}, marks)
        return h("div", {"class": "scc-timeline__scale", "aria-hidden": "true"}, drawn)

    def strip(self, height: int, *drawn: Child) -> Html:
        """What is drawn of one thing, on its track and with the day looked from.

        Args:
            height: its height in pixels.
            drawn: what stands on it.
        """
        middle, today = height // 2, f"{self.at(self.as_at)}%"
        left, right = f"{_MARGIN}%", f"{100 - _MARGIN}%"
        track: Attributes = {"x1": left, "x2": right, "y1": middle, "y2": middle}
        line: Attributes = {"x1": today, "x2": today, "y1": 0, "y2": height}
        return h(
            "svg",
            {"width": "100%", "height": height, "aria-hidden": "true", "focusable": "false"},
            h("line", {"class": "scc-strip__track", **track}),
            h("line", {"class": "scc-strip__today", **line}),
            drawn,
        )


def months(first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """The months of a time: of each, the first and the last day that lie in it.

    >>> [last.day for _, last in months(dt.date(2014, 1, 20), dt.date(2014, 3, 5))]
    [31, 28, 5]
    """
    while first <= last:
        following = add_months(first.replace(day=1), 1)
        yield first, min(following - ONE_DAY, last)
        first = following
