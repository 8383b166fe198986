"""What a reader tells a walk of the data: the fields of its plan, and the case that they make."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Collection, Mapping
from typing import Any

import attrs

from scc_model import model
from scc_model.cases.case import Case, Entry, known_days
from scc_model.walks.base import State
from scc_model.walks.field import Field
from scc_model.walks.fields import (
    BEFORE,
    HELD,
    KNOWN,
    REMIND,
    Answers,
    Boxes,
    Days,
    Readings,
    day_looked_from,
)
from scc_model.walks.form import Form
from scc_model.walks.guided.choosing import chosen
from scc_model.walks.school.starting import BENEATH, Kept, kept, start

AS_AT = day_looked_from("Left empty, it is the latest day you gave.")
TICKED, _UNTICKED = "yes", "no"


@attrs.frozen(eq=False)
class Fields:
    """The fields of a plan.

    Args:
        facts: what is asked, and what can be ticked.
        judged: the decisions whose outcome is asked for.
        days: the days of each event.
        needs: what the reader looks for.
        done: the rules that are ticked off.
        readings: the readings that can be switched.
        every: all of these and the day to look from, in the order in which they stand in a state.
    """

    facts: Answers
    judged: Answers
    days: Mapping[str, Days]
    needs: Boxes
    done: Boxes
    readings: Readings
    every: tuple[Field[Any], ...]


@functools.lru_cache(maxsize=64)
def fields_of(framework: model.Framework, walk: str) -> Fields:
    """The fields that the plan of a walk declares."""
    plan = framework.walks[walk]
    steps = plan.steps
    lists = [step.checklist for step in steps if step.checklist is not None]
    facts = Answers("fact", which=tuple(x for step in steps for x in (*step.ask, *step.tick)))
    judged = Answers("decision", which=tuple(x for step in steps for x in step.judge))
    days: dict[str, Days] = {}
    for walk_event in (x for step in steps for x in step.events):
        event = framework.events[walk_event.event]
        days[event.id] = Days(event.id, event.question, event.hint, walk_event.times)
    needs = Boxes("need", frozenset(need.id for step in steps for need in step.needs))
    ticked = frozenset(rule.id for checklist in lists for rule in chosen(checklist, framework))
    done = Boxes("done", ticked)
    readings = Readings(which=plan.readings)
    dated = (AS_AT,) if plan.dated else ()
    filed = (KNOWN, BEFORE, HELD, REMIND) if any(step.duties for step in steps) else ()
    every = (BENEATH, facts, judged, *days.values(), *dated, needs, done, readings, *filed)
    return Fields(facts, judged, days, needs, done, readings, every)


@attrs.define(eq=False)
class Asked(Form):
    """The form of a walk of the data.

    Args:
        plan: the walk.
        declared: its fields.
    """

    plan: model.WalkPlan = attrs.field(init=False)
    declared: Fields = attrs.field(init=False)

    @functools.cached_property
    def base(self) -> Kept | None:
        """The case from which the walk started."""
        return kept(self.framework, self[BENEATH]) if self[BENEATH] else None

    @functools.cached_property
    def facts(self) -> dict[str, str]:
        """The answers, by fact; beside a box that is ticked, one that is not answers no."""
        told = self[self.declared.facts]
        ticked = (step.tick for step in self.plan.steps if not told.keys().isdisjoint(step.tick))
        return {**dict.fromkeys((x for boxes in ticked for x in boxes), _UNTICKED), **told}

    @functools.cached_property
    def assumed(self) -> list[model.FactIs]:
        """What the walk takes for granted: neither does it ask for it, nor does the case say it."""
        known = {*(self.declared.facts.which or ())}
        if self.base is not None:
            case = self.base.case
            known |= {*case.facts, *(name for entry in case.events for name in entry.facts)}
        return [assumption for assumption in self.plan.assumes if assumption.fact not in known]

    @functools.cached_property
    def _kept(self) -> list[Entry]:
        """What of the case still counts; what the walk itself asks for takes its place."""
        facts = {*(self.declared.facts.which or ())}
        return [
            attrs.evolve(entry, facts={k: v for k, v in entry.facts.items() if k not in facts})
            for entry in (self.base.case.events if self.base is not None else ())
            if entry.event not in self.declared.days and not entry.withdrawn
        ]

    @functools.cached_property
    def by_the_way(self) -> list[Entry]:
        """Events by whose way the walk comes to those that were given a day, on some day before."""
        days = {name: self[field] for name, field in self.declared.days.items()}
        known = {*(entry.event for entry in self._kept), *(name for name in days if days[name])}
        given = (x for step in self.plan.steps for x in step.events if days[x.event])
        by: dict[str, dt.date] = {}
        for walk_event in given:
            for name in walk_event.by_way_of:
                if name not in known:
                    by[name] = min(days[walk_event.event][0], by.get(name, dt.date.max))
        return [Entry(name, by=day) for name, day in by.items()]

    @functools.cached_property
    def _judged_some_day(self) -> list[Entry]:
        """What was judged on a day that was not given: it is final, and more is not known."""
        told, decisions = self[self.declared.judged], self.framework.decisions
        return [
            Entry(final, decided={name: told[name]})
            for step in self.plan.steps
            for name in step.judge
            if name in told and not any(self[self.declared.days[x.event]] for x in step.events)
            if (final := decisions[name].final_with) is not None
        ]

    @property
    def looked_from(self) -> dt.date | None:
        """The day to look from, if one was given."""
        return self[AS_AT] if self.plan.dated else None

    def case(self) -> Case:
        """The case that follows from the answers, on top of the one from which the walk started.

        What the walk itself asks for takes the place of what that case says of it.
        """
        judged = self[self.declared.judged]
        days = [(name, day) for name, field in self.declared.days.items() for day in self[field]]
        entries = [*self._kept, *(Entry(name, day, decided=judged) for name, day in days)]
        entries += [*self.by_the_way, *self._judged_some_day]
        # Of what lies before the first day nothing is known, unless the case begins somewhere.
        base = self.base.case if self.base is not None else Case("", self._holidays.first)
        assumed = {assumption.fact: assumption.is_[0] for assumption in self.assumed}
        others = {k: v for k, v in base.readings.items() if k not in self.plan.readings}
        return attrs.evolve(
            base,
            begins=min([base.begins, *filter(None, (self.looked_from,)), *known_days(entries)]),
            facts={**assumed, **base.facts, **self.facts},
            readings={**others, **self[self.declared.readings]},
            events=tuple(entries),
            complete=False,
            did_not_happen=self.left_empty({entry.event for entry in entries}),
        )

    def left_empty(self, known: Collection[str]) -> tuple[str, ...]:
        """The events for which the walk asks and was given no day: they did not happen.

        What the case from which it started says did not happen did not either.

        Args:
            known: the events that happened.
        """
        said = self.base.case.did_not_happen if self.base is not None else ()
        return tuple(name for name in dict.fromkeys((*said, *self.declared.days))
                     if name not in known)  # fmt: skip

    @property
    def is_closed(self) -> bool:
        """Whether what was not told has not moved the school, but for what must have happened.

        A walk asks for all that it looks at; a case from which it started may leave things open.
        """
        return self.base is None or self.base.case.complete is not False

    @property
    def is_whole(self) -> bool:
        """Whether the case from which it started is said to hold everything that happened."""
        return self.base is not None and self.base.case.complete is True

    def day(self, case: Case) -> dt.date:
        """The day to look from: the one that was given, or else the latest of the case."""
        if self.looked_from is not None:
            return self.looked_from
        if not case.events and self.base is not None:
            return self.base.day
        return max(known_days(case.events), default=self._holidays.as_of)

    @property
    def _holidays(self) -> model.BankHolidays:
        return self.framework.bank_holidays


def understand(framework: model.Framework, plan: model.WalkPlan, text: str) -> Asked:
    """Read a state.

    Args:
        framework: the procedures.
        plan: the walk.
        text: its form as a URL query.

    Returns:
        What is asked. Nothing in the state, however wrong, makes this raise.
    """
    fields = fields_of(framework, plan.id)
    asked = Asked.of(plan.id, framework, State.of(text), fields.every, example=plan.example_state)
    asked.plan, asked.declared = plan, fields
    start(asked)
    for fault in asked.base.faults if asked.base is not None else ():
        asked.tell(fault)
    return asked
