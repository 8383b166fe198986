"""What the answer rests on, for paper: on the screen the form says it."""

from __future__ import annotations

from scc_model.cases.journey import Journey
from scc_model.dates import days_in_words
from scc_model.walks.school.fields import WHOLE_LABEL
from scc_model.words.account import answers_of, record_of_events
from scc_model.words.html import Html, h, listed


def rests_on(stands: Journey) -> Html:
    """What the answer rests on, for paper: on the screen the form says it."""
    framework = stands.context.framework
    lines = [
        f"{framework.facts[name].question} {framework.facts[name].label(answer)}."
        for name, answer in stands.case.facts.items()
    ]
    for known in record_of_events(stands):
        if known.status != "worked-out" or known.why:
            entry, title = known.entry, framework.events[known.event].title
            day = days_in_words(entry.first, entry.last, on="") if entry else known.day
            answers = answers_of(entry, framework) if entry else []
            said = _EXPECTED if known.is_expected else _ENTERED.get(known.status, "Entered")
            entered = f"{said}: {title}, {day}."
            why = known.why if known.status == "worked-out" else ()
            lines.append(" ".join([entered, *answers, *why]))
    denied = (framework.events[event].title for event in stands.case.did_not_happen)
    lines += [f"Did not happen: {title}." for title in denied]
    if stands.case.complete:
        lines.append(f"Ticked: {WHOLE_LABEL}.")
    title = h("p", {"class": "scc-next__title"}, "What this rests on")
    return h("div", {"class": "scc-only-on-paper"}, title, listed(lines))


_EXPECTED = "Expected to have happened, and nobody entered it"
_ENTERED = {
    "presumed": "Must have happened, and nobody entered it",
    "worked-out": "Worked out",
    "planned": "Planned",
    "withdrawn": "Withdrawn",
    "contradicts": "Entered, and does not fit the rest",
}
