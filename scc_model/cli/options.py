"""What the commands share: how one is described, how values are read, and how answers are given."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from scc_model import model
from scc_model.cli.speaking import Parser
from scc_model.dates import read_date, read_range
from scc_model.dating.working_days import SchoolHoliday
from scc_model.disk import reading
from scc_model.errors import BadValue, DataError, NothingToWrite
from scc_model.loading import data_dir, load, load_from
from scc_model.loading.overlays.files import Layer, chosen
from scc_model.tables import ics

Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001
FORCE = "replace what is there"
_LARGEST_CALENDAR = 50_000_000  # bytes of a calendar file that is read again
Run: TypeAlias = Callable[[argparse.Namespace, model.Framework], str | bytes | int]
"""Carries a command out: what to print, or the exit code where it has written all it has to."""


def command(
    commands: Commands,
    name: str,
    about: str,
    examples: str,
    run: Run,
    *formats: str,
    out: str = "the file to write the answer into (standard output)",
    changes: bool = True,
) -> Parser:
    """Add a command, with examples under its help.

    Args:
        commands: where to add it.
        name: its word on the command line.
        about: what it does, in a sentence.
        examples: how it is called.
        run: carries it out.
        formats: the forms in which it can answer, the usual one first.
        out: what may be written in place of standard output; empty for a command that writes
            something else.
        changes: whether changes can be made in the data that it is asked about.
    """
    parser = described(commands, name, about, examples)
    everywhere = parser.add_argument_group("data and output")
    everywhere.add_argument(
        "--data", metavar="DIR", type=Path, help="another folder of data (the handbook's)"
    )
    if changes:
        everywhere.add_argument(
            "--change", action="append", default=[], metavar="CHANGE",
            help="a change of the data, by its id or its file; may be given several times",
        )  # fmt: skip
    if formats:
        everywhere.add_argument("--format", choices=formats, default=formats[0])
    if out:
        everywhere.add_argument("--out", metavar="PATH", type=Path, help=out)
        everywhere.add_argument("--force", action="store_true", help=FORCE)
    parser.set_defaults(
        run=run, command=parser.prog, reads=lambda options: options.data, makes=changes_of
    )
    return parser


def described(commands: Commands, name: str, about: str, examples: str) -> Parser:
    """Add a command or a group of commands, with examples under its help."""
    return commands.add_parser(
        name,
        help=about,
        description=about,
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def framework_of(options: argparse.Namespace) -> model.Framework:
    """The procedures that a command is asked about.

    Raises:
        DataError: with every fault found in the folder.
    """
    folder, layers = options.reads(options), options.makes(options)
    if folder is None and not layers:
        return load()
    return loaded(folder or data_dir(), layers)


def changes_of(options: argparse.Namespace) -> tuple[Layer, ...]:
    """The changes of the data that a command is asked about.

    Raises:
        DataError: where one is no change, or cannot be read.
        UnknownName: where the data have no change of an id.
    """
    return chosen(getattr(options, "change", ()), options.data or data_dir())


def loaded(folder: Path, layers: Sequence[Layer] = ()) -> model.Framework:
    """What a folder of data says, with changes made in it.

    Raises:
        DataError: with every fault found, and whose they are.
    """
    try:
        return load_from(folder, layers) if layers else load_from(folder)
    except DataError as error:
        made = "".join(f" with '{layer.overlay.id}'" for layer in layers)
        raise DataError(error.faults, f"the data of {folder}{made}") from error


def formatted(options: argparse.Namespace, **forms: Callable[[], Any]) -> str:
    """What a command answers, in the form asked for.

    Args:
        options: what was asked for.
        forms: what makes the answer in each form; for ``json``, the plain values to write.
    """
    answer = forms[options.format]()
    if options.format == "json":
        return json.dumps(answer, indent=2, ensure_ascii=False)
    return str(answer)


def add_case_file(parser: argparse.ArgumentParser) -> None:
    """Add the argument that names the file of a case."""
    parser.add_argument("file", metavar="FILE", type=Path, help="a case file, .json or .yaml")


def add_facts(parser: argparse.ArgumentParser, about: str) -> None:
    """Add the option that answers questions about a school."""
    parser.add_argument("--fact", action="append", default=[], metavar="ID=ANSWER", help=about)


def facts(options: argparse.Namespace) -> dict[str, str]:
    """The answers given, by fact."""
    return pairs(options.fact, "--fact", "ID=ANSWER")


def add_readings(parser: argparse.ArgumentParser) -> None:
    """Add the option that switches readings."""
    parser.add_argument(
        "--reading", action="append", default=[], metavar="ID=CHOICE",
        help="how to read an unclear passage; may be given several times",
    )  # fmt: skip


def readings(options: argparse.Namespace) -> dict[str, str]:
    """The choices made, by reading as it was named."""
    return pairs(options.reading, "--reading", "ID=CHOICE")


def add_holidays(parser: argparse.ArgumentParser) -> None:
    """Add the option that gives holidays of the school."""
    parser.add_argument(
        "--school-holiday", action="append", default=[], metavar="FROM..TO",
        help="first and last day of a school holiday; may be given several times",
    )  # fmt: skip


def holidays(options: argparse.Namespace) -> tuple[SchoolHoliday, ...]:
    """The school holidays, each written as ``FROM..TO``.

    Raises:
        BadValue: for anything else.
    """
    return tuple(_holiday(text) for text in options.school_holiday)


def _holiday(text: str) -> SchoolHoliday:
    days = read_range(text)
    if days is not None:
        return SchoolHoliday(*days)
    first, dots, last = text.partition("..")
    if not dots:
        raise BadValue(
            f"'--school-holiday {text}' has not the form FROM..TO, such as 2014-04-14..2014-04-25."
        )
    return SchoolHoliday(date(first, "--school-holiday"), date(last, "--school-holiday"))


def add_as_at(parser: argparse.ArgumentParser) -> None:
    """Add the option for the day to look from."""
    parser.add_argument("--as-at", metavar="DATE", help="the day to look from (today)")


def as_at(options: argparse.Namespace) -> dt.date:
    """The day to look from. This is the one place, with the walks, that reads today's date.

    Raises:
        BadValue: when what was given is no date.
    """
    return date(options.as_at, "--as-at") if options.as_at else dt.date.today()  # noqa: DTZ011


def add_calendar(parser: argparse.ArgumentParser) -> None:
    """Add the options for a calendar file."""
    calendar = parser.add_argument_group("calendar file (ics)")
    calendar.add_argument(
        "--remind", action="append", default=[], metavar="DAYS",
        help="a reminder so many days before each entry, at nine; may be given several times",
    )  # fmt: skip
    calendar.add_argument(
        "--since", metavar="FILE", type=Path,
        help="the file added before: what it held and no longer holds is cancelled",
    )  # fmt: skip


def reminders(options: argparse.Namespace) -> list[int]:
    """How many days before an entry there is a reminder.

    Raises:
        BadValue: for anything but a number of days.
    """
    most = ics.MOST_DAYS_BEFORE
    for text in options.remind:
        if not re.fullmatch("[0-9]{1,3}", text) or int(text) > most:
            raise BadValue(
                f"'--remind {text}' is no number of days. Accepted: 0 (the day itself) to {most}."
            )
    return [int(text) for text in options.remind]


def held_before(path: Path | None) -> list[ics.Item]:
    """The entries of a calendar file that was written before; none where there is none.

    Raises:
        BadValue: when it cannot be read or is no calendar file.
    """
    if path is None:
        return []
    raw = reading.read(path, _LARGEST_CALENDAR)
    try:
        return ics.entries_of(raw.decode("utf-8-sig"))
    except (BadValue, UnicodeDecodeError) as error:
        raise BadValue(f"'{path}' is no calendar file that this handbook made.") from error


def calendar(
    options: argparse.Namespace, entries: Callable[[], list[ics.Item]], title: str
) -> bytes:
    """A calendar file, with what is cancelled of the one that was added before.

    Args:
        options: what was asked for.
        entries: gives the entries, or raises :class:`NothingToWrite`.
        title: name of the calendar.

    Raises:
        NothingToWrite: when there is nothing to put into it.
    """
    before, reminded = held_before(options.since), reminders(options)
    try:
        holding = entries()
    except NothingToWrite:
        if not before:
            raise
        holding = []
    held = {item.uid for item in before}
    holding = [item for item in holding if item.status != "CANCELLED" or item.uid in held]
    every = ics.with_cancelled(holding, before, {}, ics.NOT_ASKED_FOR)
    return ics.calendar_of(every, title, written(), reminded).encode()


def written() -> dt.datetime:
    """When a file is written: now, or what SOURCE_DATE_EPOCH says.

    Raises:
        BadValue: when that is no number of seconds.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        return dt.datetime.now(dt.UTC)
    if not re.fullmatch("[0-9]{1,10}", given):
        raise BadValue(f"SOURCE_DATE_EPOCH is '{given}'. Accepted: seconds since 1970.")
    return dt.datetime.fromtimestamp(int(given), dt.UTC)


def pairs(given: Sequence[str], option: str, form: str) -> dict[str, str]:
    """Names and values written as ``NAME=VALUE``.

    Raises:
        BadValue: for another form, and for a name given twice.
    """
    values: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not (name and equals and value):
            raise BadValue(f"'{option} {text}' has not the form {form}.")
        if name in values:
            raise BadValue(
                f"'{option} {name}' is given twice, as {values[name]} and {value}. Give it once."
            )
        values[name] = value
    return values


def date(text: str, option: str) -> dt.date:
    """A date, in any of the forms that are accepted everywhere.

    Raises:
        BadValue: for anything else, with the name of the option.
    """
    try:
        return read_date(text)
    except BadValue as error:
        raise BadValue(f"{option}: {error}") from error
