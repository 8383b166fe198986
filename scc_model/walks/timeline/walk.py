"""The walk through a category's timeline: dates in, a dated list of duties out."""

from __future__ import annotations

import attrs

from scc_model import model
from scc_model.dating.timelines import Timeline, timeline
from scc_model.errors import SccError, UnknownName
from scc_model.tables.ics import calendar_file
from scc_model.tables.records import timeline_csv
from scc_model.walks.base import Download, Reply
from scc_model.walks.timeline.asked import WALK, Asked, categories, understand
from scc_model.walks.timeline.form import form
from scc_model.walks.timeline.result import announced, result
from scc_model.words.html import h


@attrs.frozen
class TimelineWalk:
    """Who must do what by when after a judgement, for the dates known so far."""

    id: str = WALK
    title: str = "Work out the dates"
    example: str = ""

    def respond(self, framework: model.Framework, state: str) -> Reply:
        """See :class:`scc_model.walks.base.Walk`."""
        asked = understand(framework, state)
        made = _timeline(framework, asked)
        outcome = _outcome(framework, asked)
        body = h(
            "div",
            {"class": "scc-walk__parts"},
            form(framework, asked, self.title),
            result(made, outcome),
        )
        return Reply(body, announced(made, outcome, asked.faults.values()), asked.query(framework))

    def download(self, framework: model.Framework, state: str, kind: str) -> Download:
        """A calendar file (``ics``) or a table for a spreadsheet (``csv``).

        Raises:
            UnknownName: for any other kind of file.
        """
        asked = understand(framework, state)
        made = _timeline(framework, asked)
        name = f"{asked.category}-dates"
        if kind == "ics":
            text = calendar_file(made, f"{framework.title}: {_outcome(framework, asked).title}")
            return Download(f"{name}.ics", "text/calendar;charset=utf-8", text)
        if kind == "csv":
            return Download(f"{name}.csv", "text/csv;charset=utf-8", timeline_csv(made))
        raise UnknownName("kind of file", kind, ["ics", "csv"])

    def golden(self, framework: model.Framework) -> tuple[str, ...]:
        """See :class:`scc_model.walks.base.Walk`."""
        plain = [f"category={outcome.id}" for outcome in categories(framework)]
        return ("", *plain, "category=nonsense&as-at=1066-10-14&holiday-from=x&holiday-to=y")


def _outcome(framework: model.Framework, asked: Asked) -> model.Outcome:
    return framework.decisions[framework.category_decision].outcome(asked.category)


def _timeline(framework: model.Framework, asked: Asked) -> Timeline:
    context = asked.context(framework)
    as_at = asked.as_at or max(asked.events.values(), default=framework.bank_holidays.as_of)
    try:
        return timeline(context, asked.events, as_at, asked.holidays)
    except SccError as error:
        # A count ran past the known bank holidays: say so, and show what needs no counting.
        asked.faults[""] = str(error)
        return timeline(context, {}, as_at)
