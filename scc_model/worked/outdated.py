"""Words that still say what was so before: texts of the data, and pages of the book."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from scc_model import model
from scc_model.changes.differing import KINDS, Change
from scc_model.errors import Place
from scc_model.loading.checks.figures import CARDINALS

_ORDINALS = {
    1: "first", 2: "second", 3: "third", 5: "fifth", 8: "eighth", 9: "ninth", 12: "twelfth",
    20: "twentieth",
}  # fmt: skip
_NAMES = ("title", "name")
"""The fields by which other words call a thing."""


@attrs.frozen
class Outdated:
    """Words that still say what was so before.

    Args:
        place: where they stand.
        what: in what: a rule's text, or a page.
        words: what they say.
        because: the kind and id of what changed.
    """

    place: Place
    what: str
    words: str
    because: tuple[str, str]


def find(
    changes: Iterable[Change], after: model.Framework, book: Path | None
) -> Iterator[Outdated]:
    """Find the words that still say what was so before.

    A figure is looked for where the rule is told of: in its own words, in those of its procedure,
    and in the lines of the book that name it. An old name is looked for everywhere.

    Args:
        changes: what changed.
        after: the procedures as they are to be.
        book: the folder of the pages; none to look at the data alone.
    """
    pages = {} if book is None else dict(_pages(book))
    for change in changes:
        if change.what == "added":
            continue
        because = change.kind, change.id
        if change.kind == "rule" and change.id in after.rules:
            for figure in _old_figures(change):
                pattern = _pattern_of(figure)
                yield from _in_rule(pattern, change.id, after, because)
                yield from _in_pages(pattern, change.id, pages, because)
        for name in _old_names(change):
            pattern = re.compile(rf"\b{re.escape(name)}s?\b")
            yield from _in_data(pattern, after, because)
            yield from _in_pages(pattern, "", pages, because)
        if change.what == "gone":
            yield from _in_pages(re.compile(rf"`{re.escape(change.id)}`"), "", pages, because)


def _old_figures(change: Change) -> Iterator[model.Span]:
    """The periods that a rule no longer has."""
    kept = {field.after for field in change.fields}
    for field in change.fields:
        if isinstance(field.before, model.Span) and field.before not in kept:
            yield field.before


def _old_names(change: Change) -> Iterator[str]:
    """The names that a role, a document or a stage no longer has."""
    if change.kind not in ("role", "document", "stage", "decision"):
        return
    for field in change.fields:
        if field.name in _NAMES and isinstance(field.before, str):
            yield field.before


def _pattern_of(span: model.Span) -> re.Pattern[str]:
    """A period as it can stand in a sentence: in figures, in words, or counted."""
    number, unit = span.amount, span.unit
    forms = [str(number)]
    if number < len(CARDINALS):
        forms += [CARDINALS[number], _ORDINALS.get(number, f"{CARDINALS[number]}th")]
    return re.compile(rf"\b(?:{'|'.join(forms)})[ -](?:more )?{re.escape(unit)}s?\b", re.IGNORECASE)


def _in_rule(
    pattern: re.Pattern[str], name: str, after: model.Framework, because: tuple[str, str]
) -> Iterator[Outdated]:
    """In the words of a rule, and of what else its procedure says that tells of no rule's time."""
    home = after.home[name]
    near = [after.rules[name], home, *home.stages, *home.events, *home.definitions]
    for thing in near:
        kind = "rule" if thing is near[0] else type(thing).__name__.lower()
        yield from _in_thing(pattern, thing, kind, because)


def _in_data(
    pattern: re.Pattern[str], after: model.Framework, because: tuple[str, str]
) -> Iterator[Outdated]:
    for kind, where in KINDS.items():
        for thing in getattr(after, where).values():
            yield from _in_thing(pattern, thing, kind, because)


def _in_thing(
    pattern: re.Pattern[str], thing: Any, kind: str, because: tuple[str, str]
) -> Iterator[Outdated]:
    for name, text in _texts(thing):
        if pattern.search(text):
            place = getattr(thing, "place", None) or Place("procedures")
            yield Outdated(place, f"'{name}' of the {kind} '{thing.id}'", text, because)


def _texts(thing: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """The words of a thing, but for those of the things that a procedure holds."""
    for field in attrs.fields(type(thing)):
        value, whole = getattr(thing, field.name), f"{name}{field.name}"
        if field.name in ("id", "cite", "place"):
            continue
        if isinstance(value, str) and " " in value:
            yield whole, value
        elif attrs.has(type(value)):
            yield from _texts(value, f"{whole}.")
        elif isinstance(value, tuple) and not isinstance(thing, model.Procedure):
            for part in value:
                if attrs.has(type(part)):
                    yield from _texts(part, f"{whole}.")


def _pages(book: Path) -> Iterator[tuple[str, list[str]]]:
    """The pages of a book, by their names: the lines of each."""
    for path in sorted(book.glob("**/*.md")):
        name = path.relative_to(book.parent).as_posix()
        yield name, path.read_text(encoding="utf-8").splitlines()


def _in_pages(
    pattern: re.Pattern[str],
    marked: str,
    pages: Mapping[str, list[str]],
    because: tuple[str, str],
) -> Iterator[Outdated]:
    """In the lines of a book; where a rule is given, in those that name it, and the one before."""
    for page, lines in pages.items():
        for number, line in enumerate(lines):
            near = "\n".join(lines[number : number + 2])
            if pattern.search(line) and (not marked or f"`{marked}`" in near):
                yield Outdated(Place(page, number + 1), "the page", line.strip(), because)
