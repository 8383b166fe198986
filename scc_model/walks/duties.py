"""What has to be done in a case: as tables of a page, and as files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import attrs

from scc_model.cases.duties.duty import Duty
from scc_model.cases.journey import Journey
from scc_model.cases.whose import bears_on, is_a_day_of
from scc_model.tables import duty_records, ics, pages
from scc_model.walks.base import Download
from scc_model.walks.fields import reminders
from scc_model.walks.form import Form
from scc_model.words import obligations
from scc_model.words.html import Html, folded, h

CERTAIN = tuple(status for status in obligations.TO_DO if status not in obligations.NOT_CERTAIN)
"""The statuses of what is known to be still to be done."""


@attrs.frozen
class Sorted:
    """Duties, by how they stand.

    Args:
        dated: those to be done that have a day, estimated or not: what is late first, then by day.
        unrecorded: those that were due, and of which nobody recorded if they were done.
        done: those that must have been done, on a day that nobody recorded.
        announced: those that are asked for if what was announced stays so.
        unsure: those that are asked for if something is so that is not known.
        lasting: those asked for without a day, most of them as long as the school stands there.
        waiting: those without a day that wait for something to happen.
        over: those that are met, or no longer required.
    """

    dated: list[Duty]
    unrecorded: list[Duty]
    done: list[Duty]
    announced: list[Duty]
    unsure: list[Duty]
    lasting: list[Duty]
    waiting: list[Duty]
    over: list[Duty]

    @classmethod
    def of(cls, duties: Iterable[Duty]) -> Sorted:
        """Sort duties; what somebody only may do stands among the powers."""
        every = obligations.urgent_first(duty for duty in duties if not duty.rule.is_permission)
        unsure = [duty for duty in every if duty.status == "if" and not duty.done]
        to_do = [duty for duty in every if duty.status in CERTAIN]
        undated = [duty for duty in to_do if not _day(duty)]
        return cls(
            dated=sorted(
                (duty for duty in to_do if _day(duty)),
                key=lambda duty: (duty.status not in obligations.URGENT, _day(duty)),
            ),
            unrecorded=obligations.unrecorded(every),
            done=[duty for duty in every if duty.done],
            announced=[duty for duty in unsure if duty.announced],
            unsure=[duty for duty in unsure if not duty.announced],
            lasting=[duty for duty in undated if duty.status != "waits"],
            waiting=[duty for duty in undated if duty.status == "waits"],
            over=[duty for duty in every if duty.status not in obligations.TO_DO],
        )

    def shown(
        self, walk: str, within: str, stands: Journey, *, fold_dated: bool = False
    ) -> Iterator[Html | None]:
        """The duties as tables, those without a day folded.

        Args:
            walk: id of the walk.
            within: begins the names of the folds within it.
            stands: the case that they belong to.
            fold_dated: whether those with a day are folded too, where the first of them are told
                already; on paper they stand in full.
        """
        if self.dated and fold_dated:
            title, rows = f"Steps with a date ({len(self.dated)})", self.dated
            shown = pages.duties(walk, "Duties with a date", rows, stands)
            yield folded({"id": f"{walk}-{within}dated", "class": pages.ON_PAPER}, title, shown)
        elif self.dated:
            yield pages.duties(walk, "Duties with a date", self.dated, stands)
        else:
            certain = "is certain to have" if self.announced or self.unsure else "has"
            yield h("p", None, f"No step {certain} a date yet.")
        for name, title, some in (
            ("unrecorded", "Due by now; nobody recorded if it was done", self.unrecorded),
            ("announced", "If what was announced stays so", self.announced),
            ("unsure", "Asked for if something is so that is not known", self.unsure),
            ("lasting", "As long as the school stands there", self.lasting),
            ("waiting", "Waiting for something to happen", self.waiting),
            ("done", "Must have been done, or is past; nobody recorded it", self.done),
            ("over", "Done, or no longer asked for", self.over),
        ):
            yield pages.folded_duties(
                walk, f"{within}{name}", title, some, stands, printed=name in _PRINTED
            )


_PRINTED = ("unrecorded", "announced")
"""The parts that stand in full on paper: what the answer names the first few of."""


def _day(duty: Duty) -> dt.date | None:
    return duty.due if duty.deadline is not None else None


def of_role(duties: Iterable[Duty], role: str, stands: Journey) -> list[Duty]:
    """The duties that a role is concerned with, and those that bring a day theirs count from.

    Args:
        duties: some duties.
        role: id of the role; empty for everybody.
        stands: the case that they belong to.
    """
    framework = stands.context.framework
    return [duty for duty in duties if not role or bears_on(duty.rule, role, framework)]


def days_of_role(duties: Iterable[Duty], role: str, stands: Journey) -> list[Duty]:
    """The duties whose days are to be kept in the calendar of a role.

    Args:
        duties: some duties.
        role: id of the role; empty for everybody.
        stands: the case that they belong to.
    """
    framework = stands.context.framework
    return [duty for duty in duties if not role or is_a_day_of(duty.rule, role, framework)]


def table_of(name: str, duties: list[Duty], stands: Journey) -> Download:
    """Duties as a table for a spreadsheet.

    Args:
        name: how the name of the file begins.
        duties: the duties.
        stands: the case that they belong to.
    """
    text = duty_records.duties_csv(duties, stands)
    return Download(f"{name}-duties.csv", "text/csv;charset=utf-8", text)


def calendar_of(
    form: Form, name: str, title: str, items: Iterable[ics.Item], written: dt.datetime
) -> Download:
    """Entries as a calendar file, with the reminders that a form asks for.

    Args:
        form: the form.
        name: how the name of the file begins.
        title: what the calendar is called.
        items: the entries.
        written: when the file is written.
    """
    text = ics.calendar_of(items, title, written, reminders(form))
    return Download(f"{name}-dates.ics", "text/calendar;charset=utf-8", text)
