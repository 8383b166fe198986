"""What other walks take from a school's case, to start from it."""

from __future__ import annotations

from collections.abc import Iterable

from scc_model import model
from scc_model.cases.journey import Journey, journey
from scc_model.conditions import decide
from scc_model.errors import SccError
from scc_model.walks import holidays
from scc_model.walks.base import State, query
from scc_model.walks.holidays import submit
from scc_model.walks.school.asked import WALK, understand
from scc_model.words.html import Html, h

FROM = "from"
"""The name in a state of another walk that says which walk it was started from."""


def started(framework: model.Framework, text: str) -> State | None:
    """The state in which another walk starts from a case.

    Args:
        framework: the procedures.
        text: the other walk's state; its ``case`` is the state of a school's case.

    Returns:
        Everything of the case that a walk may ask for, by the names of its form; none where there
        is no case or it cannot be worked out.
    """
    given = State.of(text, longest=len(text))
    if not given.first("case") or given.first("do"):
        return None
    asked = understand(framework, given.first("case"))
    case = asked.case(framework)
    try:
        made = journey(case, framework, asked.day(framework))
    except SccError:
        return None
    pairs = [*made.context.facts.items(), *_judged(made)]
    pairs += [(name, day.isoformat()) for name, day in made.events.items()]
    pairs += holidays.Holidays(holidays.of_case(case.school_holidays)).pairs()
    pairs += [(f"reading-{name}", choice) for name, choice in case.readings.items()]
    pairs += [("as-at", made.as_at.isoformat())] if case.events else []
    return State.of(query([*pairs, (FROM, WALK)]), longest=1_000_000)


def _judged(made: Journey) -> Iterable[tuple[str, str]]:
    name = made.context.framework.category_decision
    outcome = decide(name, made.context).outcome
    return [(name, outcome)] if outcome else []


def note(walk: str, started_from: str) -> Html | None:
    """A sentence that says where the answers come from, for a walk that started from a case.

    Args:
        walk: id of that walk.
        started_from: what its state says under ``from``.
    """
    if started_from != WALK:
        return None
    return h(
        "div",
        {"class": "scc-started", "id": f"{walk}-started"},
        h("input", {"type": "hidden", "name": FROM, "value": WALK}),
        h("p", None, "These answers were taken from the case on the page “Your school”. Changing "
                     "them here does not change the case."),
        submit(walk, "Start without it", "start-empty"),
    )  # fmt: skip
