"""What follows a quantity or a name that was changed, and so is told with it and not again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from scc_model import model
from scc_model.changes.differing import Change, FieldChange, differing
from scc_model.loading import tokens

_TAKEN_FROM = {"quantity": {"value"}, "role": {"name", "plural"}}
"""The kinds of thing that texts take, and the fields that they take."""


def changes_told_once(before: model.Framework, after: model.Framework) -> tuple[Change, ...]:
    """In what two frameworks differ, without what only follows a changed quantity or name.

    Args:
        before: the one.
        after: the other.

    >>> from scc_model.loading import load
    >>> changes_told_once(load(), load())
    ()
    """
    changes = differing(before, after)
    moved = {change.id for change in changes if is_taken(change)}
    if not moved:
        return changes
    follow = _following(moved, before, after)
    told = []
    for change in changes:
        pairs = follow.get(change.id, set()) | follow.get("", set())
        own = _TAKEN_FROM.get(change.kind, set())
        fields = tuple(x for x in change.fields if x.name in own or not _follows(x, pairs))
        if fields or change.what != "changed":
            told.append(attrs.evolve(change, fields=fields))
    return tuple(told)


def is_taken(change: Change) -> bool:
    """Whether something changed that others take: how much that is, or how somebody is called."""
    fields = _TAKEN_FROM.get(change.kind, set())
    return change.what == "changed" and any(field.name in fields for field in change.fields)


def _following(
    moved: Iterable[str], before: model.Framework, after: model.Framework
) -> Mapping[str, set[tuple[str, str]]]:
    """What a text came to and comes to now, by each thing in which it stands."""
    changed = frozenset(moved)
    old = tokens.forms_of(before.roles.values(), before.quantities.values())
    new = tokens.forms_of(after.roles.values(), after.quantities.values())
    follow: dict[str, set[tuple[str, str]]] = {}
    for text in after.writing:
        if not changed.isdisjoint(text.takes):
            pair = tokens.fill(text.text, old).text, tokens.fill(text.text, new).text
            for name in text.within or ("",):
                follow.setdefault(name, set()).add(pair)
    return follow


def _follows(field: FieldChange, pairs: set[tuple[str, str]]) -> bool:
    """Whether a field says something else only because what it takes does."""
    was, is_ = _parts(field.before), _parts(field.after)
    return len(was) == len(is_) and all(
        one == other or (str(one), str(other)) in pairs for one, other in zip(was, is_, strict=True)
    )


def _parts(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)
