"""The controls of forms as HTML: each with its label, its help and what is wrong with it.

Most of a form is as it was an answer ago, so its controls are remembered.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Sequence

from scc_model.dates import long_date
from scc_model.words.html import Attributes, Child, Html, folded, h

Options = tuple[tuple[str, str], ...]
"""Values to choose from, each with its label."""

_remembered = functools.lru_cache(maxsize=1024)


# --- Things to choose from -----------------------------------------------------------------------


@_remembered
def radios(  # noqa: PLR0917
    key: str, name: str, legend: str, options: Options, chosen: str, hint: str = "", error: str = ""
) -> Html:
    """A question with one answer, as a fieldset of radio buttons."""
    return _choices(key, legend, hint, error, (
        _choice(f"{key}-{value}", name, value, label, chosen=value == chosen, kind="radio")
        for value, label in options
    ))  # fmt: skip


@_remembered
def boxes(
    key: str,
    legend: str,
    options: tuple[tuple[str, str, str, str], ...],
    ticked: frozenset[tuple[str, str]],
) -> Html:
    """Things to tick, as a fieldset of boxes.

    Args:
        key: id of the fieldset.
        legend: the question.
        options: for each box its name and value, its label and a line of help.
        ticked: name and value of those that are ticked.
    """
    return _choices(key, legend, "", "", (
        _choice(
            f"{key}-{name}-{value}", name, value,
            [label, h("span", {"class": "scc-choice__help"}, more) if more else None],
            chosen=(name, value) in ticked, kind="checkbox",
        )
        for name, value, label, more in options
    ))  # fmt: skip


def _choice(key: str, name: str, value: str, label: Child, *, chosen: bool, kind: str) -> Html:
    """One thing to choose: the control and its label."""
    return h(
        "div",
        {"class": "scc-choice"},
        h("input", {"type": kind, "id": key, "name": name, "value": value, "checked": chosen}),
        h("label", {"for": key}, label),
    )


def _choices(key: str, legend: str, hint: str, error: str, choices: Iterable[Html]) -> Html:
    """Things to choose from, under a question."""
    return h(
        "fieldset",
        {"class": _class(error), "id": key, "aria-describedby": _describing(key, hint, error)},
        h("legend", None, legend),
        _beside(key, hint, error),
        list(choices),
    )


# --- Controls with a label -----------------------------------------------------------------------


@_remembered
def date_input(  # noqa: PLR0917
    key: str,
    name: str,
    label: str,
    value: str,
    hint: str = "",
    error: str = "",
    *,
    limits: tuple[dt.date, dt.date],
    autofocus: bool = False,
) -> Html:
    """A date to enter.

    A value that is not a date stays in view in the error: a date control cannot hold it.
    """
    first, last = map(str, limits)
    attributes: Attributes = {
        "type": "date", "id": key, "name": name, "value": value or None, "min": first, "max": last
    }  # fmt: skip
    return labelled("input", attributes, label, hint, error, autofocus=autofocus)


@_remembered
def select(  # noqa: PLR0917
    key: str,
    name: str,
    label: str,
    options: Options,
    chosen: str,
    hint: str = "",
    error: str = "",
    groups: tuple[tuple[str, Options], ...] = (),
    form: str = "",
) -> Html:
    """A choice from a list.

    Args:
        key: its id.
        name: its name in the form.
        label: the question.
        options: what can be chosen.
        chosen: what is.
        hint: a line of help.
        error: what is wrong.
        groups: more that can be chosen, under headings.
        form: id of the form that it belongs to, where it stands outside of it.
    """

    def listed(some: Options) -> list[Html]:
        return [h("option", {"value": value, "selected": value == chosen}, x) for value, x in some]

    grouped = [h("optgroup", {"label": heading}, listed(some)) for heading, some in groups]
    attributes: Attributes = {"id": key, "name": name, "form": form or None}
    return labelled("select", attributes, label, hint, error, listed(options), grouped)


def labelled(
    control: str,
    attributes: Attributes,
    label: str,
    hint: str,
    error: str,
    *children: Child,
    autofocus: bool = False,
) -> Html:
    """A control under its label, with its help and what is wrong with it.

    Args:
        control: name of its element.
        attributes: those of the element, its ``id`` among them.
        label: the question.
        hint: a line of help.
        error: what is wrong.
        children: what is in the element.
        autofocus: whether it wants the focus.
    """
    key = str(attributes["id"])
    described: Attributes = {
        "aria-describedby": _describing(key, hint, error),
        "aria-invalid": "true" if error else None,
        "autofocus": autofocus,
    }
    return h(
        "div",
        {"class": _class(error)},
        h("label", {"for": key}, label),
        _beside(key, hint, error),
        h(control, {**attributes, **described}, *children),
    )


def _class(error: str) -> str:
    return "scc-field scc-field--error" if error else "scc-field"


def _beside(key: str, hint: str, error: str) -> list[Html | None]:
    """The help and the error of a control, where :func:`_describing` finds them."""
    mark = h("span", {"class": "scc-error__mark"}, "Error: ")
    return [
        h("p", {"class": "scc-hint", "id": f"{key}-hint"}, hint) if hint else None,
        h("p", {"class": "scc-error", "id": f"{key}-error"}, mark, error) if error else None,
    ]


def _describing(key: str, hint: str, error: str) -> str | None:
    ids = [f"{key}-hint"] * bool(hint) + [f"{key}-error"] * bool(error)
    return " ".join(ids) or None


# --- Buttons, folds, results, what is not seen ---------------------------------------------------


def button(label: str, attributes: Attributes) -> Html:
    """A button; those that only change the result are of type ``button``."""
    return h("button", {"type": "button", "class": "scc-button", **attributes}, label)


def submit(walk: str, label: str, wanted: str, *, quiet: bool = True, key: str = "") -> Html:
    """A button of the form that asks for something to be done.

    Args:
        walk: id of the walk.
        label: what it says.
        wanted: what it asks for.
        quiet: whether it is one of the lesser buttons.
        key: its id within the walk; left out, what it asks for.
    """
    look = "scc-button scc-button--quiet" if quiet else "scc-button"
    key = f"{walk}-{key or wanted}"
    attributes: Attributes = {
        "type": "submit", "class": look, "name": "do", "value": wanted, "id": key,
        "form": f"{walk}-form",  # which it may stand outside of, such as in the answer
    }  # fmt: skip
    return h("button", attributes, label)


def fold(key: str, summary: str, hint: str, *children: Child, unfolded: bool) -> Html:
    """A part of a form that is out of the way until it is needed."""
    about = h("p", {"class": "scc-hint"}, hint) if hint else None
    return folded({"id": key, "open": unfolded}, summary, about, *children)


def taking_away(
    walk: str, files: Sequence[tuple[str, str]], link: str, *more: Child, quiet: bool = False
) -> Html:
    """The buttons under an answer: files of it, printing, a link.

    Args:
        walk: id of the walk.
        files: what each button says, and the kind of file.
        link: what the button for the link says.
        more: other buttons.
        quiet: whether they are the lesser ones, since another comes first.
    """
    look: Attributes = {"class": f"scc-button{' scc-button--quiet' if quiet else ''}"}
    return h(
        "p",
        {"class": "scc-buttons"},
        [button(label, {"data-download": kind, **look}) for label, kind in files],
        button("Print", {"data-print": True, **look}),
        button("Share", {"data-share": True, "hidden": True, **look}),
        button(link, {"data-copy-link": True, **look}),
        *more,
        h("a", {"href": f"#{walk}-{CALENDAR}"}, "Set reminders for the calendar")
        if any(kind == CALENDAR for _, kind in files)
        else None,
    )


AN_EXAMPLE = " (an example)"
"""What stands behind the title of an answer that is one, and not the reader's own."""
CALENDAR = "ics"
"""The kind of file that is a calendar, and the part of a form that says how it is made."""


