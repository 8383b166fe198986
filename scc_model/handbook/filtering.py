"""Long lists on a page: folded group by group, with controls that show only what is looked for.

A script of the book (``handbook-filter.mjs``) makes the controls work; without it they are hidden,
and every group can be opened.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

import attrs

from scc_model import model
from scc_model.words import html
from scc_model.words.html import Attributes, Child, Html, fold_section, h

T = TypeVar("T")


@attrs.frozen
class Group(Generic[T]):
    """Things of a list that belong together.

    Args:
        name: stands for it in an address.
        title: its heading.
        things: what is in it.
        anchor: id of its section; none where nothing leads to it.
    """

    name: str
    title: str
    things: Sequence[T]
    anchor: str | None = None


@attrs.frozen
class Listing:
    """What a list holds and how it is chosen from.

    Args:
        one: what one of its things is called.
        many: what several are called.
        grouped: by what the groups go, as the label of a control.
        every: what that control says while it chooses nothing.
    """

    one: str
    many: str
    grouped: str = "Procedure"
    every: str = "Every procedure"


def grouped(
    things: Iterable[T], group_of: Callable[[T], tuple[str, str]], anchors: str = ""
) -> list[Group[T]]:
    """Put things into groups, which come in the order of their first things.

    Args:
        things: in order.
        group_of: gives the name and the title of the group of a thing.
        anchors: how the ids of the groups begin; empty where they need none.

    >>> [(group.title, group.things) for group in grouped("aAb", lambda x: (x.lower(), x.upper()))]
    [('A', ['a', 'A']), ('B', ['b'])]
    """
    groups: dict[tuple[str, str], list[T]] = {}
    for thing in things:
        groups.setdefault(group_of(thing), []).append(thing)
    return [
        Group(name, title, some, f"{anchors}{name}" if anchors else None)
        for (name, title), some in groups.items()
    ]


def filtered(
    listing: Listing,
    groups: Sequence[Group[T]],
    content: Callable[[Group[T]], Child],
    framework: model.Framework,
) -> Html:
    """A list in folds, a group in each, below the controls that choose from it.

    Args:
        listing: what it holds.
        groups: in the order in which they stand.
        content: makes what stands in the fold of a group; whatever in it is one of the things of
            the list is marked ``data-thing``.
        framework: whose words for the same are found too.
    """
    folds = [
        fold_section(
            2, f"{group.title} ({len(group.things)})", content(group),
            {"id": group.anchor, "data-group": True, "data-procedure": group.name},
        )
        for group in groups
    ]  # fmt: skip
    options = [(group.name, f"{group.title} ({len(group.things)})") for group in groups]
    return h(
        "div",
        {"class": "handbook-filter", "data-filtered": True},
        form(
            select("procedure", listing.grouped, listing.every, options),
            words_field(),
            synonyms=every_synonym(framework),
            called=(listing.one, listing.many),
        ),
        h("div", None, folds),
    )  # fmt: skip


def filtered_table(
    listing: Listing,
    groups: Sequence[Group[T]],
    columns: Mapping[str, Callable[[T], Child]],
    marks: Callable[[T], Attributes],
    framework: model.Framework,
) -> Html:
    """A list in folds, in each a table with a row for each thing.

    Args:
        listing: what it holds.
        groups: in the order in which they stand.
        columns: by its head, what a cell of the column says of a thing.
        marks: the attributes of the row of a thing, such as its id.
        framework: whose words for the same are found too.
    """

    def table(group: Group[T]) -> Html:
        label = f"{listing.many.capitalize()}: {group.title}"
        return html.table_of(
            label, group.things, columns, lambda thing: {**marks(thing), "data-thing": True}
        )

    return filtered(listing, groups, table, framework)


def form(*controls: Child, synonyms: list[list[str]], called: tuple[str, str]) -> Html:
    """The controls that choose from a list; the style of the page hides them without a script.

    Args:
        controls: fields, as :func:`select` and :func:`words_field` make them.
        synonyms: words for the same, group by group.
        called: what one of the things is called, and what several are.
    """
    one, many = called
    return h(
        "form",
        {"role": "search", "aria-label": "Choose what is shown",
         "method": "dialog", "data-waiting": "The filter",  # so no browser can send it
         "data-one": one, "data-many": many,
         "data-synonyms": json.dumps(synonyms, ensure_ascii=False)},
        controls,
        h("button", {"type": "reset", "class": "scc-button"}, "Show everything"),
        h("p", {"role": "status", "data-filter-status": True}),
    )  # fmt: skip


def select(name: str, label: str, every: str, options: list[tuple[str, str]]) -> Html:
    """A control that chooses one of several.

    Args:
        name: of the control.
        label: what it is about.
        every: what it says while it chooses nothing.
        options: the value and the words of each.
    """
    marks: Attributes = {"id": f"filter-{name}", "name": name, "class": "scc-input"}
    return _field(name, label, h("select", marks,
        h("option", {"value": ""}, every), [
            h("option", {"value": value}, words) for value, words in options
        ],
    ))  # fmt: skip


def words_field() -> Html:
    """The control that looks for words."""
    return _field("words", "Words", h("input", {
        "id": "filter-words", "type": "search", "name": "words", "maxlength": 100,
        "autocomplete": "off", "class": "scc-input",
    }))  # fmt: skip


def _field(name: str, label: str, control: Html) -> Html:
    return h("div", None, h("label", {"for": f"filter-{name}"}, label), control)


def every_synonym(framework: model.Framework) -> list[list[str]]:
    """Words for the same, of every term that has some."""
    groups = (
        [term.term, *([term.stands_for] if term.stands_for else []), *term.also]
        for term in framework.terms.values()
    )
    return [[word.casefold() for word in group] for group in groups if len(group) > 1]


def synonyms_in(text: str, framework: model.Framework) -> list[list[str]]:
    """Words for the same, of the terms that a text uses, for whoever looks for another one.

    >>> from scc_model.loading import load
    >>> any("ieb" in group for group in synonyms_in("The interim executive board", load()))
    True
    """
    lower = text.casefold()
    return [group for group in every_synonym(framework) if any(word in lower for word in group)]
