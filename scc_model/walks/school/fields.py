"""Fields that only the walk through a school's case has."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs

from scc_model import model
from scc_model.dates import days_in_words, read_days, short_date
from scc_model.dating.working_days import Calendar
from scc_model.errors import BadValue
from scc_model.limits import LONGEST_TEXT
from scc_model.walks.base import State
from scc_model.walks.controls import Options, boxes, labelled, radios, select
from scc_model.walks.faults import none_of
from scc_model.walks.field import Entered, Named, Single
from scc_model.walks.fields import Answers, Boxes, Date
from scc_model.walks.form import Form
from scc_model.words.html import Attributes, Html


@attrs.frozen(eq=False)
class Pick(Single[str]):
    """An event to record, a passage to read differently, a question to answer, or a role.

    Args:
        kind: ``event``, ``reading``, ``fact`` or ``role``.
    """

    kind: str

    def value(self, text: str, framework: model.Framework) -> str:
        """See :class:`Single`."""
        if self.kind == "event":
            names = [name for name, event in framework.events.items() if not event.falls_on]
        else:
            kinds = {
                "reading": framework.readings,
                "fact": framework.facts,
                "role": framework.roles,
            }
            names = [*kinds[self.kind]]
        if text and text not in names:
            raise BadValue(none_of(text, names))
        return text

    def show(  # noqa: PLR0917
        self,
        form: Form,
        label: str,
        none: str,
        options: Options = (),
        hint: str = "",
        groups: tuple[tuple[str, Options], ...] = (),
        *,
        outside: bool = False,
    ) -> Html:
        """A list of what there is, after ``none``, in groups or not; it may be out of the form."""
        every = (("", none), *options)
        given = label, every, form[self], hint
        of = form.key("form") if outside else ""
        return form.draw(select, self, self.name, self.name, *given, groups=groups, form=of)


@attrs.frozen(eq=False)
class Name(Named[str]):
    """What the school is called: any words, kept as they are, and out of links unless allowed."""

    def read(self, state: State, framework: model.Framework) -> Entered[str]:
        """See :class:`Field`."""
        text = "".join(state.all(self.name)[:1])
        message = (
            f"The name has {len(text):,} characters. Accepted: up to {LONGEST_TEXT:,}. What comes "
            "after them stays here, and is not in the case."
        )
        faults = ((self.name, message),) if len(text) > LONGEST_TEXT else ()
        pairs = ((self.name, text),) if text else ()
        allowed = IN_LINKS.read(state, framework).value
        return Entered(text[:LONGEST_TEXT], pairs, faults, pairs if allowed else ())

    def show(self, form: Form, *, autofocus: bool) -> Html:
        """The name as a control."""
        attributes: Attributes = {
            "type": "text", "id": form.key(self.name), "name": self.name,
            "value": form.entered(self).text, "autocomplete": "off", "maxlength": LONGEST_TEXT,
        }  # fmt: skip
        return labelled(
            "input", attributes, "Name of the school (optional)",
            "It stays on this device, and out of links unless you allow it.",
            form.error(self, self.name), autofocus=autofocus,
        )  # fmt: skip


@attrs.frozen(eq=False)
class InLinks(Boxes):
    """Whether the name may stand in links; whoever opens one is asked anew."""

    def read(self, state: State, framework: model.Framework) -> Entered[tuple[str, ...]]:
        """See :class:`Field`."""
        return attrs.evolve(super().read(state, framework), linked=())

    def show(self, form: Form) -> Html:
        """The box to tick."""
        label, about = "Put the name into links", "Whoever has such a link can read the name."
        (value,) = self.values
        ticked = frozenset(form.entered(self).pairs)
        return boxes(form.key(self.name), "Links to this case",
                     ((self.name, value, label, about),), ticked)  # fmt: skip


IN_LINKS = InLinks("in-links", frozenset({"name"}))


@attrs.frozen(eq=False)
class Number(Single[int]):
    """The number of an entry of the case; none for none."""

    def value(self, text: str, framework: model.Framework) -> int:  # noqa: ARG002
        """See :class:`Single`."""
        return int(text) if text.isdecimal() and text.isascii() and len(text) < 6 else 0  # noqa: PLR2004


@attrs.frozen(eq=False)
class Whole(Named[bool | None]):
    """Whether everything that happened is entered; a file of version 1 leaves that open."""

    def read(self, state: State, framework: model.Framework) -> Entered[bool | None]:  # noqa: ARG002
        """See :class:`Field`."""
        text = state.first(self.name)
        if text not in _WHOLE:
            return attrs.evolve(self.of(value=False), faults=(("", none_of(text, _WHOLE)),))
        return self.of(value=_WHOLE[text])

    def of(self, *, value: bool | None) -> Entered[bool | None]:
        """The field with what is known in it."""
        word = next(word for word, meant in _WHOLE.items() if meant is value)
        return Entered(value, ((self.name, word),) if word else ())

    def show(self, form: Form) -> Html:
        """The box to tick."""
        about = "Then what is not entered has not happened."
        word = form.entered(self).text or "yes"
        ticked = frozenset(form.entered(self).pairs)
        box = self.name, word, WHOLE_LABEL, about
        return boxes(form.key(self.name), "Is this all?", (box,), ticked)


WHOLE_LABEL = "Everything that has happened is entered here"
_WHOLE: dict[str, bool | None] = {"": False, "yes": True, "unless-an-entry-shows-otherwise": None}


@attrs.frozen(eq=False)
class Marked(Single[bool]):
    """Something that is so or is not, and that the reader does not choose."""

    def value(self, text: str, framework: model.Framework) -> bool:  # noqa: ARG002
        """See :class:`Single`."""
        return text == "yes"

    def of(self, value: Any) -> Entered[bool]:
        """See :class:`Single`."""
        return Entered(bool(value), ((self.name, "yes"),) if value else ())


@attrs.frozen(eq=False)
class OfThePage(Date):
    """A day that the page knows and gives with every question; it is kept nowhere."""

    def read(self, state: State, framework: model.Framework) -> Entered[dt.date | None]:
        """See :class:`Field`."""
        return Entered(super().read(state, framework).value)


@attrs.frozen(eq=False)
class OneOf(Single[str]):
    """One of a few things, all of them in view.

    Args:
        label: the question.
        choices: what there is to choose, the first where nothing is chosen.
    """

    label: str
    choices: Options

    def value(self, text: str, framework: model.Framework) -> str:  # noqa: ARG002
        """See :class:`Single`."""
        names = [name for name, _ in self.choices]
        if text and text not in names:
            raise BadValue(none_of(text, names))
        return text or names[0]

    def show(self, form: Form) -> Html:
        """The choices."""
        return form.draw(radios, self, self.name, self.name, self.label, self.choices, form[self])


@attrs.frozen(eq=False)
class Words(Single[str]):
    """A line of words.

    Args:
        label: what is asked for.
        hint: a line of help.
    """

    label: str
    hint: str = ""

    def value(self, text: str, framework: model.Framework) -> str:  # noqa: ARG002
        """See :class:`Single`."""
        if len(text) > LONGEST_TEXT:
            raise BadValue(f"This has {len(text):,} characters. Accepted: up to {LONGEST_TEXT:,}.")
        return text

    def show(self, form: Form, *, kind: str = "text", autofocus: bool = False) -> Html:
        """The line as a control."""
        return _line(form, self, self.label, self.hint, kind=kind, autofocus=autofocus)


def _line(
    form: Form,
    field: Single[Any],
    label: str,
    hint: str,
    *,
    kind: str = "text",
    autofocus: bool = False,
) -> Html:
    attributes: Attributes = {
        "type": kind, "id": form.key(field.name), "name": field.name,
        "value": form.entered(field).text, "autocomplete": "off",
    }  # fmt: skip
    error = form.error(field, field.name)
    return labelled("input", attributes, label, hint, error, autofocus=autofocus)


Days = tuple[dt.date | None, dt.date | None]


@attrs.frozen(eq=False)
class Span(Single[Days]):
    """The days between which something was, in words.

    Args:
        label: what is asked for.
        hint: a line of help.
    """

    label: str
    hint: str = ""

    def value(self, text: str, framework: model.Framework) -> Days:
        """See :class:`Single`."""
        first, last = read_days(text) if text else (None, None)
        for day in filter(None, (first, last)):
            Calendar(framework.bank_holidays).check(day)
        if first is not None and last is not None and last < first:
            raise BadValue(
                f"The days stand the wrong way round: from {short_date(first)} to "
                f"{short_date(last)}. Give the first day first."
            )
        return first, last

    def read(self, state: State, framework: model.Framework) -> Entered[Days]:
        """See :class:`Field`. What was written stays as it is."""
        entered, text = super().read(state, framework), state.first(self.name)
        return attrs.evolve(entered, pairs=((self.name, text),) if text else ())

    def of(self, value: Any) -> Entered[Days]:
        """See :class:`Single`."""
        known = any(day is not None for day in value)
        return Entered(value, ((self.name, days_in_words(*value)),) if known else ())

    def show(self, form: Form) -> Html:
        """The days as a line of words."""
        return _line(form, self, self.label, self.hint)


@attrs.frozen(eq=False)
class Told(Answers):
    """Answers of which any may be that the reader does not know."""

    def options(self, name: str, framework: model.Framework) -> Options:
        """See :class:`Answers`."""
        return *super().options(name, framework), (NOT_KNOWN, "I do not know")

    def known(self, form: Form) -> dict[str, str]:
        """The answers that the reader does know."""
        return {name: answer for name, answer in form[self].items() if answer != NOT_KNOWN}


NOT_KNOWN = "-"
"""What stands in a state for an answer that the reader does not know."""
