"""Indexes of everything: rules, time limits, documents, invariants, and the trace table."""

from __future__ import annotations

from scc_model import model
from scc_model.chart import proofs
from scc_model.handbook.common import (
    cited,
    definition_link,
    former_anchors,
    rule_link,
    source_link,
)
from scc_model.model import outline, selecting, traces
from scc_model.model.selecting import Listed
from scc_model.words import html, wording
from scc_model.words.html import Child, Html, h


def rule_index(framework: model.Framework) -> Html:
    """Every rule and definition by strand, each with one anchor ``rule-ID``."""
    heads = ("Rule", "Kind", "Who", "By when, as written", "When it applies", "Source")
    by_strand: dict[str, list[Listed]] = {}
    for one in selecting.listed(framework):
        by_strand.setdefault(one.strand, []).append(one)
    contents = h("ul", {"class": "scc-plain"}, [
        h("li", None, h("a", {"href": f"#strand-{name}"}, framework.strands[name].title),
          f" ({wording.counted(len(rules), 'rule')})")
        for name, rules in by_strand.items()
    ])  # fmt: skip
    tables = [
        h("section", {"id": f"strand-{name}"},
          h("h2", None, framework.strands[name].title),
          html.table(f"Rules: {framework.strands[name].title}", heads,
                     [_indexed(one, framework) for one in rules]))
        for name, rules in by_strand.items()
    ]  # fmt: skip
    return html.join([contents, *tables])


def _indexed(one: Listed, framework: model.Framework) -> html.Row:
    anchor = "definition" if one.kind == "definition" and not one.actors else "rule"
    what = [h("strong", None, one.title), h("p", None, one.text)]
    who = wording.capital(wording.roles(one.actors, framework))
    return html.Row(
        (
            what,
            wording.KIND[one.kind],
            f"{who} ({wording.FORCE[one.force]})" if who else "Nobody in particular",
            wording.capital(one.time_limit.as_written) if one.time_limit else "No limit",
            wording.condition(one.condition, framework) if one.condition else "Always",
            cited(one.cite, framework),
        ),
        {"id": f"{anchor}-{one.id}"},
    )


def time_limits(framework: model.Framework) -> Html:
    """Every time limit: from when, how long, which days, and what changes it."""
    rows = [
        html.Row((
            rule_link(rule.id, rule.title),
            wording.capital(wording.roles(rule.actors, framework)),
            wording.capital(rule.time_limit.as_written),
            wording.counted_from(rule.time_limit, framework),
            _variations(rule.time_limit, framework),
            cited(rule.cite, framework),
        ))
        for rule in framework.rules.values()
        if rule.time_limit is not None
    ]  # fmt: skip
    heads = ("Rule", "Who", "As written", "How it is counted", "What changes it", "Source")
    return html.table("Every time limit", heads, rows)


def _variations(limit: model.TimeLimit, framework: model.Framework) -> Child:
    if not limit.variations:
        return "Nothing"
    return h("ul", {"class": "scc-plain"}, [
        h("li", None, wording.varied(one, framework)) for one in limit.variations
    ])  # fmt: skip


def documents(framework: model.Framework) -> Html:
    """Every document: who writes it, what it holds and who gets it."""
    rows = []
    for document in framework.documents.values():
        own = [rule for rule in framework.rules.values() if rule.document == document.id]
        contents = [rule for rule in own if rule.kind != "recipient"]
        recipients = [rule for rule in own if rule.kind == "recipient"]
        rows.append(html.Row(
            (
                [*former_anchors("document", document.formerly),
                 h("strong", None, document.title), h("p", None, document.about)],
                wording.capital(wording.roles(document.by, framework)),
                _linked(contents),
                _linked(recipients),
                cited(document.cite, framework),
            ),
            {"id": f"document-{document.id}"},
        ))  # fmt: skip
    heads = ("Document", "Who writes it", "What it holds", "Who gets it", "Source")
    return html.table("Documents", heads, rows)


def _linked(rules: list[model.Rule]) -> Child:
    if not rules:
        return "Not said"
    return h("ul", {"class": "scc-plain"}, [
        h("li", None, rule_link(rule.id, rule.title)) for rule in rules
    ])  # fmt: skip


def invariants(framework: model.Framework) -> Html:
    """What must hold for every school, and whether it was proved."""
    rows = [
        html.Row(
            (
                [
                    *former_anchors("invariant", one.invariant.formerly),
                    h("strong", None, one.invariant.title),
                    h("p", None, one.invariant.text),
                ],
                wording.capital(one.standing),
                wording.sentence(one.told),
                cited(one.invariant.cite, framework),
            ),
            {"id": f"invariant-{one.invariant.id}"},
        )
        for one in proofs.prove(framework)
    ]
    heads = ("What must hold", "Proved?", "How", "Source")
    return html.table("What must hold", heads, rows)


def trace(framework: model.Framework) -> Html:
    """Every place of the procedures, section by section, and what carries it."""
    carried = traces.carried_by(framework)
    owed = {passage.name for passage in outline.owed(framework.outline)}
    heads = ("Number", "Place in the procedures", "Carried by")
    made = []
    for top in framework.outline.passages.values():
        if not top.inside:
            rows = [
                html.Row(
                    (
                        one.number,
                        one.name,
                        _carriers(carried.get(one.name, ()), one, owed, framework),
                    ),
                    {"id": f"place-{one.number}"},
                )
                for one in framework.outline.within(top.name)
            ]
            made += [h("h2", {"id": f"section-{top.number}"}, top.name),
                     html.table(f"Places: {top.name}", heads, rows)]  # fmt: skip
    return html.join(made)


def _carriers(
    found: tuple[traces.Carrier, ...],
    passage: model.Passage,
    owed: set[str],
    framework: model.Framework,
) -> Child:
    if not found:
        if passage.narrative:
            return f"Sets no rule. {passage.narrative}"
        return "Not carried" if passage.name in owed else "See its parts"
    return h("ul", {"class": "scc-plain"}, [
        h("li", None, _carrier(one, framework)) for one in found
    ])  # fmt: skip


def _carrier(one: traces.Carrier, framework: model.Framework) -> Child:
    part = f" ({one.part})" if one.part else ""
    match one.kind:
        case "rule":
            return [rule_link(one.id, one.title), part]
        case "definition":
            return [definition_link(one.id, one.title), part]
        case "source":
            return source_link(framework.sources[one.id], one.title)
        case _:
            return f"Decision: {one.title}{part}"
