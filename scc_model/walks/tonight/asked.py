"""What a reader is asked first: what has arrived, and when; and the case that this makes."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Mapping

import attrs

from scc_model import model
from scc_model.cases.case import Case, Entry, known_days
from scc_model.cases.checking import check_entry
from scc_model.dates import long_date
from scc_model.errors import BadValue, SccError
from scc_model.walks.base import State, query
from scc_model.walks.controls import Options
from scc_model.walks.faults import none_of
from scc_model.walks.field import Single
from scc_model.walks.fields import BEFORE, HELD, KNOWN, REMIND, Answers, Date
from scc_model.walks.form import Form
from scc_model.walks.school.asked import (
    AS_AT,
    NEW_DECISIONS,
    NEW_FACTS,
    PAGE_LAST_VISIT,
    PAGE_TODAY,
    WHOSE,
    state_of,
)
from scc_model.walks.school.starting import BENEATH, Kept, kept, start

WALK = "tonight"
ON = Date("on", "Which day? (Today, if left empty)")
SEEN, SEE_FROM_TODAY = "seen", "see-from-today"
"""The name of what says that the answer is looked at from today, however long ago that day is, and
what the button asks for that says so."""
_RECENT = dt.timedelta(weeks=26)
"""What arrived longer ago is looked at as on its own evening, unless the reader wants today."""


@attrs.frozen(eq=False)
class OneOfThese(Single[str]):
    """One thing of a list that the data give.

    Args:
        these: what there is, by what it is called in a state.
    """

    these: Mapping[str, str]

    def value(self, text: str, framework: model.Framework) -> str:  # noqa: ARG002
        """See :class:`Single`."""
        if text and text not in self.these:
            raise BadValue(none_of(text, self.these))
        return text


@attrs.frozen(eq=False)
class Fields:
    """The fields that come from the framework.

    Args:
        arrived: what has arrived.
        came_as: which of several things that is.
        kinds: what kind of school it is.
        seen: whether it is looked at from today.
        example: of which arrival the page showed the example.
    """

    arrived: OneOfThese
    came_as: OneOfThese
    kinds: Answers
    seen: OneOfThese
    example: OneOfThese


@functools.lru_cache(maxsize=8)
def fields_of(framework: model.Framework) -> Fields:
    """The fields of a framework that asks a first question."""
    arrivals = first_question(framework).arrivals
    events = {x.event for arrival in arrivals for x in arrival.comes_as}
    titles = {arrival.id: arrival.title for arrival in arrivals}
    return Fields(
        OneOfThese("arrived", titles),
        OneOfThese("came-as", {name: framework.events[name].title for name in sorted(events)}),
        Answers("fact", "fact-", which=framework.kinds_of_school),
        OneOfThese(SEEN, {"today": "From today"}),
        OneOfThese("example", titles),
    )


def first_question(framework: model.Framework) -> model.FirstQuestion:
    """What a reader is asked first.

    Raises:
        BadValue: where the framework has no such question.
    """
    if framework.first_question is None:
        raise BadValue("The procedures have no first question. Accepted: 'first_question'.")
    return framework.first_question


@attrs.define(eq=False)
class Asked(Form):
    """The form of the first question."""

    @property
    def by(self) -> Fields:
        """Its fields that come from the framework."""
        return fields_of(self.framework)

    @property
    def arrival(self) -> model.Arrival | None:
        """What has arrived."""
        arrivals = first_question(self.framework).arrivals
        return next((one for one in arrivals if one.id == self[self.by.arrived]), None)

    @property
    def coming(self) -> model.Coming | None:
        """What it is that has arrived: what was chosen, or what it is most likely."""
        some = self.arrival.comes_as if self.arrival else ()
        chosen = (one for one in some if one.event == self[self.by.came_as])
        return next(chosen, some[0] if some else None)

    @property
    def latest(self) -> model.Coming | None:
        """What has arrived, or what arrived last in the case that the reader keeps."""
        arrivals = first_question(self.framework).arrivals
        known = {one.event: one for arrival in arrivals for one in arrival.comes_as}
        events = [entry.event for entry in self.base.events if not entry.withdrawn]
        return self.coming or next((known[x] for x in reversed(events) if x in known), None)

    @property
    def coming_title(self) -> str:
        """What has arrived, as the reader would call it."""
        if self.coming is None:
            return ""
        return self.coming.title or self.framework.events[self.coming.event].title

    @property
    def on(self) -> dt.date | None:
        """The day on which it arrived; today where none is given."""
        return self[ON] or self[PAGE_TODAY]

    @property
    def today(self) -> dt.date:
        """Today, or the day of what arrived where the page does not say which day it is."""
        return self[PAGE_TODAY] or self[ON] or self.framework.bank_holidays.as_of

    @property
    def kept(self) -> Kept | None:
        """The case that the reader keeps on the device."""
        return kept(self.framework, self[BENEATH]) if self[BENEATH] else None

    @property
    def base(self) -> Case:
        """The case that the reader keeps, or one of which nothing is known."""
        if self.kept is not None:
            return self.kept.case
        return Case("", begins=self.framework.bank_holidays.first, complete=False)

    def case(self) -> Case:
        """The case with what arrived in it."""
        base, coming = self.base, self.coming
        case = attrs.evolve(base, facts={**base.facts, **self[self.by.kinds]})
        if coming is None:
            return case
        for said in self._said(coming):
            if said.date is not None and said.date < case.begins:
                case = attrs.evolve(case, begins=said.date)
            check_entry(said, case, self.framework)
            case = case.recorded(said)
        return case

    def _said(self, coming: model.Coming) -> Iterator[Entry]:
        """The entries that what arrived comes to."""
        facts, decided = NEW_FACTS.known(self), NEW_DECISIONS.known(self)
        facts = {name: answer for name, answer in facts.items() if name in coming.asks}
        decided = {name: x for name, x in decided.items() if name in coming.asks_outcome_of}
        if coming.after is not None and (facts or decided):
            yield Entry(coming.after, None, facts, decided)
            facts, decided = {}, {}
        yield Entry(coming.event, self.on, facts, decided)

    @property
    def day(self) -> dt.date:
        """The day to look from: today, or the evening of what arrived long ago."""
        on = self.on if self.coming is not None else self._last_known
        if on is None or self[self.by.seen]:
            return self.today
        return self.today if on >= self.today - _RECENT else on

    @property
    def _last_known(self) -> dt.date | None:
        """The last day of the case that the reader keeps, or the day it was looked at from."""
        if self.kept is None:
            return None
        known = known_days(self.kept.case.events)
        return max([*known, self.kept.day] if self.kept.day <= self.today else known, default=None)

    def as_case(self) -> str:
        """The state in which the walk through a school's case holds all this."""
        more = [(WHOSE.name, first_question(self.framework).whose)]
        if self.day != self.today:
            more.append((AS_AT.name, self.day.isoformat()))
        if held := self[HELD]:
            more.append((HELD.name, " ".join(sorted(held))))
        case = self.case()
        more += (*self.entered(REMIND).pairs, *self.entered(BEFORE).pairs)
        if not case.id:  # one that is kept has a name of its own
            case = attrs.evolve(case, id=self[KNOWN])
        return "&".join((state_of(case), query(more)))


