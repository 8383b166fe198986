"""What the buttons of the walk through a school's case do to the case."""

from __future__ import annotations

import attrs

from scc_model.cases.case import MOST_EVENTS, Entry, check_entry
from scc_model.cases.journey import Journey
from scc_model.cases.offers import Question, questions
from scc_model.dates import long_date
from scc_model.errors import BadValue, SccError
from scc_model.model import Framework
from scc_model.walks.school.asked import (
    AS_AT,
    NEW,
    NEW_DATE,
    NEW_DECISIONS,
    NEW_EVENT,
    NEW_FACTS,
    UNDOES,
    Asked,
)
from scc_model.walks.school.looking import before

WITHDRAW = "withdraw-"


def act(asked: Asked, wanted: str) -> str:
    """Do what a button asks for.

    Args:
        asked: what was entered; it is changed, or explains what was wrong.
        wanted: the value of the button.

    Returns:
        What was done, as a sentence; nothing where nothing was.
    """
    if wanted == "add":
        return _add(asked)
    if wanted == "undo":
        return _undo(asked)
    if wanted.startswith(WITHDRAW):
        return _withdraw(asked, wanted.removeprefix(WITHDRAW))
    return ""


def _add(asked: Asked) -> str:
    event, day = asked[NEW_EVENT], asked[NEW_DATE]
    if not event:
        asked.fault(NEW_EVENT, NEW_EVENT.name, "Choose what happened.")
    if not asked.entered(NEW_DATE).text:
        asked.fault(NEW_DATE, NEW_DATE.name, "Give the day on which it happened.")
    if not event or day is None:
        return ""
    try:
        stands = before(asked).stands
        entry = Entry(event, day, *_answers(asked, stands))
        _check(entry, stands, asked)
    except SccError as error:
        asked.fault(NEW_EVENT, NEW_EVENT.name, str(error))
    if any(asked.entered(field).faults for field in NEW):
        return ""
    asked.record([*asked.entries, entry])
    asked.clear(*NEW)
    asked.added = True
    recorded = f"Recorded: {_named(entry, asked.framework)}."
    looked_from = asked[AS_AT]
    if looked_from is None or looked_from >= day:
        return recorded
    # Whoever records something wants to see what follows from it.
    asked.put(AS_AT, AS_AT.of(day))
    return f"{recorded} Shown is now how things stand on that day."


def _answers(asked: Asked, stands: Journey) -> tuple[dict[str, str], dict[str, str]]:
    """The facts and outcomes of a new entry: of those that are given, what is asked for."""
    facts, decided = asked[NEW_FACTS], asked[NEW_DECISIONS]
    wanted, _ = questions(asked[NEW_EVENT], stands.context, facts, decided)
    asked_for = {(question.kind, question.name) for question in wanted}
    return (
        {name: answer for name, answer in facts.items() if ("fact", name) in asked_for},
        {name: outcome for name, outcome in decided.items() if ("decision", name) in asked_for},
    )


def _check(entry: Entry, stands: Journey, asked: Asked) -> None:
    """Make sure that an entry is one that a case can hold.

    Raises:
        SccError: when it is not, with the reason.
    """
    if len(asked.entries) >= MOST_EVENTS:
        raise BadValue(f"A case holds up to {MOST_EVENTS:,} events, and this one is full.")
    check_entry(entry, stands.case, asked.framework)
    number = stands.case.double_of(entry)
    if number is not None:
        raise BadValue(f"This is recorded already, as entry {number}.")


def worded(question: Question, framework: Framework) -> str:
    """A question in words."""
    if question.kind == "fact":
        return framework.facts[question.name].question
    return framework.decisions[question.name].title


def _undo(asked: Asked) -> str:
    entries, number = list(asked.entries), asked[UNDOES]
    if number:
        entries[number - 1] = attrs.evolve(entries[number - 1], withdrawn="")
        asked.record(entries)
        return f"Put back: {_named(entries[number - 1], asked.framework)}."
    if not entries:
        return ""
    gone = entries.pop()
    asked.record(entries)
    return f"Taken out again: {_named(gone, asked.framework)}."


def _withdraw(asked: Asked, which: str) -> str:
    number = UNDOES.value(which, asked.framework)
    try:
        case = asked.case().withdrawn(number, "")
    except SccError as error:
        asked.tell(str(error))
        return ""
    asked.record(case.events, undoes=number)
    withdrawn = _named(case.events[number - 1], asked.framework)
    return f"Withdrawn: {withdrawn}. It stays in the record."


def _named(entry: Entry, framework: Framework) -> str:
    return f"{framework.events[entry.event].title}, {long_date(entry.date)}"
