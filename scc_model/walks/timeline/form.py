"""The form of the timeline walk: category, dates, school holidays, readings."""

from __future__ import annotations

from scc_model.walks.controls import fold, submit
from scc_model.walks.fields import NOT_SAID, Date, calendar_fold, readings_fold
from scc_model.walks.school.asked import WALK as SCHOOL
from scc_model.walks.school.starting import COPIED
from scc_model.walks.timeline.asked import AS_AT, HOLIDAYS, WALK, Asked, fields_of
from scc_model.words.html import Html, h

_WITHOUT_CASE = (
    "The case on the page “Your school” has no judgement that these dates follow from, so nothing "
    "of it is used here."
)


def form(asked: Asked, title: str) -> Html:
    """The form as it stands, every fault beside its field.

    Args:
        asked: what was entered.
        title: names the form for a screen reader.
    """
    fields, matter = fields_of(asked.framework), asked.matter
    switches = fields.readings.switches(asked, matter.readings)
    return asked.html(
        "scc-walk__form",
        title,
        COPIED.show(asked),
        h("p", {"class": "scc-started"}, _WITHOUT_CASE) if asked.without_case else None,
        fields.judged.show(
            asked,
            asked.framework.category_decision,
            legend="What did the inspectors judge?",
            listed=False,
        ),
        [fields.kinds.show(asked, x, NOT_SAID, listed=True) for x in fields.kinds.which or ()],
        [date.show(asked) for date in matter.first],
        _dates(
            asked, "dates", "Other dates you know",
            "Leave a date empty if it has not happened or you do not know it. Days that rest on it "
            "are then estimates, or wait.",
            matter.counted,
        ),
        HOLIDAYS.show(asked),
        _dates(
            asked, "others", "What has been done, and less common dates",
            "A step whose date you give here counts as done.",
            matter.others,
        ),
        readings_fold(asked, switches, unfolded=bool(fields.readings.given(asked))),
        AS_AT.show(asked),
        calendar_fold(asked),
        h("p", {"class": "scc-buttons"}, submit(WALK, "Start again", "start-again")),
        starts=SCHOOL,
    )  # fmt: skip


def _dates(asked: Asked, name: str, legend: str, hint: str, dates: list[Date]) -> Html | None:
    """Dates that are out of the way until one of them is needed."""
    if not dates:
        return None
    entered = any(asked.entered(date).pairs for date in dates)
    shown = h("div", {"class": "scc-fields"}, [date.show(asked) for date in dates])
    return fold(asked.key(name), legend, hint, shown, unfolded=entered)
