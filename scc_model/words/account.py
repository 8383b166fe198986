"""A case in plain words, row by row: where the school stands, duties, powers, what may follow.

The command line, the notebook and the walk show the same rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import attrs

from scc_model import model
from scc_model.cases.journey import Duty, Journey, Round
from scc_model.cases.powers import Power, unmet
from scc_model.cases.replay import Refused
from scc_model.chart.happenings import happenings
from scc_model.chart.steps import Step, unsettled
from scc_model.conditions import evaluate
from scc_model.dates import long_date
from scc_model.dating.timelines import Row
from scc_model.words import explaining, wording

_LAST = dt.date.max  # undated ones come after all others


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
    procedure: model.Procedure
    stage: model.Stage
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
            return f"{wording.times(duty.deadline.limit)}: {times_done(duty.rounds[-1])}"
        return wording.when(Row(duty.deadline, duty.status))
    since = f"from {long_date(duty.since)}" if duty.since else ""
    return f"{since}, as long as the school stands there" if duty.rule.holds_in else since


def times_done(one: Round) -> str:
    """How often something was done in a period, in a few words."""
    times = wording.counted(len(one.done), "time")
    return f"{times} from {long_date(one.first)} to {long_date(one.last)}"


def held_by(power: Power, framework: model.Framework) -> str:
    """Who holds a power."""
    return wording.capital(wording.roles(power.rule.actors, framework))


def why_closed(power: Power, framework: model.Framework) -> list[str]:
    """What keeps a power closed, a sentence each; none for one that is open."""
    if power.open:
        return []
    if power.missing:
        return [f"It depends on this: {framework.facts[name].question}" for name in power.missing]
    if power.window is not None and power.window.latest is not None:
        return [f"Its time ended on {long_date(power.window.latest)}."]
    return [
        wording.sentence(f"it needs this, which is not so: {_needed(one, framework)}")
        for one in power.unmet
    ]


def _needed(one: model.Condition, framework: model.Framework) -> str:
    if isinstance(one, model.DefinitionMet):
        return framework.definitions[one.definition].title
    return wording.condition(one, framework)


def leads_to(one: Step, framework: model.Framework) -> str:
    """The stages that an event leads to, in words."""
    titles = [framework.stages[name].title for name in one.entered]
    if not titles:
        titles = [framework.stages[move.transition.to].title for move in one.moves]
        return f"perhaps {wording.listed(dict.fromkeys(titles), 'or')}"
    return wording.listed(dict.fromkeys(titles))


TO_DO = ("overdue", "due", "open", "not-started", "later-than-usual", "waits")
"""The statuses of what is still to be done, the most urgent first."""


def to_do(made: Journey) -> list[Duty]:
    """The duties still to be done: what is overdue first, then by date, what waits last."""
    return urgent_first(one for one in made.duties() if one.status in TO_DO)


def urgent_first(duties: Iterable[Duty]) -> list[Duty]:
    """Duties in the order in which they matter: overdue first, then by date, what waits last."""
    late = ("overdue", "due")
    return sorted(
        duties, key=lambda one: (one.status not in late, one.status == "waits", one.due or _LAST)
    )


def to_be_known(one: Step) -> tuple[str, ...]:
    """The facts that would settle whether an event can happen and where it leads, each once."""
    verdicts = (one.when, *(move.verdict for move in one.moves))
    missing = (fact for each in verdicts if each.value is None for fact in each.missing)
    found = tuple(dict.fromkeys(missing))
    return found or (unsettled(one.context) if one.allowed is None else ())


def ask(fact: str, framework: model.Framework) -> str:
    """A question with the answers it takes, for one who types them.

    >>> from scc_model.loading import load
    >>> ask("serious-breakdown", load()).partition("? ")[2]
    '--fact serious-breakdown=ANSWER: yes (Yes), no (No)'
    """
    asked = framework.facts[fact]
    answers = ", ".join(f"{one.id} ({one.label})" for one in asked.options)
    return f"{asked.question} --fact {fact}=ANSWER: {answers}"


def why_refused(one: Refused, framework: model.Framework) -> list[str]:
    """Why an entry could not have happened, a sentence each, the guards that failed among them."""
    told = [one.why]
    if one.step is None:
        return told
    if one.missing:
        return [*told, *(f"It depends on this: {framework.facts[x].question}" for x in one.missing)]
    if one.step.when.value is False:
        parts = unmet(one.step.event.when, one.step.context)
        told += [f"For it, {_not_met(part, framework)}" for part in parts]
    for move in one.step.moves:
        parts = unmet(move.transition.when, one.step.context)
        into = framework.stages[move.transition.to].title
        told += [f"To come to '{into}', {_not_met(part, framework)}" for part in parts]
    if not one.step.moves:
        told.append(happens_from(one.step.event, framework))
    return told


def happens_from(event: model.Event, framework: model.Framework) -> str:
    """The stages from which an event leads somewhere, in a sentence."""
    ways = happenings(framework)[event.id].ways
    if not ways:
        return "It moves nothing, and can be recorded wherever the school stands."
    stages = dict.fromkeys(stage for way in ways for stage in way.transition.from_)
    titles = (
        f"'{framework.stages[one].title}' ({framework.stage_home[one].title})" for one in stages
    )
    return f"It happens where the school stands in {wording.listed(titles, 'or')}."


def duty_explained(duty: Duty, made: Journey) -> list[str]:
    """Why a duty is asked for, and why by then, a sentence each."""
    because = evaluate(duty.rule.applies_when, made.context).because
    return [*explaining.known(because, made.context), *duty_working(duty, made)]


def duty_working(duty: Duty, made: Journey) -> list[str]:
    """How the days of a duty were worked out, a sentence each."""
    framework = made.context.framework
    told: list[str] = []
    if duty.deadline is not None:
        told += explaining.explanation(Row(duty.deadline, duty.status), made)
    else:
        if duty.since is not None:
            told.append(f"Asked for from {long_date(duty.since)}.")
        if duty.met_on is not None and duty.rule.met_by is not None:
            done = framework.events[duty.rule.met_by].title
            told.append(f"Done: {done} on {long_date(duty.met_on)}.")
    for one in duty.rounds:
        period = explaining.days(one.first, one.last)
        held = wording.listed(map(long_date, one.done)) or "not yet"
        told.append(f"{wording.STATUS[one.status]}, {period}: {held}.")
    return told


def _not_met(part: model.Condition, framework: model.Framework) -> str:
    if isinstance(part, model.DefinitionMet):
        return f"this has to be so and is not: {framework.definitions[part.definition].title}."
    return f"this has to be so and is not: {wording.condition(part, framework)}."
