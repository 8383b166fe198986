"""``scc case new``, ``add``, ``correct``, ``withdraw`` and ``begin``: a case file is written."""

from __future__ import annotations

import argparse
import re
import secrets

import attrs

from scc_model import model
from scc_model.cases import files
from scc_model.cases.case import Case, Entry
from scc_model.cases.checking import BeforeTheRecord, check_entry, check_not_happened, without
from scc_model.cases.format import plain
from scc_model.cases.understanding import understood
from scc_model.cli import options as shared
from scc_model.cli.case import days, outcome
from scc_model.cli.speaking import Parser
from scc_model.dates import long_date
from scc_model.errors import BadValue, DataError

_NEW_EXAMPLES = """examples:
  scc case new school.json --school "Example School" --begins 2014-09-01
  scc case new school.yaml --school "Example School" --begins 2014-09-01 \\
      --fact school-type=community --reading A55=calendar-days \\
      --school-holiday 2014-10-27..2014-10-31

What is not recorded is not known, unless --complete says that everything that happened is recorded:
then it has not happened. A file that is there already is left alone unless --force is given.
"""
_ADD_EXAMPLES = """examples:
  scc case add school.json concern-signalled 2014-09-08 --note "Telephone call of the chair"
  scc case add school.json report-published --between 2014-11-01..2014-11-30
  scc case add school.json inspection-ended --by 2014-10-17
  scc case add school.json judgement-final 2014-11-07 --decided category=special-measures

Whatever happened is kept, whether or not its day is known: exactly, between two days, by a day,
since a day, or (with none of these) not at all. DATE may be in words too: "in November 2014".
What does not go with the rest of the record is kept and told. A day that lies ahead is planned.
"""
_CORRECT_EXAMPLES = """examples:
  scc case correct school.json 3 --date 2014-11-07
  scc case correct school.json 3 --between 2014-11-01..2014-11-30 --note "The letter has no day"
  scc case correct school.json 3 --fact serious-breakdown=no

The numbers are those that 'scc case show' gives. The entry keeps what it said before.
"""
_BEGIN_EXAMPLES = """example:
  scc case begin school.json 2014-03-01

Nothing is recorded before the day on which a case begins. Answers given with 'scc case new' hold
from that day on.
"""
_DID_NOT_HAPPEN_EXAMPLES = """examples:
  scc case did-not-happen school.json representations-made
  scc case did-not-happen school.json representations-made --undo

Of what is not recorded it is not known whether it happened, unless the record is complete. This
says of one event that it did not. An entry of it, recorded later, takes its place.
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
    parser.add_argument(
        "--complete", action="store_true", help="everything that happened is recorded"
    )
    parser.add_argument("--force", action="store_true", help=shared.FORCE)

    parser = _change(commands, "add", "Record something that happened.", _ADD_EXAMPLES, _add)
    parser.add_argument("event", metavar="EVENT", help="id of the event; see 'scc case next'")
    parser.add_argument("date", metavar="DATE", nargs="?", help="its day, such as 2014-10-17")
    days.add(parser)
    _add_said(parser, "an answer that became known with it", "anything to remember with it")

    about = "Correct an entry in place; it keeps what it said before."
    parser = _change(commands, "correct", about, _CORRECT_EXAMPLES, _correct)
    _add_number(parser)
    parser.add_argument("--date", metavar="DATE", help="its day, such as 2014-10-17")
    days.add(parser)
    parser.add_argument("--no-date", action="store_true", help="its day is not known after all")
    _add_said(parser, "an answer, in place of the one that it had", "another note")
    parser.add_argument(
        "--forget", action="append", default=[], metavar="ID",
        help="a fact or decision of which it says nothing after all; may be given several times",
    )  # fmt: skip

    about = "Let a case begin on another day."
    parser = _change(commands, "begin", about, _BEGIN_EXAMPLES, _begin, formats=())
    parser.add_argument("day", metavar="DAY", help="the first day of the case")

    about = "Say of an event that it did not happen."
    parser = _change(
        commands, "did-not-happen", about, _DID_NOT_HAPPEN_EXAMPLES, _did_not_happen, formats=()
    )
    parser.add_argument("event", metavar="EVENT", help="id of the event")
    parser.add_argument("--undo", action="store_true", help="it is not known after all")

    about = "Withdraw an entry that was wrong; it stays in the record."
    parser = _change(commands, "withdraw", about, _WITHDRAW_EXAMPLES, _withdraw)
    _add_number(parser)
    parser.add_argument("--why", required=True, metavar="TEXT", help="the reason, which is kept")


def _change(  # noqa: PLR0917  (a command is declared in one line)
    commands: shared.Commands,
    name: str,
    about: str,
    examples: str,
    run: shared.Run,
    formats: tuple[str, ...] = ("table", "json"),
) -> Parser:
    parser = shared.command(commands, name, about, examples, run, *formats, out="")
    shared.add_case_file(parser)
    if formats:
        shared.add_as_at(parser)
    return parser


def _add_number(parser: Parser) -> None:
    parser.add_argument("number", metavar="NUMBER", help="number of the entry, counted from 1")


def _add_said(parser: Parser, fact: str, note: str) -> None:
    shared.add_facts(parser, f"{fact}; may be given several times")
    parser.add_argument(
        "--decided", action="append", default=[], metavar="DECISION=OUTCOME",
        help="an outcome that it settled; may be given several times",
    )  # fmt: skip
    parser.add_argument("--note", metavar="TEXT", help=note)


def _new(options: argparse.Namespace, framework: model.Framework) -> str:
    readings = shared.readings(options)
    case = Case(
        school=options.school,
        begins=shared.date(options.begins, "--begins"),
        facts=shared.facts(options),
        readings={framework.reading(name).id: choice for name, choice in readings.items()},
        school_holidays=shared.holidays(options),
        id=secrets.token_hex(8),
        complete=options.complete,
    )
    case.calendar(framework).check(case.begins)
    files.write(options.file, _sound(case, framework), over=options.force)
    options.recorded = _RECORDED
    begins = long_date(case.begins)
    return f"{options.file}: a case that begins on {begins}. 'scc case next' says what may come."


def _add(options: argparse.Namespace, framework: model.Framework) -> str:
    first, last = days.given(options, "DATE") or (None, None)
    entry = Entry(
        event=options.event,
        facts=shared.facts(options),
        decided=_decided(options),
        note=options.note or "",
    ).dated(first, last)

    def added(case: Case) -> Case:
        _check(entry, case, options, framework)
        return _kept(case.recorded(entry), options, framework)

    before, after = change = files.change(options.file, framework, added)
    double = before.double_of(entry)
    number = double or len(after.events)
    return _answer(options, framework, change, number, double=double is not None)


def _correct(options: argparse.Namespace, framework: model.Framework) -> str:
    def corrected(case: Case) -> Case:
        number = _number(options, case)
        entry = case.entry(number)
        if options.no_date:
            entry = entry.dated(None, None)
        if (span := days.given(options, "--date")) is not None:
            entry = entry.dated(*span)
        forgotten = _forgotten(options, entry)
        entry = attrs.evolve(
            entry,
            facts=_without({**entry.facts, **shared.facts(options)}, forgotten),
            decided=_without({**entry.decided, **_decided(options)}, forgotten),
            note=entry.note if options.note is None else options.note,
        )
        _check(entry, attrs.evolve(case, events=()), options, framework)
        return _kept(case.corrected(number, entry), options, framework)

    change = files.change(options.file, framework, corrected)
    return _answer(options, framework, change, int(options.number))


def _forgotten(options: argparse.Namespace, entry: Entry) -> set[str]:
    """The names of which an entry is to say nothing.

    Raises:
        BadValue: for one of which it says nothing as it is.
    """
    said = {**entry.facts, **entry.decided}
    for name in options.forget:
        if name not in said:
            known = ", ".join(sorted(said)) or "nothing"
            raise BadValue(f"'--forget {name}': the entry does not say that. It says: {known}.")
    return {*options.forget}


def _without(said: dict[str, str], names: set[str]) -> dict[str, str]:
    return {name: answer for name, answer in said.items() if name not in names}


def _decided(options: argparse.Namespace) -> dict[str, str]:
    return shared.pairs(options.decided, "--decided", "DECISION=OUTCOME")


def _begin(options: argparse.Namespace, framework: model.Framework) -> str:
    day = shared.date(options.day, "DAY")

    def begun(case: Case) -> Case:
        case.calendar(framework).check(day)
        return _kept(case.beginning(day), options, framework)

    files.change(options.file, framework, begun)
    options.recorded = _RECORDED
    return f"{options.file}: the case begins on {long_date(day)}."


def _did_not_happen(options: argparse.Namespace, framework: model.Framework) -> str:
    event = options.event

    def said(case: Case) -> Case:
        if not options.undo:
            return _kept(without(case, event, framework), options, framework)
        check_not_happened(event, framework)
        others = tuple(name for name in case.did_not_happen if name != event)
        return _kept(attrs.evolve(case, did_not_happen=others), options, framework)

    files.change(options.file, framework, said)
    options.recorded = _RECORDED
    told = "it is not known whether this happened" if options.undo else "this did not happen"
    return f"{options.file}: {told}: {framework.events[event].title}."


def _withdraw(options: argparse.Namespace, framework: model.Framework) -> str:
    def withdrawn(case: Case) -> Case:
        return _kept(case.withdrawn(_number(options, case), options.why), options, framework)

    change = files.change(options.file, framework, withdrawn)
    return _answer(options, framework, change, int(options.number))


def _number(options: argparse.Namespace, case: Case) -> int:
    """The number of an entry, as it was given.

    Raises:
        BadValue: when it is no number.
    """
    if not re.fullmatch("[0-9]{1,9}", options.number):
        raise BadValue(
            f"'{options.number}' is not the number of an entry. "
            f"The case has {len(case.events)}, counted from 1."
        )
    return int(options.number)


def _check(
    entry: Entry, case: Case, options: argparse.Namespace, framework: model.Framework
) -> None:
    """Make sure that an entry is one, and say what would make it one.

    Raises:
        SccError: when it is none.
    """
    try:
        check_entry(entry, case, framework)
    except BeforeTheRecord as error:
        day = entry.first or entry.last
        command = f"scc case begin {options.file} {day}"
        raise BadValue(f"{error} '{command}' makes it begin then.") from error


def _kept(case: Case, options: argparse.Namespace, framework: model.Framework) -> Case:
    """The case as it is written: sound, and with an id."""
    after = _sound(case, framework)
    return attrs.evolve(after, id=files.id_of(options.file, after))


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


def _answer(
    options: argparse.Namespace,
    framework: model.Framework,
    change: tuple[Case, Case],
    number: int,
    *,
    double: bool = False,
) -> str:
    """Say what came of a change that was written."""
    options.recorded = _RECORDED
    came = outcome.of(change, number, framework, shared.as_at(options))
    return shared.formatted(
        options,
        table=lambda: "\n".join(outcome.told(came, double=double)),
        json=lambda: outcome.record(came),
    )
