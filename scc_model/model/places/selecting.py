"""Rules and definitions chosen by role, strand, section or kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import attrs

from scc_model import model
from scc_model.errors import UnknownName
from scc_model.model.places import outline, traces


@attrs.frozen
class Listed:
    """A rule, or a definition, which is listed as a rule of that kind.

    Args:
        strand: id of the strand in which it stands.
        procedure: id of the procedure.
        actors: ids of the roles that carry it out; none where the source names nobody, and for a
            definition.
        to: ids of the roles that receive it.
        condition: when it applies; none means always.
        readings: ids of the readings that bear on it, those that change its date first.
        is_definition: whether it is a definition.
    """

    id: str
    kind: model.RuleKind
    force: model.Force
    strand: str
    procedure: str
    title: str
    text: str
    actors: tuple[str, ...]
    time_limit: model.TimeLimit | None
    condition: model.Condition | None
    cite: model.Cited
    readings: tuple[str, ...]
    to: tuple[str, ...] = ()
    is_definition: bool = False


def listed(framework: model.Framework) -> Iterator[Listed]:
    """Every rule and definition, in the order of the data."""
    for procedure in framework.procedures.values():
        strand = framework.strand_of[procedure.id].id
        for rule in procedure.rules:
            yield Listed(
                rule.id, rule.kind, rule.force, strand, procedure.id, rule.title, rule.text,
                rule.actors, rule.time_limit, rule.applies_when, rule.cite, _readings(rule),
                rule.to,
            )  # fmt: skip
        for definition in procedure.definitions:
            yield Listed(
                definition.id, "definition", "must", strand, procedure.id, definition.title,
                definition.text, (), None, definition.when, definition.cite, (), is_definition=True,
            )  # fmt: skip


def select(
    framework: model.Framework,
    role: str | None = None,
    strand: str | None = None,
    section: str | None = None,
    kind: str | None = None,
) -> list[Listed]:
    """The rules that fit everything asked.

    Args:
        framework: the procedures.
        role: id of a role that carries the rule out.
        strand: id of a strand, or of a procedure within one.
        section: a section of the procedures by number, such as ``3``; or an annex or the
            Introduction by name or number, such as ``Annex 4`` or ``A4``.
        kind: kind of rule.

    Raises:
        UnknownName: for a role, strand, section or kind that does not exist.

    >>> from scc_model.loading import load
    >>> {rule.kind for rule in select(load(), role="headteacher", kind="responsibility")}
    {'responsibility'}
    """
    if role is not None and role not in framework.roles:
        raise UnknownName("role", role, framework.roles)
    if strand is not None and strand not in {*framework.strands, *framework.procedures}:
        raise UnknownName("strand", strand, framework.strands)
    if kind is not None and kind not in get_args(model.RuleKind):
        raise UnknownName("kind of rule", kind, get_args(model.RuleKind))
    within = _section(framework, section) if section is not None else None
    return [
        rule
        for rule in listed(framework)
        if role in (None, *rule.actors)
        and strand in (None, rule.strand, rule.procedure)
        and kind in (None, rule.kind)
        and (within is None or _stands_in(framework, rule.cite, within))
    ]


def _readings(rule: model.Rule) -> tuple[str, ...]:
    variations = rule.time_limit.variations if rule.time_limit else ()
    switches = (variation.reading for variation in variations)
    return tuple(dict.fromkeys(filter(None, (*switches, *rule.readings))))


def _section(framework: model.Framework, section: str) -> str:
    tops = [passage for passage in framework.outline.passages.values() if not passage.inside]
    wanted = {section.strip().casefold(), f"section {section.strip()}".casefold()}
    for top in tops:
        if wanted & {top.name.casefold(), top.number.casefold()}:
            return top.name
    raise UnknownName("section", section, [top.name for top in tops])


def _stands_in(framework: model.Framework, cite: model.Cited, top: str) -> bool:
    names = traces.passages(framework, cite)
    return any(name == top or name.startswith(f"{top}, ") for name in names)


def places(framework: model.Framework, name: str) -> list[model.Passage]:
    """The places that a name stands for, each followed by the places within it.

    Args:
        framework: the procedures.
        name: a place, by name or number.

    Raises:
        UnknownName: when there is no such place.

    >>> from scc_model.loading import load
    >>> [place.name for place in places(load(), "s3.7.12")]
    ['Section 3, schools in Ofsted categories, bullet 12']
    """
    try:
        passages = outline.resolve(framework.outline, name)
    except UnknownName as error:
        ids = [rule.id for rule in listed(framework)]
        raise UnknownName("rule or place", name, [*ids, *error.allowed]) from error
    return [inner for passage in passages for inner in framework.outline.within(passage.name)]
