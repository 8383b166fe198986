"""Procedures and strands: state graphs, rules, definitions and decisions."""

from __future__ import annotations

from scc_model import model
from scc_model.errors import UnknownName
from scc_model.handbook.common import cited
from scc_model.pictures import states
from scc_model.pictures.rows import Shown
from scc_model.words import html, wording
from scc_model.words.html import Child, Html, h, join


def rules(framework: model.Framework, procedure: str) -> Html:
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


def stages(framework: model.Framework, procedure: str) -> Html:
    """The state graph of a procedure, with its table to unfold."""
    return _picture_and_table(Shown.of(framework, procedure))


def stage(framework: model.Framework, procedure: str, current: str) -> Html:
    """The state graph of a procedure with one stage marked, and its table to unfold."""
    shown = Shown.of(framework, procedure)
    return _picture_and_table(shown, shown.stage(current))


def strand_stages(framework: model.Framework, strand: str) -> Html:
    """The state graph of a strand, with its table to unfold."""
    shown = Shown.of(framework, strand=strand)
    return _picture_and_table(shown) if shown.procedures else states.svg(shown)


def every_stage(framework: model.Framework) -> Html:
    """The state graph of everything, strand by strand, with its table."""
    shown = Shown.of(framework)
    return join([_picture(shown, "every procedure"), states.table(shown)])


def _picture_and_table(shown: Shown, current: str | None = None) -> Html:
    """A picture and its table, folded: it says more than the picture, and takes more room."""
    summary = h("summary", None, "The same as a table, with conditions and sources")
    twin = h("details", None, summary, states.table(shown))
    return join([_picture(shown, shown.title, current), twin])


def _picture(shown: Shown, title: str, current: str | None = None) -> Html:
    return h(
        "div",
        {"class": "scc-graph-wrap", "role": "region", "tabindex": "0",
         "aria-label": f"Picture: {title}"},
        states.svg(shown, current),
    )  # fmt: skip


def decision(framework: model.Framework, name: str) -> Html:
    """The rules of a decision in the order in which they are tried; anchor ``decision-ID``."""
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
    made = html.table(f"How it is decided: {found.title}", heads, rows)
    return h("div", {"id": f"decision-{found.id}"}, made)


def definitions(framework: model.Framework, procedure: str) -> Html:
    """The definitions of a procedure, each with an anchor ``definition-ID``."""
    rows = [
        html.Row((found.title, found.text, cited(found.cite, framework)),
                 {"id": f"definition-{found.id}"})
        for found in _procedure(framework, procedure).definitions
    ]  # fmt: skip
    return html.table("Definitions", ("Term", "Meaning", "Source"), rows)


def _procedure(framework: model.Framework, name: str) -> model.Procedure:
    if name not in framework.procedures:
        raise UnknownName("procedure", name, framework.procedures)
    return framework.procedures[name]


def _tasks(rule: model.Rule) -> Child:
    return h("ul", None, [h("li", None, task.text) for task in rule.tasks]) if rule.tasks else None


def strand_rules(framework: model.Framework, strand: str) -> Html:
    """The rules of every procedure of a strand, each with an anchor ``rule-ID``."""
    return join(
        join([
            h("h3", {"id": f"procedure-{name}"}, _procedure(framework, name).title),
            h("p", None, _procedure(framework, name).about),
            rules(framework, name),
        ])
        for name in _strand(framework, strand).procedures
    )  # fmt: skip


def _strand(framework: model.Framework, name: str) -> model.Strand:
    if name not in framework.strands:
        raise UnknownName("strand", name, framework.strands)
    return framework.strands[name]
