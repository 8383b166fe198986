"""Which programme a school belongs to and which Ofsted category, as far as is known."""

from __future__ import annotations

import attrs

from scc_model import model
from scc_model.conditions.context import Context
from scc_model.conditions.explaining import Decided, decide


@attrs.frozen
class Classified:
    """One decision of a classification.

    Args:
        decision: what was decided.
        result: the outcome, or what is still possible and what matters.
    """

    decision: model.Decision
    result: Decided

    @property
    def outcome(self) -> model.Outcome | None:
        """The outcome, or none while more than one is possible."""
        outcome = self.result.outcome
        return None if outcome is None else self.decision.outcome(outcome)


@attrs.frozen
class Classification:
    """A school looked at with what is known.

    Args:
        context: the facts and readings.
        decisions: the decisions asked about, in the order in which they matter to a reader.
    """

    context: Context
    decisions: tuple[Classified, ...]

    @property
    def next_question(self) -> model.Fact | None:
        """The question that matters most, or none when everything is decided.

        Only facts whose answers could still change an outcome are asked for.
        """
        for classified in reversed(self.decisions):
            for fact in classified.result.missing:
                return self.context.framework.facts[fact]
        return None


def classify(context: Context, decisions: tuple[str, ...]) -> Classification:
    """Work out the decisions with what is known.

    Args:
        context: the facts and readings.
        decisions: ids of decisions, the one that rests on the others first.

    >>> from scc_model.loading import load
    >>> classification = classify(Context.of(load()), load().classification)
    >>> classification.next_question.id
    'overall-effectiveness'
    """
    classified = (
        Classified(context.framework.decisions[name], decide(name, context)) for name in decisions
    )
    return Classification(context, tuple(classified))
