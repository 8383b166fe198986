"""Worked cases: what is given, what has to come out, and why the case is there.

The files in ``data/cases/`` are tests that an officer can review, and examples that the handbook
shows. A case says nothing about how an answer is worked out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

import attrs

from scc_model import framework as fw
from scc_model import placed_yaml
from scc_model.classification import classify
from scc_model.conditions import Context
from scc_model.errors import DataError, Fault, Place, SccError
from scc_model.placed_yaml import PlacedList, PlacedMap
from scc_model.structuring import Structurer
from scc_model.time_limits import Status
from scc_model.timelines import Timeline, timeline
from scc_model.working_days import SchoolHoliday


@attrs.frozen
class Days:
    """First and last day of a school holiday."""

    from_: dt.date
    to: dt.date


@attrs.frozen
class Given:
    """What a case starts from."""

    category: str | None = None
    facts: Mapping[str, str] = attrs.field(factory=dict)
    events: Mapping[str, dt.date] = attrs.field(factory=dict)
    school_holidays: tuple[Days, ...] = ()
    readings: Mapping[str, str] = attrs.field(factory=dict)
    as_at: dt.date | None = None


@attrs.frozen
class RuleExpected:
    """What a rule's row has to say; what is left out is not looked at."""

    earliest: dt.date | Literal["none"] | None = None
    latest: dt.date | Literal["none"] | None = None
    estimated: bool | None = None
    status: Status | None = None
    applies: bool = True


@attrs.frozen
class Expected:
    """What has to come out."""

    rules: Mapping[str, RuleExpected] = attrs.field(factory=dict)
    decisions: Mapping[str, str] = attrs.field(factory=dict)
    next_question: str | None = None
    error: str | None = None


@attrs.frozen
class Case:
    """One worked case.

    Args:
        title: the case in a sentence.
        about: which boundary or branch it stands on, and the working.
    """

    id: str
    title: str
    about: str
    given: Given
    expect: Expected
    place: Place | None = attrs.field(default=None, eq=False, repr=False)


def read(folder: Path) -> list[Case]:
    """Every case of a folder, in the order of the files.

    Raises:
        DataError: with every fault found.
    """
    structurer = Structurer()
    cases: list[Case] = []
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.yaml")):
        raw, found = placed_yaml.read(path, f"cases/{path.name}")
        faults += found
        items = raw.get("cases") if isinstance(raw, PlacedMap) else None
        if not isinstance(items, PlacedList):
            if not found:
                hint = "Accepted: a list of cases."
                faults.append(Fault(Place(f"cases/{path.name}", 1), "there is no 'cases'", hint))
            continue
        for item in items:
            case, found = structurer.structure(item, Case)
            faults += found
            cases += [case] if case else []
    names: dict[str, Case] = {}
    for case in cases:
        if case.id in names and case.place:
            told = f"the case '{case.id}' is given twice; first at {names[case.id].place}"
            faults.append(Fault(case.place, told))
        names[case.id] = case
    if faults:
        raise DataError(faults)
    return cases


def context_of(case: Case, framework: fw.Framework) -> Context:
    """What a case gives, ready for the model."""
    given = case.given
    decided = {framework.category_decision: given.category} if given.category else {}
    return Context.of(framework, given.facts, given.readings, decided)


def timeline_of(case: Case, framework: fw.Framework) -> Timeline:
    """The timeline of a case; without an as-at date, as on its latest date."""
    given = case.given
    as_at = given.as_at or max(given.events.values(), default=framework.bank_holidays.as_of)
    holidays = [SchoolHoliday(days.from_, days.to) for days in given.school_holidays]
    return timeline(context_of(case, framework), given.events, as_at, holidays)


def differences(case: Case, framework: fw.Framework) -> list[str]:
    """Run a case.

    Args:
        case: the case.
        framework: the procedures.

    Returns:
        What came out otherwise than expected, a sentence each; none means that it holds.
    """
    expected = case.expect
    try:
        return [*_rules(case, framework), *_decisions(case, framework)]
    except SccError as error:
        if expected.error is not None and expected.error in str(error):
            return []
        return [f"there was an error: {error}"]


def _rules(case: Case, framework: fw.Framework) -> Iterator[str]:
    if not case.expect.rules and case.expect.error is None:
        return
    made = timeline_of(case, framework)
    if case.expect.error is not None:
        yield f"there was no error, but '{case.expect.error}' was expected"
    rows = {row.rule.id: row for row in made.rows}
    for name, expected in case.expect.rules.items():
        if (name in rows) != expected.applies:
            yield f"{name} {'does not apply' if expected.applies else 'applies'}"
        if name not in rows or not expected.applies:
            continue
        row = rows[name]
        found = row.deadline
        for what, wanted, got in (
            ("earliest", expected.earliest, found.earliest or "none"),
            ("latest", expected.latest, found.latest or "none"),
            ("estimated", expected.estimated, found.estimated),
            ("status", expected.status, row.status),
        ):
            if wanted is not None and wanted != got:
                yield f"{name}: {what} is {got}, not {wanted}"


def _decisions(case: Case, framework: fw.Framework) -> Iterator[str]:
    if not case.expect.decisions and case.expect.next_question is None:
        return
    found = classify(context_of(case, framework), framework.classification)
    outcomes = {one.decision.id: one.result.outcome or "unknown" for one in found.decisions}
    for name, wanted in case.expect.decisions.items():
        if outcomes.get(name) != wanted:
            yield f"{name} is {outcomes.get(name)}, not {wanted}"
    if case.expect.next_question is not None:
        asked = found.next_question.id if found.next_question else "none"
        if asked != case.expect.next_question:
            yield f"the next question is {asked}, not {case.expect.next_question}"
