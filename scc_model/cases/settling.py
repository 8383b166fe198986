"""The questions that would settle what is not known of a case, and the one to ask first."""

from __future__ import annotations

from scc_model import model
from scc_model.cases.happened import Replayed
from scc_model.chart.steps import unsettled
from scc_model.conditions import missing, open_conditions
from scc_model.conditions.leaves import leaves


def to_be_known(rule: model.Rule, replayed: Replayed) -> tuple[str, ...]:
    """The facts that would settle whether a rule is asked for, in the order to ask for them.

    Where it depends on a stage that is not known, those that would settle where the school came to
    by what happened last.

    Args:
        rule: the rule.
        replayed: what became of the case.
    """
    context = replayed.context
    facts = dict.fromkeys(missing(rule, context))
    if facts:
        return tuple(facts)
    framework = context.framework
    for condition in open_conditions(rule, context):
        for leaf in leaves(condition, framework):
            if isinstance(leaf, model.StandsIn):
                for stage in leaf.in_:
                    facts |= dict.fromkeys(of_stage(framework.stage_home[stage].id, replayed))
    return tuple(facts)


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
