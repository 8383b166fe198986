"""What a reader asks the timeline walk: read from its state, faults beside the field at fault."""

from __future__ import annotations

import datetime as dt
import functools

import attrs

from scc_model import model
from scc_model.conditions import Context
from scc_model.dates import read_date
from scc_model.dating.timelines import applying, check_events, events_that_matter
from scc_model.dating.working_days import Calendar, SchoolHoliday
from scc_model.errors import SccError, UnknownName
from scc_model.walks import holidays
from scc_model.walks.base import NOT_UNDERSTOOD, State, query
from scc_model.walks.school import starting
from scc_model.walks.school.asked import WALK as SCHOOL

WALK = "category-timeline"
_ABOUT_THE_WALK = ("do", "case", starting.FROM)


@attrs.define
class Asked:
    """A state understood: what can be used, what cannot, and why.

    Args:
        category: the outcome whose timeline is asked for.
        texts: what stands in each date field, whether or not it can be used.
        holiday_texts: first and last day of each holiday as they stand in the form.
        readings: the readings that differ from the default.
        events: the dates that can be used.
        holidays: the holidays that can be used.
        as_at: the day to look from, if one was given.
        added: whether a holiday has just been added, so that its field wants the focus.
        started_from: the walk from whose case the answers were taken.
        faults: what is wrong, by the key of the field; with no key for the whole.
    """

    category: str
    texts: dict[str, str] = attrs.field(factory=dict)
    holiday_texts: list[tuple[str, str]] = attrs.field(factory=list)
    readings: dict[str, str] = attrs.field(factory=dict)
    events: dict[str, dt.date] = attrs.field(factory=dict)
    holidays: list[SchoolHoliday] = attrs.field(factory=list)
    as_at: dt.date | None = None
    added: bool = False
    started_from: str = ""
    faults: dict[str, str] = attrs.field(factory=dict)

    def context(self, framework: model.Framework) -> Context:
        """The category and the readings, ready for the model."""
        return Context.of(
            framework,
            readings=self.readings,
            decided={framework.category_decision: self.category},
        )

    def query(self, framework: model.Framework) -> str:
        """The state that asks for this again."""
        pairs = [(framework.category_decision, self.category), *self.texts.items()]
        pairs += holidays.Holidays(self.holiday_texts).pairs()
        pairs += [(f"reading-{name}", chosen) for name, chosen in self.readings.items()]
        return query([*pairs, (starting.FROM, self.started_from)])


def key(name: str) -> str:
    """The id of a part of the walk on its page."""
    return f"{WALK}-{name}"


@functools.lru_cache(maxsize=8)
def categories(framework: model.Framework) -> tuple[model.Outcome, ...]:
    """The outcomes that have a timeline."""
    return tuple(
        outcome
        for outcome in framework.decisions[framework.category_decision].outcomes
        if applying(Asked(outcome.id).context(framework))
    )


def understand(framework: model.Framework, text: str) -> Asked:
    """Read a state.

    Args:
        framework: the procedures.
        text: the walk's form as a URL query.

    Returns:
        What is asked. Nothing in the state, however wrong, makes this raise; what cannot be
        used is kept as it was written and explained.
    """
    allowed = [outcome.id for outcome in categories(framework)]
    field = framework.category_decision
    started = starting.started(framework, text)
    # A case without such a judgement has nothing to start from.
    fits = started is not None and started.first(field) in allowed
    state = started if started is not None and fits else State.of(text)
    if state.first("do") == "start-empty":
        state = State({})
    given = state.first(field)
    asked = Asked(given if given in allowed else allowed[0])
    if state.first(starting.FROM) == SCHOOL:
        asked.started_from = SCHOOL
    if given and given not in allowed:
        asked.faults[key(field)] = str(UnknownName(field, given, allowed))
    _readings(framework, state, asked)
    _dates(framework, state, asked)
    _holidays(framework, state, asked)
    own = {field, "as-at", *_ABOUT_THE_WALK, *framework.events}
    if state.is_nonsense(own, ("holiday-", "reading-")):
        asked.faults[""] = NOT_UNDERSTOOD
    return asked


def _readings(framework: model.Framework, state: State, asked: Asked) -> None:
    for reading in framework.readings.values():
        chosen = state.first(f"reading-{reading.id}")
        if not chosen or chosen == reading.default:
            continue
        try:
            asked.readings[reading.id] = reading.choice(chosen).id
        except UnknownName as error:
            asked.faults[key(f"reading-{reading.id}")] = str(error)


def _dates(framework: model.Framework, state: State, asked: Asked) -> None:
    calendar = Calendar(framework.bank_holidays)
    names = [event.id for event in events_that_matter(asked.context(framework))]
    for name in [*names, "as-at"]:
        text = state.first(name)
        if not text:
            continue
        try:
            date = read_date(text)
            calendar.check(date)
            asked.texts[name] = date.isoformat()
            if name == "as-at":
                asked.as_at = date
            else:
                check_events(framework, {**asked.events, name: date}, calendar)
                asked.events[name] = date
        except SccError as error:
            asked.texts.setdefault(name, text)
            asked.faults[key(name)] = str(error)


def _holidays(framework: model.Framework, state: State, asked: Asked) -> None:
    found = holidays.read(state, Calendar(framework.bank_holidays))
    asked.holiday_texts, asked.holidays, asked.added = found.texts, found.usable, found.added
    asked.faults.update({key(name): told for name, told in found.faults.items()})
