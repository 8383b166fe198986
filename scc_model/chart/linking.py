"""What one thing of the procedures says of another: the edges of the state graph."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from scc_model import model
from scc_model.chart.happenings import happenings
from scc_model.model import parts

# The kinds of edge, each with what its end is or does to its start.
MOVES: Final = {
    "transition": "can follow on",
    "allows": "can happen in",
    "enters": "entered by",
    "guard": "entered with regard to",
}
DATES: Final = {
    "counted from": "counted from",
    "before": "due before",
    "starts": "begins with",
    "ends": "ends with",
    "breaks": "broken with",
    "met by": "meets",
    "falls on": "falls on the last day of",
    "not before": "cannot come before",
    "estimate": "estimated from",
    "tells of": "tells of",
}
PEOPLE: Final = {
    "carried out by": "carries out",
    "received by": "is addressed by",
    "document": "is the subject of",
    "sends": "is sent by",
    "written by": "writes",
}
KNOWN: Final = {
    "looked at": "looks at",
    "holds in": "holds in",
    "varies": "varies with",
    "bears on": "is read with",
}
BODIES: Final = {"brings about": "brought about by", "part of": "has as a part"}
KINDS: Final = MOVES | DATES | PEOPLE | KNOWN | BODIES

_NODES: Final = frozenset(
    {"stage", "event", "rule", "definition", "decision", "role", "document", "fact", "reading"}
)
_IN, _OUT = False, True
# What it says where a field of the data names another thing, and whether the edge runs out to
# what is named or in from it.
_FIELDS: Final[Mapping[tuple[type[Any], str], tuple[str, bool]]] = {
    (model.Event, "by"): ("brings about", _IN),
    (model.Event, "falls_on"): ("falls on", _IN),
    (model.Event, "not_before"): ("not before", _IN),
    (model.Estimate, "from_"): ("estimate", _IN),
    (model.Presumption, "from_"): ("tells of", _IN),
    (model.Rule, "actors"): ("carried out by", _OUT),
    (model.Rule, "to"): ("received by", _OUT),
    (model.Rule, "document"): ("document", _OUT),
    (model.Rule, "holds_in"): ("holds in", _IN),
    (model.Rule, "starts_with"): ("starts", _IN),
    (model.Rule, "met_by"): ("met by", _OUT),
    (model.Rule, "met_by_one_of"): ("met by", _OUT),
    (model.Rule, "sends"): ("sends", _OUT),
    (model.Rule, "ends_with"): ("ends", _IN),
    (model.Rule, "broken_with"): ("breaks", _IN),
    (model.Rule, "readings"): ("bears on", _IN),
    (model.TimeLimit, "from_"): ("counted from", _IN),
    (model.TimeLimit, "before"): ("before", _IN),
    (model.Changed, "from_"): ("counted from", _IN),
    (model.Cap, "from_"): ("counted from", _IN),
    (model.Variation, "reading"): ("varies", _IN),
    (model.Document, "by"): ("written by", _OUT),
    (model.Role, "part_of"): ("part of", _OUT),
}


@attrs.frozen
class Link:
    """An edge: two nodes by kind and id, and what it carries.

    Args:
        key: tells it from other edges between the same two nodes.
        kind: one of :data:`KINDS`.
        positive: false where a condition asks that something is not so.
        way: whether a school can get on along it.
        more: what else it carries.
    """

    start: tuple[str, str]
    end: tuple[str, str]
    key: str
    kind: str
    positive: bool = True
    way: bool = False
    more: Mapping[str, Any] = attrs.field(factory=dict)


@attrs.frozen
class _Named:
    """An id that stands somewhere in a thing: by what it is named, and what it names."""

    by: Any
    field: str
    kind: str
    name: str
    positive: bool

    @property
    def node(self) -> tuple[str, str]:
        """What it names, by kind and id."""
        return self.kind, self.name


@attrs.frozen
class Linker:
    """Finds the links of a framework."""

    framework: model.Framework

    def links(self) -> Iterator[Link]:
        """Every link, in the order of the data."""
        framework = self.framework
        for procedure in framework.procedures.values():
            for transition in procedure.transitions:
                yield from self._moves(procedure, transition)
        for kind, things in (
            ("stage", framework.stages), ("event", framework.events), ("rule", framework.rules),
            ("definition", framework.definitions), ("decision", framework.decisions),
            ("document", framework.documents), ("role", framework.roles),
        ):  # fmt: skip
            for thing in things.values():
                yield from self._named_in(kind, thing)

    def _moves(self, procedure: model.Procedure, transition: model.Transition) -> Iterator[Link]:
        """What a transition links: the stages it leaves, its event, and what its guard looks at."""
        framework = self.framework
        event = framework.events[transition.event]
        decider = happenings(framework)[event.id].decider
        decides = decider in {None, procedure.id}
        stages = [framework.stages[name] for name in transition.from_]
        begins = any(stage.starts for stage in stages)
        entered, happens = ("stage", transition.to), ("event", event.id)
        # Where a school begins it stands without having done anything. What brings it away is then
        # what the event or the guard waits for, if it waits for something.
        day_waits = bool(event.falls_on) or not self._holds_at_start(event.when)
        guard_waits = not self._holds_at_start(transition.when)
        happened = {"event": event.id, "event_title": event.title, "guard": transition.when}
        carried = {
            "event": event.id, "event_title": event.title, "by": event.by,
            "guard": transition.when, "text": transition.text, "cite": transition.cite,
        }  # fmt: skip
        for stage in stages:
            start = ("stage", stage.id)
            way = not stage.starts or (decides and not day_waits and not guard_waits)
            yield Link(start, entered, transition.id, "transition", way=way, more=carried)
            if decides:
                yield Link(start, happens, "allows", "allows", way=way)
        for reference in _named(transition.when):
            way = begins and guard_waits and self._opens(reference)
            key = f"guard {transition.id}"
            yield Link(reference.node, entered, key, "guard", reference.positive, way, happened)
            if way and decides:
                yield Link(reference.node, happens, "allows", "allows", way=True)
        # From a later stage it is the stage that leads on; and a procedure that decides an event
        # shows by its own transitions what follows from what.
        way = begins and (day_waits or decider != procedure.id)
        yield Link(happens, entered, f"enters {transition.id}", "enters", way=way, more=happened)

    def _named_in(self, kind: str, thing: Any) -> Iterator[Link]:
        """What a thing names in its conditions and elsewhere."""
        for reference in _named(thing):
            link, out = _FIELDS.get((type(reference.by), reference.field), ("looked at", _IN))
            holder = (kind, thing.id)
            start, end = (holder, reference.node) if out else (reference.node, holder)
            way = self._is_way(link, holder, reference)
            yield Link(start, end, link, link, reference.positive, way)

    def _is_way(self, link: str, holder: tuple[str, str], reference: _Named) -> bool:
        """Whether a school gets on by it: a day that comes, or something that opens an event."""
        if link == "counted from":
            return holder[1] in self._bring_a_day
        if link == "looked at":
            return holder[0] in {"event", "definition"} and self._opens(reference)
        return link == "falls on"

    @functools.cached_property
    def _bring_a_day(self) -> frozenset[str]:
        """The rules on whose last day an event falls."""
        return frozenset(n for event in self.framework.events.values() for n in event.falls_on)

    def _opens(self, reference: _Named) -> bool:
        """Whether a condition waits for it: a stage entered later, an event, what rests on one."""
        if reference.kind == "stage":
            return reference.positive and not self.framework.stages[reference.name].starts
        if isinstance(reference.by, model.HasHappened | model.PeriodOver):
            return reference.positive and reference.field != "since"
        if reference.kind == "definition":
            when = self.framework.definitions[reference.name].when
            return reference.positive and not self._holds_at_start(when)
        return False

    def _holds_at_start(self, condition: model.Condition | None) -> bool:
        """Whether it can hold while every procedure stands where it begins."""
        match condition:
            case model.StandsIn(names):
                return any(self.framework.stages[name].starts for name in names)
            case model.HasHappened() | model.PeriodOver():
                return False
            case model.DefinitionMet(name):
                return self._holds_at_start(self.framework.definitions[name].when)
            case model.AllOf(inner):
                return all(map(self._holds_at_start, inner))
            case model.AnyOf(inner):
                return any(map(self._holds_at_start, inner))
            case model.Exactly(number, inner):
                return sum(map(self._holds_at_start, inner)) >= number
            case _:
                return True


def _named(item: Any, *, positive: bool = True) -> Iterator[_Named]:
    """Every id within an object that names a node, and whether a condition asks for it or not."""
    if isinstance(item, tuple):
        for part in item:
            yield from _named(part, positive=positive)
    elif attrs.has(type(item)):
        naming = parts.naming_fields(item.__class__)
        for field in attrs.fields(type(item)):
            value = getattr(item, field.name)
            kind = naming.get(field.name)
            if kind is None and field.name != "place":
                yield from _named(value, positive=positive != isinstance(item, model.Not))
            elif kind in _NODES and value is not None:
                for name in value if isinstance(value, tuple) else (value,):
                    yield _Named(item, field.name, kind, name, positive)