def result(walk: str, title: str, *children: Child) -> Html:
    """The answer of a walk as a section of the page."""
    heading = f"{walk}-result"
    return h(
        "section",
        {"class": "scc-walk__result", "aria-labelledby": heading},
        h("h2", {"id": heading}, title),
        *children,
    )


AS_AT = "as-at"
"""The name of the day to look from, in every walk."""


def as_at(walk: str, day: dt.date) -> Html:
    """Which day the answer is about, and a way to the field for another."""
    change = h("a", {"href": f"#{walk}-{AS_AT}"}, "Look from another day")
    return h("p", {"class": "scc-as-at"}, f"How things stand on {long_date(day)}. ", change)


def steps_to_take(key: str | None, title: str, steps: Iterable[Child], more: Child = None) -> Html:
    """What comes first, in a box of its own, and below it where there is more."""
    items = [h("li", None, step) for step in steps]
    return h(
        "div",
        {"class": "scc-next", "id": key},
        h("h3", {"class": "scc-next__title"}, title),
        h("ol", None, items) if items else None,
        h("p", None, more) if more else None,
    )


def more_steps(key: str, title: str, steps: Iterable[Child], more: Child, hint: str = "") -> Html:
    """What comes later, in a box of its own that unfolds; on paper it is open."""
    return folded(
        {"id": key, "class": "scc-next scc-on-paper"},
        title,
        h("p", {"class": "scc-hint"}, hint) if hint else None,
        h("ol", None, [h("li", None, step) for step in steps]),
        h("p", None, more) if more else None,
    )


@functools.lru_cache(maxsize=4096)  # a case may have thousands of entries
def hidden(name: str, value: str) -> Html:
    """Something that the form holds and does not show."""
    return h("input", {"type": "hidden", "name": name, "value": value})
