"""What would settle where a school stands and nobody has recorded: events, not answers."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from scc_model import model
from scc_model.cases.replay.happened import Replayed
from scc_model.chart.happenings import Way, bringing, happenings
from scc_model.chart.steps import Step, step
from scc_model.conditions import Context, applies, binds, evaluate, holds, open_conditions
from scc_model.conditions.leaves import parts_of, procedures_in, wanted_stages


def awaited(rule: model.Rule, replayed: Replayed) -> tuple[str, ...]:
    """The events by which a school would come to where a rule applies.

    Only those are given that belong to a procedure of which something is recorded, or of which
    that would tell; of any other nothing says that it has to do with this school.

    Args:
        rule: a rule of which it is not known whether it applies.
        replayed: what became of the case.

    Returns:
        The events that may have happened, in the order of the data: none that is recorded, whatever
        it contradicts, none that must have happened, none of the calendar's, and none that ends
        everything.

    >>> import datetime as dt
    >>> from scc_model.cases.case import Case, Entry
    >>> from scc_model.cases.journey import journey
    >>> from scc_model.loading import load
    >>> case = Case("A school", dt.date(2014, 9, 1), {"school-type": "community"}, events=(
    ...     Entry("warning-notice-given", dt.date(2014, 9, 22)),
    ...     Entry("non-compliance-found", dt.date(2014, 10, 14))), complete=False)
    >>> replayed = journey(case, load(), dt.date(2014, 10, 20)).replayed
    >>> awaited(load().rules["require-federation-after-warning-notice"], replayed)
    ('powers-notice-given',)
    """
    context, framework = replayed.context, replayed.context.framework
    placed = _placed(rule, context)
    brought = {
        event for stages in placed.values() for x in stages for event in bringing(framework)[x]
    }
    known = {entry.event for entry in replayed.case.events if not entry.withdrawn}
    known |= {happened.event for happened in replayed.happened}
    endings = {ending.event for ending in framework.ends_every_procedure}
    return tuple(
        name
        for name, event in framework.events.items()
        if name in brought
        and not event.falls_on
        and name not in endings
        and name not in known
        and _is_near(event, replayed)
        and _opens(placed, step(name, context))
    )


def unrecorded_stages(rule: model.Rule, replayed: Replayed) -> tuple[str, ...]:
    """The stages by which a rule would apply, in procedures of which nothing is recorded.

    Args:
        rule: a rule of which it is not known whether it applies.
        replayed: what became of the case.
    """
    context, framework = replayed.context, replayed.context.framework
    # Of several the narrowest says most.
    narrowest = min(_placed(rule, context).values(), key=len, default=frozenset())
    return tuple(
        name
        for name, home in framework.stage_home.items()
        if name in narrowest and home.id not in context.stands
    )


def missing_of_the_beginning(rule: model.Rule, context: Context) -> tuple[str, ...]:
    """The facts that tell in which stages a school begins, where nothing else is left open.

    Args:
        rule: a rule of which it is not known whether it applies.
        context: what is known.

    Returns:
        Those facts; none where something else has to be known too.

    >>> from scc_model.loading import load
    >>> context = Context.of(load(), stages=["eligible-by-inspection"])
    >>> missing_of_the_beginning(load().rules["appoint-interim-board"], context)
    ('school-type',)
    """
    framework, facts = context.framework, dict[str, None]()
    for condition in open_conditions(rule, context):
        for part in _parts(condition, context):
            stages = [framework.stages[name] for name in wanted_stages(part, framework)]
            begins = [
                evaluate(stage.starts_when, context).missing
                for stage in stages
                if stage.starts and framework.stage_home[stage.id].id not in context.stands
            ]
            if not stages or not any(begins):
                return ()
            facts |= dict.fromkeys(fact for missing in begins for fact in missing)
    return tuple(facts)


def _placed(rule: model.Rule, context: Context) -> dict[model.Condition, frozenset[str]]:
    """The open parts of a rule's conditions that want the school in a stage, each with those."""
    needs = {
        part: frozenset(wanted_stages(part, context.framework))
        for condition in open_conditions(rule, context)
        for part in _parts(condition, context)
    }
    return {part: stages for part, stages in needs.items() if stages}


def closing(rule: model.Rule, replayed: Replayed) -> tuple[str, ...]:
    """The events that would have closed a power, which is open if none of them has happened.

    Args:
        rule: a rule of which it is not known whether it applies.
        replayed: what became of the case.

    Returns:
        Those events; none where the rule does not apply even if nothing happened that is not
        recorded.
    """
    context, framework = replayed.context, replayed.context.framework
    if not applies(rule, replayed.assumed) or not binds(rule, replayed.assumed):
        return ()
    looked_at = {
        procedure
        for condition in open_conditions(rule, context)
        for procedure in procedures_in(condition, framework)
        if procedure not in context.stands
    }
    return tuple(
        name
        for name, happening in happenings(framework).items()
        if any(_closes(way, rule, replayed.assumed) for way in happening.ways
               if way.procedure in looked_at)
    )  # fmt: skip


def _closes(way: Way, rule: model.Rule, context: Context) -> bool:
    """Whether a way leads from where a rule applies to where it does not."""

    def applies_in(stage: str) -> bool | None:
        return applies(rule, context.standing({**context.stands, way.procedure: stage}))

    return applies_in(way.transition.to) is False and any(map(applies_in, way.starts))


def _parts(condition: model.Condition, context: Context) -> Iterator[model.Condition]:
    """What has to be so for a condition to hold, and is not known; a definition taken apart."""
    if holds(condition, context) is not None:
        return
    if isinstance(condition, model.AllOf | model.DefinitionMet):
        for part in parts_of(condition, context.framework):
            yield from _parts(part, context)
    else:
        yield condition


def _opens(placed: Mapping[model.Condition, frozenset[str]], taken: Step) -> bool:
    """Whether an event, where it leads to a stage that is wanted, lets every condition hold."""
    if taken.allowed is False:
        return False
    context, wanted = taken.context, frozenset().union(*placed.values())
    leads_to: dict[str, list[str]] = {}
    for way in happenings(context.framework)[taken.event.id].ways:
        here = context.stands.get(way.procedure) in (None, *way.starts)
        if way.transition.to in wanted and here and way.open(context) is not False:
            leads_to.setdefault(way.procedure, []).append(way.transition.to)
    return any(
        all(
            holds(
                condition,
                context.standing({**context.stands, **dict(zip(leads_to, stages, strict=True))}),
            )
            for condition in placed
        )
        for stages in itertools.product(*leads_to.values())
    )


def _is_near(event: model.Event, replayed: Replayed) -> bool:
    """Whether something is recorded in an event's procedure, or in one that would tell of it."""
    homes = replayed.context.framework.event_home
    names = (event.id, *(presumption.from_ for presumption in event.presumed))
    return any(homes[name].id in replayed.entered for name in names)
