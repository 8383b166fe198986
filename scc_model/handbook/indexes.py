"""Indexes of everything: rules, time limits, documents, invariants, and the trace table."""

from __future__ import annotations

from collections.abc import Collection

from scc_model import model
from scc_model.chart import proofs
from scc_model.handbook.common import as_written, cited, former_anchors, link, linked, rule_link
from scc_model.handbook.filtering import Group, Listing, filtered_table, grouped
from scc_model.handbook.roles.rules import strand_of
from scc_model.model.places import outline, selecting, traces
from scc_model.model.places.selecting import Listed
from scc_model.words import html, timing, wording
from scc_model.words.html import Child, Html, fold_section, h, headed, plain


def rule_index(framework: model.Framework) -> Html:
    """Every rule and definition by strand, each with one anchor ``rule-ID``."""
    groups = grouped(
        selecting.listed(framework),
        lambda rule: (rule.strand, framework.strands[rule.strand].title),
        "strand-",
    )
    return filtered_table(Listing("rule", "rules"), groups, {
        "Rule": lambda rule: headed(rule.title, rule.text),
        "Kind": lambda rule: wording.KIND[rule.kind],
        "Who": lambda rule: f"{wording.who(rule.actors, framework)} ({wording.FORCE[rule.force]})"
                            if not rule.is_definition else "Nobody in particular",
        "By when, as written": lambda rule: as_written(rule.time_limit),
        "When it applies": lambda rule: wording.condition(rule.condition, framework)
                                        if rule.condition else "Always",
        "Source": lambda rule: cited(rule.cite, framework),
    }, lambda rule: {"id": f"{_anchor(rule)}-{rule.id}"}, framework)  # fmt: skip


def _anchor(rule: Listed) -> str:
    return "definition" if rule.is_definition else "rule"


def time_limits(framework: model.Framework) -> Html:
    """Every time limit: from when, how long, which days, and what changes it; by strand."""
    limited = [
        (rule, rule.time_limit)
        for strand in framework.strands.values()
        for rule in (x for name in strand.procedures for x in framework.procedures[name].rules)
        if rule.time_limit is not None
    ]
    groups = grouped(limited, lambda pair: _strand(pair[0], framework))
    return filtered_table(Listing("time limit", "time limits"), groups, {
        "Rule": lambda pair: rule_link(pair[0]),
        "Who": lambda pair: wording.who(pair[0].actors, framework),
        "As written": lambda pair: as_written(pair[1]),
        "How it is counted": lambda pair: timing.counted_from(pair[1], framework),
        "What changes it": lambda pair: plain(
            timing.varied(variation, framework) for variation in pair[1].variations
        ) if pair[1].variations else "Nothing",
        "Source": lambda pair: cited(pair[0].cite, framework),
    }, lambda pair: {"id": f"limit-{pair[0].id}"}, framework)  # fmt: skip


def documents(framework: model.Framework) -> Html:
    """Every document by strand: who writes it, what it holds and who gets it."""
    on = {document.id: _on(document, framework) for document in framework.documents.values()}
    elsewhere = ("others", "Others")
    groups = grouped(
        framework.documents.values(),
        lambda document: _strand(on[document.id][0], framework)
        if on[document.id] else elsewhere,
    )  # fmt: skip
    order = [*framework.strands, elsewhere[0]]
    groups.sort(key=lambda group: order.index(group.name))
    return filtered_table(Listing("document", "documents"), groups, {
        "Document": lambda document: [
            *former_anchors("document", document.formerly), headed(document.title, document.about)
        ],
        "Who writes it": lambda document: wording.who(document.by, framework),
        "What it holds": lambda document: linked(
            (rule for rule in on[document.id] if rule.kind != "recipient"), "Not said"
        ),
        "Who gets it": lambda document: linked(
            (rule for rule in on[document.id] if rule.kind == "recipient"), "Not said"
        ),
        "Source": lambda document: cited(document.cite, framework),
    }, lambda document: {"id": f"document-{document.id}"}, framework)  # fmt: skip


def _strand(rule: model.Rule, framework: model.Framework) -> tuple[str, str]:
    """The id and the title of the strand of a rule."""
    strand = strand_of(rule, framework)
    return strand.id, strand.title


def _on(document: model.Document, framework: model.Framework) -> list[model.Rule]:
    return [rule for rule in framework.rules.values() if rule.document == document.id]


def invariants(framework: model.Framework) -> Html:
    """What must hold for every school, and whether it was proved."""
    return html.join(
        fold_section(
            2, f"{proof.invariant.title}: {proof.standing}", _proof(proof, framework),
            {"id": f"invariant-{proof.invariant.id}"},
        )
        for proof in proofs.prove(framework)
    )  # fmt: skip


def _proof(proof: proofs.Proof, framework: model.Framework) -> Child:
    return [
        *former_anchors("invariant", proof.invariant.formerly),
        h("p", None, proof.invariant.text),
        h("p", None, h("strong", None, "How: "), wording.sentence(proof.told)),
        h("p", None, h("strong", None, "Source:")),
        cited(proof.invariant.cite, framework),
    ]


def trace(framework: model.Framework) -> Html:
    """Every place of the procedures, section by section, and what carries it."""
    carried = traces.carried_by(framework)
    owed = {passage.name for passage in outline.owed(framework.outline)}
    sections = [place for place in framework.outline.passages.values() if not place.inside]
    groups = [
        Group(section.number, section.name, [*framework.outline.within(section.name)],
              f"section-{section.number}")
        for section in sections
    ]  # fmt: skip
    listing = Listing("place", "places", "Section", "Every section")
    return filtered_table(listing, groups, {
        "Number": lambda place: place.number,
        "Place in the procedures": lambda place: place.name,
        "Carried by": lambda place: _carriers(carried.get(place.name, ()), place, owed, framework),
    }, lambda place: {"id": f"place-{place.number}"}, framework)  # fmt: skip


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
