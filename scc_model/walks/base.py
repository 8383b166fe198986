"""What every walk shares: the state in, the page out, and the parts of its form.

A walk is a plain function. The state is the text of a form, written as a URL query, so one text
serves the form, the link that reopens it and the request to Python. The answer is HTML. The
published site and JupyterLab both show it through the same script.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Container, Iterable, Mapping
from typing import Protocol
from urllib.parse import parse_qsl, urlencode

import attrs

from scc_model import model
from scc_model.words import wording
from scc_model.words.html import Child, Html, h

_LONGEST_STATE = 8_000


@attrs.frozen
class Reply:
    """What a walk answers.

    Args:
        body: the form and the result.
        announce: the result in a sentence, for a screen reader.
        state: the state as the walk understood it; it reopens the walk as it stands.
    """

    body: Html
    announce: str
    state: str


@attrs.frozen
class Download:
    """A file made from a walk."""

    filename: str
    media_type: str
    text: str


class Walk(Protocol):
    """A question and answer page about the procedures."""

    @property
    def id(self) -> str:
        """Its name in addresses and programs."""

    @property
    def title(self) -> str:
        """Its name for people."""

    @property
    def example(self) -> str:
        """The state that its page shows where the page does not say."""

    def respond(self, framework: model.Framework, state: str) -> Reply:
        """Answer a state; nothing in it, however wrong, makes this raise."""

    def download(self, framework: model.Framework, state: str, kind: str) -> Download:
        """Make a file; ``kind`` is one of those the walk's buttons name."""

    def golden(self, framework: model.Framework) -> tuple[str, ...]:
        """States whose answers must be the same in every Python, beside the worked cases."""


NOT_UNDERSTOOD = "Nothing in the link to this form could be understood, so the form is as new."


