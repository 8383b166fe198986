"""Which days count, and the bank holidays."""

from __future__ import annotations

import itertools

from scc_model import model
from scc_model.handbook.common import cited
from scc_model.words.explaining import certain_days
from scc_model.words.html import Html, h, join, plain, table_of


def day_kinds(framework: model.Framework) -> Html:
    """Which days count, by kind."""
    return table_of("Kinds of day", framework.day_kinds.values(), {
        "Kind of day": lambda kind: kind.title,
        "Which days count": lambda kind: kind.text,
        "Source": lambda kind: cited(kind.cite, framework),
    })  # fmt: skip


def bank_holidays(framework: model.Framework) -> Html:
    """Until when the bank holidays of England are certain, and they, a row for each year."""
    known = framework.bank_holidays
    by_year = itertools.groupby(known.days, lambda day: day.date.year)
    years = [(year, [*days]) for year, days in by_year]
    return join([
        h("p", None, certain_days(known)),
        cited(known.cite, framework),
        table_of("Bank holidays in England", years, {
            "Year": lambda pair: f"{pair[0]}{_by_pattern(pair[1], known)}",
            "Days": lambda pair: plain(_named(day) for day in pair[1]),
        }),
    ])  # fmt: skip


def _by_pattern(days: list[model.BankHoliday], known: model.BankHolidays) -> str:
    return "" if days[-1].date <= known.certain_to else " (by the ordinary pattern)"


def _named(day: model.BankHoliday) -> str:
    note = f" ({day.note})" if day.note else ""
    return f"{day.date:%A} {day.date.day} {day.date:%B}: {day.name}{note}"
