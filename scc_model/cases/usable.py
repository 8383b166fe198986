"""Whether a power can be used: what the events of its use do, now and when the calendar goes on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import attrs

from scc_model.cases.clocks import Clocks
from scc_model.cases.journey import Journey
from scc_model.chart.happenings import happenings
from scc_model.chart.steps import Step, may_stand, step
from scc_model.conditions import Context


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
        steps = []
        for event in events:
            if event not in self._known:
                decider = happenings(self.context.framework)[event].decider
                stands = self.context.stands
                if decider is not None and decider in self.assumed.stands:
                    stands = {**stands, decider: self.assumed.stands[decider]}
                self._known[event] = step(event, self.context.standing(stands))
            steps.append(self._known[event])
        return tuple(steps)


def usable(uses: tuple[Step, ...], begins: tuple[Step, ...]) -> bool | None:
    """Whether it can be used, or its use be begun; a power of no event can always be."""
    return any_of(use.allowed for use in (*uses, *begins)) if uses else True


def days_ahead(journey: Journey) -> Iterator[tuple[dt.date, Context]]:
    """The days that the calendar brings from a day on, each with what is known once it is over.

    Args:
        journey: the case as it stands on the day.
    """
    context = journey.context
    clocks = Clocks(context.framework, journey.calendar)
    for day, name in sorted(clocks.rung_before(dt.date.max, journey.days, context)):
        if day >= journey.as_at:
            stands = dict(context.stands)
            for procedure, stages in may_stand(step(name, context)).items():
                stage, *others = stages
                if others:
                    stands.pop(procedure, None)
                else:
                    stands[procedure] = stage
            yield day, context.standing(stands)


def any_of(some: Iterable[bool | None]) -> bool | None:
    """Whether one holds: if none does, none where one is not known."""
    seen = {*some}
    if True in seen:
        return True
    return None if None in seen else False


def both(*parts: bool | None) -> bool | None:
    """Whether all hold: not if one does not, and else none if one is not known."""
    if False in parts:
        return False
    return None if None in parts else True
