"""One rule or event in a case, with its whole working: source, inputs, dates, guards."""

from __future__ import annotations

from scc_model import model
from scc_model.cases.journey import Journey
from scc_model.cases.powers import powers
from scc_model.chart.steps import Step, step, unsettled
from scc_model.conditions import Verdict, evaluate
from scc_model.dates import long_date
from scc_model.errors import UnknownName
from scc_model.tables import records, terminal
from scc_model.words import account, explaining, wording


def explained(name: str, made: Journey) -> list[tuple[str, list[str]]]:
    """Everything about a rule or an event in a case: where it comes from, and the whole working.

    Args:
        name: id of a rule or of an event.
        made: the case.

    Returns:
        Headings, each with its sentences.

    Raises:
        UnknownName: when there is no such rule or event.
    """
    framework = made.context.framework
    if name in framework.rules:
        return _rule(name, made)
    if name in framework.events:
        return _event(name, made)
    raise UnknownName("rule or event", name, [*framework.rules, *framework.events])


def explained_text(name: str, made: Journey) -> str:
    """The same for a terminal."""
    lines = terminal.heading(made)
    for title, told in explained(name, made):
        lines += [title, *(f"  {terminal.shown(one)}" for one in told)]
    return "\n".join(lines)


def _rule(name: str, made: Journey) -> list[tuple[str, list[str]]]:
    framework = made.context.framework
    rule = framework.rules[name]
    parts = [
        (rule.title, [rule.text]),
        ("Who", [wording.sentence(wording.roles(rule.actors, framework))]),
        ("Source", [f"{wording.citations(rule.cite, framework)}."]),
    ]
    asked = rule.applies_when
    verdict = evaluate(asked, made.context)
    applies = {
        True: "It applies.",
        False: "It does not apply.",
        None: "It is not known yet whether it applies.",
    }
    told = [applies[verdict.value], *_condition("It applies when", asked, verdict, made)]
    missing = verdict.missing or (unsettled(made.context) if verdict.value is None else ())
    told += [f"To be known: {account.ask(one, framework)}" for one in missing]
    parts.append(("Whether it applies", told))
    for power in powers(made):
        if power.rule is rule:
            status = f"How it stands: {terminal.OPEN[power.open]}"
            parts.append((status, terminal.power_told(power, made)))
    for duty in made.duties():
        if duty.rule is rule:
            when = wording.sentence(account.when(duty) or "no date")
            working = account.duty_working(duty, made)
            parts.append((f"How it stands: {wording.STATUS[duty.status]}", [when, *working]))
    return parts


def _event(name: str, made: Journey) -> list[tuple[str, list[str]]]:
    framework = made.context.framework
    event = framework.events[name]
    home = framework.event_home[name]
    by = [f"By: {wording.roles(event.by, framework)}."] if event.by else []
    cited = f"Source: {wording.citations(event.cite, framework)}."
    parts = [(event.title, [f"Procedure: {home.title}.", *by, cited])]
    for one in records.record_of_events(made):
        if one.event == name:
            number = f"Entry {one.number}" if one.number is not None else "By the calendar"
            told = terminal.came_of(one, made)
            if one.happened is not None:
                told += _guards(one.happened.step, made)
            title = f"{number}, {long_date(one.date)}"
            status = terminal.STATUS[one.status]
            parts.append((f"{title}: {status}" if status and one.number else title, told))
    now = step(name, made.context)
    parts.append(("Whether it can happen now", _now(now, made)))
    return parts


def _now(now: Step, made: Journey) -> list[str]:
    framework = made.context.framework
    if now.event.falls_on:
        rules = (f"'{framework.rules[name].title}'" for name in now.event.falls_on)
        return [f"Its day is worked out from the time limit of {wording.listed(rules, 'or')}."]
    if not now.moves:
        return [account.happens_from(now.event, framework)]
    said = {True: "It can.", False: "It cannot.", None: "It is not known yet."}
    told = [said[now.allowed]]
    told += _condition("It can happen when", now.event.when, now.when, made)
    told += _guards(now, made)
    told += [f"To be known: {account.ask(one, framework)}" for one in account.to_be_known(now)]
    return told


def _condition(
    start: str, asked: model.Condition | None, verdict: Verdict, made: Journey
) -> list[str]:
    """A condition in words, with what is known of it."""
    if asked is None:
        return []
    told = f"{start} this holds: {wording.condition(asked, made.context.framework)}."
    return [told, *(f"Known: {one}" for one in explaining.known(verdict.because, made.context))]


def _guards(made_step: Step, made: Journey) -> list[str]:
    """Each transition of a step with its guard, and what its guard came to."""
    framework = made.context.framework
    holds = {True: "holds", False: "does not hold", None: "is not known"}
    told = []
    for move in made_step.moves:
        into = framework.stages[move.transition.to].title
        where = f"{framework.procedures[move.procedure].title}, to '{into}'"
        guard = move.transition.when
        if guard is None:
            told.append(f"{where}: without a condition.")
            continue
        said = wording.condition(guard, framework)
        told.append(f"{where}: {holds[move.verdict.value]}: {said}.")
    return told
