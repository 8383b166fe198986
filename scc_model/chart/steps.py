"""A school in all procedures at once: where it begins, and where an event takes it.

A school stands in one stage of every procedure. An event moves every procedure that has a
transition for it from where the school stands and whose guard holds;
:mod:`scc_model.chart.happenings` says which of them decide whether it can happen at all.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import attrs

from scc_model import model
from scc_model.chart.happenings import Way, happenings
from scc_model.conditions import Context, Verdict, evaluate, holds


class Move(NamedTuple):
    """A transition that an event brings about, or would if its guard held.

    Args:
        way: the transition, with its procedure.
        open: whether its guard holds; none while that is not known.
        context: what its guard was looked at with.
    """

    way: Way
    open: bool | None
    context: Context

    @property
    def procedure(self) -> str:
        """The id of the procedure that it moves."""
        return self.way.procedure

    @property
    def transition(self) -> model.Transition:
        """The transition."""
        return self.way.transition

    @property
    def begins_again(self) -> bool:
        """Whether it leads back to where a school begins, as the end of a round does."""
        stages = self.context.framework.procedures[self.procedure].stages
        return any(stage.starts for stage in stages if stage.id == self.transition.to)

    @property
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
        return tuple(move.way.transition.to for move in self.moves if move.open)

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that would settle whether it can happen and where it leads, each once."""
        verdicts = (self.when, *(move.verdict for move in self.moves))
        open_ = (verdict for verdict in verdicts if verdict.value is None)
        facts = tuple(dict.fromkeys(fact for verdict in open_ for fact in verdict.missing))
        return facts or (unsettled(self.context) if self.allowed is None else ())


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
        possible = list(beginnings(procedure, context))
        if len(possible) == 1:
            stands[procedure.id] = possible[0].id
    return stands


def unsettled(context: Context) -> tuple[str, ...]:
    """The facts that would settle where a school begins, in procedures whose stage is not known.

    >>> from scc_model.loading import load
    >>> unsettled(Context.of(load()))
    ('school-type',)
    """
    missing: dict[str, None] = {}
    for procedure in context.framework.procedures.values():
        if procedure.id not in context.stands:
            for stage in procedure.stages:
                if stage.starts:
                    missing |= dict.fromkeys(evaluate(stage.starts_when, context).missing)
    return tuple(missing)


def step(event: str, context: Context) -> Step:
    """What an event does where the school stands.

    Args:
        event: id of the event.
        context: where it stands, and the facts, readings and decisions known.

    Returns:
        Whether the event can happen, and the transitions it brings about.

    >>> from scc_model.loading import load
    >>> context = Context.of(load(), decided={"category": "special-measures"},
    ...                      stages=["likely-to-be-inadequate"])
    >>> step("judgement-final", context).entered
    ('special-measures',)
    """
    happening = happenings(context.framework)[event]
    stands, decides = context.stands, happening.decides
    moves = tuple(
        [Move(way, _known(way.open(context)), context) for way in happening.leaving(stands)]
    )
    when, noted = _known(happening.when(context)), not happening.ways
    guards = [move.open for move in moves if decides(move.way, stands)]
    # Where it is not known how a procedure stands, the event may be able to happen there.
    guards += [
        None
        for way in happening.ways
        if way.procedure not in stands
        and decides(way, stands)
        and way.starts & context.perhaps.get(way.procedure, way.starts)
        and way.open(context) is not False
    ]
    allowed = when if noted else _allowed(guards, when=when)
    return Step(happening.event, allowed, moves, noted, context)


def after(taken: Step, stands: Mapping[str, str]) -> dict[str, str]:
    """Where the school stands after a step; where it is not allowed, where it stood."""
    moved = dict(stands)
    if taken.allowed:
        moved |= {move.procedure: move.transition.to for move in taken.moves if move.open}
    return moved


def may_stand(taken: Step) -> dict[str, frozenset[str]]:
    """Where the school may stand after an event that has happened, by procedure.

    Args:
        taken: what the event does, whether or not it could happen with what is known.

    Returns:
        The stages that are possible, for every procedure that the event may move. In the procedure
        that decides, it did; in any other, the school may have stayed where it stood.

    >>> from scc_model.loading import load
    >>> context = Context.of(load(), stages=["likely-to-be-inadequate"])
    >>> sorted(may_stand(step("judgement-final", context))["ofsted-category"])
    ['not-in-category', 'requires-improvement', 'serious-weaknesses', 'special-measures']
    """
    context = taken.context
    happening, stands = happenings(context.framework)[taken.event.id], context.stands
    possible: dict[str, set[str]] = {}
    certain: dict[str, set[str]] = {}
    for way in happening.ways:
        if way.procedure in stands and stands[way.procedure] not in way.starts:
            continue
        answer = way.open(context)
        if answer is not False:
            possible.setdefault(way.procedure, set()).add(way.transition.to)
            if answer is True and way.procedure in stands:
                certain[way.procedure] = {way.transition.to}
    for procedure, stages in possible.items():
        if procedure not in certain and procedure != happening.decider:
            stages.add(stands.get(procedure, ""))
    possible |= certain
    if taken.allowed is False:
        possible = {name: stages for name, stages in possible.items() if name not in stands}
    return {name: frozenset(stages) for name, stages in possible.items()}


def _known(answer: object) -> bool | None:
    return answer if answer is True or answer is False else None


def _allowed(guards: list[bool | None], *, when: bool | None) -> bool | None:
    if when is False:
        return False
    if True in guards:
        return when
    return None if None in guards else False
