"""What is presumed: the events in a gap, and those of which another tells."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from typing import Literal

import attrs

from scc_model import model
from scc_model.cases.case import Entry
from scc_model.cases.replay.happened import Happened, rests_on
from scc_model.cases.replay.story import Story
from scc_model.chart.bridging import Bridge, bridge
from scc_model.chart.steps import step
from scc_model.conditions import holds
from scc_model.dating.working_days import ONE_DAY


def cross(story: Story, gap: Bridge, because: Entry, day: dt.date) -> None:
    """Let have happened what lies in a gap, as far as every way across it has it.

    Args:
        story: the case so far.
        gap: the gap.
        because: the entry from which it is presumed.
        day: the last day on which it can have happened.
    """
    stood = story.context.stands
    earlier, first_days = dict(story.latest), dict(story.first_days(gap))
    for taken in gap.steps:
        name, last = taken.event.id, day
        first = story.earliest(taken)
        if taken.event.falls_on:  # a day of the calendar has to be over first
            last = max(first_days[name], day - ONE_DAY)
            # Counted from the beginning of the record it says no more than that.
            known = story.earliest(taken) > story.case.begins
            first = max(first, first_days[name]) if known else first
        presumed = Happened(name, last, None, taken, first, because)
        for move in taken.moves:
            if move.open is not False:
                story.entered[move.procedure] = presumed
        if name in gap.certain:
            story.latest[name] = presumed
            story.happened.append(presumed)
        else:
            story.usual.append(presumed)
    story.context = story.context.standing(
        {name: gap.stands[name] for name in (*stood, *gap.stands) if name in gap.stands}
    )
    for name in gap.events:
        if name in gap.certain:
            presume_what_is_told_by(
                story, name, "before", earlier.get(name), because=because, day=day
            )
            presume_what_is_told_by(
                story, name, "after", story.latest[name], because=because, day=day
            )


def presume_what_is_told_by(
    story: Story,
    event: str,
    then: Literal["before", "after"],
    since: Happened | None,
    *,
    because: Entry,
    day: dt.date,
) -> None:
    """Presume the events that another tells of, unless the record has them.

    Args:
        story: the case so far.
        event: the other event.
        then: whether those are wanted that came before it, or those that follow it at once.
        since: what it tells of came after this: itself, or the time before that it happened.
        because: the entry from which all this is presumed.
        day: its day.
    """
    story.telling.append(event)
    for name, presumption in _told_by(story.context.framework).get(event, ()):
        if presumption.then != then or _is_known(story, name, event, since, day):
            continue
        if holds(presumption.when, story.context) is not True:
            continue
        gap = bridge(name, story.context, story.still_to_come(day))
        # What an entry tells of belongs to its own round, such as this inspection.
        if gap is None or any(move.begins_again for x in gap.steps for move in x.moves):
            continue
        before = story.latest.get(name)
        cross(story, gap, because, day)
        presume_what_is_told_by(story, name, "before", before, because=because, day=day)
        taken = step(name, story.context)
        first = story.earliest(taken)
        if then == "after":
            first = max(first, story.latest[event].first)
        story.move(Happened(
            name, day, None, taken, first, because,
            follows=then == "after", expected=presumption.expected,
        ))  # fmt: skip
        presume_what_is_told_by(story, name, "after", story.latest[name], because=because, day=day)
    story.telling.pop()


def _is_known(story: Story, name: str, event: str, since: Happened | None, day: dt.date) -> bool:
    """Whether an event has happened in this round, or the record has it still to come in it.

    What is planned is known not to have happened. A round lasts until the event that tells of
    it happens again.
    """
    if name in story.telling or any(entry.event == name for entry in story.undated):
        return True
    later = [x for x in story.case.events if x.date and x.date >= day and not x.withdrawn]
    again = (x.date for x in later if x.event == event and x.date and x.date > day)
    ends = min(again, default=dt.date.max)
    if any(x.event == name and x.date and x.date <= ends for x in later):
        return True
    known = story.latest.get(name)
    return known is not None and (since is None or known.date >= since.first)


def widen(story: Story) -> None:
    """Give what is presumed to have followed at once the days on which it can have been.

    "Without delay" is not the same day. It came before what moved the school on after it, before
    what tells of it or could not have been without it, and before the day looked from.

    Args:
        story: the case, told to its end.
    """
    for number, happened in enumerate(story.happened):
        if not happened.follows:
            continue
        later = [x for x in story.happened[number + 1 :] if _came_after(x, happened)]
        first = min(later, key=lambda x: x.date, default=None)
        last = max(happened.date, story.as_at if first is None else first.date)
        shows = next((x for x in later if x.date == last and x.entry is not None), first)
        story.put(
            happened,
            attrs.evolve(happened, by=last, bounded_by="" if shows is None else shows.event),
        )


def _came_after(other: Happened, happened: Happened) -> bool:
    """Whether something shows that something else had happened before it."""
    context = other.step.context
    if happened.event in told_before(context.framework, other.event):
        return True
    moved = {move.procedure for move in happened.step.moves if move.open}
    if any(move.procedure in moved and move.open for move in other.step.moves):
        return True
    return rests_on(other, happened)


def told_before(framework: model.Framework, event: str) -> tuple[str, ...]:
    """The events that an event tells came before it.

    Args:
        framework: the procedures.
        event: id of the event.

    >>> from scc_model.loading import load
    >>> "judgement-final" in told_before(load(), "report-published")
    True
    """
    told = _told_by(framework).get(event, ())
    return tuple(name for name, presumption in told if presumption.then == "before")


@functools.lru_cache(maxsize=8)
def _told_by(framework: model.Framework) -> Mapping[str, tuple[tuple[str, model.Presumption], ...]]:
    """By event, the events that it tells of, each with what says so."""
    told: dict[str, tuple[tuple[str, model.Presumption], ...]] = {}
    for name, event in framework.events.items():
        for presumption in event.presumed:
            told[presumption.from_] = (*told.get(presumption.from_, ()), (name, presumption))
    return told
