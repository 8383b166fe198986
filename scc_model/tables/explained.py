"""One rule or event in a case, with its whole working: source, inputs, dates, guards."""

from __future__ import annotations

from scc_model import model
from scc_model.cases.journey import Journey
from scc_model.cases.powers.standing import powers
from scc_model.chart.steps import Step, step, unsettled
from scc_model.conditions import Verdict, evaluate
from scc_model.errors import UnknownName
from scc_model.words import account, explaining, obligations, permissions, uncertain, wording

STATUS: dict[str, str] = {
    "counted": "",
    "worked-out": "worked out",
    "planned": "planned",
    "presumed": "must have happened",
    "contradicts": "contradicts the rest",
    "withdrawn": "withdrawn",
}
"""What is said of an entry of the record of events."""
OPEN = {True: "Open", None: "Not known yet", False: "Closed"}
"""What is said of a power, in the order in which powers are shown."""

_APPLIES = {
    True: "It applies.",
    False: "It does not apply.",
    None: "It is not known yet whether it applies.",
}
_CAN_HAPPEN = {True: "It can.", False: "It cannot.", None: "It is not known yet."}
_HOLDS = {True: "holds", False: "does not hold", None: "is not known"}


def explained(name: str, journey: Journey) -> list[tuple[str, list[str]]]:
    """Everything about a rule or an event in a case: where it comes from, and the whole working.

    Args:
        name: id of a rule or of an event.
        journey: the case.

    Returns:
        Headings, each with its sentences.

    Raises:
        UnknownName: when there is no such rule or event.
    """
    framework = journey.context.framework
    if name in framework.rules:
        return _rule(framework.rules[name], journey)
    if name in framework.events:
        return _event(framework.events[name], journey)
    raise UnknownName("rule or event", name, [*framework.rules, *framework.events])


def _rule(rule: model.Rule, journey: Journey) -> list[tuple[str, list[str]]]:
    framework = journey.context.framework
    verdict = evaluate(rule.applies_when, journey.context)
    missing = verdict.missing or (unsettled(journey.context) if verdict.value is None else ())
    parts = [
        (rule.title, [rule.text]),
        ("Who", [wording.sentence(wording.who(rule.actors, framework))]),
        ("Source", [f"{wording.citations(rule.cite, framework)}."]),
        ("Whether it applies", [
            _APPLIES[verdict.value],
            *_condition("It applies when", rule.applies_when, verdict, journey),
            *_to_be_known(missing, framework),
        ]),
    ]  # fmt: skip
    parts += [
        (f"How it stands: {OPEN[power.open]}", permissions.power_told(power, journey.context))
        for power in powers(journey)
        if power.rule is rule
    ]
    for duty in journey.duties():
        if duty.rule is rule:
            when = wording.sentence(obligations.when(duty) or "no date")
            doubts = uncertain.doubts(duty, framework)
            working = [*doubts, *obligations.duty_working(duty, journey)]
            parts.append((f"How it stands: {wording.STATUS[duty.status]}", [when, *working]))
    return parts


def _event(event: model.Event, journey: Journey) -> list[tuple[str, list[str]]]:
    framework = journey.context.framework
    home = framework.event_home[event.id]
    by = [f"By: {wording.roles(event.by, framework)}."] if event.by else []
    cited = f"Source: {wording.citations(event.cite, framework)}."
    parts = [(event.title, [f"Procedure: {home.title}.", *by, cited])]
    for recorded in account.record_of_events(journey):
        if recorded.event == event.id:
            number = recorded.number
            source = "Presumed" if recorded.status == "presumed" else "By the calendar"
            title = f"{f'Entry {number}' if number else source}, {recorded.day}"
            status = STATUS[recorded.status]
            sentences = account.came_of(recorded, framework)
            if recorded.happened is not None:
                sentences += _guards(recorded.happened.step, framework)
            parts.append((f"{title}: {status}" if status and number else title, sentences))
    parts.append(("Whether it can happen now", _now(step(event.id, journey.context), journey)))
    return parts


def _now(now: Step, journey: Journey) -> list[str]:
    framework = journey.context.framework
    if now.event.falls_on:
        rules = wording.titles(now.event.falls_on, framework.rules, "or")
        return [f"Its day is worked out from the time limit of {rules}."]
    if not now.moves:
        return [account.happens_from(now.event, framework)]
    return [
        _CAN_HAPPEN[now.allowed],
        *_condition("It can happen when", now.event.when, now.when, journey),
        *_guards(now, framework),
        *_to_be_known(now.missing, framework),
    ]


def _to_be_known(facts: tuple[str, ...], framework: model.Framework) -> list[str]:
    return [f"To be known: {account.ask(name, framework)}" for name in facts]


def _condition(
    start: str, condition: model.Condition | None, verdict: Verdict, journey: Journey
) -> list[str]:
    """A condition in words, with what is known of it."""
    if condition is None:
        return []
    words = wording.condition(condition, journey.context.framework)
    known = explaining.known(verdict.because, journey.context)
    return [f"{start} this holds: {words}.", *(f"Known: {sentence}" for sentence in known)]


def _guards(taken: Step, framework: model.Framework) -> list[str]:
    """Each transition of a step with its guard, and what its guard came to."""
    sentences = []
    for move in taken.moves:
        into = framework.stages[move.transition.to].title
        where = f"{framework.procedures[move.procedure].title}, to '{into}'"
        guard = move.transition.when
        words = (
            f"{_HOLDS[move.verdict.value]}: {wording.condition(guard, framework)}"
            if guard is not None
            else "without a condition"
        )
        sentences.append(f"{where}: {words}.")
    return sentences
