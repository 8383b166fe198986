"""The chart made ready for many events: where they lead, and nothing of why.

For one case most guards are settled before the first event: they rest on facts, decisions and
readings, which stay as they are. What is left of them looks at the stages in which the school
stands. :func:`scc_model.chart.steps.step` gives the reasons of one event; this gives the stages
after thousands, and a test holds the two together.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias, assert_never

import attrs

from scc_model import model
from scc_model.chart.steps import deciding, transitions_by_event
from scc_model.conditions import Context, holds
from scc_model.errors import UnknownName

Stands: TypeAlias = dict[str, str]
"""The stage in which the school stands, by procedure."""
Guard: TypeAlias = Callable[[Stands], bool | None]
"""A condition of which only stages are left: true, false, or none where it cannot be said."""
Settled: TypeAlias = bool | Guard | None
"""A condition as far as it is settled: what it comes to, or a guard."""
Way: TypeAlias = tuple[Guard | None, str]
"""Where a transition leads, with its guard; none for one that is always open."""
Ways: TypeAlias = Mapping[str, tuple[Way, ...]]
"""The ways of an event in one procedure, by the stage they leave; the first open one is taken."""
Happening: TypeAlias = Callable[[Stands], None]
"""What an event does to where the school stands."""


@attrs.frozen
class CompiledChart:
    """The chart of some procedures.

    Args:
        framework: where they are described.
        procedures: their ids. The school stays where it stands in every other procedure, and
            guards see it there.
    """

    framework: model.Framework
    procedures: frozenset[str]

    @classmethod
    def of(
        cls, framework: model.Framework, procedures: Iterable[str] | None = None
    ) -> CompiledChart:
        """The chart of some procedures.

        Args:
            framework: where they are described.
            procedures: their ids; none for all there are.

        Raises:
            UnknownName: for a procedure that does not exist.
        """
        wanted = frozenset(framework.procedures if procedures is None else procedures)
        for name in sorted(wanted - framework.procedures.keys()):
            raise UnknownName("procedure", name, framework.procedures)
        return cls(framework, wanted)

    def run(self, events: Iterable[str], context: Context) -> Stands:
        """Let events happen one after another, passing over those that cannot.

        Args:
            events: ids of events, in order.
            context: where the school stands, and what is known throughout.

        Returns:
            Where it stands afterwards, in every procedure.

        Raises:
            UnknownName: for an event that does not exist.

        >>> from scc_model.loading import load
        >>> framework = load()
        >>> begun = Context.of(framework, stages=["no-complaint", "maintained-school", "complied"])
        >>> CompiledChart.of(framework).run(["complaint-made"], begun)["complaint"]
        'complaint-made'
        """
        return self.settled(context).run(events, context.stands)

    def settled(self, context: Context) -> CaseChart:
        """The chart for one case, everything settled that no event can change.

        Args:
            context: what is known throughout, and the stages of the procedures left out.
        """
        settling = _Settling(context, self.procedures & context.stands.keys())
        return CaseChart({name: settling.effect(name) for name in self.framework.events})


@attrs.frozen
class Effect:
    """What an event does, as far as it is settled.

    Args:
        may: whether it can happen, apart from the guards of what it moves where that decides.
        moves: its ways in each procedure that it can move; none where it can never happen.
    """

    may: Settled
    moves: Mapping[str, Ways]

    def compiled(self) -> Happening:
        """The same as a function."""
        if not self.moves:
            return _nothing
        if self.may is True and len(self.moves) == 1:
            return _moves_one(*next(iter(self.moves.items())))
        return _moves_several(self.may if callable(self.may) else None, tuple(self.moves.items()))


@attrs.frozen
class CaseChart:
    """The chart for one case.

    Args:
        effects: what each event does.
    """

    effects: Mapping[str, Effect]

    def run(self, events: Iterable[str], stands: Mapping[str, str]) -> Stands:
        """Let events happen one after another, passing over those that cannot.

        Args:
            events: ids of events, in order.
            stands: where the school stands; in the same procedures as when the chart was settled.

        Raises:
            UnknownName: for an event that does not exist.
        """
        now = dict(stands)
        happenings = self._happenings
        for event in events:
            if event not in happenings:
                raise UnknownName("event", event, happenings)
            happenings[event](now)
        return now

    @functools.cached_property
    def _happenings(self) -> Mapping[str, Happening]:
        return {name: effect.compiled() for name, effect in self.effects.items()}


@attrs.frozen
class _Settling:
    """Settles what can be settled, when the school moves in some procedures and in no others."""

    context: Context
    moving: frozenset[str]

    def effect(self, event: str) -> Effect:
        """What an event does."""
        pairs = transitions_by_event(self.context.framework).get(event, ())
        if self.moving.isdisjoint(name for name, _ in pairs):
            return Effect(may=False, moves={})
        ways = self.ways(event)
        moves = {name: own for name, own in ways.items() if name in self.moving}
        decider = deciding(self.context.framework, event)
        decide = ways
        if decider in self.context.stands:
            decide = {name: own for name, own in ways.items() if name == decider}
        when = self.condition(self.context.framework.events[event].when)
        # Where what decides is all that moves, its ways decide.
        alone = len(moves) == 1 and decide == moves
        may = when if alone else _both([when, _either([*map(self.opens, decide.items())])])
        return Effect(may, moves if may is True or callable(may) else {})

    def opens(self, procedure: tuple[str, Ways]) -> Settled:
        """Whether a way of an event is open in a procedure."""
        name, ways = procedure
        if name in self.moving:
            return lambda stands: any(
                guard is None or guard(stands) for guard, _ in ways.get(stands[name], ())
            )
        stage = self.context.stands[name]
        return _either([guard is None or guard for guard, _ in ways.get(stage, ())])

    def ways(self, event: str) -> dict[str, dict[str, tuple[Way, ...]]]:
        """The ways of an event that can be open, by procedure and by the stage they leave."""
        found: dict[str, dict[str, tuple[Way, ...]]] = {}
        stands = self.context.stands
        for name, transition in transitions_by_event(self.context.framework).get(event, ()):
            guard = self.condition(transition.when)
            if name not in stands or not (guard is True or callable(guard)):
                continue
            way: Way = (guard if callable(guard) else None, transition.to)
            own = found.setdefault(name, {})
            for stage in transition.from_:
                own[stage] = (way, *own.get(stage, ()))  # of several open ones the last counts
        return found

    def condition(self, condition: model.Condition | None) -> Settled:
        """A condition as far as it is settled."""
        match condition:
            case None:
                return True
            case model.FactIs() | model.ReadingIs():
                return holds(condition, self.context)
            case model.StandsIn(stages):
                return self.standing(stages)
            case model.DefinitionMet(definition):
                return self.condition(self.context.framework.definitions[definition].when)
            case model.Not(inner):
                return _opposite(self.condition(inner))
            case model.AllOf(parts):
                return _both([self.condition(part) for part in parts])
            case model.AnyOf(parts):
                return _either([self.condition(part) for part in parts])
            case model.DecisionIs(decision):
                rules = self.context.framework.decisions[decision].rules
                return self.whole(condition, [rule.when for rule in rules])
            case model.Exactly(_, parts):
                return self.whole(condition, parts)
            case _:
                assert_never(condition)

    def standing(self, stages: tuple[str, ...]) -> Settled:
        """Whether the school stands in one of these stages."""
        by_procedure: dict[str, list[str]] = {}
        for stage in stages:
            home = self.context.framework.stage_home[stage].id
            by_procedure.setdefault(home, []).append(stage)
        settled: list[Settled] = []
        for name, own in by_procedure.items():
            at = self.context.stands.get(name)
            if name in self.moving:
                settled.append(_stands_in(name, frozenset(own)))
            else:
                settled.append(None if at is None else at in own)
        return _either(settled)

    def whole(self, condition: model.Condition, parts: Iterable[model.Condition | None]) -> Settled:
        """A condition that is settled if its parts are, and otherwise looked at afresh."""
        if not any(callable(self.condition(part)) for part in parts):
            return holds(condition, self.context)
        return lambda stands: holds(condition, attrs.evolve(self.context, stands=stands))


def _nothing(_: Stands) -> None:
    """What an event does that cannot happen or moves nothing."""


def _moves_one(procedure: str, ways: Ways) -> Happening:
    """What an event does that moves one procedure."""

    def happen(stands: Stands) -> None:
        for guard, to in ways.get(stands[procedure], ()):
            if guard is None or guard(stands):
                stands[procedure] = to
                return

    return happen


def _moves_several(may: Guard | None, moves: tuple[tuple[str, Ways], ...]) -> Happening:
    """What an event does on a condition; every guard sees the stages as they were before it."""

    def happen(stands: Stands) -> None:
        if may is not None and not may(stands):
            return
        moved = {}
        for procedure, ways in moves:
            for guard, to in ways.get(stands[procedure], ()):
                if guard is None or guard(stands):
                    moved[procedure] = to
                    break
        stands.update(moved)

    return happen


def _stands_in(procedure: str, stages: frozenset[str]) -> Guard:
    return lambda stands: stands[procedure] in stages


def _opposite(part: Settled) -> Settled:
    if not callable(part):
        return None if part is None else not part

    def asked(stands: Stands) -> bool | None:
        found = part(stands)
        return None if found is None else not found

    return asked


def _both(parts: list[Settled]) -> Settled:
    return _joined(parts, decisive=False)


def _either(parts: list[Settled]) -> Settled:
    return _joined(parts, decisive=True)


def _joined(parts: list[Settled], *, decisive: bool) -> Settled:
    """Join by "and" (false is decisive) or by "or" (true is decisive)."""
    guards = [part for part in parts if callable(part)]
    if decisive in parts:
        return decisive
    usual = None if None in parts else not decisive
    if not guards:
        return usual
    if len(guards) == 1 and usual is not None:
        return guards[0]

    def asked(stands: Stands) -> bool | None:
        joined = usual
        for guard in guards:
            found = guard(stands)
            if found is decisive:
                return decisive
            if found is None:
                joined = None
        return joined

    return asked
