"""What an event does in the procedures: its transitions, and which of them decide.

The procedure in which an event is described decides whether it can happen, if it has transitions
for it and it is known where the school stands there; otherwise it is enough that some procedure
has one that is open. An event of no transition at all is only noted.
"""

from __future__ import annotations

import functools
from collections.abc import Container, Mapping

import attrs

from scc_model import model
from scc_model.conditions import Context
from scc_model.conditions.asking import Asked, asking


@attrs.frozen(eq=False)
class Way:
    """A transition that an event can bring about.

    Args:
        procedure: id of the procedure it belongs to.
        transition: the transition.
        starts: the stages that it can leave.
        open: its guard, as a function of what is known.
    """

    procedure: str
    transition: model.Transition
    starts: frozenset[str]
    open: Asked = attrs.field(repr=False)


@attrs.frozen(eq=False)
class Happening:
    """An event, and everything it can bring about.

    Args:
        event: the event.
        when: the condition under which it can happen, as a function of what is known.
        ways: its transitions, in the order of the data.
        decider: the procedure that decides, if one does.
    """

    event: model.Event
    when: Asked = attrs.field(repr=False)
    ways: tuple[Way, ...]
    decider: str | None

    def leaving(self, stands: Mapping[str, str]) -> list[Way]:
        """The ways from where a school stands, whatever their guards say.

        Args:
            stands: the stage in which it stands, by procedure.
        """
        return [way for way in self.ways if stands.get(way.procedure) in way.starts]

    def may_leave(self, context: Context) -> bool:
        """Whether a way leaves from where a school stands, or from where it perhaps does.

        Args:
            context: what is known of that.
        """
        if self.leaving(context.stands):
            return True
        perhaps = context.perhaps
        return any(perhaps.get(way.procedure, frozenset()) & way.starts for way in self.ways)

    def decides(self, way: Way, known: Container[str]) -> bool:
        """Whether a way is one of those of which one has to be open for the event to happen.

        Args:
            way: a way of it.
            known: the procedures of which it is known where the school stands.
        """
        return way.procedure == self.decider or self.decider not in known


@functools.lru_cache(maxsize=8)
def happenings(framework: model.Framework) -> Mapping[str, Happening]:
    """What each event does, by event.

    >>> from scc_model.loading import load
    >>> happenings(load())["judgement-final"].decider
    'ofsted-category'
    """
    ask = asking(framework).ask
    ways: dict[str, list[Way]] = {name: [] for name in framework.events}
    for procedure in framework.procedures.values():
        for transition in procedure.transitions:
            starts, guard = frozenset(transition.from_), ask(transition.when)
            ways[transition.event].append(Way(procedure.id, transition, starts, guard))
    return {
        name: Happening(event, ask(event.when), tuple(ways[name]), _decider(framework, event, ways))
        for name, event in framework.events.items()
    }


@functools.lru_cache(maxsize=8)
def bringing(framework: model.Framework) -> Mapping[str, tuple[str, ...]]:
    """The events that lead to each stage, by stage.

    >>> from scc_model.loading import load
    >>> bringing(load())["powers-proposed"]
    ('powers-notice-given',)
    """
    events: dict[str, dict[str, None]] = {name: {} for name in framework.stages}
    for procedure in framework.procedures.values():
        for transition in procedure.transitions:
            events[transition.to][transition.event] = None
    return {stage: tuple(names) for stage, names in events.items()}


def _decider(
    framework: model.Framework, event: model.Event, ways: Mapping[str, list[Way]]
) -> str | None:
    home = framework.event_home[event.id].id
    return home if any(way.procedure == home for way in ways[event.id]) else None


@functools.lru_cache(maxsize=8)
def all_before(framework: model.Framework) -> Mapping[str, frozenset[str]]:
    """For each event, every event that has to come before it, near or far."""
    earlier: dict[str, frozenset[str]] = {}

    def before(name: str) -> frozenset[str]:
        if name not in earlier:
            earlier[name] = frozenset()  # whatever comes round comes to an end
            firsts = framework.events[name].not_before
            earlier[name] = frozenset(firsts).union(*map(before, firsts))
        return earlier[name]

    return {name: before(name) for name in framework.events}
