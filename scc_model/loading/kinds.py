"""The kinds of thing that the data holds: what each is called, its class, and where it is written.

Whatever goes through all kinds - reading, looking up names, the schemas - goes through this table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import attrs

from scc_model import model
from scc_model.errors import Place

Known: TypeAlias = Mapping[str, dict[str, Any]]
"""What there is of each kind, by id."""
Origin: TypeAlias = Callable[..., Place]
"""Tells where an object, or one of its keys, stands in the files."""

INDEX = "framework.yaml"
OUTLINE = "outline.yaml"
HOLIDAYS = "calendars/england_bank_holidays.yaml"
PROCEDURES = "procedures/*.yaml"


@attrs.frozen
class Kind:
    """A kind of thing, which has an id.

    Args:
        name: what messages call it, and what a field such as ``RoleId`` names.
        field: the key of its list in the files, and its field of the framework.
        of: its class.
        file: the file of its list; or the files, where every procedure has such a list.
        titled: whether its id can be that of the thing that it explains, groups or shows, because
            nothing names it beside things of another kind.
        serves: whether it is there for others to name, so that one without a use is a fault.
    """

    name: str
    field: str
    of: type
    file: str
    titled: bool = False
    serves: bool = False


KINDS = (
    Kind("source", "sources", model.Source, "sources.yaml", serves=True),
    Kind("quantity", "quantities", model.Quantity, "quantities.yaml"),
    Kind("role", "roles", model.Role, "roles.yaml", serves=True),
    Kind("fact", "facts", model.Fact, "facts.yaml", serves=True),
    Kind("reading", "readings", model.Reading, "readings.yaml"),
    Kind("term", "terms", model.Term, "glossary.yaml", titled=True),
    Kind("everyday word", "everyday_words", model.EverydayWord, "everyday_words.yaml", titled=True),
    Kind("document", "documents", model.Document, "documents.yaml", serves=True),
    Kind("invariant", "invariants", model.Invariant, "invariants.yaml"),
    Kind("column", "caseload_columns", model.CaseloadColumn, "caseload_columns.yaml", titled=True),
    Kind("walk", "walks", model.WalkPlan, "walks.yaml", titled=True),
    Kind("day kind", "day_kinds", model.DayKind, "calendars/day_kinds.yaml", serves=True),
    Kind("year kind", "year_kinds", model.YearKind, "calendars/year_kinds.yaml", serves=True),
    Kind("strand", "strands", model.Strand, INDEX, titled=True),
    Kind("procedure", "procedures", model.Procedure, INDEX),
    Kind("stage", "stages", model.Stage, PROCEDURES),
    Kind("transition", "transitions", model.Transition, PROCEDURES),
    Kind("event", "events", model.Event, PROCEDURES, serves=True),
    Kind("definition", "definitions", model.Definition, PROCEDURES, serves=True),
    Kind("decision", "decisions", model.Decision, PROCEDURES, serves=True),
    Kind("rule", "rules", model.Rule, PROCEDURES),
)
LISTS = tuple(kind for kind in KINDS if kind.file not in (INDEX, PROCEDURES))
"""The kinds that have a file of their own."""


@attrs.frozen
class Index:
    """The file that says what the handbook is made of; :class:`Framework` explains its keys."""

    title: str
    edition: str
    classification: tuple[model.DecisionId, ...]
    category_decision: model.DecisionId
    category_strand: model.StrandId
    kinds_of_school: tuple[model.FactId, ...]
    strands: tuple[model.Strand, ...]
    ends_every_procedure: tuple[model.Ending, ...] = ()
    ids_of_two_kinds: tuple[str, ...] = ()
    first_question: model.FirstQuestion | None = None
    powers_by_weight: tuple[model.ProcedureId, ...] = ()
    event_groups: tuple[model.EventGroup, ...] = ()
    example_of_a_school: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    typed_figures: tuple[model.TypedFigure, ...] = ()


def file_of(procedure: str) -> str:
    """The file of a procedure.

    >>> file_of("ofsted-category")
    'procedures/ofsted_category.yaml'
    """
    return PROCEDURES.replace("*", procedure.replace("-", "_"))
