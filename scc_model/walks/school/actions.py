"""What the buttons of the walk through a school's case do to the case."""

from __future__ import annotations

import datetime as dt

import attrs

from scc_model.cases import ticked
from scc_model.cases.case import Case, Entry
from scc_model.cases.checking import check_entry, without
from scc_model.dates import days_in_words
from scc_model.errors import SccError
from scc_model.model import Framework
from scc_model.walks.school import looking
from scc_model.walks.school.asked import (
    ABSENT,
    AGAIN,
    AS_AT,
    CHOOSE,
    CORRECT,
    CORRECTS,
    DENIED,
    DENY,
    DONE,
    FROM_TODAY,
    NEW,
    NEW_DATE,
    NEW_DECISIONS,
    NEW_EVENT,
    NEW_FACTS,
    NEW_NOTE,
    NEW_SPAN,
    NEW_WHEN,
    NOT_WHOLE,
    PAGE_TODAY,
    PERHAPS,
    STANDS_AGAIN,
    TICK,
    UNDONE,
    UNTICK,
    WHOLE,
    WHOSE,
    WITHDRAW,
    Asked,
)


def act(asked: Asked, wish: str) -> str:
    """Do what a button asks for.

    Args:
        asked: what was entered; it is changed, or explains what was wrong.
        wish: the value of the button.

    Returns:
        What was done, as a sentence; nothing where nothing was.
    """
    if wish == "add":
        return _add(asked)
    if wish == "undo":
        return _undo(asked)
    if wish == "redo":
        return _redo(asked)
    if wish == NOT_WHOLE:
        asked.clear(WHOLE)
        return "The tick is taken away: something may have happened that is not entered."
    if wish == FROM_TODAY:
        asked.clear(AS_AT)
        return "Shown is now how things stand today."
    for begins, do in (
        (CHOOSE, _choose), (CORRECT, _correct), (WITHDRAW, _withdraw),
        (STANDS_AGAIN, _put_back), (DENY, _deny), (PERHAPS, _perhaps), (TICK, _tick),
        (UNTICK, _untick),
    ):  # fmt: skip
        if wish.startswith(begins):
            return do(asked, wish.removeprefix(begins))
    return ""


def _choose(asked: Asked, event: str) -> str:
    """Begin an entry of an event; of none, to choose another one."""
    if event not in {"", *asked.framework.events}:
        return ""
    asked.clear(*NEW, pairs=[(NEW_EVENT.name, event)])
    asked.chosen = True
    return f"{asked.framework.events[event].title}: answer what you know." if event else ""


def _add(asked: Asked) -> str:
    event, days = asked[NEW_EVENT], _days(asked)
    if not event:
        asked.fault(NEW_EVENT, NEW_EVENT.name, "Choose what happened.")
    if not event or days is None or any(asked.entered(field).faults for field in NEW):
        return ""
    number = asked[CORRECTS]
    said = Entry(event, None, *_answers(asked), note=asked[NEW_NOTE]).dated(*days)
    case = asked.case()
    try:
        # A case that nobody has given a beginning begins as early as it has to.
        check_entry(said, asked.with_another(said), asked.framework)
        after = case.corrected(number, said) if number else case.recorded(said)
    except SccError as error:
        asked.fault(NEW_EVENT, NEW_EVENT.name, str(error))
        return ""
    told = _told(asked, case, after, said)
    asked.clear(*NEW)
    asked.added = True
    looked_from, today = asked[AS_AT], asked[PAGE_TODAY]
    if said.first is None or looked_from is None or looked_from >= said.first:
        return told
    if today is not None and said.first > today:
        return f"{told} That day has not come: it stands here as planned."
    # Whoever records something wants to see what follows from it.
    asked.put(AS_AT, AS_AT.of(said.last or said.first))
    return f"{told} Shown is now how things stand on that day."


