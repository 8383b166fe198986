"""What an entry contradicts: the order of two events, a stage, or an answer."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence

from scc_model import model
from scc_model.cases.case import Entry
from scc_model.cases.replay.gaps import instead, rests_on_another, too_late
from scc_model.cases.replay.happened import Contradiction, Happened
from scc_model.cases.replay.story import Story
from scc_model.chart.bridging import Bridge, bridge
from scc_model.chart.happenings import all_before
from scc_model.chart.steps import Step, step
from scc_model.conditions import Context, holds
from scc_model.conditions.leaves import leaves
from scc_model.dates import long_date


def out_of_order(
    entry: Entry, recorded: Mapping[str, Sequence[Entry]], known: Context
) -> Entry | None:
    """An entry whose event has to come first and that is dated only later, in the same round.

    Args:
        entry: the entry.
        recorded: by event, the entries whose day is known, in their order.
        known: what is known with the entry.
    """
    if entry.date is None:
        return None
    for name in known.framework.events[entry.event].not_before:
        first = next(iter(recorded.get(name, ())), None)
        if (
            first is not None
            and _day(first) > entry.date
            and not _of_a_later_round(first, entry, recorded, known)
        ):
            return first
    return None


def _of_a_later_round(
    first: Entry, entry: Entry, recorded: Mapping[str, Sequence[Entry]], known: Context
) -> bool:
    """Whether an event belongs to a later round, such as the next inspection, than an entry.

    It does where something that has to come before the event happened after the entry. Where
    nothing of that kind is recorded, the stages tell, if they let the entry lead anywhere.
    """
    before = [
        _day(other)
        for name in all_before(known.framework)[first.event]
        for other in recorded.get(name, ())
        if _day(other) <= _day(first)
    ]
    if before:
        return max(before) > _day(entry)
    return bool(step(entry.event, known).entered)


def _day(entry: Entry) -> dt.date:
    assert entry.date is not None  # noqa: S101  (only entries whose day is known are looked at)
    return entry.date


_ANOTHER = "If it belongs to another notice, inspection or case, record how that began."
_OTHERS = "another entry, which does not fit either"


def contradiction(
    entry: Entry,
    known: Context,
    recorded: Mapping[str, Sequence[Entry]],
    story: Story,
) -> Contradiction:
    """Say what an entry contradicts.

    Args:
        entry: an entry that cannot have been, whatever else may have happened.
        known: what is known with it.
        recorded: by event, the entries whose day is known, in their order.
        story: the case so far.
    """
    entered = story.entered
    tried = step(entry.event, known)
    first = out_of_order(entry, recorded, known)
    if first is not None:
        title = known.framework.events[first.event].title
        why = f"It cannot come before this, which is dated later: {title}."
        if not story.complete:  # what began another round may not be recorded
            why = f"{why} {_ANOTHER}"
        return Contradiction(entry, (first,), why)
    ended = too_late(entry.event, known, story.happened, entered)
    if ended is not None:
        ring, _ = ended
        title = known.framework.events[ring.event].title
        over = f"The time for it was over: {title}, {long_date(ring.date)}."
        why = f"{over} {_ANOTHER}"
        return Contradiction(entry, _begun(ring, story.happened), why, tried)
    other = instead(entry.event, known, entered)
    if other is not None:
        title = known.framework.events[other.event].title
        why = f"It cannot have followed where this did: {title}. {_ANOTHER}"
        return Contradiction(entry, tuple(_recorded(other)), why)
    needed = bridge(entry.event, known)
    behind = rests_on_another(needed, entered) if needed is not None else None
    if behind is not None:
        taken, other = behind
        title = known.framework.events[other.event].title
        why = (
            f"Before it comes this: {taken.event.title}. "
            f"That cannot have followed where this did: {title}. {_ANOTHER}"
        )
        return Contradiction(entry, tuple(_recorded(other)), why)
    if (
        needed is not None
        and needed.events
        and (not tried.moves or _lacks_its_own(entry.event, needed, known))
    ):
        entries = {x.event for x in story.case.events if not x.withdrawn}
        lacks = tuple(name for name in needed.events if name not in entries)
        why = _leads_nowhere_without(lacks, story.contradictions, known.framework)
        if not story.complete:  # there was a way to it, and no time
            why = f"{why} {_ANOTHER}"
        return Contradiction(entry, (), why, lacks=lacks)
    if tried.moves or tried.when.value is False:
        why = "A condition for it is not met."
    else:
        why = "It leads nowhere from where the school stands."
    against = {id(other): other for other in _behind(tried, known, story)}
    against.pop(id(entry), None)
    return Contradiction(entry, tuple(against.values()), why, tried)


def _leads_nowhere_without(
    lacks: Sequence[str], before: Sequence[Contradiction], framework: model.Framework
) -> str:
    """What an entry leads nowhere without; of what lacks of an entry before it, only the entry.

    A day that the calendar brings is missing from no record; the entry comes before it.
    """
    events = [framework.events[name] for name in lacks]
    entered = {event.id for event in events if not event.falls_on}
    same = next((x for x in before if x.lacks and {*x.lacks} <= entered), None)
    own = [x.title for x in events if x.id in entered and (same is None or x.id not in same.lacks)]
    if same is not None:
        title = framework.events[same.entry.event].title
        why = f"It rests on this, which does not fit either: {title}."
        return f"{why} Not there either: {'; '.join(own)}." if own else why
    if not own and events:
        titles = "; ".join(event.title for event in events)
        return f"It comes too soon: first comes this day, which the calendar brings: {titles}."
    missing = f"what has to come before it and is not there: {'; '.join(own)}" if own else _OTHERS
    return f"It leads nowhere without {missing}."


def _lacks_its_own(event: str, needed: Bridge, known: Context) -> bool:
    """Whether what is missing last belongs to the event's own procedure."""
    homes = known.framework.event_home
    return homes[needed.events[-1]] is homes[event]


