"""``scc case show``, ``next``, ``due``, ``explain``, ``powers`` and ``ics``: a look at a case."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Collection, Sequence
from typing import TypeAlias

from scc_model import model
from scc_model.cases import files
from scc_model.cases.duties.duty import Duty
from scc_model.cases.journey import Journey, journey
from scc_model.cases.powers.standing import powers
from scc_model.cli import options as shared
from scc_model.cli.options import formatted
from scc_model.cli.speaking import tell
from scc_model.errors import UnknownName
from scc_model.tables import duty_records, entries, explained, records, terminal
from scc_model.words import obligations

Look: TypeAlias = Callable[[argparse.Namespace, Journey], str | bytes]

_SHOW = """examples:
  scc case show school.json
  scc case show school.json --as-at 2014-11-07 --format json

Withdrawn entries stay in the list. What is dated after the day looked from is planned.
"""
_NEXT = "examples:\n  scc case next school.json\n  scc case next school.json --format json\n"
_DUE = """examples:
  scc case due school.json
  scc case due school.json --role headteacher --from 2014-09-01 --to 2014-12-31
  scc case due school.json --all --format csv --out duties.csv

What nobody recorded is "not recorded", not overdue. What is not known to be asked for is an "if",
with the question that would settle it; 'missing' in JSON holds the ids of such questions.

With --from or --to: what has its last day (or, without one, its first) between the two.
"""
_EXPLAIN = """examples:
  scc case explain school.json statement-of-action
  scc case explain school.json warning-notice-given --as-at 2014-11-07
"""
_POWERS = "examples:\n  scc case powers school.json\n  scc case powers school.json --format json\n"
_ICS = """examples:
  scc case ics school.json --out school.ics
  scc case ics school.json --role headteacher --remind 7 --remind 1 --out headteacher.ics
  scc case ics school.json --since school.ics --out again.ics

Added again, an entry whose day has moved is moved. What the file given as '--since' held, and no
longer holds, is cancelled; without '--since' nothing is. What follows if an announced judgement
stays so is tentative; what is asked for only if something else is so is left out.
"""


def add(commands: shared.Commands) -> None:
    """Add the commands."""
    _command(commands, "show", "Show a case: where it stands, and all that was recorded.",
             _SHOW, _show)  # fmt: skip
    _command(commands, "next", "List the events that may come next, and where they lead.",
             _NEXT, _next)  # fmt: skip
    parser = _command(commands, "due", "List what is to be done, overdue first.", _DUE, _due,
                      ("table", "json", "csv"))  # fmt: skip
    parser.add_argument("--from", dest="first", metavar="DATE", help="the first day wanted")
    parser.add_argument("--to", dest="last", metavar="DATE", help="the last day wanted")
    _add_role(parser)
    parser.add_argument("--all", action="store_true", help="also what is done or over")
    parser = _command(commands, "explain", "Explain a rule or an event, with the whole working.",
                      _EXPLAIN, _explain)  # fmt: skip
    parser.add_argument("name", metavar="RULE|EVENT", help="id of a rule or an event")
    _command(commands, "powers", "List the powers of each body, open and closed, and why.",
             _POWERS, _powers)  # fmt: skip
    parser = _command(commands, "ics", "Write the days of a case as a calendar file.", _ICS, _ics,
                      ())  # fmt: skip
    parser.set_defaults(format="ics")
    _add_role(parser)
    shared.add_calendar(parser)


def _command(  # noqa: PLR0917  (a command is declared in one line)
    commands: shared.Commands,
    name: str,
    about: str,
    examples: str,
    look: Look,
    formats: Sequence[str] = ("table", "json"),
) -> argparse.ArgumentParser:
    def run(options: argparse.Namespace, framework: model.Framework) -> str | bytes:
        case = files.read(options.file, framework)
        return look(options, journey(case, framework, shared.as_at(options)))

    parser = shared.command(commands, name, about, examples, run, *formats)
    shared.add_case_file(parser)
    shared.add_as_at(parser)
    return parser


def _add_role(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--role", metavar="ID", help="what this role carries out")


def _show(options: argparse.Namespace, seen: Journey) -> str:
    return formatted(
        options,
        table=lambda: terminal.case_text(seen),
        json=lambda: records.case_record(seen),
    )


def _next(options: argparse.Namespace, seen: Journey) -> str:
    steps = seen.possible()
    return formatted(
        options,
        table=lambda: terminal.possible_text(steps, seen),
        json=lambda: [records.step_record(step, seen) for step in steps],
    )


def _due(options: argparse.Namespace, seen: Journey) -> str:
    first = shared.date(options.first, "--from") if options.first else None
    last = shared.date(options.last, "--to") if options.last else None
    duties = _of_role(seen, options.role)
    if options.all:
        listed = set(map(id, duties))
        every = _of_role(seen, options.role, over=True)
        duties += [duty for duty in every if id(duty) not in listed]
    if first is not None or last is not None:
        duties = [
            duty
            for duty in duties
            if duty.due is not None
            and (first is None or duty.due >= first)
            and (last is None or duty.due <= last)
        ]
    return formatted(
        options,
        table=lambda: terminal.duties_text(duties, seen),
        json=lambda: [duty_records.duty_record(duty, seen) for duty in duties],
        csv=lambda: duty_records.duties_csv(duties, seen),
    )


def _of_role(seen: Journey, role: str | None, *, over: bool = False) -> list[Duty]:
    """The duties of a role, or of everybody."""
    _check_role(seen, role)
    duties = seen.duties() if over else obligations.to_do(seen)
    return [
        duty for duty in duties if role in (None, *duty.rule.actors) and not duty.rule.is_permission
    ]


def _check_role(seen: Journey, role: str | None) -> None:
    roles = seen.context.framework.roles
    if role is not None and role not in roles:
        raise UnknownName("role", role, roles)


def _explain(options: argparse.Namespace, seen: Journey) -> str:
    return formatted(
        options,
        table=lambda: terminal.explained_text(options.name, seen),
        json=lambda: [
            {"about": title, "told": lines}
            for title, lines in explained.explained(options.name, seen)
        ],
    )


def _powers(options: argparse.Namespace, seen: Journey) -> str:
    every = powers(seen)
    return formatted(
        options,
        table=lambda: terminal.powers_text(every, seen),
        json=lambda: [records.power_record(power, seen) for power in every],
    )


def _ics(options: argparse.Namespace, seen: Journey) -> bytes:
    _check_role(seen, options.role)
    if not seen.case.id:
        tell(
            "This case has no id, so a calendar knows its entries by where the file lies. If you "
            "move or copy it, they are taken for others. 'scc case add' gives it an id."
        )
    name = seen.case.school.strip()
    school = entries.School(
        f"case {files.id_of(options.file, seen.case)}", name, before=options.since is not None
    )

    def wanted(stands: Journey, rules: Collection[model.Rule] | None) -> list[Duty]:
        return [x for x in stands.duties(rules) if options.role in (None, *x.rule.actors)]

    title = f"{seen.context.framework.title}: {name}"
    return shared.calendar(options, lambda: entries.of_case(seen, school, wanted), title)
