"""Tell a condition from every one that differs from it in one thing, by as few schools as can be.

A condition differs in one thing where a part of it is left out, a value is left out or added, or a
word such as "all" is "any".
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import attrs

from scc_model import model
from scc_model.conditions import Context, binds, holds
from scc_model.conditions.leaves import leaves
from scc_model.conditions.times import NEVER
from scc_model.worked import sides

_MOST = 2_500
"""How many schools are looked at for one condition; of more, some by chance."""
_NEIGHBOURED = 12
_ONE_DAY = dt.timedelta(days=1)
_SOME_DAY = dt.date(2014, 11, 7)
T = TypeVar("T")
Asker = Callable[[Context], bool | None]
Variable = tuple[str, str]  # what kind of thing, and its id


def others(condition: model.Condition, framework: model.Framework) -> Iterator[model.Condition]:
    """The conditions that differ from another in one thing: a part, a value or a word."""
    match condition:
        case model.Not(inner):
            yield inner
            yield from (model.Not(other) for other in others(inner, framework))
        case model.AllOf(parts):
            yield model.AnyOf(parts)
            for fewer in _fewer(parts):
                yield model.AllOf(fewer)
            yield from (model.AllOf(changed) for changed in _changed(parts, framework))
        case model.AnyOf(parts):
            yield model.AllOf(parts)
            for fewer in _fewer(parts):
                yield model.AnyOf(fewer)
            yield from (model.AnyOf(changed) for changed in _changed(parts, framework))
        case model.Exactly(number, parts):
            yield from (model.Exactly(n, parts) for n in (number - 1, number + 1))
            yield from (model.Exactly(number, changed) for changed in _changed(parts, framework))
        case model.DefinitionMet() | model.PeriodOver():
            return  # it has cases of its own, and the other says one thing only
        case model.HasHappened(_, from_, before, since):
            for field, day in (("from_", from_), ("before", before)):
                if day is not None:
                    nearby: list[Any] = [day - _ONE_DAY, day + _ONE_DAY, None]
                    yield from (attrs.evolve(condition, **{field: other}) for other in nearby)
            if since is not None:
                yield attrs.evolve(condition, since=None)
        case _:
            values = domain(condition, framework)
            field = "in_" if isinstance(condition, model.StandsIn) else "is_"
            own = getattr(condition, field)
            more = [(*own, value) for value in values if value not in own]
            every: list[Any] = [*_fewer(own), *more]
            yield from (attrs.evolve(condition, **{field: changed}) for changed in every)


def _fewer(parts: Sequence[T]) -> Iterator[tuple[T, ...]]:
    if len(parts) > 1:
        yield from ((*parts[:n], *parts[n + 1 :]) for n in range(len(parts)))


def _changed(
    parts: Sequence[model.Condition], framework: model.Framework
) -> Iterator[tuple[model.Condition, ...]]:
    for number, part in enumerate(parts):
        for other in others(part, framework):
            yield (*parts[:number], other, *parts[number + 1 :])


def domain(leaf: model.Condition, framework: model.Framework) -> tuple[str, ...]:
    """Every value that what a simple condition looks at can have."""
    match leaf:
        case model.FactIs(fact):
            return tuple(value.id for value in framework.facts[fact].options)
        case model.ReadingIs(reading):
            return tuple(choice.id for choice in framework.readings[reading].choices)
        case model.DecisionIs(decision):
            return tuple(outcome.id for outcome in framework.decisions[decision].outcomes)
        case model.StandsIn(stages):
            homes = dict.fromkeys(framework.stage_home[stage].id for stage in stages)
            return tuple(x.id for home in homes for x in framework.procedures[home].stages)
        case model.HasHappened(_, from_, before):
            bounds = [day for day in (from_, before) if day is not None] or [_SOME_DAY]
            days = {day + n * _ONE_DAY for day in bounds for n in (-1, 0, 1)}
            return (NEVER, *(day.isoformat() for day in sorted(days)))
    return ()


# ---- Schools on each side ------------------------------------------------------------------------


def schools(
    conditions: Iterable[model.Condition], framework: model.Framework
) -> list[sides.Situation]:
    """Schools that differ in what some conditions look at: all of them, or some by chance."""
    values: dict[Variable, tuple[str, ...]] = {}
    for leaf in (leaf for condition in conditions for leaf in leaves(condition, framework)):
        match leaf:
            case model.FactIs(name) | model.ReadingIs(name) | model.DecisionIs(name):
                values[type(leaf).__name__, name] = domain(leaf, framework)
            case model.StandsIn(stages):
                for home in dict.fromkeys(framework.stage_home[stage].id for stage in stages):
                    every = framework.procedures[home].stages
                    values[sides.STAGES, home] = tuple(stage.id for stage in every)
            case model.HasHappened(event, _, _, since):
                for name in filter(None, (event, since)):
                    days = (*values.get(("event", name), ()), *domain(leaf, framework))
                    values["event", name] = tuple(dict.fromkeys(days))
    by_chance, number = random.Random(1), 1  # noqa: S311  (the same schools each time)
    for some in values.values():
        number *= len(some)
    if number <= _MOST:
        rows: Iterable[Sequence[str]] = itertools.product(*values.values())
    else:
        rows = [[by_chance.choice(some) for some in values.values()] for _ in range(_MOST)]
    return [_situation(dict(zip(values, row, strict=True))) for row in rows]


def neighbours(
    school: sides.Situation, conditions: Iterable[model.Condition], framework: model.Framework
) -> Iterator[sides.Situation]:
    """The schools that differ from another in one answer or stage."""
    flat = _flat(school, framework)
    for leaf in (leaf for condition in conditions for leaf in leaves(condition, framework)):
        for value in domain(leaf, framework):
            if isinstance(leaf, model.StandsIn):
                key = sides.STAGES, framework.stage_home[value].id
            else:
                key = "", getattr(leaf, _NAME[type(leaf)])
            yield _put_together({**flat, key: (value,)})


_NAME: Mapping[type[Any], str] = {
    model.FactIs: "fact", model.ReadingIs: "reading", model.DecisionIs: "decision",
    model.HasHappened: "happened",
}  # fmt: skip


def _situation(row: Mapping[Variable, str]) -> sides.Situation:
    stands = tuple(value for (kind, _), value in row.items() if kind == sides.STAGES)
    known = {name: (value,) for (kind, name), value in row.items() if kind != sides.STAGES}
    return {**known, sides.STAGES: stands} if stands else known


def sides_of(name: str, framework: model.Framework) -> sides.Sides | None:
    """The fewest schools found that tell a condition from all that differ in one thing.

    Args:
        name: the id of a rule, a definition, an event, a transition or a document.
        framework: the procedures.

    Returns:
        Schools on each side; none where there is no condition.
    """
    rule = framework.rules.get(name)
    if rule is None:
        own: model.Condition | None = sides.conditions(framework)[name]
        outer = None
    else:
        own, outer = rule.applies_when, framework.home[name].only_if
    given = [condition for condition in (own, outer) if condition is not None]
    if not given:
        return None
    asked = sides.asker(name, framework)
    pool = [_Seen.of(school, asked, framework) for school in schools(given, framework)]
    met = [seen.school for seen in pool if seen.found][:_NEIGHBOURED]
    near = (other for school in met for other in neighbours(school, given, framework))
    pool += [_Seen.of(school, asked, framework) for school in near] if len(pool) == _MOST else []
    known = [seen for seen in pool if seen.found is not None]
    wanted = [{n for n, seen in enumerate(known) if seen.found is x} for x in (True, False)]
    every = list(others(own, framework)) if own is not None else []
    wanted += [{n for n, x in enumerate(known) if _tells(rule, x, other)} for other in every]
    chosen = [known[n] for n in _fewest([some for some in wanted if some])]
    told: dict[bool, list[sides.Situation]] = {True: [], False: []}
    for seen in chosen:
        kept = _fewer_words(seen, rule, every, asked, framework)
        told[seen.found is True].append(kept.school)
    return sides.Sides(_joined(told[True], framework), _joined(told[False], framework))


@attrs.frozen
class _Seen:
    """A school, and what a condition comes to for it."""

    school: sides.Situation
    context: Context
    found: bool | None

    @classmethod
    def of(cls, school: sides.Situation, asked: Asker, framework: model.Framework) -> _Seen:
        context = sides.context_of(school, framework)
        return cls(school, context, asked(context))


def _fewer_words(
    seen: _Seen, rule: model.Rule | None, every: Iterable[model.Condition], asked: Asker,
    framework: model.Framework,
) -> _Seen:  # fmt: skip
    """The same without what makes no difference."""
    told = [other for other in every if _tells(rule, seen, other)]
    parts = [(name, answer) for name, answers in seen.school.items() for answer in answers]
    for part in parts:
        fewer = {
            name: tuple(answer for answer in answers if (name, answer) != part)
            for name, answers in seen.school.items()
        }
        other = _Seen.of({k: v for k, v in fewer.items() if v}, asked, framework)
        if other.found is seen.found and all(_tells(rule, other, x) for x in told):
            seen = other
    return seen


def _joined(
    situations: Iterable[sides.Situation], framework: model.Framework
) -> tuple[sides.Situation, ...]:
    """Situations that differ in one answer made one."""
    left = [_flat(situation, framework) for situation in situations]
    left = [school for n, school in enumerate(left) if school not in left[:n]]
    joined = True
    while joined:
        joined = False
        for one, other in itertools.combinations(left, 2):
            differ = [key for key in one if one[key] != other.get(key)]
            if one.keys() == other.keys() and len(differ) == 1:
                key = differ[0]
                both = {**one, key: tuple(dict.fromkeys((*one[key], *other[key])))}
                left = [both if x is one else x for x in left if x is not other]
                joined = True
                break
    return tuple(_put_together(school) for school in left)


def _flat(
    situation: sides.Situation, framework: model.Framework
) -> dict[Variable, tuple[str, ...]]:
    flat = {("", name): answers for name, answers in situation.items() if name != sides.STAGES}
    for stage in situation.get(sides.STAGES, ()):
        flat[sides.STAGES, framework.stage_home[stage].id] = (stage,)
    return flat


def _put_together(flat: Mapping[Variable, tuple[str, ...]]) -> sides.Situation:
    stands = tuple(x for (kind, _), some in flat.items() if kind == sides.STAGES for x in some)
    known = {name: answers for (kind, name), answers in flat.items() if kind != sides.STAGES}
    return {**known, sides.STAGES: stands} if stands else known


def _tells(rule: model.Rule | None, seen: _Seen, other: model.Condition) -> bool:
    """Whether a school tells a condition from another."""
    found = holds(other, seen.context)
    if seen.found or rule is None:
        return found is not seen.found
    return found is True and _is_for(rule, seen.context)


def _is_for(rule: model.Rule, context: Context) -> bool:
    """Whether a rule is for a school as far as its procedure says."""
    if rule.only_if is None:
        return binds(rule, context) is True
    outer = context.framework.home[rule.id].only_if
    return outer is None or holds(outer, context) is True


def _fewest(wanted: list[set[int]]) -> list[int]:
    """Few members of which each of some sets has one."""
    chosen: list[int] = []
    while wanted:
        votes: dict[int, int] = {}
        for number in itertools.chain.from_iterable(wanted):
            votes[number] = votes.get(number, 0) + 1
        best = min(votes, key=lambda number: (-votes[number], number))
        chosen.append(best)
        wanted = [some for some in wanted if best not in some]
    return sorted(chosen)
