"""The fields that several walks share; a field of one walk alone stands with that walk."""

from scc_model.walks.controls import AS_AT
from scc_model.walks.fields.calendars import BEFORE, HELD, KNOWN, REMIND, calendar_fold, reminders
from scc_model.walks.fields.choices import NOT_SAID, Answers, Boxes, Readings, readings_fold
from scc_model.walks.fields.days import Date, Days, day_looked_from
from scc_model.walks.fields.holidays import Holidays

__all__ = [
    "AS_AT", "BEFORE", "HELD", "KNOWN", "NOT_SAID", "REMIND", "Answers", "Boxes", "Date", "Days",
    "Holidays", "Readings", "calendar_fold", "day_looked_from", "readings_fold", "reminders",
]  # fmt: skip
