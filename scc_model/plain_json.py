"""JSON from outside, as plain values: bounded, with no key lost and every number as it was written.

A number is kept in the words that stand in the text, as YAML is read here as well: nothing that is
entered is a number, and a message quotes what was given.
"""

from __future__ import annotations

import json
import re
from typing import Any

import attrs

from scc_model.errors import DataError, Fault, Place, short
from scc_model.limits import DEEPEST_NESTING, LARGEST_FILE, too_deep, too_large

_QUOTED = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
_BRACKET = re.compile(r"[\[\]{}]")


@attrs.frozen
class Number:
    """A number, which is no text.

    Args:
        words: as it was written, however many digits that takes.

    >>> print(Number("1.0"))
    1.0
    """

    words: str

    def __str__(self) -> str:
        return self.words


class Unusable(DataError):
    """A text of which nothing can be used."""


def size_of(text: str) -> int:
    """The bytes that a text takes in UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))


def read(text: str, name: str) -> Any:
    """Read JSON.

    Args:
        text: the text.
        name: how to call it in messages.

    Returns:
        Mappings, lists, text, numbers as :class:`Number`, true, false and nothing.

    Raises:
        Unusable: with what is wrong with a text of which nothing can be used.
        DataError: when a key stands twice.

    >>> read('{"version": 1, "school": "A"}', "case")
    {'version': Number(words='1'), 'school': 'A'}
    >>> read('{"a": 1, "a": 2}', "case")
    Traceback (most recent call last):
    ...
    scc_model.errors.DataError: 1 fault in the data:
      case: the key 'a' stands twice in one place. Keep one of the two.
    """
    start, size = Place(name), size_of(text)
    if size > LARGEST_FILE:
        raise Unusable([too_large(size, start)])
    if not text.strip():
        raise Unusable([Fault(start, "the file is empty")])
    if _levels(text) > DEEPEST_NESTING:  # so deep that to read it could break off
        raise Unusable([too_deep(start)])
    try:
        return json.loads(
            text,
            object_pairs_hook=_each_once,
            parse_int=Number,
            parse_float=Number,
            parse_constant=Number,
        )
    except _Twice as error:
        wrong = f"the key '{short(str(error))}' stands twice in one place"
        raise DataError([Fault(start, wrong, "Keep one of the two.")]) from error
    except json.JSONDecodeError as error:
        fault = Fault(Place(name, error.lineno), "the text breaks off or is not JSON")
        raise Unusable([fault]) from error


def _levels(text: str) -> int:
    """How many levels of lists and mappings a text has, as far as it is JSON."""
    levels = deepest = 0
    for mark in _BRACKET.findall(_QUOTED.sub("", text)):
        levels += 1 if mark in "[{" else -1
        deepest = max(deepest, levels)
    return deepest


class _Twice(Exception):
    """A key that stands twice, of which JSON by itself would keep the last."""


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping: dict[str, Any] = {}
    for name, value in pairs:
        if name in mapping:
            raise _Twice(name)
        mapping[name] = value
    return mapping
