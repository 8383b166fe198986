"""Worked cases: what is given, what has to come out, and why the case is there.

The files in ``data/cases/`` are tests that an officer can review, and examples that the handbook
shows. A case says nothing about how an answer is worked out.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import attrs

from scc_model import model
from scc_model.cases.case import Case, Entry
from scc_model.cases.checking import without
from scc_model.cases.timelines import Timeline, timeline
from scc_model.conditions import Context
from scc_model.dating.deadlines import Status
from scc_model.dating.working_days import SchoolHoliday
from scc_model.errors import BadValue, DataError, Fault, Place
from scc_model.loading import placed_yaml, tokens
from scc_model.loading.placed_yaml import PlacedList, PlacedMap
from scc_model.loading.structuring import Structurer
from scc_model.worked.sayings import EventSaid, RuleSaid
from scc_model.worked.sides import Sides

LISTED = (
    "begins_in", "rests_in", "written_by", "part_of", "choices", "codes", "names_of_walk",
    "bank_holidays",
)  # fmt: skip
"""The expectations that are lists of names, as ``sayings.listed`` gives them."""
PowerAnswer = Literal["open", "closed", "unknown"]
NextAnswer = Literal["possible", "not-possible", "unknown"]


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
        complete: whether everything that happened is in the history; none where nobody said.
        did_not_happen: events of which it is known that they did not happen.
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
    complete: bool | None = None
    did_not_happen: tuple[str, ...] = ()


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
class DutyExpected:
    """How a duty has to stand; what is left out is not looked at.

    Args:
        applies: whether it has to be asked for, or must not be.
        status: how it stands on the day looked from.
        earliest: its first day; ``none`` if it must not have one.
        latest: its last day; ``none`` if it must not have one.
        met_on: the day on which it was met; ``none`` if it must not be.
        rounds: the statuses of its periods so far, for what comes round.
    """

    applies: bool = True
    status: Status | None = None
    earliest: dt.date | Literal["none"] | None = None
    latest: dt.date | Literal["none"] | None = None
    met_on: dt.date | Literal["none"] | None = None
    rounds: tuple[Status, ...] | None = None


@attrs.frozen
class Expected:
    """What has to come out.

    Args:
        rules: by rule, what has to be said of it.
        says: by rule, who has to carry it out, for whom and how strongly, and what shows it.
        happens: by event, who brings it about and after what.
        holds: by rule, definition, event or transition, on each side of its condition, what is
            known of a school there.
        leads: by stage, for a school of which nothing else is known, what ``moves`` says; with
            ``perhaps``, the stages to which an event may lead.
        begins_in: by procedure, the stages in which a school can begin.
        rests_in: by procedure, the stages in which it can come to rest.
        written_by: by document, who writes or gives it.
        part_of: by role, the body that it belongs to, or ``nothing``.
        choices: by reading, the ways to read it.
        codes: by column of a list of schools, each code with what it stands for.
        names_of_walk: by walk, everything that it names.
        bank_holidays: by year, such as ``in 2014``, the days.
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
        contradicts: after a history, by event, words that say why an entry cannot have been. A
            contradiction that is not mentioned is none that was expected.
        presumed: after a history, events that must have happened although nobody recorded them.
    """

    rules: Mapping[str, RuleExpected] = attrs.field(factory=dict)
    says: Mapping[str, RuleSaid] = attrs.field(factory=dict)
    happens: Mapping[str, EventSaid] = attrs.field(factory=dict)
    holds: Mapping[str, Sides] = attrs.field(factory=dict)
    leads: Mapping[str, Mapping[str, tuple[str, ...]]] = attrs.field(factory=dict)
    begins_in: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    rests_in: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    written_by: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    part_of: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    choices: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    codes: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    names_of_walk: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    bank_holidays: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    decisions: Mapping[str, str] = attrs.field(factory=dict)
    definitions: Mapping[str, Literal["true", "false", "unknown"]] = attrs.field(factory=dict)
    moves: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    next_question: str | None = None
    error: str | None = None
    stages: tuple[str, ...] = ()
    duties: Mapping[str, DutyExpected] = attrs.field(factory=dict)
    powers: Mapping[str, PowerAnswer] = attrs.field(factory=dict)
    next: Mapping[str, NextAnswer] = attrs.field(factory=dict)
    contradicts: Mapping[str, str] = attrs.field(factory=dict)
    presumed: tuple[str, ...] = ()

    @property
    def of_the_data(self) -> bool:
        """Whether it is about what stands in the data, and about no school."""
        listed = (getattr(self, key) for key in LISTED)
        return any((self.says, self.happens, self.holds, self.leads, *listed))

    @property
    def of_a_history(self) -> bool:
        """Whether anything is expected that only a history can give."""
        wanted = (self.stages, self.duties, self.powers, self.next, self.contradicts)
        return any((*wanted, self.presumed))


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


def read(folder: Path, written: list[model.Written] | None = None) -> list[WorkedCase]:
    """Every case of a folder, in the order of the files.

    Its texts take quantities and names of roles from the data folder in which it stands.

    Args:
        folder: the folder.
        written: the texts as they are written are added, where that is asked for.

    Raises:
        DataError: with every fault found.
    """
    structurer = Structurer()
    cases: list[WorkedCase] = []
    faults: list[Fault] = []
    forms = tokens.forms_under(folder.parent)
    for path in sorted(folder.glob("*.yaml")):
        raw, faults_of_file = placed_yaml.read(path, f"cases/{path.name}")
        faults += faults_of_file
        if raw is not None:
            raw, texts, wrong = tokens.fill_all(raw, forms)
            faults += wrong
            (written if written is not None else []).extend(texts)
        items = raw.get("cases") if isinstance(raw, PlacedMap) else None
        if not isinstance(items, PlacedList):
            if not faults_of_file:
                hint = "Accepted: a list of cases."
                faults.append(Fault(Place(f"cases/{path.name}"), "there is no 'cases'", hint))
            continue
        some, wrong = _listed(items, structurer)
        cases += some
        faults += wrong
    return _each_once(cases, faults)


def of_list(items: PlacedList, forms: tokens.Forms) -> list[WorkedCase]:
    """The cases of a list that stands beside something else, such as in a change of the data.

    Args:
        items: the list, as it was read.
        forms: what its texts can take.

    Raises:
        DataError: with every fault found.
    """
    filled, _, faults = tokens.fill_all(items, forms)
    cases, wrong = _listed(filled, Structurer())
    return _each_once(cases, [*faults, *wrong])


def _listed(items: PlacedList, structurer: Structurer) -> tuple[list[WorkedCase], list[Fault]]:
    cases: list[WorkedCase] = []
    faults: list[Fault] = []
    for item in items:
        case, faults_of_case = structurer.structure(item, WorkedCase)
        faults += faults_of_case
        cases += [case] if case is not None and not faults_of_case else []
    return cases, faults


def _each_once(cases: list[WorkedCase], faults: list[Fault]) -> list[WorkedCase]:
    """The cases, if nothing is wrong with them and each has an id of its own."""
    names: dict[str, WorkedCase] = {}
    for case in cases:
        if case.id in names and case.place:
            message = f"the case '{case.id}' is given twice; first at {names[case.id].place}"
            faults.append(Fault(case.place, message))
        names[case.id] = case
    if faults:
        raise DataError(faults)
    return cases


def context_of(case: WorkedCase, framework: model.Framework) -> Context:
    """What a case gives, ready for the model."""
    given = case.given
    decided = {framework.category_decision: given.category} if given.category else {}
    stages, days = given.stages, given.events
    return Context.of(framework, given.facts, given.readings, decided, stages, happened=days)


def timeline_of(case: WorkedCase, framework: model.Framework) -> Timeline:
    """The timeline of the rules of a case; without an as-at date, as on its latest date.

    Where an error is expected, every rule is dated: any of them may be the one that cannot be.
    """
    given = case.given
    as_at = given.as_at or max(given.events.values(), default=framework.bank_holidays.as_of)
    context, holidays = context_of(case, framework), _holidays(given)
    rules = list(framework.rules.values())
    if case.expect.error is None:
        rules = [framework.rules[name] for name in case.expect.rules if name in framework.rules]
    return timeline(context, given.events, as_at, holidays, rules=rules, followed=False)


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
    whole = Case(
        school=case.title,
        begins=given.begins or min(filter(None, (entry.first for entry in given.history))),
        facts=given.facts,
        readings={framework.reading(name).id: is_ for name, is_ in given.readings.items()},
        school_holidays=_holidays(given),
        complete=given.complete,
    )
    for event in given.did_not_happen:
        whole = without(whole, event, framework)
    return functools.reduce(Case.recorded, given.history, whole)


def _holidays(given: Given) -> tuple[SchoolHoliday, ...]:
    return tuple(SchoolHoliday(days.from_, days.to) for days in given.school_holidays)
