"""The walk through one school's case: events in, where it stands and what is to be done out."""

from __future__ import annotations

import functools

import attrs

from scc_model import model
from scc_model.cases import offers
from scc_model.cases.format import dump
from scc_model.cases.journey import journey
from scc_model.cases.offers import Offer, Question
from scc_model.cases.powers import powers
from scc_model.chart.steps import Step
from scc_model.errors import SccError, UnknownName
from scc_model.tables import ics, records
from scc_model.walks.base import Download, Reply, State
from scc_model.walks.school import actions
from scc_model.walks.school.asked import WALK, Asked, understand
from scc_model.walks.school.form import form
from scc_model.walks.school.result import View, announced, result, what_follows
from scc_model.words import account
from scc_model.words.html import Html, h

_NAME = "school-case"


@attrs.frozen
class SchoolWalk:
    """What is true of a school on a day, built up event by event."""

    id: str = WALK
    title: str = "Your school"
    example: str = ""

    def respond(self, framework: model.Framework, state: str) -> Reply:
        """See :class:`scc_model.walks.base.Walk`."""
        asked = understand(framework, state)
        done = actions.act(framework, asked, _wanted(state))
        view, shown = _looked(framework, asked)
        offered, asking = _adding(framework, asked, view)
        made = view.made if view is not None else None
        body = h(
            "div",
            {"class": "scc-walk__parts"},
            form(framework, asked, self.title, made, offered, asking),
            shown,
        )
        faults = [*asked.faults.values(), *asked.general]
        told = announced(view, done, faults) if view is not None else _NOT_WORKED_OUT
        return Reply(body, told, asked.query())

    def download(self, framework: model.Framework, state: str, kind: str) -> Download:
        """A case file (``json``), a calendar file (``ics``) or a table of duties (``csv``).

        Raises:
            UnknownName: for any other kind of file.
            SccError: for a calendar or table of a case that cannot be worked out.
        """
        asked = understand(framework, state)
        case = asked.case(framework)
        if kind == "json":
            return Download(f"{_NAME}.json", "application/json", dump(case))
        if kind not in ("ics", "csv"):
            raise UnknownName("kind of file", kind, ["json", "ics", "csv"])
        made = journey(case, framework, asked.day(framework))
        due = account.to_do(made)
        if kind == "csv":
            text = records.duties_csv(due, made)
            return Download(f"{_NAME}-duties.csv", "text/csv;charset=utf-8", text)
        items = ics.items(due, made, case.school.strip())
        title = case.school.strip() or self.title
        text = ics.calendar_of(items, f"{title}: {framework.title}", made.as_at)
        return Download(f"{_NAME}-dates.ics", "text/calendar;charset=utf-8", text)

    def golden(self, framework: model.Framework) -> tuple[str, ...]:
        """See :class:`scc_model.walks.base.Walk`."""
        kind = framework.facts[framework.kinds_of_school[0]]
        begins = f"begins={framework.bank_holidays.first.isoformat()}"
        first = [event for event in framework.events.values() if not event.falls_on]
        day = framework.bank_holidays.first.isoformat()
        every = "&".join(f"e={event.id}~{day}" for event in first)
        return (
            "",
            *(f"{begins}&fact-{kind.id}={one.id}" for one in kind.options),
            *(f"new-date={day}&new-event={event.id}" for event in first),
            f"school=%3Cb%3E&fact-{kind.id}={kind.options[0].id}&{every}",
            f"{begins}&{every}&do=withdraw-1",
            "e=nonsense&begins=1066-10-14&as-at=x&holiday-from=x&holiday-to=y&do=add&file=%7B",
        )


_NOT_WORKED_OUT = "This case cannot be worked out as it is. Everything that was entered is kept."


def _nothing() -> Html:
    return h("section", {"class": "scc-walk__result"}, h("p", None, _NOT_WORKED_OUT))


def _wanted(state: str) -> str:
    found = State.of(state, longest=len(state))
    return "" if found.first("file") else found.first("do")


def _looked(framework: model.Framework, asked: Asked) -> tuple[View | None, Html]:
    """The case worked out, and as a part of the page; where it cannot be, the reason is told."""
    try:
        view, shown = _view(framework, attrs.evolve(asked, school="").link())
        return view, result(asked.school.strip(), shown)
    except SccError as error:
        asked.general.append(str(error))
        return None, _nothing()


# While an entry is being made or a name typed, answer after answer shows the same case.
@functools.lru_cache(maxsize=4)
def _view(framework: model.Framework, link: str) -> tuple[View, Html]:
    asked = understand(framework, link)
    made = journey(asked.case(framework), framework, asked.day(framework))
    duties = made.duties()
    to_do = (one for one in duties if one.status in account.TO_DO)
    view = View(
        made=made,
        to_do=tuple(account.urgent_first(to_do)),
        over=tuple(one for one in duties if one.status not in account.TO_DO),
        powers=tuple(powers(made)),
        offered=tuple(offers.offers(made, asked.facts)),
    )
    return view, what_follows(view)


def forget() -> None:
    """Forget the cases that were looked at; the next look at one works everything out."""
    _view.cache_clear()


def _adding(
    framework: model.Framework, asked: Asked, view: View | None
) -> tuple[tuple[Offer, ...], tuple[list[Question], Step] | None]:
    """The events that can be recorded, and what to ask with the one that is chosen."""
    new = asked.new
    try:
        if view is not None and not new.date:
            made, offered = view.made, view.offered
        else:
            made = actions.before(framework, asked)
            offered = tuple(offers.offers(made, asked.facts))
    except SccError as error:
        asked.general.append(str(error))
        return (), None
    if not new.event:
        return offered, None
    return offered, offers.questions(new.event, made.context, new.facts, new.decided)
