"""``scc case new``, ``add`` and ``withdraw``: a case file is written, whole or not at all."""

from __future__ import annotations

import argparse
import re
import secrets

import attrs

from scc_model import model
from scc_model.cases import files
from scc_model.cases.case import Case, Entry, check_entry
from scc_model.cases.format import plain, understood
from scc_model.cases.happened import Contradiction
from scc_model.cases.journey import Journey, journey
from scc_model.cli import options as shared
from scc_model.dates import long_date
from scc_model.errors import BadValue, DataError
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
_RECORDED = "The case file has been written."


def add(commands: shared.Commands) -> None:
    """Add the commands."""
    parser = shared.command(
        commands, "new", "Begin a case in a new file.", _NEW_EXAMPLES, _new, out=""
    )
    shared.add_case_file(parser)
    parser.add_argument("--school", required=True, metavar="NAME", help="what the school is called")
    parser.add_argument(
        "--begins", required=True, metavar="DATE", help="the first day of the case"
    )  # fmt: skip
    shared.add_facts(parser, "an answer that holds from the beginning; may be given several times")
    shared.add_readings(parser)
    shared.add_holidays(parser)
    parser.add_argument("--force", action="store_true", help=shared.FORCE)

    about = "Record an event, if it can have happened."
    parser = shared.command(commands, "add", about, _ADD_EXAMPLES, _add, "table", "json", out="")
    shared.add_case_file(parser)
    parser.add_argument("event", metavar="EVENT", help="id of the event; see 'scc case next'")
    parser.add_argument("date", metavar="DATE", help="its day, such as 2014-10-17")
    shared.add_facts(parser, "an answer that became known with it; may be given several times")
    parser.add_argument(
        "--decided", action="append", default=[], metavar="DECISION=OUTCOME",
        help="an outcome that it settled; may be given several times",
    )  # fmt: skip
    parser.add_argument("--note", default="", metavar="TEXT", help="anything to remember with it")
    shared.add_as_at(parser)

    about = "Withdraw an entry that was wrong; it stays in the record."
    parser = shared.command(
        commands, "withdraw", about, _WITHDRAW_EXAMPLES, _withdraw, "table", "json", out=""
    )
    shared.add_case_file(parser)
    parser.add_argument("number", metavar="NUMBER", help="number of the entry, counted from 1")
    parser.add_argument("--why", required=True, metavar="TEXT", help="the reason, which is kept")
    shared.add_as_at(parser)


def _new(options: argparse.Namespace, framework: model.Framework) -> str:
    readings = shared.readings(options)
    case = Case(
        school=options.school,
        begins=shared.date(options.begins, "--begins"),
        facts=shared.facts(options),
        readings={framework.reading(name).id: choice for name, choice in readings.items()},
        school_holidays=shared.holidays(options),
        id=secrets.token_hex(8),
    )
    case.calendar(framework).check(case.begins)
    files.write(options.file, _sound(case, framework), over=options.force)
    options.recorded = _RECORDED
    begins = long_date(case.begins)
    return f"{options.file}: a case that begins on {begins}. 'scc case next' says what may come."


def _add(options: argparse.Namespace, framework: model.Framework) -> str:
    entry = Entry(
        event=options.event,
        date=shared.date(options.date, "DATE"),
        facts=shared.facts(options),
        decided=shared.pairs(options.decided, "--decided", "DECISION=OUTCOME"),
        note=options.note,
    )

    def added(case: Case) -> Case:
        check_entry(entry, case, framework)
        after = _sound(case.added(entry), framework)
        for refused in _at_its_end(after, framework).replayed.contradictions:
            if refused.entry is after.events[-1]:
                raise BadValue(_refusal(refused, framework))
        return attrs.evolve(after, id=files.id_of(options.file, after))

    before, after = files.change(options.file, framework, added)
    return _answer(options, framework, before, after, len(after.events))


def _withdraw(options: argparse.Namespace, framework: model.Framework) -> str:
    def withdrawn(case: Case) -> Case:
        if not re.fullmatch("[0-9]{1,9}", options.number):
            raise BadValue(
                f"'{options.number}' is not the number of an entry. "
                f"The case has {len(case.events)}, counted from 1."
            )
        after = _sound(case.withdrawn(int(options.number), options.why), framework)
        return attrs.evolve(after, id=files.id_of(options.file, after))

    before, after = files.change(options.file, framework, withdrawn)
    return _answer(options, framework, before, after, int(options.number))


def _sound(case: Case, framework: model.Framework) -> Case:
    """The case as it will be read again, so that nothing is written that cannot be.

    Raises:
        BadValue: with everything that is wrong with it.
    """
    try:
        return understood(plain(case), framework)
    except DataError as error:
        faults = (f"{fault.message.rstrip('.')}. {fault.hint}".strip() for fault in error.faults)
        raise BadValue(" ".join(faults)) from error


def _at_its_end(case: Case, framework: model.Framework) -> Journey:
    """The case on the day of its last entry, so that all of them have been tried."""
    days = [entry.date for entry in case.events if not entry.withdrawn]
    return journey(case, framework, max(days, default=case.begins))


def _refusal(refused: Contradiction, framework: model.Framework) -> str:
    """Why an event is not recorded, and what would let it be."""
    event, day = refused.entry.event, long_date(refused.entry.date)
    lines = [f"'{event}' on {day} is not recorded, and the file is as it was.", refused.why]
    lines += [f"  {line}" for line in account.why_contradicts(refused, framework)[1:]]
    return "\n".join(lines)


def _answer(
    options: argparse.Namespace,
    framework: model.Framework,
    before: Case,
    after: Case,
    number: int,
) -> str:
    """Say what came of a change that was written."""
    options.recorded = _RECORDED
    seen = journey(after, framework, max(shared.as_at(options), after.begins))
    recorded = {event.number: event for event in account.record_of_events(seen)}[number]
    lost = _refused(after, framework) - _refused(before, framework) - {number}
    return shared.formatted(
        options,
        table=lambda: "\n".join(_came_of(recorded, lost, seen)),
        json=lambda: records.event_record(recorded, seen),
    )


def _came_of(recorded: account.Recorded, lost: set[int], seen: Journey) -> list[str]:
    """What a change led to, a line each."""
    status = explained.STATUS[recorded.status] or "recorded"
    title = seen.context.framework.events[recorded.event].title
    return [
        f"Entry {recorded.number} is {status}: {title}, {long_date(recorded.date)}.",
        *(f"  {shown(line)}" for line in account.came_of(recorded, seen.context.framework)),
        *(
            f"Entry {number} does not count any more: 'scc case show' says why."
            for number in sorted(lost)
        ),
    ]


def _refused(case: Case, framework: model.Framework) -> set[int]:
    """The numbers of the entries that do not count."""
    refused = {
        id(refusal.entry) for refusal in _at_its_end(case, framework).replayed.contradictions
    }
    return {number for number, entry in enumerate(case.events, 1) if id(entry) in refused}