def _tick(asked: Asked, what: str) -> str:
    """Record that a step is done; where that is not enough to say so, ask for the day.

    Args:
        asked: what was entered.
        what: the rule that asks for the step, and after a ``~`` the event that shows it done.
    """
    name, _, event = what.partition("~")
    rule = asked.framework.rules.get(name)
    case = asked.case()
    try:
        stands = looking.now(asked).stands
        steps = stands.duties([rule]) if rule is not None else []
        if not any(event in ticked.shown_done_by(step) for step in steps):
            return ""  # nobody but a changed page asks for it
        said = ticked.tick(steps[0], event, stands.as_at)
        after = case.recorded(said)
        then = looking.looked(asked.framework, after, stands.as_at, asked[WHOSE]).stands
    except SccError as error:
        asked.tell(str(error))
        return ""
    wrong = len(then.replayed.contradictions) > len(stands.replayed.contradictions)
    if wrong or not ticked.is_done(steps[0].rule, then):
        _choose(asked, event)
        return f"{asked.framework.events[event].title}: give the day, since much depends on it."
    told = _told(asked, case, after, said)
    asked.ticked = (case.double_of(said) or len(after.events), name)
    return told


def _untick(asked: Asked, which: str) -> str:
    """Take out the entry of a step that was ticked; one that others came after is withdrawn."""
    number = DONE.value(which, asked.framework)
    entries = asked.entries
    if number == len(entries) and number and not (entries[-1].withdrawn or entries[-1].before):
        asked.record(entries[:-1], undone=entries[-1:])
        asked.added = True
        return f"Taken out again: {_named(entries[-1], asked.framework)}."
    asked.added = True
    return _withdraw(asked, which)


def _told(asked: Asked, case: Case, after: Case, said: Entry) -> str:
    """What recording or correcting came to; it is put into the record."""
    named, number = _named(said, asked.framework), asked[CORRECTS]
    if number:
        asked.record(after.events, done=number if after != case else 0)
        return f"Corrected: {named}. What it said before is kept."
    double = case.double_of(said)
    other = _another(said, case, asked.framework)
    # Where nothing is new, what was done before stays what can be undone.
    asked.record(after.events, done=(double or 0) if after != case else asked[DONE])
    if double is None:
        told = f" Entry {other} says that it happened on another day." if other else ""
        same = " If it is the same one, undo this and correct that entry." if other else ""
        return f"Recorded: {named}.{told}{same}"
    more = " What was new in it is added there." if after != case else ""
    return f"This is recorded already, as entry {double}: {named}.{more}"


def _another(said: Entry, case: Case, framework: Framework) -> int:
    """The number of an entry of the same event with another day; 0 where there is none.

    What comes round, such as a review, has another day each time.
    """
    rules = framework.rules.values()
    limits = (rule.time_limit for rule in rules if rule.met_by == said.event)
    if any(limit is not None and limit.kind == "cadence" for limit in limits):
        return 0
    numbered = enumerate(case.events, 1)
    return next((n for n, x in numbered if x.event == said.event and not x.withdrawn), 0)


def _days(asked: Asked) -> tuple[dt.date | None, dt.date | None] | None:
    """The days between which a new entry lies; none where they have to be given first."""
    how = asked[NEW_WHEN]
    if how == "not-known":
        return None, None
    if how == "span":
        if not asked.entered(NEW_SPAN).text:
            asked.fault(NEW_SPAN, NEW_SPAN.name, "Say about when it was, or that you do not know.")
            return None
        return asked[NEW_SPAN]
    day = asked[NEW_DATE]
    if not asked.entered(NEW_DATE).text:
        missing = "Give the day on which it happened, or say that you do not know it."
        asked.fault(NEW_DATE, NEW_DATE.name, missing)
    return None if day is None else (day, day)


def _answers(asked: Asked) -> tuple[dict[str, str], dict[str, str]]:
    """The facts and outcomes of a new entry: of those that are given, what is asked for.

    An entry that is corrected keeps what it said, whatever is asked for by now.
    """
    number = asked[CORRECTS]
    said = asked.entries[number - 1] if number else Entry("")
    asked_for = {
        *(("fact", name) for name in said.facts),
        *(("decision", name) for name in said.decided),
        *(question.key for question in looking.wanted(asked)[0]),
    }
    facts, decided = NEW_FACTS.known(asked), NEW_DECISIONS.known(asked)
    return (
        {name: answer for name, answer in facts.items() if ("fact", name) in asked_for},
        {name: outcome for name, outcome in decided.items() if ("decision", name) in asked_for},
    )


