"""``scc case new``, ``add`` and ``withdraw``: a case file is written, whole or not at all."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

from scc_model import model
from scc_model.cases import files
from scc_model.cases.case import Case, Entry, check_entry
from scc_model.cases.format import plain, understood
from scc_model.cases.journey import Journey, journey
from scc_model.cases.replay import Refused
from scc_model.cli.options import (  # fmt: skip
    Commands,
    add_as_at,
    add_holidays,
    add_readings,
    as_at,
    command,
    date,
    holiday,
    pairs,
)
from scc_model.dates import long_date
from scc_model.errors import BadValue, DataError
from scc_model.loading import load
from scc_model.tables import explained, records
from scc_model.tables.text import shown
from scc_model.words import account

_NEW_EXAMPLES = """examples:
  scc case new school.json --school "Example School" --begins 2014-09-01
  scc case new school.yaml --school "Example School" --begins 2014-09-01 \\
      --fact school-type=community --reading A55=calendar-days \\
      --school-holiday 2014-10-27..2014-10-31

A file that is there already is left alone unless --force is given.
"""
_ADD_EXAMPLES = """examples:
  scc case add school.json concern-signalled 2014-09-08 --note "Telephone call of the chair"
  scc case add school.json warning-notice-considered 2014-10-01 --fact serious-breakdown=yes
  scc case add school.json judgement-final 2014-11-07 --decided category=special-measures

An event that cannot happen where the school stands is refused, with the reason, and the file
stays as it was. A later answer to a question replaces an earlier one from its day on.
"""
_WITHDRAW_EXAMPLES = """example:
  scc case withdraw school.json 3 --why "It was the draft report, not the final one"

