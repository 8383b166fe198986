"""Walks: each asks for a thing once, and its example can be entered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

import attrs

from scc_model import model
from scc_model.errors import Fault, suggestion
from scc_model.loading.forms import GIVEN, answers, worked_out
from scc_model.loading.kinds import Known, Origin
from scc_model.loading.structuring import Structurer


def faults(known: Known, structurer: Structurer) -> Iterator[Fault]:
    """Find what a walk cannot ask, and examples that it cannot show.

    Args:
        known: for each kind of thing, what there is by id.
        structurer: knows where everything stands, and what has faults of its own already.
    """
    for plan in known["walk"].values():
        if structurer.whole(plan):
            yield from _asked_once(plan, known, structurer.origin)
            yield from _example(plan, known, structurer.origin)


def _asked_once(plan: model.WalkPlan, known: Known, at: Origin) -> Iterator[Fault]:
    """A walk asks for each thing once, under a name that nothing else in it has."""
    fields: set[str] = set()
    for step in plan.steps:
        events = [event.event for event in step.events]
        for name in (*step.ask, *step.judge, *step.tick, *events):
            if name in fields:
                yield Fault(at(step), f"the walk '{plan.id}' asks for '{name}' twice")
            fields.add(name)
        for name in events:
            if worked_out(name, known):
                yield Fault(at(step, "events"), f"the day of '{name}' is worked out", GIVEN)
        for name in step.tick:
            if name in known["fact"] and known["fact"][name].options != model.YES_OR_NO:
                hint = "Accepted: a fact that is answered yes or no."
                yield Fault(at(step, "tick"), f"'{name}' cannot be ticked", hint)
        rule = known["rule"].get(step.rounds) if step.rounds else None
        if rule is not None and (rule.time_limit is None or rule.time_limit.kind != "cadence"):
            hint = "Accepted: a rule whose time limit is a cadence."
            yield Fault(at(step, "rounds"), f"'{step.rounds}' does not come round", hint)
    ids = [step.id for step in plan.steps]
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield Fault(at(plan, "steps"), f"the walk '{plan.id}' has two steps called '{name}'")


def _example(plan: model.WalkPlan, known: Known, at: Origin) -> Iterator[Fault]:
    """What the example says can be entered in the form of the walk."""
    fields = _fields(plan, known)
    for name, given in plan.example.items():
        if name not in fields:
            message = f"the walk '{plan.id}' has no field '{name}'"
            yield Fault(at(plan.example, name), message, suggestion(name, fields))
            continue
        field = fields[name]
        if len(given) > field.most:
            message = f"'{name}' has {len(given)} values, and the walk asks for {field.most}"
            yield Fault(at(plan.example, name), message)
        for value in given:
            place = at(plan.example, name, value)
            if field.day and not _is_date(value):
                yield Fault(place, f"'{value}' is not a date", "Accepted: such as 2014-11-07.")
            elif field.allowed is not None and value not in field.allowed:
                message = f"'{value}' cannot be entered for '{name}'"
                yield Fault(place, message, suggestion(value, field.allowed))


@attrs.frozen
class _Field:
    """A field of a walk: how many values it takes, and which; any, for what is not known."""

    allowed: Collection[str] | None = None
    most: int = 1
    day: bool = False


def _fields(plan: model.WalkPlan, known: Known) -> dict[str, _Field]:
    fields: dict[str, _Field] = {}
    for step in plan.steps:
        fields |= {name: _Field(answers(known, "fact", name)) for name in (*step.ask, *step.tick)}
        fields |= {name: _Field(answers(known, "decision", name)) for name in step.judge}
        fields |= {event.event: _Field(most=event.times, day=True) for event in step.events}
        if step.needs:
            fields["need"] = _Field([need.id for need in step.needs], len(step.needs))
        if step.checklist is not None:
            fields["done"] = _Field(known["rule"], len(known["rule"]))
    for name in plan.readings:
        fields[f"reading-{name}"] = _Field(answers(known, "reading", name))
    if plan.dated:
        fields["as-at"] = _Field(day=True)
    return fields


def _is_date(value: str) -> bool:
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
