"""What is known of one school when a condition is looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

import attrs

from scc_model import model
from scc_model.conditions.asking import asking
from scc_model.conditions.leaves import sees_the_record
from scc_model.conditions.times import LastTime, Times, is_since
from scc_model.errors import BadValue, UnknownName


@attrs.frozen
class Context:
    """What is known when a condition is looked at.

    Args:
        framework: the procedures.
        facts: answers by fact; a fact that is not here is not known.
        readings: choice by reading, for every reading. :meth:`of` fills in the defaults.
        decided: outcomes that are given rather than worked out.
        stands: the stage in which the school stands, by procedure; a procedure that is not here
            is one whose stage is not known.
        perhaps: the stages of which it is one, for a procedure in which no more is known.
        happened: when each event last happened, none for one that has not; of an event that is
            not here nothing is known.
        kept: what was worked out with it, kept for the next who asks.
        settled: the same of decisions that hold wherever the school stands.
    """

    framework: model.Framework
    facts: Mapping[str, str] = attrs.field(factory=dict)
    readings: Mapping[str, str] = attrs.field(factory=dict)
    decided: Mapping[str, str] = attrs.field(factory=dict)
    stands: Mapping[str, str] = attrs.field(factory=dict)
    perhaps: Mapping[str, frozenset[str]] = attrs.field(factory=dict)
    happened: Times = attrs.field(factory=dict)
    kept: dict[Hashable, Any] = attrs.field(factory=dict, init=False, repr=False, eq=False)
    settled: dict[str, frozenset[str]] = attrs.field(factory=dict, init=False, repr=False, eq=False)

    @classmethod
    def of(
        cls,
        framework: model.Framework,
        facts: Mapping[str, str] | None = None,
        readings: Mapping[str, str] | None = None,
        decided: Mapping[str, str] | None = None,
        stages: Iterable[str] = (),
        *,
        happened: Mapping[str, dt.date | None] | None = None,
    ) -> Context:
        """Check what is given against the framework and fill in the default readings.

        Args:
            framework: the procedures.
            facts: answers by fact.
            readings: choice by reading; a reading may be named by its id or its reference.
            decided: outcome by decision.
            stages: the stages in which the school stands, one for each procedure it is in.
            happened: the latest day of each event, none for one that has not happened.

        Raises:
            UnknownName: for a fact, answer, reading, choice, decision, outcome, stage or event
                that does not exist.
            BadValue: for two stages of one procedure.

        >>> from scc_model.loading import load
        >>> Context.of(load(), readings={"A55": "calendar-days"}).readings[
        ...     "statement-of-action-days"]
        'calendar-days'
        """
        for name, answer in (facts or {}).items():
            check_answer("fact", name, answer, framework)
        for name, outcome in (decided or {}).items():
            check_answer("decision", name, outcome, framework)
        chosen = {**framework.usual}
        for name, value in (readings or {}).items():
            reading = framework.reading(name)
            chosen[reading.id] = reading.choice(value).id
        stands: dict[str, str] = {}
        for stage in stages:
            if stage not in framework.stages:
                raise UnknownName("stage", stage, framework.stages)
            home = framework.stage_home[stage].id
            if stands.setdefault(home, stage) != stage:
                raise BadValue(
                    f"A school cannot stand in '{stands[home]}' and in '{stage}' at once: both are "
                    f"stages of '{home}'. Give one of them."
                )
        times: dict[str, LastTime | None] = {}
        for event, day in (happened or {}).items():
            if event not in framework.events:
                raise UnknownName("event", event, framework.events)
            times[event] = None if day is None else LastTime(day, day)
        answers = dict(facts or {}), chosen, dict(decided or {})
        return cls(framework, *answers, stands, happened=times)

    def knowing(
        self, facts: Mapping[str, str], decided: Mapping[str, str] | None = None
    ) -> Context:
        """The same with more answers, which take the place of earlier ones.

        Args:
            facts: answers by fact.
            decided: outcomes by decision.
        """
        return Context(
            self.framework,
            {**self.facts, **facts},
            self.readings,
            {**self.decided, **(decided or {})},
            self.stands,
            self.perhaps,
            self.happened,
        )

    def before_judging(self, event: model.Event) -> Context:
        """The same without the outcomes that an event judges anew."""
        decided = {name: x for name, x in self.decided.items() if name not in event.judges}
        if len(decided) == len(self.decided):
            return self
        return attrs.evolve(self, decided=decided)

    def standing(self, stands: Mapping[str, str], happened: Times | None = None) -> Context:
        """The same where the school stands elsewhere.

        Args:
            stands: the stage in which it stands, by procedure; of every procedure that is known.
            happened: when each event last happened; none for what is known of that already.
        """
        elsewhere = Context(
            self.framework, self.facts, self.readings, self.decided, stands, self.perhaps,
            self.happened if happened is None else happened,
        )  # fmt: skip
        elsewhere.settled.update(self.settled)
        return elsewhere

    def outcomes(self, decision: str) -> frozenset[str]:
        """The outcomes of a decision that are still possible: as given, or by its rules in order.

        Args:
            decision: id of the decision.

        >>> from scc_model.loading import load
        >>> Context.of(load(), {"overall-effectiveness": "good"}).outcomes("category")
        frozenset({'no-category'})
        """
        if decision in self.decided:
            return frozenset((self.decided[decision],))
        if decision in self.settled:
            return self.settled[decision]
        key = ("outcomes", decision)
        if key not in self.kept:
            possible = self._by_rules(decision)
            if sees_the_record(decision, self.framework):
                self.kept[key] = possible
            else:
                self.settled[decision] = possible
            return possible
        known: frozenset[str] = self.kept[key]
        return known

    def is_since(self, event: str, other: str) -> bool | None:
        """Whether an event has happened since another; none while that is not known.

        Args:
            event: id of the event.
            other: id of the other.
        """
        return is_since(event, other, self.happened)

    def _by_rules(self, decision: str) -> frozenset[str]:
        ask = asking(self.framework).ask
        possible: set[str] = set()
        for rule in self.framework.decisions[decision].rules:
            answer = ask(rule.when)(self)
            if answer is not False:
                possible.add(rule.outcome)
            if answer is True:
                break
        return frozenset(possible)


def holds(condition: model.Condition | None, context: Context) -> bool | None:
    """Whether a condition holds with what is known.

    Args:
        condition: none stands for a condition that always holds.
        context: what is known.

    Returns:
        True or false if no further answer could change it, and otherwise none.

    >>> from scc_model.loading import load
    >>> judged = model.FactIs("overall-effectiveness", ("inadequate",))
    >>> holds(judged, Context.of(load(), {"overall-effectiveness": "good"}))
    False
    """
    answer = asking(context.framework).ask(condition)(context)
    return answer if answer is True or answer is False else None


def check_answer(kind: str, name: str, answer: str, framework: model.Framework) -> None:
    """Make sure that a fact, reading or decision exists and has this answer.

    Raises:
        UnknownName: when it does not.
    """
    known: dict[str, tuple[Mapping[str, Any], Callable[[Any], Any]]] = {
        "fact": (framework.facts, lambda thing: thing.label(answer)),
        "reading": (framework.readings, lambda thing: thing.choice(answer)),
        "decision": (framework.decisions, lambda thing: thing.outcome(answer)),
    }
    things, ask = known[kind]
    if name not in things:
        raise UnknownName(kind, name, things)
    ask(things[name])
