"""Whether conditions can hold together, for any school at all.

A condition rests on questions with a few answers each: facts, choices of readings, outcomes of
decisions, and the stage of each procedure. Whether it can hold is found by trying answers, one
question at a time and only those that still matter. A decision counts as one question with its
outcomes as answers, whatever facts it rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias, assert_never

import attrs

from scc_model import model

Question: TypeAlias = tuple[str, str]
"""What is asked: ``fact``, ``reading``, ``decision`` or ``stage``, and the id of the fact, reading,
decision or procedure."""
Answers: TypeAlias = Mapping[Question, str]
Answer: TypeAlias = bool | Question
"""True, false, or the question that has to be answered next."""
Asked: TypeAlias = Callable[[Answers], Answer]


@attrs.frozen
class Logic:
    """Conditions of one framework, ready to be tried.

    Args:
        framework: where definitions and answers are looked up.
    """

    framework: model.Framework
    _compiled: dict[model.Condition, Asked] = attrs.field(factory=dict, init=False, repr=False)

    def ask(self, condition: model.Condition | None) -> Asked:
        """The condition as a function of answers."""
        if condition is None:
            return lambda _: True
        if condition not in self._compiled:
            self._compiled[condition] = self._compile(condition)
        return self._compiled[condition]

    def answers_to(self, question: Question) -> tuple[str, ...]:
        """The answers there are to a question."""
        kind, name = question
        match kind:
            case "fact":
                return tuple(option.id for option in self.framework.facts[name].options)
            case "reading":
                return tuple(choice.id for choice in self.framework.readings[name].choices)
            case "decision":
                return tuple(one.id for one in self.framework.decisions[name].outcomes)
            case _:
                return tuple(stage.id for stage in self.framework.procedures[name].stages)

    def solve(self, asked: Asked, given: Answers | None = None) -> dict[Question, str] | None:
        """Answers under which something holds.

        Args:
            asked: a condition from :meth:`ask`, or several joined by :func:`both`.
            given: answers that are settled.

        Returns:
            The answers, those that do not matter left out; or none if it can never hold.

        >>> from scc_model.loading import load
        >>> logic = Logic(load())
        >>> judged = model.FactIs("overall-effectiveness", ("good",))
        >>> logic.solve(logic.ask(judged))
        {('fact', 'overall-effectiveness'): 'good'}
        >>> logic.solve(logic.ask(model.AllOf((judged, model.Not(judged)))))
        """
        return next(self.solutions(asked, given), None)

    def solutions(
        self, asked: Asked, given: Answers | None = None
    ) -> Iterator[dict[Question, str]]:
        """Every way to answer the questions that matter so that something holds."""
        answers = dict(given or {})
        found = asked(answers)
        if found is True:
            yield answers
        elif found is not False:
            for answer in self.answers_to(found):
                yield from self.solutions(asked, {**answers, found: answer})

    def implies(self, one: model.Condition | None, other: model.Condition | None) -> bool:
        """Whether a condition can hold only where another holds too."""
        return self.solve(both(self.ask(one), opposite(self.ask(other)))) is None

    def _compile(self, condition: model.Condition) -> Asked:
        match condition:
            case model.FactIs(name, values):
                return _simple(("fact", name), values)
            case model.ReadingIs(name, values):
                return _simple(("reading", name), values)
            case model.DecisionIs(name, values):
                return _simple(("decision", name), values)
            case model.StandsIn(stages):
                by_procedure: dict[str, list[str]] = {}
                for stage in stages:
                    by_procedure.setdefault(self.framework.stage_home[stage].id, []).append(stage)
                return either(
                    *(_simple(("stage", name), tuple(own)) for name, own in by_procedure.items())
                )
            case model.DefinitionMet(name):
                return self.ask(self.framework.definitions[name].when)
            case model.Not(inner):
                return opposite(self.ask(inner))
            case model.AllOf(parts):
                return both(*map(self.ask, parts))
            case model.AnyOf(parts):
                return either(*map(self.ask, parts))
            case model.Exactly(number, parts):
                return _counted(number, [self.ask(part) for part in parts])
            case _:
                assert_never(condition)


def both(*parts: Asked) -> Asked:
    """What holds where every part holds."""

    def asked(answers: Answers) -> Answer:
        wanted: Answer = True
        for part in parts:
            found = part(answers)
            if found is False:
                return False
            if wanted is True:
                wanted = found
        return wanted

    return asked


def either(*parts: Asked) -> Asked:
    """What holds where at least one part holds."""

    def asked(answers: Answers) -> Answer:
        wanted: Answer = False
        for part in parts:
            found = part(answers)
            if found is True:
                return True
            if wanted is False:
                wanted = found
        return wanted

    return asked


def opposite(part: Asked) -> Asked:
    """What holds where the part does not."""

    def asked(answers: Answers) -> Answer:
        found = part(answers)
        return not found if isinstance(found, bool) else found

    return asked


def _simple(question: Question, values: Iterable[str]) -> Asked:
    wanted = frozenset(values)

    def asked(answers: Answers) -> Answer:
        answer = answers.get(question)
        return question if answer is None else answer in wanted

    return asked


def _counted(number: int, parts: list[Asked]) -> Asked:
    def asked(answers: Answers) -> Answer:
        found = [part(answers) for part in parts]
        holding = found.count(True)
        open_ = [one for one in found if not isinstance(one, bool)]
        if holding > number or holding + len(open_) < number:
            return False
        return open_[0] if open_ else True

    return asked


def told(answers: Answers) -> str:
    """Answers in a few words, for a message.

    >>> told({("fact", "phase"): "primary"})
    'phase is primary'
    """
    return ", ".join(f"{name} is {answer}" for (_, name), answer in answers.items()) or "always"
