"""Conditions made into functions: of what is known they make true, false or the next question.

This is the one place that says what a condition means. What is known may be of one school
(:class:`scc_model.conditions.Context`) or of any school there can be
(:class:`scc_model.conditions.solving.Answered`).
"""

from __future__ import annotations

import datetime as dt
import functools
import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Literal, Protocol, TypeAlias, assert_never

import attrs

from scc_model import model
from scc_model.conditions.leaves import parts_of
from scc_model.conditions.times import Times

Question: TypeAlias = tuple[Literal["fact", "reading", "decision", "stage", "event", "order"], str]
"""What is asked, and the id of the fact, reading, decision, procedure or event it is asked of.

For an order it is two events, as :func:`order_of` names them.
"""
Answer: TypeAlias = bool | Question
"""True, false, or the question whose answer is needed next to say so."""


class Known(Protocol):
    """What is known when a condition is looked at."""

    @property
    def facts(self) -> Mapping[str, str]:
        """Answers, by fact."""

    @property
    def readings(self) -> Mapping[str, str]:
        """Choices, by reading."""

    @property
    def stands(self) -> Mapping[str, str]:
        """The stage in which the school stands, by procedure."""

    @property
    def perhaps(self) -> Mapping[str, frozenset[str]]:
        """The stages that it may stand in, by procedure, where it is one of some."""

    @property
    def happened(self) -> Times:
        """When something last happened, by event."""

    def outcomes(self, decision: str) -> frozenset[str]:
        """The outcomes of a decision that are still possible."""

    def is_since(self, event: str, other: str) -> bool | None:
        """Whether an event has happened since another; none while that is not known."""


Asked: TypeAlias = Callable[[Known], Answer]
"""A condition as a function."""

_FACTS, _READINGS = map(operator.attrgetter, ("facts", "readings"))


@attrs.frozen(eq=False)
class Asking:
    """The conditions of one framework as functions, each made once.

    Args:
        framework: where definitions and the homes of stages are looked up.
    """

    framework: model.Framework
    _asked: dict[model.Condition, Asked] = attrs.field(factory=dict, init=False, repr=False)

    def ask(self, condition: model.Condition | None) -> Asked:
        """A condition as a function of what is known; none always holds.

        >>> from scc_model.conditions import Context
        >>> from scc_model.loading import load
        >>> judged = model.FactIs("overall-effectiveness", ("inadequate",))
        >>> asked = asking(load()).ask(judged)
        >>> asked(Context.of(load()))
        ('fact', 'overall-effectiveness')
        >>> asked(Context.of(load(), {"overall-effectiveness": "good"}))
        False
        """
        if condition is None:
            return _always
        asked = self._asked.get(condition)
        if asked is None:
            asked = self._asked[condition] = self._function(condition)
        return asked

    def _function(self, condition: model.Condition) -> Asked:
        match condition:
            case model.FactIs(name, values):
                return _answered(("fact", name), _FACTS, frozenset(values))
            case model.ReadingIs(name, choices):
                return _answered(("reading", name), _READINGS, frozenset(choices))
            case model.DecisionIs(name, outcomes):
                return _decision(name, frozenset(outcomes))
            case model.StandsIn(stages):
                return self._stands_in(stages)
            case model.DefinitionMet(name):
                return self.ask(self.framework.definitions[name].when)
            case model.HasHappened(event, from_, before, since):
                happened = _happened(event, from_, before)
                return happened if since is None else both(happened, _since(event, since))
            case model.PeriodOver():
                return either(*map(self.ask, parts_of(condition, self.framework)))
            case model.Not(inner):
                return opposite(self.ask(inner))
            case model.AllOf(parts):
                return both(*map(self.ask, parts))
            case model.AnyOf(parts):
                return either(*map(self.ask, parts))
            case model.Exactly(number, parts):
                return _exactly(number, tuple(map(self.ask, parts)))
            case _:
                assert_never(condition)

    def _stands_in(self, stages: Iterable[str]) -> Asked:
        by_procedure: dict[str, set[str]] = {}
        for stage in stages:
            by_procedure.setdefault(self.framework.stage_home[stage].id, set()).add(stage)
        return either(*(_standing(name, frozenset(own)) for name, own in by_procedure.items()))


@functools.lru_cache(maxsize=8)
def asking(framework: model.Framework) -> Asking:
    """The conditions of a framework as functions.

    Args:
        framework: the procedures.
    """
    return Asking(framework)


def both(*parts: Asked) -> Asked:
    """What holds where every part holds."""
    return _joined(parts, decisive=False)


def either(*parts: Asked) -> Asked:
    """What holds where at least one part holds."""
    return _joined(parts, decisive=True)


def opposite(part: Asked) -> Asked:
    """What holds where the part does not."""

    def asked(known: Known) -> Answer:
        answer = part(known)
        return not answer if answer is True or answer is False else answer

    return asked


def _always(known: Known) -> bool:  # noqa: ARG001  (it takes what every condition takes)
    return True


def _joined(parts: tuple[Asked, ...], *, decisive: bool) -> Asked:
    """Join by "and" (false decides) or by "or" (true decides); the first open question is asked."""
    if len(parts) == 1:
        return parts[0]

    usual = not decisive

    def asked(known: Known) -> Answer:
        joined: Answer = usual
        for part in parts:
            answer = part(known)
            if answer is decisive:
                return decisive
            if joined is usual:
                joined = answer
        return joined

    return asked


def _exactly(number: int, parts: tuple[Asked, ...]) -> Asked:
    def asked(known: Known) -> Answer:
        answers = [part(known) for part in parts]
        holding = answers.count(True)
        questions = [answer for answer in answers if answer is not True and answer is not False]
        if holding > number or holding + len(questions) < number:
            return False
        return questions[0] if questions else True

    return asked


def _answered(
    question: Question, held: Callable[[Known], Mapping[str, str]], wanted: frozenset[str]
) -> Asked:
    """Whether a question has one of some answers; ``held`` gives the answers to its like."""
    _, name = question

    def asked(known: Known) -> Answer:
        answer = held(known).get(name)
        return question if answer is None else answer in wanted

    return asked


def _standing(procedure: str, wanted: frozenset[str]) -> Asked:
    question: Question = ("stage", procedure)

    def asked(known: Known) -> Answer:
        stage = known.stands.get(procedure)
        if stage is not None:
            return stage in wanted
        possible = known.perhaps.get(procedure)
        if possible is None:
            return question
        if possible <= wanted:
            return True
        return question if possible & wanted else False

    return asked


def _happened(event: str, from_: dt.date | None, before: dt.date | None) -> Asked:
    question: Question = ("event", event)

    def asked(known: Known) -> Answer:
        times = known.happened
        if event not in times:
            return question
        time = times[event]
        answer = False if time is None else time.lies(from_, before)
        return question if answer is None else answer

    return asked


def _since(event: str, other: str) -> Asked:
    question: Question = ("order", order_of(event, other))

    def asked(known: Known) -> Answer:
        answer = known.is_since(event, other)
        return question if answer is None else answer

    return asked


def order_of(event: str, other: str) -> str:
    """What the question is called whether an event has happened since another."""
    return f"{event} since {other}"


def _decision(name: str, wanted: frozenset[str]) -> Asked:
    question: Question = ("decision", name)

    def asked(known: Known) -> Answer:
        possible = known.outcomes(name)
        if possible <= wanted:
            return True
        return question if possible & wanted else False

    return asked
