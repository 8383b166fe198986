"""``scc rules``, ``readings``, ``roles`` and ``trace``: what the data says, as lists."""

from __future__ import annotations

import argparse

from scc_model import model
from scc_model.cli.options import Commands, command, formatted
from scc_model.model.places import selecting
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
    about = "List the rules of the procedures."
    parser = command(commands, "rules", about, _RULES_EXAMPLES, _rules, "table", "json", "csv")
    parser.add_argument("--role", metavar="ID", help="rules that this role carries out")
    parser.add_argument("--strand", metavar="ID", help="rules of a strand or a procedure")
    parser.add_argument("--section", metavar="N", help="rules from a section, such as 3 or A4")
    parser.add_argument("--kind", metavar="KIND", help="rules of a kind, such as duty or power")

    about = "List every unclear passage, how it can be read and how it is read here."
    example = "example:\n  scc readings --format json\n"
    command(commands, "readings", about, example, _readings, "table", "json")

    about = "List everybody who acts, with the number of rules they carry out."
    command(commands, "roles", about, "example:\n  scc roles\n", _roles, "table", "json")

    about = "Say which rules carry a passage of the procedures, or which passages a rule carries."
    parser = command(commands, "trace", about, _TRACE_EXAMPLES, _trace, "table", "json")
    parser.add_argument("name", metavar="PARAGRAPH|RULE", help="a place or the id of a rule")


def _rules(options: argparse.Namespace, framework: model.Framework) -> str:
    rules = selecting.select(framework, options.role, options.strand, options.section, options.kind)
    return formatted(
        options,
        table=lambda: listings.rules_text(rules, framework),
        json=lambda: [listings.rule_record(rule, framework) for rule in rules],
        csv=lambda: listings.rules_csv(rules, framework),
    )


def _readings(options: argparse.Namespace, framework: model.Framework) -> str:
    return formatted(
        options,
        table=lambda: listings.readings_text(framework),
        json=lambda: [
            listings.reading_record(reading, framework) for reading in framework.readings.values()
        ],
    )


def _roles(options: argparse.Namespace, framework: model.Framework) -> str:
    return formatted(
        options,
        table=lambda: listings.roles_text(framework),
        json=lambda: [listings.role_record(role, framework) for role in framework.roles.values()],
    )


def _trace(options: argparse.Namespace, framework: model.Framework) -> str:
    return formatted(
        options,
        table=lambda: listings.trace_text(framework, options.name),
        json=lambda: listings.trace_records(framework, options.name),
    )
