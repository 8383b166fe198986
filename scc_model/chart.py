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

from scc_model import framework as fw
from scc_model.conditions import Context, Verdict, evaluate


@attrs.frozen
class Move:
    """A transition that an event brings about, or would if its guard held.

    Args:
        procedure: id of the procedure it belongs to.
        transition: the transition.
        verdict: what its guard came to.
    """

    procedure: str
    transition: fw.Transition
    verdict: Verdict


@attrs.frozen
class Step:
    """What an event does where the school stands.

    Args:
        event: the event.
        allowed: whether it can happen; none while that is not known.
        when: what the event's own condition came to.
        moves: every transition for it from where the school stands.
        noted: whether it belongs to no transition, and so moves nothing anywhere.
    """

    event: fw.Event
    allowed: bool | None
    when: Verdict
    moves: tuple[Move, ...]
    noted: bool

    @property
    def entered(self) -> tuple[str, ...]:
        """The stages that the school enters, in the order of the procedures."""
        if not self.allowed:
            return ()
        return tuple(move.transition.to for move in self.moves if move.verdict.value is True)


@functools.lru_cache(maxsize=8)
def transitions_by_event(
    framework: fw.Framework,
) -> Mapping[str, tuple[tuple[str, fw.Transition], ...]]:
    """The transitions of each event, each with its procedure, in the order of the data."""
    found: dict[str, list[tuple[str, fw.Transition]]] = {}
    for procedure in framework.procedures.values():
        for transition in procedure.transitions:
            found.setdefault(transition.event, []).append((procedure.id, transition))
    return {event: tuple(pairs) for event, pairs in found.items()}


def deciding(framework: fw.Framework, event: str) -> str | None:
    """The procedure that decides whether an event can happen; none if any that it moves will do."""
    home = framework.event_home[event].id
    moved = {procedure for procedure, _ in transitions_by_event(framework).get(event, ())}
    return home if home in moved else None


def beginnings(procedure: fw.Procedure, context: Context) -> Iterator[fw.Stage]:
    """The stages in which a school can begin, as far as is known.

    Args:
        procedure: the procedure.
        context: the facts that can settle it.
    """
    for stage in procedure.stages:
        if stage.starts and evaluate(stage.starts_when, context).value is not False:
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
    all_of_it = transitions_by_event(context.framework).get(event, ())
    moves = tuple(
        Move(procedure, transition, evaluate(transition.when, context))
        for procedure, transition in all_of_it
        if context.stands.get(procedure) in transition.from_
    )
    when = evaluate(described.when, context)
    decider = deciding(context.framework, event)
    decisive = tuple(
        move for move in moves
        if decider not in context.stands or move.procedure == decider
    )  # fmt: skip
    allowed = _allowed(when, decisive, noted=not all_of_it)
    return Step(described, allowed, when, moves, not all_of_it)


def _allowed(when: Verdict, moves: tuple[Move, ...], *, noted: bool) -> bool | None:
    if when.value is False:
        return False
    values = [move.verdict.value for move in moves]
    if noted or True in values:
        return when.value
    return None if None in values else False


def after(made: Step, stands: Mapping[str, str]) -> dict[str, str]:
    """Where the school stands after a step; where it is not allowed, where it stood."""
    moved = dict(stands)
    if made.allowed:
        for move in made.moves:
            if move.verdict.value is True:
                moved[move.procedure] = move.transition.to
    return moved
