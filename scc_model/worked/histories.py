"""Worked cases that follow a school: a whole case replayed, and how it stands on a day.

The files and everything else of a case are those of :mod:`scc_model.worked.cases`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from scc_model import model
from scc_model.cases.case import Case, check_entry
from scc_model.cases.journey import Duty, Journey, journey
from scc_model.cases.powers import powers
from scc_model.chart.steps import step
from scc_model.conditions.context import check_answer
from scc_model.errors import UnknownName
from scc_model.worked.cases import DutyExpected, Expected, NextAnswer, PowerAnswer

_POWER: Mapping[bool | None, PowerAnswer] = {True: "open", False: "closed", None: "unknown"}
_NEXT: Mapping[bool | None, NextAnswer] = {
    True: "possible", False: "not-possible", None: "unknown"
}  # fmt: skip


def followed(
    case: Case, framework: model.Framework, as_at: dt.date, calendar_as_of: dt.date | None = None
) -> Journey:
    """Replay a case.

    Args:
        case: the case.
        framework: the procedures.
        as_at: the day to look from.
        calendar_as_of: to count with the bank holidays as they were known on a day.

    Raises:
        SccError: for a case that cannot be, as when it is read from a file.
    """
    for kind, given in (("fact", case.facts), ("reading", case.readings)):
        for name, answer in given.items():
            check_answer(kind, name, answer, framework)
    for entry in case.events:
        check_entry(entry, case, framework)
    return journey(case, framework, as_at, calendar_as_of)


def differences(made: Journey, wanted: Expected) -> Iterator[str]:
    """Compare a case, replayed, with what was expected of it.

    Args:
        made: the case as it stands on the day looked from.
        wanted: what has to come out. A refusal that it does not mention is a difference.

    Yields:
        What came out otherwise, a sentence each.

    Raises:
        UnknownName: for a name that the procedures do not have.
    """
    yield from _stages(made, wanted.stages)
    yield from _duties(made, wanted.duties)
    yield from _powers(made, wanted.powers)
    yield from _next(made, wanted.next)
    yield from _refused(made, wanted.refused)


def _stages(made: Journey, wanted: tuple[str, ...]) -> Iterator[str]:
    framework, stands = made.context.framework, made.context.stands
    for name in wanted:
        _known("stage", name, framework.stages)
        found = stands.get(framework.stage_home[name].id)
        if found != name:
            yield f"the school stands in {found}, not in {name}"


def _duties(made: Journey, wanted: Mapping[str, DutyExpected]) -> Iterator[str]:
    duties = {duty.rule.id: duty for duty in made.duties()} if wanted else {}
    for name, expected in wanted.items():
        _known("rule", name, made.context.framework.rules)
        if (name in duties) != expected.applies:
            yield f"{name} is {'not ' if expected.applies else ''}asked for"
        elif expected.applies:
            yield from _duty(duties[name], expected)


def _duty(duty: Duty, expected: DutyExpected) -> Iterator[str]:
    found = duty.deadline
    for what, wanted, got in (
        ("status", expected.status, duty.status),
        ("earliest", expected.earliest, (found.earliest if found else None) or "none"),
        ("latest", expected.latest, (found.latest if found else None) or "none"),
        ("met_on", expected.met_on, duty.met_on or "none"),
        ("rounds", expected.rounds, tuple(one.status for one in duty.rounds)),
    ):
        if wanted is not None and wanted != got:
            yield f"{duty.rule.id}: {what} is {got}, not {wanted}"


def _powers(made: Journey, wanted: Mapping[str, PowerAnswer]) -> Iterator[str]:
    found = {power.rule.id: _POWER[power.open] for power in powers(made)} if wanted else {}
    for name, expected in wanted.items():
        _known("power", name, found)
        if found[name] != expected:
            yield f"the power {name} is {found[name]}, not {expected}"


def _next(made: Journey, wanted: Mapping[str, NextAnswer]) -> Iterator[str]:
    for name, expected in wanted.items():
        _known("event", name, made.context.framework.events)
        found = _NEXT[step(name, made.context).allowed]
        if found != expected:
            yield f"{name} is {found} next, not {expected}"


def _refused(made: Journey, wanted: Mapping[str, str]) -> Iterator[str]:
    found = {one.entry.event: one.why for one in made.replayed.refused}
    for name in found.keys() | wanted.keys():
        _known("event", name, made.context.framework.events)
        if name not in found:
            yield f"{name} is not refused"
        elif name not in wanted:
            yield f"{name} is refused: {found[name]}"
        elif wanted[name] not in found[name]:
            yield f"{name} is refused for another reason: {found[name]}"


def _known(kind: str, name: str, names: Mapping[str, object]) -> None:
    if name not in names:
        raise UnknownName(kind, name, names)
