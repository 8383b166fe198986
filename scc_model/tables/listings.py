"""Rules, readings, roles and traces as rows, for programs, spreadsheets and terminals."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import attrs

from scc_model import model
from scc_model.chart.proofs import Proof
from scc_model.model import selecting, traces
from scc_model.model.selecting import Listed
from scc_model.tables.text import text_table
from scc_model.words import wording

RULE_COLUMNS = (
    "id", "kind", "force", "strand", "actors", "text", "time_limit", "condition", "source",
    "readings",
)  # fmt: skip


def rule_record(one: Listed, framework: model.Framework) -> dict[str, Any]:
    """A rule as plain values.

    Returns:
        The keys of ``RULE_COLUMNS``. ``actors`` and ``readings`` are lists of ids;
        ``time_limit`` is none, or what the data says of it; ``condition`` is none for a rule
        that always applies.
    """
    return {
        "id": one.id,
        "kind": one.kind,
        "force": one.force,
        "strand": one.strand,
        "actors": list(one.actors),
        "text": one.text,
        "time_limit": _limit(one.time_limit),
        "condition": wording.condition(one.condition, framework) if one.condition else None,
        "source": wording.citations(one.cite, framework),
        "readings": list(one.readings),
    }


def rules_csv(rules: Iterable[Listed], framework: model.Framework) -> str:
    """Rules for a spreadsheet, with the columns of ``RULE_COLUMNS``; lists as names in words."""
    out = io.StringIO()
    writer = csv.DictWriter(out, RULE_COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for one in rules:
        record = rule_record(one, framework)
        record["actors"] = wording.roles(one.actors, framework)
        record["time_limit"] = one.time_limit.as_written if one.time_limit else ""
        record["readings"] = ", ".join(framework.readings[name].ref for name in one.readings)
        writer.writerow({name: value or "" for name, value in record.items()})
    return out.getvalue()


def rules_text(rules: Sequence[Listed], framework: model.Framework, width: int = 110) -> str:
    """Rules for a terminal."""
    rows = [
        (
            one.id,
            one.kind,
            f"{one.title} ({wording.FORCE[one.force]})",
            wording.roles(one.actors, framework) or "nobody in particular",
            one.time_limit.as_written if one.time_limit else "no limit",
        )
        for one in rules
    ]
    heads = ("Rule", "Kind", "What", "Who", "By when, as written")
    told = f"{wording.counted(len(rows), 'rule')}."
    return f"{text_table(heads, rows, width)}\n\n{told}" if rows else "No rule fits."


def reading_record(reading: model.Reading, framework: model.Framework) -> dict[str, Any]:
    """A reading as plain values, its choices by id."""
    return {
        "id": reading.id,
        "ref": reading.ref,
        "kind": reading.kind,
        "title": reading.title,
        "about": reading.about,
        "choices": {choice.id: choice.text for choice in reading.choices},
        "default": reading.default,
        "why": reading.why,
        "changes": reading.changes,
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
    return {
        "id": role.id,
        "name": role.name,
        "part_of": role.part_of,
        "about": role.about,
        "rules": sum(role.id in one.actors for one in framework.rules.values()),
    }


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
    of_rule = traces.carriers_named(framework, name)
    cited = [one for carrier in of_rule for one in traces.passages(framework, carrier.cite)]
    places = (
        [framework.outline.passages[one] for one in dict.fromkeys(cited)]
        if of_rule
        else selecting.places(framework, name)
    )
    carried = traces.carried_by(framework)
    return [
        {
            "place": place.name,
            "number": place.number,
            "narrative": place.narrative or None,
            "carried_by": [
                attrs.asdict(one, filter=lambda field, _: field.name != "cite")
                for one in carried.get(place.name, ())
            ],
        }
        for place in places
    ]


def trace_text(framework: model.Framework, name: str, width: int = 110) -> str:
    """What a name leads to, for a terminal."""
    rows = []
    for record in trace_records(framework, name):
        carriers = record["carried_by"]
        told = "; ".join(
            f"{one['kind']} {one['id']}{', ' + one['part'] if one['part'] else ''}: {one['title']}"
            for one in carriers
        )
        if not told:
            told = f"narrative: {record['narrative']}" if record["narrative"] else "its parts below"
        rows.append((record["number"], record["place"], told))
    return text_table(("Number", "Place", "Carried by"), rows, width)


def proofs_text(proofs: Sequence[Proof], width: int = 110) -> str:
    """What was proved of every school and what was not, for a terminal."""
    rows = [(one.standing, one.invariant.title, one.told) for one in proofs]
    proved = sum(one.standing == "proved" for one in proofs)
    told = f"What must hold of every school: {proved} of {len(proofs)} proved."
    return f"{told}\n\n{text_table(('Standing', 'What must hold', 'How'), rows, width)}"


def _limit(limit: model.TimeLimit | None) -> dict[str, Any] | None:
    """A time limit as the data gives it, what is not set left out."""
    if limit is None:
        return None
    given = {
        "from": limit.from_,
        "kind": limit.kind,
        "as_written": limit.as_written,
        "earliest": limit.earliest and str(limit.earliest),
        "latest": limit.latest and str(limit.latest),
        "day_kind": limit.day_kind,
        "first_counted_day": limit.first_counted_day,
        "promptly": limit.promptly or None,
        "before": limit.before,
        "at_least": limit.at_least,
        "at_most": limit.at_most,
        "per": limit.per and str(limit.per),
        "year_kind": limit.year_kind,
    }
    return {name: value for name, value in given.items() if value is not None}
