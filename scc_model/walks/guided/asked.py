"""What a reader tells a walk of the data: read from its state, and written back.

Nothing that was entered is lost: a day that cannot be used stays as it was written, with what is
wrong about it.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Mapping

import attrs

from scc_model import model
from scc_model.cases.case import Case, Entry
from scc_model.cases.journey import journey
from scc_model.dates import long_date, read_date
from scc_model.dating.working_days import Calendar
from scc_model.errors import BadValue, SccError
from scc_model.walks.base import State, query
from scc_model.walks.school.asked import understand as understand_case

_LONGEST = 200_000
_EMPTY = ("start-again", "start-empty")
BASE = "base"  # the name of the case from which a walk started, in its state
_STARTED = "case"  # the same while the walk starts
_TICKED, _UNTICKED = "yes", "no"


@attrs.define
class Asked:
    """A state understood: what can be used, what cannot, and why.

    Args:
        plan: the walk.
        facts: answers, by fact.
        judged: outcomes, by decision.
        texts: what stands in each date field, by its name; an event may have several.
        days: the days that can be used, by event.
        needs: what the reader looks for.
        done: the rules that are ticked off.
        readings: choices other than the usual ones.
        as_at: the day to look from, if one was given.
        base: the case from which the walk started, as a state of the walk through a school's case.
        faults: what is wrong, by the id of the field.
    """

    plan: model.WalkPlan
    facts: dict[str, str] = attrs.field(factory=dict)
    judged: dict[str, str] = attrs.field(factory=dict)
    texts: dict[str, list[str]] = attrs.field(factory=dict)
    days: dict[str, list[dt.date]] = attrs.field(factory=dict)
    needs: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    readings: dict[str, str] = attrs.field(factory=dict)
    as_at: dt.date | None = None
    base: str = ""
    faults: dict[str, str] = attrs.field(factory=dict)

    def key(self, name: str) -> str:
        """The id of a part of the walk on its page."""
        return f"{self.plan.id}-{name}"

    def query(self) -> str:
        """The state that asks for this again."""
        return query(self._pairs())

    def _pairs(self) -> Iterator[tuple[str, str]]:
        yield BASE, self.base
        ticked = {name for step in self.plan.steps for name in step.tick}
        yield from (
            (name, answer)
            for name, answer in self.facts.items()
            if name not in ticked or answer == _TICKED
        )
        yield from self.judged.items()
        yield from ((name, text) for name, texts in self.texts.items() for text in texts)
        yield from (("need", one) for one in self.needs)
        yield from (("done", one) for one in self.done)
        yield from ((f"reading-{name}", one) for name, one in self.readings.items())

    def case(self, framework: model.Framework) -> Case:
        """The case that follows from the answers, on top of the one from which the walk started.

        What the walk itself asks for takes the place of what that case says of it.
        """
        base = _case_of(framework, self.base)
        entries = self._kept(base)
        days = [(name, day) for name, each in self.days.items() for day in each]
        days += self._taken(entries)
        entries += [Entry(name, day, decided=self.judged) for name, day in days]
        readings = {} if base is None else {
            name: choice for name, choice in base.readings.items() if name not in self.plan.readings
        }  # fmt: skip
        first = min((one.date for one in entries), default=None)
        begins = [base.begins] if base is not None else []
        begins += [day for day in (first, self.as_at) if day is not None]
        assumed = {one.fact: one.is_[0] for one in self.assumed(framework)}
        return Case(
            school=base.school if base is not None else "",
            begins=min(begins, default=framework.bank_holidays.as_of),
            facts={**assumed, **(base.facts if base is not None else {}), **self.facts},
            readings={**readings, **self.readings},
            school_holidays=base.school_holidays if base is not None else (),
            events=tuple(entries),
        )

    def day(self, case: Case, framework: model.Framework) -> dt.date:
        """The day to look from: the one that was given, or else the latest of the case."""
        if self.as_at is not None:
            return self.as_at
        found = [one.date for one in case.events]
        if not found and self.base:
            return understand_case(framework, self.base).day(framework)
        return max(found, default=case.begins)

    def assumed(self, framework: model.Framework) -> list[model.FactIs]:
        """What the walk takes for granted: neither does it ask for it, nor does the case say it."""
        base = _case_of(framework, self.base)
        known = {name for step in self.plan.steps for name in (*step.ask, *step.tick)}
        if base is not None:
            known |= {*base.facts, *(name for one in base.events for name in one.facts)}
        return [one for one in self.plan.assumes if one.fact not in known]

    def taken(self, framework: model.Framework) -> frozenset[str]:
        """The events that are taken to have happened, because a later one has."""
        kept = self._kept(_case_of(framework, self.base))
        return frozenset(name for name, _ in self._taken(kept))

    def _kept(self, base: Case | None) -> list[Entry]:
        """What of a case still counts; what the walk itself asks for takes its place."""
        events = {one.event for step in self.plan.steps for one in step.events}
        facts = {name for step in self.plan.steps for name in (*step.ask, *step.tick)}
        return [
            attrs.evolve(one, facts={k: v for k, v in one.facts.items() if k not in facts})
            for one in (base.events if base is not None else ())
            if one.event not in events and not one.withdrawn
        ]

    def _taken(self, kept: Iterable[Entry]) -> list[tuple[str, dt.date]]:
        """The events that are taken to have happened, with their days.

        What comes before an event is taken once, at the latest on the day of the first event that
        takes it; before one that comes round, each time.
        """
        known = {one.event for one in kept}
        once: dict[str, dt.date] = {}
        each_time: dict[tuple[str, dt.date], None] = {}
        for step in self.plan.steps:
            for one in step.events:
                days = self.days.get(one.event, [])
                for name in one.takes:
                    if not days or self.days.get(name) or name in known:
                        continue
                    if one.times > 1:
                        each_time |= dict.fromkeys((name, day) for day in days)
                    else:
                        once[name] = min(days[0], once.get(name, days[0]))
        return [*once.items(), *(pair for pair in each_time if pair[0] not in once)]


def understand(framework: model.Framework, plan: model.WalkPlan, text: str) -> Asked:
    """Read a state.

    Args:
        framework: the procedures.
        plan: the walk.
        text: its form as a URL query.

    Returns:
        What is asked. Nothing in the state, however wrong, makes this raise.
    """
    state = State.of(text, longest=_LONGEST)
    if state.first("do") in _EMPTY:
        return _empty(plan)
    if state.first(_STARTED):
        return _started(framework, plan, state.first(_STARTED))
    asked = Asked(plan, base=state.first(BASE))
    if asked.base and _case_of(framework, asked.base) is None:
        asked.base = ""
        asked.faults[""] = "The case from which this started cannot be read, and is left out."
    for step in plan.steps:
        _answers(framework, step, state, asked)
        for one in step.events:
            _days(framework, one, state, asked)
        ids = {one.id for one in step.needs}
        asked.needs += tuple(one for one in state.all("need") if one in ids)
    asked.done = tuple(dict.fromkeys(one for one in state.all("done") if one in framework.rules))
    for name in plan.readings:
        _reading(framework.readings[name], state, asked)
    if plan.dated:
        _as_at(framework, state, asked)
    if len(text) > _LONGEST:
        asked.faults.setdefault("", "The link is too long to be read to its end.")
    elif not _understood(asked) and any(name not in ("do", BASE) for name in state.values):
        example = understand(framework, plan, plan.example)
        example.faults = {**asked.faults, "": _NOT_UNDERSTOOD}
        return example
    return asked


_NOT_UNDERSTOOD = "Nothing in the link to this form could be understood, so it shows its example."


def _understood(asked: Asked) -> bool:
    """Whether anything in the state was of use, or is shown with what is wrong about it."""
    answered = (name for name, answer in asked.facts.items() if answer != _UNTICKED)
    kept = (asked.judged, asked.texts, asked.needs, asked.done, asked.readings, asked.base)
    return any(answered) or any(kept)


# Several parts of an answer look at the same case.
@functools.lru_cache(maxsize=4)
def _case_of(framework: model.Framework, link: str) -> Case | None:
    """The case of a link to the walk through a school's case; none where it cannot be read."""
    if not link:
        return None
    read = understand_case(framework, link)
    return None if read.general else read.case(framework)


