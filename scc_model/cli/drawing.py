"""``scc graph``: the state graph of a procedure, a strand or everything."""

from __future__ import annotations

import argparse
import sys

from scc_model.chart import graph
from scc_model.cli.options import Commands, command
from scc_model.loading import load
from scc_model.pictures import graphs


def add(commands: Commands) -> None:
    """Add the command."""
    told = "Draw the state graph of a procedure, or of all of them."
    examples = (
        "examples:\n  scc graph --procedure ofsted-category --format svg > category.svg\n"
        "  scc graph --strand warning-notice --format svg > warning_notice.svg\n"
        "  scc graph --procedure ofsted-category --stage special-measures --format mermaid\n"
    )
    parser = command(commands, "graph", told, examples)
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--procedure", metavar="ID", help="a procedure (all)")
    part.add_argument("--strand", metavar="ID", help="a strand (all)")
    parser.add_argument("--stage", metavar="ID", help="the stage to mark as the school's own")
    parser.add_argument("--format", choices=tuple(graphs.FORMATS), default="mermaid")
    parser.set_defaults(run=_graph)


def _graph(options: argparse.Namespace) -> int:
    framework = load()
    made = graph.build(framework, options.procedure, strand=options.strand)
    current = graph.stage(made, options.stage) if options.stage else None
    sys.stdout.write(graphs.FORMATS[options.format](made, framework, current))
    return 0
