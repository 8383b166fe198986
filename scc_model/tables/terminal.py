"""A case for a terminal: where the school stands, what is to be done, what may come next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from scc_model.cases.journey import Duty, Journey
from scc_model.cases.powers import Power
from scc_model.chart.steps import Step, step, unsettled
from scc_model.dates import long_date
from scc_model.tables import records
from scc_model.tables.records import Recorded
from scc_model.tables.text import text_table
from scc_model.words import account, wording

STATUS: dict[str, str] = {
    "counted": "",
    "worked-out": "worked out",
    "planned": "planned",
    "refused": "does not count",
    "withdrawn": "withdrawn",
}
OPEN = {True: "Open", False: "Closed", None: "Not known yet"}
_FEW = 3  # questions shown in a cell


def shown(text: str) -> str:
    r"""Text of a case as a terminal can show it: control characters have no power there.

    >>> shown("A\x1b[2J\nschool")
    'A [2J school'
    """
    return "".join(one if one.isprintable() else " " for one in text)


def heading(made: Journey) -> list[str]:
    """The lines with which every view of a case begins."""
    school = shown(made.case.school) or "A school without a name"
    return [school, f"As at {long_date(made.as_at)}.", ""]


def case_text(made: Journey) -> str:
    """A whole case: answers, positions, the record of events, and how much is to be done."""
    framework = made.context.framework
    lines = [*heading(made), *_answers(made)]
    every = account.positions(made)
    moved = [one for one in every if one.since is not None]
    lines += ["Where the school stands", ""]
    if moved:
        rows = [
            (one.procedure.title, one.stage.title, _day(one.since))
            for one in moved
            if one.since is not None
        ]
        lines += [text_table(("Procedure", "Stage", "Since"), rows), ""]
    began = len(every) - len(moved)
    lines += [
        f"To know where it stands in the others: {account.ask(fact, framework)}"
        for fact in unsettled(made.context)
    ]
    lines += [f"In {wording.counted(began, 'procedure')} it stands where it began.", ""]
    record = records.record_of_events(made)
    lines += ["Events", ""]
    if record:
        lines.append(_record_table(record, made))
    else:
        lines.append("None is recorded. 'scc case next' says which may come.")
    due = account.to_do(made)
    late = wording.counted(sum(one.status == "overdue" for one in due), "thing")
    lines += ["", f"To do: {wording.counted(len(due), 'thing')} ('scc case due'); overdue: {late}."]
    for name, choice in made.case.readings.items():
        chosen = framework.readings[name]
        lines.append(f"Reading {chosen.ref} ({chosen.title}): {chosen.choice(choice).text}")
    return "\n".join(lines)


def _answers(made: Journey) -> list[str]:
    framework = made.context.framework
    if not made.context.facts:
        return []
    rows = [
        (framework.facts[name].question, framework.facts[name].label(answer), name)
        for name, answer in made.context.facts.items()
    ]
    return ["What is known", "", text_table(("Question", "Answer", "Fact"), rows), ""]


def _record_table(record: Sequence[Recorded], made: Journey) -> str:
    framework = made.context.framework
    rows = [
        (
            "" if one.number is None else str(one.number),
            _day(one.date),
            framework.events[one.event].title,
            STATUS[one.status],
            shown(" ".join(came_of(one, made))),
        )
        for one in record
    ]
    return text_table(("No.", "Day", "Event", "Status", "What came of it"), rows)


def came_of(one: Recorded, made: Journey) -> list[str]:
    """What came of an entry, a sentence each: stages, reasons, answers, its note."""
    framework = made.context.framework
    titles = [f"'{framework.stages[name].title}'" for name in one.entered]
    told = [f"To {wording.listed(titles)}."] if titles else []
    told += map(wording.sentence, one.why)
    for name, answer in one.entry.facts.items() if one.entry is not None else ():
        fact = framework.facts[name]
        before = one.instead_of.get(name)
        instead = f" (before: {fact.label(before)})" if before is not None else ""
        told.append(f"{fact.question} {fact.label(answer)}{instead}.")
    for name, outcome in one.entry.decided.items() if one.entry is not None else ():
        decision = framework.decisions[name]
        told.append(f"{decision.title}: {decision.outcome(outcome).title}.")
    if one.entry is not None and one.entry.note:
        told.append(f"Note: {one.entry.note}")
    return told


def _day(day: dt.date) -> str:
    """A date that stands on one line of a table."""
    return long_date(day).replace(" ", "\N{NO-BREAK SPACE}")


def duties_text(duties: Sequence[Duty], made: Journey) -> str:
    """Duties as a table."""
    if not duties:
        return "\n".join([*heading(made), "Nothing is to be done."])
    framework = made.context.framework
    rows = [
        (
            wording.STATUS[one.status],
            wording.capital(account.when(one)),
            one.rule.title,
            wording.roles(one.rule.actors, framework),
            one.rule.id,
        )
        for one in duties
    ]
    return "\n".join(
        [*heading(made), text_table(("How it stands", "When", "What", "Who", "Rule"), rows)]
    )


def possible_text(steps: Sequence[Step], made: Journey) -> str:
    """The events that may come next, as a table."""
    framework = made.context.framework
    rows = [
        (
            one.event.id,
            one.event.title,
            wording.capital(account.leads_to(one, framework)),
            _questions(one),
        )
        for one in steps
    ]
    noted = sum(
        not event.falls_on and step(name, made.context).noted
        for name, event in framework.events.items()
    )
    heads = ("Event", "What happens", "Leads to", "To be known first")
    return "\n".join([
        *heading(made), text_table(heads, rows), "",
        f"{wording.counted(noted, 'more event')} move nothing and can be recorded at any time.",
    ])  # fmt: skip


def _questions(one: Step) -> str:
    names = account.to_be_known(one)
    more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
    return f"{', '.join(names[:_FEW])}{more}"


def power_told(power: Power, made: Journey) -> list[str]:
    """Until when a power is open and what comes first, or why it is closed, a sentence each."""
    framework = made.context.framework
    until = power.window.latest if power.window is not None and power.open else None
    told = [f"Until {long_date(until)}."] if until is not None else []
    told += account.why_closed(power, framework)
    if power.open and power.first:
        titles = (f"'{rule.title}'" for rule in power.first)
        told.append(f"To be done first: {wording.listed(titles)}.")
    return told


def powers_text(powers: Iterable[Power], made: Journey) -> str:
    """The powers of each body, open ones first, as a table."""
    framework = made.context.framework
    order = {True: 0, None: 1, False: 2}
    rows = []
    for one in sorted(powers, key=lambda power: order[power.open]):
        holders = account.held_by(one, framework)
        why = " ".join(power_told(one, made)[:_FEW])
        rows.append((OPEN[one.open], one.rule.title, holders, why))
    return "\n".join([*heading(made), text_table(("Open?", "Power", "Who holds it", "Why"), rows)])
