"""Things that nothing uses, and switches that change nothing."""

from __future__ import annotations

from collections.abc import Iterator

from scc_model import model
from scc_model.errors import Fault
from scc_model.loading.checks.common import at
from scc_model.loading.kinds import KINDS, PROCEDURES
from scc_model.model import parts


def reading_without_effect(framework: model.Framework) -> Iterator[Fault]:
    """A reading said to change something that no condition or time limit looks at."""
    used = {part.reading for part in _switches(framework)}
    for reading in framework.readings.values():
        if (reading.changes != "wording") != (reading.id in used):
            message = (
                f"the reading '{reading.id}' changes {reading.changes}, but nothing looks at it"
                if reading.changes != "wording"
                else f"the reading '{reading.id}' changes only wording, but something looks at it"
            )
            yield Fault(at(reading), message)


def choice_without_effect(framework: model.Framework) -> Iterator[Fault]:
    """A choice of a reading that nothing tells from the default."""
    apart: dict[str, set[str]] = {}
    for part in _switches(framework):
        chosen = {part.is_} if isinstance(part, model.Variation) else {*part.is_}
        reading = framework.readings[part.reading or ""]
        every = {choice.id for choice in reading.choices}
        told_apart = every - chosen if reading.default in chosen else chosen
        apart.setdefault(reading.id, set()).update(filter(None, told_apart))
    for reading in framework.readings.values():
        for choice in reading.choices if reading.id in apart else ():
            if choice.id not in {reading.default, *apart[reading.id]}:
                message = (
                    f"nothing tells the choice '{choice.id}' of '{reading.id}' from the default"
                )
                yield Fault(at(reading), message)


def announcement_without_outcome(framework: model.Framework) -> Iterator[Fault]:
    """A fact that is to say which outcome was announced, and has the id of none as an answer."""
    for decision in framework.decisions.values():
        if decision.announced_by is None:
            continue
        fact = framework.facts[decision.announced_by]
        outcomes = [outcome.id for outcome in decision.outcomes]
        if {*outcomes}.isdisjoint(option.id for option in fact.options):
            message = (
                f"no answer to '{fact.id}' is an outcome of '{decision.id}', so it announces none"
            )
            yield Fault(at(decision), message, f"Its outcomes: {', '.join(outcomes)}.")


def name_unused(framework: model.Framework) -> Iterator[Fault]:
    """A role, fact, source, event, definition, decision, document or year kind without a use."""
    used = {("fact", name) for name in framework.kinds_of_school}
    used |= {("decision", name) for name in framework.classification}
    steps = (step for walk in framework.walks.values() for step in walk.steps)
    used |= {("definition", name) for step in steps for name in step.says}
    for kind in KINDS:
        if kind.file != PROCEDURES and kind.name != "walk":  # procedures hold their own lists
            for thing in getattr(framework, kind.field).values():
                # A column of a list of schools uses the source that writes it, and nothing else.
                used.update(parts.names(thing.cite if kind.name == "column" else thing))
    used.update(parts.names(framework.bank_holidays))
    for kind in KINDS:
        for name, thing in getattr(framework, kind.field).items() if kind.serves else ():
            listed = kind.name == "source" and thing.cite  # the procedures themselves list it
            if (kind.name, name) not in used and not listed:
                yield Fault(at(thing), f"nothing uses the {kind.name} '{name}'")


def _switches(framework: model.Framework) -> Iterator[model.ReadingIs | model.Variation]:
    """Conditions and variations that look at a reading."""
    for thing in (*framework.procedures.values(), *framework.documents.values()):
        for part in parts.parts(thing):
            if isinstance(part, model.ReadingIs) or (
                isinstance(part, model.Variation) and part.reading
            ):
                yield part