def _correct(asked: Asked, which: str) -> str:
    """Put what an entry says into the form, to be changed there."""
    number = CORRECTS.value(which, asked.framework)
    try:
        entry = asked.case().entry(number)
    except SccError as error:
        asked.tell(str(error))
        return ""
    asked.clear(*NEW)
    asked.chosen = True
    how = "day" if entry.date else "span" if entry.ends else "not-known"
    for field, entered in (
        (NEW_EVENT, NEW_EVENT.of(entry.event)),
        (NEW_WHEN, NEW_WHEN.of(how)),
        (NEW_DATE, NEW_DATE.of(entry.date)),
        (NEW_SPAN, NEW_SPAN.of((entry.since, entry.by))),
        (NEW_FACTS, NEW_FACTS.of(dict(entry.facts))),
        (NEW_DECISIONS, NEW_DECISIONS.of(dict(entry.decided))),
        (NEW_NOTE, NEW_NOTE.of(entry.note)),
        (CORRECTS, CORRECTS.of(number)),
    ):
        asked.put(field, entered)
    return f"To be corrected: {_named(entry, asked.framework)}."


def _undo(asked: Asked) -> str:
    entries, number, event = list(asked.entries), asked[DONE], asked[DENIED]
    if event:
        said = _perhaps(asked, event) if event in asked[ABSENT] else _deny(asked, event)
        asked.put(DENIED, DENIED.of(""))
        return said
    if asked[AGAIN]:
        return _withdraw(asked, str(asked[AGAIN]))
    if number and entries[number - 1].withdrawn:
        return _put_back(asked, str(number), undoes=True)
    if number:
        *history, before = entries[number - 1].before
        entries[number - 1] = attrs.evolve(before, before=tuple(history))
        asked.record(entries)
        return f"Put back: {_named(entries[number - 1], asked.framework)}."
    if not entries:
        return ""
    gone = entries.pop()
    asked.record(entries, undone=[gone])
    return f"Taken out again: {_named(gone, asked.framework)}."


def _redo(asked: Asked) -> str:
    """Put the entry back that was taken out again."""
    back = asked[UNDONE].entries
    if not back:
        return ""
    asked.record([*asked.entries, *back])
    return f"Put back: {_named(back[-1], asked.framework)}."


def _withdraw(asked: Asked, which: str) -> str:
    number = DONE.value(which, asked.framework)
    try:
        case = asked.case().withdrawn(number, "")
    except SccError as error:
        asked.tell(str(error))
        return ""
    asked.record(case.events, done=number)
    if asked[CORRECTS] == number:
        asked.clear(*NEW)
    return f"Withdrawn: {_named(case.events[number - 1], asked.framework)}. It stays in the record."


def _put_back(asked: Asked, which: str, *, undoes: bool = False) -> str:
    """Let an entry that was withdrawn stand again; where that undoes it, it is not undone again."""
    number = DONE.value(which, asked.framework)
    try:
        case = asked.case().put_back(number)
    except SccError as error:
        asked.tell(str(error))
        return ""
    asked.record(case.events, again=0 if undoes else number)
    return f"Put back: {_named(case.events[number - 1], asked.framework)}."


def _deny(asked: Asked, event: str) -> str:
    try:
        case = without(asked.case(), event, asked.framework)
    except SccError as error:
        asked.tell(str(error))
        return ""
    asked.deny(case.did_not_happen, event)
    asked.added = True
    return f"Noted that this did not happen: {asked.framework.events[event].title}."


def _perhaps(asked: Asked, event: str) -> str:
    """Take back that something did not happen."""
    if event not in asked[ABSENT]:
        return ""
    asked.deny((name for name in asked[ABSENT] if name != event), event)
    asked.added = True
    return f"It is open again whether this happened: {asked.framework.events[event].title}."


def _named(entry: Entry, framework: Framework) -> str:
    title = framework.events[entry.event].title
    return f"{title}, {days_in_words(entry.first, entry.last, on='')}"
