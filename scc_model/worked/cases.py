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

from scc_model import model
from scc_model.cases.case import Case, Entry
from scc_model.chart.steps import Step, step
from scc_model.conditions import Context, evaluate
from scc_model.conditions.classification import classify
from scc_model.dating.deadlines import Status
from scc_model.dating.timelines import Timeline, timeline
from scc_model.dating.working_days import SchoolHoliday
from scc_model.errors import BadValue, DataError, Fault, Place, SccError, UnknownName
from scc_model.loading import placed_yaml
from scc_model.loading.placed_yaml import PlacedList, PlacedMap
from scc_model.loading.structuring import Structurer
from scc_model.worked import histories
from scc_model.worked.histories import DutyExpected, NextAnswer, PowerAnswer


@attrs.frozen
class Days:
    """A school holiday.

    Args:
        from_: its first day.
        to: its last day.
    """

    from_: dt.date
    to: dt.date


@attrs.frozen
class Given:
    """What a case starts from.

    Args:
        category: the outcome of the category decision, where it is taken as known.
        stages: where the school stands, one stage for each procedure that matters.
        facts: answers, by fact.
        events: dates, by event.
        school_holidays: holidays of the school.
        readings: choices, by reading; a reading goes by its id or its number.
        as_at: the day to look from; none for the latest date given.
        begins: the first day of a history; none for the day of its earliest event.
        history: a whole case, to be replayed: its events as they were recorded. It stands in
            place of a category, stages and dates by event.
        calendar_as_of: the day as of which bank holidays are known, for a history; none for all.
    """

    category: str | None = None
    stages: tuple[str, ...] = ()
    facts: Mapping[str, str] = attrs.field(factory=dict)
    events: Mapping[str, dt.date] = attrs.field(factory=dict)
    school_holidays: tuple[Days, ...] = ()
    readings: Mapping[str, str] = attrs.field(factory=dict)
    as_at: dt.date | None = None
    begins: dt.date | None = None
    history: tuple[Entry, ...] = ()
    calendar_as_of: dt.date | None = None


@attrs.frozen
class RuleExpected:
    """What a rule's row has to say; what is left out is not looked at.

    Args:
        earliest: its first day; ``none`` if it must not have one.
        latest: its last day; ``none`` if it must not have one.
        estimated: whether a date rests on an event that has not happened.
        status: how it stands on the day looked from.
        applies: whether it has to apply, or must not.
    """

    earliest: dt.date | Literal["none"] | None = None
    latest: dt.date | Literal["none"] | None = None
    estimated: bool | None = None
    status: Status | None = None
    applies: bool = True


@attrs.frozen
class Expected:
    """What has to come out.

    Args:
        rules: by rule, what has to be said of it.
        decisions: outcomes, by decision; ``unknown`` while more than one is possible.
        definitions: by definition, whether it is met.
        moves: by event, the stages it leads to from where the school stands, or one of
            the words ``refused``, ``nothing`` and ``unknown``.
        next_question: the fact asked for next, or ``none``.
        error: words of the error message, for a case that has to be refused.
        stages: after a history, stages in which the school has to stand.
        duties: after a history, by rule, how a duty has to stand.
        powers: after a history, by rule, whether a power has to be open.
        next: after a history, by event, whether it has to be possible next.
        refused: after a history, by event, words of the reason for which an entry is refused. A
            refusal that is not mentioned is none that was expected.
    """

    rules: Mapping[str, RuleExpected] = attrs.field(factory=dict)
    decisions: Mapping[str, str] = attrs.field(factory=dict)
    definitions: Mapping[str, Literal["true", "false", "unknown"]] = attrs.field(factory=dict)
    moves: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    next_question: str | None = None
    error: str | None = None
    stages: tuple[str, ...] = ()
    duties: Mapping[str, DutyExpected] = attrs.field(factory=dict)
    powers: Mapping[str, PowerAnswer] = attrs.field(factory=dict)
    next: Mapping[str, NextAnswer] = attrs.field(factory=dict)
    refused: Mapping[str, str] = attrs.field(factory=dict)

    @property
    def of_a_history(self) -> bool:
        """Whether anything is expected that only a history can give."""
        return any((self.stages, self.duties, self.powers, self.next, self.refused))


@attrs.frozen
class WorkedCase:
    """One worked case.

    Args:
        id: a name used once.
        title: the case in a sentence.
        about: which boundary or branch it stands on, and the working.
        given: what the case starts from.
        expect: what has to come out; what it does not mention is not looked at.
    """

    id: str
    title: str
    about: str
    given: Given
    expect: Expected
    place: Place | None = attrs.field(default=None, eq=False, repr=False)


