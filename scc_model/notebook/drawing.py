"""Pictures of days in one look: shapes carry the meaning, so they can be read without colour."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.dates import DateFormatter, MonthLocator, date2num

from scc_model.cases.duties.duty import Duty

BLUE, PALE, INK = "#0072b2", "#d5e5f0", "#1b2429"
"""Colours told apart by people who see few: of what counts, of what lies behind, of lines."""

_GRID = "#c5ced5"


def months(axes: Axes, first: dt.date, last: dt.date, *which: int, form: str = "1 %b %Y") -> None:
    """Give a picture a scale of days, with a line on the first of each month.

    Args:
        axes: where it is drawn.
        first: the first day shown.
        last: the last day shown.
        which: the months that are marked, 1 to 12; none for all.
        form: how a mark is written, as ``strftime`` has it.
    """
    axes.set_xlim(_at(first), _at(last))
    marks = MonthLocator(bymonth=which or None)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(marks)
    axes.xaxis.set_major_formatter(DateFormatter(form))  # type: ignore[no-untyped-call]
    axes.grid(axis="x", color=_GRID)
    axes.set_axisbelow(True)
    axes.spines[["left", "right", "top"]].set_visible(False)
    axes.tick_params(axis="y", length=0)


def span(axes: Axes, place: float, first: dt.date, last: dt.date, **looks: Any) -> None:
    """Draw a stretch of days as a bar.

    Args:
        axes: where it is drawn.
        place: how far down.
        first: where it begins.
        last: where it ends.
        looks: what ``Axes.barh`` takes, such as ``color``.
    """
    drawn: dict[str, Any] = {"height": 0.3, "color": BLUE, "edgecolor": INK} | looks
    axes.barh(place, (last - first).days, left=_at(first), **drawn)


def mark(axes: Axes, place: float, day: dt.date, **looks: Any) -> None:
    """Draw a day as a diamond, or as another ``marker``.

    Args:
        axes: where it is drawn.
        place: how far down.
        day: the day.
        looks: what ``Axes.plot`` takes, such as ``color``.
    """
    drawn: dict[str, Any] = {"marker": "D", "markersize": 9, "color": BLUE}
    drawn |= {"markeredgecolor": INK} | looks
    axes.plot(_at(day), place, **drawn)


def draw_days(axes: Axes, rows: Sequence[Duty]) -> None:
    """Draw dated rows, the first at the top: a bar up to the last day, its title above it.

    A diamond is a last day, an arrowhead a first day; white is an estimate.

    Args:
        axes: where they are drawn; :func:`months` gives it its scale.
        rows: rows of a timeline or duties. One without a day has its title alone.
    """
    for place, row in enumerate(rows):
        axes.text(0, place - 0.3, row.rule.title, transform=axes.get_yaxis_transform(), fontsize=11)
        if row.deadline is None:
            continue
        first, last = row.deadline.earliest, row.deadline.latest
        fill = "white" if row.deadline.may_be_later else BLUE
        if last is not None:
            begins = first or min(row.deadline.anchor.date or last, last)
            span(axes, place, begins, last, color=fill, edgecolor=BLUE)
            mark(axes, place, last, color=fill)
        if first is not None:
            mark(axes, place, first, color=fill, marker=">", markersize=10)
    axes.set_ylim(len(rows) - 0.5, -0.9)
    axes.set_yticks([])


def _at(day: dt.date) -> float:
    return float(date2num(day))  # type: ignore[no-untyped-call]
