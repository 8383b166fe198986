"""Which rules take a quantity or the name of a role, and which count by one."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from scc_model import model

COUNTED = ("earliest", "latest", "per", "at_least", "at_most")
"""The keys of a time limit under which something is counted."""


@functools.lru_cache(maxsize=4)
def texts_of_rules(framework: model.Framework) -> Mapping[str, tuple[model.Written, ...]]:
    """The texts of every rule that take something, by rule; those of its tasks are left out.

    >>> from scc_model.loading import load
    >>> [text.key for text in texts_of_rules(load())["comply-in-initial-period"]]
    ['text', 'time_limit.latest', 'time_limit.as_written']
    """
    taken: dict[str, tuple[model.Written, ...]] = {}
    for text in framework.writing:
        if text.takes and text.within and text.within[-1] in framework.rules:
            rule = text.within[-1]
            taken[rule] = (*taken.get(rule, ()), text)
    return taken


def counts(text: model.Written) -> bool:
    """Whether a text is how long something is or how often, and not words."""
    return text.key.rpartition(".")[2] in COUNTED


def counted_by(rule: str, framework: model.Framework) -> tuple[str, ...]:
    """The quantities that the time limit of a rule counts, under whatever reading.

    Args:
        rule: the id of the rule.
        framework: the procedures.

    >>> from scc_model.loading import load
    >>> counted_by("first-monitoring-inspection", load())[:2]
    ('first-visit-from', 'first-visit-by')
    """
    texts = texts_of_rules(framework).get(rule, ())
    return tuple(dict.fromkeys(name for text in texts if counts(text) for name in text.takes))


def takers(name: str, framework: model.Framework) -> tuple[str, ...]:
    """The rules whose limits or words, those of their tasks too, take a quantity or a name.

    Args:
        name: the id of the quantity or role.
        framework: the procedures.

    >>> from scc_model.loading import load
    >>> takers("answer-to-direction", load())
    ('consider-directed-notice',)
    """
    within = (each for text in framework.writing if name in text.takes for each in text.within)
    return tuple(dict.fromkeys(each for each in within if each in framework.rules))
