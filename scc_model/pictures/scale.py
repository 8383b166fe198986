"""One scale of days for every picture that has one, and the strips that are drawn on it.

Positions are percentages, so a drawing fits a phone and a poster alike while the words keep their
size.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator

import attrs

from scc_model.dating.working_days import ONE_DAY, add_months
from scc_model.words.html import Attributes, Child, Html, h

_MOST_MARKS = 7  # months that can be read side by side on a phone
_MARGIN = 2  # room, in percent of the width, for a mark on the first or last day
_CUT = 8  # what a time that is left out takes, in percent of the width
_MOST_CUTS = 2
_LONG = 56 * ONE_DAY  # a time without a day that may be left out: eight weeks
_MUCH = 0.15  # and so much of the whole
_EDGE = 15  # so near to an edge, in percent of the width, a label stands on its inner side

CUT = " Where a line is dotted, a long time is left out."
"""What the key of a picture adds where a time is left out."""

Time = tuple[dt.date, dt.date]


@attrs.frozen
class Scale:
    """Days to percentages of the width.

    Where nothing falls for a long time, that time is left out, so that the first weeks have room
    beside what comes a year later.

    Args:
        first: the first day of the picture.
        last: its last day.
        as_at: the day looked from, which every strip shows.
        cuts: the times that are left out, from a day to a later one.

    >>> day = dt.date(2014, 11, 7)
    >>> Scale.of([day, dt.date(2014, 11, 21)], day).at(dt.date(2014, 11, 14))
    50.0
    """

    first: dt.date
    last: dt.date
    as_at: dt.date
    cuts: tuple[Time, ...] = ()

    @classmethod
    def of(cls, days: Iterable[dt.date], as_at: dt.date) -> Scale:
        """The scale that holds some days and the day looked from; it is a week long at least."""
        every = sorted({*days, as_at})
        first, last = every[0], max(every[-1], every[0] + 7 * ONE_DAY)
        gaps = sorted(itertools.pairwise(every), key=lambda gap: gap[0] - gap[1])[:_MOST_CUTS]
        long = [
            (begins, ends) for begins, ends in gaps
            if ends - begins > _LONG and ends - begins > _MUCH * (last - first)
        ]  # fmt: skip
        left = (last - first) - sum((ends - begins for begins, ends in long), dt.timedelta())
        return cls(first, last, as_at, tuple(sorted(long)) if left >= 7 * ONE_DAY else ())

    def at(self, day: dt.date) -> float:
        """How far from the left a day is, in percent of the width."""
        whole = self._drawn_days(self.last)
        width = 100 - 2 * _MARGIN - _CUT * len(self.cuts)
        cut = sum(
            _CUT * min(1.0, max(0.0, (day - begins) / (ends - begins)))
            for begins, ends in self.cuts
        )
        return round(_MARGIN + width * self._drawn_days(day) / whole + cut, 2)

    def _drawn_days(self, day: dt.date) -> int:
        """The days up to one, without those that are left out."""
        left_out = (max(0, (min(day, ends) - begins).days) for begins, ends in self.cuts)
        return (day - self.first).days - sum(left_out)

    def axis(self) -> Html:
        """The day looked from, and the starts of months, as many as can be read side by side."""
        marks: list[Html] = []
        room_from, year = 100 / _MOST_MARKS, 0
        for day, _ in [*months(self.first, self.last)][1:]:
            at = self.at(day)
            if at >= room_from and not any(begins < day < ends for begins, ends in self.cuts):
                name = f"{day:%b}" if day.year == year else f"{day:%b %Y}"
                place: Attributes = {"x": f"{at}%", "y": 34, "text-anchor": "middle"}
                marks.append(h("text", place, name))
                room_from, year = at + 100 / _MOST_MARKS, day.year
        today = self.at(self.as_at)
        side = "start" if today < _EDGE else "end" if today > 100 - _EDGE else "middle"
        label = h(
            "text",
            {"class": "scc-timeline__today", "x": f"{today}%", "y": 14, "text-anchor": side},
            f"▼ {self.as_at.day} {self.as_at:%b}",
        )
        drawing = h("svg", {"width": "100%", "height": 40, "focusable": "false"}, label, marks)
        return h("div", {"class": "scc-timeline__scale", "aria-hidden": "true"}, drawing)

    def strip(self, height: int, *drawn: Child) -> Html:
        """What is drawn of one thing, on its track and with the day looked from.

        Args:
            height: its height in pixels.
            drawn: what stands on it.
        """
        middle, today = height // 2, f"{self.at(self.as_at)}%"
        line: Attributes = {"x1": today, "x2": today, "y1": 0, "y2": height}
        return h(
            "svg",
            {"width": "100%", "height": height, "aria-hidden": "true", "focusable": "false"},
            self._track(middle),
            h("line", {"class": "scc-strip__today", **line}),
            drawn,
        )

    def _track(self, middle: int) -> Iterator[Html]:
        """The line of a strip; it is broken where a time is left out."""
        edges = [_MARGIN, *(self.at(day) for cut in self.cuts for day in cut), 100 - _MARGIN]
        for number, (left, right) in enumerate(itertools.pairwise(edges)):
            look = "scc-strip__track" + (" scc-strip__track--cut" if number % 2 else "")
            ends: Attributes = {"x1": f"{left}%", "x2": f"{right}%", "y1": middle, "y2": middle}
            yield h("line", {"class": look, **ends})


def months(first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """The months of a time: of each, the first and the last day that lie in it.

    >>> [last.day for _, last in months(dt.date(2014, 1, 20), dt.date(2014, 3, 5))]
    [31, 28, 5]
    """
    while first <= last:
        following = add_months(first.replace(day=1), 1)
        yield first, min(following - ONE_DAY, last)
        first = following
