"""The plain description in the middle: what the data files say, as frozen objects.

The loader writes these objects and everything else reads them. Nothing here computes a date,
draws a picture or knows a particular procedure. ``data/README.md`` explains the same words to
the people who write the files.

A field of a type such as ``RoleId`` holds the id of another thing; the loader refuses an id that
does not exist. Keys of the files are the field names; a trailing underscore (``from_``, ``is_``)
is dropped because the bare word belongs to Python.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal

import attrs

from scc_model.errors import Place, UnknownName

Unit = Literal["working day", "day", "week", "month", "year"]
Force = Literal["must", "should", "may", "expected"]
RuleKind = Literal["duty", "power", "expectation", "responsibility", "right", "support"]
LimitKind = Literal[
    "limit",  # done on or before the latest day
    "usual-target",  # normally done by the latest day; later is not a breach
    "window",  # between the earliest and the latest day
    "usual-window",  # normally between them
    "maximum",  # no more than a number of times, up to the latest day
    "minimum-period",  # goes on from the earliest day until at least the latest
    "not-before",  # on or after the earliest day; no last day is set
    "order-only",  # before, after or straight after an event; no number of days
]
FirstCountedDay = Literal["day-after", "anchor-day"]


@attrs.frozen
class Names:
    """Marks a field that holds the id of another thing of this kind."""

    kind: str


SourceId = Annotated[str, Names("source")]
RoleId = Annotated[str, Names("role")]
FactId = Annotated[str, Names("fact")]
ReadingId = Annotated[str, Names("reading")]
DecisionId = Annotated[str, Names("decision")]
DefinitionId = Annotated[str, Names("definition")]
StageId = Annotated[str, Names("stage")]
EventId = Annotated[str, Names("event")]
DayKindId = Annotated[str, Names("day kind")]


@attrs.frozen
class Citation:
    """Where a rule comes from: a source and the exact place in it."""

    source: SourceId
    at: str


Cited = tuple[Citation, ...]


@attrs.frozen
class Source:
    """An authority: the procedures themselves, an Act, regulations, a statement to Parliament."""

    id: str
    title: str
    short: str
    kind: Literal["procedures", "act", "regulations", "guidance", "parliament", "data", "report"]
    date: str
    standing: Literal["read", "read-in-part", "second-hand", "not-read"]
    url: str = ""
    read_on: dt.date | None = None
    note: str = ""
    place: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen
class Role:
    """Somebody who acts: a person in a post, or a body."""

    id: str
    name: str
    part_of: RoleId | None = None
    about: str = ""
    cite: Cited = ()
    place: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen
class Option:
    """One possible answer to a question."""

    id: str
    label: str


YES_OR_NO = (Option("yes", "Yes"), Option("no", "No"))


@attrs.frozen
class Fact:
    """Something to know about a school, and the question that asks for it."""

    id: str
    question: str
    cite: Cited
    hint: str = ""
    options: tuple[Option, ...] = YES_OR_NO
    place: Place | None = attrs.field(default=None, eq=False, repr=False)

    def label(self, value: str) -> str:
        """The words for an answer.

        Raises:
            UnknownName: when the fact has no such answer.
        """
        for option in self.options:
            if option.id == value:
                return option.label
        raise UnknownName(f"answer to '{self.id}'", value, [option.id for option in self.options])


# --- Conditions ------------------------------------------------------------------------------


@attrs.frozen
class FactIs:
    """The fact has one of these values."""

    fact: FactId
    is_: tuple[str, ...]


@attrs.frozen
class ReadingIs:
    """The reading in use is one of these choices."""

    reading: ReadingId
    is_: tuple[str, ...]


@attrs.frozen
class DecisionIs:
    """The decision comes out as one of these outcomes."""

    decision: DecisionId
    is_: tuple[str, ...]


@attrs.frozen
class DefinitionMet:
    """The named definition is met."""

    definition: DefinitionId


@attrs.frozen
class AllOf:
    """Every one of the conditions holds."""

    all: tuple[Condition, ...]


@attrs.frozen
class AnyOf:
    """At least one of the conditions holds."""

    any: tuple[Condition, ...]


@attrs.frozen
class Exactly:
    """Exactly so many of the conditions hold."""

    exactly: int
    of: tuple[Condition, ...]


@attrs.frozen
class Not:
    """The condition does not hold."""

    not_: Condition


Condition = FactIs | ReadingIs | DecisionIs | DefinitionMet | AllOf | AnyOf | Exactly | Not


# --- Readings --------------------------------------------------------------------------------


@attrs.frozen
class Choice:
    """One way to read an unclear passage."""

    id: str
    text: str


@attrs.frozen
class Reading:
    """A passage that can be read in more than one way, and which way is used.

    Args:
        ref: number in the list of ambiguities, such as ``A55``; accepted wherever the id is.
        kind: why a choice is needed.
        about: what the source says and why it is unclear.
        changes: what the choice moves; ``wording`` means it moves nothing that is computed.
        default: the choice used unless the reader says otherwise, and ``why``.
    """

    id: str
    ref: str
    kind: Literal["ambiguity", "contradiction", "gap", "slip", "later-position"]
    title: str
    about: str
    choices: tuple[Choice, ...]
    default: str
    why: str
    changes: Literal["dates", "duties", "outcome", "wording"]
    cite: Cited
    place: Place | None = attrs.field(default=None, eq=False, repr=False)

    def choice(self, chosen: str) -> Choice:
        """The choice with this id.

        Raises:
            UnknownName: when the reading has no such choice.
        """
        for choice in self.choices:
            if choice.id == chosen:
                return choice
        allowed = [choice.id for choice in self.choices]
        raise UnknownName(f"choice for the reading '{self.id}'", chosen, allowed)


# --- Decisions -------------------------------------------------------------------------------


@attrs.frozen
class Definition:
    """A named condition, so that a rule can be said once and used in several places."""

    id: str
    title: str
    text: str
    when: Condition
    cite: Cited
    place: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen
class Outcome:
    """A way a decision can come out."""

    id: str
    title: str
    text: str
    leads_to: str = ""
    cite: Cited = ()


@attrs.frozen
class DecisionRule:
    """If the condition holds, this is the outcome. Rules are tried in order."""

    outcome: str
    because: str
    cite: Cited
    when: Condition | None = None


@attrs.frozen
class Decision:
    """A question the procedures answer by rules tried in order."""

    id: str
    title: str
    text: str
    outcomes: tuple[Outcome, ...]
    rules: tuple[DecisionRule, ...]
    cite: Cited
    place: Place | None = attrs.field(default=None, eq=False, repr=False)

    def outcome(self, chosen: str) -> Outcome:
        """The outcome with this id.

        Raises:
            UnknownName: when the decision has no such outcome.
        """
        for outcome in self.outcomes:
            if outcome.id == chosen:
                return outcome
        raise UnknownName(self.id, chosen, [outcome.id for outcome in self.outcomes])


# --- Stages, events, transitions -------------------------------------------------------------


@attrs.frozen
class Stage:
    """Where a school can stand in one strand of the procedures."""

    id: str
    title: str
    text: str = ""
    starts: bool = False
    ends: bool = False
    cite: Cited = ()
    place: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen
class Span:
    """An amount of time, as the source gives it.

    >>> str(Span(10, "working day")), str(Span(1, "month"))
    ('10 working days', '1 month')
    """

    amount: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}{'' if self.amount == 1 else 's'}"


@attrs.frozen
class Estimate:
    """How to expect an event that has not happened yet: so long after another event."""

    from_: EventId
    after: Span
    why: str
    cite: Cited


@attrs.frozen
class Event:
    """Something that happens on a day.

    Args:
        title: the event in the past tense, such as "The draft report was received".
        question: asks for its date.
        by: who brings it about.
        not_before: events that cannot come later than this one.
        estimates: how to expect it, best first.
    """

    id: str
    title: str
    question: str
    cite: Cited
    hint: str = ""
    by: tuple[RoleId, ...] = ()
    not_before: tuple[EventId, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    when: Condition | None = None
    place: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen
class Transition:
    """An event that moves a school from one stage to another, if its guard holds."""

    id: str
    from_: tuple[StageId, ...]
    to: StageId
    event: EventId
    cite: Cited
    text: str = ""
    when: Condition | None = None
    place: Place | None = attrs.field(default=None, eq=False, repr=False)


# --- Rules and their time limits -------------------------------------------------------------


@attrs.frozen
class Changed:
    """What a time limit becomes under another reading; only what is set here changes."""

    from_: EventId | None = None
    kind: LimitKind | None = None
    latest: Span | None = None
    earliest: Span | Literal["none"] | None = None
    day_kind: DayKindId | None = None
    first_counted_day: FirstCountedDay | None = None
    at_most: int | None = None
    as_written: str | None = None
    capped: Cap | None = None


@attrs.frozen
class Variation:
    """Under this choice of a reading, or on this condition, the time limit is changed so."""

    set: Changed
    reading: ReadingId | None = None
    is_: str | None = None
    when: Condition | None = None


@attrs.frozen
class Cap:
    """A second limit: no later than so long after another event."""

    from_: EventId
    latest: Span


@attrs.frozen
class TimeLimit:
    """When a rule has to be carried out.

    Args:
        from_: the anchor, the event from which time runs.
        kind: what sort of limit this is.
        latest: how long after the anchor the last day is.
        earliest: how long after the anchor the first day is.
        day_kind: which days count, for a span in working days.
        first_counted_day: whether counting starts on the day after the anchor or on that day.
        promptly: straight after the anchor, with no number of days.
        before: the event before which it has to be done.
        at_most: how many times, for a maximum.
        variations: what changes under other readings or conditions, applied in order.
    """

    from_: EventId
    kind: LimitKind
    as_written: str
    latest: Span | None = None
    earliest: Span | None = None
    day_kind: DayKindId = "calendar"
    first_counted_day: FirstCountedDay = "day-after"
    promptly: bool = False
    before: EventId | None = None
    at_most: int | None = None
    capped: Cap | None = None
    variations: tuple[Variation, ...] = ()


@attrs.frozen
class Task:
    """One part of what a rule requires, listed by the source under it."""

    id: str
    text: str
    cite: Cited
    when: Condition | None = None


@attrs.frozen
class Rule:
    """One thing the procedures say: who does what, for whom, by when, on what condition.

    Args:
        actors: who carries it out.
        to: who receives it.
        when: the condition under which it applies; none means always.
        met_by: the event that discharges it.
        ends_with: events after which it is no longer required.
        tasks: the parts the source lists under it.
        readings: passages that bear on it without changing what is computed.
        note: what a reader should beware of.
    """

    id: str
    kind: RuleKind
    force: Force
    title: str
    text: str
    actors: tuple[RoleId, ...]
    cite: Cited
    to: tuple[RoleId, ...] = ()
    when: Condition | None = None
    time_limit: TimeLimit | None = None
    met_by: EventId | None = None
    ends_with: tuple[EventId, ...] = ()
    tasks: tuple[Task, ...] = ()
    readings: tuple[ReadingId, ...] = ()
    note: str = ""
    place: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen
class Procedure:
    """One strand: its stages and transitions, and the rules that go with them."""

    id: str
    title: str
    about: str
    cite: Cited
    stages: tuple[Stage, ...] = ()
    transitions: tuple[Transition, ...] = ()
    events: tuple[Event, ...] = ()
    definitions: tuple[Definition, ...] = ()
    decisions: tuple[Decision, ...] = ()
    rules: tuple[Rule, ...] = ()
    place: Place | None = attrs.field(default=None, eq=False, repr=False)


# --- Days ------------------------------------------------------------------------------------


@attrs.frozen
class DayKind:
    """Which days count.

    Args:
        weekends: whether Saturdays and Sundays count.
        bank_holidays: whether bank holidays (with Christmas Day and Good Friday) count.
        school_holidays_over: days of a school holiday longer than this many days do not count;
            none means that school holidays count like any other day.
    """

    id: str
    title: str
    text: str
    cite: Cited
    weekends: bool
    bank_holidays: bool
    school_holidays_over: int | None = None
    place: Place | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen
class BankHoliday:
    """A day on which, in England, banks close."""

    date: dt.date
    name: str
    note: str = ""


@attrs.frozen
class BankHolidays:
    """The bank holidays of England, and the days the list covers.

    Args:
        first: first day covered.
        last: last day covered.
        certain_to: the last day for which the list rests on days already fixed; after it, the
            days follow the ordinary pattern and a proclamation could still change them.
        as_of: the day on which the list was drawn up.
        by_date: the name of each day.
    """

    first: dt.date
    last: dt.date
    certain_to: dt.date
    as_of: dt.date
    cite: Cited
    days: tuple[BankHoliday, ...]
    by_date: Mapping[dt.date, str] = attrs.field(init=False, eq=False, repr=False)

    @by_date.default
    def _by_date(self) -> Mapping[dt.date, str]:
        return {day.date: day.name for day in self.days}


@attrs.frozen(eq=False)  # one is itself only, so that what is worked out from it can be kept
class Framework:
    """Everything the data says, each kind by id and in the order of the files.

    Args:
        classification: the decisions that place a school, the one that rests on the others first.
        category_decision: the decision whose outcome a timeline follows from.
    """

    title: str
    edition: str
    classification: tuple[DecisionId, ...]
    category_decision: DecisionId
    sources: Mapping[str, Source]
    roles: Mapping[str, Role]
    facts: Mapping[str, Fact]
    readings: Mapping[str, Reading]
    day_kinds: Mapping[str, DayKind]
    bank_holidays: BankHolidays
    procedures: Mapping[str, Procedure]
    events: Mapping[str, Event]
    definitions: Mapping[str, Definition]
    decisions: Mapping[str, Decision]
    rules: Mapping[str, Rule]

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
