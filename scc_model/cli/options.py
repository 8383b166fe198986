"""What the commands share: how one is described, and how values are read."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Sequence
from typing import TypeAlias

from scc_model.dates import read_date
from scc_model.dating.working_days import SchoolHoliday
from scc_model.errors import BadValue

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001


def command(commands: Commands, name: str, told: str, examples: str) -> argparse.ArgumentParser:
    """Add a command, with examples under its help."""
    return commands.add_parser(
        name,
        help=told,
        description=told,
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def add_readings(parser: argparse.ArgumentParser) -> None:
    """Add the option that switches readings."""
    parser.add_argument(
        "--reading", action="append", default=[], metavar="ID=CHOICE",
        help="how to read an unclear passage; may be given several times",
    )  # fmt: skip


def add_holidays(parser: argparse.ArgumentParser) -> None:
    """Add the option that gives holidays of the school."""
    parser.add_argument(
        "--school-holiday", action="append", default=[], metavar="FROM..TO",
        help="first and last day of a school holiday; may be given several times",
    )  # fmt: skip


def holiday(text: str) -> SchoolHoliday:
    """A school holiday written as ``FROM..TO``.

    Raises:
        BadValue: for anything else.
    """
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


def pairs(given: Sequence[str], option: str, form: str) -> dict[str, str]:
    """Names and values written as ``NAME=VALUE``.

    Raises:
        BadValue: for another form, and for a name given twice.
    """
    found: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not (name and equals and value):
            raise BadValue(f"'{option} {text}' has not the form {form}.")
        if name in found:
            raise BadValue(
                f"'{option} {name}' is given twice, as {found[name]} and {value}. Give it once."
            )
        found[name] = value
    return found


def date(text: str, option: str) -> dt.date:
    """A date, in any of the forms that are accepted everywhere.

    Raises:
        BadValue: for anything else, with the name of the option.
    """
    try:
        return read_date(text)
    except BadValue as error:
        raise BadValue(f"{option}: {error}") from error
