"""Whether conditions can hold together, for any school at all.

A condition rests on questions with a few answers each: facts, choices of readings, outcomes of
decisions, and the stage of each procedure. Whether it can hold is found by trying answers, one
question at a time and only those that still matter. A decision counts as one question with its
outcomes as answers, whatever facts it rests on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

import attrs

from scc_model import model
from scc_model.conditions.asking import Asked, Question, asking, both, opposite, order_of
from scc_model.conditions.times import LastTime, is_since, periods

Answers: TypeAlias = Mapping[Question, str]
_YES = "yes"


@attrs.frozen(eq=False)
class Answered:
    """Some answers, and every other question left open.

    Args:
        framework: where the outcomes of a decision are looked up.
        facts: answers, by fact.
        readings: choices, by reading.
        decided: outcomes, by decision.
        stands: stages, by procedure.
        happened: when something last happened, by event.
        orders: whether an event has happened since another, by the name of that question.
        perhaps: of no procedure more than that.
    """

    framework: model.Framework
    facts: dict[str, str] = attrs.field(factory=dict)
    readings: dict[str, str] = attrs.field(factory=dict)
    decided: dict[str, str] = attrs.field(factory=dict)
    stands: dict[str, str] = attrs.field(factory=dict)
    happened: dict[str, LastTime | None] = attrs.field(factory=dict)
    orders: dict[str, str] = attrs.field(factory=dict)
    perhaps: dict[str, frozenset[str]] = attrs.field(factory=dict, init=False)

    @classmethod
    def of(cls, framework: model.Framework, answers: Answers) -> Answered:
        """These answers."""
        known = cls(framework)
        by_kind = {
            "fact": known.facts, "reading": known.readings, "decision": known.decided,
            "stage": known.stands, "order": known.orders,
        }  # fmt: skip
        for (kind, name), answer in answers.items():
            if kind == "event":
                known.happened[name] = periods(name, framework)[answer]
            else:
                by_kind[kind][name] = answer
        return known

    def is_since(self, event: str, other: str) -> bool | None:
        """Whether an event has happened since another, as is answered or follows from the days."""
        follows = is_since(event, other, self.happened)
        answer = self.orders.get(order_of(event, other))
        return follows if follows is not None or answer is None else answer == _YES

    def outcomes(self, decision: str) -> frozenset[str]:
        """The outcomes that are still possible: the one that is given, or all there are."""
        if decision in self.decided:
            return frozenset((self.decided[decision],))
        return frozenset(outcome.id for outcome in self.framework.decisions[decision].outcomes)


@attrs.frozen
class Solver:
    """Tries the conditions of one framework.

    Args:
        framework: where conditions and answers are looked up.
    """

    framework: model.Framework

    def ask(self, condition: model.Condition | None) -> Asked:
        """The condition as a function of answers."""
        return asking(self.framework).ask(condition)

    def answers_to(self, question: Question) -> tuple[str, ...]:
        """The answers there are to a question."""
        kind, name = question
        match kind:
            case "fact":
                return tuple(option.id for option in self.framework.facts[name].options)
            case "reading":
                return tuple(choice.id for choice in self.framework.readings[name].choices)
            case "decision":
                return tuple(outcome.id for outcome in self.framework.decisions[name].outcomes)
            case "event":
                return tuple(periods(name, self.framework))
            case "order":
                return _YES, "no"
            case _:
                return tuple(stage.id for stage in self.framework.procedures[name].stages)

    def solve(self, asked: Asked, given: Answers | None = None) -> dict[Question, str] | None:
        """Answers under which something holds.

        Args:
            asked: a condition from :meth:`ask`, or several joined by
                :func:`scc_model.conditions.asking.both`.
            given: answers that are settled.

        Returns:
            The answers, those that do not matter left out; or none if it can never hold.

        >>> from scc_model.loading import load
        >>> solver = Solver(load())
        >>> judged = model.FactIs("overall-effectiveness", ("good",))
        >>> solver.solve(solver.ask(judged))
        {('fact', 'overall-effectiveness'): 'good'}
        >>> solver.solve(solver.ask(model.AllOf((judged, model.Not(judged)))))
        """
        return next(self.solutions(asked, given), None)

    def solutions(
        self, asked: Asked, given: Answers | None = None
    ) -> Iterator[dict[Question, str]]:
        """Every way to answer the questions that matter so that something holds."""
        answers = dict(given or {})
        answer = asked(Answered.of(self.framework, answers))
        if answer is True or answer in answers:  # no more can be told of a day than its period
            yield answers
        elif answer is not False:
            for choice in self.answers_to(answer):
                yield from self.solutions(asked, {**answers, answer: choice})

    def implies(self, one: model.Condition | None, other: model.Condition | None) -> bool:
        """Whether a condition can hold only where another holds too."""
        return self.solve(both(self.ask(one), opposite(self.ask(other)))) is None


def in_words(answers: Answers) -> str:
    """Answers in a few words, for a message.

    >>> in_words({("fact", "phase"): "primary"})
    'phase is primary'
    """
    return ", ".join(f"{name} is {answer}" for (_, name), answer in answers.items()) or "always"
