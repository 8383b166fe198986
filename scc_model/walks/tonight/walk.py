"""The first walk: what has been told or has arrived in, one card of what follows out."""

from __future__ import annotations

import datetime as dt

import attrs

from scc_model import model
from scc_model.errors import SccError
from scc_model.walks.base import Download, Reply, query
from scc_model.walks.school.asked import PAGE_LAST_VISIT
from scc_model.walks.school.asked import WALK as SCHOOL
from scc_model.walks.school.looking import looked
from scc_model.walks.school.walk import SchoolWalk
from scc_model.walks.tonight import card
from scc_model.walks.tonight.asked import ON, WALK, Asked, first_question, understand
from scc_model.walks.tonight.form import form, greeting, is_greeted
from scc_model.words.html import Html, h

_DEEPER = "For anything else, the page “Your school” takes whatever you know."
_WHICH_DAY = "Say which day it was. What follows is shown then."
_ASKED = "Choose what has arrived. What follows from it is shown here at once."
_NOT_WORKED_OUT = "This cannot be worked out as it is. What was entered is kept."


@attrs.frozen
class TonightWalk:
    """What to do tonight, for somebody who has just been told something."""

    id: str = WALK
    title: str = "What has arrived, and when"
    example: str = ""
    keeps_as: str = SCHOOL

    def respond(self, framework: model.Framework, state: str) -> Reply:
        """See :class:`scc_model.walks.base.Walk`."""
        asked = understand(framework, state)
        shown, said = _answer(asked)
        parts = [form(asked, self.title), shown]
        if is_greeted(asked):
            parts.reverse()
        body = h("div", {"class": "scc-walk__parts"}, greeting(asked), parts)
        return asked.reply(body, asked.announced(said))

    def download(
        self, framework: model.Framework, state: str, kind: str, written: dt.datetime
    ) -> Download:
        """What the walk through the case gives of it."""
        case = understand(framework, state).as_case()
        return SchoolWalk().download(framework, case, kind, written)

    def golden(self, framework: model.Framework) -> tuple[str, ...]:
        """See :class:`scc_model.walks.base.Walk`."""
        return (
            "",
            *(example_of(arrival) for arrival in first_question(framework).arrivals),
            "arrived=nonsense&on=1066-10-14&fact-=x",
        )


def example_of(arrival: model.Arrival) -> str:
    """The state that shows an arrival with its example."""
    more = arrival.example.items()
    return query((("arrived", arrival.id), *more, ("example", arrival.id if more else "")))


def _answer(asked: Asked) -> tuple[Html, str]:
    """The card and what is announced of it."""
    whose = first_question(asked.framework).whose
    if asked.coming is None and not asked.base.events:
        words = _DEEPER if asked.arrival is not None else _ASKED
        link = card.deeper("Go to that page") if asked.arrival is not None else None
        return h("section", {"class": "scc-walk__result"}, h("p", None, words), link), words
    if asked.error(ON, ON.name):
        return h("section", {"class": "scc-walk__result"}, h("p", None, _WHICH_DAY)), _WHICH_DAY
    try:
        case, visit = asked.case(), asked[PAGE_LAST_VISIT]
        view = looked(asked.framework, case, asked.day, whose)
        since = None
        if asked.coming is None and visit is not None and case.begins <= visit < asked.day:
            since = looked(asked.framework, case, visit, whose)
        shown = card.card(asked, view, since, example=_is_example(asked))
        return shown, card.announced(asked, view)
    except SccError as error:
        asked.tell(str(error))
        return h(
            "section", {"class": "scc-walk__result"}, h("p", None, _NOT_WORKED_OUT)
        ), _NOT_WORKED_OUT


def _is_example(asked: Asked) -> bool:
    """Whether everything stands as in the example of what arrived."""
    arrival = asked.arrival
    if arrival is None or asked[asked.by.example] != arrival.id:
        return False
    return understand(asked.framework, example_of(arrival)).query() == asked.query()