def read(folder: Path) -> list[WorkedCase]:
    """Every case of a folder, in the order of the files.

    Raises:
        DataError: with every fault found.
    """
    structurer = Structurer()
    cases: list[WorkedCase] = []
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
            case, found = structurer.structure(item, WorkedCase)
            faults += found
            cases += [case] if case else []
    names: dict[str, WorkedCase] = {}
    for case in cases:
        if case.id in names and case.place:
            told = f"the case '{case.id}' is given twice; first at {names[case.id].place}"
            faults.append(Fault(case.place, told))
        names[case.id] = case
    if faults:
        raise DataError(faults)
    return cases


def context_of(case: WorkedCase, framework: model.Framework) -> Context:
    """What a case gives, ready for the model."""
    given = case.given
    decided = {framework.category_decision: given.category} if given.category else {}
    return Context.of(framework, given.facts, given.readings, decided, given.stages)


def timeline_of(case: WorkedCase, framework: model.Framework) -> Timeline:
    """The timeline of a case over all strands; without an as-at date, as on its latest date."""
    given = case.given
    as_at = given.as_at or max(given.events.values(), default=framework.bank_holidays.as_of)
    return timeline(
        context_of(case, framework), given.events, as_at, _holidays(given), framework.strands
    )


def case_file_of(case: WorkedCase, framework: model.Framework) -> Case:
    """The history of a case, as a case file.

    Raises:
        BadValue: when there is none, or a category, stages or dates by event stand beside it.
        UnknownName: for a reading that does not exist.
    """
    given = case.given
    if not given.history and given.begins is None:
        raise BadValue(f"'{case.id}' has no history. Accepted: 'history', or 'begins'.")
    if given.category or given.stages or given.events:
        raise BadValue(
            f"'{case.id}' has a history, and a category, stages or events beside it. "
            "Accepted: what is decided stands in an entry of the history, under 'decided'."
        )
    return Case(
        school=case.title,
        begins=given.begins or min(entry.date for entry in given.history),
        facts=given.facts,
        readings={framework.reading(name).id: is_ for name, is_ in given.readings.items()},
        school_holidays=_holidays(given),
        events=given.history,
    )


def differences(case: WorkedCase, framework: model.Framework) -> list[str]:
    """Run a case.

    Args:
        case: the case.
        framework: the procedures.

    Returns:
        What came out otherwise than expected, a sentence each; none means that it holds.
    """
    expected = case.expect
    try:
        return [
            *_rules(case, framework),
            *_decisions(case, framework),
            *_definitions(case, framework),
            *_moves(case, framework),
            *_history(case, framework),
        ]
    except SccError as error:
        if expected.error is not None and expected.error in str(error):
            return []
        return [f"there was an error: {error}"]


def _holidays(given: Given) -> tuple[SchoolHoliday, ...]:
    return tuple(SchoolHoliday(days.from_, days.to) for days in given.school_holidays)


def _history(case: WorkedCase, framework: model.Framework) -> Iterator[str]:
    given, wanted = case.given, case.expect
    if not (given.history or wanted.of_a_history):
        return
    file = case_file_of(case, framework)
    latest = max((entry.date for entry in file.events), default=file.begins)
    yield from histories.differences(
        file, framework, given.as_at or latest, wanted, given.calendar_as_of
    )
    if wanted.error is not None:
        yield f"there was no error, but '{wanted.error}' was expected"


def _rules(case: WorkedCase, framework: model.Framework) -> Iterator[str]:
    if not case.expect.rules and (case.expect.error is None or case.given.history):
        return
    made = timeline_of(case, framework)
    if case.expect.error is not None:
        yield f"there was no error, but '{case.expect.error}' was expected"
    rows = {row.rule.id: row for row in made.rows}
    for name, expected in case.expect.rules.items():
        if name not in framework.rules:
            raise UnknownName("rule", name, framework.rules)
        applies = evaluate(framework.rules[name].applies_when, made.context).value is True
        if applies != expected.applies:
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


def _decisions(case: WorkedCase, framework: model.Framework) -> Iterator[str]:
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


def _definitions(case: WorkedCase, framework: model.Framework) -> Iterator[str]:
    context = context_of(case, framework)
    words = {True: "true", False: "false", None: "unknown"}
    for name, wanted in case.expect.definitions.items():
        if name not in framework.definitions:
            raise UnknownName("definition", name, framework.definitions)
        found = words[evaluate(framework.definitions[name].when, context).value]
        if found != wanted:
            yield f"{name} is {found}, not {wanted}"


def _moves(case: WorkedCase, framework: model.Framework) -> Iterator[str]:
    context = context_of(case, framework)
    for name, wanted in case.expect.moves.items():
        if name not in framework.events:
            raise UnknownName("event", name, framework.events)
        found = _came_to(step(name, context))
        if set(found) != set(wanted):
            yield f"{name} leads to {', '.join(found)}, not {', '.join(wanted)}"


def _came_to(made: Step) -> tuple[str, ...]:
    if made.allowed is None:
        return ("unknown",)
    return made.entered or (("nothing",) if made.allowed else ("refused",))
