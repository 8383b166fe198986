"""Where a school stands, in words: its stage in each procedure, and since when."""

from __future__ import annotations

import datetime as dt

import attrs

from scc_model import model
from scc_model.cases.journey import Journey
from scc_model.cases.replay.happened import Happened
from scc_model.conditions.leaves import leaves
from scc_model.words import uncertain, wording


@attrs.frozen
class Position:
    """Where the school stands in one procedure.

    Args:
        strand: title of the strand.
        procedure: the procedure.
        stages: the stage; several where it is not known in which of them.
        since: the day on which the school came to it; none for one where it began. Where that is
            not known, the last that it can have been.
        exact: whether that day is known.
        presumed: whether nobody recorded what brought the school there.
        told: whether an entry says all the same that the school came there.
        first: for one to which something brought the school that is presumed to have followed at
            once, the first day that it can have been.
        unless: for one to which a day of the calendar brought the school that is in doubt, the
            events that must not have happened.
    """

    strand: str
    procedure: model.Procedure
    stages: tuple[model.Stage, ...]
    since: dt.date | None
    exact: bool = True
    presumed: bool = False
    told: bool = False
    first: dt.date | None = None
    unless: tuple[model.Event, ...] = ()

    @property
    def named(self) -> str:
        """The stage by its title, or those of which it is one."""
        return wording.listed((stage.title for stage in self.stages), "or")

    @property
    def since_said(self) -> str:
        """Since when the school stands there, in a few words; empty for where it began."""
        if len(self.stages) > 1:
            return "which of them depends on a day that is not known exactly"
        if self.since is None:
            return ""
        said = uncertain.since(self.since, exact=self.exact, first=self.first)
        if self.unless:
            titles = wording.listed((f"'{event.title}'" for event in self.unless), "or")
            return f"{said}, unless this has happened in time: {titles}"
        if self.told:
            return f"{said} (nobody recorded the day)"
        return f"{said} (it must have; nobody recorded it)" if self.presumed else said

    @property
    def moved(self) -> bool:
        """Whether the school has left the stage where it began."""
        return self.since is not None or len(self.stages) > 1


def positions_of(journey: Journey) -> list[Position]:
    """Where the school stands, as far as is known, in the order of the procedures."""
    known = journey.context
    stands = {name: frozenset((stage,)) for name, stage in known.stands.items()}
    return [
        _position(procedure, every[procedure.id], journey)
        for every in ({**stands, **known.perhaps},)
        for procedure in known.framework.procedures.values()
        if procedure.id in every
    ]


def _position(procedure: model.Procedure, stages: frozenset[str], journey: Journey) -> Position:
    framework, known = journey.context.framework, journey.replayed.entered.get(procedure.id)
    entered = journey.undisturbed.replayed.entered.get(procedure.id)
    doubted = known.unless if known is not None and known.in_doubt else ()
    one = len(stages) == 1
    begun = entered is not None and entered.first > journey.case.begins
    return Position(
        framework.strand_of[procedure.id].title,
        procedure,
        tuple(stage for stage in procedure.stages if stage.id in stages),
        entered.from_day if entered and one else None,
        exact=entered is None or entered.exact,
        presumed=entered is not None and entered.standing == "presumed",
        told=entered is not None and _is_told(procedure.id, entered),
        first=entered.from_first if entered is not None and begun and entered.spans else None,
        unless=tuple(framework.events[name] for name in doubted),
    )


def _is_told(procedure: str, entered: Happened) -> bool:
    """Whether the entry that something is presumed from says the outcome that led to a stage."""
    if entered.because is None:
        return False
    framework = entered.step.context.framework
    return any(
        isinstance(leaf, model.DecisionIs) and leaf.decision in entered.because.decided
        for move in entered.step.moves
        if move.procedure == procedure and move.open
        for leaf in leaves(move.transition.when, framework)
    )


# --- Its events ----------------------------------------------------------------------------------
