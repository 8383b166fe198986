"""The walk through a category's timeline: dates in, a dated list of duties out."""

from __future__ import annotations

import datetime as dt

import attrs

from scc_model import model
from scc_model.cases.timelines import Timeline, timeline
from scc_model.errors import SccError, UnknownName
from scc_model.tables import entries
from scc_model.tables.duty_records import timeline_csv
from scc_model.walks.base import Download, Reply
from scc_model.walks.duties import calendar_of
from scc_model.walks.fields import KNOWN
from scc_model.walks.school.asked import PAGE_TODAY
from scc_model.walks.timeline.asked import (
    AS_AT,
    HOLIDAYS,
    WALK,
    Asked,
    fields_of,
    understand,
)
from scc_model.walks.timeline.form import form
from scc_model.walks.timeline.result import announced, behind, card
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
        dated = _timeline(asked)
        parts = (
            card(dated, asked.outcome), form(asked, self.title), behind(dated, asked.outcome)
        )  # fmt: skip
        body = h("div", {"class": "scc-walk__parts"}, parts)
        return asked.reply(body, announced(dated, asked))

    def download(
        self, framework: model.Framework, state: str, kind: str, written: dt.datetime
    ) -> Download:
        """A calendar file (``ics``) or a table for a spreadsheet (``csv``).

        Raises:
            UnknownName: for any other kind of file.
            NothingToWrite: for a calendar without an entry.
        """
        asked = understand(framework, state)
        dated, judged = _timeline(asked), asked.outcome
        if kind == "ics":
            items = entries.of_timeline(dated, KNOWN.school(asked, ""))
            title = f"{framework.title}: {judged.title}"
            return calendar_of(asked, judged.id, title, items, written)
        if kind == "csv":
            text = timeline_csv(dated)
            return Download(f"{judged.id}-dates.csv", "text/csv;charset=utf-8", text)
        raise UnknownName("kind of file", kind, ["ics", "csv"])

    def golden(self, framework: model.Framework) -> tuple[str, ...]:
        """See :class:`scc_model.walks.base.Walk`."""
        plain = [f"category={outcome}" for outcome in fields_of(framework).judged.only or ()]
        return ("", *plain, "category=nonsense&as-at=1066-10-14&holiday-from=x&holiday-to=y")


def _timeline(asked: Asked) -> Timeline:
    context = asked.matter.context
    today = asked[PAGE_TODAY] or asked.framework.bank_holidays.as_of
    as_at = asked[AS_AT] or max(asked.events.values(), default=today)
    try:
        return timeline(context, asked.events, as_at, asked[HOLIDAYS].usable)
    except SccError as error:
        # A count ran past the known bank holidays: say so, and show what needs no counting.
        asked.tell(str(error))
        return timeline(context, {}, as_at)
