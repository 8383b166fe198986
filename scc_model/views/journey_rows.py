"""A case in plain words, row by row: where the school stands, duties, powers, what may follow.

The command line, the notebook and the walk show the same rows.
"""

from __future__ import annotations

import datetime as dt

import attrs

from scc_model import framework as fw
from scc_model.chart import Step
from scc_model.journey import Duty, Journey
from scc_model.powers import Power
from scc_model.timelines import Row
from scc_model.views import wording


@attrs.frozen
class Position:
    """Where the school stands in one procedure.

    Args:
        strand: title of the strand.
        procedure: the procedure.
        stage: the stage.
        since: the day on which the school came to it; none for one where it began.
    """

    strand: str
    procedure: fw.Procedure
    stage: fw.Stage
    since: dt.date | None

    @property
    def moved(self) -> bool:
        """Whether the school has left the stage where it began."""
        return self.since is not None


def positions(made: Journey) -> list[Position]:
    """Where the school stands, in the order of the procedures."""
    framework = made.context.framework
    return [
        Position(
            framework.strand_of[name].title,
            framework.procedures[name],
            framework.stages[stage],
            made.replayed.entered.get(name),
        )
        for name, stage in made.context.stands.items()
    ]


def when(duty: Duty) -> str:
    """By when a duty has to be carried out, in a few words."""
    if duty.deadline is not None:
        if duty.rounds:
            current = duty.rounds[-1]
            held = wording.counted(len(current.done), "time")
            period = f"{wording.long_date(current.first)} to {wording.long_date(current.last)}"
            return f"{wording.times(duty.deadline.limit)}: {held} from {period}"
        return wording.when(Row(duty.deadline, duty.status))
    since = f"from {wording.long_date(duty.since)}" if duty.since else ""
    return f"{since}, as long as the school stands there" if duty.rule.holds_in else since


def held_by(power: Power, framework: fw.Framework) -> str:
    """Who holds a power."""
    return wording.capital(wording.roles(power.rule.actors, framework))


def why_closed(power: Power, framework: fw.Framework) -> list[str]:
    """What keeps a power closed, a sentence each; none for one that is open."""
    if power.open:
        return []
    if power.missing:
        return [f"It depends on this: {framework.facts[name].question}" for name in power.missing]
    if power.window is not None and power.window.latest is not None:
        return [f"Its time ended on {wording.long_date(power.window.latest)}."]
    return [
        wording.sentence(f"not met: {wording.condition(one, framework)}") for one in power.unmet
    ]


def leads_to(one: Step, framework: fw.Framework) -> str:
    """The stages that an event leads to, in words."""
    titles = [framework.stages[name].title for name in one.entered]
    if not titles:
        titles = [framework.stages[move.transition.to].title for move in one.moves]
        return f"perhaps {wording.listed(dict.fromkeys(titles), 'or')}"
    return wording.listed(dict.fromkeys(titles))
