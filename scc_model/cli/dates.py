"""``scc timeline``: who must do what by when after a judgement."""

from __future__ import annotations

import argparse

from scc_model import model
from scc_model.cases.timelines import timeline
from scc_model.cli import options as shared
from scc_model.conditions import Context
from scc_model.errors import BadValue
from scc_model.tables import duty_records, entries, terminal

_EXAMPLES = """examples:
  scc timeline special-measures --event inspection-ended=2014-10-17
  scc timeline serious-weaknesses --event inspection-ended=2014-03-14 \\
      --event final-report-received=2014-04-07 --school-holiday 2014-04-14..2014-04-25
  scc timeline special-measures --event final-report-received=2014-04-07 \\
      --reading statement-of-action-days=calendar-days --format json
  scc timeline requires-improvement --event report-published=2014-11-14 --format ics \\
      --school "Example School" --remind 7 --out dates.ics

A calendar file needs '--school': the same words each time for the same school, and others for each
other one, so that what is added again replaces what was there. With '--since', what the file added
before held and no longer holds is cancelled.
"""


def add(commands: shared.Commands) -> None:
    """Add the command."""
    about = "Say who must do what by when after a judgement, and why."
    parser = shared.command(
        commands, "timeline", about, _EXAMPLES, _timeline, "table", "json", "csv", "ics"
    )
    parser.add_argument("category", metavar="CATEGORY", help="such as special-measures")
    parser.add_argument(
        "--event", action="append", default=[], metavar="NAME=YYYY-MM-DD",
        help="an event and its date; may be given several times",
    )  # fmt: skip
    parser.add_argument(
        "--school",
        default="",
        metavar="NAME",
        help="name or URN of the school, for a calendar file",
    )
    shared.add_calendar(parser)
    shared.add_as_at(parser)
    shared.add_holidays(parser)
    shared.add_readings(parser)


def _timeline(options: argparse.Namespace, framework: model.Framework) -> str | bytes:
    named = " ".join(options.school.split())
    if options.format == "ics" and not named:
        raise BadValue(
            "A calendar tells the entries of one school from those of another by its name. Add "
            "'--school NAME': its name or URN, the same each time."
        )
    readings = shared.readings(options)
    outcome = framework.decisions[framework.category_decision].outcome(options.category)
    context = Context.of(
        framework, readings=readings, decided={framework.category_decision: outcome.id}
    )
    events = {
        name: shared.date(day, f"--event {name}")
        for name, day in shared.pairs(options.event, "--event", "NAME=YYYY-MM-DD").items()
    }
    dated = timeline(context, events, shared.as_at(options), shared.holidays(options))
    if options.format == "ics":
        school = entries.School(
            f"named {named.casefold()}", named, before=options.since is not None
        )
        title = f"{framework.title}: {outcome.title}"
        return shared.calendar(options, lambda: entries.of_timeline(dated, school), title)
    return shared.formatted(
        options,
        table=lambda: terminal.timeline_text(dated, f"{outcome.title}: who must do what, by when"),
        json=lambda: [duty_records.row_record(row, dated) for row in dated.rows],
        csv=lambda: duty_records.timeline_csv(dated),
    )
