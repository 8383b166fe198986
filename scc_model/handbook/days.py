"""Which days count, and the bank holidays."""

from __future__ import annotations

import itertools

from scc_model import model
from scc_model.handbook.common import cited
from scc_model.words.html import Html, plain, table_of


def day_kinds(framework: model.Framework) -> Html:
    """Which days count, by kind."""
    return table_of("Kinds of day", framework.day_kinds.values(), {
        "Kind of day": lambda kind: kind.title,
        "Which days count": lambda kind: kind.text,
        "Source": lambda kind: cited(kind.cite, framework),
    })  # fmt: skip


def bank_holidays(framework: model.Framework) -> Html:
    """The bank holidays of England, a row for each year."""
    by_year = itertools.groupby(framework.bank_holidays.days, lambda day: day.date.year)
    years = [(year, [*days]) for year, days in by_year]
    return table_of("Bank holidays in England", years, {
        "Year": lambda pair: str(pair[0]),
        "Days": lambda pair: plain(_named(day) for day in pair[1]),
    })  # fmt: skip


def _named(day: model.BankHoliday) -> str:
    note = f" ({day.note})" if day.note else ""
    return f"{day.date:%A} {day.date.day} {day.date:%B}: {day.name}{note}"
