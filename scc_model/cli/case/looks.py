"""``scc case show``, ``next``, ``due``, ``explain``, ``powers`` and ``ics``: a look at a case."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scc_model.cases import files
from scc_model.cases.journey import Duty, Journey, journey
from scc_model.cases.powers import powers
from scc_model.cli.options import Commands, add_as_at, as_at, command, date
from scc_model.errors import UnknownName
from scc_model.loading import load
from scc_model.tables import explained, ics, records, terminal
from scc_model.words import account

_SHOW = """examples:
  scc case show school.json
  scc case show school.json --as-at 2014-11-07 --format json

Withdrawn entries stay in the list. What is dated after the day looked from is planned.
"""
_NEXT = "examples:\n  scc case next school.json\n  scc case next school.json --format json\n"
_DUE = """examples:
  scc case due school.json
  scc case due school.json --role headteacher --from 2014-09-01 --to 2014-12-31
  scc case due school.json --all --format csv > duties.csv

With --from or --to: what has its last day (or, without one, its first) between the two.
"""
_EXPLAIN = """examples:
  scc case explain school.json statement-of-action
  scc case explain school.json warning-notice-given --as-at 2014-11-07
"""
_POWERS = "examples:\n  scc case powers school.json\n  scc case powers school.json --format json\n"
_ICS = """examples:
  scc case ics school.json > school.ics
  scc case ics school.json --role headteacher > headteacher.ics
"""


def add(commands: Commands) -> None:
    """Add the commands."""
    _command(commands, "show", "Show a case: where it stands, and all that was recorded.",
             _SHOW, _show)  # fmt: skip
    _command(commands, "next", "List the events that may come next, and where they lead.",
             _NEXT, _next)  # fmt: skip
    parser = _command(commands, "due", "List what is to be done, overdue first.", _DUE, _due,
                      "csv")  # fmt: skip
    parser.add_argument("--from", dest="first", metavar="DATE", help="the first day wanted")
    parser.add_argument("--to", dest="last", metavar="DATE", help="the last day wanted")
    _add_role(parser)
    parser.add_argument("--all", action="store_true", help="also what is done or over")
    parser = _command(commands, "explain", "Explain a rule or an event, with the whole working.",
                      _EXPLAIN, _explain)  # fmt: skip
    parser.add_argument("name", metavar="RULE|EVENT", help="id of a rule or an event")
    _command(commands, "powers", "List the powers of each body, open and closed, and why.",
             _POWERS, _powers)  # fmt: skip
    parser = command(commands, "ics", "Write the days of a case as a calendar file.", _ICS)
    parser.add_argument("file", metavar="FILE", type=Path, help="a case file")
    add_as_at(parser)
    _add_role(parser)
    parser.set_defaults(run=_ics, command="case ics")


def _command(
    commands: Commands,
    name: str,
    told: str,
    examples: str,
    run: Callable[[argparse.Namespace], int],
    *formats: str,
) -> argparse.ArgumentParser:
    parser = command(commands, name, told, examples)
    parser.add_argument("file", metavar="FILE", type=Path, help="a case file")
    add_as_at(parser)
    parser.add_argument("--format", choices=("table", "json", *formats), default="table")
    parser.set_defaults(run=run, command=f"case {name}")
    return parser


def _add_role(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--role", metavar="ID", help="what this role carries out")


def _looked_at(options: argparse.Namespace) -> Journey:
    framework = load()
    return journey(files.read(options.file, framework), framework, as_at(options))


def _show(options: argparse.Namespace) -> int:
    made = _looked_at(options)
    if options.format == "json":
        _print_json(records.case_record(made))
    else:
        print(terminal.case_text(made))
    return 0


def _next(options: argparse.Namespace) -> int:
    made = _looked_at(options)
    if options.format == "json":
        _print_json([records.step_record(one, made) for one in made.possible()])
    else:
        print(terminal.possible_text(made.possible(), made))
    return 0


def _due(options: argparse.Namespace) -> int:
    made = _looked_at(options)
    first = date(options.first, "--from") if options.first else None
    last = date(options.last, "--to") if options.last else None
    duties = _of_role(made, options.role)
    if options.all:
        listed = set(map(id, duties))
        duties += [one for one in _of_role(made, options.role, over=True) if id(one) not in listed]
    if first is not None or last is not None:
        duties = [
            one
            for one in duties
            if one.due is not None
            and (first is None or one.due >= first)
            and (last is None or one.due <= last)
        ]
    if options.format == "json":
        _print_json([records.duty_record(one, made) for one in duties])
    elif options.format == "csv":
        sys.stdout.write(records.duties_csv(duties, made))
    else:
        print(terminal.duties_text(duties, made))
    return 0


def _of_role(made: Journey, role: str | None, *, over: bool = False) -> list[Duty]:
    """The duties of a role, or of everybody."""
    roles = made.context.framework.roles
    if role is not None and role not in roles:
        raise UnknownName("role", role, roles)
    found = made.duties() if over else account.to_do(made)
    return [one for one in found if role in (None, *one.rule.actors)]


def _explain(options: argparse.Namespace) -> int:
    made = _looked_at(options)
    if options.format == "json":
        parts = explained.explained(options.name, made)
        _print_json([{"about": title, "told": told} for title, told in parts])
    else:
        print(terminal.explained_text(options.name, made))
    return 0


def _powers(options: argparse.Namespace) -> int:
    made = _looked_at(options)
    if options.format == "json":
        _print_json([records.power_record(one, made) for one in powers(made)])
    else:
        print(terminal.powers_text(powers(made), made))
    return 0


def _ics(options: argparse.Namespace) -> int:
    made = _looked_at(options)
    school = made.case.school
    found = ics.items(_of_role(made, options.role), made, school)
    sys.stdout.write(
        ics.calendar_of(found, f"{made.context.framework.title}: {school}", made.as_at)
    )
    return 0


def _print_json(made: Any) -> None:
    print(json.dumps(made, indent=2, ensure_ascii=False))
