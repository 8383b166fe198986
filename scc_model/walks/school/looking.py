"""Looking at a school's case on a day: it is replayed once, however often it is shown.

While an entry is being made or a name typed, answer after answer shows the same case.
"""

from __future__ import annotations

import datetime as dt
import functools

import attrs

from scc_model import model
from scc_model.cases.case import Case
from scc_model.cases.journey import journey
from scc_model.walks.school.asked import BEGINS, NEW_DATE, Asked
from scc_model.walks.school.record import written
from scc_model.walks.school.result import View


@attrs.frozen
class _Look:
    """A case and a day, told apart by what the case holds, whatever the school is called."""

    framework: model.Framework
    day: dt.date
    holds: tuple[object, ...]
    case: Case = attrs.field(eq=False)


@functools.lru_cache(maxsize=32)  # the page foresees what one more choice would lead to
def _view(look: _Look) -> View:
    return View(journey(look.case, look.framework, look.day))


def looked(framework: model.Framework, case: Case, day: dt.date) -> View:
    """A case on a day.

    Raises:
        SccError: when that cannot be worked out.
    """
    answers = *case.facts.items(), *case.readings.items()
    events = map(written, case.events)
    holds = (case.begins, *answers, *case.school_holidays, *events)
    return _view(_Look(framework, day, holds, attrs.evolve(case, school="")))


def now(asked: Asked) -> View:
    """The case on the day that is looked from.

    Raises:
        SccError: when that cannot be worked out.
    """
    case = asked.case()
    return looked(asked.framework, case, asked.day(case))


def before(asked: Asked) -> View:
    """The case on the day of the entry that is being made.

    Raises:
        SccError: when that cannot be worked out.
    """
    case = asked.case()
    day = asked[NEW_DATE] or asked.day(case)
    # A case that nobody has given a beginning begins as early as it has to.
    if asked[BEGINS] is None and day < case.begins:
        case = attrs.evolve(case, begins=day)
    return looked(asked.framework, case, max(day, case.begins))
