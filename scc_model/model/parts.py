"""What a thing of the framework is made of, and what it names, at any depth."""

from __future__ import annotations

import functools
import types
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import attrs

from scc_model.model.names import Names


def parts(item: Any) -> Iterator[Any]:
    """The object and every object of the framework within it."""
    if isinstance(item, tuple):
        for part in item:
            yield from parts(part)
    elif attrs.has(type(item)):
        yield item
        for name in _made_of(item.__class__):
            yield from parts(getattr(item, name))


@functools.cache
def _made_of(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a class that can hold objects of the framework."""
    hints = get_type_hints(kind)
    names = (field.name for field in attrs.fields(kind) if field.name != "place")
    return tuple(name for name in names if _holds_objects(hints[name]))


def _holds_objects(hint: Any) -> bool:
    if get_origin(hint) in (tuple, types.UnionType, Union):
        return any(map(_holds_objects, get_args(hint)))
    return hint is Any or attrs.has(hint)


@functools.cache
def naming_fields(kind: type[Any]) -> dict[str, str]:
    """The fields of a class that hold ids, and of what."""
    hints = get_type_hints(kind, include_extras=True)
    # Only what is given: a property worked out from it is annotated too, and would name it twice.
    given = {field.name: hints[field.name] for field in attrs.fields(kind)}
    return {name: of[0] for name, hint in given.items() if (of := list(_named_by(hint)))}


def _named_by(hint: Any) -> Iterator[str]:
    """What a type such as ``tuple[RoleId, ...] | None`` names, if it names anything."""
    if get_origin(hint) is Annotated:
        inner, *marks = get_args(hint)
        yield from (mark.kind for mark in marks if isinstance(mark, Names))
        yield from _named_by(inner)
    elif get_origin(hint) in (tuple, types.UnionType, Union):
        for part in get_args(hint):
            yield from _named_by(part)


def names(item: Any) -> Iterator[tuple[str, str]]:
    """What an object names, at any depth: the kind of thing and its id."""
    for part in parts(item):
        for field, kind in naming_fields(part.__class__).items():
            value = getattr(part, field)
            for name in value if isinstance(value, tuple) else (value,):
                if name is not None:
                    yield kind, name
