"""What has changed in a school's case since the last visit, because days have passed."""

from __future__ import annotations

from collections.abc import Iterable

from scc_model.cases.duties.duty import Duty
from scc_model.cases.journey import Journey
from scc_model.dates import long_date
from scc_model.walks.school.asked import WALK
from scc_model.words.html import Child, Html, h, listed
from scc_model.words.pieces import status

_TELLING = ("overdue", "due", "open", "not-recorded", "no-longer-required", "closed")


def changed(owed: Iterable[Duty], then: Journey) -> Html:
    """What stands otherwise than on the day of the last visit.

    Args:
        owed: the duties as they stand now.
        then: the same case on that day.
    """
    before = {duty.rule.id: duty.status for duty in then.duties()}
    told: list[Child] = [
        [h("strong", None, duty.rule.title), ": ", status(duty.status)]
        for duty in owed
        if duty.status in _TELLING and before.get(duty.rule.id) != duty.status
    ]
    day = long_date(then.as_at)
    if not told:
        return h(
            "p", None, f"No day that has passed since your last visit on {day} changes anything."
        )
    return h(
        "div",
        {"id": f"{WALK}-changed"},
        h("h3", {"class": "scc-next__title"}, f"Since your last visit on {day}"),
        listed(told),
    )
