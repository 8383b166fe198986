"""Whether a power can be used: what the events of its use do, now and when the calendar goes on."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator

import attrs

from scc_model import model
from scc_model.cases.journey import Journey
from scc_model.cases.replay.clocks import Clocks
from scc_model.chart.happenings import happenings
from scc_model.chart.steps import Step, may_stand, step
from scc_model.conditions import Context
from scc_model.conditions.leaves import procedures_seen
from scc_model.dating.counting import Dating


@attrs.frozen
class Steps:
    """What events do where the school stands, each looked at once.

    Of a power nobody recorded that it was used, so it is taken not to have been.

    Args:
        context: where it stands, and what is known.
        assumed: the same, if nothing happened that is not recorded.
    """

    context: Context
    assumed: Context
    _known: dict[str, Step] = attrs.field(factory=dict, init=False, repr=False)

    def of(self, events: Iterable[str]) -> tuple[Step, ...]:
        """What some events do."""
        return tuple(map(self.one, events))

    def one(self, event: str) -> Step:
        """What an event does."""
        if event not in self._known:
            decider = happenings(self.context.framework)[event].decider or ""
            context, assumed = self.context, self.assumed.stands.get(decider)
            if assumed is not None and assumed != context.stands.get(decider):
                context = context.standing({**context.stands, decider: assumed})
            self._known[event] = step(event, context)
        return self._known[event]


@functools.lru_cache(maxsize=4_000)
def procedures_of_use(event: str, framework: model.Framework) -> frozenset[str]:
    """The procedures whose stages can change whether an event can happen.

    Args:
        event: id of the event.
        framework: the procedures.
    """
    happening = happenings(framework)[event]
    guards = (happening.event.when, *(way.transition.when for way in happening.ways))
    own = {way.procedure for way in happening.ways} | {happening.decider or ""}
    return frozenset(own).union(*(procedures_seen(guard, framework) for guard in guards))


def usable(uses: Iterable[str], begins: Iterable[str], steps: Steps) -> bool | None:
    """Whether a power can be used, or its use be begun; one of no event can always be.

    Where that depends on one answer, and it can be whatever that is, it can be.

    Args:
        uses: the events that show its use.
        begins: the events with which its use begins.
        steps: what events do where the school stands.
    """
    shown = tuple(uses)
    if not shown:
        return True
    every = (*shown, *begins)
    possible = any_of(steps.one(event).allowed for event in every)
    if possible is not None:
        return possible
    missing = {fact for taken in steps.of(every) for fact in taken.missing}
    if len(missing) != 1:
        return None
    (fact,) = missing
    answers = [{fact: option.id} for option in steps.context.framework.facts[fact].options]
    known = [Steps(steps.context.knowing(x), steps.assumed.knowing(x)) for x in answers]
    anyhow = all(any_of(taken.allowed for taken in then.of(every)) for then in known)
    return True if anyhow else None


@attrs.frozen
class Ahead:
    """A day that the calendar brings.

    Args:
        day: the day; the last that it can be where that is not known.
        exact: whether it is known.
        over: what is known once it is over.
        soonest: where it is not known, the first that it can be; none where nothing tells.
    """

    day: dt.date
    exact: bool
    over: Context
    soonest: dt.date | None = None


def days_ahead(journey: Journey) -> Iterator[Ahead]:
    """The days that the calendar brings from a day on, in order.

    Args:
        journey: the case as it stands on the day.
    """
    context = journey.context
    clocks = Clocks(context.framework, journey.calendar)
    exact = {*clocks.rung_before(dt.date.max, journey.days, context)}
    by = {name: happened.last for name, happened in journey.replayed.within.items()}
    every = {*clocks.rung_before(dt.date.max, {**by, **journey.days}, context)} if by else exact
    first = {name: x.first for name, x in journey.replayed.within.items() if x.spans}
    for day, name in sorted(every):
        if day >= journey.as_at:
            stands = dict(context.stands)
            for procedure, stages in may_stand(step(name, context)).items():
                stage, *others = stages
                if others:
                    stands.pop(procedure, None)
                else:
                    stands[procedure] = stage
            known = (day, name) in exact
            soonest = None if known else clocks.day_of(name, {**first, **journey.days}, context)
            yield Ahead(day, known, context.standing(stands), soonest)


def may_be_over(rule: model.Rule, journey: Journey) -> bool:
    """Whether the time of a power is over if what it runs from was as early as it can have been.

    Args:
        rule: a power with a time limit.
        journey: the case.
    """
    if not journey.dating.deadline(rule).begun(journey.as_at):
        return False
    firsts = {name: seen.first for name, seen in journey.replayed.within.items()}
    early = Dating({**firsts, **journey.days}, journey.calendar, journey.context)
    latest = early.deadline(rule).latest
    return latest is not None and latest < journey.as_at


def any_of(some: Iterable[bool | None]) -> bool | None:
    """Whether one holds: if none does, none where one is not known."""
    answer: bool | None = False
    for one in some:
        if one:
            return True
        answer = None if one is None else answer
    return answer


def both(*parts: bool | None) -> bool | None:
    """Whether all hold: not if one does not, and else none if one is not known."""
    if False in parts:
        return False
    return None if None in parts else True
