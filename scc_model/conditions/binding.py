"""Whether a rule applies to a school: its own condition, and which schools it is for.

What a procedure says under ``only_if`` binds its rules: nothing in a procedure for maintained
schools is asked for of an academy. A school that is already past the beginning of a procedure keeps
what it came in with, such as a duty to copy a notice, for as long as it is a school of that kind.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

import attrs

from scc_model import model
from scc_model.conditions.asking import Asked, asking, both, either
from scc_model.conditions.context import Context, holds
from scc_model.conditions.explaining import evaluate
from scc_model.conditions.leaves import leaves, procedures_seen


@attrs.frozen(eq=False)
class _Bound:
    """A rule's conditions as functions of what is known.

    Args:
        own: its own condition, and where it holds.
        binds: whether it is for a school, as far as its procedure and the rule itself say.
    """

    own: Asked
    binds: Asked | None


@functools.lru_cache(maxsize=2_000)
def procedures_of(rule: str, framework: model.Framework) -> frozenset[str]:
    """The procedures whose stages can change whether a rule applies.

    Args:
        rule: id of the rule.
        framework: the procedures.

    >>> from scc_model.loading import load
    >>> sorted(procedures_of("parents-champion", load()))
    ['governance', 'ofsted-category']
    """
    given, home = framework.rules[rule], framework.home[rule]
    bound = procedures_seen(given.applies_when, framework) | {*_kinds(framework)}
    if home.only_if is None:
        return bound
    return bound | procedures_seen(home.only_if, framework) | {home.id}


def applies(rule: model.Rule, context: Context) -> bool | None:
    """Whether a rule applies; none while that is not known.

    Where it is not known what kind of school it is, its own condition decides: only a school that
    it is for comes where that is met. Whoever has to know for certain asks ``binds`` too.

    Args:
        rule: the rule.
        context: what is known.

    >>> from scc_model.loading import load
    >>> framework = load()
    >>> choose = framework.rules["discuss-before-warning-notice"]
    >>> [applies(choose, Context.of(framework, {"school-type": kind}))
    ...  for kind in ("community", "academy")]
    [True, False]
    """
    bound, seen = _bounds(context.framework)[rule.id], _with_kind(context)
    own = bound.own(seen)
    if own is False or bound.binds is None:
        return own if own is True or own is False else None
    for_it = bound.binds(seen)
    if for_it is False:
        return False
    return True if own is True else None


def binds(rule: model.Rule, context: Context) -> bool | None:
    """Whether a rule is for a school, whatever else it asks for; none while that is not known.

    Args:
        rule: the rule.
        context: what is known.
    """
    asked = _bounds(context.framework)[rule.id].binds
    answer = True if asked is None else asked(_with_kind(context))
    return answer if answer is True or answer is False else None


def is_for_kind(event: str, context: Context) -> bool | None:
    """Whether an event is of a procedure for schools of this kind; none where it is for any.

    Args:
        event: id of the event.
        context: what is known of the school.

    >>> from scc_model.loading import load
    >>> academy = Context.of(load(), {"school-type": "academy"})
    >>> [is_for_kind(x, academy)
    ...  for x in ("warning-notice-given", "academy-concern-arose", "report-published")]
    [False, True, None]
    """
    procedure = context.framework.event_home[event]
    needed = [*kinds_needed(procedure.only_if, context.framework)]
    if not needed:
        return None
    return all(holds(kind, _with_kind(context)) is not False for kind in needed)


def is_for_another_kind(rule: model.Rule, context: Context) -> bool:
    """Whether a rule is known to be for schools of another kind, wherever this one stands.

    Args:
        rule: the rule.
        context: what is known of the school.

    >>> from scc_model.loading import load
    >>> board = load().rules["appoint-interim-board"]
    >>> [is_for_another_kind(board, Context.of(load(), {"school-type": kind}))
    ...  for kind in ("voluntary-aided", "academy")]
    [False, True]
    """
    framework, seen = context.framework, _with_kind(context)
    conditions = (framework.home[rule.id].only_if, rule.only_if, rule.own_condition)
    needed = (kind for asked in conditions for kind in kinds_needed(asked, framework))
    return any(holds(kind, seen) is False for kind in needed)


def kinds_of(context: Context) -> tuple[model.Stage, ...]:
    """The stages that say what kind of school it is, as far as that is known.

    >>> from scc_model.loading import load
    >>> [x.id for x in kinds_of(Context.of(load(), {"school-type": "academy"}))]
    ['academy-school']
    """
    stands = _with_kind(context).stands
    procedures = _kinds(context.framework)
    every = (stage for name in procedures for stage in context.framework.procedures[name].stages)
    return tuple(stage for stage in every if stage.id in stands.values())


def facts_of_kind(framework: model.Framework) -> tuple[str, ...]:
    """The facts that say in which stages a school begins by what it is.

    >>> from scc_model.loading import load
    >>> facts_of_kind(load())
    ('school-type',)
    """
    stages = (stage for kinds in _kinds(framework).values() for stage in kinds)
    asked = (leaf for stage in stages for leaf in leaves(stage.starts_when, framework))
    return tuple(dict.fromkeys(leaf.fact for leaf in asked if isinstance(leaf, model.FactIs)))


def open_conditions(rule: model.Rule, context: Context) -> tuple[model.Condition, ...]:
    """What has to be so for a rule to apply, and is not known to be: as few and plain as can be.

    Args:
        rule: the rule.
        context: what is known.

    >>> from scc_model.loading import load
    >>> champion = load().rules["parents-champion"]
    >>> known = Context.of(load(), {"school-type": "community"}, stages=["special-measures"])
    >>> open_conditions(champion, known)
    (DecisionIs(decision='category', is_=('serious-weaknesses', 'special-measures')),)
    """
    framework, seen = context.framework, _with_kind(context)
    asked = (rule.when, rule.only_if, rule.where, framework.home[rule.id].only_if)
    return tuple(dict.fromkeys(part for x in asked for part in _open(x, seen)))


def _open(condition: model.Condition | None, context: Context) -> Iterator[model.Condition]:
    if condition is None or holds(condition, context) is not None:
        return
    if isinstance(condition, model.AllOf):
        for part in condition.all:
            yield from _open(part, context)
    else:
        yield condition


def tasks_of(rule: model.Rule, context: Context) -> tuple[model.Task, ...]:
    """The tasks of a rule that are a school's, or may be: those for other schools are left out.

    Args:
        rule: the rule.
        context: what is known of the school.
    """
    return tuple(task for task in rule.tasks if holds(task.when, context) is not False)


def missing(rule: model.Rule, context: Context) -> tuple[str, ...]:
    """The facts that would settle whether a rule applies, in the order to ask for them.

    Args:
        rule: the rule.
        context: what is known.
    """
    seen = _with_kind(context)
    conditions = open_conditions(rule, context)
    return tuple(dict.fromkeys(x for part in conditions for x in evaluate(part, seen).missing))


def kinds_needed(
    condition: model.Condition | None, framework: model.Framework
) -> Iterator[model.StandsIn]:
    """The parts of a condition without which it cannot hold and that say what kind a school is.

    A kind of school is a stage in which it begins by what it is, such as that of an academy.
    """
    match condition:
        case model.AllOf(parts):
            for part in parts:
                yield from kinds_needed(part, framework)
        case model.DefinitionMet(name):
            yield from kinds_needed(framework.definitions[name].when, framework)
        case model.StandsIn(stages):
            if all(framework.stage_home[stage].id in _kinds(framework) for stage in stages):
                yield condition


@functools.lru_cache(maxsize=8)
def _kinds(framework: model.Framework) -> Mapping[str, tuple[model.Stage, ...]]:
    """The procedures in which a school begins by what it is, with the stages it can begin in."""
    return {
        procedure.id: tuple(stage for stage in procedure.stages if stage.starts)
        for procedure in framework.procedures.values()
        if any(stage.starts_when is not None for stage in procedure.stages)
    }


def _with_kind(context: Context) -> Context:
    """The same, with the kind of school as the facts have it where no stage says it."""
    kinds = _kinds(context.framework)
    if kinds.keys() <= context.stands.keys():
        return context
    if "kind" not in context.kept:
        begun = {}
        for name in kinds.keys() - context.stands.keys():
            possible = [x.id for x in kinds[name] if holds(x.starts_when, context) is not False]
            if len(possible) == 1:
                begun[name] = possible[0]
        known = context.standing({**context.stands, **begun}) if begun else context
        context.kept["kind"] = known
    seen: Context = context.kept["kind"]
    return seen


@functools.lru_cache(maxsize=8)
def _bounds(framework: model.Framework) -> Mapping[str, _Bound]:
    ask = asking(framework).ask
    homes = {x.id: _home(x, framework) for x in framework.procedures.values()}
    bounds = {}
    for rule in framework.rules.values():
        parts = [homes[framework.home[rule.id].id]]
        parts += [ask(rule.only_if)] if rule.only_if is not None else []
        given = [part for part in parts if part is not None]
        bound = both(*given) if given else None
        bounds[rule.id] = _Bound(ask(rule.own_condition), bound)
    return bounds


def _home(procedure: model.Procedure, framework: model.Framework) -> Asked | None:
    """Whether the rules of a procedure are for a school: it may enter it, or is in it already."""
    if procedure.only_if is None:
        return None
    ask = asking(framework).ask
    inside = tuple(stage.id for stage in procedure.stages if not stage.starts)
    enters = ask(procedure.only_if)
    if not inside:
        return enters
    kinds = map(ask, kinds_needed(procedure.only_if, framework))
    return both(*kinds, either(ask(model.StandsIn(inside)), enters))
