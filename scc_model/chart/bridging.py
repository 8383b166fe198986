"""The gap before an event: the fewest events by which a school comes to where it can happen.

The plan goes backwards from the event: through its own procedure by the shortest way from where the
school stands, and through every other procedure that a condition on that way looks at. A guard that
is not known is taken to hold; one that is false with what is known closes the way.
"""

from __future__ import annotations

import functools
from collections import deque
from collections.abc import Iterable, Iterator, Mapping

import attrs

from scc_model import model
from scc_model.chart.happenings import Way, happenings
from scc_model.chart.steps import Step, step
from scc_model.chart.wanting import wanted
from scc_model.conditions import Context
from scc_model.conditions.leaves import procedures_in

_DEEPEST = 6  # gaps within gaps
_MOST_DETOURS = 12  # other ways that are tried when a step of the shortest cannot be brought about
_MOST_CONDITIONS = 6  # that have to be brought about for one event, one after the other


@attrs.frozen
class Bridge:
    """What has to have happened before an event.

    Args:
        steps: the fewest events by which it becomes possible, in their order.
        certain: the ids of those that no other way goes without.
        stands: where the school stands before the event, in every procedure where all ways agree.
    """

    steps: tuple[Step, ...]
    certain: frozenset[str]
    stands: Mapping[str, str]

    @property
    def events(self) -> tuple[str, ...]:
        """The ids of its events, in their order."""
        return tuple(taken.event.id for taken in self.steps)


def bridge(event: str, context: Context, without: frozenset[str] = frozenset()) -> Bridge | None:
    """Fill the gap before an event.

    Args:
        event: id of the event.
        context: where the school stands, and what is known when the event happens. Of a procedure
            that is not there it is not known where the school stands, and it may stand anywhere.
        without: events that cannot have happened.

    Returns:
        The bridge, without events where the event can happen as it is; none where no way leads to
        it with what is known.

    >>> from scc_model.chart.steps import start
    >>> from scc_model.loading import load
    >>> known = Context.of(load(), {"school-type": "community"})
    >>> bridge("warning-notice-discussed", known.standing(start(known))).events
    ('warning-notice-considered', 'warning-notice-recommended')
    """
    known = _Known(
        context.framework,
        *(frozenset(x.items()) for x in (context.facts, context.readings, context.decided)),
    )
    return _bridge(event, known, frozenset(context.stands.items()), without)


@attrs.frozen
class _Known:
    framework: model.Framework
    facts: frozenset[tuple[str, str]]
    readings: frozenset[tuple[str, str]]
    decided: frozenset[tuple[str, str]]


@functools.lru_cache(maxsize=2_000)
def _bridge(
    event: str, known: _Known, stood: frozenset[tuple[str, str]], without: frozenset[str]
) -> Bridge | None:
    context = Context(
        known.framework, dict(known.facts), dict(known.readings), dict(known.decided), dict(stood)
    )
    usual = _Plan(without).to_event(event, context, frozenset())
    if usual is None:
        return None
    others = _others(usual, event, context, without)
    for other in [x for x in others.values() if x is not None]:
        if _unusual(other, event, context) < _unusual(usual, event, context):
            usual = other
    others = _others(usual, event, context, without)
    certain = frozenset(name for name, other in others.items() if other is None)
    stands = [way.context.stands for way in (usual, *filter(None, others.values()))]
    by_the_way = _moved_by_the_way(usual, event, certain)
    return Bridge(
        usual.steps,
        certain,
        {
            procedure: stage
            for procedure, stage in stands[0].items()
            if procedure not in by_the_way and all(x.get(procedure) == stage for x in stands)
        },
    )


def _moved_by_the_way(way: _Way, event: str, certain: frozenset[str]) -> set[str]:
    """The procedures that a way moves although the event does not rest on where they stand.

    Only what another way may go without moved them, so a third way may leave them as they were.
    What is certain may have happened before they came to where they stand.
    """
    framework = way.context.framework
    movers: dict[str, str] = {}
    for taken in way.steps:
        movers |= {move.procedure: taken.event.id for move in taken.moves if move.open}
    looked_at = {framework.event_home[name].id for name in (*certain, event)}
    happening = happenings(framework)[event]
    asked = [happening.event.when, *(x.transition.when for x in happening.ways)]
    looked_at = looked_at.union(*(procedures_in(part, framework) for part in asked))
    return {name for name, mover in movers.items() if mover not in certain} - looked_at


def _others(
    way: _Way, event: str, context: Context, without: frozenset[str]
) -> Mapping[str, _Way | None]:
    """For each event of a way, a way that goes without it; none where there is none."""
    return {
        name: _Plan(without | {name}).to_event(event, context, frozenset()) for name in way.events
    }


def _unusual(way: _Way, event: str, context: Context) -> tuple[int, int]:
    """How long a way is; of two as long, the one through the event's own procedure is usual."""
    homes = context.framework.event_home
    abroad = sum(homes[name] is not homes[event] for name in way.events)
    return len(way.events), abroad


@attrs.frozen
class _Way:
    """Events that follow one another, and what is known after them."""

    steps: tuple[Step, ...]
    context: Context

    @property
    def events(self) -> tuple[str, ...]:
        return tuple(taken.event.id for taken in self.steps)

    def then(self, other: _Way) -> _Way:
        return _Way(self.steps + other.steps, other.context)


