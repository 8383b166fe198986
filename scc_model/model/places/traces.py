"""From a passage of the procedures to what carries it, and from a rule to its passages."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Literal

import attrs

from scc_model import model
from scc_model.model.places import outline

Carries = Literal["rule", "definition", "decision", "source", "term"]


@attrs.frozen
class Carrier:
    """Something in the data that says what a passage says.

    Args:
        kind: what sort of thing it is.
        id: its id.
        title: its name for people.
        part: the task of a rule, or the number of a rule of a decision; empty for the whole.
        cite: where it stands.
    """

    kind: Carries
    id: str
    title: str
    part: str
    cite: model.Cited


def carriers(framework: model.Framework) -> Iterator[Carrier]:
    """Everything that can carry a passage, in the order of the data."""
    for procedure in framework.procedures.values():
        for rule in procedure.rules:
            yield Carrier("rule", rule.id, rule.title, "", rule.cite)
            for task in rule.tasks:
                yield Carrier("rule", rule.id, rule.title, task.id, task.cite)
        for definition in procedure.definitions:
            yield Carrier("definition", definition.id, definition.title, "", definition.cite)
        for decision in procedure.decisions:
            for number, branch in enumerate(decision.rules, 1):
                part = f"rule {number}"
                yield Carrier("decision", decision.id, decision.title, part, branch.cite)
    for source in framework.sources.values():
        yield Carrier("source", source.id, source.title, "", source.cite)
    for term in framework.terms.values():
        yield Carrier("term", term.id, term.term, "", term.cite)


@functools.lru_cache(maxsize=8)
def carried_by(framework: model.Framework) -> Mapping[str, tuple[Carrier, ...]]:
    """What carries each passage, by the passage's name.

    A term explains a passage and does not carry it, so terms are left out.
    """
    by_passage: dict[str, list[Carrier]] = {}
    for carrier in carriers(framework):
        if carrier.kind == "term":
            continue
        for name in sorted(outline.carried(framework.outline, passages(framework, carrier.cite))):
            by_passage.setdefault(name, []).append(carrier)
    return {name: tuple(listed) for name, listed in by_passage.items()}


def passages(framework: model.Framework, cite: model.Cited) -> tuple[str, ...]:
    """The names of the passages of the procedures that are cited."""
    return tuple(
        passage.name
        for citation in cite
        if citation.source == framework.outline.source
        for passage in outline.resolve(framework.outline, citation.at)
    )


def not_carried(framework: model.Framework) -> Iterator[model.Passage]:
    """The passages that have to be carried by something and are not."""
    carried = carried_by(framework)
    for passage in outline.owed(framework.outline):
        if passage.name not in carried:
            yield passage


def carriers_named(framework: model.Framework, name: str) -> tuple[Carrier, ...]:
    """The rule, definition, decision or source with this id, whole and in its parts.

    >>> from scc_model.loading import load
    >>> carriers_named(load(), "report-to-parents")[0].title
    'Give the report to parents'
    """
    known = (carrier for carrier in carriers(framework) if carrier.id == name)
    return tuple(carrier for carrier in known if carrier.kind != "term")
