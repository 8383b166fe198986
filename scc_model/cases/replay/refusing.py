"""What becomes of a case where an entry cannot have been: what of it is left open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import attrs

from scc_model.cases.replay.happened import Contradiction, Happened
from scc_model.cases.replay.story import Story
from scc_model.chart.bridging import bridge
from scc_model.chart.steps import may_stand
from scc_model.conditions import Context


def refuse(
    story: Story, wrong: Contradiction, late: Happened | None, changed: Context, day: dt.date
) -> None:
    """Let an entry stand beside what it contradicts.

    What came too late moved nothing, and shows that it did not happen in time. Of any other it is
    left open where the school stands, if something unrecorded would let it happen.

    Args:
        story: the case so far.
        wrong: the entry, with what it contradicts.
        late: the day of the calendar that ended the time for it; none where it was not too late.
        changed: what is known with the entry, where answers from before it may have changed.
        day: its day.
    """
    story.contradictions.append(wrong)
    event = wrong.entry.event
    if story.complete:
        return
    if late is None:
        if bridge(event, changed, story.still_to_come(day)):
            _leave_open(story, event)
    elif wrong.entry.date is not None and event in late.unless:
        others = tuple(name for name in late.unless if name != event)
        by = late.by if others else None
        story.put(late, attrs.evolve(late, unless=others, by=by))


def rest_on(story: Story, event: str, refused: Collection[str]) -> None:
    """Leave open where the school stands for an event that rests on entries which do not fit.

    Args:
        story: the case so far.
        event: the event.
        refused: the events of those entries.
    """
    home = story.context.framework.event_home[event].id
    for ring in [x for x in story.latest.values() if x.standing == "worked-out"]:
        if home in may_stand(ring.step) and not ring.shown:
            unless = tuple(dict.fromkeys((*ring.unless, *refused)))
            story.put(ring, attrs.evolve(ring, unless=unless, by=story.as_at))
    _leave_open(story, event)


def _leave_open(story: Story, event: str) -> None:
    home = story.context.framework.event_home[event].id
    stands = {name: at for name, at in story.context.stands.items() if name != home}
    story.context = story.context.standing(stands)
