"""The stages in which a school stood, one after the other, with their days."""

from __future__ import annotations

import datetime as dt

import attrs

from scc_model.cases.journey import Journey
from scc_model.chart.steps import may_stand
from scc_model.dates import days_in_words, long_date


@attrs.frozen
class Stay:
    """A stage in which the school stood for a time.

    Args:
        stage: id of the stage.
        first: the day on which it came there.
        last: the day on which it left, or the day looked from.
        exact: whether the day on which it came there is known; else it is the last possible one.
        presumed: whether nobody recorded what brought it there.
    """

    stage: str
    first: dt.date
    last: dt.date
    exact: bool = True
    presumed: bool = False

    @property
    def since(self) -> str:
        """Since when, in words."""
        if self.exact:
            return f"from {long_date(self.first)}"
        how = "nobody recorded it" if self.presumed else "the day is not known exactly"
        return f"{days_in_words(None, self.first)} ({how})"


def stays(procedure: str, journey: Journey) -> list[Stay]:
    """The stages of a procedure in which the school stood since it first moved, in order.

    Args:
        procedure: the procedure.
        journey: the case on the day looked from.
    """
    entered = [
        (stage, event)
        for event in journey.replayed.happened
        for stage, *others in (may_stand(event.step).get(procedure, ("",)),)
        if stage and not others
    ]
    until = [*(event.last for _, event in entered), journey.as_at][1:]
    in_order: list[Stay] = []
    for (stage, event), last in zip(entered, until, strict=True):
        if in_order and in_order[-1].stage == stage:  # an event that left it where it was
            in_order[-1] = attrs.evolve(in_order[-1], last=last)
        else:
            presumed = event.standing == "presumed"
            in_order.append(Stay(stage, event.last, last, event.exact, presumed))
    return in_order
