"""The school holidays of a form: a first and a last day of each, as many as there are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import zip_longest

import attrs

from scc_model.dating.working_days import SchoolHoliday
from scc_model.errors import BadValue
from scc_model.model import Framework
from scc_model.walks.base import State
from scc_model.walks.controls import date_input, fold, submit
from scc_model.walks.faults import too_many
from scc_model.walks.field import Entered, Field
from scc_model.walks.fields.days import MOST, day_of, limits
from scc_model.walks.form import Form
from scc_model.words.html import Html, h

_FROM, _TO = "holiday-from", "holiday-to"
_ADD, _REMOVE = "add-holiday", "remove-holiday-"


@attrs.frozen
class Given:
    """School holidays as they were entered.

    Args:
        texts: first and last day of each as they stand in the form.
        usable: those that can be used.
        added: whether one has just been added, so that its field wants the focus.
    """

    texts: tuple[tuple[str, str], ...] = (("", ""),)
    usable: tuple[SchoolHoliday, ...] = ()
    added: bool = False


def pairs_of(holidays: Iterable[SchoolHoliday]) -> list[tuple[str, str]]:
    """Holidays as they stand in a state."""
    return _pairs((holiday.first.isoformat(), holiday.last.isoformat()) for holiday in holidays)


def _pairs(texts: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    # A blank stands for the missing half, so that the halves stay in pairs.
    return [
        pair
        for first, last in texts
        if first or last
        for pair in ((_FROM, first or " "), (_TO, last or " "))
    ]


@attrs.frozen(eq=False)
class Holidays(Field[Given]):
    """The holidays of a school.

    Args:
        counted: whether the bank holidays of their days have to be known.
    """

    counted: bool = True

    def knows(self, name: str) -> bool:
        """See :class:`Field`."""
        return name in {_FROM, _TO}

    def read(self, state: State, framework: Framework) -> Entered[Given]:
        """See :class:`Field`. One is added or removed where that is asked for."""
        firsts, lasts = state.all(_FROM), state.all(_TO)
        rows = [(x.strip(), y.strip()) for x, y in zip_longest(firsts, lasts, fillvalue="")]
        faults: list[tuple[str, str]] = []
        if len(rows) > MOST:
            faults.append(("", too_many(len(rows), "school holidays", MOST)))
            del rows[MOST:]
        wanted = state.first("do")
        added = wanted == _ADD and len(rows) < MOST
        if added:
            rows.append(("", ""))
        elif wanted.startswith(_REMOVE):
            gone = wanted.removeprefix(_REMOVE)
            rows = [row for number, row in enumerate(rows) if str(number) != gone]
        usable: list[SchoolHoliday] = []
        for number, row in enumerate(rows):
            days: list[dt.date] = []
            for end, text in zip(("from", "to"), row, strict=True):
                try:
                    days += [day_of(text, framework, counted=self.counted)] if text else []
                except BadValue as error:
                    faults.append((f"holiday-{end}-{number}", str(error)))
            if len(days) == 2:  # noqa: PLR2004  (a first and a last day)
                rows[number] = (days[0].isoformat(), days[1].isoformat())
                try:
                    usable.append(SchoolHoliday(*days))
                except BadValue as error:
                    faults.append((f"holiday-to-{number}", str(error)))
        given = Given(tuple(rows) or (("", ""),), tuple(usable), added)
        return Entered(given, tuple(_pairs(rows)), tuple(faults))

    def show(self, form: Form) -> Html:
        """See :class:`Field`."""
        texts, walk = form[self].texts, form.walk
        several = len(texts) > 1
        rows = [
            h(
                "div",
                {"class": "scc-pair", "id": form.key(f"holiday-{number}")},
                [self._end(form, number, end) for end in ("from", "to")],
                submit(walk, f"Remove holiday {number + 1}", f"{_REMOVE}{number}")
                if several or first or last
                else None,
            )
            for number, (first, last) in enumerate(texts)
        ]
        return fold(
            form.key("holidays"),
            "School holidays",
            "Some limits do not count the days of a holiday longer than a week. Give the first and "
            "last day of each holiday that falls in the time you ask about.",
            rows,
            submit(walk, "Add another holiday", _ADD) if len(texts) < MOST else None,
            unfolded=several or any(texts[0]),
        )

    def _end(self, form: Form, number: int, end: str) -> Html:
        """The first or the last day of a holiday."""
        given = form[self]
        return form.draw(
            date_input, self, f"holiday-{end}-{number}", f"holiday-{end}",
            f"Holiday {number + 1}: {'first' if end == 'from' else 'last'} day",
            given.texts[number][end == "to"], limits=limits(form.framework),
            autofocus=given.added and end == "from" and number == len(given.texts) - 1,
        )  # fmt: skip