@attrs.frozen
class _Plan:
    """The search for a way.

    Args:
        without: events that the way has to do without.
    """

    without: frozenset[str]

    def to_event(self, event: str, context: Context, busy: frozenset[str]) -> _Way | None:
        """The shortest way to where an event can happen.

        Args:
            event: the event.
            context: where the way begins.
            busy: the events whose gaps are being filled, which cannot fill one within.
        """
        if event in busy or event in self.without or len(busy) > _DEEPEST:
            return None
        if step(event, context).allowed is not False:
            return _Way((), context)
        happening, anywhere = happenings(context.framework)[event], context.standing({})
        openings: list[Way | None] = [
            way
            for way in happening.ways
            if happening.decides(way, context.stands) and way.open(anywhere) is not False
        ]
        if not happening.ways:
            openings = [None]
        ways = (self._by(opening, event, context, busy | {event}) for opening in openings)
        return min(filter(None, ways), key=lambda way: len(way.steps), default=None)

    def _by(
        self, opening: Way | None, event: str, context: Context, busy: frozenset[str]
    ) -> _Way | None:
        """The way to where an event can happen by one of its transitions."""
        way = _Way((), context)
        for _ in range(_MOST_CONDITIONS):
            if opening is not None:
                there = self._to_stage(opening.procedure, opening.starts, way.context, busy)
                if there is None:
                    return None
                way = way.then(there)
            tried = step(event, way.context)
            if tried.allowed is not False:
                return way
            conditions = (tried.event.when, opening.transition.when if opening else None)
            further = self._to_hold(conditions, way.context, busy)
            if further is None:
                return None
            way = way.then(further)
        return None

    def _to_hold(
        self, conditions: Iterable[model.Condition | None], context: Context, busy: frozenset[str]
    ) -> _Way | None:
        """The way to where one more part of some conditions holds."""
        for condition in conditions:
            for procedure, stages in wanted(condition, context):
                way = self._to_stage(procedure, stages, context, busy)
                if way is not None and way.steps:
                    return way
        return None

    def _to_stage(
        self, procedure: str, stages: frozenset[str], context: Context, busy: frozenset[str]
    ) -> _Way | None:
        """The shortest way through one procedure to one of some stages, gaps on it filled."""
        closed = set[tuple[str, str, str]]()
        anywhere = context.standing({})
        for _ in range(_MOST_DETOURS):
            edges = self._shortest(procedure, stages, context, anywhere, closed)
            if edges is None:
                return None
            way = _Way((), context)
            for edge in edges:
                _, name, end = edge
                gap = self.to_event(name, way.context, busy)
                if gap is None:
                    closed.add(edge)
                    break
                way = way.then(gap)
                taken = step(name, way.context)
                stands = _brought(taken, procedure, end)
                if stands is None:
                    closed.add(edge)
                    break
                way = way.then(_Way((taken,), way.context.standing(stands)))
            else:
                return way
        return None

    def _shortest(
        self,
        procedure: str,
        stages: frozenset[str],
        context: Context,
        anywhere: Context,
        closed: set[tuple[str, str, str]],
    ) -> list[tuple[str, str, str]] | None:
        """The fewest transitions to one of some stages, each as start, event and end."""
        begin = context.stands.get(procedure)
        if begin is None or begin in stages:
            return []
        came: dict[str, tuple[str, str, str] | None] = {begin: None}
        waiting = deque(came)
        while waiting:
            here = waiting.popleft()
            for edge in _leaving(procedure, here, anywhere):
                _, name, end = edge
                if end in came or edge in closed or name in self.without:
                    continue
                came[end] = edge
                if end in stages:
                    return [*_back(end, came)][::-1]
                waiting.append(end)
        return None


def _back(
    end: str, came: Mapping[str, tuple[str, str, str] | None]
) -> Iterator[tuple[str, str, str]]:
    while (edge := came[end]) is not None:
        yield edge
        end = edge[0]


def _leaving(procedure: str, stage: str, anywhere: Context) -> Iterator[tuple[str, str, str]]:
    for event, way in _ways(anywhere.framework, procedure).get(stage, ()):
        if (
            way.open(anywhere) is not False
            and happenings(anywhere.framework)[event].when(anywhere) is not False
        ):
            yield stage, event, way.transition.to


@functools.lru_cache(maxsize=256)
def _ways(framework: model.Framework, procedure: str) -> Mapping[str, tuple[tuple[str, Way], ...]]:
    """The transitions of a procedure with their events, by the stage that they leave."""
    ways: dict[str, list[tuple[str, Way]]] = {}
    for name, happening in happenings(framework).items():
        for way in happening.ways:
            if way.procedure == procedure:
                for stage in way.starts:
                    ways.setdefault(stage, []).append((name, way))
    # What belongs to the procedure is the usual way through it.
    homes = framework.event_home
    return {
        stage: tuple(sorted(leaving, key=lambda pair: homes[pair[0]].id != procedure))
        for stage, leaving in ways.items()
    }


def _brought(taken: Step, procedure: str, end: str) -> Mapping[str, str] | None:
    """Where the school stands after an event that is to bring it to a stage of a procedure."""
    if taken.allowed is False:
        return None
    stands = dict(taken.context.stands)
    for move in taken.moves:
        if move.open or (move.open is None and move.transition.to == end):
            stands[move.procedure] = move.transition.to
    return stands if stands.get(procedure) == end else None
