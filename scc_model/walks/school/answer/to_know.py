"""What would make an answer more certain: a question to be answered, a day to be entered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from scc_model import model
from scc_model.cases.duties.duty import Duty
from scc_model.cases.journey import Journey
from scc_model.cases.powers.power import Power
from scc_model.cases.replay.announced import settled_with
from scc_model.conditions import decide
from scc_model.walks.controls import submit
from scc_model.walks.school.asked import CHOOSE, CORRECT, DENY, FACTS, WALK
from scc_model.words import wording
from scc_model.words.html import Html, h


def answer(question: model.Fact | None, asked_with: int) -> Html | None:
    """A way to answer the question that would settle most.

    Args:
        question: the question; none where nothing is to be asked.
        asked_with: the number of the entry with which it is asked; 0 where it is with none.
    """
    if question is None:
        return None
    label = f"Answer: {question.question}"
    if not asked_with:
        return h("p", None, h("a", {"href": f"#{WALK}-{FACTS.prefix}{question.id}"}, label))
    wanted = f"{CORRECT}{asked_with}"
    return h("p", None, submit(WALK, label, wanted, quiet=False, key="answer-question"))


def outcome(journey: Journey) -> Html | None:
    """A way to say what was decided, where an entry tells that it was and nobody said what.

    Args:
        journey: the case.
    """
    framework = journey.context.framework
    for decision in framework.decisions.values():
        settle = settled_with(decision.id, framework)
        entries = enumerate(journey.case.events, 1)
        told = [
            number
            for number, x in entries
            if x.event in settle and not x.withdrawn and decision.id not in x.decided
        ]
        if told and decide(decision.id, journey.context).outcome is None:
            label = f"Answer, since much depends on it: {decision.title}"
            wanted = f"{CORRECT}{told[-1]}"
            return h("p", None, submit(WALK, label, wanted, quiet=False, key="say-outcome"))
    return None


def happened(event: str, journey: Journey) -> Html | None:
    """A way to enter something that may have happened, on which something depends.

    Args:
        event: the event; nothing is offered where it is entered, such as on a day too late.
        journey: the case.
    """
    if any(entry.event == event and not entry.withdrawn for entry in journey.case.events):
        return None
    title = journey.context.framework.events[event].title
    return h(
        "p",
        {"class": "scc-buttons"},
        submit(WALK, f"It happened: {title}", f"{CHOOSE}{event}", key=f"it-happened-{event}"),
        " ",
        submit(WALK, "It did not happen", f"{DENY}{event}", key=f"did-not-happen-{event}"),
    )


def later_by(some: Iterable[Power], journey: Journey) -> Html | None:
    """What makes the last day of a power the later of two, if it happened; with a way to say so.

    Args:
        some: powers and rights.
        journey: the case.
    """
    if not any(x.until_at_the_earliest and x.open is not False for x in some):
        return None
    rings = (x for x in journey.replayed.within.values() if x.unless and x.shown)
    events = tuple(dict.fromkeys(event for ring in rings for event in ring.unless))
    if not events:
        return None
    titles = wording.titles(events, journey.context.framework.events, "or")
    told = f"The later last days hold only if this has happened in time: {titles}."
    return h("div", None, h("p", None, told), *(happened(event, journey) for event in events))


def day(duties: Iterable[Duty], some: Iterable[Power], journey: Journey) -> Html | None:
    """A way to enter the day that nobody entered and that most others are counted from.

    Args:
        duties: what is asked for, or will be if what was announced stays so.
        some: powers and rights.
        journey: the case.
    """
    dated = [duty.deadline for duty in duties]
    dated += [power.window for power in some if power.open is not False]
    counted = Counter(
        event
        for deadline in dated
        if deadline is not None and deadline.latest is not None
        for event in {name for x in deadline.counts_from for name in _enterable(x.event, journey)}
    )
    if not counted:
        return None
    event, number = counted.most_common(1)[0]
    label = f"Add the day, if you know it: {journey.context.framework.events[event].title}"
    rest = "1 day here counts" if number == 1 else f"{number} days here count"
    return h(
        "p",
        None,
        submit(WALK, label, f"{CHOOSE}{event}", key="add-the-day"),
        f" {rest} from it. Until it is entered they are not exact.",
    )


def _enterable(event: str, journey: Journey) -> Iterator[str]:
    """What nobody entered and would tell the day of an event: itself, or what it is counted from.

    Args:
        event: the event; a day of the calendar is counted from what came last.
        journey: the case.
    """
    framework, replayed = journey.context.framework, journey.replayed
    known = [x for x in (*replayed.happened, *replayed.usual) if x.standing == "presumed"]
    falls_on = framework.events[event].falls_on
    if not falls_on:
        yield from (name for name in (event,) if any(x.event == name for x in known))
        return
    limits = (framework.rules[rule].time_limit for rule in falls_on)
    anchors = {anchor for limit in limits if limit is not None for anchor in limit.anchors}
    yield from [x.event for x in known if x.event in anchors][-1:]
