"""What an answer rests on in the data: where to look when it comes out otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from scc_model import model
from scc_model.conditions.leaves import leaves
from scc_model.errors import Place

_MOST = 12


def rests_on(name: str, framework: model.Framework) -> list[tuple[str, Place]]:
    """What something rests on, itself first: each with its place.

    Args:
        name: the id of a rule, an event, a stage, a decision or a definition.
        framework: the procedures.

    Returns:
        Of a rule, the events that it is counted from and met by, and the readings that it looks
        at; of an event and a stage, the ways that lead on with it.

    >>> from scc_model.loading import load
    >>> [thing for thing, _ in rests_on("consider-directed-notice", load())][:2]
    ['consider-directed-notice', 'direction-to-consider-given']
    """
    found: dict[str, Place] = {}
    for thing in _things(name, framework):
        if thing.place is not None:
            found.setdefault(thing.id, thing.place)
    return [*found.items()][:_MOST]


Thing = (
    model.Rule | model.Event | model.Stage | model.Decision | model.Definition | model.Transition
    | model.Reading
)  # fmt: skip


def _things(name: str, framework: model.Framework) -> Iterator[Thing]:
    if name in framework.rules:
        yield from _of_rule(framework.rules[name], framework)
    elif name in framework.events:
        yield from _of_event(framework.events[name], framework)
    elif name in framework.stages:
        yield framework.stages[name]
        for way in framework.stage_home[name].transitions:
            if name in {way.to, *way.from_}:
                yield way
    elif name in framework.decisions:
        decision = framework.decisions[name]
        yield decision
        for rule in decision.rules:
            yield from _read(rule.when, framework)
    elif name in framework.definitions:
        yield framework.definitions[name]
        yield from _read(framework.definitions[name].when, framework)


def _of_rule(rule: model.Rule, framework: model.Framework) -> Iterator[Thing]:
    yield rule
    limit = rule.time_limit
    if limit is not None:
        yield from (framework.events[anchor] for anchor in limit.anchors)
        yield from (framework.readings[x.reading] for x in limit.variations if x.reading)
    if rule.met_by is not None:
        yield framework.events[rule.met_by]
    yield from (framework.readings[reading] for reading in rule.readings)
    for condition in (rule.when, rule.only_if, framework.home[rule.id].only_if):
        yield from _read(condition, framework)


def _of_event(event: model.Event, framework: model.Framework) -> Iterator[Thing]:
    yield event
    ways = [
        way
        for procedure in framework.procedures.values()
        for way in procedure.transitions
        if way.event == event.id
    ]
    yield from ways
    for condition in (event.when, *(way.when for way in ways)):
        yield from _read(condition, framework)


def _read(condition: model.Condition | None, framework: model.Framework) -> Iterator[Thing]:
    """The readings that a condition looks at."""
    for leaf in leaves(condition, framework):
        if isinstance(leaf, model.ReadingIs):
            yield framework.readings[leaf.reading]
