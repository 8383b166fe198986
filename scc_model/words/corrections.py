"""What an entry of a case said before it was corrected, in words."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from scc_model import model
from scc_model.cases.case import Entry
from scc_model.dates import days_in_words

_NOTHING = "nothing"


def corrections(entry: Entry, framework: model.Framework) -> list[str]:
    """What an entry said before each time that it was corrected, a sentence each, the latest first.

    Args:
        entry: the entry.
        framework: what its names are names of.

    >>> import datetime as dt
    >>> from scc_model.loading import load
    >>> report = Entry("report-published", dt.date(2014, 11, 6))
    >>> corrections(Entry("report-published", dt.date(2014, 11, 7), before=(report,)), load())
    ['Corrected. It said before: on Thursday 6 November 2014.']
    """
    states = [*entry.before, entry]
    told = []
    for before, after in itertools.pairwise(states):
        parts = "; ".join(_differences(before, after, framework))
        told.append(f"Corrected. It said before: {parts}.")
    return told[::-1]


def _differences(before: Entry, after: Entry, framework: model.Framework) -> Iterator[str]:
    """What an entry said that it does not say any more."""
    if before.event != after.event:
        yield framework.events[before.event].title
    if (before.first, before.last) != (after.first, after.last):
        yield days_in_words(before.first, before.last)
    for name, answer in _changed(before.facts, after.facts):
        fact = framework.facts[name]
        yield f"{fact.question} {fact.label(answer) if answer else _NOTHING}"
    for name, outcome in _changed(before.decided, after.decided):
        decision = framework.decisions[name]
        yield f"{decision.title}: {decision.outcome(outcome).title if outcome else _NOTHING}"
    if before.note != after.note:
        yield f"note: {before.note or _NOTHING}"


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The names whose answer is another one now, with the answer before; empty for none."""
    for name in {**before, **after}:
        if before.get(name) != after.get(name):
            yield name, before.get(name, "")
