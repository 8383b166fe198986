"""What is not known for certain, said so: "if ...", "at the latest", "nobody recorded the day"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from scc_model import model
from scc_model.cases.duties.duty import Duty
from scc_model.cases.journey import Journey
from scc_model.cases.replay.announced import Announced
from scc_model.dates import days_in_words, long_date
from scc_model.dating.deadlines import Status
from scc_model.words import timing, wording

IF_IT_STAYS = "If it stays so."
_USUAL = ("usual-target", "usual-window")


def doubts(duty: Duty, framework: model.Framework) -> list[str]:
    """What is not certain of a duty, a sentence each; none for one that is.

    Args:
        duty: the duty.
        framework: the procedures.
    """
    if duty.status == "not-recorded":
        return [not_recorded(duty, framework)]
    if is_in_time_unknown(duty):
        dated = duty.deadline
        last = None if dated is None else dated.latest
        if last is not None and duty.met_on is not None and duty.met_on > last:
            return [
                "It was done, perhaps too late: not every day that its last day rests on is known."
            ]
        return ["It was done. If it was in time is not known, since not every day is."]
    if duty.announced:
        said = wording.listed(_outcome(one, framework) for one in duty.announced)
        return [f"{IF_IT_STAYS} Said, not known for certain: {said}."]
    if duty.status == "if":
        past = [not_recorded(duty, framework)] if duty.done else []
        return [if_so(duty, framework), *past]
    return []


def stands(duty: Duty) -> tuple[Status, str]:
    """How a duty stands, and the word for it where it is not that of its status; else empty."""
    if is_in_time_unknown(duty):
        return duty.status, "Done"
    dated = duty.deadline
    # What it counts from has happened, on a day that nobody knows.
    begun = duty.status == "waits" and dated is not None and dated.opens_by is not None
    return duty.status, "Not known if it has begun" if begun else ""


def waits_for(owed: wording.Owed, framework: model.Framework) -> str:
    """What something to be done waits for, as a sentence; empty for what waits for nothing.

    Args:
        owed: what is to be done.
        framework: where events are looked up.
    """
    if owed.status != "waits":
        return ""
    dated = owed.deadline
    if dated is not None and not dated.waiting:
        return ""  # it has begun, on a day that nobody knows
    awaited = owed.rule.starts_with if dated is None else (dated.anchor.event,)
    if not awaited:
        return ""
    return f"Waits for this: {wording.titles(awaited, framework.events, 'or')}."


def is_in_time_unknown(duty: Duty) -> bool:
    """Whether a duty was done, and its last day may have been before.

    It counts from a day that is not known exactly, or was done on one, as where only that is known
    which shows that it was done by then.
    """
    dated = duty.deadline
    if duty.status != "met" or dated is None or dated.latest is None:
        return False
    if dated.counts_from or duty.met_on is None:
        return True
    return bool(duty.rule.met_by_then) and duty.met_on > dated.latest


def if_so(duty: Duty, framework: model.Framework) -> str:
    """What has to be so for a duty to be asked for, with the question that would settle it.

    Args:
        duty: one of which that is not known.
        framework: where questions are looked up.
    """
    if duty.unless:
        return unless(duty.unless, framework)
    question = framework.facts[duty.missing[0]].question if duty.missing else ""
    needs = [has_to_be(part, framework) for part in duty.needs]
    if not needs:
        if not question:
            return "If the entry that it counts from is right: that does not fit the rest."
        return wording.sentence(f"if it is asked for of this school: {question}".rstrip(": "))
    so = f"if {' and '.join(needs)}"
    if question:
        return wording.sentence(f"{so}: {question}")
    # Nothing that can be answered settles it: what it means says more than its name.
    named = [part.definition for part in duty.needs if isinstance(part, model.DefinitionMet)]
    means = " ".join(framework.definitions[name].text for name in named)
    return f"{wording.sentence(so)} {means}".strip()


def unless(events: Iterable[str], framework: model.Framework) -> str:
    """What must not have happened for something to be so, in a sentence.

    Args:
        events: the events that nobody recorded.
        framework: the procedures.

    >>> from scc_model.loading import load
    >>> unless(["representations-made"], load())
    "If this has not happened in time: 'The governing body made representations to Ofsted'."
    """
    return f"If this has not happened in time: {wording.titles(events, framework.events, 'or')}."


def has_to_be(condition: model.Condition, framework: model.Framework) -> str:
    """A condition as it stands after "if".

    >>> from scc_model.loading import load
    >>> has_to_be(model.DecisionIs("category", ("special-measures",)), load())
    "the Ofsted category is 'Special measures'"
    >>> has_to_be(model.FactIs("smsc-weak", ("yes",)), load())
    "the answer is 'Yes'"
    """
    match condition:
        case model.FactIs(name, values):
            fact = framework.facts[name]
            return f"the answer is {_quoted(fact.label(value) for value in values)}"
        case model.DecisionIs(name, outcomes):
            decision = framework.decisions[name]
            titles = (decision.outcome(outcome).title for outcome in outcomes)
            return f"the {decision.title} is {_quoted(titles)}"
        case model.Not(inner):
            return f"this is not so, '{wording.condition(inner, framework)}'"
        case _:
            return f"this is so, '{wording.condition(condition, framework)}'"


def _quoted(titles: Iterable[str]) -> str:
    return wording.listed((f"'{title}'" for title in titles), "or")


def not_recorded(duty: Duty, framework: model.Framework) -> str:
    """That a duty was to be done by a day, and nobody recorded if it was."""
    rule, deadline = duty.rule, duty.deadline
    usual = rule.force == "expected" or (deadline is not None and deadline.limit.kind in _USUAL)
    done = "is usually done" if usual else "was to be done"
    by = ""
    last = duty.rounds[-1].last if duty.rounds else deadline.latest if deadline else None
    if duty.rounds:
        past = [period.last for period in duty.rounds if period.status == "not-recorded"]
        last = past[-1] if past else last
    if last is None and deadline is not None and deadline.limit.promptly:
        by = " straight away"
    if last is not None:
        by = f" by {long_date(last)}{timing.doubt(deadline) if deadline is not None else ''}"
    if duty.done_by is not None:
        # A last day that is put after it says no more.
        by = "" if last is None or last > duty.done_by else f"It {done}{by}. "
        when = days_in_words(None, duty.done_by)
        if duty.overtaken_by:
            title = framework.events[duty.overtaken_by].title
            return (
                f"{by}It comes before this, which has happened: {title}. So it was done {when} or "
                "not at all; nobody recorded it."
            )
        return f"{by}It must have been done, {when}; nobody recorded on which day."
    if duty.overtaken_by:
        shows = framework.events[duty.overtaken_by].title
        return f"It {done}{by}. This shows it done, and may have come before its time: {shows}."
    lifted = wording.titles(duty.unless, framework.events, "or")
    so = f" It was asked for only if this had not happened by then: {lifted}." if lifted else ""
    return f"It {done}{by}. Nobody recorded if it was.{so}"


def announced(journey: Journey) -> list[str]:
    """What was announced and is not final, and what that means for what is shown."""
    framework = journey.context.framework
    return [
        f"Said, not known for certain: {_outcome(one, framework)}, {_on(one)}. Until it is final, "
        "what follows is marked 'if it stays so'."
        for one in journey.announced
    ]


def taken_by_then(journey: Journey) -> list[str]:
    """What is taken to have happened by the day looked from, and may have happened after it.

    So it is with an entry whose day is not known, where the record has entries of later days.

    Args:
        journey: the case as it stands on that day.

    Returns:
        A sentence, or none.

    >>> from scc_model.cases.case import Case, Entry
    >>> from scc_model.cases.journey import journey
    >>> from scc_model.loading import load
    >>> known = Entry("report-published", dt.date(2014, 11, 14)), Entry("draft-report-received")
    >>> case = Case("A school", dt.date(2014, 9, 1), events=known, complete=False)
    >>> taken_by_then(journey(case, load(), dt.date(2014, 11, 17)))
    []
    >>> taken_by_then(journey(case, load(), dt.date(2014, 10, 20)))[0].partition(" to have")[0]
    "'The draft report was received' is taken"
    """
    replayed, as_at = journey.replayed, journey.as_at
    if not any(entry.date for entry in replayed.planned):
        return []
    entries = [happened.entry for happened in replayed.happened if happened.entry is not None]
    open_ones = [x.event for x in entries if x.date is None and (x.last is None or x.last > as_at)]
    if not open_ones:
        return []
    titles = wording.titles(dict.fromkeys(open_ones), journey.context.framework.events)
    are, their = ("is", "its day is") if len(set(open_ones)) == 1 else ("are", "their days are")
    by = long_date(as_at)
    return [f"{titles} {are} taken to have happened by {by}: {their} not known, and may be later."]


def since(day: dt.date, *, exact: bool, first: dt.date | None = None) -> str:
    """Since when the school stands in a stage.

    Args:
        day: the day; the last that it can have been where that is not known.
        exact: whether it is known.
        first: the first day that it can have been, where that is to be told.

    >>> since(dt.date(2014, 11, 21), exact=True), since(dt.date(2014, 11, 21), exact=False)
    ('since Friday 21 November 2014', 'on or before Friday 21 November 2014')
    """
    return f"since {long_date(day)}" if exact else days_in_words(first, day)


def _outcome(one: Announced, framework: model.Framework) -> str:
    return framework.decisions[one.decision].outcome(one.outcome).title


def _on(one: Announced) -> str:
    return days_in_words(one.date if one.exact else None, one.date)
