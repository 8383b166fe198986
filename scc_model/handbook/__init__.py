"""Reference tables and pictures made from the data: rules, readings, sources, days.

Each function gives the HTML of one of them; the book asks for them by the names in ``MADE``.
"""

from __future__ import annotations

from collections.abc import Callable

from scc_model.handbook import (
    authorities,
    checklists,
    days,
    indexes,
    law,
    parts,
    poster,
    procedures,
)
from scc_model.handbook.roles import index, pages
from scc_model.words.html import Html

MADE: dict[str, Callable[..., Html]] = {
    make.__name__.replace("_", "-"): make
    for make in (
        procedures.rules, procedures.stages, procedures.stage, procedures.decision,
        procedures.definitions, procedures.strand_stages, procedures.strand_rules,
        procedures.every_stage,
        authorities.readings, authorities.sources, authorities.roles, authorities.glossary,
        indexes.rule_index, indexes.time_limits, indexes.trace, indexes.documents,
        indexes.invariants,
        parts.who_acts, parts.who_may_know, parts.by_when, law.law, parts.unclear,
        checklists.checklist,
        index.role_index, pages.role_summary, pages.role_rules,
        pages.role_documents, pages.role_receives, pages.role_consulted,
        index.at_a_glance,
        poster.poster, days.day_kinds, days.bank_holidays,
    )
}  # fmt: skip
