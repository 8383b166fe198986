"""Files of what has to be done, for the walks that look at a case."""

from __future__ import annotations

from scc_model.cases.journey import Duty, Journey
from scc_model.dating.timelines import Row
from scc_model.errors import UnknownName
from scc_model.tables import ics, records
from scc_model.walks.base import Download


def of_duties(
    kind: str, name: str, title: str, duties: list[Duty], stands: Journey, *others: str
) -> Download:
    """A calendar file (``ics``) or a table for a spreadsheet (``csv``).

    Args:
        kind: which of the two.
        name: how the name of the file begins.
        title: what the calendar is called.
        duties: the duties.
        stands: the case that they belong to.
        others: the other kinds of file that the walk has.

    Raises:
        UnknownName: for any other kind of file.
    """
    if kind == "csv":
        text = records.duties_csv(duties, stands)
        return Download(f"{name}-duties.csv", "text/csv;charset=utf-8", text)
    if kind != "ics":
        raise UnknownName("kind of file", kind, ["csv", "ics", *others])
    rows = [Row(duty.deadline, duty.status) for duty in duties if duty.deadline is not None]
    items = ics.items(rows, stands, stands.case.school.strip())
    calendar = f"{title}: {stands.context.framework.title}"
    text = ics.calendar_of(items, calendar, stands.as_at)
    return Download(f"{name}-dates.ics", "text/calendar;charset=utf-8", text)
