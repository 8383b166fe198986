"""Every combined state that a school can reach in some procedures at once.

The search leaves facts, readings and decisions free: at each step an event may happen under any
answers that let it. Stages of procedures outside the search are free in the same way. So it
reaches every state that can be reached, and perhaps more; what holds in all of them is proved.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping

import attrs

from scc_model import model
from scc_model.chart.happenings import Happening, Way, happenings
from scc_model.conditions.asking import Asked, Question, both, opposite
from scc_model.conditions.leaves import procedures_in
from scc_model.conditions.solving import Answers, Solver

State = tuple[str, ...]
"""One stage for each procedure of the search, in its order."""


class TooLarge(Exception):
    """The search reached more states than it was given."""


@attrs.frozen
class Reached:
    """What a search found.

    Args:
        procedures: the procedures searched together, in the order of the framework.
        came_from: for every state reached, the state before it and the event; none for a start.
        stopped_at: the state at which the search was stopped, if it was.
    """

    procedures: tuple[str, ...]
    came_from: Mapping[State, tuple[State, str] | None]
    stopped_at: State | None = None

    def answers(self, state: State) -> dict[Question, str]:
        """The state as answers for :class:`scc_model.conditions.solving.Solver`."""
        return {("stage", name): stage for name, stage in zip(self.procedures, state, strict=True)}

    def path(self, state: State) -> list[str]:
        """The events that lead from a start to a state."""
        events: list[str] = []
        before = self.came_from[state]
        while before is not None:
            state, event = before
            events.append(event)
            before = self.came_from[state]
        return events[::-1]


@attrs.frozen(eq=False)
class _Event:
    """An event of the search.

    Args:
        happening: what it does.
        ways: its ways in the procedures searched.
        seen: the places, in a state, of the procedures that its conditions look at.
    """

    happening: Happening
    ways: tuple[Way, ...]
    seen: tuple[int, ...]


@attrs.frozen
class Searcher:
    """Searches combined states of one framework.

    Args:
        solver: its conditions.
        most: how many states a search may reach before it gives up.
    """

    solver: Solver
    most: int = 20_000
    _looked_at: dict[model.Condition | None, frozenset[str]] = attrs.field(
        factory=dict, init=False, repr=False
    )

    def reach(
        self, procedures: Iterable[str], stop: Callable[[State], bool] | None = None
    ) -> Reached:
        """Reach every combined state of some procedures.

        Args:
            procedures: ids of the procedures.
            stop: ends the search at the first state for which it is true.

        Raises:
            TooLarge: when there are more states than the search may reach.
        """
        wanted = set(procedures)
        names = tuple(name for name in self.solver.framework.procedures if name in wanted)
        open_at: dict[str, list[_Event]] = {}
        for event in self._events(names):
            for stage in {stage for way in event.ways for stage in way.starts}:
                open_at.setdefault(stage, []).append(event)
        together = _Together(self.solver, names)
        came_from: dict[State, tuple[State, str] | None] = dict.fromkeys(self._starts(names))
        waiting = deque(came_from)
        while waiting:
            state = waiting.popleft()
            if stop is not None and stop(state):
                return Reached(names, came_from, state)
            may_happen = dict.fromkeys(event for stage in state for event in open_at.get(stage, ()))
            for event in may_happen:
                for moved in together.moves(event, state):
                    reached = tuple(
                        moved.get(name, at) for name, at in zip(names, state, strict=True)
                    )
                    if reached not in came_from:
                        came_from[reached] = (state, event.happening.event.id)
                        waiting.append(reached)
            if len(came_from) > self.most:
                raise TooLarge
        return Reached(names, came_from)

    def widened(self, procedures: Iterable[str]) -> set[str]:
        """The procedures, and those that their guards look at."""
        framework = self.solver.framework
        seen = set(procedures)
        for name in list(seen):
            for transition in framework.procedures[name].transitions:
                event = framework.events[transition.event]
                for condition in (transition.when, event.when):
                    seen |= self.looked_at(condition)
        return seen

    def looked_at(self, condition: model.Condition | None) -> frozenset[str]:
        """The procedures whose stages a condition looks at."""
        if condition not in self._looked_at:
            self._looked_at[condition] = procedures_in(condition, self.solver.framework)
        return self._looked_at[condition]

    def _starts(self, names: tuple[str, ...]) -> Iterator[State]:
        homes = (self.solver.framework.procedures[name] for name in names)
        return itertools.product(
            *([stage.id for stage in home.stages if stage.starts] for home in homes)
        )

    def _events(self, names: tuple[str, ...]) -> Iterator[_Event]:
        for happening in happenings(self.solver.framework).values():
            ways = tuple(way for way in happening.ways if way.procedure in names)
            conditions = (happening.event.when, *(way.transition.when for way in ways))
            seen = frozenset().union(*map(self.looked_at, conditions))
            if ways:
                places = (place for place, name in enumerate(names) if name in seen)
                yield _Event(happening, ways, tuple(places))


@attrs.frozen
class _Together:
    """How the procedures of a search can move together.

    Args:
        solver: says which answers let them.
        names: the procedures, in the order of a state.
        known: what was found already; the same question comes again and again.
    """

    solver: Solver
    names: tuple[str, ...]
    known: dict[object, tuple[Mapping[str, str], ...]] = attrs.field(factory=dict)

    def moves(self, event: _Event, state: State) -> tuple[Mapping[str, str], ...]:
        """Where an event can lead from a state: new stages, by procedure."""
        stands = dict(zip(self.names, state, strict=True))
        ways = [way for way in event.ways if stands[way.procedure] in way.starts]
        key = (event, tuple(ways), tuple(state[place] for place in event.seen))
        if key not in self.known:
            given: Answers = {("stage", self.names[place]): state[place] for place in event.seen}
            self.known[key] = tuple(self._moves(event.happening, ways, given))
        return self.known[key]

    def _moves(
        self, happening: Happening, ways: list[Way], given: Answers
    ) -> Iterator[Mapping[str, str]]:
        by_procedure: dict[str, list[Way]] = {}
        for way in ways:
            by_procedure.setdefault(way.procedure, []).append(way)
        decisive = {way.procedure for way in ways if happening.decides(way, self.names)}
        options: list[list[tuple[str, str | None, Asked]]] = [
            [
                *((name, way.transition.to, way.open) for way in its_ways),
                (name, None, both(*(opposite(way.open) for way in its_ways))),
            ]
            for name, its_ways in by_procedure.items()
        ]
        for chosen in itertools.product(*options):
            moved = {name: to for name, to, _ in chosen if to is not None}
            asked = both(happening.when, *(part for _, _, part in chosen))
            if decisive & moved.keys() and self.solver.solve(asked, given) is not None:
                yield moved
