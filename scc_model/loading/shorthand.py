"""What a procedure says in short: the stages that a transition leaves, and what ends all of it.

It is written out here, and nothing after the loader knows that there was a shorter way. Whoever
adds a stage need not think of the transitions that leave every one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from scc_model import model
from scc_model.errors import Fault, suggestion
from scc_model.loading.kinds import Index, Known, Origin
from scc_model.loading.structuring import Structurer


def written_out(
    procedure: model.Procedure, endings: tuple[model.Ending, ...], structurer: Structurer
) -> tuple[model.Procedure, list[Fault]]:
    """Write out the transitions of a procedure.

    Args:
        procedure: as its file says it.
        endings: the events that end every procedure.
        structurer: knows where everything stands.

    Returns:
        The procedure with transitions from stages by name, in the order of the file, its rules
        ended by what ends it, and a fault for each transition that leaves no stage.
    """
    stages = tuple(stage.id for stage in procedure.stages)
    transitions: list[model.Transition] = []
    faults: list[Fault] = []
    for item in procedure.transitions:
        entries = [item]
        if isinstance(item, model.EndsIn):
            ends = [ending for ending in endings if not _excepted(ending, procedure.id)]
            entries = [_ending(item, ending, structurer) for ending in ends]
            events = [ending.event for ending in ends]
            faults += _wrong(item, procedure.id, events, structurer.origin)
        for entry in entries:
            left, wrong = _left(entry, stages, structurer.origin)
            faults += wrong
            transitions.append(structurer.derive(attrs.evolve(entry, from_=left), entry))
    over = tuple(ending.event for ending in endings if not _excepted(ending, procedure.id))
    rules = tuple(_ended(rule, over, structurer) for rule in procedure.rules)
    changed = attrs.evolve(procedure, transitions=tuple(transitions), rules=rules)
    return structurer.derive(changed, procedure), faults


def _ended(rule: model.Rule, over: tuple[str, ...], structurer: Structurer) -> model.Rule:
    """A rule that is asked for from a day, with what ends every procedure.

    One that holds in some stages ends where the school leaves them.
    """
    begins = (rule.time_limit is not None or rule.starts_with) and not rule.holds_in
    more = tuple(event for event in over if event not in (*rule.ends_with, *_shown_by(rule)))
    if not begins or not more:
        return rule
    return structurer.derive(attrs.evolve(rule, ends_with=(*rule.ends_with, *more)), rule)


def _shown_by(rule: model.Rule) -> tuple[str, ...]:
    """The events that show a rule carried out or used."""
    return (*rule.uses, *rule.met_by_one_of)


def not_ended(known: Known, index: Index, at: Origin) -> Iterator[Fault]:
    """Find stages in which an event that ends every procedure would leave a school.

    A school can rest in an ending, so an event need not move it from there.
    """
    for ending in index.ends_every_procedure:
        for procedure in known["procedure"].values():
            moves = [move for move in procedure.transitions if move.event == ending.event]
            settled = {name for move in moves for name in (*move.from_, move.to)}
            caught = [
                stage for stage in procedure.stages if not stage.ends and stage.id not in settled
            ]
            if caught and not _excepted(ending, procedure.id):
                yield Fault(
                    at(caught[0] if moves else procedure),
                    f"'{ending.event}' ends every procedure, and leaves a school in the stage "
                    f"'{caught[0].id}' of '{procedure.id}'",
                    "Accepted: 'ends_in' under 'transitions', a transition of its own, or the "
                    "procedure under 'except' in framework.yaml, with the reason.",
                )


def _excepted(ending: model.Ending, procedure: str) -> bool:
    return any(exception.procedure == procedure for exception in ending.except_)


def _wrong(item: model.EndsIn, procedure: str, events: list[str], at: Origin) -> Iterator[Fault]:
    if not events:
        message = f"no event that ends every procedure ends '{procedure}' in a stage"
        hint = "Accepted: 'ends_in' where an event of 'ends_every_procedure' is not excepted."
        yield Fault(at(item), message, hint)
    for apart in item.apart:
        if apart.event not in events:
            message = f"'{apart.event}' is no event that ends every procedure and this one"
            yield Fault(at(apart, "event"), message, suggestion(apart.event, events))


def _ending(item: model.EndsIn, ending: model.Ending, structurer: Structurer) -> model.Transition:
    """The transition by which an event that ends every procedure ends this one."""
    nothing_apart = model.EndsApart(ending.event)
    apart = next((entry for entry in item.apart if entry.event == ending.event), nothing_apart)
    left: Any = item.from_ or model.Except()
    if isinstance(left, model.Except):
        kept = model.Except((*left.except_, item.ends_in))
        left = structurer.derive(kept, left if left.except_ else item)
    transition = model.Transition(
        id=f"{item.ends_in}-after-{ending.event}",
        from_=left,
        to=item.ends_in,
        event=ending.event,
        cite=apart.cite or item.cite or ending.cite,
        text=apart.text or item.text,
        when=apart.when,
        place=item.place,
    )
    return structurer.derive(transition, item)


def _left(
    transition: model.Transition, stages: tuple[str, ...], at: Origin
) -> tuple[tuple[str, ...], list[Fault]]:
    """The stages that a transition leaves, and what is wrong with how they are said."""
    left: Any = transition.from_
    if not isinstance(left, model.Except):
        return left, []
    faults = [
        Fault(
            at(left, "except_", name),
            f"'{name}' is no stage of this procedure",
            suggestion(name, stages),
        )
        for name in left.except_
        if name not in stages
    ]
    remaining = tuple(name for name in stages if name not in left.except_)
    if not remaining:
        hint = "Accepted: 'any', 'except' with some of its stages, or a list of stages."
        message = f"'{transition.id}' leaves no stage of the procedure"
        faults.append(Fault(at(transition, "from_"), message, hint))
    return remaining, faults
