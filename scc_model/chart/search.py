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
from scc_model.chart.steps import deciding, transitions_by_event
from scc_model.conditions.logic import Answers, Asked, Logic, both, opposite
from scc_model.model import parts

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

    def answers(self, state: State) -> dict[tuple[str, str], str]:
        """The state as answers for :class:`scc_model.conditions.logic.Logic`."""
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


@attrs.frozen
class _Way:
    """A transition of the search: the place of its procedure in a state, and where it leaves."""

    index: int
    transition: model.Transition


@attrs.frozen
class _Happening:
    """An event of the search.

    Args:
        when: its own condition.
        ways: its transitions.
        decides: the place of the procedure that decides whether it can happen, if one does.
        seen: the places of the procedures that its conditions look at.
    """

    event: str
    when: model.Condition | None
    ways: tuple[_Way, ...]
    decides: int | None
    seen: tuple[int, ...]


@attrs.frozen
class Searcher:
    """Searches combined states of one framework.

    Args:
        logic: its conditions.
        most: how many states a search may reach before it gives up.
    """

    logic: Logic
    most: int = 20_000
    _looked_at: dict[model.Condition, frozenset[str]] = attrs.field(
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
        names = tuple(name for name in self.logic.framework.procedures if name in wanted)
        happenings = self._happenings(names)
        open_at: dict[str, list[_Happening]] = {}
        for one in happenings:
            for stage in {stage for way in one.ways for stage in way.transition.from_}:
                open_at.setdefault(stage, []).append(one)
        joint: dict[object, tuple[tuple[str | None, ...], ...]] = {}
        came_from: dict[State, tuple[State, str] | None] = dict.fromkeys(self._starts(names))
        waiting = deque(came_from)
        while waiting:
            state = waiting.popleft()
            if stop is not None and stop(state):
                return Reached(names, came_from, state)
            may_happen = dict.fromkeys(one for stage in state for one in open_at.get(stage, ()))
            for one in may_happen:
                for moved in self._moves(one, state, names, joint):
                    reached = tuple(new or old for new, old in zip(moved, state, strict=True))
                    if reached not in came_from:
                        came_from[reached] = (state, one.event)
                        waiting.append(reached)
            if len(came_from) > self.most:
                raise TooLarge
        return Reached(names, came_from)

    def widened(self, procedures: Iterable[str]) -> set[str]:
        """The procedures, and those that their guards look at."""
        framework = self.logic.framework
        seen = set(procedures)
        for name in list(seen):
            for transition in framework.procedures[name].transitions:
                event = framework.events[transition.event]
                for condition in (transition.when, event.when):
                    seen |= self.looked_at(condition)
        return seen

    def looked_at(self, condition: model.Condition | None) -> frozenset[str]:
        """The procedures whose stages a condition looks at."""
        if condition is None:
            return frozenset()
        if condition not in self._looked_at:
            self._looked_at[condition] = frozenset(self._stages_of(condition))
        return self._looked_at[condition]

    def _stages_of(self, condition: model.Condition) -> Iterator[str]:
        framework = self.logic.framework
        for part in parts.parts(condition):
            if isinstance(part, model.StandsIn):
                yield from (framework.stage_home[stage].id for stage in part.in_)
            elif isinstance(part, model.DefinitionMet):
                yield from self.looked_at(framework.definitions[part.definition].when)

    def _starts(self, names: tuple[str, ...]) -> Iterator[State]:
        framework = self.logic.framework
        return itertools.product(
            *([one.id for one in framework.procedures[name].stages if one.starts] for name in names)
        )

    def _happenings(self, names: tuple[str, ...]) -> list[_Happening]:
        framework = self.logic.framework
        index = {name: place for place, name in enumerate(names)}
        found = []
        for event, pairs in transitions_by_event(framework).items():
            ways = tuple(_Way(index[name], way) for name, way in pairs if name in index)
            if not ways:
                continue
            when = framework.events[event].when
            seen = self.looked_at(when).union(
                *(self.looked_at(one.transition.when) for one in ways)
            )
            decider = deciding(framework, event)
            decides = index.get(decider) if decider is not None else None
            looked = tuple(sorted(index[name] for name in seen & index.keys()))
            found.append(_Happening(event, when, ways, decides, looked))
        return found

    def _moves(
        self,
        one: _Happening,
        state: State,
        names: tuple[str, ...],
        joint: dict[object, tuple[tuple[str | None, ...], ...]],
    ) -> tuple[tuple[str | None, ...], ...]:
        """The ways in which procedures can move together: a new stage or none for each."""
        ways = [way for way in one.ways if state[way.index] in way.transition.from_]
        if one.decides is not None and all(way.index != one.decides for way in ways):
            return ()
        key = (
            one.event,
            tuple((way.index, way.transition.id) for way in ways),
            tuple(state[place] for place in one.seen),
        )
        if key not in joint:
            given = {("stage", names[place]): state[place] for place in one.seen}
            joint[key] = tuple(self._together(one, ways, given, len(names)))
        return joint[key]

    def _together(
        self, one: _Happening, ways: list[_Way], given: Answers, width: int
    ) -> Iterator[tuple[str | None, ...]]:
        ask = self.logic.ask
        by_index: dict[int, list[model.Transition]] = {}
        for way in ways:
            by_index.setdefault(way.index, []).append(way.transition)
        options: list[list[tuple[int, str | None, Asked]]] = []
        for index, group in by_index.items():
            stays = both(*(opposite(ask(way.when)) for way in group))
            taken: list[tuple[int, str | None, Asked]] = [
                (index, way.to, ask(way.when)) for way in group
            ]
            still = [] if index == one.decides else [(index, None, stays)]
            options.append([*taken, *still])
        for chosen in itertools.product(*options):
            moved: list[str | None] = [None] * width
            for index, to, _ in chosen:
                moved[index] = to
            asked = both(ask(one.when), *(part for _, _, part in chosen))
            if any(moved) and self.logic.solve(asked, given) is not None:
                yield tuple(moved)
