"""Forms: a form is a tuple of fields, and every field does the same five things.

A field knows its names in a state, reads its part of one, keeps what was typed, says what is wrong
beside itself, shows itself and writes itself back. So a walk says which fields it has, how they are
laid out and what follows from them; :mod:`scc_model.walks.fields` has those that several share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Self

import attrs

from scc_model import model
from scc_model.walks.base import Reply, State, query
from scc_model.walks.controls import hidden, submit
from scc_model.walks.faults import TOO_LONG, left_out
from scc_model.walks.field import Entered, Field, T_co
from scc_model.words import wording
from scc_model.words.html import Child, Html, h, join, listed

START_OVER = ("start-again", "start-empty")
"""What the buttons ask for that take everything back which was entered."""
PUT_BACK = "put-back"
"""What the button asks for that puts back what such a button took, or something else replaced."""
_FORMER = "former"
KNOWN_AS = "known-as"
"""The name of what tells the school of a form from every other; the page makes its value. A control
called "id" would hide the id of its form from every script."""
CALENDAR_BEFORE = "calendar-before"
"""The name of the box that says that a calendar file of that school was saved before."""
CALENDAR_HELD = "calendar-held"
"""The name under which the page says which entries files have that it saved since it was opened."""
TODAY = "today"
"""The name of the day on which a form is answered; the page gives it to a walk that asks for it."""
LAST_VISIT = "last-visit"
"""The name of the day on which what the browser keeps of the walk was changed last, likewise."""
_OF_THE_PAGE = frozenset({"do", _FORMER, TODAY, LAST_VISIT})  # a form is sent with these anyhow


@attrs.define(eq=False)
class Form:
    """A form with what was entered in it.

    Args:
        walk: id of the walk, which begins every id on the page.
        framework: the procedures.
        state: what was entered.
        fields: its fields, in the order in which they stand in a state.
        general: what is wrong with no one field.
        understood: whether anything in the link was understood.
        emptied: whether everything has just been taken out.
        former: the state that something else took the place of, until the page is left.
    """

    walk: str
    framework: model.Framework
    state: State
    fields: tuple[Field[Any], ...]
    general: list[str] = attrs.field(factory=list)
    understood: bool = True
    emptied: bool = False
    former: str = ""
    _entered: dict[Field[Any], Entered[Any]] = attrs.field(factory=dict, init=False)

    @classmethod
    def of(
        cls,
        walk: str,
        framework: model.Framework,
        state: State,
        fields: tuple[Field[Any], ...],
        *,
        example: str = "",
        replaced: State | None = None,
        untouched: str = "",
    ) -> Self:
        """The form of a state.

        Args:
            walk: id of the walk.
            framework: the procedures.
            state: what was entered.
            fields: every field that the walk may have.
            example: the state to show where nothing in a link was understood.
            replaced: what was entered before something else took its place, such as a file.
            untouched: a state that holds nothing of the reader's own, where ``example`` is none.
        """
        if state.first("do") == PUT_BACK:
            state = State.of(state.first(_FORMER))
        form = cls(walk, framework, state, fields, [TOO_LONG] if state.cut else [])
        put_aside = (state if replaced is None else replaced).first(_FORMER)
        if state.first("do") in START_OVER:
            form.emptied, form.state, replaced = True, State({}), state
        if replaced is not None or put_aside:
            aside = filter(None, (replaced, State.of(put_aside)))
            nothing = [State.of(text) for text in ("", example, untouched)]
            form.former = form.first_of_own(aside, nothing)
        if form.emptied:
            return form
        unknown = [
            name
            for name in state.values
            if name not in {"do", _FORMER} and not any(field.knows(name) for field in fields)
        ]
        if unknown and not {*state.values} - {*unknown} - _OF_THE_PAGE:
            instead = "it shows its example" if example else "the form is as new"
            form.tell(f"Nothing in the link to this form could be understood, so {instead}.")
            form.understood, form.state = False, State.of(example)
        elif unknown:
            form.tell(left_out(unknown))
        return form

    # --- What was entered ---

    def __getitem__(self, field: Field[T_co]) -> T_co:
        """What can be used of a field."""
        return self.entered(field).value

    def entered(self, field: Field[T_co]) -> Entered[T_co]:
        """What stands in a field; it is read when it is first asked for."""
        entered: Entered[T_co] | None = self._entered.get(field)
        if entered is None:
            entered = self._entered[field] = field.read(self.state, self.framework)
        return entered

    def put(self, field: Field[Any], entered: Entered[Any]) -> None:
        """Put something else into a field; what was wrong with it stays said."""
        faults = (*self.entered(field).faults, *entered.faults)
        self._entered[field] = attrs.evolve(entered, faults=faults)

    def clear(self, *fields: Field[Any], pairs: Iterable[tuple[str, str]] = ()) -> None:
        """Leave fields as new, or as names and values fill them in."""
        state = State.holding(pairs)
        self._entered |= {field: field.read(state, self.framework) for field in fields}

    def query(self, fields: Iterable[Field[Any]] | None = None, *, linked: bool = False) -> str:
        """The state that asks for this again, or for some of its fields.

        Args:
            fields: which of them; left out, all.
            linked: whether it is for a link, which holds nothing that the reader keeps out of it.
        """
        some = map(self.entered, self.fields if fields is None else fields)
        return query(
            pair
            for entered in some
            for pair in (entered.pairs if not linked or entered.linked is None else entered.linked)
        )

    def first_of_own(self, states: Iterable[State], nothing: Iterable[State]) -> str:
        """The first of some states of this form that holds something of the reader's own.

        Args:
            states: the states.
            nothing: those that hold nothing of it, whatever name the page made up for them.
        """
        own = [field for field in self.fields if not field.knows(KNOWN_AS)]
        forms = (type(self)(self.walk, self.framework, state, self.fields) for state in nothing)
        untouched = {form.query(own) for form in forms}
        for state in states:
            form = type(self)(self.walk, self.framework, state, self.fields)
            if form.query(own) not in untouched:
                return form.query()
        return ""

    def reply(self, body: Html, announce: str) -> Reply:
        """The answer to what was entered."""
        kept_out = any(self.entered(field).linked is not None for field in self.fields)
        link = self.query(linked=True) if kept_out else None
        return Reply(body, announce, self.query(), link)

    # --- What is wrong ---

    def fault(self, field: Field[Any], name: str, message: str) -> None:
        """Say what is wrong with a control of a field, unless that was said before."""
        if not self.error(field, name):
            self.put(field, attrs.evolve(self.entered(field), faults=((name, message),)))

    def tell(self, message: str) -> None:
        """Say what is wrong with no one field, once."""
        if message not in self.general:
            self.general.append(message)

    @property
    def faults(self) -> list[tuple[str, str]]:
        """What is wrong, with the name of the control at fault; what is wrong with none, last."""
        faults = [fault for field in self.fields for fault in self.entered(field).faults]
        return sorted(
            [*faults, *(("", message) for message in self.general)], key=lambda fault: not fault[0]
        )

    def error(self, field: Field[Any], name: str) -> str:
        """What is wrong with a control of a field."""
        faults = self.entered(field).faults
        return dict(faults).get(name, "") if faults else ""

    def announced(self, answer: str) -> str:
        """What is announced of a form: what is wrong with it first, where something is.

        Args:
            answer: the answer, in a sentence or two.
        """
        faults = self.faults
        if not faults:
            return answer
        count = f"{wording.counted(len(faults), 'problem')} with what was entered."
        return f"{count} {'The first: ' if len(faults) > 1 else ''}{faults[0][1]} {answer}"

    # --- The page ---

    def key(self, name: str) -> str:
        """The id of a part of the walk on its page."""
        return f"{self.walk}-{name}"

    def draw(
        self, kind: Callable[..., Html], field: Field[Any], control: str, name: str,
        *given: Any, **more: Any,
    ) -> Html:  # fmt: skip
        """Draw a control of a field, with what is wrong with it.

        Args:
            kind: a function of :mod:`scc_model.walks.controls`, which takes what is ``given``.
            field: the field.
            control: the name of the control within the walk.
            name: the name of its value in a state.
            given: what else the function takes, as ``more`` by name.
            more: see ``given``.
        """
        return kind(self.key(control), name, *given, error=self.error(field, control), **more)

    def html(
        self,
        look: str,
        title: str,
        before: Child,
        *parts: Child,
        outside: Child = None,
        starts: str = "",
        as_case: str = "",
    ) -> Html:
        """The form as an element, with its errors, each leading to its field.

        Args:
            look: its class.
            title: names it for a screen reader.
            before: what stands before the errors.
            parts: what stands after them.
            outside: the fields of it that stand elsewhere in the answer.
            starts: the walk whose case it can start from.
            as_case: the state in which that walk holds what this one says.
        """
        shown = join(parts)
        attributes: dict[str, str | int | bool | None] = {
            "class": look,
            "id": self.key("form"),
            "method": "dialog",  # which no browser sends anywhere, live or not
            "aria-label": title,
            "data-starts-from": starts or None,
            "data-as-case": as_case or None,
            "data-known-as": self._if_known(KNOWN_AS),
            "data-calendar-before": self._if_known(CALENDAR_BEFORE),
            "data-calendar-held": self._if_known(CALENDAR_HELD),
            "data-today": self._if_known(TODAY),
            "data-last-visit": self._if_known(LAST_VISIT),
        }
        return h(
            "form",
            attributes,
            self._put_back(),
            before,
            self._errors(join([shown, outside])),
            shown,
        )

    def _put_back(self) -> Html | None:
        """A way back to what was here before something else took its place."""
        if not self.former:
            return None
        return h(
            "div",
            {"class": "scc-started", "id": self.key(_FORMER)},
            hidden(_FORMER, self.former),
            h("p", None, "What stood here before is put aside until you leave this page."),
            submit(self.walk, "Put back what stood here", PUT_BACK),
        )

    def _if_known(self, name: str) -> str | None:
        return name if any(field.knows(name) for field in self.fields) else None

    def _errors(self, shown: Html) -> Html | None:
        items: list[Child] = []
        for name, message in self.faults:
            key = self.key(name)
            there = name and f' id="{key}"' in shown  # nothing leads to what is not shown
            items.append(h("a", {"href": f"#{key}"}, message) if there else message)
        if not items:
            return None
        heading = self.key("errors")
        return h(
            "div",
            {"class": "scc-error-summary", "role": "group", "aria-labelledby": heading},
            h("p", {"class": "scc-error-summary__title", "id": heading}, "There is a problem"),
            listed(items),
        )
