"""Which events a reader most likely wants to enter next, and which a word finds."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterator

from scc_model import model
from scc_model.cases.journey import Journey
from scc_model.cases.offers import Offer

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

    What is to be done comes first, by its day: the event by which it is done. Then what moves the
    school on where it has moved already. Of a case of which nothing is known, each group of
    events says what is likeliest in it.

    Args:
        stands: the case on the day looked from.
        offered: the events that may come next.
        most: how many there may be.
    """
    framework = stands.context.framework
    if not stands.case.events:
        firsts = (events[0] for _, events in groups(framework) if events)
        return [*firsts][:most]
    recorded = {entry.event for entry in stands.case.events if not entry.withdrawn}
    names = (name for name in _in_order(stands, offered) if name not in recorded)
    return [*dict.fromkeys(names)][:most]


def _in_order(stands: Journey, offered: list[Offer]) -> Iterator[str]:
    framework, moved = stands.context.framework, stands.replayed.entered
    for duty in stands.duties():
        event = framework.events.get(duty.rule.met_by or "")
        limit = duty.deadline.limit.kind if duty.deadline is not None else None
        if event is None or event.falls_on or limit == "not-before":
            continue
        if duty.status in _NEXT:
            yield event.id
    leading = [offer for offer in offered if offer.leads_to and not offer.if_changed]
    home = framework.event_home
    yield from (offer.event.id for offer in leading if home[offer.event.id].id in moved)
    yield from (offer.event.id for offer in leading)


_NEXT = ("overdue", "due", "open", "not-started", "if", "not-recorded")


def found(text: str, framework: model.Framework) -> list[str]:
    """The events whose names have every word of a text, or words that begin so or are akin.

    >>> from scc_model.loading import load
    >>> found("report publ", load())
    ['report-published']
    >>> found("not comply", load())[0]
    'non-compliance-found'
    """
    words = _words(text)
    if not words:
        return []
    titles = {
        event.id: [*_words(event.title), *_words(event.id)]
        for event in framework.events.values()
        if not event.falls_on
    }
    exact = [name for name, title in titles.items() if _has(title, words, str.startswith)]
    akin = [name for name, title in titles.items() if _has(title, words, _akin)]
    return [*dict.fromkeys((*exact, *akin))][:_MOST_FOUND]


def _has(title: list[str], words: list[str], alike: Callable[[str, str], bool]) -> bool:
    return all(any(alike(there, word) for there in title) for word in words)


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
