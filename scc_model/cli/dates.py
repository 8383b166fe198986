"""``scc timeline``: who must do what by when after a judgement."""

from __future__ import annotations

import argparse
import json
import sys

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
from scc_model.conditions import Context
from scc_model.dating.timelines import timeline
from scc_model.loading import load
from scc_model.tables import ics, records, terminal

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
    add_as_at(parser)
    add_holidays(parser)
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
    holidays = [holiday(text) for text in options.school_holiday]
    made = timeline(context, events, as_at(options), holidays)
    if options.format == "json":
        rows = [records.row_record(row, made) for row in made.rows]
        print(json.dumps(rows, indent=2, ensure_ascii=False))
    elif options.format == "csv":
        sys.stdout.write(records.timeline_csv(made))
    elif options.format == "ics":
        sys.stdout.write(ics.calendar_file(made, f"{framework.title}: {outcome.title}"))
    else:
        print(terminal.timeline_text(made, f"{outcome.title}: who must do what, by when"))
    return 0
