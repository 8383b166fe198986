"""What a reader can move: widgets of ipywidgets, labelled and set from the procedures.

Each function gives a :class:`Control` for :func:`scc_model.notebook.explore`. A label and what can
be chosen come from the data, so a control never offers what the model would not take.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import attrs
import ipywidgets as widgets

from scc_model.changes.limits import MOST, limit_of
from scc_model.dates import long_date
from scc_model.errors import BadValue, UnknownName
from scc_model.model import Framework
from scc_model.words import wording

Options: TypeAlias = list[tuple[str, Any]]


def _as_it_is(value: Any) -> Any:
    return value


@attrs.frozen(eq=False)
class Control:
    """One thing that can be moved.

    Args:
        widget: of ipywidgets, with a label (its ``description``).
        plain: what the function gets for a value of the widget. It can raise an ``SccError``,
            which is shown to the reader.
    """

    widget: Any
    plain: Callable[[Any], Any] = _as_it_is

    def __attrs_post_init__(self) -> None:
        """Make sure that it can be seen what it moves.

        Raises:
            BadValue: when it is no widget with a value, or has no label.
        """
        if not isinstance(self.widget, widgets.ValueWidget):
            raise BadValue(
                f"A {type(self.widget).__name__} cannot be moved by a reader. Accepted: a widget "
                "of ipywidgets that has a value, or day, choice, limit, reading and the like."
            )
        if not self.widget.description.strip():
            raise BadValue(
                f"A {type(self.widget).__name__} has no label, so nobody can tell what it moves. "
                "Give it a description."
            )

    @property
    def label(self) -> str:
        """What it moves."""
        return str(self.widget.description)

    @property
    def value(self) -> Any:
        """What the function gets for it now."""
        return self.plain(self.widget.value)

    @property
    def in_words(self) -> str:
        """What it is set to, for a reader."""
        now = getattr(self.widget, "label", self.widget.value)  # of a list: what is chosen
        if isinstance(now, tuple):
            return "; ".join(now) or "none"
        return long_date(now) if isinstance(now, dt.date) else str(now or "none")


def day(framework: Framework, event: str, value: dt.date | None = None) -> Control:
    """The day of an event, as a ``DatePicker``.

    Args:
        framework: the procedures.
        event: id of the event; its title is the label.
        value: the day that is set first. If it is taken away, the reader is asked for one. None
            leaves the day open: the function gets a day or none.

    Raises:
        UnknownName: when there is no such event.

    >>> from scc_model.loading import load
    >>> control = day(load(), "inspection-ended", dt.date(2014, 10, 17))
    >>> control.label, control.value, control.in_words
    ('The section 5 inspection ended', datetime.date(2014, 10, 17), 'Friday 17 October 2014')
    """
    if event not in framework.events:
        raise UnknownName("event", event, framework.events)
    title = framework.events[event].title

    def given(chosen: dt.date | None) -> dt.date | None:
        if chosen is None and value is not None:
            raise BadValue(f"There is no day for '{title}'. Give one, such as {long_date(value)}.")
        return chosen

    # No first and last day: a day outside them would be moved without a word.
    return Control(_labelled(widgets.DatePicker, title, value=value), given)


def choice(framework: Framework, name: str, value: str | None = None) -> Control:
    """The outcome of a decision or the answer to a question, as a ``Dropdown``.

    Args:
        framework: the procedures.
        name: id of a decision, or of a fact.
        value: id of what is chosen first; none for the first there is. The function gets an id.

    Raises:
        UnknownName: when there is no such decision or fact, or no such outcome or answer.

    >>> from scc_model.loading import load
    >>> choice(load(), "category", "special-measures").in_words
    'Special measures'
    """
    if decision := framework.decisions.get(name):
        label, options = (
            decision.title,
            [(outcome.title, outcome.id) for outcome in decision.outcomes],
        )
    elif fact := framework.facts.get(name):
        label, options = fact.question, [(option.label, option.id) for option in fact.options]
    else:
        raise UnknownName("decision or fact", name, [*framework.decisions, *framework.facts])
    return _dropdown(label, options, value)


def limit(
    framework: Framework,
    rule: str,
    most: int | None = None,
    value: int | None = None,
    label: str = "",
) -> Control:
    """The number in the time limit of a rule, as an ``IntSlider``.

    Args:
        framework: the procedures.
        rule: id of the rule.
        most: the largest number offered; none for twice what the procedures say.
        value: the number that is set first; none for what the procedures say.
        label: what the number is; none for the title of the rule and its unit.

    Returns:
        A control. The function gets a number, for :func:`scc_model.with_limit`.

    Raises:
        UnknownName: when there is no such rule.
        BadValue: when the rule has no limit in numbers, or for numbers that cannot be one.

    >>> from scc_model.loading import load
    >>> control = limit(load(), "comply-in-initial-period", most=40)
    >>> control.label, control.value
    ('Comply within the initial period (working days)', 15)
    """
    now, unit = limit_of(framework, rule)
    label = label or f"{framework.rules[rule].title} ({unit})"
    first = now if value is None else value
    return number(label, first, min(1, now), 2 * max(now, 1) if most is None else most)


def number(label: str, value: int, least: int, most: int) -> Control:
    """A whole number, as an ``IntSlider`` that speaks when it is let go.

    Args:
        label: what the number is.
        value: the number that is set first.
        least: the smallest number offered.
        most: the largest.

    Raises:
        BadValue: when the numbers do not stand in that order.
    """
    if not 0 <= least <= value <= most <= MOST:
        raise BadValue(
            f"'{label}' cannot be set to {value} between {least} and {most}. "
            f"Accepted: whole numbers in this order, from 0 to {MOST}."
        )
    slider = _labelled(widgets.IntSlider, label, min=least, max=most, value=value)
    slider.continuous_update = False
    return Control(slider)


def reading(framework: Framework, name: str, value: str | None = None) -> Control:
    """The choices of one unclear passage, as a ``Dropdown``.

    Args:
        framework: the procedures.
        name: id or reference of the reading.
        value: id of the choice that is made first; none for the one used here.

    Raises:
        UnknownName: when there is no such reading or choice.
    """
    asked = framework.reading(name)
    options = [(way.text, way.id) for way in asked.choices]
    return _dropdown(f"{asked.ref}: {asked.title}", options, value or asked.default)


def readings(framework: Framework, *names: str) -> Control:
    """Readings to switch, as a ``SelectMultiple``: every choice that is not the one used here.

    Args:
        framework: the procedures.
        names: ids or references of readings; all that move dates if none are given.

    Returns:
        A control. The function gets the choices made, by reading, as ``Context.of`` takes them.

    Raises:
        UnknownName: when there is no such reading.

    >>> from scc_model.loading import load
    >>> control = readings(load(), "A55", "P1")
    >>> control.widget.value = [("statement-of-action-days", "calendar-days")]
    >>> control.value
    {'statement-of-action-days': 'calendar-days'}
    """
    asked = [framework.reading(name) for name in names] or [
        passage for passage in framework.readings.values() if passage.changes == "dates"
    ]
    options = [
        (f"{passage.ref}: {way.text}", (passage.id, way.id))
        for passage in asked
        for way in passage.choices
        if way.id != passage.default
    ]
    refs = {passage.id: passage.ref for passage in asked}

    def switched(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
        choices: dict[str, str] = {}
        for name, way in pairs:
            if name in choices:
                raise BadValue(f"Reading {refs[name]} is switched twice. Choose one of its ways.")
            choices[name] = way
        return choices

    rows = min(len(options), 6)
    label = "Readings switched (several with Ctrl or Shift)"
    switches = _labelled(widgets.SelectMultiple, label, options=options, rows=rows)
    return Control(switches, switched)


def role(framework: Framework, value: str | None = None) -> Control:
    """Who acts, as a ``Dropdown`` of all who carry out a rule; none for everybody.

    Args:
        framework: the procedures.
        value: id of the role that is chosen first.

    Raises:
        UnknownName: when there is no such role.
    """
    acting = {name for rule in framework.rules.values() for name in rule.actors}
    roles = [(wording.capital(body.name), body.id) for body in framework.roles.values()
             if body.id in acting]  # fmt: skip
    return _dropdown("Who acts", [("Everybody", None), *sorted(roles)], value)


def _dropdown(label: str, options: Options, value: str | None) -> Control:
    ids = [choice_id for _, choice_id in options]
    if value is not None and value not in ids:
        raise UnknownName(f"choice for '{label}'", value, filter(None, ids))
    chosen = value if value is not None else ids[0]
    return Control(_labelled(widgets.Dropdown, label, options=options, value=chosen))


def _labelled(kind: Callable[..., Any], label: str, **traits: Any) -> Any:
    """A widget whose whole label can be read, however long it is."""
    return kind(
        description=label,
        tooltip=label,
        style={"description_width": "initial"},
        layout=widgets.Layout(width="100%", max_width="48rem"),
        **traits,
    )
