"""``scc rules``, ``readings``, ``roles`` and ``trace``: what the data says, as lists."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from scc_model.cli.options import Commands, command
from scc_model.loading import load
from scc_model.model import selecting
from scc_model.tables import listings

_RULES_EXAMPLES = """examples:
  scc rules --role headteacher
  scc rules --strand warning-notice --kind content
  scc rules --section 3 --format csv > section3.csv
  scc rules --section "Annex 4" --format json
"""
_TRACE_EXAMPLES = """examples:
  scc trace "Section 3, schools in Ofsted categories, bullet 4"
  scc trace S3.7
  scc trace statement-of-action
"""


def add(commands: Commands) -> None:
    """Add the commands."""
    parser = command(commands, "rules", "List the rules of the procedures.", _RULES_EXAMPLES)
    parser.add_argument("--role", metavar="ID", help="rules that this role carries out")
    parser.add_argument("--strand", metavar="ID", help="rules of a strand or a procedure")
    parser.add_argument("--section", metavar="N", help="rules from a section, such as 3 or A4")
    parser.add_argument("--kind", metavar="KIND", help="rules of a kind, such as duty or power")
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table")
    parser.set_defaults(run=_rules)

    told = "List every unclear passage, how it can be read and how it is read here."
    parser = command(commands, "readings", told, "example:\n  scc readings --format json\n")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.set_defaults(run=_readings)

    told = "List everybody who acts, with the number of rules they carry out."
    parser = command(commands, "roles", told, "example:\n  scc roles\n")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.set_defaults(run=_roles)

    told = "Say which rules carry a passage of the procedures, or which passages a rule carries."
    parser = command(commands, "trace", told, _TRACE_EXAMPLES)
    parser.add_argument("name", metavar="PARAGRAPH|RULE", help="a place or the id of a rule")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.set_defaults(run=_trace)


def _rules(options: argparse.Namespace) -> int:
    framework = load()
    found = selecting.select(
        framework, options.role, options.strand, options.section, options.kind
    )  # fmt: skip
    if options.format == "json":
        _print_json([listings.rule_record(one, framework) for one in found])
    elif options.format == "csv":
        sys.stdout.write(listings.rules_csv(found, framework))
    else:
        print(listings.rules_text(found, framework))
    return 0


def _readings(options: argparse.Namespace) -> int:
    framework = load()
    if options.format == "json":
        every = framework.readings.values()
        _print_json([listings.reading_record(one, framework) for one in every])
    else:
        print(listings.readings_text(framework))
    return 0


def _roles(options: argparse.Namespace) -> int:
    framework = load()
    if options.format == "json":
        _print_json([listings.role_record(one, framework) for one in framework.roles.values()])
    else:
        print(listings.roles_text(framework))
    return 0


def _trace(options: argparse.Namespace) -> int:
    framework = load()
    if options.format == "json":
        _print_json(listings.trace_records(framework, options.name))
    else:
        print(listings.trace_text(framework, options.name))
    return 0


def _print_json(made: Any) -> None:
    print(json.dumps(made, indent=2, ensure_ascii=False))