@attrs.frozen
class State:
    """A state taken apart: the values given for each name, in order."""

    values: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, text: str, *, longest: int = _LONGEST_STATE, strip: bool = True) -> State:
        """Read a query.

        Args:
            text: the query.
            longest: how many characters of it are looked at.
            strip: whether spaces around a value are left out.

        >>> State.of("category=special-measures&holiday-from=a&holiday-from=b").all("holiday-from")
        ('a', 'b')
        """
        values: dict[str, list[str]] = {}
        for name, value in parse_qsl(text[:longest], keep_blank_values=True):
            values.setdefault(name, []).append(value.strip() if strip else value)
        return cls({name: tuple(all_) for name, all_ in values.items()})

    def first(self, name: str) -> str:
        """The value of a name, or nothing."""
        return self.values.get(name, ("",))[0]

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a name."""
        return self.values.get(name, ())

    def is_nonsense(self, names: Container[str], beginnings: tuple[str, ...] = ()) -> bool:
        """Whether it says something, and nothing of that is what a walk knows.

        Args:
            names: the names that the walk knows.
            beginnings: how other names begin that it knows.

        >>> State.of("catgory=special-measures").is_nonsense({"category"})
        True
        """
        return bool(self.values) and not any(
            name in names or name.startswith(beginnings) for name in self.values
        )


def query(pairs: Iterable[tuple[str, str]]) -> str:
    """A state from names and values; empty values are left out."""
    return urlencode([pair for pair in pairs if pair[1]])


# --- Parts of a form ---------------------------------------------------------------------------
# Most of a form is as it was an answer ago, so its parts are remembered.

_remembered = functools.lru_cache(maxsize=1024)


def _choice(key: str, name: str, value: str, label: Child, *, chosen: bool, kind: str) -> Html:
    """One thing to choose: the control and its label."""
    return h(
        "div",
        {"class": "scc-choice"},
        h("input", {"type": kind, "id": key, "name": name, "value": value, "checked": chosen}),
        h("label", {"for": key}, label),
    )


def _choices(key: str, legend: str, hint: str, choices: Iterable[Html]) -> Html:
    """Things to choose from, under a question."""
    hint_id = f"{key}-hint" if hint else None
    return h(
        "fieldset",
        {"class": "scc-field", "id": key, "aria-describedby": hint_id},
        h("legend", None, legend),
        h("p", {"class": "scc-hint", "id": hint_id}, hint) if hint else None,
        list(choices),
    )


@_remembered
def radios(  # noqa: PLR0917
    walk: str,
    name: str,
    legend: str,
    options: tuple[tuple[str, str], ...],
    chosen: str,
    hint: str = "",
) -> Html:
    """A question with one answer, as a fieldset of radio buttons."""
    key = f"{walk}-{name}"
    return _choices(key, legend, hint, (
        _choice(f"{key}-{value}", name, value, label, chosen=value == chosen, kind="radio")
        for value, label in options
    ))  # fmt: skip


@_remembered
def boxes(
    walk: str,
    name: str,
    legend: str,
    options: tuple[tuple[str, str, str, str], ...],
    chosen: tuple[str, ...],
) -> Html:
    """Things to tick, as a fieldset of boxes.

    Args:
        walk: id of the walk.
        name: what is ticked, for the ids.
        legend: the question.
        options: for each box the name and value of its field, its label and a line of help.
        chosen: the ticked ones, each as ``name=value``.
    """
    key = f"{walk}-{name}"
    return _choices(key, legend, "", (
        _choice(
            f"{key}-{field}-{value}", field, value,
            [label, h("span", {"class": "scc-choice__help"}, told) if told else None],
            chosen=f"{field}={value}" in chosen, kind="checkbox",
        )
        for field, value, label, told in options
    ))  # fmt: skip


@_remembered
def date_field(  # noqa: PLR0917
    key: str,
    name: str,
    label: str,
    value: str,
    hint: str = "",
    error: str = "",
    limits: tuple[dt.date, dt.date] | None = None,
    *,
    autofocus: bool = False,
) -> Html:
    """A date to enter, with what is wrong with it beside it.

    A value that is not a date stays in view in the error: a date control cannot hold it.
    """
    described = [f"{key}-hint"] * bool(hint) + [f"{key}-error"] * bool(error)
    first, last = limits or (None, None)
    return h(
        "div",
        {"class": f"scc-field{' scc-field--error' if error else ''}"},
        h("label", {"for": key}, label),
        h("p", {"class": "scc-hint", "id": f"{key}-hint"}, hint) if hint else None,
        h(
            "p",
            {"class": "scc-error", "id": f"{key}-error"},
            h("span", {"class": "scc-error__mark"}, "Error: "),
            error,
        )
        if error
        else None,
        h(
            "input",
            {
                "type": "date",
                "id": key,
                "name": name,
                "value": value or None,
                "min": first.isoformat() if first else None,
                "max": last.isoformat() if last else None,
                "aria-describedby": " ".join(described) or None,
                "aria-invalid": "true" if error else None,
                "autofocus": autofocus,
            },
        ),
    )


@_remembered
def select(  # noqa: PLR0917
    key: str,
    name: str,
    label: str,
    options: tuple[tuple[str, str], ...],
    chosen: str,
    hint: str = "",
) -> Html:
    """A choice from a list."""
    return h(
        "div",
        {"class": "scc-field"},
        h("label", {"for": key}, label),
        h("p", {"class": "scc-hint", "id": f"{key}-hint"}, hint) if hint else None,
        h(
            "select",
            {"id": key, "name": name, "aria-describedby": f"{key}-hint" if hint else None},
            [
                h("option", {"value": value, "selected": value == chosen}, text)
                for value, text in options
            ],
        ),
    )


def button(label: str, attributes: dict[str, str | bool | None]) -> Html:
    """A button; those that only change the result are of type ``button``."""
    return h("button", {"type": "button", "class": "scc-button", **attributes}, label)


def with_faults(told: str, faults: Iterable[str]) -> str:
    """What is announced of a form: what is wrong with it first, where something is.

    Args:
        told: the answer, in a sentence or two.
        faults: what is wrong with what was entered, a sentence each.

    >>> with_faults("1 step.", ["Choose what happened.", "Give a day."])
    '2 problems with what was entered. The first: Choose what happened. 1 step.'
    """
    found = list(faults)
    if not found:
        return told
    count = f"{wording.counted(len(found), 'problem')} with what was entered."
    return f"{count} {'The first: ' if len(found) > 1 else ''}{found[0]} {told}"


def error_summary(walk: str, faults: Iterable[tuple[str, str]]) -> Html | None:
    """The errors of a form, each leading to its field.

    Args:
        walk: id of the walk.
        faults: the id of a field and what is wrong with it; a fault of no field has no id.
    """
    items: list[Child] = [
        h("li", None, h("a", {"href": f"#{key}"}, told) if key else told) for key, told in faults
    ]
    if not items:
        return None
    heading = f"{walk}-errors"
    return h(
        "div",
        {"class": "scc-error-summary", "role": "group", "aria-labelledby": heading},
        h("p", {"class": "scc-error-summary__title", "id": heading}, "There is a problem"),
        h("ul", None, items),
    )
