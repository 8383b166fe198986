"""The one question that would settle most of what is not known of a case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from scc_model import model
from scc_model.cases.duties.settling import of_stage, unasked
from scc_model.cases.journey import Journey
from scc_model.cases.powers.power import Power
from scc_model.cases.powers.standing import powers
from scc_model.cases.replay.announced import settling
from scc_model.chart.steps import unsettled
from scc_model.conditions import Context, evaluate


def next_question(journey: Journey, some: Sequence[Power] | None = None) -> model.Fact | None:
    """The question that would settle most.

    First what was announced and nobody said, then what kind of school it is, then what steps,
    powers and stages depend on. What only waits until a judgement is final is not asked for: nobody
    can answer it yet.

    Args:
        journey: the case as it stands on a day.
        some: its powers, where they are worked out already.

    Returns:
        The fact to ask for; none where nothing that is not known depends on an answer.

    >>> import datetime as dt
    >>> from scc_model.cases.case import Case, Entry
    >>> from scc_model.cases.journey import journey
    >>> from scc_model.loading import load
    >>> case = Case("A school", dt.date(2014, 9, 1), {"school-type": "community"}, events=(
    ...     Entry("oral-feedback-given", dt.date(2014, 10, 16)),), complete=False)
    >>> next_question(journey(case, load(), dt.date(2014, 10, 16))).id
    'judgement-announced'
    """
    facts = journey.context.framework.facts
    first = unasked(journey.replayed)
    if first:
        return facts[first[0]]
    depend = Counter(fact for missing in _open(journey, some) for fact in missing)
    kind = [fact for fact in unsettled(journey.context) if fact in depend]
    asked = kind or [fact for fact, _ in depend.most_common(1)]
    return facts[asked[0]] if asked else None


def questions_open(journey: Journey, some: Sequence[Power]) -> tuple[str, ...]:
    """Every fact on which something depends that is not known, the most asked for first.

    Args:
        journey: the case as it stands on a day.
        some: its powers.

    Returns:
        The ids of the facts.
    """
    depend = Counter(fact for missing in _open(journey, some, near=False) for fact in missing)
    return tuple(fact for fact, _ in depend.most_common())


def _open(
    journey: Journey, some: Sequence[Power] | None, *, near: bool = True
) -> Iterator[tuple[str, ...]]:
    """The facts on which each thing depends that is not known: stages, steps, powers.

    A near power is one in whose procedure something has happened and that nobody has used yet; of
    the others nobody asks of their own accord.
    """
    replayed, framework = journey.replayed, journey.context.framework
    final = {one.decision for one in journey.announced}
    waits = frozenset().union(*(settling(name, framework) for name in final))
    for procedure in replayed.entered:
        yield _without(of_stage(procedure, replayed), waits)
    for duty in journey.duties():
        if duty.status == "if" and not duty.announced:
            yield _without(duty.missing, waits)
    used = {happened.event for happened in replayed.happened}
    for power in powers(journey) if some is None else some:
        home = framework.home[power.rule.id].id
        asks = home in replayed.entered and used.isdisjoint(power.rule.uses)
        if power.open is None and (asks or not near):
            yield _without(power.missing, waits)
        if power.open and not near:
            yield from (_without(x, waits) for x in _what_comes_first(power, journey.context))
    yield _without(unsettled(journey.context), waits)


def _what_comes_first(power: Power, context: Context) -> Iterator[tuple[str, ...]]:
    """The facts on which depends what has to be done before a power is used, and with whom."""
    for rule in power.first:
        for condition in (rule.applies_when, *(task.when for task in rule.tasks)):
            yield evaluate(condition, context).missing


def _without(facts: tuple[str, ...], others: frozenset[str]) -> tuple[str, ...]:
    return tuple(fact for fact in facts if fact not in others)
