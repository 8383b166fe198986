"""Which events a reader most likely wants to enter next, and which a word finds."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import re
from collections.abc import Callable, Iterator

from scc_model import model
from scc_model.cases.duties.duty import Duty
from scc_model.cases.journey import Journey
from scc_model.cases.offers import Offer
from scc_model.conditions import Context, is_for_kind
from scc_model.words import obligations

_MOST_FOUND = 12


@functools.lru_cache(maxsize=8)
def groups(framework: model.Framework) -> tuple[tuple[model.EventGroup, tuple[str, ...]], ...]:
    """How a reader knows of events, each with the events that can be entered.

    A group that names none has all that stand in no other.
    """
    named = {name for group in framework.event_groups for name in group.events}
    others = tuple(
        name for name, event in framework.events.items() if not event.falls_on and name not in named
    )
    return tuple((group, group.events or others) for group in framework.event_groups)


def likeliest(stands: Journey, offered: list[Offer], most: int) -> list[str]:
    """The events that most likely come next.

    The first of what is to be done by a day comes first; then where what happened last leads on to;
    then what must have happened and nobody recorded; then whatever else is to be done or moves the
    school on; and last, as in a case of which nothing is known, what each group of events says is
    likeliest in it.

    Args:
        stands: the case on the day looked from.
        offered: the events that may come next.
        most: how many there may be.
    """
    if not stands.case.events:
        return [*_firsts(stands.context)][:most]
    recorded = {entry.event for entry in stands.case.events if not entry.withdrawn}
    names = (name for name in _in_order(stands, offered) if name not in recorded)
    return [*dict.fromkeys(names)][:most]


def _in_order(stands: Journey, offered: list[Offer]) -> Iterator[str]:
    framework, moved = stands.context.framework, stands.replayed.entered
    duties = [duty for duty in stands.duties() if _is_done_by_an_event(duty, framework)]
    day = stands.as_at + _AHEAD
    dated = [x.rule.met_by for x in duties
             if x.due and x.due <= day and x.deadline and x.status in _DATED]  # fmt: skip
    unrecorded = [x.rule.met_by for x in obligations.unrecorded(duties)]
    leading = [offer for offer in offered if offer.leads_to and not offer.if_changed]
    first = filter(None, (*dated[:_FIRST], *_onwards(leading, stands)[:_FIRST], *unrecorded))
    yield from first
    yield from filter(None, (x.rule.met_by for x in duties if x.status in _DATED))
    home = framework.event_home
    yield from (offer.event.id for offer in leading if home[offer.event.id].id in moved)
    others = [offer.event for offer in leading if not _comes_much_later(offer.event, stands)]
    yield from (event.id for event in others)
    yield from _firsts(stands.context)


def _firsts(context: Context) -> Iterator[str]:
    """What is likeliest known of a school of this kind: the first of each group, then others."""
    fitting = []
    for group, events in groups(context.framework):
        fits = {name: is_for_kind(name, context) for name in events}
        # Of whatever stands in no other group, what is for this kind alone.
        wanted = (None, True) if group.events else (True,)
        fitting.append([name for name in events if fits[name] in wanted])
    yield from filter(None, itertools.chain.from_iterable(itertools.zip_longest(*fitting)))


def _comes_much_later(event: model.Event, stands: Journey) -> bool:
    """Whether an event ends everything, or comes only after others none of which is recorded."""
    ends = {ending.event for ending in stands.context.framework.ends_every_procedure}
    happened = {known.event for known in stands.replayed.happened}
    return event.id in ends or (bool(event.not_before) and happened.isdisjoint(event.not_before))


_FIRST = 2
_AHEAD = dt.timedelta(weeks=26)  # what is later is no step that somebody looks for now
_DATED = ("overdue", "due", "open", "not-started", "if")


def _is_done_by_an_event(duty: Duty, framework: model.Framework) -> bool:
    """Whether somebody carries a duty out by an event, and may do so before its last day."""
    event = framework.events.get(duty.rule.met_by or "")
    limit = duty.deadline.limit.kind if duty.deadline is not None else None
    return event is not None and not event.falls_on and limit != "not-before"


def _onwards(leading: list[Offer], stands: Journey) -> list[str]:
    """The events that lead on from where the latest entry has led: to no stage passed before."""
    happened, homes = stands.replayed.happened, stands.context.framework.stage_home
    passed = {stage for x in happened for stage in x.step.entered}
    last = next((x for x in reversed(happened) if x.entry is not None), None)
    led_to = {x.procedure for x in (last.step.moves if last else ()) if x.open is not False}
    ends = {ending.event for ending in stands.context.framework.ends_every_procedure}
    return [
        offer.event.id
        for offer in leading
        if offer.event.id not in ends
        and any(homes[stage].id in led_to and stage not in passed for stage in offer.leads_to)
    ]


def found(text: str, framework: model.Framework) -> list[str]:
    """The events whose names have most words of a text, or words that begin so or are akin.

    >>> from scc_model.loading import load
    >>> found("report publ", load())
    ['report-published']
    >>> found("not comply", load())[0]
    'non-compliance-found'
    """
    words = _words(text)
    titles = {
        event.id: [*_words(event.title), *_words(event.id), *_words(event.hint)]
        for event in framework.events.values()
        if not event.falls_on
    }
    # People use words that no title has, such as "failed to": what has most of theirs is found.
    has = {name: _count(title, words, _akin) for name, title in titles.items()}
    most = max(has.values(), default=0)
    kindred = [name for name, number in has.items() if number == most > 0]
    exact = [name for name in kindred if _count(titles[name], words, str.startswith) == most]
    return [*dict.fromkeys((*exact, *kindred))][:_MOST_FOUND]


def _count(title: list[str], words: list[str], alike: Callable[[str, str], bool]) -> int:
    """How many of some words a title has."""
    return sum(any(alike(there, word) for there in title) for word in words)


def _akin(there: str, word: str) -> bool:
    """Whether two words differ in their endings only, such as "comply" and "complied"."""
    pairs = zip(there, word, strict=False)
    common = len([*itertools.takewhile(lambda pair: pair[0] == pair[1], pairs)])
    return there.startswith(word) or common >= max(
        _LEAST_STEM, min(len(there), len(word)) - _LONGEST_ENDING
    )


_LEAST_STEM, _LONGEST_ENDING = 4, 4  # letters


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
