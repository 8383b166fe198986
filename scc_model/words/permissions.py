"""The powers of a case in plain words: who holds each, from when until when, what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from scc_model import model
from scc_model.cases.duties.duty import Duty
from scc_model.cases.journey import Journey
from scc_model.cases.powers.power import Power
from scc_model.conditions import Context, open_conditions
from scc_model.dates import days_in_words, long_date
from scc_model.words import account, explaining, wording


def held_by(power: Power, framework: model.Framework) -> str:
    """Who holds a power."""
    return wording.who(power.rule.actors, framework)


def why_closed(power: Power, framework: model.Framework) -> list[str]:
    """What keeps a power closed or unknown, a sentence each; none for one that is open."""
    if power.open:
        return []
    if power.stays is not None:
        told = _stays(power.stays, framework)
        return [f"If what was announced stays so: {wording.uncapital(why)}" for why in told]
    if power.unless:
        titles = wording.titles(power.unless, framework.events, "or")
        until = f" until {last_day(power)}" if power.until is not None else ""
        return [f"It is open{until}, unless this has happened, which nobody recorded: {titles}."]
    if power.perhaps_over and power.until is not None:
        return [f"It is open, if its time is not over already. Last day: {last_day(power)}."]
    if power.missing or power.awaits:
        return [
            *_depends_on(power.missing, framework),
            *_awaits(power.awaits, framework, missing=bool(power.missing)),
        ]
    window = power.window
    if power.kept == "waiting" and window is not None:
        title = framework.events[window.anchor.event].title
        known = "has not happened" if power.open is False else "is not known to have happened"
        return [f"It waits for this, which {known}: {wording.sentence(title)}"]
    if power.kept == "early" and window is not None and window.earliest is not None:
        return [f"Its time begins on {long_date(window.earliest)}."]
    if power.kept == "over" and window is not None:
        latest, ended = window.latest, window.ended_on
        if ended is not None and (latest is None or ended[0] <= latest):
            return [wording.no_longer(ended, framework, "open")]
        return [f"Its time ended on {last_day(power)}."] if latest else []
    if power.unmet:
        return [_only(part, framework) for part in power.unmet]
    if power.open is None:
        return _rests_on(power, framework)
    begins = (x for use in power.uses for x in account.stages_before(use.event, framework))
    return [_only(model.StandsIn(tuple(dict.fromkeys(begins))), framework)]


def _stays(power: Power, framework: model.Framework) -> list[str]:
    """How a power stands that is not open yet, or is."""
    if power.open:
        until = f" until {last_day(power)}" if power.until is not None else ""
        return [f"It is open{until}."]
    return why_closed(power, framework)


def _only(part: model.Condition, framework: model.Framework) -> str:
    """What a power is there for, where that is not so."""
    if isinstance(part, model.Not):
        if isinstance(part.not_, model.StandsIn):
            return (
                f"Not for a school at this stage: {account.stages_named(part.not_.in_, framework)}."
            )
        return wording.sentence(f"Not where this is so: {account.needed(part.not_, framework)}")
    if isinstance(part, model.StandsIn):
        return f"Only for a school at this stage: {account.stages_named(part.in_, framework)}."
    if isinstance(part, model.ReadingIs):
        reading = framework.readings[part.reading]
        texts = (reading.choice(choice).text.rstrip(".") for choice in part.is_)
        chosen = wording.listed((f"'{text}'" for text in texts), "or")
        return f"Only if an unclear passage ({reading.ref}) is read so: {chosen}."
    if isinstance(part, model.FactIs):
        fact = framework.facts[part.fact]
        answers = wording.listed((f"'{fact.label(answer)}'" for answer in part.is_), "or")
        return f"Only where this is answered with {answers}: {fact.question}"
    if isinstance(part, model.DefinitionMet):
        return f"Only where this is so: {framework.definitions[part.definition].text}"
    return wording.sentence(f"Only where this is so: {account.needed(part, framework)}")


def since(power: Power) -> str:
    """From which day a power is open, in a few words; empty where nothing is known of that."""
    if power.from_ is not None:
        return long_date(power.from_)
    if power.from_by is None:
        return ""
    if power.from_seen:
        return f"{long_date(power.from_by)}, if it was not open before"
    return days_in_words(power.from_first, power.from_by)


def last_day(power: Power) -> str:
    """The last day of a power, in words; empty where it has none."""
    if power.until is None:
        return ""
    if power.until_exact:
        return long_date(power.until)
    soonest = power.until_at_the_earliest
    early = f", or as early as {long_date(soonest)}" if soonest is not None else ""
    return f"{long_date(power.until)} at the latest{early}"


def why_until(power: Power, journey: Journey) -> list[str]:
    """Why the last day of a power is that day, a sentence each; nothing where it has none.

    Args:
        power: the power.
        journey: the case that it belongs to.
    """
    if power.window is None or power.until is None or power.until != power.window.latest:
        return []
    return explaining.explanation(Duty(power.rule, "open", power.window, None), journey)


def first_done(power: Power, context: Context) -> list[str]:
    """What has to be done before a power is used, and with whom; nothing for one that needs none.

    Args:
        power: the power.
        context: what is known of the school, since whom to consult depends on its kind.
    """
    texts: list[str] = []
    for rule in power.first:
        texts += wording.tasks(rule, context) or [f"{rule.title}."]
        if needs := open_conditions(rule, context):
            texts += [_if_so(part, context.framework) for part in needs]
    return texts


def _if_so(part: model.Condition, framework: model.Framework) -> str:
    """A condition of what is done first, as it stands after it."""
    if isinstance(part, model.Not):
        return f"(Unless {wording.condition(part.not_, framework)}.)"
    return f"(If so: {wording.condition(part, framework)}.)"


def power_told(power: Power, context: Context) -> list[str]:
    """From when and until when a power is open and what comes first, or why it is closed."""
    framework = context.framework
    until = last_day(power) if power.open else ""
    sentences = [f"Until {until}."] if until else []
    sentences += [f"From {since(power)}."] if power.from_ is not None else []
    sentences += [f"Open {since(power)}."] if power.from_by is not None else []
    sentences += why_closed(power, framework)
    if (power.open or power.unless) and power.first:
        sentences.append(f"To be done first: {' '.join(first_done(power, context))}")
    return sentences


def _rests_on(power: Power, framework: model.Framework) -> list[str]:
    """The stages that a power is for, where nothing recorded says whether the school is at one."""
    if not power.rests_on:
        return ["Nothing that is recorded says whether it is open."]
    stages = account.stages_named(power.rests_on, framework)
    only = f"It is only for a school at this stage, of which nothing is recorded: {stages}."
    if power.was_until is None:
        return [only]
    over = f"{long_date(power.was_until)}{'' if power.was_until_exact else ' at the latest'}"
    return [f"By what is recorded its time ended on {over}.", only]


def _depends_on(facts: Sequence[str], framework: model.Framework) -> list[str]:
    """The question to ask first, and how many may come after it."""
    if not facts:
        return []
    others = len(facts) - 1
    more = f" And perhaps on {wording.counted(others, 'more answer')}." if others else ""
    return [f"It depends on this: {framework.facts[facts[0]].question}{more}"]


def _awaits(events: Sequence[str], framework: model.Framework, *, missing: bool) -> list[str]:
    if not events:
        return []
    titles = wording.titles(events, framework.events, "or")
    takes = "It may take this, too" if missing else "It takes this"
    return [f"{takes}, which nobody has recorded: {titles}."]