The numbers are those that 'scc case show' gives. The entry stays in the record.
"""


def add(commands: Commands) -> None:
    """Add the commands."""
    parser = command(commands, "new", "Begin a case in a new file.", _NEW_EXAMPLES)
    parser.add_argument("file", metavar="FILE", type=Path, help="such as school.json or .yaml")
    parser.add_argument("--school", required=True, metavar="NAME", help="what the school is called")
    parser.add_argument(
        "--begins", required=True, metavar="DATE", help="the first day of the case"
    )  # fmt: skip
    _add_facts(parser, "an answer that holds from the beginning; may be given several times")
    add_readings(parser)
    add_holidays(parser)
    parser.add_argument("--force", action="store_true", help="replace a file that is there")
    parser.set_defaults(run=_new, command="case new")

    told = "Record an event, if it can have happened."
    parser = command(commands, "add", told, _ADD_EXAMPLES)
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("event", metavar="EVENT", help="id of the event; see 'scc case next'")
    parser.add_argument("date", metavar="DATE", help="its day, such as 2014-10-17")
    _add_facts(parser, "an answer that became known with it; may be given several times")
    parser.add_argument(
        "--decided", action="append", default=[], metavar="DECISION=OUTCOME",
        help="an outcome that it settled; may be given several times",
    )  # fmt: skip
    parser.add_argument("--note", default="", metavar="TEXT", help="anything to remember with it")
    _add_output(parser)
    parser.set_defaults(run=_add, command="case add")

    told = "Withdraw an entry that was wrong; it stays in the record."
    parser = command(commands, "withdraw", told, _WITHDRAW_EXAMPLES)
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("number", metavar="NUMBER", help="number of the entry, counted from 1")
    parser.add_argument("--why", required=True, metavar="TEXT", help="the reason, which is kept")
    _add_output(parser)
    parser.set_defaults(run=_withdraw, command="case withdraw")


def _add_facts(parser: argparse.ArgumentParser, told: str) -> None:
    parser.add_argument("--fact", action="append", default=[], metavar="ID=ANSWER", help=told)


def _add_output(parser: argparse.ArgumentParser) -> None:
    add_as_at(parser)
    parser.add_argument("--format", choices=("table", "json"), default="table")


def _new(options: argparse.Namespace) -> int:
    framework = load()
    if options.file.exists() and not options.force:
        raise BadValue(
            f"'{options.file}' is there already and was left alone. "
            "Give another name, or --force to replace it."
        )
    readings = pairs(options.reading, "--reading", "ID=CHOICE")
    case = Case(
        school=options.school,
        begins=date(options.begins, "--begins"),
        facts=pairs(options.fact, "--fact", "ID=ANSWER"),
        readings={framework.reading(name).id: choice for name, choice in readings.items()},
        school_holidays=tuple(holiday(text) for text in options.school_holiday),
    )
    case.calendar(framework).check(case.begins)
    files.write(options.file, _sound(case, framework))
    begins = long_date(case.begins)
    print(f"{options.file}: a case that begins on {begins}. 'scc case next' says what may come.")
    return 0


def _add(options: argparse.Namespace) -> int:
    framework = load()
    before = files.read(options.file, framework)
    entry = Entry(
        event=options.event,
        date=date(options.date, "DATE"),
        facts=pairs(options.fact, "--fact", "ID=ANSWER"),
        decided=pairs(options.decided, "--decided", "DECISION=OUTCOME"),
        note=options.note,
    )
    check_entry(entry, before, framework)
    after = _sound(before.added(entry), framework)
    refused = {id(one.entry): one for one in _at_its_end(after, framework).replayed.refused}
    if id(after.events[-1]) in refused:
        raise BadValue(_refusal(refused[id(after.events[-1])], framework))
    return _save(options, before, after, len(after.events))


def _withdraw(options: argparse.Namespace) -> int:
    framework = load()
    before = files.read(options.file, framework)
    if not re.fullmatch("[0-9]{1,9}", options.number):
        raise BadValue(
            f"'{options.number}' is not the number of an entry. "
            f"The case has {len(before.events)}, counted from 1."
        )
    number = int(options.number)
    return _save(options, before, _sound(before.withdrawn(number, options.why), framework), number)


def _sound(case: Case, framework: model.Framework) -> Case:
    """The case as it will be read again, so that nothing is written that cannot be.

    Raises:
        BadValue: with everything that is wrong with it.
    """
    try:
        return understood(plain(case), framework)
    except DataError as error:
        told = (f"{one.message.rstrip('.')}. {one.hint}".strip() for one in error.faults)
        raise BadValue(" ".join(told)) from error


def _at_its_end(case: Case, framework: model.Framework) -> Journey:
    """The case on the day of its last entry, so that all of them have been tried."""
    days = [entry.date for entry in case.events if not entry.withdrawn]
    return journey(case, framework, max(days, default=case.begins))


def _refusal(one: Refused, framework: model.Framework) -> str:
    """Why an event is not recorded, and what would let it be."""
    event = framework.events[one.entry.event]
    day = long_date(one.entry.date)
    told = [f"'{event.id}' on {day} is not recorded, and the file is as it was.", one.why]
    if one.missing:
        told.append("Give with it what is known of this:")
        told += [f"  {account.ask(name, framework)}" for name in one.missing]
    else:
        told += [f"  {line}" for line in account.why_refused(one, framework)[1:]]
    return "\n".join(told)


def _save(options: argparse.Namespace, before: Case, after: Case, number: int) -> int:
    """Write the case and say what came of the change."""
    framework = load()
    made = journey(after, framework, max(as_at(options), after.begins))
    numbered = {one.number: one for one in account.record_of_events(made)}
    lost = _refused(after, framework) - _refused(before, framework) - {number}
    files.write(options.file, after)
    one = numbered[number]
    if options.format == "json":
        print(json.dumps(records.event_record(one, made), indent=2, ensure_ascii=False))
        return 0
    status = explained.STATUS[one.status] or "recorded"
    title = framework.events[one.event].title
    print(f"Entry {number} is {status}: {title}, {long_date(one.date)}.")
    print("\n".join(f"  {shown(line)}" for line in account.came_of(one, framework)))
    for name in sorted(lost):
        print(f"Entry {name} does not count any more: 'scc case show' says why.")
    return 0


def _refused(case: Case, framework: model.Framework) -> set[int]:
    """The numbers of the entries that do not count."""
    refused = {id(one.entry) for one in _at_its_end(case, framework).replayed.refused}
    return {number for number, one in enumerate(case.events, 1) if id(one) in refused}
