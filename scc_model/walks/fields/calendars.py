"""Fields for a calendar file: whose entries they are, and when to be reminded of them."""

from __future__ import annotations

import re
from typing import Any

import attrs

from scc_model import model
from scc_model.cases.case import ID
from scc_model.errors import BadValue
from scc_model.tables.entries import School
from scc_model.walks.base import State
from scc_model.walks.controls import CALENDAR, boxes, fold, hidden
from scc_model.walks.field import Entered, Single
from scc_model.walks.fields.choices import Boxes
from scc_model.walks.form import CALENDAR_BEFORE, CALENDAR_HELD, KNOWN_AS, Form
from scc_model.words.html import Html, h

_CHOICES = (
    ("0", "On the day"), ("1", "1 day before"), ("7", "1 week before"), ("14", "2 weeks before"),
)  # fmt: skip
_HOLDS = (
    "The file has every first and last day. A step without a day is not in it, and no power "
    "without a last day of its own: look here for those."
)
_AGAIN = (
    "Add the file again when something has changed: an entry whose day has moved is moved, and, if "
    "the box above is ticked, one that no longer holds is cancelled. Some programs take a "
    "cancelled entry out, others show it as cancelled. Outlook may keep the earlier one beside "
    "the new one, and Google Calendar sets its own reminders."
)
_ADDED = "I have saved a calendar file of this school before"
_WHY_ASKED = (
    "Only then does the next file cancel what an earlier one may hold. It is ticked by itself once "
    "a file has been saved here, and stays out of links and of the case file."
)
_NO_TRACE = (
    "What you change here in place leaves no trace: if an answer, a reading or a day that you have "
    "taken back had put entries into your calendar, take them out by hand."
)
_ONE_SCHOOL = (
    "The entries belong to one school, as long as you go on from here, from the kept form, from "
    "its link or its file. For another school, start again first."
)


@attrs.frozen(eq=False)
class Known(Single[str]):
    """What tells the school of a form from every other, whatever it is called; the page makes it.

    Without it the school is known by its name, as in a form that was filled in by a program.
    """

    def value(self, text: str, framework: model.Framework) -> str:  # noqa: ARG002
        """See :class:`Single`."""
        if text and not re.fullmatch(ID, text):
            raise BadValue("What the link says of whose calendar entries these are is left out.")
        return text

    def school(self, form: Form, name: str) -> School:
        """Whose entries a form makes.

        Args:
            form: the form.
            name: what the school is called; empty where that is not said.
        """
        known_as = f"case {form[self]}" if form[self] else f"named {name}"
        return School(known_as, name, before=bool(form[BEFORE]), held=form[HELD])


@attrs.frozen(eq=False)
class Before(Boxes):
    """Whether a calendar may hold entries of the school: only then is anything cancelled in a file.

    The page ticks it once it has saved a file. Whoever opens a link has a calendar of their own.
    """

    def read(self, state: State, framework: model.Framework) -> Entered[tuple[str, ...]]:
        """See :class:`Field`."""
        return attrs.evolve(super().read(state, framework), linked=())


@attrs.frozen(eq=False)
class Held(Single[frozenset[str] | None]):
    """The UIDs of all that files of the school hold, where the page saved them; it is not kept."""

    def value(self, text: str, framework: model.Framework) -> frozenset[str] | None:  # noqa: ARG002
        """See :class:`Single`."""
        return frozenset(text.split()) or None

    def of(self, value: Any) -> Entered[frozenset[str] | None]:
        """See :class:`Single`."""
        return Entered(value)


KNOWN = Known(KNOWN_AS)
BEFORE = Before(CALENDAR_BEFORE, frozenset({"yes"}))
HELD = Held(CALENDAR_HELD)
REMIND = Boxes("remind", frozenset(value for value, _ in _CHOICES))


def reminders(form: Form) -> list[int]:
    """How many days before an entry the reader wants to be reminded."""
    return [int(value) for value in form[REMIND]]


def calendar_fold(form: Form) -> Html:
    """When to be reminded, and what a calendar file does; out of the way until it is needed."""
    options = tuple((REMIND.name, value, label, "") for value, label in _CHOICES)
    ticked = frozenset(form.entered(REMIND).pairs)
    return fold(
        form.key(CALENDAR),
        "Calendar file and reminders",
        "",
        boxes(form.key(REMIND.name), "Remind me at 9 in the morning", options, ticked),
        boxes(
            form.key(BEFORE.name), "Earlier files",
            ((BEFORE.name, "yes", _ADDED, _WHY_ASKED),), frozenset(form.entered(BEFORE).pairs),
        ),
        [
            h("p", {"class": "scc-hint"}, paragraph)
            for paragraph in (_HOLDS, _AGAIN, _NO_TRACE, _ONE_SCHOOL)
        ],
        hidden(KNOWN.name, form[KNOWN]) if form[KNOWN] else None,
        unfolded=bool(form.entered(REMIND).pairs),
    )  # fmt: skip
