"""What can go wrong, in words a reader can act on.

Every error of this package is an :class:`SccError`. Its message says what was given, why it
fails and what would be accepted; the same facts stand as attributes, so that the command line,
the notebooks and the live walks can show them in their own way.
"""

from __future__ import annotations

import difflib
import functools
import heapq
import itertools
from collections.abc import Iterable
from pathlib import PurePath

import attrs

_FEW, _LIKEST = 24, 6  # names that fit into one message; those shown where there are more
_NEAR = 0.75  # how like a name has to be to have been meant, of 1
_LOOKED_AT, _COMPARED = (
    100,
    40,
)  # characters of a name, and names, that are compared letter by letter


class SccError(Exception):
    """The base of every error this package raises on purpose."""


@attrs.frozen
class Place:
    """Where something stands in the data files.

    Args:
        file: path of the file, relative to the data folder where it lies in one.
        line: line number, counted from 1; 0 for the file as a whole, or where no line is known.

    >>> print(Place("roles.yaml", 12))
    roles.yaml:12
    >>> print(Place("roles.yaml"))
    roles.yaml
    """

    file: str
    line: int = 0

    def __str__(self) -> str:
        file = PurePath(self.file).as_posix()
        return f"{file}:{self.line}" if self.line else file


@attrs.frozen
class Fault:
    """One thing wrong in the data: where it stands and what would be accepted.

    Args:
        place: file and line.
        message: what was found and why it cannot be used.
        hint: a sentence with what would be accepted; empty when the message says it all.

    >>> print(Fault(Place("roles.yaml", 3), "there is no key 'nmae' here", "Did you mean 'name'?"))
    roles.yaml:3: there is no key 'nmae' here. Did you mean 'name'?
    """

    place: Place
    message: str
    hint: str = ""

    def __str__(self) -> str:
        fault = f"{self.place}: {self.message}"
        return f"{fault}. {self.hint}" if self.hint else fault


class DataError(SccError):
    """The data files cannot be used; every fault found is listed.

    Args:
        faults: all of them, in the order of file and line.
        where: in which data, for somebody who gave two.
    """

    def __init__(self, faults: Iterable[Fault], where: str = "the data") -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.place.file, fault.place.line)))
        count = len(self.faults)
        noun = "fault" if count == 1 else "faults"
        lines = "\n".join(f"  {fault}" for fault in self.faults)
        super().__init__(f"{count} {noun} in {where}:\n{lines}")


class UnknownName(SccError):
    """A name was given that the framework does not have.

    Args:
        kind: what sort of name was expected, such as ``event``.
        given: what was given.
        allowed: every name that would be accepted.

    >>> print(UnknownName("category", "special-measure", ["special-measures"]))
    There is no category 'special-measure'. Did you mean 'special-measures'?
    """

    def __init__(self, kind: str, given: str, allowed: Iterable[str]) -> None:
        self.kind = kind
        self.given = given
        self.allowed = tuple(allowed)
        super().__init__(f"There is no {kind} '{short(given)}'. {suggestion(given, self.allowed)}")


class BadValue(SccError):
    """Something was given in a form, or with a meaning, that cannot be used."""


class DateOutOfRange(BadValue):
    """A date lies outside the days for which bank holidays are known."""


class EventsOutOfOrder(BadValue):
    """An event is dated before one that has to come first."""


class NothingToWrite(SccError):
    """A file would hold nothing, so it is not written; the message says why."""


def short(text: str, most: int = 80) -> str:
    """Words from outside as a message quotes them: the beginning of very long ones.

    Args:
        text: the words.
        most: characters quoted.

    >>> short("special-measures"), short("x" * 100, 10)
    ('special-measures', 'xxxxxxx...')
    """
    return text if len(text) <= most else f"{text[: most - 3]}..."


def nearest(given: str, allowed: Iterable[str]) -> str | None:
    """The allowed name that was probably meant, if one is near enough.

    >>> nearest("link-advisor", ["link-adviser", "senior-adviser"])
    'link-adviser'
    """
    near = _likest(given, allowed, most=1, cutoff=_NEAR)
    return near[0] if near else None


def suggestion(given: str, allowed: Iterable[str]) -> str:
    """Say what would have been accepted: the nearest name, or all of them if they are few.

    >>> suggestion("link-advisor", ["link-adviser", "senior-adviser"])
    "Did you mean 'link-adviser'?"
    >>> suggestion("zzz", ["a", "b"])
    'Accepted: a, b.'
    """
    names = sorted(allowed)
    near = nearest(given, names)
    if near:
        return f"Did you mean '{near}'?"
    if len(names) > _FEW:
        likest = _likest(given, names, most=_LIKEST, cutoff=0.0)
        return f"The nearest of {len(names):,} names are: {', '.join(likest)}."
    return f"Accepted: {', '.join(names)}." if names else "None is defined."


def _likest(given: str, allowed: Iterable[str], *, most: int, cutoff: float) -> list[str]:
    """The allowed names most like one that was given, in a time that does not grow with it.

    Comparing costs the product of both lengths for each name. So no more than the beginnings are
    looked at, and only the names that share most of its pairs of letters are compared: the others
    are hardly among the likest.
    """
    begins = given[:_LOOKED_AT]
    pairs = _pairs(begins)
    whole = {name[:_LOOKED_AT]: name for name in sorted(allowed, reverse=True)}
    sharing = heapq.nsmallest(_COMPARED, whole, key=lambda name: -len(pairs & _pairs(name)))
    near = difflib.get_close_matches(begins, sorted(sharing), n=most, cutoff=cutoff)
    return [whole[name] for name in near]


@functools.lru_cache(maxsize=4096)  # the names of the data are asked for again and again
def _pairs(name: str) -> frozenset[str]:
    """The pairs of letters that stand side by side in a name."""
    return frozenset(map("".join, itertools.pairwise(name)))
