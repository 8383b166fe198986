"""What every walk is: a function from the state of its form to the HTML of form and result.

The state is the text of a form, written as a URL query, so one text serves the form, the link that
reopens it and the request to Python. The published site and JupyterLab both show the answer
through the same script.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Protocol
from urllib.parse import parse_qsl, urlencode

import attrs

from scc_model import model
from scc_model.limits import LARGEST_FILE
from scc_model.words.html import Html

LONGEST_STATE = 16 * LARGEST_FILE
"""How many characters of a state are read, in every walk: any case that a file can hold, of which a
character may take eight in a link, and twelve where that link stands within another."""
_MOST_PAIRS = 100_000


@attrs.frozen
class Reply:
    """What a walk answers.

    Args:
        body: the form and the result.
        announce: the result in a sentence, for a screen reader.
        state: the state as the walk understood it; it reopens the walk as it stands.
        link: what of the state may stand in a link, where that is not all of it.
    """

    body: Html
    announce: str
    state: str
    link: str | None = None


@attrs.frozen
class Download:
    """A file made from a walk."""

    filename: str
    media_type: str
    text: str


class Walk(Protocol):
    """A question and answer page about the procedures."""

    @property
    def id(self) -> str:
        """Its name in addresses and programs."""

    @property
    def title(self) -> str:
        """Its name for people."""

    @property
    def example(self) -> str:
        """The state that its page shows where the page does not say."""

    def respond(self, framework: model.Framework, state: str) -> Reply:
        """Answer a state; nothing in it, however wrong, makes this raise."""

    def download(
        self, framework: model.Framework, state: str, kind: str, written: dt.datetime
    ) -> Download:
        """Make a file; ``kind`` is one of those the walk's buttons name, ``written`` says when."""

    def golden(self, framework: model.Framework) -> tuple[str, ...]:
        """States whose answers must be the same in every Python, beside the worked cases."""


@attrs.frozen
class State:
    """A state taken apart: the values given for each name, in order.

    Args:
        values: the values of each name, as they were given.
        cut: whether there was more of it than is read.
    """

    values: Mapping[str, tuple[str, ...]]
    cut: bool = False

    @classmethod
    def of(cls, text: str) -> State:
        """Read a query.

        Args:
            text: the query. Of one that is too long, or has too many parts, what stands before the
                limit is read, name by name, and :attr:`cut` tells.

        >>> State.of("category=special-measures&holiday-from=a&holiday-from=b").all("holiday-from")
        ('a', 'b')
        """
        parts = text[:LONGEST_STATE].split("&", _MOST_PAIRS)
        cut = len(text) > LONGEST_STATE or len(parts) > _MOST_PAIRS
        if cut:  # half a value is none
            text = "&".join(parts[: min(len(parts) - 1, _MOST_PAIRS)])
        # Half a character could not be written back.
        text = text.encode("utf-8", "replace").decode()
        return cls.holding(parse_qsl(text, keep_blank_values=True), cut=cut)

    @classmethod
    def holding(cls, pairs: Iterable[tuple[str, str]], *, cut: bool = False) -> State:
        """A state from names and values."""
        values: dict[str, list[str]] = {}
        for name, value in pairs:
            values.setdefault(name, []).append(value)
        return cls({name: tuple(every) for name, every in values.items()}, cut)

    def first(self, name: str) -> str:
        """The value of a name without spaces around it, or nothing."""
        return self.values[name][0].strip() if name in self.values else ""

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a name."""
        return self.values.get(name, ())


def query(pairs: Iterable[tuple[str, str]]) -> str:
    """A state from names and values; empty values are left out."""
    return urlencode([pair for pair in pairs if pair[1]])
