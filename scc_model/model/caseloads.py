"""Columns of a list of many schools, as those who publish such lists name them."""

from __future__ import annotations

from typing import Literal

import attrs

from scc_model.errors import Place
from scc_model.model.authorities import Cited
from scc_model.model.names import DecisionId, EventId, FactId, placed

ColumnHolds = Literal[
    "school", "urn", "authority", "school-holidays", "inspection-began", "inspection-kind",
    "judgement", "nothing-used",
]  # fmt: skip


@attrs.frozen
class Code:
    """A word or number that stands in a column for an answer or an outcome.

    Args:
        code: as the column writes it.
        also: other ways to write the same.
        is_: the answer to the fact, or the outcome of the decision.
        note: what the reader of a list is told who uses it.
    """

    code: str
    is_: str
    also: tuple[str, ...] = ()
    note: str = ""


@attrs.frozen
class CaseloadColumn:
    """A column of a list of schools, and what it says in the words of this handbook.

    It says one thing: ``holds``, ``event``, ``fact`` or ``decision``.

    Args:
        id: its name.
        headers: how its heading can be written; capitals, spaces and punctuation do not matter.
        cite: who writes it so.
        holds: something about the school that is no fact of the procedures.
        event: the event whose date it holds.
        fact: the fact whose answer it holds.
        decision: the decision whose outcome it holds.
        codes: what stands for an answer or an outcome, besides its own id and name.
        empty: what it writes where nothing is known, besides nothing at all.
        picks: whether a list with this column is about more schools than are wanted: only those
            for which it holds something are taken.
        like: another column, whose codes and whose words for nothing it shares.
        inspection: of which inspection of a school it tells. Columns that name the same one belong
            together, and a list can tell of several in one row.
        today: whether it says how the school stands today, whichever inspection that came from.
        stands_in: whether it counts only where no other column says the same thing.
        lenient: whether what stands for nothing here counts as not known, and is told, instead of
            keeping the row from being used.
        visits: for a column that says what kind of inspection it was, what a text holds that names
            a visit without a judgement.
        no_schools: for a column of names, how a row begins that is no school, such as a total.
        note: what an editor should know about it.
    """

    id: str
    headers: tuple[str, ...]
    cite: Cited
    holds: ColumnHolds | None = None
    event: EventId | None = None
    fact: FactId | None = None
    decision: DecisionId | None = None
    codes: tuple[Code, ...] = ()
    empty: tuple[str, ...] = ()
    picks: bool = False
    like: str = ""
    inspection: str = ""
    today: bool = False
    stands_in: bool = False
    lenient: bool = False
    visits: tuple[str, ...] = ()
    no_schools: tuple[str, ...] = ()
    note: str = ""
    place: Place | None = placed()
