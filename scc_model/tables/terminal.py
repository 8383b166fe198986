"""Timelines, classifications and cases for a terminal."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from scc_model.cases.asking import next_question
from scc_model.cases.duties.duty import Duty
from scc_model.cases.journey import Journey
from scc_model.cases.powers.power import Power
from scc_model.cases.timelines import Timeline
from scc_model.chart.steps import Step, step, unsettled
from scc_model.conditions.classification import Classification, Classified
from scc_model.dates import long_date
from scc_model.tables import explained
from scc_model.tables.text import shown, text_table
from scc_model.words import (
    account,
    explaining,
    obligations,
    permissions,
    standing,
    uncertain,
    wording,
)
from scc_model.words.positions import Position, positions_of

_FEW = 3  # questions or sentences shown in a cell

# --- Without a case ------------------------------------------------------------------------------


def timeline_text(timeline: Timeline, title: str, width: int = 100) -> str:
    """A timeline.

    Args:
        timeline: the timeline.
        title: its heading.
        width: characters in a line.
    """
    rows = [
        (
            wording.capital(obligations.when(row)),
            row.rule.title,
            wording.actors(row.rule, timeline.context),
            wording.STATUS[row.status],
        )
        for row in timeline.rows
    ]
    table = text_table(("When", "What", "Who", "How it stands"), rows, width)
    lines = [title, f"As at {long_date(timeline.as_at)}.", "", table]
    if any(row.deadline and row.deadline.estimated for row in timeline.rows):
        lines += ["", "Estimates move when the real dates are given (--event NAME=YYYY-MM-DD)."]
    for line in explaining.uncertain(timeline.rows, timeline):
        lines += ["", line]
    presumed = standing.must_have_happened(timeline.seen)
    if presumed:
        lines += ["", "Must have happened already", *(f"- {shown(line)}" for line in presumed)]
    return "\n".join(lines)


def classification_text(classification: Classification) -> str:
    """A classification, for a text file too."""
    lines = [
        line for decided in classification.decisions for line in _decided(decided, classification)
    ]
    fact = classification.next_question
    if fact is not None:
        answers = f"  --fact {fact.id}=ANSWER: {account.answers(fact)}"
        lines += ["", f"Next question: {fact.question}", answers]
    return "\n".join(lines) + "\n"


def _decided(decided: Classified, classification: Classification) -> list[str]:
    context, result = classification.context, decided.result
    if decided.outcome is None:
        possible = [decided.decision.outcome(name).title for name in result.possible]
        return [
            f"{decided.decision.title}: cannot yet say.",
            f"  Still possible: {wording.listed(possible, 'or')}.",
        ]
    lines = [f"{decided.decision.title}: {decided.outcome.title}"]
    if result.rule is not None:
        source = wording.citations(result.rule.cite, context.framework)
        lines += [f"  Why: {result.rule.because}", f"  Source: {source}"]
    known = explaining.findings(result.because, context.framework, context.facts)
    lines += [f"  - {line}" for line in known]
    if decided.outcome.leads_to:
        lines.append(f"  What it leads to: {decided.outcome.leads_to}")
    return lines


# --- A case --------------------------------------------------------------------------------------


def _of_case(journey: Journey, *lines: str) -> str:
    """What is said of a case, under the heading with which every view of it begins."""
    school = shown(journey.case.school) or "A school without a name"
    return "\n".join([school, f"As at {long_date(journey.as_at)}.", "", *lines])


def case_text(journey: Journey) -> str:
    """A whole case: answers, positions, the record of events, and how much is to be done."""
    framework = journey.context.framework
    positions = positions_of(journey)
    moved = [
        (position.procedure.title, position.named, _since(position))
        for position in positions
        if position.moved
    ]
    lines = [*_answers(journey), "Where the school stands", ""]
    lines += [text_table(("Procedure", "Stage", "Since"), moved), ""] if moved else []
    lines += [
        f"To know where it stands in the others: {account.ask(fact, framework)}"
        for fact in unsettled(journey.context)
    ]
    began = wording.counted(len(positions) - len(moved), "procedure")
    lines += [f"In {began} it stands where it began.", "", "Events", "", _events(journey)]
    for event in journey.case.did_not_happen:
        lines.append(f"Did not happen: {framework.events[event].title}.")
    if journey.case.complete is False:
        lines += ["", "The record is not complete: what is not recorded is not known."]
    lines += ["", *uncertain.announced(journey), *uncertain.taken_by_then(journey)]
    lines.append(_how_much(obligations.to_do(journey)))
    question = next_question(journey)
    if question is not None:
        lines.append(f"What would settle most: {account.ask(question.id, framework)}")
    for name, choice in journey.case.readings.items():
        reading = framework.readings[name]
        lines.append(f"Reading {reading.ref} ({reading.title}): {reading.choice(choice).text}")
    return _of_case(journey, *lines)


def _how_much(due: Sequence[Duty]) -> str:
    """How much is to be done, how much of it is late, and how much is not certain."""
    how_many = Counter[str](duty.status for duty in due)
    certain = len(due) - sum(how_many[status] for status in obligations.NOT_CERTAIN)
    parts = [
        f"To do: {wording.counted(certain, 'thing')} ('scc case due')",
        f"overdue: {wording.counted(how_many['overdue'], 'thing')}",
    ]
    parts += [f"not recorded: {how_many['not-recorded']}"] if how_many["not-recorded"] else []
    parts += [f"if something is so: {how_many['if']}"] if how_many["if"] else []
    return f"{'; '.join(parts)}."


def _answers(journey: Journey) -> list[str]:
    facts = journey.context.framework.facts
    rows = [
        (facts[name].question, facts[name].label(answer), name)
        for name, answer in journey.context.facts.items()
    ]
    table = text_table(("Question", "Answer", "Fact"), rows) if rows else ""
    return ["What is known", "", table, ""] if rows else []


def _since(position: Position) -> str:
    """Since when the school stands in a stage, so that each day is on one line."""
    if len(position.stages) > 1:
        return "not known which"
    day = _day(position.since) if position.since is not None else ""
    doubt = "" if position.exact else "on or before "
    return f"{doubt}{day}{' (must have; not recorded)' if position.presumed else ''}"


def _within(recorded: account.Recorded) -> str:
    """The day of something that happened, or the days between which it must lie."""
    if recorded.any_day_before:
        return f"by {_day(recorded.date)}"
    if recorded.first == recorded.date:
        return _day(recorded.date)
    return f"{_day(recorded.first)} to {_day(recorded.date)}"


def _events(journey: Journey) -> str:
    framework = journey.context.framework
    rows = [
        (
            "" if recorded.number is None else str(recorded.number),
            _within(recorded),
            framework.events[recorded.event].title,
            explained.STATUS[recorded.status],
            shown(" ".join(account.came_of(recorded, framework))),
        )
        for recorded in account.record_of_events(journey)
    ]
    if not rows:
        return "None is recorded. 'scc case next' says which may come."
    return text_table(("No.", "Day", "Event", "Status", "What came of it"), rows)


def _day(day: dt.date) -> str:
    """A date that stands on one line of a table."""
    return long_date(day).replace(" ", "\N{NO-BREAK SPACE}")


def duties_text(duties: Sequence[Duty], journey: Journey) -> str:
    """Duties as a table."""
    if not duties:
        return _of_case(journey, "Nothing is to be done.")
    rows = [
        (
            wording.STATUS[duty.status],
            _when(duty, journey),
            _what(duty, journey),
            wording.actors(duty.rule, journey.context),
            duty.rule.id,
        )
        for duty in duties
    ]
    heads = ("How it stands", "When", "What", "Who", "Rule")
    return _of_case(journey, text_table(heads, rows),
                    *(f"\n{line}" for line in explaining.uncertain(duties, journey)))  # fmt: skip


def _what(duty: Duty, journey: Journey) -> str:
    doubts = uncertain.doubts(duty, journey.context.framework)
    return " ".join([f"{duty.rule.title}.", *doubts]) if doubts else duty.rule.title


def _when(duty: Duty, journey: Journey) -> str:
    if duty.ended_on is not None:
        return obligations.no_longer(duty, duty.ended_on, journey)
    return wording.capital(obligations.when(duty))


def possible_text(steps: Sequence[Step], journey: Journey) -> str:
    """The events that may come next, as a table."""
    framework = journey.context.framework
    rows = [
        (
            possible.event.id,
            possible.event.title,
            wording.capital(account.leads_to(possible, framework)),
            _questions(possible),
        )
        for possible in steps
    ]
    noted = sum(
        not event.falls_on and step(name, journey.context).noted
        for name, event in framework.events.items()
    )
    heads = ("Event", "What happens", "Leads to", "To be known first")
    more = f"{wording.counted(noted, 'more event')} move nothing and can be recorded at any time."
    return _of_case(journey, text_table(heads, rows), "", more)


def _questions(possible: Step) -> str:
    asked = (name for name in possible.event.asks if name not in possible.context.facts)
    names = tuple(dict.fromkeys((*asked, *possible.missing)))
    more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
    return f"{', '.join(names[:_FEW])}{more}"


def powers_text(powers: Iterable[Power], journey: Journey) -> str:
    """The powers of each body, open ones first, as a table."""
    framework = journey.context.framework
    order = [*explained.OPEN]
    rows = [
        (
            explained.OPEN[power.open],
            power.rule.title,
            permissions.held_by(power, framework),
            " ".join(permissions.power_told(power, journey.context)[:_FEW]),
        )
        for power in sorted(powers, key=lambda power: order.index(power.open))
    ]
    return _of_case(journey, text_table(("Open?", "Power", "Who holds it", "Why"), rows))


def explained_text(name: str, journey: Journey) -> str:
    """Everything about a rule or an event in a case; see :func:`explained.explained`."""
    lines = []
    for title, sentences in explained.explained(name, journey):
        lines += [title, *(f"  {shown(sentence)}" for sentence in sentences)]
    return _of_case(journey, *lines)