def understand(framework: model.Framework, text: str) -> Asked:
    """Read a state.

    Args:
        framework: the procedures.
        text: the walk's form as a URL query.

    Returns:
        What is asked. Nothing in the state, however wrong, makes this raise.
    """
    some = fields_of(framework)
    own = some.arrived, some.came_as, ON, NEW_FACTS, NEW_DECISIONS, some.kinds, some.seen
    of_the_page = some.example, BENEATH, KNOWN, BEFORE, HELD, REMIND, PAGE_TODAY, PAGE_LAST_VISIT
    asked = Asked.of(WALK, framework, State.of(text), (*own, *of_the_page))
    days = [(field.name, asked.state.first(field.name)) for field in (PAGE_TODAY, PAGE_LAST_VISIT)]
    start(asked)
    asked.state = State({**asked.state.values, **State.holding(days).values})
    if asked.kept is not None:
        _take_over(asked, asked.kept)
    if asked.state.first("do") == SEE_FROM_TODAY:
        asked.put(some.seen, some.seen.of("today"))
    if asked.coming is not None:
        asked.put(some.came_as, some.came_as.of(asked.coming.event))
    _ask_back(asked)
    _link_with_its_day(asked)
    return asked


def _link_with_its_day(asked: Asked) -> None:
    """Have a link say which day was today, so that whoever opens it later counts from the same."""
    today = asked[PAGE_TODAY]
    if asked.coming is not None and today is not None and not asked.entered(ON).pairs:
        linked = ((ON.name, today.isoformat()),)
        asked.put(ON, attrs.evolve(asked.entered(ON), linked=linked))


def _take_over(asked: Asked, own: Kept) -> None:
    """Show of a case what the form asks for too: the kind of school, and when to be reminded."""
    kinds = asked.by.kinds
    known = {name: own.case.facts[name] for name in kinds.which or () if name in own.case.facts}
    asked.put(kinds, kinds.of({**known, **asked[kinds]}))
    if not asked[REMIND]:
        asked.put(REMIND, REMIND.read(State.of(own.state), asked.framework))


def _ask_back(asked: Asked) -> None:
    """Ask about a day that has not come, or on which it cannot have happened."""
    day, today = asked[ON], asked[PAGE_TODAY]
    if day is not None and today is not None and day > today:
        asked.fault(
            ON, ON.name,
            f"{long_date(day)} has not come yet. Which day was it? Accepted: a day up to today.",
        )  # fmt: skip
        _leave_out(asked)
    try:
        asked.case()
    except SccError as error:
        asked.fault(ON, ON.name, str(error))
        _leave_out(asked)


def _leave_out(asked: Asked) -> None:
    """Count on with no day; what was typed stays, and what is wrong with it stays said."""
    asked.put(ON, attrs.evolve(asked.entered(ON), value=None, faults=()))


def options(arrival: model.Arrival, framework: model.Framework) -> Options:
    """What an arrival can be, each as the reader would call it."""
    events = framework.events
    return tuple((one.event, one.title or events[one.event].title) for one in arrival.comes_as)
