"""The plain description in the middle: what the data files say, as frozen objects.

The loader writes these objects and everything else reads them. Nothing here computes a date,
draws a picture or knows a particular procedure. ``data/README.md`` explains the same words to
the people who write the files.

Keys of the files are the field names; a trailing underscore (``from_``, ``is_``, ``in_``) is
dropped because the bare word belongs to Python.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

import attrs

from scc_model.errors import UnknownName
from scc_model.model.authorities import Citation, Cited, Source
from scc_model.model.caseloads import CaseloadColumn, Code, ColumnHolds
from scc_model.model.conditions import (
    AllOf,
    AnyOf,
    Choice,
    Condition,
    Decision,
    DecisionIs,
    DecisionRule,
    Definition,
    DefinitionMet,
    Exactly,
    FactIs,
    HasHappened,
    Not,
    Outcome,
    PeriodOver,
    Reading,
    ReadingIs,
    StandsIn,
)
from scc_model.model.days import BankHoliday, BankHolidays, DayKind, Span, Unit, YearKind
from scc_model.model.endings import Ending, EndsApart, EndsIn, Except, NotEnded
from scc_model.model.invariants import Invariant
from scc_model.model.limits import Cap, Changed, FirstCountedDay, LimitKind, TimeLimit, Variation
from scc_model.model.names import DecisionId, FactId, LeftStages, Names, ProcedureId, StrandId
from scc_model.model.places.passages import Outline, OutlineFile, OutlinePart, Passage
from scc_model.model.procedures import (
    Estimate,
    Event,
    Presumption,
    Procedure,
    Stage,
    Stop,
    Strand,
    Transition,
)
from scc_model.model.quantities import Quantity, TypedFigure, Written
from scc_model.model.rules import Document, Force, Rule, RuleKind, Task
from scc_model.model.school import YES_OR_NO, EverydayWord, Fact, Option, Role, Term
from scc_model.model.walks import (
    Arrival,
    Coming,
    EventGroup,
    FirstQuestion,
    Need,
    Selection,
    WalkEvent,
    WalkPlan,
    WalkStep,
)

__all__ = [
    "YES_OR_NO", "AllOf", "AnyOf", "Arrival", "BankHoliday", "BankHolidays", "Cap",
    "CaseloadColumn", "Changed", "Choice", "Citation", "Cited", "Code", "ColumnHolds", "Coming",
    "Condition", "DayKind",
    "Decision", "DecisionId", "DecisionIs", "DecisionRule", "Definition", "DefinitionMet",
    "Document", "Ending", "EndsApart", "EndsIn", "Estimate", "Event", "EventGroup",
    "EverydayWord", "Exactly",
    "Except", "Fact", "FactId", "FactIs", "FirstCountedDay", "FirstQuestion", "Force", "Framework",
    "HasHappened",
    "Invariant", "LeftStages", "LimitKind", "Names", "Need", "Not", "NotEnded", "Option", "Outcome",
    "Outline", "OutlineFile", "OutlinePart", "Passage", "PeriodOver", "Presumption", "Procedure",
    "ProcedureId",
    "Quantity", "Reading", "ReadingIs", "Role", "Rule", "RuleKind", "Selection", "Source", "Span",
    "Stage", "StandsIn", "Stop", "Strand", "StrandId", "Task", "Term", "TimeLimit", "Transition",
    "TypedFigure", "Unit", "Variation", "WalkEvent", "WalkPlan", "WalkStep", "Written", "YearKind",
]  # fmt: skip


@attrs.frozen(eq=False)  # one is itself only, so that what is worked out from it can be kept
class Framework:
    """Everything the data says, each kind by id and in the order of the files.

    Args:
        title: what the handbook is called.
        edition: the year of the procedures.
        classification: the decisions that place a school, the one that rests on the others first.
        category_decision: the decision whose outcome a timeline follows from.
        category_strand: the strand whose rules such a timeline shows.
        kinds_of_school: the facts that tell one kind of school from another.
        ends_every_procedure: the events that end every procedure, but for those they except.
        strands: procedures that belong together, in the order in which they are shown.
        first_question: what a reader is asked first; none where there is no such page.
        powers_by_weight: the procedures whose powers weigh most, the heaviest first.
        event_groups: how a reader knows of events; every event that somebody brings about stands
            in one of them.
        example_of_a_school: the case that the page of a school's own case shows, by field of its
            form.
        typed_figures: the figures that a text may hold in words of its own, with the reason.
        writing: the texts of the data as its files have them; only checks and comparisons look.
    """

    title: str
    edition: str
    classification: tuple[DecisionId, ...]
    category_decision: DecisionId
    category_strand: StrandId
    kinds_of_school: tuple[FactId, ...]
    ends_every_procedure: tuple[Ending, ...]
    outline: Outline
    sources: Mapping[str, Source]
    quantities: Mapping[str, Quantity]
    roles: Mapping[str, Role]
    facts: Mapping[str, Fact]
    readings: Mapping[str, Reading]
    terms: Mapping[str, Term]
    everyday_words: Mapping[str, EverydayWord]
    documents: Mapping[str, Document]
    invariants: Mapping[str, Invariant]
    day_kinds: Mapping[str, DayKind]
    year_kinds: Mapping[str, YearKind]
    bank_holidays: BankHolidays
    strands: Mapping[str, Strand]
    procedures: Mapping[str, Procedure]
    stages: Mapping[str, Stage]
    transitions: Mapping[str, Transition]
    events: Mapping[str, Event]
    definitions: Mapping[str, Definition]
    decisions: Mapping[str, Decision]
    rules: Mapping[str, Rule]
    caseload_columns: Mapping[str, CaseloadColumn]
    walks: Mapping[str, WalkPlan]
    first_question: FirstQuestion | None = None
    powers_by_weight: tuple[ProcedureId, ...] = ()
    event_groups: tuple[EventGroup, ...] = ()
    example_of_a_school: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    typed_figures: tuple[TypedFigure, ...] = ()
    writing: tuple[Written, ...] = attrs.field(default=(), repr=False)

    def reading(self, name: str) -> Reading:
        """The reading with this id or reference.

        Raises:
            UnknownName: when there is no such reading.
        """
        if name in self.readings:
            return self.readings[name]
        for reading in self.readings.values():
            if reading.ref.casefold() == name.casefold():
                return reading
        refs = [reading.ref for reading in self.readings.values()]
        raise UnknownName("reading", name, [*self.readings, *refs])

    @functools.cached_property
    def usual(self) -> Mapping[str, str]:
        """The choice that is usual of each reading, by reading."""
        return {reading.id: reading.default for reading in self.readings.values()}

    @functools.cached_property
    def powers(self) -> Mapping[str, Rule]:
        """The rules that give a power, or a right that may be used or left, by id."""
        return {rule.id: rule for rule in self.rules.values() if rule.is_power}

    def weight(self, rule: str) -> int:
        """How far down a power stands among those that weigh most, by its procedure.

        Args:
            rule: id of the rule that gives it.

        >>> from scc_model.loading import load
        >>> load().weight("direct-closure") < load().weight("appoint-interim-board")
        True
        """
        home, heaviest = self.home[rule].id, self.powers_by_weight
        return heaviest.index(home) if home in heaviest else len(heaviest)

    def bodies(self, role: str) -> tuple[str, ...]:
        """The bodies that a role belongs to, the nearest first.

        >>> from scc_model.loading import load
        >>> load().bodies("link-adviser")
        ('local-authority',)
        """
        body = self.roles[role].part_of
        return () if body is None else (body, *self.bodies(body))

    @functools.cached_property
    def home(self) -> Mapping[str, Procedure]:
        """The procedure in which a rule stands, by rule."""
        return {rule.id: home for home in self.procedures.values() for rule in home.rules}

    @functools.cached_property
    def stage_home(self) -> Mapping[str, Procedure]:
        """The procedure to which a stage belongs, by stage."""
        return {stage.id: home for home in self.procedures.values() for stage in home.stages}

    @functools.cached_property
    def event_home(self) -> Mapping[str, Procedure]:
        """The procedure to which an event belongs, by event."""
        return {event.id: home for home in self.procedures.values() for event in home.events}

    @functools.cached_property
    def by_choice(self) -> frozenset[str]:
        """The events that show the use of a power or a right: nobody has to bring them about."""
        return frozenset(use for rule in self.powers.values() for use in rule.uses)

    @functools.cached_property
    def strand_of(self) -> Mapping[str, Strand]:
        """The strand of a procedure, by procedure."""
        return {name: strand for strand in self.strands.values() for name in strand.procedures}
