"""The questions that would settle what is not known of a case, and the one to ask first."""

from __future__ import annotations

from scc_model import model
from scc_model.cases.replay.happened import Replayed
from scc_model.chart.steps import unsettled
from scc_model.conditions import decide, missing, open_conditions
from scc_model.conditions.leaves import leaves, stages_in


def to_be_known(rule: model.Rule, replayed: Replayed) -> tuple[str, ...]:
    """The facts that would settle whether a rule is asked for, in the order to ask for them.

    Where it depends on a stage that is not known, those that would settle where the school came to
    by what happened last.

    Args:
        rule: the rule.
        replayed: what became of the case.
    """
    context, framework = replayed.context, replayed.context.framework
    within = [x for part in open_conditions(rule, context) for x in leaves(part, framework)]
    looked_at = {leaf.decision for leaf in within if isinstance(leaf, model.DecisionIs)}
    facts = dict.fromkeys(
        fact
        for fact in unasked(replayed)
        if any(framework.decisions[name].announced_by == fact for name in looked_at)
    )
    facts |= dict.fromkeys(missing(rule, context))
    if facts:
        return tuple(facts)
    stages = (x for part in open_conditions(rule, context) for x in stages_in(part, framework))
    homes = dict.fromkeys(framework.stage_home[stage].id for stage in stages)
    return tuple(dict.fromkeys(x for home in homes for x in of_stage(home, replayed)))


def unasked(replayed: Replayed) -> tuple[str, ...]:
    """The facts that say what was announced, where it was and nobody said what.

    Args:
        replayed: what became of the case.
    """
    context, framework = replayed.context, replayed.context.framework
    happened = {one.event for one in replayed.happened}
    return tuple(
        decision.announced_by
        for decision in framework.decisions.values()
        if decision.announced_by is not None
        and decision.announced_by not in context.facts
        and decide(decision.id, context).outcome is None
        and any(decision.announced_by in framework.events[name].asks for name in happened)
    )


def of_stage(procedure: str, replayed: Replayed) -> tuple[str, ...]:
    """The facts that would settle where a school stands in a procedure.

    Args:
        procedure: the procedure; where the school stands in it is known, none is needed.
        replayed: what became of the case.
    """
    context = replayed.context
    if procedure in context.stands:
        return ()
    entered = replayed.entered.get(procedure)
    facts = () if entered is None else entered.step.missing
    return tuple(x for x in facts if x not in context.facts) or unsettled(context)
