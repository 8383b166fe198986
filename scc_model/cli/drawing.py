"""``scc graph``, ``depends`` and ``ways``: the state graph, drawn and asked."""

from __future__ import annotations

import argparse
import re

from scc_model import model
from scc_model.chart.graph import named, state_graph
from scc_model.cli.options import Commands, command
from scc_model.errors import BadValue
from scc_model.pictures import formats
from scc_model.pictures.rows import Shown
from scc_model.tables import dependencies


def add(commands: Commands) -> None:
    """Add the commands."""
    about = "Draw the state graph of a procedure, or of all of them."
    examples = (
        "examples:\n  scc graph --procedure ofsted-category --format svg --out category.svg\n"
        "  scc graph --strand warning-notice --format svg --out warning_notice.svg\n"
        "  scc graph --procedure ofsted-category --stage special-measures --format mermaid\n"
        "  scc graph --format graphml --out everything.graphml\n"
    )
    usual = "mermaid"
    others = (name for name in formats.FORMATS if name != usual)
    parser = command(commands, "graph", about, examples, _graph, usual, *others)
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--procedure", metavar="ID", help="a procedure (all)")
    part.add_argument("--strand", metavar="ID", help="a strand (all)")
    parser.add_argument("--stage", metavar="ID", help="the stage to mark as the school's own")

    about = "Say what depends on an event or a rule: other events and rules, and who is concerned."
    examples = (
        "examples:\n  scc depends inspection-ended\n  scc depends rule:comply-in-initial-period\n"
    )
    parser = command(commands, "depends", about, examples, _depends)
    parser.add_argument("name", metavar="ID", help="an id, with its kind where two things have it")

    about = "Say how a school gets to a stage: what every way takes, and the shortest ways."
    examples = (
        "examples:\n  scc ways interim-board-in-place\n"
        "  scc ways interim-board-in-place --from no-warning-notice --most 1\n"
    )
    parser = command(commands, "ways", about, examples, _ways)
    parser.add_argument("stage", metavar="STAGE", help="the id of a stage, event or definition")
    parser.add_argument("--from", dest="start", metavar="STAGE", help="where to begin (anywhere)")
    parser.add_argument("--most", default="5", metavar="N", help="how many ways (5)")


def _graph(options: argparse.Namespace, framework: model.Framework) -> str:
    shown = Shown.of(framework, options.procedure, strand=options.strand)
    current = shown.stage(options.stage) if options.stage else None
    return formats.FORMATS[options.format](shown, current)


def _depends(options: argparse.Namespace, framework: model.Framework) -> str:
    return dependencies.depends_text(framework, named(state_graph(framework), options.name))


def _ways(options: argparse.Namespace, framework: model.Framework) -> str:
    graph = state_graph(framework)
    kinds = ("stage", "event", "definition")
    target = named(graph, options.stage, *kinds)
    start = named(graph, options.start, *kinds) if options.start else None
    return dependencies.ways_text(framework, target, start, _number(options.most))


def _number(text: str) -> int:
    """How many ways to show.

    Raises:
        BadValue: for anything but a whole number from 1 to 999.
    """
    if not re.fullmatch("[0-9]{1,3}", text) or not int(text):
        raise BadValue(f"'--most {text}' is no number of ways. Accepted: 1, 2 and so on to 999.")
    return int(text)
