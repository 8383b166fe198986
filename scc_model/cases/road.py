"""How far a school has come on the main way through a strand: what is behind it, what is ahead."""

from __future__ import annotations

from typing import Literal

import attrs

from scc_model import model
from scc_model.cases.journey import Journey
from scc_model.cases.stays import Stay, stays

Where = Literal["behind", "here", "ahead"]


@attrs.frozen
class Passed:
    """A stop of a road, as it stands to a school.

    Args:
        stop: the stop.
        where: whether the school has it behind it, is there, or has it ahead.
        stages: for the one where the school is, the stages in which it stands, or may stand, in the
            procedure that the stop names last.
        stay: the last time that the school stood there; none where it is not known to have.
    """

    stop: model.Stop
    where: Where
    stages: tuple[model.Stage, ...]
    stay: Stay | None


def road(strand: model.Strand, journey: Journey) -> tuple[Passed, ...]:
    """The stops of a strand's road as they stand to a school.

    The school is at the last stop in which it stands, or may stand, in one of the procedures in
    which something has moved it.

    Args:
        strand: the strand.
        journey: the case on the day looked from.

    Returns:
        Nothing where the school is at none of them, or the strand has no road.

    >>> import datetime as dt
    >>> from scc_model import Case, Entry, journey, load
    >>> case = Case("A school", dt.date(2014, 11, 1), {"school-type": "community"}, events=(
    ...     Entry("warning-notice-given", dt.date(2014, 11, 3)),))
    >>> stops = road(load().strands["warning-notice"],
    ...              journey(case, load(), dt.date(2014, 11, 4)))
    >>> [(passed.where, passed.stop.title) for passed in stops[1:3]]
    [('here', 'The initial period'), ('ahead', 'Ofsted considers an objection, if there is one')]
    """
    framework = journey.context.framework
    stood = {stay.stage: stay for name in strand.procedures for stay in stays(name, journey)}
    stands = {
        stage
        for name in strand.procedures
        if name in journey.replayed.entered
        for stage in journey.context.perhaps.get(name, {journey.context.stands.get(name, "")})
    }
    at = [number for number, stop in enumerate(strand.road) if stands.intersection(stop.stages)]
    if not at:
        return ()

    def passed(number: int, stop: model.Stop) -> Passed:
        here = number == at[-1]
        where: Where = "here" if here else "behind" if number < at[-1] else "ahead"
        known = [stood[stage] for stage in stop.stages if stage in stood]
        stay = max(known, key=lambda one: one.first, default=None) if where != "ahead" else None
        stages = _last_of_them(stop, stands, framework) if here else ()
        return Passed(stop, where, stages, stay)

    return tuple(passed(number, stop) for number, stop in enumerate(strand.road))


def _last_of_them(
    stop: model.Stop, stands: set[str], framework: model.Framework
) -> tuple[model.Stage, ...]:
    names = [name for name in stop.stages if name in stands]
    home = framework.stage_home[names[-1]]
    return tuple(stage for stage in home.stages if stage.id in names)


def rules_for(stop: model.Stop, framework: model.Framework) -> list[model.Rule]:
    """The rules whose carrying out brings a school to a stop, or whose last day does.

    >>> from scc_model.loading import load
    >>> end = next(x for x in load().strands["warning-notice"].road if "ends" in x.title)
    >>> [rule.id for rule in rules_for(end, load())]
    ['comply-in-initial-period', 'comply-after-confirmation']
    """
    last_days = {day for name in stop.comes_with for day in framework.events[name].falls_on}
    return [
        rule
        for rule in framework.rules.values()
        if rule.met_by in stop.comes_with or rule.id in last_days
    ]


def roles_for(stop: model.Stop, framework: model.Framework) -> list[str]:
    """The roles that bring a school to a stop, by id; none where only the calendar does."""
    every = (role for name in stop.comes_with for role in framework.events[name].by)
    return [*dict.fromkeys(every)]
