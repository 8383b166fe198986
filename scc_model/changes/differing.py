"""In what two frameworks differ: what came, what went, and which fields of what stayed changed."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import attrs

from scc_model import model

KINDS: Mapping[str, str] = {
    "quantity": "quantities",
    "procedure": "procedures", "rule": "rules", "event": "events", "stage": "stages",
    "transition": "transitions", "definition": "definitions", "decision": "decisions",
    "fact": "facts", "reading": "readings", "document": "documents", "role": "roles",
    "invariant": "invariants", "day kind": "day_kinds", "year kind": "year_kinds",
    "strand": "strands", "walk": "walks", "column": "caseload_columns", "term": "terms",
    "everyday word": "everyday_words", "source": "sources",
}  # fmt: skip
"""The kinds of thing that are compared, the weightiest first, and where a framework has them."""

_CONDITIONS = typing.get_args(model.Condition)
_BY_THEMSELVES = ("id", "place", "stages", "transitions", "events", "definitions", "decisions",
                  "rules")  # fmt: skip
"""What is no field to be compared: what a procedure holds is compared by itself."""
_WORDS = frozenset({
    "title", "text", "about", "note", "hint", "why", "because", "question", "label", "name",
    "as_written", "leads_to", "short",
})  # fmt: skip
"""Fields that only tell a reader something, and move nothing that is worked out."""


@attrs.frozen
class FieldChange:
    """A field that says something else.

    Args:
        name: its name; of one within another, with points, such as ``time_limit.latest``.
        before: what it said.
        after: what it says.
    """

    name: str
    before: Any
    after: Any

    @property
    def only_words(self) -> bool:
        """Whether it only tells a reader something."""
        return self.name.rpartition(".")[2] in _WORDS


@attrs.frozen
class Change:
    """Something that came, went or changed.

    Args:
        kind: what sort of thing it is, as in :data:`KINDS`.
        id: its id.
        title: its name for people, as it is now, or was where it is gone.
        what: whether it is new, gone, or says something else.
        fields: what says something else.
        thing: it as it is now, or was where it is gone.
    """

    kind: str
    id: str
    title: str
    what: Literal["added", "gone", "changed"]
    fields: tuple[FieldChange, ...] = ()
    thing: Any = attrs.field(default=None, repr=False, eq=False)

    @property
    def only_words(self) -> bool:
        """Whether it is only told otherwise, so that nothing moves that is worked out."""
        return self.what == "changed" and all(field.only_words for field in self.fields)


def differing(before: model.Framework, after: model.Framework) -> tuple[Change, ...]:
    """In what a framework differs from another.

    Args:
        before: the one.
        after: the other.

    Returns:
        What changed, by kind, in the order of the data; what went comes last of its kind.

    >>> from scc_model.changes.limits import with_limit
    >>> from scc_model.loading import load
    >>> [change] = differing(load(), with_limit(load(), "comply-in-initial-period", 20))
    >>> change.id, [(field.name, str(field.after)) for field in change.fields]
    ('comply-in-initial-period', [('time_limit.latest', '20 working days')])
    """
    return tuple(_changes(before, after))


def _changes(before: model.Framework, after: model.Framework) -> Iterator[Change]:
    for kind, where in KINDS.items():
        old, new = getattr(before, where), getattr(after, where)
        for name, thing in new.items():
            if name not in old:
                yield Change(kind, name, title_of(thing), "added", thing=thing)
            elif old[name] is not thing and (fields := _fields(old[name], thing)):
                yield Change(kind, name, title_of(thing), "changed", fields, thing)
        for name, thing in old.items():
            if name not in new:
                yield Change(kind, name, title_of(thing), "gone", thing=thing)
    for kind, title, old, new in (
        ("days", "The bank holidays", before.bank_holidays, after.bank_holidays),
        ("outline", "The places of the source", before.outline, after.outline),
        ("framework", after.title, _of_itself(before), _of_itself(after)),
    ):
        if fields := _fields(old, new):
            yield Change(kind, kind, title, "changed", fields, new)


def title_of(thing: Any) -> str:
    """What a thing of the data is called, for people; its id where it has no other name.

    Args:
        thing: anything that :data:`KINDS` names.
    """
    for name in ("title", "question", "name", "term", "text"):
        if getattr(thing, name, ""):
            return str(getattr(thing, name))
    return str(thing.id)


def _of_itself(framework: model.Framework) -> dict[str, Any]:
    """What a framework says of itself, beside the things in it."""
    known = {*KINDS.values(), "bank_holidays", "outline", "writing"}
    return {
        field.name: getattr(framework, field.name)
        for field in attrs.fields(model.Framework)
        if field.name not in known
    }


def _fields(before: Any, after: Any) -> tuple[FieldChange, ...]:
    if before == after:  # as nearly all are
        return ()
    old, new = dict(_flat(before)), dict(_flat(after))
    names = [*new, *(name for name in old if name not in new)]
    changed = (FieldChange(name, old.get(name), new.get(name)) for name in names)
    return tuple(field for field in changed if field.before != field.after)


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """The fields of something, and of what is within them, each with its whole name."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{name}.{key}" if name else str(key))
    elif attrs.has(type(value)) and not isinstance(value, (*_CONDITIONS, model.Span)):
        for field in attrs.fields(type(value)):
            if field.name not in _BY_THEMSELVES and field.init:  # else it follows from the others
                key = field.name.rstrip("_")
                yield from _flat(getattr(value, field.name), f"{name}.{key}" if name else key)
    elif isinstance(value, tuple) and value and _is_of_parts(value[0]):
        for number, part in enumerate(value, 1):
            known = getattr(part, "id", None) or getattr(part, "date", number)
            yield from _flat(part, f"{name}.{known}")
    elif not is_nothing(value):
        yield name, value


def is_nothing(value: Any) -> bool:
    """Whether a field says nothing; a number that is zero says something."""
    return value is None or value is False or value in ("", ())


def _is_of_parts(value: Any) -> bool:
    """Whether something has fields of its own, and is more than a condition or a citation."""
    return attrs.has(type(value)) and not isinstance(value, (*_CONDITIONS, model.Citation))
