"""A walk's case looked at on its day, with everything that its steps show worked out once."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping

import attrs

from scc_model import model
from scc_model.cases.duties.duty import Duty
from scc_model.cases.journey import Journey, journey
from scc_model.cases.powers.power import Power
from scc_model.cases.powers.standing import powers
from scc_model.cases.replay.happened import Contradiction
from scc_model.conditions import Context, holds
from scc_model.errors import SccError
from scc_model.walks.guided.asked import Asked
from scc_model.walks.guided.choosing import chosen
from scc_model.words import obligations


@attrs.frozen
class View:
    """What a walk's steps look at.

    Args:
        asked: what the reader told.
        stands: the case on the day looked from.
        duties: the duties that its steps show, without those that only an event dates or discharges
            by whose way the walk comes to another.
        powers: the powers that its steps show, by what selects them.
    """

    asked: Asked
    stands: Journey
    duties: tuple[Duty, ...]
    powers: Mapping[model.Selection, tuple[Power, ...]]

    @property
    def context(self) -> Context:
        """What is known on the day."""
        return self.stands.context

    @property
    def framework(self) -> model.Framework:
        """The procedures."""
        return self.stands.context.framework

    @property
    def needs(self) -> tuple[str, ...]:
        """What the reader looks for."""
        return self.asked[self.asked.declared.needs]

    @property
    def done(self) -> tuple[str, ...]:
        """The rules that are ticked off."""
        return self.asked[self.asked.declared.done]

    @functools.cached_property
    def steps(self) -> list[model.WalkStep]:
        """The steps to show: those whose condition is not known to be false."""
        return [
            step
            for step in self.asked.plan.steps
            if step.when is None or holds(step.when, self.context) is not False
        ]

    @property
    def listed(self) -> list[Duty]:
        """The duties that its steps list."""
        return self.duties_of(tuple(name for step in self.steps for name in step.duties))

    def duties_of(self, procedures: tuple[str, ...]) -> list[Duty]:
        """The duties of procedures: what is late first, then by day."""
        home = self.framework.home
        return obligations.urgent_first(x for x in self.duties if home[x.rule.id].id in procedures)

    def duty(self, rule: str) -> Duty | None:
        """A duty by its rule; none while it is not asked for."""
        return next((duty for duty in self.duties if duty.rule.id == rule), None)

    @functools.cached_property
    def refused(self) -> dict[str, list[Contradiction]]:
        """What could not have happened, by event."""
        by_event: dict[str, list[Contradiction]] = {}
        for refused in self.stands.replayed.contradictions:
            by_event.setdefault(refused.entry.event, []).append(refused)
        return by_event


def look(asked: Asked) -> View | None:
    """Look at the case of a walk; where it cannot be worked out, the reason is told.

    Args:
        asked: what the reader told; a reason is put among its faults.
    """
    framework = asked.framework
    try:
        case = asked.case()
        day = max(asked.day(case), case.begins)
        view = seen_in(asked, journey(case, framework, day))
        opened = {
            step.powers: tuple(powers(view.stands, chosen(step.powers, framework)))
            for step in asked.plan.steps
            if step.powers is not None
        }
    except SccError as error:
        asked.tell(str(error))
        return None
    return attrs.evolve(view, powers=opened)


def seen_in(asked: Asked, stands: Journey, rules: Collection[model.Rule] | None = None) -> View:
    """What a walk sees in a case, without its powers.

    Args:
        asked: what the reader told.
        stands: the case, on the day looked from or an earlier one.
        rules: the rules of interest; none for all that its steps show.
    """
    if asked.is_closed:
        stands = stands.moved_by_nothing_else(complete=asked.is_whole)
    every = _of_duties(asked.framework, asked.walk)
    duties = stands.duties(x for x in every if rules is None or x in rules)
    by_the_way = {entry.event for entry in asked.by_the_way}
    kept = (duty for duty in duties if not _rests_on(duty, by_the_way))
    return View(asked, stands, tuple(kept), {})


def _rests_on(duty: Duty, events: Collection[str]) -> bool:
    """Whether a duty is dated or discharged by events of which the reader said nothing."""
    anchored = duty.deadline is not None and duty.deadline.anchor.event in events
    return anchored or duty.rule.met_by in events


@functools.lru_cache(maxsize=64)
def _of_duties(framework: model.Framework, walk: str) -> tuple[model.Rule, ...]:
    """The rules whose duties a step of a walk shows."""
    steps = framework.walks[walk].steps
    procedures = {name for step in steps for name in step.duties}
    given = {step.rounds for step in steps}
    return tuple(
        rule
        for rule in framework.rules.values()
        if rule.id in given or framework.home[rule.id].id in procedures
    )
