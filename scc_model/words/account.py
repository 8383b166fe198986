"""A case in plain words: its events, and what may follow.

The command line, the notebook and the walk show the same words.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

import attrs

from scc_model import model
from scc_model.cases.case import Entry
from scc_model.cases.journey import Journey
from scc_model.cases.replay.happened import Contradiction, Happened
from scc_model.chart.happenings import happenings
from scc_model.chart.steps import Step
from scc_model.conditions import unmet
from scc_model.dates import long_date
from scc_model.words import wording
from scc_model.words.corrections import corrections


@attrs.frozen
class Recorded:
    """Something that the record of events holds or tells of, and what became of it.

    Args:
        number: its number in the file, counted from 1; none for a day that the calendar brought,
            and for what is presumed.
        event: id of the event.
        first: the first day that it can have been.
        date: its day; where that is not known, the last that it can have been.
        status: ``counted``, ``presumed``, ``worked-out``, ``planned``, ``contradicts`` or
            ``withdrawn``.
        entry: the entry of the file; none for one without a number.
        happened: where it led, for one that happened.
        why: why it is presumed or does not count, a sentence each.
        instead_of: answers known before, by fact, that its own answers replaced.
        any_day_before: whether its first day is only that on which the case begins.
        contradicts: the numbers of the entries that it contradicts.
    """

    number: int | None
    event: str
    first: dt.date
    date: dt.date
    status: str
    entry: Entry | None = None
    happened: Happened | None = None
    why: tuple[str, ...] = ()
    instead_of: Mapping[str, str] = attrs.field(factory=dict)
    any_day_before: bool = False
    contradicts: tuple[int, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether its day is known."""
        return self.first == self.date and not self.any_day_before

    @property
    def standing(self) -> str:
        """How it is known: ``recorded``, ``presumed``, ``worked-out`` or ``withdrawn``."""
        known = {"presumed", "worked-out", "withdrawn"}
        return self.status if self.status in known else "recorded"

    @property
    def day(self) -> str:
        """Its day in words, or the days between which it must lie."""
        if self.any_day_before:
            return f"on or before {long_date(self.date)}"
        if self.first == self.date:
            return long_date(self.date)
        return f"from {long_date(self.first)} to {long_date(self.date)}"

    @property
    def is_expected(self) -> bool:
        """Whether it is only expected to have happened, which is less than that it must have."""
        return self.happened is not None and self.happened.expected

    @property
    def entered(self) -> tuple[str, ...]:
        """The stages that the school came to by it."""
        return self.happened.step.entered if self.happened is not None else ()


def record_of_events(journey: Journey) -> list[Recorded]:
    """Everything recorded and every day that the calendar brought, by day; nothing is left out."""
    happened = enumerate(journey.replayed.happened)
    order = {id(event.entry): place for place, event in happened if event.entry}
    every = [*_counted(journey), *_not_counted(journey)]
    return sorted(every, key=lambda event: (event.date, order.get(id(event.entry), len(order))))


def _numbers(journey: Journey) -> dict[int, int]:
    return {id(entry): number for number, entry in enumerate(journey.case.events, 1)}


def _counted(journey: Journey) -> Iterator[Recorded]:
    known, numbers = dict(journey.case.facts), _numbers(journey)
    framework, begins = journey.context.framework, journey.case.begins
    for event in journey.replayed.happened:
        entry = event.entry
        if entry is None:
            why = _because(event, framework)
            last = event.date if event.in_doubt else event.last
            yield Recorded(
                None, event.event, event.first, last, event.standing, happened=event, why=why,
                any_day_before=event.standing == "presumed" and event.first == begins,
            )  # fmt: skip
            continue
        instead_of = {
            name: known[name]
            for name, answer in entry.facts.items()
            if known.get(name, answer) != answer
        }
        known |= entry.facts
        yield Recorded(
            numbers[id(entry)], event.event, event.first, event.last, "counted", entry, event,
            why=_taken_by(event, min(entry.by or journey.as_at, journey.as_at)),
            instead_of=instead_of, any_day_before=entry.date is None and event.first == begins,
        )  # fmt: skip


def _not_counted(journey: Journey) -> Iterator[Recorded]:
    framework, numbers = journey.context.framework, _numbers(journey)
    uncounted: list[tuple[str, Entry, list[str]]] = [
        ("contradicts", wrong.entry, why_contradicts(wrong, framework))
        for wrong in journey.replayed.contradictions
    ]
    against = {
        id(wrong.entry): tuple(numbers[id(entry)] for entry in wrong.against)
        for wrong in journey.replayed.contradictions
    }
    uncounted += [("planned", entry, []) for entry in journey.replayed.planned]
    uncounted += [
        ("withdrawn", entry, [entry.withdrawn]) for entry in journey.case.events if entry.withdrawn
    ]
    for status, entry, why in uncounted:
        last = entry.last or journey.as_at
        first = min(entry.first or journey.case.begins, last)
        yield Recorded(
            numbers[id(entry)], entry.event, first, last, status, entry, why=tuple(why),
            contradicts=against.get(id(entry), ()), any_day_before=entry.first is None,
        )  # fmt: skip