def _begun(ring: Happened, happened: Sequence[Happened]) -> tuple[Entry, ...]:
    """The entry that began the time which a day of the calendar ended."""
    ended = {move.procedure for move in ring.step.moves if move.open}
    earlier = itertools.takewhile(lambda known: known is not ring, happened)
    movers = [x for x in earlier if ended & {move.procedure for move in x.step.moves if move.open}]
    return tuple(_recorded(movers[-1])) if movers else ()


def _behind(tried: Step, known: Context, story: Story) -> Iterator[Entry]:
    """The entries by which that is so which keeps an event from happening."""
    failed = [tried.event.when, *(move.transition.when for move in tried.moves)]
    for condition in failed:
        if holds(condition, known) is False:
            for leaf in leaves(condition, known.framework):
                yield from _who_said(leaf, known, story)
    if not tried.moves:
        home = known.framework.event_home[tried.event.id].id
        yield from _recorded(story.entered.get(home))


def _who_said(leaf: object, known: Context, story: Story) -> Iterator[Entry]:
    if isinstance(leaf, model.StandsIn):
        for stage in leaf.in_:
            yield from _recorded(story.entered.get(known.framework.stage_home[stage].id))
    elif isinstance(leaf, model.HasHappened):
        yield from _recorded(story.latest.get(leaf.happened))
    elif isinstance(leaf, model.FactIs | model.DecisionIs):
        name = leaf.fact if isinstance(leaf, model.FactIs) else leaf.decision
        said = (x.entry for x in reversed(story.happened) if x.entry is not None)
        answer = next((x for x in said if name in x.facts or name in x.decided), None)
        if answer is not None:
            yield answer


def _recorded(happened: Happened | None) -> Iterator[Entry]:
    if happened is not None:
        source = happened.entry or happened.because
        if source is not None:
            yield source
