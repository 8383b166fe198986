"""A school's road through a strand: what is behind it, where it is, what comes and who brings it.

It is drawn from a list by the style sheet, so that the list is the picture's twin in words.
"""

from __future__ import annotations

from collections.abc import Sequence

from scc_model import model
from scc_model.cases.duties.duty import SETTLED
from scc_model.cases.journey import Journey
from scc_model.cases.road import Passed, road, roles_for, rules_for
from scc_model.dates import long_date
from scc_model.words import obligations, wording
from scc_model.words.html import Child, Html, h, note

_MOST_NAMED = 3


def roads(journey: Journey, strands: Sequence[str] = ()) -> list[Html]:
    """The roads on which something has moved a school, in the order of the strands.

    Args:
        journey: the case on the day looked from.
        strands: the strands to look at; all of them where none are given.
    """
    every = journey.context.framework.strands
    walked = [(every[name], road(every[name], journey)) for name in strands or every]
    return [_drawn(strand, stops, journey) for strand, stops in walked if stops]


def _drawn(strand: model.Strand, stops: Sequence[Passed], journey: Journey) -> Html:
    here = next(number for number, passed in enumerate(stops) if passed.where == "here")
    said = [
        _behind(passed) if number < here
        else _here(passed) if number == here
        else _ahead("Next" if number == here + 1 else "Then", passed, journey)
        for number, passed in enumerate(stops)
    ]  # fmt: skip
    return h(
        "section",
        {"class": "scc-road", "data-strand": strand.id, "aria-label": f"The road: {strand.title}"},
        h("p", {"class": "scc-road__title"}, strand.title),
        h("ol", {"class": "scc-plain"}, [
            h("li", {"class": "scc-stop", "data-where": passed.where,
                     "data-known": "yes" if passed.stay and not passed.stay.presumed else "no",
                     "aria-current": "step" if passed.where == "here" else None},
              h("strong", None, passed.stop.title),
              said[number],
              _more(passed.stop) if number in (here, here + 1) else None)
            for number, passed in enumerate(stops)
        ]),
    )  # fmt: skip


def _here(passed: Passed) -> Child:
    stands = wording.listed((stage.title for stage in passed.stages), "or")
    since = f", {passed.stay.since}" if passed.stay else ""
    told = f"{stands}{since}." if since or stands != passed.stop.title else ""
    return [h("p", {"class": "scc-stop__here"}, "You are here"), note(told)]


def _behind(passed: Passed) -> Child:
    if passed.stay is None:
        return note("Behind you, or passed over: nobody recorded it.")
    return note(f"Behind you, {passed.stay.since}.")


def _ahead(begins: str, passed: Passed, journey: Journey) -> Child:
    """Who brings a school to a stop, and by when that has to be, where there is a day for it."""
    framework, stop = journey.context.framework, passed.stop
    dated = (
        (duty, duty.deadline.latest)
        for duty in journey.duties(rules_for(stop, framework))
        if duty.status not in SETTLED and duty.deadline is not None and duty.deadline.latest
    )
    duty, last = next(dated, (None, None))
    roles = roles_for(stop, framework)
    if not roles:
        return note(f"{begins}, after {long_date(last)}." if last else f"{begins}.")
    who = wording.roles(roles, framework) if len(roles) <= _MOST_NAMED else _SEVERAL
    days = f", {obligations.when(duty, briefly=True)}" if duty is not None else ""
    past = ". Nobody recorded if that came" if last and last < journey.as_at else ""
    return note(f"{begins}: {who}{days}{past}.")


_SEVERAL = "several can bring it about"


def _more(stop: model.Stop) -> Html:
    """The way to the page that describes a stop; a walk that has none hides it."""
    page, anchor = stop.at.split("#")
    return h(
        "a",
        {"data-page": f"book/{page}.html#{anchor}", "data-plain": True, "hidden": True,
         "aria-label": f"How this goes: {stop.title}"},
        "How this goes",
    )  # fmt: skip
