"""Readings, sources and roles."""

from __future__ import annotations

import itertools

from scc_model import model
from scc_model.handbook.common import cited, role_link
from scc_model.words import html, wording
from scc_model.words.html import Html, fold_section, h, listed, table_of


def readings(framework: model.Framework) -> Html:
    """Every unclear passage, how it can be read and how this handbook reads it."""
    return html.join(
        fold_section(
            2, f"{reading.title} ({reading.ref})", _reading(reading, framework),
            {"id": f"reading-{reading.id}"},
        )
        for reading in framework.readings.values()
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
    """Every authority, and how far it was read."""
    return table_of("Sources", framework.sources.values(), {
        "Source": lambda source: [h("strong", None, source.short), f": {source.title}"],
        "Date": lambda source: source.date,
        "How far read": lambda source: wording.capital(wording.STANDING[source.standing]),
        "Address": lambda source: h("a", {"href": source.url, "rel": "external"}, source.url)
                                  if source.url else "No address",
        "Note": lambda source: source.note or "None",
    }, lambda source: {"id": f"source-{source.id}"})  # fmt: skip


def roles(framework: model.Framework) -> Html:
    """Everybody who acts."""
    return table_of("Roles", framework.roles.values(), {
        "Role": lambda role: role_link(role.id, framework),
        "Belongs to": lambda role: wording.who([role.part_of], framework)
                                   if role.part_of else "A body",
        "What it is": lambda role: role.about or "No more is said.",
    }, lambda role: {"id": f"role-{role.id}"})  # fmt: skip


def glossary(framework: model.Framework) -> Html:
    """Every term and abbreviation, in the order of the alphabet, letter by letter."""
    terms = sorted(framework.terms.values(), key=lambda term: term.term.casefold())
    letters = itertools.groupby(terms, key=lambda term: term.term[0].upper())
    return html.join(
        fold_section(2, _letter(letter, some), _terms(letter, some, framework), {})
        for letter, some in ((letter, [*some]) for letter, some in letters)
    )


def _letter(letter: str, some: list[model.Term]) -> str:
    """A letter, with the first and the last of its terms."""
    return f"{letter}: {' to '.join(dict.fromkeys((some[0].term, some[-1].term)))}"


def _terms(letter: str, some: list[model.Term], framework: model.Framework) -> Html:
    return table_of(f"Glossary: {letter}", some, {
        "Term": lambda term: [h("strong", None, term.term), _stands_for(term)],
        "Meaning": lambda term: term.meaning,
        "Also called": lambda term: wording.listed(term.also) or "None",
        "Source": lambda term: cited(term.cite, framework),
    }, lambda term: {"id": f"term-{term.id}"})  # fmt: skip


def _stands_for(term: model.Term) -> str:
    if not term.stands_for:
        return ""
    caveat = "" if term.expanded else " (the procedures do not say so themselves)"
    return f": {term.stands_for}{caveat}"
