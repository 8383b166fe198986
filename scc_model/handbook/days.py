"""Which days count, and the bank holidays."""

from __future__ import annotations

from scc_model import model
from scc_model.handbook.common import cited
from scc_model.words import html
from scc_model.words.html import Html, h


def day_kinds(framework: model.Framework) -> Html:
    """Which days count, by kind."""
    rows = [
        html.Row((kind.title, kind.text, cited(kind.cite, framework)))
        for kind in framework.day_kinds.values()
    ]
    return html.table("Kinds of day", ("Kind of day", "Which days count", "Source"), rows)


def bank_holidays(framework: model.Framework) -> Html:
    """The bank holidays of England, a row for each year."""
    known = framework.bank_holidays
    years: dict[int, list[model.BankHoliday]] = {}
    for day in known.days:
        years.setdefault(day.date.year, []).append(day)
    rows = [
        html.Row((
            str(year),
            h("ul", {"class": "scc-plain"}, [
                h("li", None, f"{day.date:%A} {day.date.day} {day.date:%B}: {day.name}",
                  f" ({day.note})" if day.note else None)
                for day in days
            ]),
        ))
        for year, days in years.items()
    ]  # fmt: skip
    return html.table("Bank holidays in England", ("Year", "Days"), rows)
