"""Where rules come from: sources, citations of them, and the outline of the procedures."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import attrs

from scc_model.errors import Place
from scc_model.model.names import SourceId, placed


@attrs.frozen
class Citation:
    """Where a rule comes from: a source and the exact place in it.

    Args:
        source: the authority.
        at: the place in it, such as ``Annex 2, bullet 4`` or ``section 60(10)``.
    """

    source: SourceId
    at: str


Cited = tuple[Citation, ...]


@attrs.frozen
class Source:
    """An authority: the procedures themselves, an Act, regulations, a statement to Parliament.

    Args:
        id: its name, which citations use.
        title: its full title.
        short: its name in a citation on a page.
        kind: what sort of authority it is.
        date: its date, or the state of it that is used, in words.
        standing: how far it was read for this handbook.
        url: its address.
        read_on: the day on which that address was read.
        note: what a reader should know about it.
        cite: where the procedures name it.
    """

    id: str
    title: str
    short: str
    kind: Literal["procedures", "act", "regulations", "guidance", "parliament", "data", "report"]
    date: str
    standing: Literal["read", "read-in-part", "second-hand", "not-read"]
    url: str = ""
    read_on: dt.date | None = None
    note: str = ""
    cite: Cited = ()
    place: Place | None = placed()
