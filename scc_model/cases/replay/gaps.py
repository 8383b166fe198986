"""What must have happened before an entry that could not have happened where the school stood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

import attrs

from scc_model import model
from scc_model.cases.replay.happened import Happened
from scc_model.chart.bridging import Bridge, bridge
from scc_model.chart.happenings import happenings
from scc_model.chart.steps import Step, may_stand, step
from scc_model.conditions import Context


@attrs.frozen
class Gap:
    """A gap in a record before an entry, and how it is bridged.

    Args:
        bridge: the events that are presumed.
        known: what is known on the near side of it.
        last: the last day on which they can have happened; none for the day of the entry.
        undone: a day of the calendar that took effect only because they were not recorded.
    """

    bridge: Bridge
    known: Context
    last: dt.date | None = None
    undone: Happened | None = None


def gap_before(
    event: str,
    knowing: tuple[Context, Context],
    happened: Mapping[str, Happened],
    entered: Mapping[str, Happened],
    ahead: frozenset[str],
) -> Gap | None:
    """The gap before an event of an entry.

    Args:
        event: the event.
        knowing: what is known with the entry; and the same where answers from before it may have
            changed.
        happened: what has happened, by event.
        entered: by procedure, what brought the school to its stage.
        ahead: events that cannot have happened, because their day has not come.

    Returns:
        The gap; none where nothing that is presumed lets the event happen.
    """
    known, changed = knowing
    if instead(event, known, entered) is not None:
        return None
    endings = {ending.event for ending in known.framework.ends_every_procedure}
    # Presumed last are the end of the school, that something happened a second time, and that an
    # answer from before has changed.
    lasting = ahead | endings
    once = lasting | {*happened}
    now = bridge(event, known, once)
    gaps = [] if now is None else [Gap(now, known)]
    for ring, before in _before_the_calendar(known, entered):
        earlier = bridge(event, before, once)
        if earlier is None or not earlier.events:
            continue
        gap = Gap(earlier, before, ring.date, ring)
        # What has nothing to do with that day did not have to come before it.
        if _moves_too(earlier, ring):
            gaps.insert(0, gap)
        else:
            gaps.append(gap)
    if gaps:
        return min(gaps, key=lambda gap: len(gap.bridge.events))
    for context, without in ((known, lasting), (known, ahead), (changed, ahead)):
        again = bridge(event, context, without)
        if again is not None:
            return Gap(again, context)
    return None


def _moves_too(gap: Bridge, ring: Happened) -> bool:
    """Whether something in a gap moves a procedure that a day of the calendar moved."""
    moved = {move.procedure for move in ring.step.moves if move.open}
    return any(move.procedure in moved for taken in gap.steps for move in taken.moves)


def instead(event: str, known: Context, entered: Mapping[str, Happened]) -> Happened | None:
    """What is recorded to have happened at the point at which an event could have, and did not.

    A school that has complied has not failed to. Both may be true of two notices, but no second one
    is presumed for that: whoever knows of it can say so.

    Args:
        event: the event.
        known: what is known when it is said to have happened.
        entered: by procedure, what brought the school to its stage.
    """
    parted = _instead(event, known.framework, entered)
    return parted if parted and step(event, known).allowed is False else None


def _instead(
    event: str, framework: model.Framework, entered: Mapping[str, Happened]
) -> Happened | None:
    """What is recorded to have left a procedure where an event would have left it too."""
    home = framework.event_home[event].id
    mover = entered.get(home)
    if mover is None or mover.entry is None or mover.event == event:
        return None
    moves = [move for move in mover.step.moves if move.procedure == home and move.open]
    left = {stage for move in moves for stage in move.way.starts}
    come_to = {move.transition.to for move in moves}
    ways = [way for way in happenings(framework)[event].ways if way.procedure == home]
    parted = any(way.starts & left for way in ways)
    follows = come_to <= left or any(way.starts & come_to for way in ways)
    return mover if parted and not follows else None


def rests_on_another(gap: Bridge, entered: Mapping[str, Happened]) -> tuple[Step, Happened] | None:
    """The last event of a gap that would have happened instead of what is recorded, and that.

    Args:
        gap: what would have to have happened.
        entered: by procedure, what brought the school to its stage.
    """
    for taken in reversed(gap.steps):
        other = _instead(taken.event.id, taken.context.framework, entered)
        if other is not None:
            return taken, other
    return None


def too_late(
    event: str, known: Context, happened: Iterable[Happened], entered: Mapping[str, Happened]
) -> tuple[Happened, Context] | None:
    """The day of the calendar that ended the time in which an event could have happened.

    Args:
        event: the event.
        known: what is known when it is said to have happened.
        happened: everything that happened before, in order.
        entered: by procedure, what brought the school to its stage.

    Returns:
        That day, and what would be known without it; none where it could not have happened before.
    """
    home = known.framework.event_home[event].id
    showing = [*_before_the_calendar(known, entered)]
    rings = [x for x in happened if x.standing == "worked-out" and home in may_stand(x.step)]
    passed = (
        (ring, _without(ring, known, entered, showing=False))
        for ring in reversed(rings)
        if _closed_by(ring, event, known)
    )
    for ring, before in (*showing, *passed):
        if step(event, before).allowed is not False:
            return ring, before
    return None


def _closed_by(ring: Happened, event: str, known: Context) -> bool:
    """Whether an event cannot have happened where a day of the calendar brought the school."""
    after = {name: at for name, stages in may_stand(ring.step).items() for at in stages if at}
    return step(event, known.standing({**known.stands, **after})).allowed is False


def days_that_came_first(
    event: str, known: Context, entered: Mapping[str, Happened]
) -> Iterator[dt.date]:
    """The first that each day of the calendar can have been that was over when an event happened.

    Args:
        event: the event.
        known: what is known when it happens.
        entered: by procedure, what brought the school to its stage.
    """
    for ring, before in _before_the_calendar(known, entered):
        if step(event, before).allowed is False:
            yield ring.first


def _before_the_calendar(
    known: Context, entered: Mapping[str, Happened]
) -> Iterator[tuple[Happened, Context]]:
    """Each day of the calendar that still shows, with what would be known without it."""
    rings = {id(x): x for x in entered.values() if x.standing == "worked-out"}
    for ring in rings.values():
        yield ring, _without(ring, known, entered, showing=True)


def _without(
    ring: Happened, known: Context, entered: Mapping[str, Happened], *, showing: bool
) -> Context:
    """What would be known without a day of the calendar.

    Args:
        ring: that day.
        known: what is known with it.
        entered: by procedure, what brought the school to its stage.
        showing: whether only what still shows is taken back.
    """
    stands = {
        move.procedure: ring.step.context.stands[move.procedure]
        for move in ring.step.moves
        if move.open and (entered.get(move.procedure) is ring or not showing)
    }
    return known.standing({**known.stands, **stands})
