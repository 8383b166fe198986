"""What has to be done before a power is used: consult, get consent, talk."""

from __future__ import annotations

import functools

from scc_model import model
from scc_model.chart.happenings import happenings

_FIRST: frozenset[model.RuleKind] = frozenset({"consultation", "consent"})


@functools.lru_cache(maxsize=256)
def beforehand(name: str, framework: model.Framework) -> tuple[model.Rule, ...]:
    """The rules that say what the holder of a power does before using it, whatever the school.

    Args:
        name: id of the rule that gives the power.
        framework: the procedures.

    >>> from scc_model.loading import load
    >>> [rule.id for rule in beforehand("appoint-interim-board", load())][:2]
    ['consult-on-interim-board', 'consent-to-interim-board']
    """
    power = framework.rules[name]
    own = (
        rule
        for rule in framework.home[name].rules
        if (rule.kind in _FIRST or _comes_before_its_use(rule, power))
        and not {*rule.actors}.isdisjoint(power.actors)
        and _leads_to_use(rule, power, framework)
    )
    elsewhere = (rule for rule in framework.rules.values() if name in rule.before_powers)
    return tuple(dict.fromkeys((*own, *elsewhere)))


def _comes_before_its_use(rule: model.Rule, power: model.Rule) -> bool:
    return rule.time_limit is not None and rule.time_limit.before in power.uses


def _leads_to_use(rule: model.Rule, power: model.Rule, framework: model.Framework) -> bool:
    """Whether what is done first is a step towards the use of a power, and not of something else.

    The consultation on a conversion may come after the order, and is none towards applying for it.
    """
    if rule.met_by is None:
        return True
    known = happenings(framework)
    decide = {known[use].decider for use in power.uses}
    return None in decide or any(way.procedure in decide for way in known[rule.met_by].ways)
