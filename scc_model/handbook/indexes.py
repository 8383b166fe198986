"""Indexes of everything: rules, time limits, documents, invariants, and the trace table."""

from __future__ import annotations

from collections.abc import Collection

from scc_model import model
from scc_model.chart import proofs
from scc_model.handbook.common import as_written, cited, former_anchors, link, linked, rule_link
from scc_model.model.places import outline, selecting, traces
from scc_model.model.places.selecting import Listed
from scc_model.words import html, timing, wording
from scc_model.words.html import Child, Html, fold_section, headed, plain, table_of


def rule_index(framework: model.Framework) -> Html:
    """Every rule and definition by strand, each with one anchor ``rule-ID``."""
    by_strand: dict[str, list[Listed]] = {}
    for rule in selecting.listed(framework):
        by_strand.setdefault(rule.strand, []).append(rule)
    titles = {name: framework.strands[name].title for name in by_strand}
    return html.join(
        fold_section(
            2, f"{titles[name]} ({wording.counted(len(rules), 'rule')})",
            _rules(f"Rules: {titles[name]}", rules, framework), {"id": f"strand-{name}"},
        )
        for name, rules in by_strand.items()
    )  # fmt: skip


def _rules(label: str, rules: list[Listed], framework: model.Framework) -> Html:
    return table_of(label, rules, {
        "Rule": lambda rule: headed(rule.title, rule.text),
        "Kind": lambda rule: wording.KIND[rule.kind],
        "Who": lambda rule: f"{wording.who(rule.actors, framework)} ({wording.FORCE[rule.force]})"
                            if not rule.is_definition else "Nobody in particular",
        "By when, as written": lambda rule: as_written(rule.time_limit),
        "When it applies": lambda rule: wording.condition(rule.condition, framework)
                                        if rule.condition else "Always",
        "Source": lambda rule: cited(rule.cite, framework),
    }, lambda rule: {"id": f"{_anchor(rule)}-{rule.id}"})  # fmt: skip


def _anchor(rule: Listed) -> str:
    return "definition" if rule.is_definition else "rule"


def time_limits(framework: model.Framework) -> Html:
    """Every time limit: from when, how long, which days, and what changes it; by strand."""
    by_strand: dict[str, list[tuple[model.Rule, model.TimeLimit]]] = {}
    for strand in framework.strands.values():
        for rule in (x for name in strand.procedures for x in framework.procedures[name].rules):
            if rule.time_limit is not None:
                by_strand.setdefault(strand.title, []).append((rule, rule.time_limit))
    return html.join(
        fold_section(2, f"{title} ({len(some)})", _limits(title, some, framework), {})
        for title, some in by_strand.items()
    )


def _limits(
    title: str, some: list[tuple[model.Rule, model.TimeLimit]], framework: model.Framework
) -> Html:
    return table_of(f"Time limits: {title}", some, {
        "Rule": lambda pair: rule_link(pair[0]),
        "Who": lambda pair: wording.who(pair[0].actors, framework),
        "As written": lambda pair: as_written(pair[1]),
        "How it is counted": lambda pair: timing.counted_from(pair[1], framework),
        "What changes it": lambda pair: plain(
            timing.varied(variation, framework) for variation in pair[1].variations
        ) if pair[1].variations else "Nothing",
        "Source": lambda pair: cited(pair[0].cite, framework),
    })  # fmt: skip


def documents(framework: model.Framework) -> Html:
    """Every document: who writes it, what it holds and who gets it."""
    return table_of("Documents", framework.documents.values(), {
        "Document": lambda document: [
            *former_anchors("document", document.formerly), headed(document.title, document.about)
        ],
        "Who writes it": lambda document: wording.who(document.by, framework),
        "What it holds": lambda document: linked(
            (rule for rule in _on(document, framework) if rule.kind != "recipient"), "Not said"
        ),
        "Who gets it": lambda document: linked(
            (rule for rule in _on(document, framework) if rule.kind == "recipient"), "Not said"
        ),
        "Source": lambda document: cited(document.cite, framework),
    }, lambda document: {"id": f"document-{document.id}"})  # fmt: skip


def _on(document: model.Document, framework: model.Framework) -> list[model.Rule]:
    return [rule for rule in framework.rules.values() if rule.document == document.id]


def invariants(framework: model.Framework) -> Html:
    """What must hold for every school, and whether it was proved."""
    return table_of("What must hold", proofs.prove(framework), {
        "What must hold": lambda proof: [
            *former_anchors("invariant", proof.invariant.formerly),
            headed(proof.invariant.title, proof.invariant.text),
        ],
        "Proved?": lambda proof: wording.capital(proof.standing),
        "How": lambda proof: wording.sentence(proof.told),
        "Source": lambda proof: cited(proof.invariant.cite, framework),
    }, lambda proof: {"id": f"invariant-{proof.invariant.id}"})  # fmt: skip


def trace(framework: model.Framework) -> Html:
    """Every place of the procedures, section by section, and what carries it."""
    carried = traces.carried_by(framework)
    owed = {passage.name for passage in outline.owed(framework.outline)}
    sections = [place for place in framework.outline.passages.values() if not place.inside]
    return html.join(
        fold_section(
            2, section.name,
            table_of(f"Places: {section.name}", framework.outline.within(section.name), {
                "Number": lambda place: place.number,
                "Place in the procedures": lambda place: place.name,
                "Carried by": lambda place: _carriers(
                    carried.get(place.name, ()), place, owed, framework
                ),
            }, lambda place: {"id": f"place-{place.number}"}),
            {"id": f"section-{section.number}"},
        )
        for section in sections
    )  # fmt: skip


def _carriers(
    carriers: Collection[traces.Carrier],
    place: model.Passage,
    owed: set[str],
    framework: model.Framework,
) -> Child:
    if carriers:
        return plain(_carrier(carrier, framework) for carrier in carriers)
    if place.narrative:
        return f"Sets no rule. {place.narrative}"
    return "Not carried" if place.name in owed else "See its parts"


def _carrier(carrier: traces.Carrier, framework: model.Framework) -> Child:
    part = f" ({carrier.part})" if carrier.part else ""
    match carrier.kind:
        case "rule" | "definition":
            return [link(carrier.kind, carrier), part]
        case "source":
            return link("source", framework.sources[carrier.id], carrier.title)
        case _:
            return f"Decision: {carrier.title}{part}"
