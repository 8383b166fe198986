"""A case of 40 events, whole or with gaps, and the time of its full view: here and in the browser.

Imports the model alone, so that it runs wherever the model runs.
"""

import datetime as dt
import time

import attrs

from scc_model.cases.case import Case, Entry
from scc_model.cases.duties.duty import Duty
from scc_model.cases.journey import Journey, journey
from scc_model.cases.powers.power import Power
from scc_model.cases.powers.standing import powers
from scc_model.model import Framework

EVENTS = 40
GAPS = 10
BEGINS = dt.date(2014, 9, 1)
# Where everything else would end.
LEFT_OUT = ("academy-converted", "school-closed")


def long_case(framework: Framework, events: int = EVENTS) -> tuple[Case, dt.date]:
    """Record one possible event after another, six days apart, those that came least often first.

    Args:
        framework: the procedures.
        events: so many.

    Returns:
        The case, in which every question has its first answer and the school is inadequate, and
        the day to look at it.
    """
    facts = {name: fact.options[0].id for name, fact in framework.facts.items()}
    case = Case("A school", BEGINS, {**facts, "overall-effectiveness": "inadequate"})
    day, came = BEGINS, dict.fromkeys(framework.events, 0)
    while len(case.events) < events:
        day += dt.timedelta(days=6)
        possible = [
            step.event.id
            for step in journey(case, framework, day).possible()
            if step.allowed and step.event.id not in LEFT_OUT
        ]
        # The first in the data's order, of several that came as often. One that had to come before
        # an event that the case has already is left out.
        wider = (case.added(Entry(event, day)) for event in sorted(possible, key=came.__getitem__))
        case = next(longer for longer in wider if takes_all(longer, framework, day))
        came[case.events[-1].event] += 1
    return case, day


def case_with_gaps(framework: Framework) -> tuple[Case, dt.date]:
    """A case of as many events, left of a longer one in which so many steps were not recorded.

    The steps that are left out are, as far as there are so many, those that are then presumed.
    """
    case, day = long_case(framework, EVENTS + GAPS)
    case = attrs.evolve(case, complete=False)
    for enough in (True, False):
        for entry in case.events:
            known = tuple(other for other in case.events if other is not entry)
            fewer = attrs.evolve(case, events=known)
            if len(case.events) > EVENTS and (
                not enough or presumed(fewer, framework, day) > presumed(case, framework, day)
            ):
                case = fewer
    return case, day


def presumed(case: Case, framework: Framework, as_at: dt.date) -> int:
    """How many events must have happened although nobody recorded them."""
    happened = journey(case, framework, as_at).replayed.happened
    return sum(known.standing == "presumed" for known in happened)


def takes_all(case: Case, framework: Framework, as_at: dt.date) -> bool:
    """Whether every entry of a case counts."""
    return not journey(case, framework, as_at).replayed.contradictions


def full_view(
    case: Case, framework: Framework, as_at: dt.date
) -> tuple[Journey, list[Duty], list[Power]]:
    """Everything there is to say of a case: where it stands, duties, what may come, powers."""
    stands = journey(case, framework, as_at)
    for step in stands.possible():
        _ = [step.when, *(move.verdict for move in step.moves)]  # worked out when asked for
    return stands, stands.duties(), powers(stands)


def view_times(framework: Framework, turns: int, *, gaps: bool = False) -> list[float]:
    """The milliseconds of each of so many full views, the first included."""
    case, as_at = case_with_gaps(framework) if gaps else long_case(framework)
    times = []
    for turn in range(turns):
        # A case as it is once one more has been read; nothing is known of it yet.
        fresh = attrs.evolve(case, school=f"School {turn}")
        began = time.perf_counter()
        full_view(fresh, framework, as_at)
        times.append(1_000 * (time.perf_counter() - began))
    return times
