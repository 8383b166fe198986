"""What was announced and is not final: inspectors say what the judgement is likely to be.

It settles nothing. What would follow if it stays so is worked out beside what is known.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping, Sequence

import attrs

from scc_model import model
from scc_model.cases.case import Entry
from scc_model.cases.replay.happened import Replayed
from scc_model.conditions import Context, decide
from scc_model.conditions.leaves import leaves


@attrs.frozen
class Announced:
    """An outcome that was announced, and is not settled.

    Args:
        decision: id of the decision.
        outcome: id of the outcome.
        date: the day; where that is not known, the last that it can have been.
        exact: whether the day is known.
    """

    decision: str
    outcome: str
    date: dt.date
    exact: bool


def announced(replayed: Replayed) -> tuple[Announced, ...]:
    """The outcomes that were announced and that nothing has settled since.

    Args:
        replayed: what became of the case.
    """
    decisions = replayed.assumed.framework.decisions.values()
    said = (_said(decision, replayed) for decision in decisions if decision.announced_by)
    return tuple(filter(None, said))


def if_it_stays(context: Context, said: tuple[Announced, ...]) -> Context:
    """What would be known if everything that was announced became final.

    Args:
        context: what is known.
        said: what was announced.
    """
    final = {one.decision: one.outcome for one in said}
    return context.knowing({}, final).standing(context.stands)


def as_far_as_final(entry: Entry, framework: model.Framework) -> Entry:
    """An entry as it counts where not everything is recorded: an outcome may only be announced.

    Args:
        entry: the entry.
        framework: the procedures.

    >>> from scc_model.loading import load
    >>> draft = Entry("draft-report-received", decided={"category": "special-measures"})
    >>> dict(as_far_as_final(draft, load()).facts)
    {'judgement-announced': 'special-measures'}
    """
    decisions = framework.decisions
    said = {
        name: outcome
        for name, outcome in entry.decided.items()
        if entry.event in decisions[name].foretold_with
    }
    if not said:
        return entry
    by = ((decisions[name].announced_by, outcome) for name, outcome in said.items())
    facts = {fact: outcome for fact, outcome in by if fact is not None}
    decided = {name: outcome for name, outcome in entry.decided.items() if name not in said}
    return attrs.evolve(entry, facts={**facts, **entry.facts}, decided=decided)


def _said(decision: model.Decision, replayed: Replayed) -> Announced | None:
    """What was announced last, unless the outcome was settled with it or since."""
    for happened in reversed(replayed.happened):
        entry = happened.entry
        if entry is None:
            continue
        if not replayed.complete:
            entry = as_far_as_final(entry, replayed.assumed.framework)
        bears = settling(decision.id, replayed.assumed.framework)
        told = decision.id in entry.decided or not bears.isdisjoint(entry.facts)
        if told and decide(decision.id, happened.step.context).outcome is not None:
            return None
        if decision.announced_by in entry.facts:
            return _of(decision, entry.facts, happened.date, exact=happened.exact)
    if decide(decision.id, replayed.context).outcome is not None:
        return None
    return _of(decision, replayed.case.facts, replayed.case.begins, exact=True)


def _of(
    decision: model.Decision, facts: Mapping[str, str], date: dt.date, *, exact: bool
) -> Announced | None:
    """What an answer announces; none where it announces no outcome."""
    answer = facts.get(decision.announced_by or "")
    if any(outcome.id == answer for outcome in decision.outcomes) and answer is not None:
        return Announced(decision.id, answer, date, exact)
    return None


@functools.lru_cache(maxsize=64)
def settling(decision: str, framework: model.Framework) -> frozenset[str]:
    """The facts that settle a decision.

    Args:
        decision: id of the decision.
        framework: the procedures.
    """
    return frozenset(
        leaf.fact
        for rule in framework.decisions[decision].rules
        for leaf in leaves(rule.when, framework)
        if isinstance(leaf, model.FactIs)
    )


def told_later(
    entries: Sequence[Entry], framework: model.Framework
) -> Mapping[int, Mapping[str, str]]:
    """What later entries of the same round tell of the judgement behind an entry.

    The report says what had been judged when the school received it.

    Args:
        entries: the entries, in the order of their days.
        framework: the procedures.

    Returns:
        By the identity of an entry, the outcomes that it does not give itself.
    """
    told: dict[int, dict[str, str]] = {}
    for decision in framework.decisions.values():
        settled = settled_with(decision.id, framework)
        begins = framework.events[decision.final_with].not_before if decision.final_with else ()
        outcome, seen = None, set[str]()
        for entry in reversed([x for x in entries if x.event in settled or x.event in begins]):
            if decision.id in entry.decided:
                outcome, seen = entry.decided[decision.id], set()
            elif entry.event in seen or entry.event in begins:  # of an earlier round
                outcome = None
            elif outcome is not None:
                told.setdefault(id(entry), {})[decision.id] = outcome
            seen.add(entry.event)
    return told


@functools.lru_cache(maxsize=64)
def settled_with(decision: str, framework: model.Framework) -> frozenset[str]:
    """The events after which what was announced is final: that which makes it so, or tells of it.

    Args:
        decision: id of the decision.
        framework: the procedures.

    >>> from scc_model.loading import load
    >>> settled = settled_with("category", load())
    >>> "report-published" in settled, "draft-report-received" in settled
    (True, False)
    """
    final = framework.decisions[decision].final_with
    settled = set[str]()
    waiting = [final] if final is not None else []
    while waiting:
        name = waiting.pop()
        if name not in settled:
            settled.add(name)
            waiting += [presumption.from_ for presumption in framework.events[name].presumed]
    return frozenset(settled)
