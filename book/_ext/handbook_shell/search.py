"""What the search knows besides Sphinx's index: the glossary, the rules, what a page is about.

It is written as a script of its own, which only the search page loads.
"""

import json
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from handbook_shell.contents import Contents
from handbook_shell.social import DESCRIPTION
from scc_model import model
from scc_model.loading import load

WRITTEN = "_static/search-words.mjs"


def write_search_words(app: Sphinx, exception: Exception | None) -> None:
    """Write what the search knows into the built site."""
    if exception is not None or app.builder.format != "html":
        return
    knows = {"TERMS": terms(load()), "RULES": rules(load()), "PAGES": pages(app)}
    lines = [f"export const {name} = {_as_json(value)};\n" for name, value in knows.items()]
    Path(app.outdir, WRITTEN).write_text("".join(lines), encoding="utf-8")


def terms(framework: model.Framework) -> list[dict[str, Any]]:
    """Give the words of the glossary with every name they go by.

    Args:
        framework: the framework.

    Returns:
        For each term its id, its names (its own first), words that readers may use for it though
        the handbook does not, what it means, and, for an abbreviation, what it stands for.

    >>> ieb, = [term for term in terms(load()) if term["id"] == "ieb"]
    >>> ieb["names"][:2]
    ['IEB', 'interim executive board']
    """
    return [
        {
            "id": term.id,
            "names": [*filter(None, dict.fromkeys((term.term, term.stands_for, *term.also)))],
            "known_as": list(term.instead_of),
            "stands_for": term.stands_for,
            "meaning": term.meaning,
        }
        for term in framework.terms.values()
    ]


def rules(framework: model.Framework) -> list[list[str]]:
    """Give the id and the text of every rule, as the list of rules has them."""
    return [[rule.id, rule.text] for rule in framework.rules.values()]


def pages(app: Sphinx) -> dict[str, list[str]]:
    """Give of each page, in the order of the contents, its title, its part and its description."""
    contents, known = Contents(app.env), app.env.metadata
    return {
        page: [contents.title(page), contents.place(page).part,
               known.get(page, {}).get(DESCRIPTION, "")]
        for page in contents.in_order()
    }  # fmt: skip


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
