"""The options that say when something was: a day, a span of days, or one end of it."""

from __future__ import annotations

import argparse
import datetime as dt

from scc_model.cli import options as shared
from scc_model.cli.speaking import Parser
from scc_model.dates import read_days, read_range
from scc_model.errors import BadValue

_ENDS = "--since and --by"


def add(parser: Parser) -> None:
    """Add the options."""
    parser.add_argument("--between", metavar="A..B", help="it was on one of these days, or between")
    parser.add_argument("--by", metavar="DATE", help="it was on this day or before")
    parser.add_argument("--since", metavar="DATE", help="it was on this day or after")


def given(options: argparse.Namespace, exact: str) -> tuple[dt.date | None, dt.date | None] | None:
    """The first and the last day on which something can have been; none where nothing was given.

    Args:
        options: what was asked for, with ``date``, ``between``, ``by`` and ``since``.
        exact: what the day itself is called on the command line.

    Raises:
        BadValue: for what is no date, and for days that are given in two ways.
    """
    ends = options.since or options.by
    ways = {exact: options.date, "--between": options.between, _ENDS: ends}
    used = [name for name, text in ways.items() if text]
    if getattr(options, "no_date", False):
        used.append("--no-date")
    if len(used) > 1:
        raise BadValue(f"The day is given as {used[0]} and as {used[1]}. Give it in one way.")
    if options.date:
        return _days(options.date, exact)
    if options.between:
        return _between(options.between)
    if ends:
        first, last = (
            shared.date(text, option) if text else None
            for text, option in ((options.since, "--since"), (options.by, "--by"))
        )
        return first, last
    return None


def _between(text: str) -> tuple[dt.date | None, dt.date | None]:
    first, dots, last = text.partition("..")
    if dots and read_range(text) is None:  # to say which of the two is no date
        return shared.date(first, "--between"), shared.date(last, "--between")
    return _days(text, "--between")


def _days(text: str, option: str) -> tuple[dt.date | None, dt.date | None]:
    try:
        return read_days(text)
    except BadValue as error:
        raise BadValue(f"{option}: {error}") from error