def _empty(plan: model.WalkPlan) -> Asked:
    """A walk in which nothing was entered; a box that nobody has ticked answers no."""
    return Asked(
        plan, dict.fromkeys((name for step in plan.steps for name in step.tick), _UNTICKED)
    )


def _started(framework: model.Framework, plan: model.WalkPlan, link: str) -> Asked:
    """A walk that starts from a school's case, with everything of it that the walk asks for."""
    asked = _empty(plan)
    case = _case_of(framework, link)
    if case is None:
        return asked
    day = understand_case(framework, link).day(framework)
    try:
        made = journey(case, framework, day)
    except SccError:
        return asked
    asked.base = understand_case(framework, link).link()
    for step in plan.steps:
        for name in (*step.ask, *step.tick):
            if name in made.context.facts:
                asked.facts[name] = made.context.facts[name]
        for name in step.judge:
            if name in made.context.decided:
                asked.judged[name] = made.context.decided[name]
        for one in step.events:
            days = made.replayed.occurrences.get(one.event, ())[-one.times :]
            if days:
                asked.days[one.event] = list(days)
                asked.texts[one.event] = [day.isoformat() for day in days]
    asked.readings = {
        name: case.readings[name]
        for name in plan.readings
        if case.readings.get(name, framework.readings[name].default)
        != framework.readings[name].default
    }
    if plan.dated:
        asked.as_at, asked.texts["as-at"] = day, [day.isoformat()]
    return asked


