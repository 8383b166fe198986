"""Words that still say what was so before: texts of the data, and pages of the book."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import attrs

from scc_model import model
from scc_model.changes.differing import KINDS, Change
from scc_model.errors import Place
from scc_model.loading.number_words import NUMBERS
from scc_model.loading.taking import counted_by, takers
from scc_model.worked.cases import WorkedCase

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
    changes: Iterable[Change],
    before: model.Framework,
    after: model.Framework,
    book: Path | None,
    cases: Iterable[WorkedCase] = (),
) -> Iterator[Outdated]:
    """Find the words that still say what was so before.

    What takes a figure or a name from where it stands once follows by itself. So an old figure or
    name is looked for where it is typed; and where a rule counts by another quantity than before,
    the words of its procedure, and the lines of pages that name it, that take the one before.

    Args:
        changes: what changed.
        before: the procedures as they were.
        after: the procedures as they are to be.
        book: the folder of the pages; none to look at the data alone.
        cases: the worked cases, whose titles a reader sees.
    """
    pages = {} if book is None else dict(_pages(book))
    for change in changes:
        if change.what == "added":
            continue
        because = change.kind, change.id
        if change.kind == "quantity":
            yield from _figures(change, after, pages)
        if change.kind == "rule" and change.id in after.rules:
            yield from _another_quantity(change, before, after, pages)
        for name in _old_names(change):
            words = r"\s+".join(map(re.escape, name.split()))
            pattern = re.compile(rf"\b{words}s?\b")
            yield from _in_data(pattern, after, because)
            yield from _in_cases(pattern, cases, because)
            yield from _in_pages(pattern, "", pages, because)
        if change.what == "gone":
            yield from _in_pages(re.compile(rf"`{re.escape(change.id)}`"), "", pages, because)


def _figures(
    change: Change, after: model.Framework, pages: Mapping[str, list[str]]
) -> Iterator[Outdated]:
    """Where the old figure of a quantity is typed; on pages, beside the rules that count it."""
    because = change.kind, change.id
    for field in change.fields:
        if field.name == "value" and isinstance(field.before, str):
            pattern = _typed(field.before)
            yield from _in_data(pattern, after, because)
            for rule in takers(change.id, after):
                yield from _in_pages(pattern, rule, pages, because, after.home[rule].id)


def _another_quantity(
    change: Change, before: model.Framework, after: model.Framework,
    pages: Mapping[str, list[str]],
) -> Iterator[Outdated]:  # fmt: skip
    """What still takes the quantity by which a rule counted before, and nothing counts it there."""
    because, home = (change.kind, change.id), after.home[change.id]
    counted = {rule.id: {*counted_by(rule.id, after)} for rule in home.rules}
    for name in counted_by(change.id, before):
        if name in counted[change.id] or name not in after.quantities:
            continue
        pattern = re.compile(rf"<{name}(?::[a-z]+)?>", re.IGNORECASE)
        own = {rule for rule, names in counted.items() if name in names}
        near = [text for text in after.writing
                if home.id in text.within and own.isdisjoint(text.within)]  # fmt: skip
        yield from _in_texts(pattern, near, after, because)
        yield from _in_pages(pattern, change.id, pages, because)


def _old_names(change: Change) -> Iterator[str]:
    """The names that a role, a document or a stage no longer has."""
    if change.kind not in ("role", "document", "stage", "decision"):
        return
    for field in change.fields:
        if field.name in _NAMES and isinstance(field.before, str):
            yield field.before


def _typed(value: str) -> re.Pattern[str]:
    """A figure as it can be typed in a sentence: in figures, in words, or counted."""
    number, _, unit = value.partition(" ")
    forms = [number, *(word for word, stands_for in NUMBERS.items() if str(stands_for) == number)]
    what = rf"[\s-]+(?:more\s+)?{re.escape(unit.removesuffix('s'))}s?" if unit else ""
    words = what.replace("\\ ", r"\s+")
    return re.compile(rf"\b(?:{'|'.join(forms)}){words}\b", re.IGNORECASE)


def _in_data(
    pattern: re.Pattern[str], after: model.Framework, because: tuple[str, str]
) -> Iterator[Outdated]:
    """In the texts of the data as they are written."""
    yield from _in_texts(pattern, after.writing, after, because)


def _in_texts(
    pattern: re.Pattern[str],
    texts: Iterable[model.Written],
    after: model.Framework,
    because: tuple[str, str],
) -> Iterator[Outdated]:
    for text in texts:
        if " " in text.text and text.within and pattern.search(text.text):
            kinds = (kind for kind, at in KINDS.items() if text.within[-1] in getattr(after, at))
            kind = next(kinds, "part")
            what = f"'{text.key}' of the {kind} '{text.within[-1]}'"
            yield Outdated(text.place, what, text.text, because)


def _in_cases(
    pattern: re.Pattern[str], cases: Iterable[WorkedCase], because: tuple[str, str]
) -> Iterator[Outdated]:
    for case in cases:
        for name, text in (("title", case.title), ("about", case.about)):
            if pattern.search(text):
                place = case.place or Place("cases")
                yield Outdated(place, f"'{name}' of the worked case '{case.id}'", text, because)


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
    home: str = "",
) -> Iterator[Outdated]:
    """In the lines of a book; where a rule is given, in those that name it, and the one before.

    On the page of the procedure in which the rule stands, every line is looked at.
    """
    for page, lines in pages.items():
        own, text = bool(home) and Path(page).stem == home.replace("-", "_"), "\n".join(lines)
        # A sentence can be broken over the end of a line.
        found = {text.count("\n", 0, match.start()) for match in pattern.finditer(text)}
        for number in sorted(found):
            near = "\n".join(lines[number : number + 2])
            if own or not marked or f"`{marked}`" in near:
                yield Outdated(Place(page, number + 1), "the page", lines[number].strip(), because)
