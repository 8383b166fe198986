"""Readings, sources and roles."""

from __future__ import annotations

from scc_model import model
from scc_model.handbook.common import cited, role_link
from scc_model.words import html, wording
from scc_model.words.html import Html, h


def readings(framework: model.Framework) -> Html:
    """Every unclear passage, how it can be read and how this handbook reads it."""
    rows = [
        html.Row(
            (
                [h("strong", None, reading.title), f" ({reading.ref})"],
                reading.about,
                h("ul", None, [
                    h("li", None, choice.text,
                      h("strong", None, " Used here.") if choice.id == reading.default else None)
                    for choice in reading.choices
                ]),
                reading.why,
                "Wording only" if reading.changes == "wording" else f"Changes {reading.changes}",
                cited(reading.cite, framework),
            ),
            {"id": f"reading-{reading.id}"},
        )
        for reading in framework.readings.values()
    ]  # fmt: skip
    heads = ("Passage", "Why it is unclear", "Readings", "Why this one", "Effect", "Source")
    return html.table("Readings", heads, rows)


def sources(framework: model.Framework) -> Html:
    """Every authority, and how far it was read."""
    rows = [
        html.Row(
            (
                [h("strong", None, source.short), f": {source.title}"],
                source.date,
                wording.capital(wording.STANDING[source.standing]),
                h("a", {"href": source.url, "rel": "external"}, source.url)
                if source.url
                else "No address",
                source.note or "None",
            ),
            {"id": f"source-{source.id}"},
        )
        for source in framework.sources.values()
    ]
    return html.table("Sources", ("Source", "Date", "How far read", "Address", "Note"), rows)


def roles(framework: model.Framework) -> Html:
    """Everybody who acts."""
    rows = [
        html.Row(
            (
                role_link(role.id, framework),
                wording.capital(framework.roles[role.part_of].name) if role.part_of else "A body",
                role.about or "No more is said.",
            ),
            {"id": f"role-{role.id}"},
        )
        for role in framework.roles.values()
    ]
    return html.table("Roles", ("Role", "Belongs to", "What it is"), rows)


def glossary(framework: model.Framework) -> Html:
    """Every term and abbreviation, in the order of the alphabet."""
    rows = [
        html.Row(
            (
                [h("strong", None, term.term), _stands_for(term)],
                term.meaning,
                wording.listed(term.also) or "None",
                cited(term.cite, framework),
            ),
            {"id": f"term-{term.id}"},
        )
        for term in sorted(framework.terms.values(), key=lambda one: one.term.casefold())
    ]
    return html.table("Glossary", ("Term", "Meaning", "Also called", "Source"), rows)


def _stands_for(term: model.Term) -> str:
    if not term.stands_for:
        return ""
    said = "" if term.expanded else " (the procedures do not say so themselves)"
    return f": {term.stands_for}{said}"
