"""What the data says as lists: rules, readings, roles, traces, proofs, as records and as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from scc_model import model
from scc_model.chart.proofs import Proof
from scc_model.model.places import selecting, traces
from scc_model.model.places.selecting import Listed
from scc_model.tables.text import records_csv, text_table
from scc_model.words import wording

RULE_COLUMNS = (
    "id", "kind", "force", "strand", "actors", "to", "text", "time_limit", "condition", "source",
    "readings",
)  # fmt: skip


def rule_record(rule: Listed, framework: model.Framework) -> dict[str, Any]:
    """A rule as plain values.

    Returns:
        The keys of ``RULE_COLUMNS``. ``actors``, ``to`` and ``readings`` are lists of ids;
        ``time_limit`` is none, or what the data says of it; ``condition`` is none for a rule
        that always applies.
    """
    return {
        **_named(rule, "id", "kind", "force", "strand"),
        "actors": list(rule.actors),
        "to": list(rule.to),
        "text": rule.text,
        "time_limit": _limit(rule.time_limit),
        "condition": wording.condition(rule.condition, framework) if rule.condition else None,
        "source": wording.citations(rule.cite, framework),
        "readings": list(rule.readings),
    }


def rules_csv(rules: Iterable[Listed], framework: model.Framework) -> str:
    """Rules for a spreadsheet, with the columns of ``RULE_COLUMNS``; lists as names in words."""
    return records_csv(RULE_COLUMNS, (
        rule_record(rule, framework) | {
            "actors": wording.roles(rule.actors, framework),
            "to": wording.roles(rule.to, framework),
            "time_limit": rule.time_limit and rule.time_limit.as_written,
            "readings": ", ".join(framework.readings[name].ref for name in rule.readings),
        }
        for rule in rules
    ))  # fmt: skip


def rules_text(rules: Sequence[Listed], framework: model.Framework, width: int = 110) -> str:
    """Rules for a terminal."""
    rows = [
        (
            rule.id,
            rule.kind,
            f"{rule.title} ({wording.FORCE[rule.force]})",
            wording.roles(rule.actors, framework) or wording.NOBODY,
            wording.roles(rule.to, framework) or "not said",
            rule.time_limit.as_written if rule.time_limit else "no limit",
        )
        for rule in rules
    ]
    heads = ("Rule", "Kind", "What", "Who", "To whom", "By when, as written")
    count = f"{wording.counted(len(rows), 'rule')}."
    return f"{text_table(heads, rows, width)}\n\n{count}" if rows else "No rule fits."


def reading_record(reading: model.Reading, framework: model.Framework) -> dict[str, Any]:
    """A reading as plain values, its choices by id."""
    return {
        **_named(reading, "id", "ref", "kind", "title", "about"),
        "choices": {choice.id: choice.text for choice in reading.choices},
        **_named(reading, "default", "why", "changes"),
        "source": wording.citations(reading.cite, framework),
    }


def readings_text(framework: model.Framework, width: int = 110) -> str:
    """Every reading for a terminal."""
    rows = [
        (
            reading.ref,
            reading.id,
            reading.title,
            ", ".join(
                f"{choice.id} (used)" if choice.id == reading.default else choice.id
                for choice in reading.choices
            ),
            reading.changes,
        )
        for reading in framework.readings.values()
    ]
    return text_table(("Number", "Reading", "Question", "Choices", "Changes"), rows, width)


def role_record(role: model.Role, framework: model.Framework) -> dict[str, Any]:
    """A role as plain values, with the number of rules it carries out."""
    carried_out = sum(role.id in rule.actors for rule in framework.rules.values())
    return {**_named(role, "id", "name", "part_of", "about"), "rules": carried_out}


def roles_text(framework: model.Framework, width: int = 110) -> str:
    """Every role for a terminal."""
    rows = [
        (
            role.id,
            role.name,
            framework.roles[role.part_of].name if role.part_of else "",
            str(role_record(role, framework)["rules"]),
        )
        for role in framework.roles.values()
    ]
    return text_table(("Role", "Name", "Part of", "Rules"), rows, width)


def trace_records(framework: model.Framework, name: str) -> list[dict[str, Any]]:
    """What a name leads to.

    A place leads to what carries it and the places within it; a rule to its places.

    Args:
        framework: the procedures.
        name: a place, by name or number; or the id of a rule, definition or decision.

    Returns:
        For each place: ``place``, ``number``, ``narrative`` (the reason, or none) and
        ``carried_by``, a list of ``kind``, ``id``, ``title`` and ``part``.

    Raises:
        UnknownName: when it is neither.
    """
    carriers = traces.carriers_named(framework, name)
    cited = [place for carrier in carriers for place in traces.passages(framework, carrier.cite)]
    places = (
        [framework.outline.passages[place] for place in dict.fromkeys(cited)]
        if carriers
        else selecting.places(framework, name)
    )
    carried = traces.carried_by(framework)
    return [
        {
            "place": place.name,
            "number": place.number,
            "narrative": place.narrative or None,
            "carried_by": [
                attrs.asdict(carrier, filter=lambda field, _: field.name != "cite")
                for carrier in carried.get(place.name, ())
            ],
        }
        for place in places
    ]


def trace_text(framework: model.Framework, name: str, width: int = 110) -> str:
    """What a name leads to, for a terminal."""
    rows = []
    for record in trace_records(framework, name):
        carriers = "; ".join(
            f"{kind} {name}{f', {part}' if part else ''}: {title}"
            for kind, name, title, part in (carrier.values() for carrier in record["carried_by"])
        )
        narrative = f"narrative: {record['narrative']}" if record["narrative"] else ""
        rows.append((record["number"], record["place"], carriers or narrative or "its parts below"))
    return text_table(("Number", "Place", "Carried by"), rows, width)


def proofs_text(proofs: Sequence[Proof], width: int = 110) -> str:
    """What was proved of every school and what was not, for a terminal."""
    rows = [(proof.standing, proof.invariant.title, proof.told) for proof in proofs]
    proved = sum(proof.standing == "proved" for proof in proofs)
    count = f"What must hold of every school: {proved} of {len(proofs)} proved."
    return f"{count}\n\n{text_table(('Standing', 'What must hold', 'How'), rows, width)}"


_LIMIT = (
    "from_", "kind", "as_written", "earliest", "latest", "day_kind", "first_counted_day",
    "promptly", "before", "at_least", "at_most", "per", "year_kind",
)  # fmt: skip


def _limit(limit: model.TimeLimit | None) -> dict[str, Any] | None:
    """A time limit as the data gives it, what is not set left out."""
    if limit is None:
        return None
    return {
        name.rstrip("_"): str(value) if isinstance(value, model.Span) else value
        for name, value in _named(limit, *_LIMIT).items()
        if value is not None and value is not False
    }


def _named(thing: object, *names: str) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}
