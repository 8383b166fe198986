"""Every name used in the data must be the name of something, and be used as what it is.

These checks run after the files have been read and look at the objects only; where a fault
stands is asked of the structurer.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

import attrs

from scc_model import model
from scc_model.errors import Fault, Place, UnknownName, nearest, suggestion
from scc_model.model.outline import resolve
from scc_model.model.parts import naming_fields, parts

Origin = Callable[..., Place]


def faults(
    items: Iterable[Any],
    known: Mapping[str, Mapping[str, Any]],
    broken: Collection[str],
    at: Origin,
) -> Iterator[Fault]:
    """Find names of nothing and values a name cannot take.

    Args:
        items: the objects to look through, at any depth.
        known: for each kind of thing, what there is by id.
        broken: ids whose own definition has a fault; they are not reported a second time.
        at: tells where an object, or one of its keys, stands.

    Returns:
        Every fault found.
    """
    for top in items:
        for item in parts(top):
            yield from _names_of_nothing(item, known, broken, at)
            yield from _values(item, known, at)
            if isinstance(item, model.TimeLimit):
                yield from _time_limit(item, at)
            if isinstance(item, model.Invariant):
                yield from _invariant(item, at)
            if isinstance(item, model.CaseloadColumn):
                yield from _column(item, known, at)
            if isinstance(item, model.WalkPlan):
                yield from _walk(item, known, at)


def cycles(
    definitions: Mapping[str, model.Definition], decisions: Mapping[str, model.Decision], at: Origin
) -> Iterator[Fault]:
    """Find definitions and decisions that rest on themselves."""
    named: dict[str, Any] = {f"definition {key}": value for key, value in definitions.items()}
    named |= {f"decision {key}": value for key, value in decisions.items()}
    uses = {
        name: [
            f"definition {part.definition}"
            if isinstance(part, model.DefinitionMet)
            else f"decision {part.decision}"
            for part in parts(thing)
            if isinstance(part, model.DefinitionMet | model.DecisionIs)
        ]
        for name, thing in named.items()
    }
    done: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> Iterator[Fault]:
        if name in path:
            ring = path[path.index(name) :]
            places = "; ".join(f"{one} at {at(named[one])}" for one in ring)
            yield Fault(at(named[name]), f"these rest on one another in a circle: {places}")
        elif name in named and name not in done:
            for used in uses[name]:
                yield from walk(used, (*path, name))
            done.add(name)

    for name in named:
        yield from walk(name, ())


def places(items: Iterable[Any], outline: model.Outline, at: Origin) -> Iterator[Fault]:
    """Find citations of places that the outline does not have."""
    for top in items:
        for item in parts(top):
            if isinstance(item, model.Citation) and item.source == outline.source:
                try:
                    resolve(outline, item.at)
                except UnknownName as error:
                    yield Fault(at(item, item.source), str(error))


def _names_of_nothing(
    item: Any, known: Mapping[str, Mapping[str, Any]], broken: Collection[str], at: Origin
) -> Iterator[Fault]:
    for name_of_field, kind in naming_fields(item.__class__).items():
        value = getattr(item, name_of_field)
        if value is None:
            continue
        names = value if isinstance(value, tuple) else (value,)
        for index, name in enumerate(names):
            if name not in known[kind] and name not in broken:
                told = f"there is no {kind} '{name}'"
                yield Fault(at(item, name_of_field, index), told, _meant(name, known[kind]))


def _meant(name: str, known: Mapping[str, Any]) -> str:
    """What was probably meant, with the place where that is defined."""
    near = nearest(name, known)
    if near is None:
        return suggestion(name, known)
    return f"Did you mean '{near}', at {known[near].place}?"


def renamed(
    procedures: Iterable[model.Procedure],
) -> Iterator[tuple[model.Procedure, str, model.Stage]]:
    """Stages that may have been renamed in one place only.

    Returns:
        The procedure, a name that its transitions use for no stage of it, and a stage of it
        that none of its transitions uses.
    """
    for procedure in procedures:
        used = {name for one in procedure.transitions for name in (*one.from_, one.to)}
        own = {stage.id: stage for stage in procedure.stages}
        lost = [stage for name, stage in own.items() if name not in used]
        for name in sorted(used - own.keys()):
            if len(lost) == 1:
                yield procedure, name, lost[0]


def _values(item: Any, known: Mapping[str, Mapping[str, Any]], at: Origin) -> Iterator[Fault]:
    """Values that the thing named cannot take."""
    if isinstance(item, model.FactIs) and item.fact in known["fact"]:
        allowed = [option.id for option in known["fact"][item.fact].options]
        yield from _not_allowed(item, item.is_, allowed, f"answer to '{item.fact}'", at)
    elif isinstance(item, model.ReadingIs) and item.reading in known["reading"]:
        allowed = [choice.id for choice in known["reading"][item.reading].choices]
        yield from _not_allowed(item, item.is_, allowed, f"choice for '{item.reading}'", at)
    elif isinstance(item, model.DecisionIs) and item.decision in known["decision"]:
        allowed = [outcome.id for outcome in known["decision"][item.decision].outcomes]
        yield from _not_allowed(item, item.is_, allowed, f"outcome of '{item.decision}'", at)
    elif isinstance(item, model.Variation):
        nothing = item.reading is None and item.when is None
        if nothing or (item.reading is None) != (item.is_ is None):
            hint = "Accepted: 'reading' and 'is' together, or 'when', or all three."
            yield Fault(at(item), "this does not say when it applies", hint)
        elif item.reading and item.is_ and item.reading in known["reading"]:
            allowed = [choice.id for choice in known["reading"][item.reading].choices]
            yield from _not_allowed(item, (item.is_,), allowed, f"choice for '{item.reading}'", at)
    elif isinstance(item, model.Reading):
        allowed = [choice.id for choice in item.choices]
        if item.default not in allowed:
            told = f"the default '{item.default}' is not one of the choices"
            yield Fault(at(item, "default"), told, suggestion(item.default, allowed))
    elif isinstance(item, model.Decision):
        allowed = [outcome.id for outcome in item.outcomes]
        for rule in item.rules:
            if rule.outcome not in allowed:
                told = f"'{item.id}' has no outcome '{rule.outcome}'"
                yield Fault(at(rule, "outcome"), told, suggestion(rule.outcome, allowed))


def _invariant(item: model.Invariant, at: Origin) -> Iterator[Fault]:
    """An invariant has exactly one form, and that form is whole."""
    forms = {
        "never": item.never is not None,
        "always": item.always is not None,
        "on": bool(item.on),
        "possible": item.possible is not None,
        "rules": bool(item.rules),
    }
    used = [name for name, given in forms.items() if given]
    whole = {
        "on": item.holds is not None or bool(item.leaves),
        "possible": item.wherever is not None,
        "rules": item.exactly_when is not None or bool(item.counted_from),
    }
    if len(used) != 1 or not whole.get(used[0], True):
        hint = (
            "Accepted: 'never'; 'always'; 'on' with 'holds' or 'leaves'; 'possible' with "
            "'wherever'; or 'rules' with 'exactly_when' or 'counted_from'."
        )
        yield Fault(at(item), f"the invariant '{item.id}' has not exactly one form", hint)


def _column(
    item: model.CaseloadColumn, known: Mapping[str, Mapping[str, Any]], at: Origin
) -> Iterator[Fault]:
    """A column of a list of schools says one thing, and its codes stand for what there is."""
    said = [one for one in (item.holds, item.event, item.fact, item.decision) if one is not None]
    if len(said) != 1:
        hint = "Accepted: one of 'holds', 'event', 'fact' and 'decision'."
        yield Fault(at(item), f"the column '{item.id}' does not say exactly one thing", hint)
    if item.codes and not (item.fact or item.decision):
        hint = "Accepted: codes where the column holds a fact or a decision."
        yield Fault(at(item, "codes"), f"the codes of '{item.id}' can stand for nothing", hint)
    if item.event and item.event in known["event"] and known["event"][item.event].falls_on:
        hint = "Accepted: an event whose date somebody gives."
        yield Fault(at(item, "event"), f"the day of '{item.event}' is worked out", hint)
    allowed: list[str] = []
    if item.fact and item.fact in known["fact"]:
        allowed = [option.id for option in known["fact"][item.fact].options]
    elif item.decision and item.decision in known["decision"]:
        allowed = [outcome.id for outcome in known["decision"][item.decision].outcomes]
    for code in item.codes if allowed else ():
        if code.is_ not in allowed:
            told = f"the code '{code.code}' stands for '{code.is_}', which is none of the answers"
            yield Fault(at(code, "is_"), told, suggestion(code.is_, allowed))


def _walk(
    item: model.WalkPlan, known: Mapping[str, Mapping[str, Any]], at: Origin
) -> Iterator[Fault]:
    """A walk asks for each thing once, under a name that nothing else in it has."""
    fields: set[str] = set()
    for step in item.steps:
        events = [one.event for one in step.events]
        for name in (*step.ask, *step.judge, *step.tick, *events):
            if name in fields:
                yield Fault(at(step), f"the walk '{item.id}' asks for '{name}' twice")
            fields.add(name)
        for name in events:
            if name in known["event"] and known["event"][name].falls_on:
                hint = "Accepted: an event whose date somebody gives."
                yield Fault(at(step, "events"), f"the day of '{name}' is worked out", hint)
        for name in step.tick:
            if name in known["fact"] and known["fact"][name].options != model.YES_OR_NO:
                hint = "Accepted: a fact that is answered yes or no."
                yield Fault(at(step, "tick"), f"'{name}' cannot be ticked", hint)
        rule = known["rule"].get(step.rounds) if step.rounds else None
        if rule is not None and (rule.time_limit is None or rule.time_limit.kind != "cadence"):
            hint = "Accepted: a rule whose time limit is a cadence."
            yield Fault(at(step, "rounds"), f"'{step.rounds}' does not come round", hint)
    ids = [one.id for one in item.steps]
    for name in sorted({one for one in ids if ids.count(one) > 1}):
        yield Fault(at(item, "steps"), f"the walk '{item.id}' has two steps called '{name}'")


def _not_allowed(
    item: Any, given: Iterable[str], allowed: list[str], what: str, at: Origin
) -> Iterator[Fault]:
    for index, value in enumerate(given):
        if value not in allowed:
            told = f"there is no {what} called '{value}'"
            yield Fault(at(item, "is_", index), told, suggestion(value, allowed))


_EVERY_DAY = attrs.fields(model.TimeLimit).day_kind.default
_NEEDS = {
    "limit": ("latest",),
    "usual-target": ("latest",),
    "window": ("earliest", "latest"),
    "usual-window": ("earliest", "latest"),
    "maximum": ("latest", "at_most"),
    "minimum-period": ("earliest", "latest"),
    "not-before": ("earliest",),
    "cadence": ("per",),
}


def _time_limit(limit: model.TimeLimit, at: Origin) -> Iterator[Fault]:
    for needed in _NEEDS.get(limit.kind, ()):
        if getattr(limit, needed) is None:
            yield Fault(at(limit), f"a {limit.kind} needs the key '{needed}'")
    if limit.kind == "cadence":
        yield from _cadence(limit, at)
    if limit.kind == "order-only" and not (limit.promptly or limit.before):
        yield Fault(at(limit), "an order-only rule needs 'promptly: true' or 'before: EVENT'")
    for span in (limit.earliest, limit.latest):
        if span is not None and span.unit == "working day" and limit.day_kind == _EVERY_DAY:
            hint = "Accepted: a day kind that says which days are working days."
            yield Fault(at(limit), "working days are counted but 'day_kind' is not given", hint)


def _cadence(limit: model.TimeLimit, at: Origin) -> Iterator[Fault]:
    if limit.at_least is None and limit.at_most is None:
        yield Fault(at(limit), "a cadence needs the key 'at_least', 'at_most' or both")
    if limit.per is not None and limit.per.unit == "year" and limit.year_kind is None:
        hint = "Accepted: a year kind that says which year is meant."
        yield Fault(at(limit), "a cadence per year needs the key 'year_kind'", hint)
