"""The powers of a case in plain words: who holds each, from when until when, what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from scc_model import model
from scc_model.cases.powers import Power
from scc_model.conditions import Context
from scc_model.dates import days_in_words, long_date
from scc_model.words import account, wording


def held_by(power: Power, framework: model.Framework) -> str:
    """Who holds a power."""
    return wording.who(power.rule.actors, framework)


def why_closed(power: Power, framework: model.Framework) -> list[str]:
    """What keeps a power closed or unknown, a sentence each; none for one that is open."""
    if power.open:
        return []
    if power.unless:
        titles = wording.titles(power.unless, framework.events, "or")
        return [f"It is open, unless this has happened, which nobody has recorded: {titles}."]
    if power.missing or power.awaits:
        return [*_depends_on(power.missing, framework), *_awaits(power.awaits, framework)]
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
    if power.open is None:
        return ["Nothing that is recorded says whether it is open."]
    return [
        f"{use.event.title}: {account.happens_from(use.event, framework)}" for use in power.uses
    ]


def since(power: Power) -> str:
    """From which day a power is open, in a few words; empty where nothing is known of that."""
    if power.from_ is not None:
        return long_date(power.from_)
    return days_in_words(None, power.from_by) if power.from_by is not None else ""


def first_done(power: Power, context: Context) -> list[str]:
    """What has to be done before a power is used, and with whom; nothing for one that needs none.

    Args:
        power: the power.
        context: what is known of the school, since whom to consult depends on its kind.
    """
    return [
        text for rule in power.first for text in wording.tasks(rule, context) or [f"{rule.title}."]
    ]


def power_told(power: Power, context: Context) -> list[str]:
    """From when and until when a power is open and what comes first, or why it is closed."""
    framework = context.framework
    until = power.until if power.open else None
    sentences = [f"Until {long_date(until)}."] if until is not None else []
    sentences += [f"From {since(power)}."] if power.from_ is not None else []
    sentences += [f"Open {since(power)}."] if power.from_by is not None else []
    sentences += why_closed(power, framework)
    if power.open and power.first:
        sentences.append(f"To be done first: {' '.join(first_done(power, context))}")
    return sentences


def _depends_on(facts: Sequence[str], framework: model.Framework) -> list[str]:
    """The question to ask first, and how many may come after it."""
    if not facts:
        return []
    others = len(facts) - 1
    more = f" And perhaps on {wording.counted(others, 'more answer')}." if others else ""
    return [f"It depends on this: {framework.facts[facts[0]].question}{more}"]


def _awaits(events: Sequence[str], framework: model.Framework) -> list[str]:
    if not events:
        return []
    titles = wording.titles(events, framework.events, "or")
    return [f"It takes this, which nobody has recorded: {titles}."]
