"""Reference tables and pictures made from the data: rules, readings, sources, days, cases.

Each function gives the HTML of one of them; the book asks for them by the names in ``MADE``.
"""

from __future__ import annotations

from collections.abc import Callable

from scc_model.views.html import Html
from scc_model.views.reference import (
    authorities,
    days,
    indexes,
    procedures,
    worked_cases,
)

MADE: dict[str, Callable[..., Html]] = {
    made.__name__.replace("_", "-"): made
    for made in (
        procedures.rules, procedures.stages, procedures.stage, procedures.decision,
        procedures.definitions, procedures.strand_stages, procedures.strand_rules,
        procedures.every_stage,
        authorities.readings, authorities.sources, authorities.roles, authorities.glossary,
        indexes.rule_index, indexes.time_limits, indexes.trace, indexes.documents,
        indexes.invariants, days.day_kinds, days.bank_holidays, worked_cases.cases,
    )
}  # fmt: skip
