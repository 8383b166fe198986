"""Worked cases that follow a school: a whole case replayed, and how it stands on a day.

The files and everything else of a case are those of :mod:`scc_model.worked.cases`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scc_model.cases.duties.duty import Duty
from scc_model.cases.journey import Journey
from scc_model.cases.powers.standing import powers
from scc_model.chart.steps import step
from scc_model.errors import UnknownName
from scc_model.worked.cases import DutyExpected, Expected, NextAnswer, PowerAnswer
from scc_model.worked.difference import Difference

_POWER: Mapping[bool | None, PowerAnswer] = {True: "open", False: "closed", None: "unknown"}
_NEXT: Mapping[bool | None, NextAnswer] = {
    True: "possible", False: "not-possible", None: "unknown"
}  # fmt: skip


def differences(journey: Journey, wanted: Expected) -> Iterator[Difference]:
    """Compare a case, replayed, with what was expected of it.

    Args:
        journey: the case as it stands on the day looked from.
        wanted: what has to come out. A contradiction that it does not mention is a difference.

    Yields:
        What came out otherwise.

    Raises:
        UnknownName: for a name that the procedures do not have.
    """
    yield from _stages(journey, wanted.stages)
    yield from _duties(journey, wanted.duties)
    yield from _powers(journey, wanted.powers)
    yield from _next(journey, wanted.next)
    yield from _contradicts(journey, wanted.contradicts)
    yield from _presumed(journey, wanted.presumed)


def _stages(journey: Journey, wanted: tuple[str, ...]) -> Iterator[Difference]:
    framework, stands = journey.context.framework, journey.context.stands
    for name in wanted:
        _known("stage", name, framework.stages)
        stage = stands.get(framework.stage_home[name].id)
        if stage != name:
            where = f"in {stage}" if stage else "where it is not known"
            yield Difference(name, f"the school stands {where}, not in {name}")


def _duties(journey: Journey, wanted: Mapping[str, DutyExpected]) -> Iterator[Difference]:
    rules = journey.context.framework.rules
    duties = {x.rule.id: x for x in journey.duties(rules[name] for name in wanted if name in rules)}
    for name, expected in wanted.items():
        _known("rule", name, rules)
        if (name in duties) != expected.applies:
            yield Difference(name, f"{name} is {'not ' if expected.applies else ''}asked for")
        elif expected.applies:
            yield from _duty(duties[name], expected)


def _duty(duty: Duty, expected: DutyExpected) -> Iterator[Difference]:
    deadline = duty.deadline
    for field, wanted, value in (
        ("status", expected.status, duty.status),
        ("earliest", expected.earliest, (deadline.earliest if deadline else None) or "none"),
        ("latest", expected.latest, (deadline.latest if deadline else None) or "none"),
        ("met_on", expected.met_on, duty.met_on or "none"),
        ("rounds", expected.rounds, tuple(period.status for period in duty.rounds)),
    ):
        if wanted is not None and wanted != value:
            told = f"{duty.rule.id}: {field} is {value}, not {wanted}"
            yield Difference(duty.rule.id, told, field, value, wanted)


def _powers(journey: Journey, wanted: Mapping[str, PowerAnswer]) -> Iterator[Difference]:
    rules = journey.context.framework.powers
    some = [rules[name] for name in wanted if name in rules]
    answers = {power.rule.id: _POWER[power.open] for power in powers(journey, some)}
    for name, expected in wanted.items():
        _known("power", name, rules)
        if answers[name] != expected:
            yield Difference(name, f"the power {name} is {answers[name]}, not {expected}")


def _next(journey: Journey, wanted: Mapping[str, NextAnswer]) -> Iterator[Difference]:
    for name, expected in wanted.items():
        _known("event", name, journey.context.framework.events)
        answer = _NEXT[step(name, journey.context).allowed]
        if answer != expected:
            yield Difference(name, f"{name} is {answer} next, not {expected}")


def _contradicts(journey: Journey, wanted: Mapping[str, str]) -> Iterator[Difference]:
    reasons = {wrong.entry.event: wrong.why for wrong in journey.replayed.contradictions}
    for name in reasons.keys() | wanted.keys():
        _known("event", name, journey.context.framework.events)
        if name not in reasons:
            yield Difference(name, f"{name} contradicts nothing")
        elif name not in wanted:
            yield Difference(name, f"{name} contradicts what is known: {reasons[name]}")
        elif wanted[name] not in reasons[name]:
            yield Difference(name, f"{name} contradicts it for another reason: {reasons[name]}")


def _presumed(journey: Journey, wanted: tuple[str, ...]) -> Iterator[Difference]:
    presumed = {x.event for x in journey.replayed.happened if x.standing == "presumed"}
    for name in wanted:
        _known("event", name, journey.context.framework.events)
        if name not in presumed:
            yield Difference(name, f"{name} is not presumed")


def _known(kind: str, name: str, names: Mapping[str, object]) -> None:
    if name not in names:
        raise UnknownName(kind, name, names)
