"""What the buttons of the walk through a school's case do to the case."""

from __future__ import annotations

import datetime as dt

import attrs

from scc_model import model
from scc_model.cases.case import MOST_EVENTS, Case, Entry, check_entry
from scc_model.cases.journey import Journey, journey
from scc_model.cases.offers import Question, day_of, questions
from scc_model.conditions import Context
from scc_model.dates import long_date
from scc_model.errors import BadValue, SccError
from scc_model.walks.school.asked import Asked, New, key
from scc_model.words import account

WITHDRAW = "withdraw-"


def act(framework: model.Framework, asked: Asked, wanted: str) -> str:
    """Do what a button asks for.

    Args:
        framework: the procedures.
        asked: what was entered; it is changed, or explains what was wrong.
        wanted: the value of the button.

    Returns:
        What was done, as a sentence; nothing where nothing was.
    """
    if wanted == "add":
        return _add(framework, asked)
    if wanted == "undo":
        return _undo(framework, asked)
    if wanted.startswith(WITHDRAW):
        return _withdraw(framework, asked, wanted.removeprefix(WITHDRAW))
    return ""


def before(framework: model.Framework, asked: Asked) -> Journey:
    """The case on the day of the entry that is being made.

    Raises:
        SccError: when that cannot be worked out.
    """
    case = asked.case(framework)
    day = day_of(asked.new.date) if key("new-date") not in asked.faults else None
    day = day or asked.day(framework)
    return journey(_begun(case, day, asked), framework, max(day, _begun(case, day, asked).begins))


def _begun(case: Case, day: dt.date, asked: Asked) -> Case:
    """A case that nobody has given a beginning begins as early as it has to."""
    if asked.begins is None and day < case.begins:
        return attrs.evolve(case, begins=day)
    return case


def _add(framework: model.Framework, asked: Asked) -> str:
    new = asked.new
    if not new.event:
        asked.faults.setdefault(key("new-event"), "Choose what happened.")
    if not new.date:
        asked.faults.setdefault(key("new-date"), "Give the day on which it happened.")
    day = day_of(new.date)
    if not new.event or day is None or key("new-date") in asked.faults:
        return ""
    try:
        made = before(framework, asked)
        entry = _entry(day, made.context, new)
        _check(entry, made, asked, framework)
    except SccError as error:
        asked.faults.setdefault(key("new-event"), str(error))
        return ""
    if any(one.startswith(key("new-")) for one in asked.faults):
        return ""
    asked.entries.append(entry)
    asked.new, asked.undoes, asked.added = New(), None, True
    told = f"Recorded: {_named(entry, framework)}."
    if asked.as_at is None or asked.as_at >= day:
        return told
    # Whoever records something wants to see what follows from it.
    asked.as_at, asked.texts["as-at"] = day, day.isoformat()
    return f"{told} Shown is now how things stand on that day."


def _entry(day: dt.date, context: Context, new: New) -> Entry:
    """The entry with those answers that were asked for."""
    asked, _ = questions(new.event, context, new.facts, new.decided)
    facts = {one.name for one in asked if one.kind == "fact"}
    decisions = {one.name for one in asked if one.kind == "decision"}
    return Entry(
        new.event,
        day,
        {name: answer for name, answer in new.facts.items() if name in facts},
        {name: outcome for name, outcome in new.decided.items() if name in decisions},
    )


def _check(entry: Entry, made: Journey, asked: Asked, framework: model.Framework) -> None:
    """Make sure that the entry counts once it is recorded.

    Raises:
        SccError: when it would not, with the reason.
    """
    if len(asked.entries) >= MOST_EVENTS:
        raise BadValue(f"A case holds up to {MOST_EVENTS:,} events, and this one is full.")
    check_entry(entry, made.case, framework)
    added = journey(made.case.added(entry), framework, entry.date)
    refused = next((one for one in added.replayed.refused if one.entry is entry), None)
    if refused is None:
        return
    if not refused.missing:
        raise BadValue(" ".join(account.why_refused(refused, framework)))
    found, _ = questions(entry.event, made.context, entry.facts, entry.decided)
    for one in found:
        if not one.before and not _answered(one, entry):
            asked.faults[key(field(one))] = f"Answer this first: {worded(one, framework)}"
            return
    raise BadValue(refused.why)


def _answered(one: Question, entry: Entry) -> bool:
    return one.name in (entry.facts if one.kind == "fact" else entry.decided)


def field(one: Question) -> str:
    """The name of the field that asks a question."""
    return f"new-{one.kind}-{one.name}"


def worded(one: Question, framework: model.Framework) -> str:
    """A question in words."""
    if one.kind == "fact":
        return framework.facts[one.name].question
    return framework.decisions[one.name].title


def _undo(framework: model.Framework, asked: Asked) -> str:
    if asked.undoes is not None:
        entry = attrs.evolve(asked.entries[asked.undoes - 1], withdrawn="")
        asked.entries[asked.undoes - 1] = entry
        asked.undoes = None
        return f"Put back: {_named(entry, framework)}."
    if not asked.entries:
        return ""
    return f"Taken out again: {_named(asked.entries.pop(), framework)}."


def _withdraw(framework: model.Framework, asked: Asked, which: str) -> str:
    number = int(which) if which.isascii() and which.isdecimal() and len(which) < 6 else 0  # noqa: PLR2004
    try:
        case = asked.case(framework).withdrawn(number, "")
    except SccError as error:
        asked.general.append(str(error))
        return ""
    asked.entries = list(case.events)
    asked.undoes = number
    return f"Withdrawn: {_named(case.events[number - 1], framework)}. It stays in the record."


def _named(entry: Entry, framework: model.Framework) -> str:
    return f"{framework.events[entry.event].title}, {long_date(entry.date)}"