def came_of(recorded: Recorded, framework: model.Framework) -> list[str]:
    """What came of an entry, a sentence each: stages, reasons, answers, its note."""
    stages = wording.titles(recorded.entered, framework.stages)
    sentences = [f"To {stages}."] if stages else []
    sentences += map(wording.sentence, recorded.why)
    entry = recorded.entry
    if entry is None:
        return sentences
    sentences += answers_of(entry, framework, recorded.instead_of)
    sentences += [f"Note: {entry.note}"] if entry.note else []
    return [*sentences, *corrections(entry, framework)]


def answers_of(
    entry: Entry, framework: model.Framework, instead_of: Mapping[str, str] | None = None
) -> list[str]:
    """The answers that were given with an entry, a sentence each.

    Args:
        entry: the entry.
        framework: the procedures.
        instead_of: answers known before, by fact, that its own replaced.
    """
    sentences = []
    for name, answer in entry.facts.items():
        fact, before = framework.facts[name], (instead_of or {}).get(name)
        instead = f" (before: {fact.label(before)})" if before is not None else ""
        sentences.append(f"{fact.question} {fact.label(answer)}{instead}.")
    for name, outcome in entry.decided.items():
        decision = framework.decisions[name]
        sentences.append(f"{decision.title}: {decision.outcome(outcome).title}.")
    return sentences


def _taken_by(event: Happened, last: dt.date) -> tuple[str, ...]:
    """By when something is taken to have happened whose day is not known, in a sentence.

    Args:
        event: what happened.
        last: the last day that it can have been, as far as its own entry says.
    """
    if event.entry is None or event.entry.date is not None or event.last >= last:
        return ()
    by = long_date(event.last)
    return (f"Its day is not known. It is taken to have been on or before {by}, as it fits then.",)


def _because(event: Happened, framework: model.Framework) -> tuple[str, ...]:
    """What something is presumed from, in a sentence."""
    if event.unless:
        titles = wording.titles(event.unless, framework.events, "or")
        came = "It came on the first of these days" if event.shown else "It came"
        return (f"{came}, unless this has happened in time: {titles}.",)
    if event.because is None:
        return ()
    source = framework.events[event.because.event].title
    has = "is expected to have happened by then" if event.expected else "must have happened"
    known = f"Nobody recorded it. It {has}, because this is recorded: {source}."
    if event.bounded_by in ("", event.because.event):
        return (known,)
    return known, f"It came before this: {framework.events[event.bounded_by].title}."


def why_contradicts(wrong: Contradiction, framework: model.Framework) -> list[str]:
    """Why an entry cannot have been, a sentence each, the guards that failed among them."""
    sentences, step = [wrong.why], wrong.step
    if step is None:
        return sentences
    if step.when.value is False:
        parts = unmet(step.event.when, step.context)
        sentences += [f"For it, {_not_met(part, framework)}" for part in parts]
    for move in step.moves:
        parts = unmet(move.transition.when, step.context)
        into = framework.stages[move.transition.to].title
        sentences += [f"To come to '{into}', {_not_met(part, framework)}" for part in parts]
    if not step.moves:
        sentences.append(happens_from(step.event, framework))
    return sentences


def _not_met(part: model.Condition, framework: model.Framework) -> str:
    return f"this has to be so and is not: {needed(part, framework)}."


def needed(part: model.Condition, framework: model.Framework) -> str:
    """A condition that has to be so, in words: a definition by its title."""
    if isinstance(part, model.DefinitionMet):
        return framework.definitions[part.definition].title
    return wording.condition(part, framework)


def happens_from(event: model.Event, framework: model.Framework) -> str:
    """The stages from which an event leads somewhere, in a sentence."""
    begins = stages_before(event, framework)
    if not begins:
        return "It moves nothing, and can be recorded wherever the school stands."
    return f"It happens where the school stands in {stages_named(begins, framework)}."


def stages_named(names: Iterable[str], framework: model.Framework) -> str:
    """Stages by their titles, those of a procedure together."""
    homes: dict[str, list[str]] = {}
    for name in names:
        title = framework.stage_home[name].title
        homes.setdefault(title, []).append(f"'{framework.stages[name].title}'")
    named = (f"{wording.listed(titles, 'or')} ({title})" for title, titles in homes.items())
    return wording.listed(named, "or")


def stages_before(event: model.Event, framework: model.Framework) -> tuple[str, ...]:
    """The stages from which an event leads on, in the procedure that decides where one does."""
    happening = happenings(framework)[event.id]
    ways = [way for way in happening.ways if way.procedure == happening.decider] or happening.ways
    return tuple(dict.fromkeys(stage for way in ways for stage in way.transition.from_))


def leads_to(step: Step, framework: model.Framework) -> str:
    """The stages that an event leads to, in words."""
    titles = [framework.stages[name].title for name in step.entered]
    if not titles:
        titles = [framework.stages[move.transition.to].title for move in step.moves]
        return f"perhaps {wording.listed(dict.fromkeys(titles), 'or')}"
    return wording.listed(dict.fromkeys(titles))


def ask(name: str, framework: model.Framework) -> str:
    """A question with the answers it takes, for one who types them.

    >>> from scc_model.loading import load
    >>> ask("serious-breakdown", load()).partition("? ")[2]
    '--fact serious-breakdown=ANSWER: yes (Yes), no (No)'
    """
    fact = framework.facts[name]
    return f"{fact.question} --fact {name}=ANSWER: {answers(fact)}"


def answers(fact: model.Fact) -> str:
    """The answers that a question takes: the id of each, and what it is called."""
    return ", ".join(f"{option.id} ({option.label})" for option in fact.options)
