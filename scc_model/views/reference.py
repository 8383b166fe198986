"""Reference tables and pictures made from the data: rules, readings, sources, days, cases.

Each function gives the HTML of one of them; the book asks for them by the names in ``MADE``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from scc_model import cases as worked
from scc_model import framework as fw
from scc_model import graph
from scc_model.errors import UnknownName
from scc_model.loading import data_dir
from scc_model.views import html, state_graph, wording
from scc_model.views.html import Child, Html, h, join


def rules(framework: fw.Framework, procedure: str) -> Html:
    """The rules of a procedure, each with an anchor ``rule-ID``."""
    found = _procedure(framework, procedure).rules
    rows = [
        html.Row(
            (
                [h("strong", None, rule.title), h("p", None, rule.text), _tasks(rule),
                 h("p", {"class": "scc-note"}, rule.note) if rule.note else None],
                [wording.capital(wording.roles(rule.actors, framework)), " (",
                 wording.FORCE[rule.force], ")"],
                wording.capital(rule.time_limit.as_written) if rule.time_limit else "No limit",
                wording.condition(rule.when, framework) if rule.when else "Always",
                cited(rule.cite, framework),
            ),
            {"id": f"rule-{rule.id}"},
        )
        for rule in found
    ]  # fmt: skip
    label = f"Rules: {_procedure(framework, procedure).title}"
    return html.table(label, ("Rule", "Who", "By when, as written", "When it applies", "Source"),
                      rows)  # fmt: skip


def stages(framework: fw.Framework, procedure: str) -> Html:
    """The state graph of a procedure, with its table."""
    made = graph.build(framework, procedure)
    return join([_picture(made, framework, procedure, None), state_graph.table(made, framework)])


def stage(framework: fw.Framework, procedure: str, current: str) -> Html:
    """The state graph of a procedure with one stage marked, and its table to unfold."""
    made = graph.build(framework, procedure)
    return join([
        _picture(made, framework, procedure, graph.stage(made, current)),
        h("details", None, h("summary", None, "The same as a table"),
          state_graph.table(made, framework)),
    ])  # fmt: skip


def decision(framework: fw.Framework, name: str) -> Html:
    """The rules of a decision in the order in which they are tried."""
    found = framework.decisions[name]
    rows = [
        html.Row((
            str(number),
            found.outcome(rule.outcome).title,
            rule.because,
            wording.condition(rule.when, framework) if rule.when else "Otherwise",
            cited(rule.cite, framework),
        ))
        for number, rule in enumerate(found.rules, 1)
    ]  # fmt: skip
    heads = ("Order", "Outcome", "Rule", "If", "Source")
    return html.table(f"How it is decided: {found.title}", heads, rows)


def definitions(framework: fw.Framework, procedure: str) -> Html:
    """The definitions of a procedure, each with an anchor ``definition-ID``."""
    rows = [
        html.Row((found.title, found.text, cited(found.cite, framework)),
                 {"id": f"definition-{found.id}"})
        for found in _procedure(framework, procedure).definitions
    ]  # fmt: skip
    return html.table("Definitions", ("Term", "Meaning", "Source"), rows)


def readings(framework: fw.Framework) -> Html:
    """Every unclear passage, how it can be read and how this handbook reads it."""
    rows = [
        html.Row(
            (
                [h("strong", None, reading.title), f" ({reading.ref})"],
                reading.about,
                h("ul", None, [
                    h("li", None, choice.text,
                      h("strong", None, " Used here.") if choice.id == reading.default else None)
                    for choice in reading.choices
                ]),
                reading.why,
                "Wording only" if reading.changes == "wording" else f"Changes {reading.changes}",
                cited(reading.cite, framework),
            ),
            {"id": f"reading-{reading.id}"},
        )
        for reading in framework.readings.values()
    ]  # fmt: skip
    heads = ("Passage", "Why it is unclear", "Readings", "Why this one", "Effect", "Source")
    return html.table("Readings", heads, rows)


def sources(framework: fw.Framework) -> Html:
    """Every authority, and how far it was read."""
    rows = [
        html.Row(
            (
                [h("strong", None, source.short), f": {source.title}"],
                source.date,
                wording.capital(wording.STANDING[source.standing]),
                h("a", {"href": source.url, "rel": "external"}, source.url)
                if source.url
                else "No address",
                source.note or "None",
            ),
            {"id": f"source-{source.id}"},
        )
        for source in framework.sources.values()
    ]
    return html.table("Sources", ("Source", "Date", "How far read", "Address", "Note"), rows)


def roles(framework: fw.Framework) -> Html:
    """Everybody who acts."""
    rows = [
        html.Row(
            (
                wording.capital(role.name),
                wording.capital(framework.roles[role.part_of].name) if role.part_of else "A body",
                role.about or "No more is said.",
            ),
            {"id": f"role-{role.id}"},
        )
        for role in framework.roles.values()
    ]
    return html.table("Roles", ("Role", "Belongs to", "What it is"), rows)


def day_kinds(framework: fw.Framework) -> Html:
    """Which days count, by kind."""
    rows = [
        html.Row((kind.title, kind.text, cited(kind.cite, framework)))
        for kind in framework.day_kinds.values()
    ]
    return html.table("Kinds of day", ("Kind of day", "Which days count", "Source"), rows)


def bank_holidays(framework: fw.Framework) -> Html:
    """The bank holidays of England, a row for each year."""
    known = framework.bank_holidays
    years: dict[int, list[fw.BankHoliday]] = {}
    for day in known.days:
        years.setdefault(day.date.year, []).append(day)
    rows = [
        html.Row((
            str(year),
            h("ul", {"class": "scc-plain"}, [
                h("li", None, f"{day.date:%A} {day.date.day} {day.date:%B}: {day.name}",
                  f" ({day.note})" if day.note else None)
                for day in days
            ]),
        ))
        for year, days in years.items()
    ]  # fmt: skip
    return html.table("Bank holidays in England", ("Year", "Days"), rows)


def cases(framework: fw.Framework) -> Html:
    """The worked cases, the very files that are the tests."""
    rows = [
        html.Row(
            (
                [h("strong", None, case.title), h("p", None, case.about)],
                h("ul", {"class": "scc-plain"}, [h("li", None, line) for line in _given(case)]),
                h("ul", {"class": "scc-plain"}, [
                    h("li", None, line) for line in _expected(case, framework)
                ]),
            ),
            {"id": f"case-{case.id}"},
        )
        for case in worked.read(data_dir() / "cases")
    ]  # fmt: skip
    return html.table("Worked cases", ("Case", "Given", "What comes out"), rows)


MADE: dict[str, Callable[..., Html]] = {
    made.__name__.replace("_", "-"): made
    for made in (
        rules, stages, stage, decision, definitions, readings, sources, roles, day_kinds,
        bank_holidays, cases,
    )
}  # fmt: skip


def cited(cite: Iterable[fw.Citation], framework: fw.Framework) -> Html:
    """Citations as a list, each source named once for each place."""
    return h("ul", {"class": "scc-plain"}, [
        h("li", None, f"{framework.sources[one.source].short}, {one.at}") for one in cite
    ])  # fmt: skip


def _picture(
    made: graph.StateGraph, framework: fw.Framework, procedure: str, current: str | None
) -> Html:
    label = f"Picture: {_procedure(framework, procedure).title}"
    return h(
        "div",
        {"class": "scc-graph-wrap", "role": "region", "tabindex": "0", "aria-label": label},
        state_graph.svg(made, framework, current),
    )


def _procedure(framework: fw.Framework, name: str) -> fw.Procedure:
    if name not in framework.procedures:
        raise UnknownName("procedure", name, framework.procedures)
    return framework.procedures[name]


def _tasks(rule: fw.Rule) -> Child:
    return h("ul", None, [h("li", None, task.text) for task in rule.tasks]) if rule.tasks else None


def _given(case: worked.Case) -> list[str]:
    given = case.given
    lines = [f"Judgement: {given.category}"] if given.category else []
    lines += [f"{name}: {value}" for name, value in given.facts.items()]
    lines += [f"{name}: {wording.long_date(day)}" for name, day in given.events.items()]
    lines += [
        f"School holiday: {wording.days(days.from_, days.to)}" for days in given.school_holidays
    ]
    lines += [f"Reading {name}: {choice}" for name, choice in given.readings.items()]
    return lines + ([f"As at {wording.long_date(given.as_at)}"] if given.as_at else [])


def _expected(case: worked.Case, framework: fw.Framework) -> list[str]:
    expected = case.expect
    lines = [f"{name}: {outcome}" for name, outcome in expected.decisions.items()]
    for name, wanted in expected.rules.items():
        title = framework.rules[name].title if name in framework.rules else name
        told = [
            f"{what} {value if isinstance(value, str) else wording.long_date(value)}"
            for what, value in (("first day", wanted.earliest), ("last day", wanted.latest))
            if value is not None
        ]
        if wanted.status is not None:
            told.append(wording.STATUS[wanted.status].lower())
        if wanted.estimated is not None:
            told.append("an estimate" if wanted.estimated else "no estimate")
        lines.append(f"{title}: {wording.listed(told) if wanted.applies else 'does not apply'}")
    if expected.next_question:
        lines.append(f"Next question: {expected.next_question}")
    return lines + ([f"Refused: {expected.error}"] if expected.error else [])
