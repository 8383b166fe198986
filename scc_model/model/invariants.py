"""What must hold wherever a school can get to; the checks prove it by search."""

from __future__ import annotations

import attrs

from scc_model.errors import Place
from scc_model.model.authorities import Cited
from scc_model.model.conditions import Condition
from scc_model.model.names import EventId, ProcedureId, RuleId, placed


@attrs.frozen
class Invariant:
    """One thing that must hold, in exactly one of these forms.

    Args:
        id: its name.
        title: what must hold, in a few words.
        text: the same as a sentence, for the page on what was proved.
        cite: where it comes from.
        never: this condition holds nowhere.
        always: this condition holds everywhere.
        on: these events happen only where ``holds`` is true, and move none of the procedures
            named in ``leaves``.
        holds: what has to hold where the events in ``on`` happen.
        leaves: procedures that the events in ``on`` never move.
        possible: this event can happen wherever ``wherever`` is true.
        wherever: where the event in ``possible`` can always happen; left out, everywhere.
        rules: each of these rules applies exactly where ``exactly_when`` is true, and is counted
            from one of the events in ``counted_from`` under every reading.
        exactly_when: where the rules in ``rules`` apply, and they apply nowhere else.
        counted_from: the events from which the time limits of the rules in ``rules`` may run.
        formerly: ids that it had in earlier versions, so that links to them still lead to it.
    """

    id: str
    title: str
    text: str
    cite: Cited
    never: Condition | None = None
    always: Condition | None = None
    on: tuple[EventId, ...] = ()
    holds: Condition | None = None
    leaves: tuple[ProcedureId, ...] = ()
    possible: EventId | None = None
    wherever: Condition | None = None
    rules: tuple[RuleId, ...] = ()
    exactly_when: Condition | None = None
    counted_from: tuple[EventId, ...] = ()
    formerly: tuple[str, ...] = ()
    place: Place | None = placed()