def _answers(framework: model.Framework, step: model.WalkStep, state: State, asked: Asked) -> None:
    for name in step.ask:
        given = state.first(name)
        if given in {option.id for option in framework.facts[name].options}:
            asked.facts[name] = given
        elif given:
            _refuse(asked, name, given)
    for name in step.judge:
        given = state.first(name)
        if given in {outcome.id for outcome in framework.decisions[name].outcomes}:
            asked.judged[name] = given
        elif given:
            _refuse(asked, name, given)
    for name in step.tick:
        asked.facts[name] = _TICKED if state.first(name) == _TICKED else _UNTICKED


def _reading(reading: model.Reading, state: State, asked: Asked) -> None:
    name = f"reading-{reading.id}"
    given = state.first(name)
    if given in {choice.id for choice in reading.choices}:
        if given != reading.default:
            asked.readings[reading.id] = given
    elif given:
        _refuse(asked, name, given)


def _refuse(asked: Asked, name: str, given: str) -> None:
    shown = given if len(given) <= 40 else f"{given[:37]}..."  # noqa: PLR2004  (a line's worth)
    asked.faults[asked.key(name)] = f"'{shown}' is none of the answers. Choose one from the list."


def _days(framework: model.Framework, one: model.WalkEvent, state: State, asked: Asked) -> None:
    texts = [text for text in state.all(one.event) if text][: one.times]
    kept: list[str] = []
    for number, text in enumerate(texts):
        try:
            day = read_date(text)
            Calendar(framework.bank_holidays).check(day)
            if day in asked.days.get(one.event, []):
                raise BadValue(f"{long_date(day)} is there twice. Give each day once.")
            asked.days.setdefault(one.event, []).append(day)
            kept.append(day.isoformat())
        except SccError as error:
            kept.append(text)
            asked.faults[asked.key(field_id(one, number))] = str(error)
    if kept:
        asked.texts[one.event] = kept


def field_id(one: model.WalkEvent, number: int) -> str:
    """The id of the field for a day of an event, within the walk."""
    return one.event if one.times == 1 else f"{one.event}-{number + 1}"


def _as_at(framework: model.Framework, state: State, asked: Asked) -> None:
    text = state.first("as-at")
    if not text:
        return
    asked.texts["as-at"] = [text]
    try:
        day = read_date(text)
        Calendar(framework.bank_holidays).check(day)
        asked.as_at, asked.texts["as-at"] = day, [day.isoformat()]
    except SccError as error:
        asked.faults[asked.key("as-at")] = str(error)


def chosen(selection: model.Selection, framework: model.Framework) -> list[model.Rule]:
    """The rules of a selection, in the order of the procedures.

    >>> from scc_model.loading import load
    >>> [rule.id for rule in chosen(model.Selection(procedures=("complaint",)), load())]
    ['complain-to-secretary-of-state']
    """
    given = {*selection.rules}
    picks = any((selection.procedures, selection.kinds, selection.actors, selection.documents))
    return [
        rule
        for rule in framework.rules.values()
        if rule.id in given or (picks and _picked(rule, selection, framework))
    ]


def _picked(rule: model.Rule, selection: model.Selection, framework: model.Framework) -> bool:
    if selection.procedures and framework.home[rule.id].id not in selection.procedures:
        return False
    if selection.kinds and rule.kind not in selection.kinds:
        return False
    if selection.documents and rule.document not in selection.documents:
        return False
    return not selection.actors or any(
        _belongs(actor, selection.actors, framework.roles) for actor in rule.actors
    )


def _belongs(role: str | None, bodies: tuple[str, ...], roles: Mapping[str, model.Role]) -> bool:
    while role is not None:
        if role in bodies:
            return True
        role = roles[role].part_of
    return False
