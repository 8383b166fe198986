"""The powers of a case in plain words: who holds each, from when until when, what is missing."""

from __future__ import annotations

from collections.abc import Iterable

from scc_model import model
from scc_model.cases.powers import Power
from scc_model.dates import long_date
from scc_model.words import account, wording


def held_by(power: Power, framework: model.Framework) -> str:
    """Who holds a power."""
    return wording.who(power.rule.actors, framework)


def why_closed(power: Power, framework: model.Framework) -> list[str]:
    """What keeps a power closed or unknown, a sentence each; none for one that is open."""
    if power.open:
        return []
    if power.missing:
        return _depends_on(power.missing, framework)
    window = power.window
    if power.kept == "waiting" and window is not None:
        title = framework.events[window.anchor.event].title
        known = "has not happened" if power.open is False else "is not known to have happened"
        return [f"It waits for this, which {known}: {wording.sentence(title)}"]
    if power.kept == "early" and window is not None and window.earliest is not None:
        return [f"Its time begins on {long_date(window.earliest)}."]
    if power.kept == "over" and window is not None:
        if window.ended_on is not None:
            return [wording.no_longer(window.ended_on, framework, "open")]
        return [f"Its time ended on {long_date(window.latest)}."] if window.latest else []
    if power.unmet:
        return [
            wording.sentence(f"it needs this, which is not so: {account.needed(part, framework)}")
            for part in power.unmet
        ]
    return [
        f"{use.event.title}: {account.happens_from(use.event, framework)}" for use in power.uses
    ]


def power_told(power: Power, framework: model.Framework) -> list[str]:
    """From when and until when a power is open and what comes first, or why it is closed."""
    until = power.until if power.open else None
    sentences = [f"Until {long_date(until)}."] if until is not None else []
    sentences += [f"From {long_date(power.from_)}."] if power.from_ is not None else []
    sentences += why_closed(power, framework)
    if power.open and power.first:
        titles = wording.listed(f"'{rule.title}'" for rule in power.first)
        sentences.append(f"To be done first: {titles}.")
    return sentences


def _depends_on(facts: Iterable[str], framework: model.Framework) -> list[str]:
    return [f"It depends on this: {framework.facts[name].question}" for name in facts]
