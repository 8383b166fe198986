"""``scc timeline``: who must do what by when after a judgement."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys

from scc_model.cli.options import Commands, add_readings, command, date, pairs
from scc_model.conditions import Context
from scc_model.errors import BadValue
from scc_model.loading import load
from scc_model.timelines import timeline
from scc_model.views import ics, tables
from scc_model.working_days import SchoolHoliday

_TIMELINE_EXAMPLES = """examples:
  scc timeline special-measures --event inspection-ended=2014-10-17
  scc timeline serious-weaknesses --event inspection-ended=2014-03-14 \\
      --event final-report-received=2014-04-07 --school-holiday 2014-04-14..2014-04-25
  scc timeline special-measures --event final-report-received=2014-04-07 \\
      --reading statement-of-action-days=calendar-days --format json
  scc timeline requires-improvement --event report-published=2014-11-14 --format ics > dates.ics
"""


def add(commands: Commands) -> None:
    """Add the command."""
    told = "Say who must do what by when after a judgement, and why."
    parser = command(commands, "timeline", told, _TIMELINE_EXAMPLES)
    parser.add_argument("category", metavar="CATEGORY", help="such as special-measures")
    parser.add_argument(
        "--event", action="append", default=[], metavar="NAME=YYYY-MM-DD",
        help="an event and its date; may be given several times",
    )  # fmt: skip
    parser.add_argument("--as-at", metavar="DATE", help="the day to look from (today)")
    parser.add_argument(
        "--school-holiday", action="append", default=[], metavar="FROM..TO",
        help="first and last day of a school holiday; may be given several times",
    )  # fmt: skip
    add_readings(parser)
    parser.add_argument("--format", choices=("table", "json", "csv", "ics"), default="table")
    parser.set_defaults(run=_timeline)


def _timeline(options: argparse.Namespace) -> int:
    framework = load()
    readings = pairs(options.reading, "--reading", "ID=CHOICE")
    outcome = framework.decisions[framework.category_decision].outcome(options.category)
    context = Context.of(
        framework, readings=readings, decided={framework.category_decision: outcome.id}
    )
    events = {
        name: date(text, f"--event {name}")
        for name, text in pairs(options.event, "--event", "NAME=YYYY-MM-DD").items()
    }
    # The one place, with the walks, where today's date is read.
    as_at = date(options.as_at, "--as-at") if options.as_at else dt.date.today()  # noqa: DTZ011
    holidays = [_holiday(text) for text in options.school_holiday]
    made = timeline(context, events, as_at, holidays)
    if options.format == "json":
        rows = [tables.record(row, made) for row in made.rows]
        print(json.dumps(rows, indent=2, ensure_ascii=False))
    elif options.format == "csv":
        sys.stdout.write(tables.timeline_csv(made))
    elif options.format == "ics":
        sys.stdout.write(ics.calendar_file(made, f"{framework.title}: {outcome.title}"))
    else:
        print(tables.timeline_text(made, f"{outcome.title}: who must do what, by when"))
    return 0


def _holiday(text: str) -> SchoolHoliday:
    first, dots, last = text.partition("..")
    if not dots:
        raise BadValue(
            f"'--school-holiday {text}' has not the form FROM..TO, such as 2014-04-14..2014-04-25."
        )
    return SchoolHoliday(date(first, "--school-holiday"), date(last, "--school-holiday"))
