"""School holidays in the state of a walk and in its form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import attrs

from scc_model import model
from scc_model.dates import read_date
from scc_model.dating.working_days import Calendar, SchoolHoliday
from scc_model.errors import SccError
from scc_model.walks.base import State, date_field
from scc_model.words.html import Html, h

MOST = 12
_REMOVE = "remove-holiday-"


@attrs.define
class Holidays:
    """The holidays of a state.

    Args:
        texts: first and last day of each as they stand in the form.
        usable: those that can be used.
        added: whether one has just been added, so that its field wants the focus.
        faults: what is wrong, by the name of the field with its number.
    """

    texts: list[tuple[str, str]] = attrs.field(factory=list)
    usable: list[SchoolHoliday] = attrs.field(factory=list)
    added: bool = False
    faults: dict[str, str] = attrs.field(factory=dict)

    def pairs(self) -> list[tuple[str, str]]:
        """What they are in a state."""
        # A blank stands for the missing half, so that the halves stay in pairs.
        return [
            pair
            for first, last in self.texts
            if first or last
            for pair in (("holiday-from", first or " "), ("holiday-to", last or " "))
        ]


def of_case(holidays: Iterable[SchoolHoliday]) -> list[tuple[str, str]]:
    """Holidays as they stand in a form."""
    return [(one.first.isoformat(), one.last.isoformat()) for one in holidays]


def read(state: State, within: Calendar | None = None, most: int = MOST) -> Holidays:
    """Read the holidays of a state, and add or remove one where that is asked for.

    Args:
        state: the state.
        within: the days of which bank holidays are known, where the holidays have to lie in them.
        most: how many are looked at.

    Returns:
        The holidays. What cannot be used is kept as it was written and explained.
    """
    found = Holidays()
    given = zip(state.all("holiday-from"), state.all("holiday-to"), strict=False)
    pairs = [(first.strip(), last.strip()) for first, last in given][:most]
    wanted = state.first("do")
    if wanted.startswith(_REMOVE):
        gone = wanted.removeprefix(_REMOVE)
        pairs = [pair for number, pair in enumerate(pairs) if str(number) != gone]
    elif wanted == "add-holiday" and len(pairs) < MOST:
        pairs.append(("", ""))
        found.added = True
    found.texts = pairs or [("", "")]
    for number, pair in enumerate(pairs):
        _read_one(number, pair, found, within)
    return found


def _read_one(number: int, pair: tuple[str, str], found: Holidays, within: Calendar | None) -> None:
    days: list[dt.date] = []
    for part, text in zip(("from", "to"), pair, strict=True):
        try:
            if text:
                day = read_date(text)
                if within is not None:
                    within.check(day)
                days.append(day)
        except SccError as error:
            found.faults[f"holiday-{part}-{number}"] = str(error)
    if len(days) == 2:  # noqa: PLR2004  (a first and a last day)
        found.texts[number] = (days[0].isoformat(), days[1].isoformat())
        try:
            found.usable.append(SchoolHoliday(*days))
        except SccError as error:
            found.faults[f"holiday-to-{number}"] = str(error)


def fields(
    walk: str,
    texts: Sequence[tuple[str, str]],
    faults: Mapping[str, str],
    framework: model.Framework,
    *,
    added: bool,
) -> Html:
    """The part of a form that asks for them.

    Args:
        walk: id of the walk.
        texts: first and last day of each.
        faults: what is wrong, by the id of the field.
        framework: the procedures.
        added: whether one has just been added.
    """
    limits = framework.bank_holidays.first, framework.bank_holidays.last
    several = len(texts) > 1
    rows = [
        h(
            "div",
            {"class": "scc-pair", "id": f"{walk}-holiday-{number}"},
            [
                date_field(
                    f"{walk}-holiday-{part}-{number}", f"holiday-{part}",
                    f"Holiday {number + 1}: {told} day", value,
                    error=faults.get(f"{walk}-holiday-{part}-{number}", ""),
                    autofocus=added and part == "from" and number == len(texts) - 1,
                    limits=limits,
                )
                for part, told, value in (("from", "first", first), ("to", "last", last))
            ],
            submit(walk, f"Remove holiday {number + 1}", f"{_REMOVE}{number}")
            if several or first or last
            else None,
        )
        for number, (first, last) in enumerate(texts)
    ]  # fmt: skip
    return h(
        "details",
        {"id": f"{walk}-holidays", "open": several or any(first or last for first, last in texts)},
        h("summary", None, "School holidays"),
        h("p", {"class": "scc-hint"},
          "Some limits do not count the days of a holiday longer than a week. Give the first and "
          "last day of each holiday that falls in the time you ask about."),
        rows,
        submit(walk, "Add another holiday", "add-holiday") if len(texts) < MOST else None,
    )  # fmt: skip


def submit(walk: str, label: str, wanted: str, *, quiet: bool = True) -> Html:
    """A button of the form that asks for something to be done.

    Args:
        walk: id of the walk.
        label: what it says.
        wanted: what it asks for.
        quiet: whether it is one of the lesser buttons.
    """
    return h(
        "button",
        {
            "type": "submit",
            "class": f"scc-button{' scc-button--quiet' if quiet else ''}",
            "name": "do",
            "value": wanted,
            "id": f"{walk}-{wanted}",
        },
        label,
    )
