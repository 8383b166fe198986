"""Procedures and strands: state graphs, rules, definitions and decisions."""

from __future__ import annotations

from collections.abc import Sequence

from scc_model import model
from scc_model.errors import UnknownName
from scc_model.handbook.common import as_written, beside, cited, former_anchors
from scc_model.handbook.filtering import Listing, filtered_table, grouped
from scc_model.pictures import states
from scc_model.pictures.rows import Numbered, Shown
from scc_model.words import html, wording
from scc_model.words.html import Html, h, headed, join, table_of


def rules(framework: model.Framework, procedure: str) -> Html:
    """The rules of a procedure, each with an anchor ``rule-ID``."""
    home = _procedure(framework, procedure)
    return table_of(f"Rules: {home.title}", home.rules, {
        "Rule": lambda rule: headed(rule.title, rule.text, beside(rule, framework)),
        "Who": lambda rule: f"{wording.who(rule.actors, framework)} ({wording.FORCE[rule.force]})",
        "By when, as written": lambda rule: as_written(rule.time_limit),
        "When it applies": lambda rule: wording.condition(rule.when, framework)
                                        if rule.when else "Always",
        "Source": lambda rule: cited(rule.cite, framework),
    }, lambda rule: {"id": f"rule-{rule.id}"})  # fmt: skip


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
    """The state graph of everything in words, and every transition by strand."""
    shown = Shown.of(framework)
    groups = grouped(shown.rows, lambda row: _strand(row, framework))
    parts = [framework.strands[strand].title for strand in shown.strands]
    return join([
        _picture(shown, "every procedure", parts=parts),
        filtered_table(
            Listing("transition", "transitions"), groups,
            states.columns(framework, several=True),
            lambda row: {"id": f"transition-{row.transition.id}"}, framework,
        ),
    ])  # fmt: skip


def _strand(row: Numbered, framework: model.Framework) -> tuple[str, str]:
    strand = framework.strand_of[row.procedure]
    return strand.id, strand.title


def _picture_and_table(shown: Shown, current: str | None = None) -> Html:
    """A picture and its table, folded: it says more than the picture, and takes more room."""
    summary = h("summary", None, "The same as a table, with conditions and sources")
    twin = h("details", None, summary, states.table(shown))
    return join([_picture(shown, shown.title, current), twin])


_ZOOM = {
    "in": ("+", "Larger"),
    "out": ("\u2212", "Smaller"),
    "whole": ("Whole", "The whole picture"),
}
_WIDE = 14_000  # all procedures in words are then half as high as wide


def _picture(
    shown: Shown, title: str, current: str | None = None, parts: Sequence[str] = ()
) -> Html:
    """A picture with the controls that change its size (``handbook-picture.mjs``).

    Args:
        shown: what is in it.
        title: names it for a screen reader.
        current: the stage to mark.
        parts: the strands that it can be made to show, for a picture in words of all of them.
    """
    jump = h("select", {"class": "scc-input", "aria-label": f"Part of the picture: {title}"},
        h("option", {"value": ""}, "Go to a part"), [
            h("option", {"value": str(number)}, part) for number, part in enumerate(parts)
        ],
    ) if parts else None  # fmt: skip
    drawn = states.svg(shown, worded=True, room=_WIDE) if parts else states.svg(shown, current)
    return zoomable(title, drawn, jump)


def zoomable(title: str, drawn: Html, jump: Html | None = None) -> Html:
    """A large picture with the controls that change its size (``handbook-picture.mjs``).

    Args:
        title: names it for a screen reader.
        drawn: the picture.
        jump: another control.
    """
    buttons = [
        h("button", {"type": "button", "class": "scc-button scc-button--quiet", "data-zoom": name,
                     "aria-label": f"{words}: {title}"}, sign)
        for name, (sign, words) in _ZOOM.items()
    ]  # fmt: skip
    return h(
        "div", {"class": "picture", "data-picture": True},
        h("div", {"class": "picture__controls"}, buttons, h("output", None, "100 %"), jump),
        html.region("scc-graph-wrap", f"Picture: {title}", drawn),
        h("p", {"class": "picture__keys"},
          "Drag it to see another part. With the keyboard: arrows, + and \u2212, and 0 for all."),
    )  # fmt: skip


def decision(framework: model.Framework, name: str) -> Html:
    """The rules of a decision in the order in which they are tried; anchor ``decision-ID``."""
    described = framework.decisions[name]
    table = table_of(f"How it is decided: {described.title}", enumerate(described.rules, 1), {
        "Order": lambda pair: str(pair[0]),
        "Outcome": lambda pair: described.outcome(pair[1].outcome).title,
        "Rule": lambda pair: pair[1].because,
        "If": lambda pair: wording.condition(pair[1].when, framework)
                           if pair[1].when else "Otherwise",
        "Source": lambda pair: cited(pair[1].cite, framework),
    })  # fmt: skip
    return h("div", {"id": f"decision-{described.id}"}, table)


def definitions(framework: model.Framework, procedure: str) -> Html:
    """The definitions of a procedure, each with an anchor ``definition-ID``."""
    return table_of("Definitions", _procedure(framework, procedure).definitions, {
        "Term": lambda definition: definition.title,
        "Meaning": lambda definition: definition.text,
        "Source": lambda definition: cited(definition.cite, framework),
    }, lambda definition: {"id": f"definition-{definition.id}"})  # fmt: skip


def _procedure(framework: model.Framework, name: str) -> model.Procedure:
    if name not in framework.procedures:
        raise UnknownName("procedure", name, framework.procedures)
    return framework.procedures[name]


def strand_rules(framework: model.Framework, strand: str) -> Html:
    """The rules of every procedure of a strand, each with an anchor ``rule-ID``."""
    if strand not in framework.strands:
        raise UnknownName("strand", strand, framework.strands)
    procedures = (framework.procedures[name] for name in framework.strands[strand].procedures)
    return join(
        join([
            *former_anchors("procedure", procedure.formerly),
            h("h3", {"id": f"procedure-{procedure.id}"}, procedure.title),
            h("p", None, procedure.about),
            rules(framework, procedure.id),
        ])
        for procedure in procedures
    )  # fmt: skip
