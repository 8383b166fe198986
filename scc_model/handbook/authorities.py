"""Readings, sources and roles."""

from __future__ import annotations

import itertools

from scc_model import model
from scc_model.handbook.common import cited, role_link
from scc_model.handbook.filtering import Group, Listing, filtered, filtered_table, grouped
from scc_model.model import parts
from scc_model.words import wording
from scc_model.words.html import Html, fold_section, h, listed, table_of

_KINDS = {
    "procedures": "The procedures themselves",
    "act": "Acts of Parliament",
    "regulations": "Regulations",
    "guidance": "Guidance",
    "parliament": "Papers of Parliament",
    "report": "Reports and notes",
    "data": "Data",
}
"""What sources of each kind are called."""


def readings(framework: model.Framework) -> Html:
    """Every unclear passage by strand, how it can be read and how this handbook reads it."""
    strands = {
        name: (strand.id, strand.title)
        for strand in reversed([*framework.strands.values()])
        for procedure in strand.procedures
        for kind, name in parts.names(framework.procedures[procedure])
        if kind == "reading"
    }
    groups = grouped(
        framework.readings.values(),
        lambda reading: strands.get(reading.id, ("others", "Others")),
    )
    order = [*framework.strands, "others"]
    groups.sort(key=lambda group: order.index(group.name))
    return filtered(
        Listing("reading", "readings"), groups,
        lambda group: [
            fold_section(
                3, f"{reading.title} ({reading.ref})", _reading(reading, framework),
                {"id": f"reading-{reading.id}", "data-thing": True},
            )
            for reading in group.things
        ],
        framework,
    )  # fmt: skip


def _reading(of: model.Reading, framework: model.Framework) -> Html:
    used = h("strong", None, " Used here.")
    return table_of(f"Reading {of.ref}", [of], {
        "Why it is unclear": lambda reading: reading.about,
        "Readings": lambda reading: listed(
            [choice.text, used if choice.id == reading.default else None]
            for choice in reading.choices
        ),
        "Why this one": lambda reading: reading.why,
        "Effect": lambda reading: "Wording only" if reading.changes == "wording"
                                  else f"Changes {reading.changes}",
        "Source": lambda reading: cited(reading.cite, framework),
    })  # fmt: skip


def sources(framework: model.Framework) -> Html:
    """Every authority, kind by kind, and how far it was read."""
    groups = grouped(framework.sources.values(), lambda source: (source.kind, _KINDS[source.kind]))
    groups.sort(key=lambda group: [*_KINDS].index(group.name))
    return filtered_table(Listing("source", "sources", "Kind", "Every kind"), groups, {
        "Source": lambda source: [h("strong", None, source.short), f": {source.title}"],
        "Date": lambda source: source.date,
        "How far read": lambda source: wording.capital(wording.STANDING[source.standing]),
        "Address": lambda source: h("a", {"href": source.url, "rel": "external"}, source.url)
                                  if source.url else "No address",
        "Note": lambda source: source.note or "None",
    }, lambda source: {"id": f"source-{source.id}"}, framework)  # fmt: skip


def roles(framework: model.Framework) -> Html:
    """Everybody who acts, by the body to which they belong."""
    bodies = {role: [role, *framework.bodies(role)][-1] for role in framework.roles}
    with_members = {body for role, body in bodies.items() if role != body}
    groups = grouped(
        framework.roles.values(),
        lambda role: (bodies[role.id], wording.who([bodies[role.id]], framework))
        if bodies[role.id] in with_members else ("others", "Others"),
    )  # fmt: skip
    groups.sort(key=lambda group: group.name == "others")
    return filtered_table(Listing("role", "roles", "Body", "Every body"), groups, {
        "Role": lambda role: role_link(role.id, framework),
        "Belongs to": lambda role: wording.who([role.part_of], framework)
                                   if role.part_of else "A body",
        "What it is": lambda role: role.about or "No more is said.",
    }, lambda role: {"id": f"role-{role.id}"}, framework)  # fmt: skip


def glossary(framework: model.Framework) -> Html:
    """Every term and abbreviation, in the order of the alphabet, letter by letter."""
    terms = sorted(framework.terms.values(), key=lambda term: term.term.casefold())
    letters = itertools.groupby(terms, key=lambda term: term.term[0].upper())
    groups = [
        Group(letter.lower(), _letter(letter, some), some)
        for letter, some in ((letter, [*some]) for letter, some in letters)
    ]
    return filtered_table(Listing("word", "words", "Letter", "Every letter"), groups, {
        "Term": lambda term: [h("strong", None, term.term), _stands_for(term)],
        "Meaning": lambda term: term.meaning,
        "Also called": lambda term: wording.listed(term.also) or "None",
        "Source": lambda term: cited(term.cite, framework),
    }, lambda term: {"id": f"term-{term.id}"}, framework)  # fmt: skip


def _letter(letter: str, some: list[model.Term]) -> str:
    """A letter, with the first and the last of its terms."""
    return f"{letter}: {' to '.join(dict.fromkeys((some[0].term, some[-1].term)))}"


def _stands_for(term: model.Term) -> str:
    if not term.stands_for:
        return ""
    caveat = "" if term.expanded else " (the procedures do not say so themselves)"
    return f": {term.stands_for}{caveat}"
