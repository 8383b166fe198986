"""A school in all procedures at once: where it begins, and where an event takes it.

A school stands in one stage of every procedure. An event moves every procedure that has a
transition for it from where the school stands and whose guard holds. The procedure in which the
event is described decides whether it can happen, if it has transitions for it; otherwise it is
enough that some procedure has one that is open. An event of no transition at all is only noted.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

import attrs

from scc_model import model
from scc_model.conditions import Context, Verdict, evaluate, holds


@attrs.frozen
class Move:
    """A transition that an event brings about, or would if its guard held.

    Args:
        procedure: id of the procedure it belongs to.
        transition: the transition.
        open: whether its guard holds; none while that is not known.
        context: what its guard was looked at with.
    """

    procedure: str
    transition: model.Transition
    open: bool | None
    context: Context = attrs.field(repr=False, eq=False)

    @functools.cached_property
    def verdict(self) -> Verdict:
        """What its guard came to, with the reasons; worked out when it is asked for."""
        return evaluate(self.transition.when, self.context)


@attrs.frozen
class Step:
    """What an event does where the school stands.

    Args:
        event: the event.
        allowed: whether it can happen; none while that is not known.
        moves: every transition for it from where the school stands.
        noted: whether it belongs to no transition, and so moves nothing anywhere.
        context: what the event was looked at with.
    """

    event: model.Event
    allowed: bool | None
    moves: tuple[Move, ...]
    noted: bool
    context: Context = attrs.field(repr=False, eq=False)

    @functools.cached_property
    def when(self) -> Verdict:
        """What the event's own condition came to, with the reasons."""
        return evaluate(self.event.when, self.context)

    @property
    def entered(self) -> tuple[str, ...]:
        """The stages that the school enters, in the order of the procedures."""
        if not self.allowed:
            return ()
        return tuple(move.transition.to for move in self.moves if move.open)


@functools.lru_cache(maxsize=8)
def transitions_by_event(
    framework: model.Framework,
) -> Mapping[str, tuple[tuple[str, model.Transition], ...]]:
    """The transitions of each event, each with its procedure, in the order of the data."""
    found: dict[str, list[tuple[str, model.Transition]]] = {}
    for procedure in framework.procedures.values():
        for transition in procedure.transitions:
            found.setdefault(transition.event, []).append((procedure.id, transition))
    return {event: tuple(pairs) for event, pairs in found.items()}


@functools.lru_cache(maxsize=2_000)
def deciding(framework: model.Framework, event: str) -> str | None:
    """The procedure that decides whether an event can happen; none if any that it moves will do."""
    home = framework.event_home[event].id
    moved = {procedure for procedure, _ in transitions_by_event(framework).get(event, ())}
    return home if home in moved else None


def beginnings(procedure: model.Procedure, context: Context) -> Iterator[model.Stage]:
    """The stages in which a school can begin, as far as is known.

    Args:
        procedure: the procedure.
        context: the facts that can settle it.
    """
    for stage in procedure.stages:
        if stage.starts and holds(stage.starts_when, context) is not False:
            yield stage


def start(context: Context) -> dict[str, str]:
    """Where a school begins: one stage for each procedure that has stages.

    A procedure whose beginning is not settled by what is known is left out.

    >>> from scc_model.loading import load
    >>> start(Context.of(load()))["qdd-programme"]
    'unclassified'
    """
    stands: dict[str, str] = {}
    for procedure in context.framework.procedures.values():
        found = list(beginnings(procedure, context))
        if len(found) == 1:
            stands[procedure.id] = found[0].id
    return stands


def unsettled(context: Context) -> tuple[str, ...]:
    """The facts that would settle where a school begins, in procedures whose stage is not known.

    >>> from scc_model.loading import load
    >>> unsettled(Context.of(load()))
    ('school-type',)
    """
    found: dict[str, None] = {}
    for procedure in context.framework.procedures.values():
        if procedure.id not in context.stands:
            for stage in procedure.stages:
                if stage.starts:
                    found |= dict.fromkeys(evaluate(stage.starts_when, context).missing)
    return tuple(found)


def leaving(event: str, context: Context) -> list[tuple[str, model.Transition]]:
    """The transitions of an event from where the school stands, whatever their guards say."""
    stands = context.stands
    return [
        (procedure, transition)
        for procedure, transition in transitions_by_event(context.framework).get(event, ())
        if stands.get(procedure) in transition.from_
    ]


def step(event: str, context: Context) -> Step:
    """What an event does where the school stands.

    Args:
        event: id of the event.
        context: where it stands, and the facts, readings and decisions known.

    Returns:
        Whether the event can happen, and the transitions it brings about.

    >>> from scc_model.loading import load
    >>> context = Context.of(load(), decided={"category": "special-measures"},
    ...                      stages=["inadequate-indicated"])
    >>> step("judgement-final", context).entered
    ('special-measures',)
    """
    described = context.framework.events[event]
    moves = tuple(
        Move(procedure, transition, holds(transition.when, context), context)
        for procedure, transition in leaving(event, context)
    )
    decider = deciding(context.framework, event)
    decisive = tuple(
        move for move in moves
        if decider not in context.stands or move.procedure == decider
    )  # fmt: skip
    noted = event not in transitions_by_event(context.framework)
    allowed = _allowed(decisive, when=holds(described.when, context), noted=noted)
    return Step(described, allowed, moves, noted, context)


def _allowed(moves: tuple[Move, ...], *, when: bool | None, noted: bool) -> bool | None:
    if when is False:
        return False
    guards = [move.open for move in moves]
    if noted or True in guards:
        return when
    return None if None in guards else False


def after(made: Step, stands: Mapping[str, str]) -> dict[str, str]:
    """Where the school stands after a step; where it is not allowed, where it stood."""
    moved = dict(stands)
    if made.allowed:
        for move in made.moves:
            if move.open:
                moved[move.procedure] = move.transition.to
    return moved
