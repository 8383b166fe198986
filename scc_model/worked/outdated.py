"""Words that still say what was so before: texts of the data, and pages of the book."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from scc_model import model
from scc_model.changes.differing import KINDS, Change
from scc_model.errors import Place
from scc_model.loading.checks.figures import NUMBERS
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
    after: model.Framework,
    book: Path | None,
    cases: Iterable[WorkedCase] = (),
) -> Iterator[Outdated]:
    """Find the words that still say what was so before.

    A figure is looked for in all words of the data, but for those of a rule or procedure that has
    it of its own; on the page of its procedure, and in the lines of others that name the rule. An
    old name is looked for everywhere.

    Args:
        changes: what changed.
        after: the procedures as they are to be.
        book: the folder of the pages; none to look at the data alone.
        cases: the worked cases, whose titles a reader sees.
    """
    pages = {} if book is None else dict(_pages(book))
    for change in changes:
        if change.what == "added":
            continue
        because = change.kind, change.id
        if change.kind == "rule" and change.id in after.rules:
            for figure in _old_figures(change):
                pattern = _pattern_of(figure)
                yield from _in_words_of(pattern, figure, change.id, after, because)
                yield from _in_pages(pattern, change.id, pages, because, after.home[change.id].id)
        for name in _old_names(change):
            words = r"\s+".join(map(re.escape, name.split()))
            pattern = re.compile(rf"\b{words}s?\b")
            yield from _in_data(pattern, after, because)
            yield from _in_cases(pattern, cases, because)
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
    number, unit = span.amount, span.unit.replace(" ", r"\s+")
    forms = [str(number), *(word for word, stands_for in NUMBERS.items() if stands_for == number)]
    return re.compile(rf"\b(?:{'|'.join(forms)})[\s-]+(?:more\s+)?{unit}s?\b", re.IGNORECASE)


def _in_words_of(
    pattern: re.Pattern[str], span: model.Span, name: str, after: model.Framework,
    because: tuple[str, str],
) -> Iterator[Outdated]:  # fmt: skip
    """In all words of the data, but for a rule or a procedure that has the same figure of its own.

    A rule of the same procedure that counts as long as that is told too.
    """
    home = after.home[name]
    own = {rule.id for rule in after.rules.values() if span in _spans(rule) and rule.id != name}
    elsewhere = {after.home[other].id for other in own} - {home.id}
    yield from _in_data(
        pattern, after, because,
        but_for=lambda thing: thing.id in own or _home_of(thing, after) in elsewhere,
    )  # fmt: skip
    for other in sorted(own):
        rule = after.rules[other]
        if after.home[other] is home and rule.place is not None:
            what = f"'time_limit' of the rule '{other}'"
            yield Outdated(rule.place, what, f"It counts {span} too: {rule.title}.", because)


def _spans(rule: model.Rule) -> list[Any]:
    limit = rule.time_limit
    return [] if limit is None else [limit.latest, limit.earliest]


def _home_of(thing: Any, after: model.Framework) -> str:
    """The procedure in which something stands; nothing of what stands in none."""
    if isinstance(thing, model.Procedure):
        return thing.id
    homes = (after.home, after.stage_home, after.event_home)
    return next((home[thing.id].id for home in homes if thing.id in home), "")


def _in_data(
    pattern: re.Pattern[str],
    after: model.Framework,
    because: tuple[str, str],
    but_for: Callable[[Any], bool] = lambda _: False,
) -> Iterator[Outdated]:
    for kind, where in KINDS.items():
        for thing in getattr(after, where).values():
            if not but_for(thing):
                yield from _in_thing(pattern, thing, kind, because)


def _in_cases(
    pattern: re.Pattern[str], cases: Iterable[WorkedCase], because: tuple[str, str]
) -> Iterator[Outdated]:
    for case in cases:
        for name, text in (("title", case.title), ("about", case.about)):
            if pattern.search(text):
                place = case.place or Place("cases")
                yield Outdated(place, f"'{name}' of the worked case '{case.id}'", text, because)


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
