"""Who carries out a step of a page, and by when, from the rules it rests on."""

from __future__ import annotations

from collections.abc import Iterable

from scc_model import model
from scc_model.handbook.sorts import Sort, sort_of
from scc_model.words import wording
from scc_model.words.html import Html, h, join

_DONE: tuple[Sort, ...] = ("duty", "expectation", "right", "power", "choice")
"""The sorts of rule that somebody carries out; the others say what holds, or fill a document."""

_MOST = 3
"""So many lines stand under a step: whoever wants more opens it."""


def who_and_when(framework: model.Framework, names: Iterable[str]) -> Html | None:
    """Who acts under some rules and by when: a line with names, and one for each time limit.

    Whoever holds only by another reading is not named.

    Args:
        framework: the procedures.
        names: the ids of the rules, and of whatever else a mark names, which is passed over.

    Returns:
        Nothing for rules that nobody carries out, or of whom nobody is named.

    >>> from scc_model.loading import load
    >>> str(who_and_when(load(), ["lead-support"]))
    '<span class="step-who"><span>Link adviser. </span></span>'
    >>> who_and_when(load(), ["content-matters"]) is None
    True
    """
    rules = [framework.rules[name] for name in dict.fromkeys(names) if name in framework.rules]
    acting = [rule for rule in rules if rule.actors and sort_of(rule, framework) in _DONE]
    limited = [(rule, rule.time_limit) for rule in acting if rule.time_limit]
    told = {role for rule, _ in limited for role in rule.actors}
    others = dict.fromkeys(role for rule in acting for role in rule.actors if role not in told)
    lines = [wording.who(others, framework)] if others else []
    lines += dict.fromkeys(
        f"{wording.who(rule.actors, framework)}: {limit.as_written}" for rule, limit in limited
    )
    if len(lines) > _MOST:
        lines[_MOST - 1 :] = [f"and {wording.counted(len(lines) - _MOST + 1, 'time limit')} more"]
    if not lines:
        return None
    return h("span", {"class": "step-who"}, join([h("span", None, f"{line}. ") for line in lines]))
