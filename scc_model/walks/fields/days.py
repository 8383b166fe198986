"""Fields for days: one, or as many as an event has."""

from __future__ import annotations

import datetime as dt
import functools

import attrs

from scc_model import model
from scc_model.dates import read_date, short_date
from scc_model.dating.working_days import Calendar
from scc_model.errors import BadValue
from scc_model.walks.base import State
from scc_model.walks.controls import AS_AT, date_input
from scc_model.walks.faults import too_many
from scc_model.walks.field import Entered, Named, Single
from scc_model.walks.form import Form
from scc_model.words.html import Html

MOST = 500
"""How many days or holidays are read from a link: far more than a reader has."""


def day_of(text: str, framework: model.Framework, *, counted: bool = True) -> dt.date:
    """A day as a reader writes it.

    Args:
        text: what was written.
        framework: the procedures.
        counted: whether its bank holidays have to be known.

    Raises:
        BadValue: when it is no date, or bank holidays are not known for it.
    """
    day = read_date(text)
    if counted:
        _calendar(framework).check(day)
    return day


@functools.lru_cache(maxsize=8)
def _calendar(framework: model.Framework) -> Calendar:
    return Calendar(framework.bank_holidays)


def limits(framework: model.Framework) -> tuple[dt.date, dt.date]:
    """The first and the last day of which bank holidays are known."""
    return framework.bank_holidays.first, framework.bank_holidays.last


@attrs.frozen(eq=False)
class Date(Single[dt.date | None]):
    """A day.

    Args:
        label: the question.
        hint: a line of help.
        counted: whether its bank holidays have to be known.
    """

    label: str
    hint: str = ""
    counted: bool = True

    def value(self, text: str, framework: model.Framework) -> dt.date | None:
        """See :class:`Single`."""
        return day_of(text, framework, counted=self.counted) if text else None

    def show(self, form: Form, *, autofocus: bool = False) -> Html:
        """The day as a control."""
        return form.draw(
            date_input, self, self.name, self.name, self.label, form.entered(self).text,
            self.hint, limits=limits(form.framework), autofocus=autofocus,
        )  # fmt: skip


def day_looked_from(hint: str) -> Date:
    """The day to look from.

    Args:
        hint: which day it is where none is given.
    """
    return Date(AS_AT, "Show how things stand on", hint)


@attrs.frozen(eq=False)
class Days(Named[tuple[dt.date, ...]]):
    """The days of an event.

    Args:
        label: the question.
        hint: a line of help.
        times: for how many days there are controls; more that are given, of an event that comes
            round, have a control each.
    """

    label: str
    hint: str = ""
    times: int = 1

    def read(self, state: State, framework: model.Framework) -> Entered[tuple[dt.date, ...]]:
        """See :class:`Field`."""
        texts = [text for text in map(str.strip, state.all(self.name)) if text]
        most = 1 if self.times == 1 else MOST
        days: list[dt.date] = []
        faults: list[tuple[str, str]] = []
        for number, text in enumerate(texts[:most]):
            try:
                day = self._another(day_of(text, framework), days)
                days.append(day)
                texts[number] = day.isoformat()
            except BadValue as error:
                faults.append((self._control(number), str(error)))
        if len(texts) > most:
            faults.append(("", too_many(len(texts), f"days for “{self.label}”", most)))
        pairs = tuple((self.name, text) for text in texts[:most])
        return Entered(tuple(days), pairs, tuple(faults))

    def _another(self, day: dt.date, days: list[dt.date]) -> dt.date:
        if day in days:
            raise BadValue(f"{short_date(day)} is there twice. Give each day once.")
        return day

    def _control(self, number: int) -> str:
        """The name of the control of a day within the walk, counted from 0."""
        return self.name if self.times == 1 else f"{self.name}-{number + 1}"

    def show(self, form: Form) -> list[Html]:
        """The days as controls, and one more for the next."""
        texts = [text for _, text in form.entered(self).pairs]
        shown = max(len(texts), min(self.times, len(texts) + 1))
        return [
            form.draw(
                date_input, self, self._control(number), self.name,
                self.label if self.times == 1 else f"{self.label} ({number + 1})",
                text, self.hint if number == 0 else "", limits=limits(form.framework),
            )
            for number, text in enumerate([*texts, ""][:shown])
        ]  # fmt: skip
