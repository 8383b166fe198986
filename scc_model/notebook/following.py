"""A case made step by step, and questions about where it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias

import pandas as pd

from scc_model.cases.case import Case, Entry
from scc_model.cases.duties.duty import Duty
from scc_model.cases.journey import Journey
from scc_model.words import account, explaining
from scc_model.words.wording import Looked, Owed

Day: TypeAlias = tuple[int, int, int]
Step: TypeAlias = tuple[str, Day] | tuple[str, Day, Mapping[str, str]]


def happened(case: Case, event: str, year: int, month: int, day: int, **facts: str) -> Case:
    """The case with one more event, and the answers that became known with it.

    Args:
        case: the case, which stays as it is.
        event: id of the event.
        year: its year.
        month: its month.
        day: its day.
        facts: answers by fact, with ``_`` for ``-``.

    Raises:
        BadValue: when the event cannot stand in a record on that day.

    >>> case = Case("A school", dt.date(2014, 9, 1), {"school-type": "community"})
    >>> case = happened(case, "concern-signalled", 2014, 9, 8)
    >>> [(entry.event, str(entry.date)) for entry in case.events]
    [('concern-signalled', '2014-09-08')]
    """
    answers = {name.replace("_", "-"): given for name, given in facts.items()}
    return case.added(Entry(event, dt.date(year, month, day), answers))


def follow(case: Case, steps: Iterable[Step]) -> Case:
    """The case with several more events.

    Args:
        case: the case, which stays as it is.
        steps: for each event its id, its day as ``(year, month, day)``, and the answers by fact
            that became known with it, if any.

    >>> case = Case("A school", dt.date(2014, 9, 1), {"school-type": "community"})
    >>> len(follow(case, [("concern-signalled", (2014, 9, 8))]).events)
    1
    """
    for step in steps:
        facts = step[2] if len(step) == 3 else {}  # noqa: PLR2004  (event, day and facts)
        case = case.added(Entry(step[0], dt.date(*step[1]), facts))
    return case


def stage(seen: Journey, procedure: str) -> str:
    """The title of the stage in which a school stands in a procedure."""
    return seen.context.framework.stages[seen.context.stands[procedure]].title


def duty(seen: Journey, rule: str) -> Duty | None:
    """The duty that a rule brings to a school; none where it is not asked for."""
    return next((owed for owed in seen.duties() if owed.rule.id == rule), None)


def explained(what: Owed, seen: Looked) -> list[str]:
    """Why a date is what it is, a sentence for each step of the working.

    Args:
        what: a row of a timeline, or a duty with a time limit.
        seen: the timeline or the journey that it belongs to.
    """
    return explaining.explanation(what, seen)


def possible(seen: Journey, procedure: str) -> pd.DataFrame:
    """The events that may come next in a procedure.

    Returns:
        ``id``, ``title``, ``leads_to`` (stages, in words) and ``open``, whether it moves this
        procedure for certain.
    """
    framework = seen.context.framework
    rows = [
        (
            step.event.id,
            step.event.title,
            account.leads_to(step, framework),
            any(move.procedure == procedure and move.open for move in step.moves),
        )
        for step in seen.possible()
        if procedure in {move.procedure for move in step.moves}
    ]
    return pd.DataFrame(rows, columns=["id", "title", "leads_to", "open"])


def ways_on(seen: Journey, procedure: str, leave_out: Collection[str] = ()) -> list[str]:
    """The titles of the events that can move a procedure now, by the alphabet.

    Args:
        seen: the case as it stands on a day.
        procedure: id of the procedure.
        leave_out: ids of events that are not wanted.
    """
    steps = possible(seen, procedure)
    wanted = steps[steps["open"].astype(bool) & ~steps["id"].isin(leave_out)]
    return sorted(wanted["title"])


def contradictions(seen: Journey) -> pd.DataFrame:
    """What was entered and contradicts the rest: ``id``, ``title``, ``date`` and ``why``."""
    framework = seen.context.framework
    rows = [
        (
            refusal.entry.event,
            framework.events[refusal.entry.event].title,
            refusal.entry.date,
            " ".join(account.why_contradicts(refusal, framework)),
        )
        for refusal in seen.replayed.contradictions
    ]
    return pd.DataFrame(rows, columns=["id", "title", "date", "why"])


def answer(value: bool | None, yes: str = "yes", no: str = "no") -> str:  # noqa: FBT001
    """What is true, false or not known, in a word.

    >>> answer(True), answer(False, "open", "closed"), answer(None)
    ('yes', 'closed', 'not known')
    """
    return "not known" if value is None else yes if value else no
