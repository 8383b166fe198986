"""The walk through one school's case: events in, where it stands and what is to be done out."""

from __future__ import annotations

import datetime as dt

import attrs

from scc_model import model
from scc_model.cases.format import dump, readable_again
from scc_model.cases.journey import journey
from scc_model.errors import SccError, UnknownName
from scc_model.tables import entries
from scc_model.walks.base import Download, Reply
from scc_model.walks.duties import calendar_of, days_of_role, of_role, table_of
from scc_model.walks.fields import KNOWN
from scc_model.walks.school import actions, looking
from scc_model.walks.school.answer.first import counts
from scc_model.walks.school.answer.result import announced, answer, behind
from scc_model.walks.school.answer.view import FILE, View
from scc_model.walks.school.asked import EXAMPLE, NAME, SEE_EXAMPLE, WALK, WHOSE, Asked, understand
from scc_model.walks.school.entering.form import beginning, form, whose
from scc_model.words import obligations
from scc_model.words.html import Html, h

_NOT_WORKED_OUT = "This case cannot be worked out as it is. Everything that was entered is kept."


@attrs.frozen
class SchoolWalk:
    """What is true of a school on a day, built up event by event."""

    id: str = WALK
    title: str = "Your school"
    example: str = f"do={SEE_EXAMPLE}"

    def respond(self, framework: model.Framework, state: str) -> Reply:
        """See :class:`scc_model.walks.base.Walk`."""
        asked = understand(framework, state)
        done = actions.act(asked, asked.state.first("do"))
        view, list_of, shown, more = _looked(asked)
        body = h(
            "div",
            {"class": "scc-walk__parts"},
            beginning(asked),
            shown,
            form(asked, self.title, view, list_of),
            more,
        )
        if view is None:
            return asked.reply(body, _NOT_WORKED_OUT)
        announcement = asked.announced(counts(view)) if asked.faults else announced(view, done)
        return asked.reply(body, announcement)

    def download(
        self, framework: model.Framework, state: str, kind: str, written: dt.datetime
    ) -> Download:
        """A case file (``json``), a calendar file (``ics``) or a table of duties (``csv``).

        Raises:
            UnknownName: for any other kind of file.
            NothingToWrite: for a calendar without an entry.
            SccError: for a calendar or table of a case that cannot be worked out, or a file of one
                that is too large.
        """
        asked = understand(framework, state)
        case = asked.case()
        if kind == "json":
            return Download(f"{FILE}.json", "application/json", readable_again(dump(case)))
        if kind not in {"csv", "ics"}:
            raise UnknownName("kind of file", kind, ["csv", "ics", "json"])
        stands = journey(case, framework, asked.day(case))
        if kind == "csv":
            due = of_role(obligations.to_do(stands), asked[WHOSE], stands)
            return table_of(FILE, due, stands)
        name = case.school.strip()
        items = entries.of_case(
            stands,
            attrs.evolve(KNOWN.school(asked, name), role=asked[WHOSE]),
            lambda seen, rules: days_of_role(seen.duties(rules), asked[WHOSE], seen),
        )
        return calendar_of(asked, FILE, f"{name or self.title}: {framework.title}", items, written)

    def golden(self, framework: model.Framework) -> tuple[str, ...]:
        """See :class:`scc_model.walks.base.Walk`."""
        kind = framework.facts[framework.kinds_of_school[0]]
        day = framework.bank_holidays.first.isoformat()
        begins = f"begins={day}"
        first = [event for event in framework.events.values() if not event.falls_on]
        every = "&".join(f"e={event.id}~{day}" for event in first)
        return (
            "",
            *(f"{begins}&fact-{kind.id}={option.id}" for option in kind.options),
            *(f"new-date={day}&new-event={event.id}" for event in first),
            f"school=%3Cb%3E&fact-{kind.id}={kind.options[0].id}&{every}",
            f"{begins}&{every}&do=withdraw-1",
            "e=nonsense&begins=1066-10-14&as-at=x&holiday-from=x&holiday-to=y&do=add&file=%7B",
        )


def _looked(asked: Asked) -> tuple[View | None, Html | None, Html, Html | None]:
    """The case worked out, the field that asks whose list is wanted, the answer, all behind it.

    Where it cannot be worked out the reason is told; the field stands in either.
    """
    try:
        view, since = looking.now(asked), looking.last_time(asked)
        name, example, list_of = asked[NAME].strip(), asked[EXAMPLE], whose(asked, view)
        shown = answer(
            name, view, since,
            today=asked.another_day_than, example=example, focused=asked.added,
            whose=list_of, ticked=asked.ticked,
        )  # fmt: skip
        return view, list_of, shown, behind(view) if asked.entries else None
    except SccError as error:
        asked.tell(str(error))
        told, list_of = h("p", None, _NOT_WORKED_OUT), whose(asked, None)
        shown = h("section", {"class": "scc-walk__result"}, told, list_of)
        return None, list_of, shown, None
